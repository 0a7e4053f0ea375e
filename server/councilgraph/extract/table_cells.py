"""The cells of a table's row with those that are empty, which white space folded together no longer tells apart."""

from collections.abc import Iterator

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
