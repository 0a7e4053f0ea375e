"""The entries of a forward plan that prints each title as a heading, above the labels of its entry."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from councilgraph.extract.decisions.record import NUMBERED, Record
from councilgraph.extract.fields import Field, label_of
from councilgraph.extract.shadow import Line, Shadow

_MARKERS = frozenset(("due", "maker", "date"))
_NO_TITLE = re.compile(
    r"(?i).*\b(?:forward plan|notice of|key decisions|county council|borough council)\b.*|page \d+.*"
    r"|(?:(?:semi-?)?urgent(?: decisions?)?\W+)?not before .{3,40}"
)
_CONTACT = re.compile(r"(?i)tel|phone|e-?mail|contact")
_REACH = 6  # lines that a description under the heading may have


@dataclass(frozen=True)
class _Row:
    """A line with its label ("" for none), and whether that label stands without a value."""

    line: Line
    key: str
    label: str
    bare: bool


def entries(shadow: Shadow, fields: Sequence[Field]) -> list[Record]:
    """One record for each heading that the same label follows; none where a label says the title, or none fits."""
    if any(field.key == "title" and field.text for field in fields):
        return []
    heads = _items(shadow.lines) or _heads([_row(line) for line in shadow.lines])
    ends = [head.start for head in heads[1:]] + [len(shadow.text)]
    return [_record(fields, head, end) for head, end in zip(heads, ends, strict=False)]


def _items(lines: Sequence[Line]) -> list[Line]:
    """The headings "24/00001 - Title", each below the number of its item; none where fewer than two stand so."""
    below = (line for above, line in pairwise(lines) if _ITEM.fullmatch(above.text) and _HEAD.match(line.text))
    found = list(below)
    return found if len(found) > 1 else []


_ITEM = re.compile(r"\d{1,3}\.")
_HEAD = re.compile(r"(?:[A-Z]{1,4}/)?\d{2,4}/\d{2,5}(?:\([a-z]\))?(?:\s*[-–:]\s*|\s)[A-Z\d]")


def _row(line: Line) -> _Row:
    found = label_of(line.text)
    if found is None:
        return _Row(line, "", "", False)
    key, label, length = found
    contact = key == "author" or _CONTACT.match(label) is not None  # its value may be contact data, which is left out
    return _Row(line, key, label.lower(), not line.text[length:].strip() and not contact)


def _heads(rows: Sequence[_Row]) -> list[Line]:
    """The headings above the first label that opens as many entries as there are dates or makers."""
    counts = Counter(row.label for row in rows if row.label)
    wanted = max((counts[row.label] for row in rows if row.key in _MARKERS), default=0)
    for label in dict.fromkeys(row.label for row in rows if row.label):
        places = [index for index, row in enumerate(rows) if row.label == label]
        heads = [_head_above(rows, index) for index in places]
        found = [head for head in heads if head is not None]
        if wanted and len(found) == len(heads) == wanted == len(set(found)):
            return found
    return []


def _head_above(rows: Sequence[_Row], index: int) -> Line | None:
    """The nearest line above a label that can be a heading, over the sentences of a description."""
    for place in range(index - 1, max(-1, index - 1 - _REACH), -1):
        row = rows[place]
        if row.label:
            return None
        value = place > 0 and rows[place - 1].bare
        if _titled(row.line.text) and not value:
            return row.line
    return None


def _titled(text: str) -> bool:
    named = NUMBERED.match(text) is not None or _NO_TITLE.fullmatch(text) is None
    ended = text[-1] in ":;," or (text[-1] == "." and NUMBERED.match(text) is None)
    return 4 < len(text) < 260 and (text[:1].isupper() or text[:1].isdigit()) and not ended and named


def _record(fields: Sequence[Field], head: Line, end: int) -> Record:
    """The fields of an entry, its heading as the title."""
    title = Field("title", "", head.start, head.start, head.end, head.text)
    own = [field for field in fields if head.start < field.label_start < end]
    clipped = (replace(f, end=min(f.end, end), text=f.text[: max(0, end - f.start)].strip()) for f in own)
    return Record((title, *clipped), head.start, end)
