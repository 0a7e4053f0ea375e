"""Reading order on a page by where its pieces stand: cells of a row apart, columns one after the other."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from councilgraph.documents.pieces import SHARED, Box, Piece

_CELL_GAP = 1.4  # blank between two cells, in heights of a line; between words it is about a quarter
_ALIGNED_GAP = 0.6  # the same where a cell of another row starts or ends at the same place
_LEAST_HEIGHT = 6  # points: lower letters leave no less of a blank between two cells
_JITTER = 2.0  # points by which letters that start at one place differ
_LONE_GAP = 2.5  # the same where no other line has a blank there
_PROSE_LINES = 5  # lines side by side that make columns of prose
_FULL_ROWS = 2  # rows with a cell in every column that tell where the columns are
_ITEM = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]*|[•▪●■◦o*–-]|\W")
_PROSE = 18  # characters that a line of a column of prose has in the middle


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one line of a page, as they follow one another in the text, and cut into cells at wide blanks."""

    cells: tuple[tuple[Piece, ...], ...]

    @property
    def start(self) -> int:
        """Where the row starts in the text."""
        return self.cells[0][0].start

    @property
    def end(self) -> int:
        """Where the row ends in the text."""
        return self.cells[-1][-1].end


def ordered(text: str, pieces: Sequence[Piece]) -> str:
    """The text of a page in reading order: a tab between the cells of a row, columns of prose one after the other.

    `pieces` are in the order of the text. What stands one below the other stays as it is.
    """
    rows = list(_rows(text, _apart_enough([piece for piece in pieces if text[piece.start : piece.end].strip()])))
    out: list[str] = []
    done = 0
    for band in _bands(rows):
        first, last = band[0].start, band[-1].end
        out.append(text[done:first])
        out.append(_columns(text, band) if _side_by_side(text, band) else _tabbed(text, band))
        done = last
    out.append(text[done:])
    return "".join(out)


def has_cells(boxes: Sequence[Box]) -> bool:
    """Whether any box (left, bottom, right, top) stands on the line of the one before, with a wide blank between."""
    wide = _ALIGNED_GAP * _LEAST_HEIGHT
    return any(b[0] - a[2] >= wide and _beside(a, b, _ALIGNED_GAP) for a, b in pairwise(boxes))


def _beside(a: Box, b: Box, gap: float) -> bool:
    height = min(a[3] - a[1], b[3] - b[1])
    shared = min(a[3], b[3]) - max(a[1], b[1])
    wide = gap * max(a[3] - a[1], b[3] - b[1], _LEAST_HEIGHT)
    return height > 0 and shared >= SHARED * height and b[0] - a[2] >= wide


def _apart_enough(pieces: Sequence[Piece]) -> list[tuple[Piece, bool]]:
    """Pieces in order, each with whether it is a cell behind the one before it."""
    wide = _ALIGNED_GAP * _LEAST_HEIGHT
    near = [b.left - a.right >= wide and _beside(_box(a), _box(b), _ALIGNED_GAP) for a, b in pairwise(pieces)]
    behind = [piece for piece, found in zip(pieces[1:], near, strict=True) if found]
    lefts, rights = sorted(piece.left for piece in behind), sorted(piece.right for piece in behind)
    cells = [
        found and (_shared(b.left, lefts) or _shared(b.right, rights) or _beside(_box(a), _box(b), _CELL_GAP))
        for (a, b), found in zip(pairwise(pieces), near, strict=True)
    ]
    return list(zip(pieces, [False, *cells][: len(pieces)], strict=True))


def _shared(place: float, places: Sequence[float]) -> bool:
    """Whether another of some places in order is near one of them."""
    return bisect_right(places, place + _JITTER) - bisect_left(places, place - _JITTER) > 1


def _box(piece: Piece) -> Box:
    return piece.left, piece.bottom, piece.right, piece.top


def _rows(text: str, pieces: Sequence[tuple[Piece, bool]]) -> Iterator[Row]:
    """The lines of a page: pieces that follow one another to the right on one line, cut at those that start a cell.

    The blank behind the number or bullet of a paragraph makes no cell.
    """
    row: list[list[Piece]] = []
    for piece, is_cell in pieces:
        last = row[-1][-1] if row else None
        between = text[last.end : piece.start] if last is not None else "\n"
        if last is None or "\n" in between or "\r" in between:
            if row:
                yield _row(text, row)
            row = [[piece]]
        elif between and is_cell:
            row.append([piece])
        elif _goes_on(last, piece):
            row[-1].append(piece)
        else:
            if row:
                yield _row(text, row)
            row = [[piece]]
    if row:
        yield _row(text, row)


def _row(text: str, cells: Sequence[Sequence[Piece]]) -> Row:
    """A row of cells; a number or bullet with one more cell is the start of a paragraph."""
    if len(cells) == 2 and _ITEM.fullmatch(_text(text, cells[0])):
        return Row(((*cells[0], *cells[1]),))
    return Row(tuple(map(tuple, cells)))


def _goes_on(last: Piece, piece: Piece) -> bool:
    shared = min(last.top, piece.top) - max(last.bottom, piece.bottom)
    return shared >= SHARED * min(last.height, piece.height) and piece.left >= last.right - last.height


def _bands(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows with cells, together as long as one gutter runs through all of them."""
    band: list[Row] = []
    gutter: tuple[float, float] | None = None
    for row in rows:
        if len(row.cells) == 1:
            within = band and gutter is not None and len(band[-1].cells) == 2 and _one_sided(row, gutter)
            if within:
                band.append(row)
                continue
            if band:
                yield band
            band, gutter = [], None
            continue
        found = _gutter(row)
        both = None if gutter is None or found is None else (max(gutter[0], found[0]), min(gutter[1], found[1]))
        wide = bool(band) and min(len(row.cells), len(band[-1].cells)) > 2
        if band and not wide and (both is None or both[0] >= both[1]):
            yield band
            band = []
        band.append(row)
        gutter = both if len(band) > 1 and not wide else found
    if band:
        yield band


def _one_sided(row: Row, gutter: tuple[float, float]) -> bool:
    """Whether a line stands wholly on one side of a gutter."""
    left, right = row.cells[0][0].left, row.cells[0][-1].right
    return right <= gutter[0] + 1 or left >= gutter[1] - 1


def _gutter(row: Row) -> tuple[float, float] | None:
    """The blank between the two cells of a row; None where there are more."""
    if len(row.cells) != 2:
        return None
    return row.cells[0][-1].right, row.cells[1][0].left


def _side_by_side(text: str, band: Sequence[Row]) -> bool:
    """Whether the two halves of rows are columns to be read one after the other.

    That is so of prose, and of two blocks that each start with a label ("Report author:", "Relevant director:").
    """
    pairs = [row for row in band if len(row.cells) == 2]
    if len(pairs) < 2 or any(len(row.cells) > 2 for row in band):
        return False
    halves = [[_text(text, cell) for cell in row.cells] for row in pairs]
    if all(half.rstrip().endswith(":") for half in halves[0]):
        return True
    if len(pairs) < _PROSE_LINES:
        return False
    aligned = max(row.cells[1][0].left for row in pairs) - min(row.cells[1][0].left for row in pairs) < 3
    return aligned and all(_is_prose([pair[side] for pair in halves]) for side in (0, 1))


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether lines run on: they are long, and most do not start with a capital or a figure."""
    running = sum(line[:1].islower() for line in lines)
    return median(map(len, lines)) >= _PROSE and running >= 0.4 * len(lines)


def _text(text: str, cell: Sequence[Piece]) -> str:
    return text[cell[0].start : cell[-1].end].strip()


def _columns(text: str, band: Sequence[Row]) -> str:
    """The left halves of rows, then the right ones, each on a line of its own."""
    edge = max(row.cells[0][-1].right for row in band if len(row.cells) == 2)
    left, right = list[str](), list[str]()
    for row in band:
        if len(row.cells) == 2:
            left.append(_text(text, row.cells[0]))
            right.append(_text(text, row.cells[1]))
        else:
            (left if row.cells[0][0].left < edge else right).append(_text(text, row.cells[0]))
    return "\n".join([*left, "", *right])


def _tabbed(text: str, band: Sequence[Row]) -> str:
    """Rows as they stand, with a tab in place of the blank between two cells, and one more for each cell left empty."""
    out: list[str] = []
    done = band[0].start
    extents = _extents(band)
    for row in band:
        places = _placed(row, extents)
        for (cell, here), (following, there) in pairwise(zip(row.cells, places, strict=True)):
            if len(band) == 1 and not _apart(text, cell, following):
                continue
            stop, start = cell[-1].end, following[0].start
            out += [text[done:stop].rstrip(" "), "\t" * (there - here)]
            done = start
    return "".join([*out, text[done : band[-1].end]])


def _extents(band: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where the columns of a table reach, by its full rows; none where there is one such row, or two
    columns reach into one another.
    """
    most = max(len(row.cells) for row in band)
    full = [row.cells for row in band if len(row.cells) == most]
    if len(full) < _FULL_ROWS or most < _FULL_ROWS + 1:
        return []
    columns = [(min(c[0].left for c in column), max(c[-1].right for c in column)) for column in zip(*full, strict=True)]
    return columns if all(a[1] < b[0] for a, b in pairwise(columns)) else []


def _placed(row: Row, extents: Sequence[tuple[float, float]]) -> Sequence[int]:
    """The column of each cell of a row; one after the other where that is not plain, as in a row that runs on."""
    plain = range(len(row.cells))
    if not len(extents) / 2 < len(row.cells) < len(extents):
        return plain
    over = [
        [i for i, (left, right) in enumerate(extents) if cell[0].left < right and cell[-1].right > left]
        for cell in row.cells
    ]
    if any(len(one) != 1 for one in over) or over[0] != [0]:
        return plain
    places = [one[0] for one in over]
    return places if all(a < b for a, b in pairwise(places)) else plain


def _apart(text: str, cell: Sequence[Piece], following: Sequence[Piece]) -> bool:
    """Whether two stretches of a line that stands alone are cells: a label and its value, or far from one another."""
    gap = following[0].left - cell[-1].right
    return _text(text, cell).endswith(":") or gap >= _LONE_GAP * max(cell[-1].height, following[0].height)
