"""HTML pages: block elements become lines, table rows and definition lists labelled lines."""

import re

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from councilgraph.documents.lines import row_line
from councilgraph.documents.plain import clean, decode
from councilgraph.model import Page

_SKIP = frozenset(
    ("script", "style", "noscript", "template", "svg", "nav", "head", "iframe", "button", "select", "option",
     "footer", "input", "textarea", "object", "audio", "video", "canvas", "math")
)  # fmt: skip
_BLOCK = frozenset(
    ("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
     "table", "tbody", "thead", "tfoot", "blockquote", "pre", "fieldset", "figure", "figcaption", "address",
     "hr", "body", "html", "caption", "form", "details", "summary", "aside", "center", "legend", "menu", "dialog")
)  # fmt: skip
_ROLES = frozenset(("navigation", "search", "menu", "menubar", "contentinfo", "dialog"))
_ASIDE = re.compile(r"(?i)\b(?:skip-?(?:link|to)|breadcrumbs?|cookie-?(?:banner|notice|bar)|visually-hidden|sr-only)\b")
_UNSEEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_CONTENT = ("td", "table", "dl", "h1", "h2", "h3", "p")  # what a form has that frames a whole page
_TITLE = re.compile(r"\s[|:–-]\s|:\s")


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text of an HTML page without scripts, menus, search forms and what is hidden, one page."""
    soup = BeautifulSoup(content if _declares(content) else decode(content), "lxml")
    root = soup.find("main") or soup.find(id="content") or soup.find(id="modgov") or soup.body or soup
    lines = _Lines()
    lines.walk(root)
    text = clean(lines.text())
    title = " ".join(soup.title.get_text(" ").split()) if soup.title is not None else ""
    if _TITLE.search(title) and title not in text:
        text = f"{text}\n\n{clean(title)}"  # it often is where alone the council is named
    return text, (Page(1, 0, len(text)),)


def _declares(content: bytes) -> bool:
    return b"charset" in content[:2048].lower() and b"\0" not in content[:2048]


def _shown(tag: Tag) -> bool:
    """Whether an element is part of what a page says: seen, and no menu, search form or cookie banner."""
    if tag.name in _SKIP or tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
        return False
    if str(tag.get("role", "")) in _ROLES or _UNSEEN.search(str(tag.get("style", ""))):
        return False
    marks = f"{tag.get('id', '')} {' '.join(str(name) for name in tag.get_attribute_list('class'))}"
    if tag.name not in ("body", "main", "html") and _ASIDE.search(marks):
        return False
    return tag.name != "form" or tag.find(_CONTENT) is not None


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
            elif type(child) in (NavigableString, CData):  # no comment, doctype or processing instruction
                self._open.append(str(child).replace("\n", " "))

    def _tag(self, tag: Tag) -> None:
        if not _shown(tag):
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
        if self._open:
            self.end()
        cells = [cell for cell in tag.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag) and _shown(cell)]
        if any(cell.find("table") for cell in cells):
            for cell in cells:
                self.walk(cell)
                self.end()
            return
        self._done += row_line([_own_text(cell) for cell in cells])

    def _item(self, tag: Tag) -> None:
        self.end()
        if not tag.find(["p", "ul", "ol", "div"]):
            self._open.append("• ")
        self.walk(tag)
        self.end()

    def _definition(self, tag: Tag) -> None:
        text = _own_text(tag)
        if tag.name == "dt":
            self.end()
            line = " ".join(text.split())
            self._open.append(line if line.endswith((":", "?")) else f"{line}:")
            return
        first, _, rest = text.partition("\n")
        self._open.append(f" {first}")
        self.end()
        self._done += rest.split("\n") if rest else []


def _own_text(tag: Tag) -> str:
    """The lines of a cell or definition, blank ones left out; what only runs on stays on its line."""
    lines = _Lines()
    lines.walk(tag)
    return "\n".join(line for line in lines.text().split("\n") if line.strip())
