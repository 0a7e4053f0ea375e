"""PDF: the text layer of each page, in reading order."""

import logging

import pypdfium2 as pdfium

from councilgraph.documents.plain import clean
from councilgraph.errors import EmptyFile, UnreadableFile
from councilgraph.model import Page

log = logging.getLogger(__name__)


def read(content: bytes, name: str) -> tuple[str, tuple[Page, ...]]:
    """Text and pages of a PDF; raises UnreadableFile where it is broken or locked, EmptyFile for a scan."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise UnreadableFile(
            f"{name} cannot be read as PDF ({fault}). Save it again without a password, or download it anew."
        ) from fault
    try:
        parts = [_page(document, n) for n in range(len(document))]
    finally:
        document.close()
    blank = [n for n, part in enumerate(parts, 1) if not part.strip()]
    pages = ", ".join(map(str, blank))
    if len(blank) == len(parts):
        raise EmptyFile(f"{name} has no text layer on page {pages}. Run text recognition (OCR) on it first.")
    if blank:
        log.warning("%s has no text on page %s: what is only a picture there is not read.", name, pages)
    return _join(parts)


def _page(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return clean(str(text.get_text_bounded(errors="replace")).replace("\r\n", "\n").replace("\r", "\n"))
    finally:
        text.close()
        page.close()


def _join(parts: list[str]) -> tuple[str, tuple[Page, ...]]:
    pages, position = [], 0
    for number, part in enumerate(parts, 1):
        end = position + len(part) + (number < len(parts))
        pages.append(Page(number, position, end))
        position = end
    return "\n".join(parts), tuple(pages)
