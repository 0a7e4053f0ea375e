"""Plain text and markdown: decoding, line ends, pages at form feeds."""

import re

from councilgraph.model import Page

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text and pages of a text file in UTF-8, with or without mark, UTF-16 with mark, or Windows-1252."""
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    feeds = [m.start() for m in re.finditer("\f", text)]
    starts = [0, *(feed + 1 for feed in feeds)]
    ends = [*starts[1:], len(text)]
    pages = tuple(Page(n, s, e) for n, (s, e) in enumerate(zip(starts, ends, strict=True), 1))
    return clean(text), pages


def decode(content: bytes) -> str:
    """Bytes as text; what no encoding explains becomes a replacement character."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    """Text without characters that XML and Turtle refuse, each replaced by one so that positions stay."""
    return _CONTROL.sub(lambda m: "\n" if m[0] in "\f\v" else "-" if m[0] in "\x02\ufffe" else " ", text)
