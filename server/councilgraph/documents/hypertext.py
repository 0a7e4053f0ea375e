"""HTML pages: block elements become lines, table rows and definition lists labelled lines."""

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from councilgraph.documents.lines import row_line
from councilgraph.documents.plain import clean, decode
from councilgraph.model import Page

_SKIP = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "head",
        "iframe",
        "form",
        "button",
        "select",
        "footer",
    )
)
_BLOCK = frozenset(
    ("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
     "table", "tbody", "thead", "tfoot", "blockquote", "pre", "fieldset", "figure", "figcaption", "address",
     "hr", "body", "html", "caption")
)  # fmt: skip


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text of an HTML page without scripts, menus and forms, one page."""
    soup = BeautifulSoup(content if _declares(content) else decode(content), "lxml")
    root = soup.find("main") or soup.find(id="content") or soup.find(id="modgov") or soup.body or soup
    lines = _Lines()
    lines.walk(root)
    text = clean(lines.text())
    title = " ".join(soup.title.get_text(" ").split()) if soup.title is not None else ""
    if re.search(r"\s[|:–-]\s|:\s", title) and title not in text:
        text = f"{text}\n\n{clean(title)}"  # it often is where alone the council is named
    return text, (Page(1, 0, len(text)),)


def _declares(content: bytes) -> bool:
    return b"charset" in content[:2048].lower()


class _Lines:
    """Collects the lines of a page while its tree is walked."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []

    def text(self) -> str:
        self.end()
        return "\n".join(self._done)

    def end(self) -> None:
        line = " ".join("".join(self._open).split())
        self._open = []
        if line or (self._done and self._done[-1]):
            self._done.append(line)

    def walk(self, node: Tag) -> None:
        for child in node.children:
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, Comment):
                self._open.append(str(child).replace("\n", " "))

    def _tag(self, tag: Tag) -> None:
        if tag.name in _SKIP:
            return
        if tag.name == "br":
            self.end()
        elif tag.name == "tr":
            self._row(tag)
        elif tag.name == "li":
            self._item(tag)
        elif tag.name in ("dt", "dd"):
            self._definition(tag)
        elif tag.name in _BLOCK:
            self.end()
            self.walk(tag)
            self.end()
        else:
            self.walk(tag)

    def _row(self, tag: Tag) -> None:
        self.end()
        cells = [cell for cell in tag.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]
        if any(cell.find("table") for cell in cells):
            for cell in cells:
                self.walk(cell)
                self.end()
            return
        self._done += row_line([cell.get_text("\n", strip=True) for cell in cells])

    def _item(self, tag: Tag) -> None:
        self.end()
        if not tag.find(["p", "ul", "ol", "div"]):
            self._open.append("• ")
        self.walk(tag)
        self.end()

    def _definition(self, tag: Tag) -> None:
        text = tag.get_text(" ", strip=True)
        if tag.name == "dt":
            self.end()
            self._open.append(text if text.endswith((":", "?")) else f"{text}:")
            return
        self._open.append(f" {text}")
        self.end()
