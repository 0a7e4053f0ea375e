"""What is no part of what a paper says: footnote marks, the marks of markdown, telephone numbers, e-mail addresses.

Each is looked for only where a character stands that it cannot be without: most pages hold none of them.
"""

import re
from collections.abc import Iterator

from councilgraph.extract.sieve import each, small

_SMALL_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\ufeff\xad\u2060"
_NOTES = re.compile(
    rf"[{_UNSEEN}]"
    rf"|(?<=[A-Za-z0-9.,;:'\"’”)\]])[{_SMALL_FIGURES}]+(?![A-Za-z0-9])"  # a footnote mark glued to a word or number
    rf"|(?m:^)[{_SMALL_FIGURES}]+[ \t]"
)
_UNIT = re.compile(r"(?<![A-Za-z])(?:[kcm]?m|ft)[²³]")
_MARKDOWN = re.compile(
    r"(?m:^)[ \t]*#{1,6}[ \t]+|(?m:^)[ \t]*>[ \t]+|\*\*|(?<![\w_])__|__(?![\w_])"
    r"|(?m:^)[ \t]*[-*][ \t]+(?=\d)|(?<!!)\[(?=[^\]\n]{1,200}\]\([^)\s]*\))|(?<=\w)\]\([^)\s]*\)"
)
_MARKS = ("#", ">", "**", "__", "](")
_DASHED = re.compile(r"\n[ \t]*[-*](?=[ \t]+\d)")
_LAST_RULE = re.compile(r"[ \t]*[-*_]{3,}[ \t]*$")
CONTACT = re.compile(
    r"[\w.+'-]+\s?@[\w-]+(?:\s?\.\s?[A-Za-z][\w-]*)+"
    r"|(?<![\d/£.,])(?:\+44[ ()0-]{0,5}|\(?0)(?:[ ()-]{0,2}\d){9,10}(?!\d|/|[.,]\d)"
    r"|(?i:\b(?:tel(?:ephone)?|phone|mobile|fax|ext(?:ension)?)(?:\s+(?:no|number))?\s*[.:]\s*)"
    r"(?:\+?\d[ ()-]{0,2}){4,13}"
    r"|\*{4}"  # the end of one bold stretch and the start of the next: two lines run together
)
_CALLS = ("tel", "phone", "mobile", "fax", "ext")
_CALLED = re.compile(r"\b(?:tel(?:ephone)?|phone|mobile|fax|ext(?:ension)?)(?:\s+(?:no|number))?\s*[.:]", re.IGNORECASE)
_MANY_DIGITS = re.compile(r"0(?=(?:[ ()-]{0,2}\d){9})")
PRIVATE = re.compile(r"\s\S*@|[\w.+-]+\s?@\s?[\w-]+\s?\.|(?<![\d/£.,])(?:\+44|\(?0)(?:[ ()-]{0,2}\d){9,10}(?![\d/])")
_OF_ADDRESS = re.compile(r"[\w.+'-]")


def marks(text: str) -> Iterator[re.Match[str]]:
    """The footnote marks and unseen characters of a text, and the marks of markdown."""
    if not set(text).isdisjoint(_SMALL_FIGURES + _UNSEEN):
        yield from (m for m in _NOTES.finditer(text) if not _UNIT.search(text, max(0, m.start() - 2), m.end()))
    done = 0
    for place in sorted({*_marked(text)}):
        if place >= done:
            stop = text.find("\n", place)
            done = len(text) if stop < 0 else stop
            yield from _MARKDOWN.finditer(text, text.rfind("\n", 0, place) + 1, done)
    last = text.rfind("\n", 0, max(0, len(text) - 1)) + 1
    if (rule := _LAST_RULE.match(text, last)) is not None:
        yield rule


def _marked(text: str) -> Iterator[int]:
    """A place on each line that can hold a mark of markdown."""
    yield from (at for mark in _MARKS for at in each(text, mark))
    yield from (match.end() - 1 for match in _DASHED.finditer(text))
    if text.lstrip(" \t")[:1] in ("-", "*"):
        yield 0


def contacts(text: str) -> Iterator[re.Match[str]]:
    """The telephone numbers and e-mail addresses of a text, from left to right."""
    done = 0
    for first, last in sorted({*_contacts(text)}):
        start = max(first, min(done, last))
        if start >= done and (match := CONTACT.match(text, start)) is not None:
            done = match.end()
            yield match


def _contacts(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last place where contact data can start, as far as one and the same can start there."""
    for at in each(text, "@"):
        first = last = at - 1 if text[at - 1 : at].isspace() else at
        while first > 0 and _OF_ADDRESS.match(text, first - 1):
            first -= 1
        yield first, max(first, last - 1)
    for match in _MANY_DIGITS.finditer(text):
        yield from ((at, at) for at in (match.start() - 1, match.start()) if at >= 0)
    called = (at for word in _CALLS for at in each(small(text), word) if _CALLED.match(text, at))
    for places in (each(text, "+44"), each(text, "****"), called):
        yield from ((at, at) for at in places)


def private(text: str, start: int, end: int) -> int | None:
    """Where contact data begins in a stretch of a text, None where it holds none."""
    if (
        text.find("@", start, end) < 0
        and text.find("+44", start, end) < 0
        and not _MANY_DIGITS.search(text, start, end)
    ):
        return None
    match = PRIVATE.search(text, start, end)
    return match.start() if match is not None else None
