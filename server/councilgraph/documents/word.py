"""Word files: paragraphs and tables as lines."""

import io
import zipfile

import docx
from docx.document import Document
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.paragraph import Paragraph

from councilgraph.documents.lines import row_line
from councilgraph.documents.plain import clean
from councilgraph.errors import UnreadableFile
from councilgraph.model import Page


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text of a .docx file, one page; raises UnreadableFile where it is no Word file."""
    try:
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, InvalidXmlError) as fault:
        advice = "Open it in Word and save it again."
        raise UnreadableFile(f"{name} cannot be read as a Word file. {advice}") from fault
    text = clean("\n".join(_lines(document)))
    return text, (Page(1, 0, len(text)),)


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _paragraph(block) if isinstance(block, Paragraph) else _table(block)
    return lines


def _paragraph(paragraph: Paragraph) -> list[str]:
    style = paragraph.style.name if paragraph.style is not None else None
    if (style or "").startswith("Heading") and paragraph.text.strip():
        return ["", paragraph.text]
    return [paragraph.text]


def _table(table: Table) -> list[str]:
    lines = [""]
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = "\n".join(line for p in cell.paragraphs if (line := p.text.strip()))
            if not cells or cells[-1] != text:
                cells.append(text)
        lines += row_line(cells)
    return [*lines, ""]
