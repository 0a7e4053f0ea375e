"""The straight lines drawn on a PDF page: level ones and upright ones, as they rule tables."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 3.0  # points: a filled box no wider is a line
_SHORT = 4.0  # points: a line no longer rules nothing
_MOST = 600  # on a page: a drawing has more
_DEEPEST = 3  # forms within forms

Level = tuple[float, float, float]  # y, from x, to x
Upright = tuple[float, float, float]  # x, from y, to y
Point = tuple[float, float]


def lines(page: pdfium.PdfPage) -> tuple[list[Level], list[Upright]]:
    """The level and the upright lines of a page; none of a page that is full of them, as a drawing is."""
    level: list[Level] = []
    upright: list[Upright] = []
    for path in _paths(page):
        for (x, y), (u, v) in _strokes(path):
            if abs(y - v) <= _THIN and abs(x - u) >= _SHORT:
                level.append(((y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= _THIN and abs(y - v) >= _SHORT:
                upright.append(((x + u) / 2, min(y, v), max(y, v)))
        if len(level) + len(upright) > _MOST:
            return [], []
    return level, upright


def _paths(page: pdfium.PdfPage) -> Iterator[object]:
    """The paths of a page, those in its forms where they are not moved."""
    yield from _within(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page, 1)


def _within(count: object, get: object, parent: object, depth: int) -> Iterator[object]:
    for index in range(count(parent)):  # type: ignore[operator]
        one = get(parent, index)  # type: ignore[operator]
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield one
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _within(raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, one, depth + 1)


def _strokes(path: object) -> Iterator[tuple[Point, Point]]:
    """The straight strokes of a path; a thin filled box is one stroke, a wide one that is only filled none."""
    points = list(_points(path))
    if len(points) >= 4:
        xs, ys = [x for _, (x, _) in points], [y for _, (_, y) in points]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        if right - left <= _THIN or top - bottom <= _THIN:
            yield ((left, bottom), (right, top))
            return
        if not _is_stroked(path):
            return
    for (_, begin), (kind, end) in pairwise(points):
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield begin, end


def _points(path: object) -> Iterator[tuple[int, Point]]:
    """The ends of a path's strokes on the page, each with how it is reached."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        yield raw.FPDFPathSegment_GetType(segment), place


def _is_stroked(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)
