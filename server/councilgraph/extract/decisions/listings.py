"""Decisions told by head lines of committee systems: "date - title ref: number status", with labelled lines below."""

import re
from dataclasses import dataclass
from itertools import takewhile

from councilgraph.extract import dates
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions import outcome_lines
from councilgraph.extract.decisions.outcomes import status_of
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.fields import label_of
from councilgraph.extract.people import makers
from councilgraph.extract.shadow import Line, Shadow, starting_in
from councilgraph.model import DecisionFact, DocumentFact, PartialDate, Said

_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_HEAD = re.compile(
    rf"(?P<date>{_DAY})\s*[-–]\s*(?P<title>.{{4,250}}?)\s+ref:\s*(?P<ref>\d+)\s*(?P<status>[A-Z][A-Za-z() -]{{3,60}})?$"
)
_UNREFERENCED = re.compile(rf"(?P<date>{_DAY})\s*[-–]\s*(?P<title>[A-Z0-9].{{4,250}}?)(?P<ref>)(?P<status>)$")
_ROW = re.compile(
    rf"(?P<title>[A-Z0-9\"'].{{3,250}}?)\s+ref:\s*(?P<ref>\d{{1,6}}?)\s*(?P<date>{_DAY})\s*(?:{_DAY}.{{0,20}}|.{{0,20}})"
    r"(?P<status>)"
)
_PLANNED = re.compile(  # the cells of a row run together: title, notice, status, the day on which it is due
    r"(?P<title>[A-Z0-9\"'].{3,250}?)[ \t]*\d\d/\d\d/\d{4}[ \t]*"
    r"(?P<status>For Determination|Recommendations? [\w ()-]{4,60}?|Deferred|Withdrawn|Pending)[ \t]*"
    r"(?P<due>(?:Not before |Between )?)(?P<date>\d\d/\d\d/\d{4})(?P<ref>).{0,40}"
)
_UNDECIDED = re.compile(r"(?i)information only|no decision")  # what a list tells of items that had nothing to decide
_PROPOSED = re.compile(r"(?m)^Proposed [Dd]ecision:?(?:\s|$)")
_ISSUE = re.compile(r"(?i)issue\s*[-–]\s*decisions?")
_TABLE = re.compile(
    r"(?i)(?:decisions? )?(?P<status>recommendations? [\w ()-]{4,60}|[\w ]{0,20}approved[\w ()-]{0,40})"
)


@dataclass(frozen=True)
class _Head:
    line: Line
    match: re.Match[str]
    status: str


def listed(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """The decisions of a list, each with the labelled lines below its head; else those told one a line."""
    heads = _heads(shadow, profile)
    if not heads:
        return outcome_lines.decisions(shadow, profile, paper)
    ends = [head.line.start for head in heads[1:]] + [len(shadow.text)]
    decided = [(h, end) for h, end in zip(heads, ends, strict=True) if _UNDECIDED.match(h.status) is None]
    return [_listed(shadow, profile, head, end) for head, end in decided]


def _heads(shadow: Shadow, profile: Profile) -> list[_Head]:
    lines = _joined(shadow)
    found = [_Head(line, m, m["status"] or "") for line in lines if (m := _HEAD.match(line.text))]
    return found or _rows(shadow) or _planned(shadow) or _undated(shadow, lines, profile)


def _rows(shadow: Shadow) -> list[_Head]:
    """The rows of a table "title ref: number, date, effective from", under the status of its caption."""
    found: list[_Head] = []
    status = ""
    for line in shadow.lines:
        caption = _TABLE.fullmatch(line.text)
        status = caption["status"] if caption is not None else status
        if (match := _ROW.fullmatch(line.text)) is not None:
            found.append(_Head(line, match, status))
    return found


def _planned(shadow: Shadow) -> list[_Head]:
    """The rows of a plan whose cells run together, two at least."""
    found = [_Head(line, m, m["status"]) for line in shadow.lines if (m := _PLANNED.fullmatch(line.text)) is not None]
    return found if len(found) > 1 else []


def _undated(shadow: Shadow, lines: list[Line], profile: Profile) -> list[_Head]:
    """Heads without reference: on the page of an issue, with a decision's number, or with its maker below."""
    issue = any(_ISSUE.fullmatch(line.text) for line in shadow.lines[:8])
    matches = [_UNREFERENCED.fullmatch(line.text) if issue or line.text[-1:] != "." else None for line in lines]
    starts = [index for index, match in enumerate(matches) if match is not None]
    found = []
    for index, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        match = matches[index]
        known = issue or (match is not None and _numbered(match["title"], profile) is not None)
        below = (label_of(following.text) for following in lines[index + 1 : end])
        if match is not None and (known or any(label is not None and label[0] == "maker" for label in below)):
            found.append(_Head(lines[index], match, ""))
    return found


def _joined(shadow: Shadow) -> list[Line]:
    """The lines, one that starts with a date and holds no reference joined with the line below that does."""
    lines: list[Line] = []
    for line in shadow.lines:
        above = lines[-1] if lines else None
        if (
            above is not None
            and " ref:" not in above.text
            and " ref:" in line.text
            and re.match(rf"{_DAY}\s*[-–]\s", above.text)
            and not re.match(_DAY, line.text)
        ):
            lines[-1] = Line(above.start, line.end, " ".join(shadow.text[above.start : line.end].split()))
        else:
            lines.append(line)
    return lines


def _listed(shadow: Shadow, profile: Profile, head: _Head, end: int) -> DecisionFact:
    line, match = head.line, head.match
    at, title = line.start + match.start("title"), match["title"]
    numbered = _numbered(title, profile)
    number = None
    if numbered is not None:
        number = shadow.said(at, at + len(numbered["number"]), numbered["number"])
        at, title = at + numbered.start("title"), numbered["title"]
    evidence = shadow.evidence(line.start, line.end)
    maker = _maker(shadow, line.end, end) if match.re is not _PLANNED else makers.Maker()
    kind = makers.kind(maker.role.value if maker.role else None)
    planned = "due" in match.re.groupindex
    due = _date(shadow, line, match) if planned else _due(shadow, line.end, end)
    name = "proposed" if due is not None else status_of(head.status) or _told(shadow, line.end, end)
    return DecisionFact(
        evidence=(evidence,),
        number=number,
        title=shadow.said(at, at + len(title), clean_title(title)),
        kind=Said(kind, (evidence,)) if kind else None,
        maker_name=maker.name,
        maker_role=maker.role,
        date=due or _date(shadow, line, match),
        date_type="due" if due is not None or name == "proposed" else "taken",
        key_decision=_key(shadow, line.end, end),
        status=Said(name, (evidence,)),
    )


def _numbered(title: str, profile: Profile) -> re.Match[str] | None:
    """A title behind the number of its decision."""
    return re.match(rf"(?P<number>{'|'.join(profile.decision_numbers[:2])})\s*[-–:]?\s+(?P<title>.+)", title)


def _date(shadow: Shadow, line: Line, match: re.Match[str]) -> Said[PartialDate] | None:
    start, end = line.start + match.start("date"), line.start + match.end("date")
    found = dates.first(match["date"])
    return shadow.said(start, end, found.date) if found is not None and found.date is not None else None


def _labels(shadow: Shadow, start: int, end: int, *keys: str) -> list[tuple[int, int]]:
    """Where the values of labels of these kinds stand in a stretch."""
    lines = starting_in(shadow.lines, start, end)
    found = ((line, label_of(line.text)) for line in lines)
    return [(line.start + label[2], line.end) for line, label in found if label is not None and label[0] in keys]


def _maker(shadow: Shadow, start: int, end: int) -> makers.Maker:
    for first, last in _labels(shadow, start, end, "maker"):
        bare = not shadow.text[first:last].strip()  # its value stands on the lines below
        lines = starting_in(shadow.lines, last, end)[:3] if bare else ()
        below = list(takewhile(lambda line: label_of(line.text) is None, lines))
        return makers.read(shadow, below[0].start, below[-1].end) if below else makers.read(shadow, first, last)
    speaking = makers.speaking(shadow, start, end)
    body = _MET.search(shadow.text, start, end) if speaking.role is None else None
    return makers.Maker(role=shadow.said(*body.span("body"), body["body"])) if body is not None else speaking


_MET = re.compile(  # a body that every council has one of
    r"(?m)(?:^|\. )(?:The )?(?P<body>Cabinet|Executive)(?: [Mm]eeting)?(?: then| also| unanimously)*"
    r" (?:agreed|resolved|approved|AGREED|RESOLVED|APPROVED)\b"
)


def _due(shadow: Shadow, start: int, end: int) -> Said[PartialDate] | None:
    for first, last in _labels(shadow, start, end, "due"):
        for found in dates.find(shadow.text, first, last):
            if found.date is not None:
                return shadow.said(found.start, found.end, found.date)
    return None


def _key(shadow: Shadow, start: int, end: int) -> Said[bool] | None:
    for first, last in _labels(shadow, start, end, "key"):
        word = re.match(r"(?i)(?P<yes>yes|key)\b|(?P<no>no|non)\b", shadow.text[first:last])
        if word is not None:
            return shadow.said(first, last, word["yes"] is not None)
    return None


def _told(shadow: Shadow, start: int, end: int) -> str:
    """What was decided where the head does not say: nothing yet where it is proposed; a motion lost is rejected."""
    if _PROPOSED.search(shadow.text, start, end) is not None:
        return "proposed"
    lost = re.compile(r"\b[Mm]otion[^.\n]{0,80}\b(?:lost|fell|defeated)\b|\bREFUSED\b|\bREJECTED\b")
    return "rejected" if lost.search(shadow.text, start, end) else "taken"
