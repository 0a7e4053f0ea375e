"""Make the PDF and Word papers of a folder from their plain texts: `make_papers.py data/sample tests/golden`."""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EPOCH = (2025, 1, 1, 0, 0, 0)


def pdf(lines: list[str], target: Path) -> None:
    """Write a PDF, one line of text as one printed line."""
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    height = 780
    for line in lines:
        if height < 60:
            canvas.showPage()
            height = 780
        canvas.setFont("Helvetica", min(10, 4800 / max(stringWidth(line, "Helvetica", 10), 1)))
        canvas.drawString(60, height, line)
        height -= 13
    canvas.save()


def paragraph(text: str) -> str:
    """One Word paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def body(lines: list[str]) -> str:
    """Lines as paragraphs; lines with a tab, as many as follow one another, as a table."""
    parts, rows = [], list[str]()
    for line in [*lines, ""]:
        if "\t" in line:
            cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in line.split("\t"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            parts.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
            rows = []
        if line:
            parts.append(paragraph(line))
    return "".join(parts)


def docx(lines: list[str], target: Path) -> None:
    """Write a Word file with the three parts that it cannot do without."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body(lines)}</w:body></w:document>',
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), head + content)


def make(folder: Path) -> None:
    """Make each paper of folder/documents whose text lies in folder/sources."""
    for source in sorted((folder / "sources").glob("*.txt")):
        target = folder / "documents" / source.stem
        write = docx if target.suffix == ".docx" else pdf
        write(source.read_text(encoding="utf-8").splitlines(), target)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        make(Path(name))
