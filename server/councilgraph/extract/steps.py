"""Planned steps: the rows of a timetable, "Activity" beside "Date"."""

import re

from councilgraph.extract import dates
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import StepFact

_HEAD = re.compile(
    r"(?i)(?:activity|action|stage|step|milestone|task|event|what|key (?:dates|milestones?)"
    r"|process)\b.{0,30}?(?:\t|\s+)"
    r"(?:(?:target|proposed|estimated|indicative|completion|planned|expected|due|key)\s)?(?:date|timescale"
    r"|timeline|when|by when|deadline|month)s?\b.{0,20}"
)
_WHAT = re.compile(r"(?:[•*-]\s+)?(?P<what>[A-Z][^\t]{3,120}?)[\s\t:–-]*$")
_QUALIFIER = re.compile(
    r"(?i)[\s(]*\b(?:by|late|early|mid|end of|from|in|before|w/c|around|during|beginning of|start of"
    r"|the)\s*-?\s*$"
)


def steps(shadow: Shadow) -> tuple[StepFact, ...]:
    """The rows below each head line of a timetable, as long as they end with a date."""
    lines = shadow.lines
    found: list[StepFact] = []
    for index, line in enumerate(lines):
        if _HEAD.fullmatch(line.text):
            found += _rows(shadow, lines[index + 1 : index + 40])
    return tuple(found)


def _rows(shadow: Shadow, lines: tuple[Line, ...]) -> list[StepFact]:
    rows: list[StepFact] = []
    pending: Line | None = None
    misses = 0
    for line in lines:
        found = next((f for f in reversed(dates.find(shadow.text, line.start, line.end)) if f.date is not None), None)
        if found is None:
            pending, misses = line, misses + 1
            if misses > 2 or len(line.text) > 140:
                break
            continue
        misses = 0
        before = _QUALIFIER.sub("", shadow.text[line.start : found.start]).rstrip()
        match = _WHAT.match(before)
        start, end = (line.start + match.start("what"), line.start + match.end("what")) if match else _above(pending)
        pending = None
        if end > start and found.date is not None and found.end >= line.end - 30:
            what = " ".join(shadow.text[start:end].split())
            passage = shadow.evidence(min(start, found.start), found.end)
            rows.append(
                StepFact(
                    evidence=(passage,),
                    what=shadow.said(start, end, what),
                    date=shadow.said(found.start, found.end, found.date),
                )
            )
    return rows


def _above(line: Line | None) -> tuple[int, int]:
    return (line.start, line.end) if line is not None else (0, 0)
