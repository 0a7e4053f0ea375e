"""The cells of a table's row: those that are empty, which white space folded together no longer tells apart, and
those that the layout of a page ran together."""

import re
from collections.abc import Iterator, Sequence

from councilgraph.extract.dates import find
from councilgraph.extract.shadow import Line, Shadow


def whole_row(shadow: Shadow, line: Line, columns: int) -> list[tuple[str, int]] | None:
    """The cells of a row as its paper prints them, each with its place; None where it has not so many columns."""
    first, last = shadow.offsets[line.start], shadow.offsets[line.end - 1] + 1
    raw = shadow.source.text[first:last]
    if "\n" in raw or raw.count("\t") != columns - 1 or line.text.count("\t") == columns - 1:
        return None
    return list(_placed(shadow, raw, first))


def _placed(shadow: Shadow, raw: str, first: int) -> Iterator[tuple[str, int]]:
    at = first
    for cell in raw.split("\t"):
        bare = cell.strip()
        yield " ".join(bare.split()), shadow.position(at + cell.find(bare)) if bare else shadow.position(first)
        at += len(cell) + 1


_WIDE = ("title", "supplier", "")


def parted(cells: Sequence[tuple[str, int]], columns: Sequence[str]) -> list[tuple[str, int]]:
    """The cells of a row that lacks one, with the two apart that were printed as one; else as they are."""
    if len(cells) != len(columns) - 1 or _fits(cells, columns):
        return list(cells)
    for place in range(len(cells)):
        if columns[place] in _WIDE and columns[place + 1] in _WIDE:
            for first, second in _cuts(*cells[place]):
                whole = [*cells[:place], first, second, *cells[place + 1 :]]
                if _fits(whole, columns):
                    return whole
    return list(cells)


def _cuts(text: str, start: int) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """The two parts of a cell, parted where a small letter is followed by a capital, or a small word by a name."""
    for turn in re.finditer(r"(?<=[a-z)]) (?=[A-Z])", text):
        yield (text[: turn.start()], start), (text[turn.end() :], start + turn.end())


def _fits(cells: Sequence[tuple[str, int]], columns: Sequence[str]) -> bool:
    """Whether dates stand under the heads of dates and nowhere else."""
    dated = [any(f.date is not None for f in find(text)) for text, _ in cells]
    expected = [column in {"start", "end", "awarded", "period"} for column in columns]
    return all(
        has == want or not cell[0] for has, want, cell in zip(dated, expected, cells, strict=False) if want or has
    )
