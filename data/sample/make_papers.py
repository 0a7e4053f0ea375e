"""Make the PDF papers of the sample from their plain texts: one line of text, one printed line."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
SIZE, LEADING, LEFT, TOP, BOTTOM = 10, 13, 60, 780, 60


def pdf(lines: list[str], target: Path) -> None:
    """Write lines as a PDF, a new page where the page is full; heading lines are bold."""
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    height = TOP
    for line in lines:
        if height < BOTTOM or line == "\f":
            canvas.showPage()
            height = TOP
        font = "Helvetica-Bold" if line.rstrip().endswith(":") or line.isupper() else "Helvetica"
        size = min(SIZE, SIZE * 480 / max(stringWidth(line, font, SIZE), 1))
        canvas.setFont(font, size)
        canvas.drawString(LEFT, height, line.strip("\f"))
        height -= LEADING
    canvas.save()


def main() -> None:
    """Make a PDF in documents/ of each text in sources/."""
    for source in sorted((HERE / "sources").glob("*.txt")):
        pdf(source.read_text().splitlines(), HERE / "documents" / f"{source.stem}.pdf")


if __name__ == "__main__":
    main()
