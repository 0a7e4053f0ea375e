"""Tables by the lines that rule them: which piece of text stands in which cell."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from councilgraph.documents.drawn import Level, Upright
from councilgraph.documents.lines import LABEL_LINES, row_line
from councilgraph.documents.pieces import Piece

_NEAR = 3.0  # points within which two lines meet
_ASIDE = 6.0  # points beyond which a level line goes on past the last upright one
_FIGURE = re.compile(r"[(£€$+–-]*\d[\d,. ]*[%)km]*")
_LONG = 400  # characters of a cell whose lines stay lines


@dataclass(frozen=True)
class Grid:
    """A ruled table: its columns from left to right, its rows from the top down, by where they end."""

    xs: Sequence[float]
    ys: Sequence[float]  # rising, as in PDF
    level: Sequence[Level]
    upright: Sequence[Upright]

    def cell(self, piece: Piece) -> tuple[int, int] | None:
        """The row (counted from the top) and column that a piece stands in, None where it stands outside."""
        x, y = (piece.left + piece.right) / 2, (piece.bottom + piece.top) / 2
        if not (self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]):
            return None
        return self._first(len(self.ys) - 1 - bisect_right(self.ys, y), bisect_right(self.xs, x) - 1)

    def rows(self) -> Iterator[list[tuple[int, int]]]:
        """Row by row its cells, by the row and column in which they begin; one over several rows stands in each."""
        for row in range(len(self.ys) - 1):
            yield list(dict.fromkeys(self._first(row, column) for column in range(len(self.xs) - 1)))

    def _first(self, row: int, column: int) -> tuple[int, int]:
        """The row and column in which the cell begins that is at a row and column."""
        top, bottom = self.ys[-1 - row], self.ys[-2 - row]
        while column > 0 and not self._parted(self.upright, self.xs[column], (top + bottom) / 2):
            column -= 1
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        while row > 0 and not self._parted(self.level, self.ys[-1 - row], middle):
            row -= 1
        return row, column

    @staticmethod
    def _parted(lines: Sequence[Level], at: float, across: float) -> bool:
        return any(abs(place - at) <= _NEAR and start <= across <= end for place, start, end in lines)


def grids(level: Sequence[Level], upright: Sequence[Upright]) -> list[Grid]:
    """The ruled tables of a page: lines that meet, of two columns and two rows at least."""
    found = []
    for rows, columns in _joined(level, upright):
        xs = _places([x for x, _, _ in columns])
        ys = _places([y for y, _, _ in rows])
        left, right = min(x for _, x, _ in rows), max(x for _, _, x in rows)
        bottom, top = min(y for _, y, _ in columns), max(y for _, _, y in columns)
        xs = [left] * (left < xs[0] - _ASIDE) + xs + [right] * (right > xs[-1] + _ASIDE)
        ys = [bottom] * (bottom < ys[0] - _ASIDE) + ys + [top] * (top > ys[-1] + _ASIDE)
        if len(xs) > 2 and len(ys) > 2:
            edges = [(x, bottom, top) for x in (xs[0], xs[-1])]
            found.append(Grid(xs, ys, [*rows, (ys[0], left, right), (ys[-1], left, right)], [*columns, *edges]))
    return found


def _joined(level: Sequence[Level], upright: Sequence[Upright]) -> Iterator[tuple[list[Level], list[Upright]]]:
    """Lines that meet one another, one table's together."""
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for i, (y, begin, end) in enumerate(level):
        for j, (x, low, high) in enumerate(upright, len(level)):
            if begin - _NEAR <= x <= end + _NEAR and low - _NEAR <= y <= high + _NEAR:
                group[root(j)] = root(i)
    tables: dict[int, tuple[list[Level], list[Upright]]] = {}
    for index, line in enumerate((*level, *upright)):
        tables.setdefault(root(index), ([], []))[index >= len(level)].append(line)
    yield from (table for table in tables.values() if table[0] and table[1])


def _places(values: Sequence[float]) -> list[float]:
    """Values in order, of those that are near one another the first."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def table(text: str, grid: Grid, placed: Sequence[tuple[Piece, tuple[int, int]]]) -> list[str] | None:
    """The rows of a ruled table as lines; None where lines within its cells are rows of their own."""
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece, cell in placed:
        cells.setdefault(cell, []).append(piece)
    lines = {cell: _lines(text, pieces) for cell, pieces in cells.items()}
    out: list[str] = []
    for row in grid.rows():
        printed = [lines.get(cell, []) for cell in row]
        if not any(len(one) > 1 and all(map(_FIGURE.fullmatch, one)) for one in printed):
            out += _row(printed)
        elif len({len(one) for one in printed}) == 1:  # rows that no line parts
            out += ["\t".join(cells_of) for cells_of in zip(*printed, strict=True)]
        else:
            return None
    return out


def _lines(text: str, pieces: Sequence[Piece]) -> list[str]:
    """The lines of a cell, from the top down."""
    ordered = sorted(pieces, key=lambda piece: -piece.top)
    lines: list[list[Piece]] = []
    for piece in ordered:
        if lines and piece.top > (lines[-1][0].top + lines[-1][0].bottom) / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    printed = (
        " ".join(text[one.start : one.end].strip() for one in sorted(line, key=lambda one: one.left)) for line in lines
    )
    return [" ".join(line.split()) for line in printed if line.strip()]


def _row(cells: Sequence[Sequence[str]]) -> list[str]:
    """A row as lines: a label with its value, blocks one after the other, else its cells divided by tabs."""
    if len(cells) == 2:
        label, value = cells
        label = label if len(label) > LABEL_LINES and len(value) > LABEL_LINES else [" ".join(label)]
        return [line for part in row_line(["\n".join(label), "\n".join(value)]) for line in part.split("\n")]
    if len(cells) > 1 and all(sum(map(len, cell)) <= _LONG for cell in cells):
        row = "\t".join(" ".join(cell) for cell in cells)
        return [row] if row.strip() else []
    return [line for cell in cells for line in cell]
