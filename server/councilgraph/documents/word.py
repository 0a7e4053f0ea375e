"""Word files: paragraphs, tables, text boxes, page heads and notes as lines; deleted text stays out."""

import io
import zipfile
from collections.abc import Iterator
from typing import TypeAlias

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from lxml import etree

from councilgraph.documents.lines import row_line
from councilgraph.documents.plain import clean
from councilgraph.errors import UnreadableFile
from councilgraph.model import Page

Element: TypeAlias = etree._Element

_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_BOX, _ALTERNATIVE = qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "sdtPr", "instrText")}
_GONE |= {_ALTERNATIVE, _BOX}
_NOTES = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes": qn("w:footnote"),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes": qn("w:endnote"),
}


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text of a .docx file, one page: the head of its pages once, its body, its notes.

    Raises UnreadableFile where it is no Word file, or locked.
    """
    try:
        document = docx.Document(io.BytesIO(content))
        lines = [*_heads(document), *_blocks(document.element.body), *_notes(document)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OpcError, KeyError, ValueError, EOFError, OSError, RuntimeError,
            NotImplementedError, AttributeError, InvalidXmlError, etree.XMLSyntaxError) as fault:  # fmt: skip
        advice = "Open it in Word, take away any password and save it again."
        raise UnreadableFile(f"{name} cannot be read as a Word file. {advice}") from fault
    text = clean("\n".join(lines))
    return text, (Page(1, 0, len(text)),)


def _heads(document: Document) -> list[str]:
    """What stands at the head of pages, each line once: often it is where alone the council is named."""
    lines: dict[str, None] = {}
    for section in document.sections:
        for head in (section.first_page_header, section.header):
            if not head.is_linked_to_previous:
                lines |= dict.fromkeys(line for line in _blocks(head._element) if line.strip())
    return [*lines, ""] if lines else []


def _notes(document: Document) -> list[str]:
    """The footnotes and endnotes, below the text."""
    lines: list[str] = []
    for relation in document.part.rels.values():
        kind = _NOTES.get(relation.reltype)
        if kind is None or relation.is_external:
            continue
        for note in etree.fromstring(relation.target_part.blob).iter(kind):
            if note.get(qn("w:type")) is None:
                lines += ["", *_blocks(note)]
    return lines


def _blocks(parent: Element) -> Iterator[str]:
    """The lines of the paragraphs and tables in an element, of those in content controls and changes too."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child)
        elif child.tag == _TABLE:
            yield from _table(child)
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _paragraph(paragraph: Element) -> Iterator[str]:
    text = "".join(_runs(paragraph))
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and style.get(qn("w:val"), "").startswith("Heading") and text.strip():
        yield ""
    yield text
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _ALTERNATIVE for above in box.iterancestors()):
            yield from _blocks(box)


def _runs(element: Element) -> Iterator[str]:
    """The text of a paragraph's runs, inserted ones among them, deleted ones not."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _GONE:
            yield from _runs(child)


def _table(table: Element) -> Iterator[str]:
    """The rows of a table as lines; a cell that runs over several rows is repeated in each."""
    yield ""
    above: dict[int, str] = {}
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue
        if any(True for _ in row.iter(_TABLE)):
            for cell in row.iter(_CELL):
                if next(cell.iterancestors(_ROW)) is row:
                    yield from _blocks(cell)
            continue
        yield from row_line(_cells(row, above))
    yield ""


def _cells(row: Element, above: dict[int, str]) -> list[str]:
    """The texts of a row's cells; `above` holds those of the row before by column, and is brought up to date."""
    cells: list[str] = []
    column = 0
    for cell in row.iter(_CELL):
        properties = cell.find(qn("w:tcPr"))
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        text = "\n".join(line for block in _blocks(cell) if (line := block.strip()))
        if merged is not None and merged.get(qn("w:val")) != "restart":
            text = above.get(column, text)
        above[column] = text
        cells.append(text)
        column += int(span.get(qn("w:val"), "1")) if span is not None else 1
    return cells
