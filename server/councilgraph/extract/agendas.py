"""Decisions by their numbers in lists: agenda items, and the head lines of decision lists."""

import re

from councilgraph.extract import dates, makers
from councilgraph.extract.councils import Profile
from councilgraph.extract.fields import label_of
from councilgraph.extract.records import clean_title
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said

_HEAD = re.compile(
    r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<title>.{4,250}?)\s+ref:\s*(?P<ref>\d+)"
    r"\s*(?P<status>[A-Z][A-Za-z() -]{3,60})?$"
)


def agenda(shadow: Shadow, paper: DocumentFact, profile: Profile) -> list[DecisionFact]:
    """The numbered items of an agenda that carry the number of a decision."""
    numbers = "|".join(profile.decision_numbers[:2])
    found: dict[str, DecisionFact] = {}
    for line in shadow.paragraphs:
        match = re.match(
            rf"(?:\d{{1,2}}[.)]?\s+)?(?P<number>{numbers})\s*[-–:]?\s+(?P<title>[A-Z].{{5,250}})", line.text
        )
        if match is None or match["number"] in found:
            continue
        title = re.split(r"\s*\(Pages?\b", match["title"])[0]
        start, at = line.start + match.start("number"), line.start + match.start("title")
        number = shadow.said(start, start + len(match["number"]), match["number"])
        found[match["number"]] = DecisionFact(
            evidence=(shadow.evidence(start, at + len(title)),),
            number=number,
            title=shadow.said(at, at + len(title), clean_title(title)),
            kind=Said("agenda", number.evidence),
            maker_role=paper.meeting_of,
            date=paper.date,
            date_type="meeting" if paper.date else None,
        )
    return list(found.values())


def listed(shadow: Shadow, profile: Profile) -> list[DecisionFact]:
    """Decisions told by head lines "date - title ref: number status", with the labelled lines below each."""
    heads = [(line, match) for line in _joined(shadow) if (match := _HEAD.match(line.text))]
    found = []
    for index, (line, match) in enumerate(heads):
        end = heads[index + 1][0].start if index + 1 < len(heads) else len(shadow.text)
        found.append(_listed(shadow, profile, line, match, end))
    return found


def _joined(shadow: Shadow) -> list[Line]:
    """The lines, one that starts with a date and holds no reference joined with the line below."""
    lines: list[Line] = []
    for line in shadow.lines:
        above = lines[-1] if lines else None
        if above is not None and re.match(r"\d{1,2}/\d{1,2}/\d{4}\s*[-–]\s", above.text) and " ref:" not in above.text:
            lines[-1] = Line(above.start, line.end, " ".join(shadow.text[above.start : line.end].split()))
        else:
            lines.append(line)
    return lines


def _listed(shadow: Shadow, profile: Profile, line: Line, match: re.Match[str], end: int) -> DecisionFact:
    numbered = re.match(
        rf"(?P<number>{'|'.join(profile.decision_numbers[:2])})\s*[-–:]?\s+(?P<title>.+)", match["title"]
    )
    at = line.start + match.start("title")
    number = None
    title = match["title"]
    if numbered is not None:
        number = shadow.said(at, at + len(numbered["number"]), numbered["number"])
        at, title = at + numbered.start("title"), numbered["title"]
    maker = _maker(shadow, line.end, end)
    date = dates.first(shadow.text, line.start, line.start + 12)
    status = (match["status"] or "").lower()
    name = next(
        (n for n in ("called in", "approved", "deferred", "rejected", "withdrawn") if n.split()[0][:6] in status),
        "taken",
    )
    kind = makers.kind(maker.role.value if maker.role else None)
    head = shadow.evidence(line.start, line.end)
    return DecisionFact(
        evidence=(head,),
        number=number,
        title=shadow.said(at, at + len(title), clean_title(title)),
        kind=Said(kind, (head,)) if kind else None,
        maker_name=maker.name,
        maker_role=maker.role,
        date=shadow.said(date.start, date.end, date.date) if date and date.date else None,
        date_type="taken" if date else None,
        status=Said(name, (head,)),
    )


def _maker(shadow: Shadow, start: int, end: int) -> makers.Maker:
    for line in shadow.lines:
        if start <= line.start < end and (label := label_of(line.text)) is not None and label[0] == "maker":
            return makers.read(shadow, line.start + label[2], line.end)
    return makers.Maker()
