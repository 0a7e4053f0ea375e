"""Records: the labelled fields of one decision, and where each record of a paper starts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Shadow

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
    opener = next((f for f in fields if f.key in _HEAD), None)
    if opener is None:
        told = form and any(f.key in {"decision", "key", "status", "due", "proposer"} for f in fields)
        return [Record(tuple(fields), 0, len(shadow.text))] if told else []
    starts = [opener]
    for field in fields:
        again = field.key == opener.key and field.label.lower() == opener.label.lower()
        if again and field.text and field.line != starts[-1].line and field.label_start > starts[-1].start:
            starts.append(field)
    records = []
    for index, first in enumerate(starts):
        begin = 0 if index == 0 else _opening(shadow, first.label_start)
        end = _opening(shadow, starts[index + 1].label_start) if index + 1 < len(starts) else len(shadow.text)
        inside = tuple(f for f in fields if begin <= f.label_start < end)
        clipped = tuple(
            f if f.end <= end else replace(f, end=end, text=f.text[: max(0, end - f.start)]) for f in inside
        )
        records.append(Record(clipped, begin, end))
    return records


def _opening(shadow: Shadow, label_start: int) -> int:
    """Where a record begins whose first label stands here: its title may stand on the line above."""
    above = [line for line in shadow.lines if line.end <= label_start][-1:]
    return above[0].start if above and len(above[0].text) < 160 and ":" not in above[0].text else label_start
