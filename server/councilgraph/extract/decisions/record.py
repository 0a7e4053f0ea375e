"""Records: the labelled fields of one decision, and where each record of a paper starts."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Shadow, last_before

_HEAD = ("maker", "number", "title")


@dataclass(frozen=True)
class Record:
    """The fields of one decision, with the stretch of the paper that they fill."""

    fields: tuple[Field, ...]
    start: int
    end: int

    def get(self, *keys: str) -> Field | None:
        """The first field of one of these kinds that has a value."""
        return next((f for key in keys for f in self.fields if f.key == key and f.text), None)

    def label(self, *keys: str) -> Field | None:
        """The first field of one of these kinds, with or without value."""
        return next((f for f in self.fields if f.key in keys), None)


def split(shadow: Shadow, fields: Sequence[Field], form: bool = False) -> list[Record]:
    """The records of a paper: a new one starts where the label that opened the first comes again.

    A `form` without number, title and maker is one record, if it says what was decided or is to be.
    """
    if len(amendments := _amendments(shadow, fields, form)) > 1:
        return amendments
    opener = next((f for f in fields if f.key in _HEAD or entitled(f)), None)
    if opener is None:
        told = form and any(f.key in {"decision", "key", "status", "due", "proposer"} for f in fields)
        told = told or (form and any(NUMBERED.match(line.text) for line in shadow.paragraphs[:_NEAR]))
        return [Record(tuple(fields), 0, len(shadow.text))] if told else []
    starts = [opener]
    for field in fields:
        again = field.key == opener.key and field.label.lower() == opener.label.lower()
        if again and field.text and field.line != starts[-1].line and field.label_start > starts[-1].start:
            starts.append(field)
    records = []
    values = frozenset(field.start for field in fields)
    openings = [0, *(_opening(shadow, first, values) for first in starts[1:]), len(shadow.text)]
    for begin, end in pairwise(openings):
        inside = fields[bisect_left(fields, begin, key=_place) : bisect_left(fields, end, key=_place)]
        clipped = tuple(
            f if f.end <= end else replace(f, end=end, text=f.text[: max(0, end - f.start)]) for f in inside
        )
        records.append(Record(clipped, begin, end))
    return records


_NEAR = 4  # lines of a page above or with its title
_ANSWER = re.compile(r"(?i)(?:yes|no|n|y|non|not|key|true|false|n/a)\b|.{0,60}(?:exceed|£|affects|significant|criteri)")


def entitled(field: Field) -> bool:
    """Whether a label "Key decision" introduces what the decision is about, not yes, no or a ground."""
    return field.key == "key" and len(field.line) > 8 and _ANSWER.match(field.line) is None


def _amendments(shadow: Shadow, fields: Sequence[Field], form: bool) -> list[Record]:
    """The amendments of a paper that numbers several, each under a heading "Amendment 2 - Street lights"."""
    if not form or not any(f.key == "proposer" for f in fields):
        return []
    starts = [line.start for line in shadow.lines if AMENDMENT.match(line.text)]
    ends = [*starts[1:], len(shadow.text)]
    spans = zip(starts, ends, strict=False)
    return [Record(tuple(f for f in fields if a <= f.label_start < b), a, b) for a, b in spans]


AMENDMENT = re.compile(
    r"(?i)(?:[\w ]{0,30}group )?amendment (?:no\.? ?|number )?(?P<number>\w{1,3})\s*[-–:]\s*(?P<title>\S.{3,150})"
)


def _opening(shadow: Shadow, first: Field, values: Collection[int]) -> int:
    """Where a record begins that this label opens: its title may stand on the line above."""
    label_start = first.label_start
    above = last_before(shadow.lines, label_start, 4)
    numbered = next((line for line in reversed(above) if NUMBERED.match(line.text)), None)
    if numbered is not None and not any(_LABEL.match(ln.text) for ln in above if ln.start > numbered.start):
        return numbered.start
    last = [line for line in above[-1:] if line.start not in values]  # where values of labels start
    return last[0].start if last and len(last[0].text) < 160 and ":" not in last[0].text else label_start


def _place(field: Field) -> int:
    return field.label_start


NUMBERED = re.compile(r"(?:[A-Z]{1,4}/)?\d{2,4}/\d{2,5}(?:\([a-z]\))?\s*[-–:]\s+\S")
_LABEL = re.compile(r"[A-Z][\w /()?'-]{2,50}:(?:\s|$)")
