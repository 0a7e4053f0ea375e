"""Labelled fields of a form or page: "Decision No:", its value on the same or a later line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.literals import openings
from councilgraph.extract.shadow import Line, Shadow

_LEAD = r"(?:[•▪*-]\s+|\(?[a-zA-Z0-9]{1,2}[.)]\s+|\d{1,2}\s+(?=[A-Z]))?"
_STOP = re.compile(r"(?i)(?:for publication|not for publication|unrestricted|exempt|page \d+|[._…·-]{6,}.*)")


@dataclass(frozen=True)
class Field:
    """One labelled field: where its label and its value stand in the shadow (the value may be empty)."""

    key: str
    label: str
    label_start: int
    start: int
    end: int
    text: str

    @property
    def line(self) -> str:
        """The first line of the value."""
        return self.text.split("\n", 1)[0].strip()


_MARK = r"(?::(?:[-–](?=[\w(]))?|\?:?(?=\s|$)|\t|\s–\s|\s-\s)\s*"


@dataclass(frozen=True, slots=True)
class _Label:
    """The labels of one key: followed by a mark, and standing alone where they can."""

    key: str
    marked: re.Pattern[str]
    alone: re.Pattern[str] | None


@cache
def _opening(letter: str) -> re.Pattern[str]:
    """The start of a line that a label can open which begins with a letter: most lines of a paper open with none."""
    names = (name for key in lexicon("labels") for name in _names(key) if letter in (_first(name) or letter))
    return re.compile(rf"(?i){_LEAD}(?:{'|'.join(names) or '(?!)'})")


@cache
def _keys(letters: frozenset[str]) -> tuple[_Label, ...]:
    """The labels of the keys that have one which begins with some letters."""
    first = {key: [_first(name) for name in _names(key)] for key in lexicon("labels")}
    return tuple(_label(key) for key, every in first.items() if any(not one or one & letters for one in every))


def _names(key: str) -> list[str]:
    entry = lexicon("labels")[key]
    return [*entry["labels"], *entry.get("bare", ())]


@cache
def _first(name: str) -> frozenset[str]:
    return openings(re.compile(name), 1)


@cache
def _label(key: str) -> _Label:
    entry = lexicon("labels")[key]
    mark = _MARK
    names = "|".join(entry["labels"])
    bare = "|".join(entry.get("bare", ("(?!)",)))
    if key in {"present", "attendance", "apologies"}:
        mark = mark.replace("(?::(?:", "(?:[:;](?:", 1)
    marked = re.compile(rf"(?i){_LEAD}(?:(?P<label>{names})\s*{mark}|(?P<bare>{bare})\s+)")
    alone = re.compile(rf"(?i){_LEAD}(?P<label>{names})(?P<bare>)\s*\??") if entry["alone"] else None
    return _Label(key, marked, alone)


@cache
def _inline() -> re.Pattern[str]:
    """Labels that may follow another field on its line."""
    names = "|".join(n for key in ("seconder", "proposer", "director", "author", "number", "date", "due", "effective",
                                   "published", "key", "status") for n in lexicon("labels")[key]["labels"])  # fmt: skip
    return re.compile(rf"(?:(?<=\s)|(?<=\t))(?P<label>(?i:{names}))\s*:\s*(?=\S|$)")


@lru_cache(8_192)
def label_of(line: str) -> tuple[str, str, int] | None:
    """Key, label and length of the label that a line starts with, None where it starts with none."""
    if not line[:1].isalnum() and line[:1] not in "•▪*-(":
        return None
    lead = _LEADING.match(line)
    letters = {line[:1].lower(), line[lead.end() : lead.end() + 1].lower() if lead is not None else ""}
    opened = frozenset(letter for letter in letters if _opening(letter).match(line) is not None)
    if not opened or _PAGE_HEAD.fullmatch(line):
        return None
    best: tuple[str, str, int] | None = None
    for one in _keys(opened):
        match = one.marked.match(line)
        if match is None and one.alone is not None:
            match = one.alone.fullmatch(line)
        label = (match["label"] or match["bare"]) if match is not None else ""
        if match is not None and (best is None or len(label) > len(best[1])):
            best = one.key, label, match.end()
    return best


_LEADING = re.compile(rf"(?i){_LEAD}")
_PAGE_HEAD = re.compile(r"(?i)issue\s*[-–]\s*(?:decisions?|meetings?|history)")  # the name of a page, no title


def fields(shadow: Shadow) -> tuple[Field, ...]:
    """All labelled fields, in order; a value ends where the next label or a stop line begins."""
    starts = list(_labels(shadow))
    found = []
    for index, (key, label, at, start, _) in enumerate(starts):
        if key == "stop":
            continue
        end = starts[index + 1][2] if index + 1 < len(starts) else len(shadow.text)
        raw = shadow.text[start:end]
        text = raw.strip()
        first = start + (raw.index(text) if text else 0)
        found.append(Field(key, label, at, first, first + len(text), text))
    return tuple(found)


def _labels(shadow: Shadow) -> Iterator[tuple[str, str, int, int, str]]:
    for line in joined(shadow):
        found = label_of(line.text)
        if found is None:
            yield from _inside(line, 0)
            if _STOP.fullmatch(line.text) or (_STOP.match(line.text) and len(line.text) < 40):
                yield "stop", "", line.start, line.end, line.text
            continue
        key, label, length = found
        yield key, label, line.start, line.start + length, line.text
        yield from _inside(line, length)


def _inside(line: Line, position: int) -> Iterator[tuple[str, str, int, int, str]]:
    """The labels that stand within a line, after another field or a date."""
    if ":" not in line.text[position:]:
        return
    for more in _inline().finditer(line.text, position):
        inner = label_of(line.text[more.start() :])
        of_post = more["label"] == "Director" and _TITLED.search(line.text, 0, more.start()) is not None
        if inner is not None and line.text[more.start()].isupper() and not of_post:
            yield inner[0], inner[1], line.start + more.start(), line.start + more.start() + inner[2], line.text


_TITLED = re.compile(r"[A-Z][a-z]+ $")  # "by Joint Assistant Director: Roads"


def joined(shadow: Shadow) -> tuple[Line, ...]:
    """Physical lines, a label that runs over two of them made one."""
    lines: list[Line] = []
    for line in shadow.lines:
        above = lines[-1] if lines else None
        if (
            above is not None
            and len(above.text) >= 50
            and ":" not in above.text
            and _LABEL_START.match(above.text)
            and _LABEL_REST.match(line.text)
            and above.text[-1] not in ".:;?"
        ):
            lines[-1] = Line(above.start, line.end, " ".join(shadow.text[above.start : line.end].split()))
            continue
        lead = _split_label(above, line) if above is not None else None
        if above is not None and lead is not None:
            lines[-1] = Line(above.start, lead, shadow.text[above.start : lead].rstrip())
            line = Line(lead, line.end, " ".join(shadow.text[lead : line.end].split()))
        lines.append(line)
    return tuple(line for line in lines if line.text)


_LAST_WORD = re.compile(r"[A-Z][a-z]+$")
_LABEL_END = re.compile(r"(?:Name|Number|No\.?|Reference|Ref|Title)\s*:")
_LABEL_START = re.compile(r"(?:Any|Details|Record|Is|Date|If|Has) ")
_LABEL_REST = re.compile(r"[^.:?]{2,80}[:?](?:\s|$)")


def _split_label(above: Line, line: Line) -> int | None:
    """Where a label starts whose first word ended the line above: "Amendment" over "Number: 3"."""
    word = _LAST_WORD.search(above.text) if _LABEL_END.match(line.text) else None
    if word is None:
        return None
    label = label_of(f"{word[0]} {line.text}")
    return above.start + word.start() if label is not None and label[1].lower().startswith(word[0].lower()) else None
