"""One paper in several formats: its lines as text, markdown, a page, a Word file, a printed page."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Lines = Sequence[str]
Writer = Callable[[Lines, Path], None]


def lines_of(text: str) -> list[str]:
    """A text's lines: cells of lines that stand together are divided by tabs, a cell's further lines are joined to it.

    Of blank lines that follow one another one stays.
    """
    lines: list[str] = []
    given = [_LABEL_GAP.sub(" ", _cells(line.rstrip())) for line in re.split(r"[\n\f]", text)]
    for index, line in enumerate(given):
        beside = [given[n] for n in (index - 1, index + 1) if 0 <= n < len(given)]
        in_table = _GAP.search(line) is not None and any(_GAP.search(one) for one in beside)
        if lines and "\t" in lines[-1] and line.startswith("   ") and not in_table:
            lines[-1] += " " + line.strip()
        elif line.strip() or (lines and lines[-1].strip()):
            lines.append(_GAP.sub("\t" if in_table else " ", line))
    return lines


def _cells(line: str) -> str:
    """A line without the spaces that pad its cells."""
    return "\t".join(cell.strip() for cell in line.split("\t")) if "\t" in line else line


_LABEL_GAP = re.compile(r"(?<=[\w?)]:) {2,}(?=\S)")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")


def _blocks(lines: Lines) -> Iterator[list[str]]:
    """Lines that stand together: those of a paragraph, the rows of a table."""
    block: list[str] = []
    for line in lines:
        if block and (not line.strip() or ("\t" in line) != ("\t" in block[-1])):
            yield block
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield block


def as_text(lines: Lines, path: Path) -> None:
    """Plain text, as it is."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_markdown(lines: Lines, path: Path) -> None:
    """Markdown with tables between bars."""
    out: list[str] = []
    for block in _blocks(lines):
        rows = [f"| {line.strip().replace(chr(9), ' | ')} |" for line in block] if "\t" in block[0] else block
        if "\t" in block[0]:
            rows.insert(1, "|" + "---|" * (block[0].count("\t") + 1))
        out += ["", *rows]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def as_page(lines: Lines, path: Path) -> None:
    """A page with a paragraph for each block, broken where its lines break."""
    out = []
    for block in _blocks(lines):
        if "\t" in block[0]:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in block)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            out.append("<p>" + "<br>".join(map(escape, block)) + "</p>")
    page = f"<!DOCTYPE html><html><head><title>Paper</title></head><body><main>{''.join(out)}</main></body></html>"
    path.write_text(page, encoding="utf-8")


def as_word(lines: Lines, path: Path) -> None:
    """A Word file with a paragraph for each line, and tables."""
    document = docx.Document()
    for block in _blocks(lines):
        if "\t" in block[0]:
            table = document.add_table(0, max(line.count("\t") for line in block) + 1)
            for line in block:
                for cell, text in zip(table.add_row().cells, line.split("\t"), strict=False):
                    cell.text = text
        else:
            for line in block:
                document.add_paragraph(line)
        document.add_paragraph("")
    document.save(str(path))


def as_print(lines: Lines, path: Path) -> None:
    """A PDF, each line and each cell drawn at its place."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    height = 790.0
    for line in lines:
        if height < 60:
            canvas.showPage()
            height = 790.0
        cells = line.strip(" ").split("\t") if "\t" in line else [line]  # a row that is set in has no spaces on paper
        step = 480 / len(cells)
        for number, cell in enumerate(cells):
            size = min(10.0, 10 * (step - 15 if len(cells) > 1 else 480) / max(stringWidth(cell, "Helvetica", 10), 1))
            canvas.setFont("Helvetica", size)
            canvas.drawString(60 + step * number, height, cell)
        height -= 13
    canvas.save()


WRITERS: dict[str, Writer] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_page,
    ".docx": as_word,
    ".pdf": as_print,
}
