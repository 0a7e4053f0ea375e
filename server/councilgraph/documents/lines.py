"""Table rows as lines of text."""

from collections.abc import Sequence

LABEL_LINES = 2  # a cell of more lines is no label


def row_line(cells: Sequence[str]) -> list[str]:
    """A row as lines: a label and its value become "Label: value", other rows are joined by tabs.

    Two blocks side by side, as those of contacts, come one after the other.
    """
    cells = [cell.strip() for cell in cells]
    if len(cells) == 2 and all(cell.count("\n") >= LABEL_LINES for cell in cells):
        return [cells[0], "", cells[1]]
    if len(cells) == 2 and cells[0] and "\n" not in cells[0]:
        label, value = cells
        if label.endswith((":", "?")) and value and not value.endswith(":"):
            return [f"{label} {value}"]
        if len(label) <= 40 and "\n" in value:
            return [f"{label}:", value]
    if any("\n" in cell and len(cell) > 120 for cell in cells):
        return [cell for cell in cells if cell]
    row = "\t".join(" ".join(cell.split()) for cell in cells)
    return [row] if row.strip() else []
