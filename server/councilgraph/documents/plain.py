"""Plain text and markdown: decoding, line ends, pages at form feeds."""

import re

from councilgraph.model import Page

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text and pages of a text file in UTF-8, with or without mark, UTF-16, or Windows-1252."""
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    feeds = [m.start() for m in re.finditer("\f", text)]
    starts = [0, *(feed + 1 for feed in feeds)]
    ends = [*starts[1:], len(text)]
    pages = tuple(Page(n, s, e) for n, (s, e) in enumerate(zip(starts, ends, strict=True), 1))
    return clean(text), pages


def read_markdown(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """As `read`, with tabs between the cells of a table's rows; the line below its head stays as a blank one."""
    text, pages = read(content, name)
    return _TABLE_ROW.sub(_cells, text), pages


_TABLE_ROW = re.compile(r"(?m)^[ \t]{0,3}\|.*\|[ \t]*$")
_RULE = re.compile(r"[\s|:-]+")


def _cells(match: re.Match[str]) -> str:
    """A table's row in as many characters, so that positions stay."""
    row = match[0]
    if _RULE.fullmatch(row):
        return " " * len(row)
    first, last = row.index("|"), row.rindex("|")
    inner = re.sub(r"(?<!\\)\|", "\t", row[first + 1 : last])
    return f"{row[:first]} {inner}{' ' * (len(row) - last)}"


def decode(content: bytes) -> str:
    """Bytes as text; what no encoding explains becomes a replacement character."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    """Text without characters that XML and Turtle refuse, each replaced by one so that positions stay."""
    return _CONTROL.sub(lambda m: "\n" if m[0] in "\f\v" else "-" if m[0] in "\x02\ufffe" else " ", text)


def _wide(content: bytes) -> str:
    """The kind of UTF-16 without mark that bytes are: every other one of its first is nought; "" where they are not."""
    head = content[:400]
    if len(head) < 8:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) > 0.8 * half and head[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.8 * half and head[1::2].count(0) == 0 else ""
