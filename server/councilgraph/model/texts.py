"""What is read of a document: its text with its pages, sections and places."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading or label; `number` is as printed ("1.3"), "" where none."""

    title: str
    start: int
    end: int
    level: int = 1
    number: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, half open in code points; a text file has one page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A document's text as read from its file, with its pages and sections."""

    name: str  # file name without folders
    media_type: str
    sha256: str
    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rsplit(".", 1)[0]

    def section_at(self, position: int) -> str:
        """The title of the innermost section around a position, "" before the first."""
        starts, titles = self._innermost
        at = bisect_right(starts, position)
        return titles[at - 1] if at else ""

    @cached_property
    def _innermost(self) -> tuple[list[int], list[str]]:
        """Where the innermost section changes, and its title from there on."""
        edges = sorted({edge for s in self.sections for edge in (s.start, s.end)})
        waiting = sorted(self.sections, key=lambda s: s.start, reverse=True)
        titles: list[str] = []
        around: list[Section] = []
        for edge in edges:
            while waiting and waiting[-1].start <= edge:
                around.append(waiting.pop())
            around = [s for s in around if edge < s.end]
            titles.append(max(around, key=lambda s: (s.level, s.start)).title if around else "")
        return edges, titles

    def page_at(self, position: int) -> int:
        """The number of the page that a position stands on."""
        return next((p.number for p in self.pages if p.start <= position < p.end), 1)
