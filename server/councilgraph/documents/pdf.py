"""PDF: the text layer of each page, in reading order."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import pypdfium2 as pdfium

from councilgraph.documents.drawn import lines
from councilgraph.documents.grids import Grid, grids, table
from councilgraph.documents.layout import has_cells, ordered
from councilgraph.documents.pieces import Piece
from councilgraph.documents.plain import clean
from councilgraph.documents.spacing import feet_of_boxes, feet_of_pieces, spaced
from councilgraph.errors import EmptyFile, UnreadableFile
from councilgraph.model import Page

log = logging.getLogger(__name__)

_SLACK = 0.5  # points by which the box of a letter stands out of that of its line
_MOST_PIECES = 3_000  # on a page: a drawing has more, and no reading order


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text and pages of a PDF; raises UnreadableFile where it is broken or locked, EmptyFile for a scan."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise UnreadableFile(
            f"{name} cannot be read as PDF ({fault}). Save it again without a password, or download it anew."
        ) from fault
    try:
        parts = [_page(document, n) for n in range(len(document))]
    except pdfium.PdfiumError as fault:
        raise UnreadableFile(f"{name} has a page that cannot be read ({fault}). Download it anew.") from fault
    finally:
        document.close()
    blank = [n for n, part in enumerate(parts, 1) if not part.strip()]
    pages = ", ".join(map(str, blank))
    if len(blank) == len(parts):
        raise EmptyFile(f"{name} has no text layer on page {pages}. Run text recognition (OCR) on it first.")
    if blank:
        log.warning("%s has no text on page %s: what is only a picture there is not read.", name, pages)
    return _join(parts)


def _page(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        printed, feet, height = _read(page, text)
    finally:
        text.close()
        page.close()
    return clean(spaced(printed.replace("\r\n", "\n").replace("\r", "\n"), feet, height))


def _read(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> tuple[str, list[float], float]:
    """A page's text in reading order, where the feet of its lines are, and how high its letters."""
    boxes = [text.get_rect(n) for n in range(min(text.count_rects(), _MOST_PIECES))]
    height = median(top - bottom for _, bottom, _, top in boxes) if boxes else 0.0
    feet = feet_of_boxes(boxes)
    printed = ""
    if not has_cells(boxes):
        printed = str(text.get_text_bounded(errors="replace"))
        if len(feet) == sum(1 for line in printed.split("\n") if line.strip()):
            return printed, feet, height
    raw = str(text.get_text_range(errors="replace"))
    pieces = _pieces(text, raw, boxes)
    if not pieces:
        return printed or str(text.get_text_bounded(errors="replace")), feet, height
    if tables := grids(*lines(page)):
        return _with_tables(raw, pieces, tables, height), [], height
    return ordered(raw, pieces), feet_of_pieces(raw, pieces), height


def _with_tables(text: str, pieces: Sequence[Piece], tables: Sequence[Grid], height: float) -> str:
    """A page's text with its ruled tables row by row, and what stands between them in reading order."""
    places = {piece: place for piece in pieces if (place := _place(piece, tables)) is not None}
    rows = [
        table(text, grid, [(piece, place[1]) for piece, place in places.items() if place[0] == index])
        for index, grid in enumerate(tables)
    ]
    out: list[str] = []
    told: set[int] = set()
    position = 0
    for index, run in groupby(pieces, key=lambda piece: _table_of(places.get(piece), rows)):
        first, *more = run
        last = more[-1] if more else first
        if index is None:
            out.append(_between(text, position, [first, *more], height))
        elif index not in told:
            told.add(index)
            out += ["", *(rows[index] or ()), ""]
        position = last.end
    return "\n".join(out)


def _place(piece: Piece, tables: Sequence[Grid]) -> tuple[int, tuple[int, int]] | None:
    """The table and the cell that a piece stands in."""
    return next(((index, cell) for index, grid in enumerate(tables) if (cell := grid.cell(piece)) is not None), None)


def _table_of(place: tuple[int, tuple[int, int]] | None, rows: Sequence[list[str] | None]) -> int | None:
    return place[0] if place is not None and rows[place[0]] is not None else None


def _between(text: str, start: int, pieces: Sequence[Piece], height: float) -> str:
    """A stretch of a page that stands in no table, in reading order."""
    stretch = text[start : pieces[-1].end]
    moved = [replace(piece, start=piece.start - start, end=piece.end - start) for piece in pieces]
    printed = ordered(stretch, moved).replace("\r\n", "\n").replace("\r", "\n")
    return spaced(printed, feet_of_pieces(stretch, moved), height).strip("\n")


def _pieces(text: pdfium.PdfTextPage, printed: str, boxes: list[tuple[float, float, float, float]]) -> list[Piece]:
    """The boxes with the stretches of the page's text in them; none where they cannot be found in it."""
    if len(printed) != text.count_chars():
        return []
    starts: list[int] = []
    kept = []
    for box in boxes:
        left, bottom, right, top = box
        at = text.get_index(left + min(1.0, (right - left) / 2), (bottom + top) / 2, 2, 2)
        if at is not None and (not starts or at > starts[-1]):
            starts.append(_opening(text, printed, at, box))
            kept.append(box)
    ends = [*starts[1:], len(printed)]
    stops = [start + len(printed[start:end].rstrip()) for start, end in zip(starts, ends, strict=True)]
    return [Piece(start, max(stop, start + 1), *box) for start, stop, box in zip(starts, stops, kept, strict=True)]


def _opening(text: pdfium.PdfTextPage, printed: str, at: int, box: tuple[float, float, float, float]) -> int:
    """Where the text in a box begins that a letter near its left edge was found in: a narrow one may stand before."""
    while at > 0 and not printed[at - 1].isspace():
        left, bottom, right, top = text.get_charbox(at - 1)
        if left < box[0] - _SLACK or right > box[2] or top < box[1] or bottom > box[3]:
            break
        at -= 1
    return at


def _join(parts: list[str]) -> tuple[str, tuple[Page, ...]]:
    pages, position = [], 0
    for number, part in enumerate(parts, 1):
        end = position + len(part) + (number < len(parts))
        pages.append(Page(number, position, end))
        position = end
    return "\n".join(parts), tuple(pages)
