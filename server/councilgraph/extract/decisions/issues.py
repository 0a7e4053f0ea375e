"""The pages of a committee system about one issue: each meeting that dealt with it, and what that resolved."""

import re
from dataclasses import replace

from councilgraph.extract import dates
from councilgraph.extract.decisions.items import Item
from councilgraph.extract.decisions.minutes import outcome_of, that
from councilgraph.extract.decisions.resolutions import resolution, routine
from councilgraph.extract.headings import heading
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import DecisionFact, DocumentFact, PartialDate, Said

_MEETING = re.compile(
    r"Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<body>[A-Z].{2,90}?)(?:\s\(Item\s(?P<item>[\w./-]+)\))?$"
)


def decisions(shadow: Shadow) -> list[DecisionFact] | None:
    """One decision for each meeting that resolved the issue; None where the paper is no such page."""
    lines = shadow.paragraphs
    heads = [(index, line, m) for index, line in enumerate(lines) if (m := _MEETING.match(line.text))]
    if not heads:
        return None
    found = []
    for (index, line, match), following in zip(heads, [*heads[1:], None], strict=True):
        end = following[1].start if following is not None else len(shadow.text)
        item = _item(_titled(lines, index), match["item"], line, end)
        outcome = (outcome_of(shadow, item) or that(shadow, item)) if item is not None else None
        if item is None or outcome is None or routine(item.title):
            continue
        body = shadow.said(line.start + match.start("body"), line.start + match.end("body"), match["body"])
        met = resolution(shadow, _meeting(shadow, body, _date(shadow, line, match)), item, outcome)
        found.append(met if met.number is not None else replace(met, number=_number(shadow, heads[0][1].start)))
    return found


def _number(shadow: Shadow, before: int) -> Said[str] | None:
    """The number of the decision that the title of an issue ends or begins with."""
    match = _NUMBERED.search(shadow.text, 0, before)
    return shadow.said(match.start("number"), match.end("number"), match["number"]) if match is not None else None


_NUMBERED = re.compile(r"(?m)(?:^|\s[-–]\s)(?P<number>\d\d/\d{5})(?=$|\s[-–]\s)")


def _titled(lines: tuple[Line, ...], index: int) -> tuple[Line, ...]:
    """The lines of a meeting from the title on: below its own line, else, where that is text, the first of the page."""
    below = lines[index + 1 :]
    text = index and below and len(below[0].text) > _LONG and below[0].text.endswith((".", ":"))
    return (lines[0], *below) if text else below


_LONG = 160  # characters, longer than titles are


def _item(lines: tuple[Line, ...], number: str | None, head: Line, end: int) -> Item | None:
    """The item as the first line below the meeting names it."""
    if not lines or lines[0].start >= end:
        return None
    line = lines[0]
    mark = f"{number} " if number and line.text.startswith(f"{number} ") else ""
    title = heading(re.sub(r"\s*(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B.*$", "", line.text[len(mark) :]))
    start = line.start + len(mark)
    return Item(mark.strip(), title, line.start, start, start + len(title), end)


def _date(shadow: Shadow, line: Line, match: re.Match[str]) -> Said[PartialDate] | None:
    found = dates.first(match["date"])
    if found is None or found.date is None:
        return None
    return shadow.said(line.start + match.start("date"), line.start + match.end("date"), found.date)


def _meeting(shadow: Shadow, body: Said[str], date: Said[PartialDate] | None) -> DocumentFact:
    """The meeting as if it were the one of a paper of minutes."""
    kind = Said("minutes", body.evidence)
    return DocumentFact(evidence=body.evidence, kind=kind, meeting_of=body, date=date)
