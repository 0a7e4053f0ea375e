"""The pieces of a page's text and the boxes in which they stand."""

from dataclasses import dataclass

SHARED = 0.5  # of a line's height, for two pieces to stand on one line

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text in one box; y grows upwards, as in PDF."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How high the piece is."""
        return self.top - self.bottom


def on_one_line(a: Box, b: Box) -> bool:
    """Whether two boxes stand on one line."""
    return min(a[3], b[3]) - max(a[1], b[1]) >= SHARED * min(a[3] - a[1], b[3] - b[1])
