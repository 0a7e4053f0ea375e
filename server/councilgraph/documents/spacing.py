"""Blank lines between the paragraphs of a page, by how far apart its lines stand."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from councilgraph.documents.pieces import Box, Piece, on_one_line

_LINE = 1.7  # from one line to the next, in heights of letters, where no line runs on into the next
_WRAPPED = 0.2  # of the lines, for a page whose lines run on
_PARAGRAPH_GAP = 1.4  # between two paragraphs, in distances of lines of the page


def spaced(text: str, feet: Sequence[float], height: float) -> str:
    """A page's text with a blank line where its lines stand wider apart than elsewhere on the page.

    `feet` says where the foot of each line is that is not blank, `height` how high the letters are; text with other
    lines stays as it is.
    """
    lines = text.split("\n")
    printed = [line for line in lines if line.strip()]
    if len(printed) != len(feet):
        return text
    drops = [above - below for above, below in pairwise(feet) if above > below]
    distance = median(drops) if drops else 0.0
    if sum(line[:1].islower() for line in printed) < _WRAPPED * len(printed):
        distance = min(distance, _LINE * height)
    widest = _PARAGRAPH_GAP * distance
    out: list[str] = []
    places = iter(pairwise([*feet[:1], *feet]))
    for line in lines:
        if line.strip():
            above, below = next(places)
            if out and out[-1].strip() and (above - below > widest or below > above + widest):
                out.append("")
        out.append(line)
    return "\n".join(out)


def feet_of_boxes(boxes: Sequence[Box]) -> list[float]:
    """Where the foot of each line is, of boxes in the order of the text."""
    feet: list[float] = []
    last: Box | None = None
    for box in boxes:
        if last is None or not on_one_line(last, box):
            feet.append(box[1])
        last = box
    return feet


def feet_of_pieces(text: str, pieces: Sequence[Piece]) -> list[float]:
    """Where the foot of each line of a text is that is not blank: that of the first piece in it."""
    feet: list[float] = []
    position = index = 0
    for line in text.splitlines(keepends=True):
        position += len(line)
        first: Piece | None = None
        while index < len(pieces) and pieces[index].start < position:
            if first is None and not text[pieces[index].start : pieces[index].end].isspace():
                first = pieces[index]
            index += 1
        if not line.isspace():
            feet.append(first.bottom if first is not None else feet[-1] if feet else 0.0)
    return feet
