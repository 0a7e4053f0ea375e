"""Planned steps: the rows of a timetable, "Activity" beside "Date"."""

import datetime as dt
import re

from councilgraph.extract import dates
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import PartialDate, StepFact

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


# A month has three parts of ten days; the last has what is left.
_PART = re.compile(
    r"(?i)\b(?:(?P<early>early|(?:beginning|start) of)|(?P<mid>mid(?:dle of)?)|(?P<late>late|end of))\s*-?\s*$"
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
            part = _PART.search(shadow.text, line.start, found.start)
            rows.append(
                StepFact(
                    evidence=(passage,),
                    what=shadow.said(start, end, what),
                    date=shadow.said(part.start() if part else found.start, found.end, found.date),
                    within=_within(found.date, part),
                )
            )
    return rows


def _within(date: PartialDate, part: re.Match[str] | None) -> tuple[dt.date, dt.date] | None:
    """The days of a part of a month, None where no part of one is named."""
    if part is None or len(date.iso) != len("2026-12"):
        return None
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, date.latest.day)}[str(part.lastgroup)]
    return date.earliest.replace(day=first), date.latest.replace(day=last)


def _above(line: Line | None) -> tuple[int, int]:
    return (line.start, line.end) if line is not None else (0, 0)
