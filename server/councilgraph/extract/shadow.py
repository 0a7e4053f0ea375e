"""A normalised shadow of a text, with a map back to the original.

In the shadow white space is one blank (columns: one tab), a line break stays only where a paragraph, item
or label ends, and curly quotes are straight. Markdown and footnote marks, repeated page heads and feet,
telephone numbers and e-mail addresses are gone. Patterns run on the shadow; evidence is the original.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from operator import attrgetter
from typing import Any

from councilgraph.extract import dropped, run_on
from councilgraph.model import Evidence, Said, T, Text

_SAME = {
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"',
    "—": "–", "―": "–", "‐": "-", "‑": "-", "−": "-", "\xa0": " ", "\u2007": " ", "\u202f": " ",
    "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200a": " ", "\u2028": "\n", "\u2029": "\n",
    "\uf0b7": "•", "\uf0a7": "•", "\uf02d": "•", "\uf0d8": "•", "●": "•", "▪": "•", "■": "•", "‣": "•",
    "◦": "•", "·": "•",
}  # fmt: skip
_ORDINAL = re.compile(r"\n(?<=\d\n)(st|nd|rd|th)([ \n])(?=[A-Z][a-z]{2})")  # a raised "th" on a line of its own
_ITEM = re.compile(
    r"[•▪*-]\s|\d{1,3}(?:\.\d{1,2})*[.)]?\s|\(?[a-zA-Z][.)]\s|\(?[ivxIVX]{1,5}[.)]\s"
    r"|\d{4}[.)]\s(?=[A-Z]{3})"  # a minute's number
    r"|\((?:[ivx]{1,5}|[a-z]|\d{1,2})\)(?=[A-Z][A-Za-z]{3})"  # printed without a blank: "(iii)Delegate"
    r"|(?:Appendix|Annex|Item|Page)\s+\w{1,2}\b|(?:Box|Part|Section|Schedule|Table|Form)\s+\w{1,2}:?$"
)
_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}[.)]")  # the number of an item, its text on the line below
_MINUTE = re.compile(r"(?:[A-Z]{1,5}[/. -]?)?(?!(?:19|20)\d\d/)\d{1,4}/\d{1,4}(?:/\d{1,4})?[a-z]?[.):]?\s+[A-Z]")
_LABEL = re.compile(r"[A-Z][\w'/&,() -]{1,60}:(?:\s|$)")
_FOLDS = re.compile(r"\s\s|[^\S ]")  # white space that is not one blank between words
_RUN = re.compile(r"(?P<blank>\s+)|\S+")
_COLUMNS = re.compile(r"\S(?:\t| {4,})\S")
_OPEN_END = re.compile(
    r"(?:[,&(/–]|\b(?:of|and|or|the|for|to|a|an|in|by|with|on|at|from|that|as|[A-Z]+ (?:OF|AND|THE|FOR|WITH|FROM|AT)))$"
)
_LOUD_ITEM = re.compile(r"[A-Z]{0,5}\d{1,4}(?:/\d{2,4})?[.)]?\s[^a-z]{30,}")  # a numbered heading in capitals
_FOOT = re.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|page\s+\d+.{0,40}|this page is intentionally left blank",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of the text, in positions of the shadow, without outer blanks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Shadow:
    """The normalised text; `offsets[i]` is where its character i stands in the original."""

    source: Text
    text: str
    offsets: Sequence[int]
    breaks: tuple[int, ...]  # positions in the shadow where a physical line starts

    @classmethod
    def of(cls, text: Text) -> "Shadow":
        """The shadow of a text."""
        return _shadow(text)

    def evidence(self, start: int, end: int) -> Evidence:
        """The original passage behind a stretch of the shadow, cut before contact data; never empty."""
        if not self.text:
            return Evidence("", 0, len(self.source.text), self.source.text)
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        while start < end - 1 and self.text[start].isspace():
            start += 1
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        private = dropped.private(self.source.text, first, last)
        if private is not None and private > first:
            last = private
            while last > first + 1 and self.source.text[last - 1].isspace():
                last -= 1
        return Evidence(self.source.section_at(first), first, last, self.source.text[first:last])

    def said(self, start: int, end: int, value: T) -> Said[T]:
        """A value with one passage that says it."""
        return Said(value, (self.evidence(start, end),))

    def position(self, original: int) -> int:
        """The first position in the shadow that stands at or after a position in the original."""
        return min(bisect_right(self.offsets, original - 1), max(0, len(self.text) - 1))

    @cached_property
    def answers(self) -> dict[object, Any]:
        """What was worked out of this text already, by the function that did."""
        return {}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The physical lines that are not blank."""
        ends = (*self.breaks[1:], len(self.text))
        lines = []
        for start, end in zip(self.breaks, ends, strict=True):
            raw = self.text[start:end]
            if text := raw.strip():
                first = start + raw.index(text)
                lines.append(Line(first, first + len(text), text))
        return tuple(lines)

    @cached_property
    def paragraphs(self) -> tuple[Line, ...]:
        """The paragraphs, items and labels: what stands between two line breaks of the shadow."""
        return tuple(Line(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", self.text))


def starting_in(lines: Sequence[Line], start: int, end: int) -> Sequence[Line]:
    """Those of some lines in order that start within a stretch."""
    return lines[bisect_left(lines, start, key=_start) : bisect_left(lines, end, key=_start)]


def touching(lines: Sequence[Line], start: int, end: int) -> Sequence[Line]:
    """Those of some lines in order that have a part within a stretch."""
    return lines[bisect_right(lines, start, key=_end) : bisect_left(lines, end, key=_start)]


def last_before(lines: Sequence[Line], position: int, most: int) -> Sequence[Line]:
    """Those of some lines in order that end at a position or before it, the last of them, so many at most."""
    count = bisect_right(lines, position, key=_end)
    return lines[max(0, count - most) : count]


def first_after(lines: Sequence[Line], position: int, most: int) -> Sequence[Line]:
    """Those of some lines in order that start at a position or after it, the first of them, so many at most."""
    first = bisect_left(lines, position, key=_start)
    return lines[first : first + most]


_start, _end = attrgetter("start"), attrgetter("end")


def once(function: Callable[[Shadow], T]) -> Callable[[Shadow], T]:
    """A function of a shadow whose answer is kept with the shadow, since several readers ask for it."""

    @wraps(function)
    def kept(shadow: Shadow) -> T:
        if function not in shadow.answers:
            shadow.answers[function] = function(shadow)
        answer: T = shadow.answers[function]
        return answer

    return kept


def _shadow(source: Text) -> Shadow:
    raw = _ORDINAL.sub(lambda m: f"\u200b{m[1]} ", _plain(source.text))
    gone = bytearray(len(raw))  # 1: dropped, 2: dropped and a break stands there
    for match in dropped.marks(raw):
        gone[match.start() : match.end()] = b"\1" * len(match[0])
    for match in dropped.contacts(raw):
        gone[match.start() : match.end()] = b"\2" * len(match[0])
    for at in run_on.breaks(raw):
        gone[at] = 2
    for start, end in _furniture(source):
        gone[start:end] = b"\1" * (end - start)
    return _fold(source, raw, gone)


def _plain(text: str) -> str:
    """A text with one kind of quotation mark, dash, blank and bullet each."""
    for letter in set(text).intersection(_SAME):
        text = text.replace(letter, _SAME[letter])
    return _STROKES.sub(_unstroked, text) if "|" in text else text


_STROKES = re.compile(
    r"(?m)^[ \t]*\|[|:\s-]*$|^[ \t]*\|[ \t]|[ \t]\|[ \t|]*$|^-{3,}(?:\|-{3,}:?)+\|?[ \t]*$|(?<=\S)[ \t]\|[ \t](?=\S)"
)


def _unstroked(match: re.Match[str]) -> str:
    """The strokes between the cells of a row as a tab, those at its ends as blanks, in as many characters."""
    printed = match[0]
    if len(printed) == 3 and printed[1] == "|":
        return " \t "
    return re.sub(r"[^\n]", " ", printed)


def _furniture(source: Text) -> list[tuple[int, int]]:
    """Page numbers, and lines that stand at the head or foot of several pages."""
    edges: list[tuple[str, int, int]] = []
    for page in source.pages if len(source.pages) > 1 else ():
        lines = [m for m in re.finditer(r"[^\n]+", source.text[page.start : page.end]) if m[0].strip()]
        for match in {m.start(): m for m in (*lines[:2], *lines[-2:])}.values():
            text = _plain_line(match[0])
            edges.append((text, page.start + match.start(), page.start + match.end()))
    count = Counter(text for text, _, _ in edges)
    most = max(3, len(source.pages) // 2)
    often = {text for text, times in count.items() if times >= most and len(text) > 3}
    often -= _rows_of_tables(source, often, count)
    first: set[str] = set()
    found: list[tuple[int, int]] = []
    for text, start, end in edges:
        opens = text not in first and source.text.count("\t", start, end) > 1  # the head of a table, printed again
        first.add(text)
        if (text in often and not opens) or _FOOT.fullmatch(source.text[start:end].strip()):
            found.append((start, end))
    return found


def _rows_of_tables(source: Text, often: Collection[str], at_edges: Mapping[str, int]) -> set[str]:
    """Those of some lines that stand within pages as often as at their edges, and have cells: rows that are alike."""
    lines = (line for line in source.text.split("\n") if "\t" in line) if often else ()
    count = Counter(_plain_line(line) for line in lines)
    return {text for text in often if count[text] >= 2 * at_edges[text]}


def _plain_line(line: str) -> str:
    """A line without what differs from page to page: its numbers."""
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _fold(source: Text, raw: str, gone: bytearray) -> Shadow:
    """White space folded; each line break is kept or made a blank."""
    out: list[str] = []
    offsets = array("I")  # four bytes a character, where a list of numbers takes ten times as much
    breaks = [0]
    pieces = _pieces(raw, gone)
    widths = [min(130, len(text)) for _, _, text in pieces]
    line = ""
    for index, (start, end, text) in enumerate(pieces):
        if offsets:
            width = max(60, *widths[max(0, index - 7) : index + 6])
            blank = _blank(raw, gone, offsets[-1] + 1, start)
            row = "|" in source.text[offsets[-1] + 1 : start].partition("\n")[0]  # the mark that ends a row
            out.append(" " if not row and _continues(line.strip(), text, blank, width) else "\n")
            offsets.append(min(offsets[-1] + 1, start))
            breaks.append(len(offsets))
        line = _folded(raw, gone, start, end, offsets)
        out.append(line)
    return Shadow(source, "".join(out), offsets, tuple(breaks))


def _blank(raw: str, gone: bytearray, start: int, end: int) -> bool:
    """Whether a blank line stands in a gap; one in which a page's head or foot was dropped has none."""
    if any(gone[start:end]) and any(gone[i] and not raw[i].isspace() for i in range(start, end)):
        return False
    return raw.count("\n", start, end) > 1


def _pieces(raw: str, gone: bytearray) -> list[tuple[int, int, str]]:
    """The lines that hold something, with their positions; contact data ends a line."""
    pieces = []
    for match in re.finditer(r"[^\n]+", raw):
        start = match.start()
        while start <= match.end():
            cut = gone.find(2, start, match.end())
            end = match.end() if cut < 0 else cut
            whole = gone.find(1, start, end) < 0
            text = raw[start:end] if whole else "".join(raw[i] for i in range(start, end) if not gone[i])
            if text := text.strip():
                pieces.append((start, end, text))
            start = end + 1
    return pieces


def _folded(raw: str, gone: bytearray, start: int, end: int, offsets: "array[int]") -> str:
    """A line with its white space folded and without what is dropped; `offsets` grows by where its characters stand."""
    if gone.find(1, start, end) >= 0 or gone.find(2, start, end) >= 0:
        return _left_over(raw, gone, start, end, offsets)
    if _FOLDS.search(raw, start, end) is None:
        line = raw[start:end]
        first = start + len(line) - len(line.lstrip())
        line = line.strip()
        offsets.extend(range(first, first + len(line)))
        return line
    out: list[str] = []
    for match in _RUN.finditer(raw, start, end):
        if match["blank"] is None:
            out.append(match[0])
            offsets.extend(range(match.start(), match.end()))
        elif match.start() > start and match.end() < end:
            out.append("\t" if "\t" in match[0] or len(match[0]) >= 4 else " ")
            offsets.append(match.start())
    return "".join(out)


def _left_over(raw: str, gone: bytearray, start: int, end: int, offsets: "array[int]") -> str:
    """The same of a line of which something is dropped."""
    out: list[str] = []
    index = start
    while index < end:
        if gone[index]:
            index += 1
        elif raw[index].isspace():
            stop = index
            while stop < end and (raw[stop].isspace() or gone[stop]):
                stop += 1
            blank = raw[index:stop]
            if out and stop < end:
                out.append("\t" if "\t" in blank or len(blank) >= 4 else " ")
                offsets.append(index)
            index = stop
        else:
            out.append(raw[index])
            offsets.append(index)
            index += 1
    return "".join(out)


def _continues(line: str, following: str, blank: bool, width: int) -> bool:
    """Whether the following line carries on the sentence of this one; `width` is that of a full line here."""
    if not line or line[-1] in ".:;!?\t" or _ITEM.match(following):
        return False
    if line.count("\t") > 1 or _COLUMNS.search(following) or line[0] == following[0] == "£":
        return False
    if (_ALONE.fullmatch(following) or _MINUTE.match(following)) and not _OPEN_END.search(line):
        return False
    if following[0].islower():
        return not blank or len(line) > 25
    if _LABEL.match(following) or (blank and not line.endswith((",", "&"))) or line[-1] == ")":
        return False
    if _LOUD_ITEM.fullmatch(line) and len(following) > 3 and following.isupper() and following[0].isalpha():
        return "RESOLVED" not in following
    word = len(following.split(maxsplit=1)[0])
    return bool(_OPEN_END.search(line)) or len(line) + 1 + word >= 0.88 * width
