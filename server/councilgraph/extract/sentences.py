"""Where the sentences, items and lines of a text start and end."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

_STOP = re.compile(  # each branch starts with its mark, so that what lies between two marks is passed over
    r"\.(?<!\bNo\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)(?<!\bp\.a\.)(?<!\d\.)(?<!(?<!&)(?<!&\s)\b[A-Z]\.)(?<!\b[Rr]ef\.)(?<!\bno\.)"
    r"\s(?=[A-Z(\"'•£*])|\.(?<=\d\.)\s(?=[A-Z])|!\s(?=[A-Z])|\?\s(?=[A-Z])|\n"
)
_LEGAL_FORM = re.compile(r"(?:Ltd|Limited|LTD|LIMITED|plc|PLC|LLP|CIC|CIO|Cyf)\b")  # ends the name on the line above
_NAME_BEGUN = re.compile(r"\b(?:that|to|with|by|from|appoint)\s(?:[A-Z][\w&'-]*\s?){1,3}$")
_NAME_ENDED = re.compile(rf"(?:[A-Z&][\w&'-]*\s){{1,3}}{_LEGAL_FORM.pattern}")
_MARK = re.compile(r"\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)]\s+\S")  # opens an item of a list
_SUM_LAST = re.compile(r"£[\d,.]+$")
_OPEN_END = re.compile(r"\s(?:on|of|the|an?|from|to|by|with|until|for|its|in|at)\s?$")
_ROW = re.compile(r"\t[^\tA-Za-z]*\d[^\tA-Za-z]*$")  # the last cell is a figure


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch, at most 400 characters each way."""
    left, right = max(0, start - 400), min(len(text), end + 400)
    starts, ends = _stops(text)
    before = bisect_right(ends, start) - 1
    if before >= 0 and ends[before] == start and text[start - 1] != "\n":
        before -= 1  # a point right before the stretch is of the stretch: "No. £5"
    after = bisect_left(starts, end)
    begin = ends[before] if before >= 0 and starts[before] >= left else left
    return begin, starts[after] if after < len(starts) and starts[after] < right else right


@lru_cache(16)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, item or line of a text; several readers ask for those of one paper."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for first, last in zip(*_stops(text), strict=True):
        if text[start:first].strip():
            yield start, first
        start = last
    if text[start:].strip():
        yield start, len(text)


@lru_cache(16)
def _stops(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where the marks that end the sentences of a text start, and where they end."""
    stops = [stop for stop in _STOP.finditer(text) if not _soft(text, stop)]
    return array("I", (stop.start() for stop in stops)), array("I", (stop.end() for stop in stops))


def _soft(text: str, stop: re.Match[str]) -> bool:
    """Whether a line break falls within a sentence: after a full line that no stop ends."""
    if stop[0] != "\n" or text[stop.start() - 1 : stop.start()] in ".:;!?":
        return False
    line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start()]
    if _MARK.match(text, stop.end()):
        return False
    following = text[stop.end() : stop.end() + 2]
    begun = (following.isalpha() and following.islower()) or _OPEN_END.search(line[-8:])
    named = _LEGAL_FORM.match(text, stop.end()) or (_NAME_ENDED.match(text, stop.end()) and _NAME_BEGUN.search(line))
    if begun or named:
        return True
    if "\t" in line and _ROW.search(line):
        return False
    if following[:1].isupper() and _SUM_LAST.search(line):
        return False  # a line that ends with its sum is whole
    return len(line) >= 60 and re.match(r"[A-Za-z][a-z]", following) is not None
