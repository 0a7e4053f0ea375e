"""Where things stand on a printed page decides the order in which they are read."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from councilgraph import documents, extract
from councilgraph.model import Text

LEFT, RIGHT = 60, 320
COLUMNS = (
    ("The bridge over the mill stream was", "officers and members. The works will"),
    ("closed in the spring, since a survey", "start in June and are to be finished"),
    ("found that its northern pier had sunk", "before the schools open again. There"),
    ("by more than two inches. The council", "is no cheaper way, since the pier has"),
    ("has since heard from the people of the", "to be set anew on deeper ground, and"),
    ("village, who were asked for their views", "the parish council said that it would"),
    ("at two meetings that were held by the", "rather wait than lose the old bridge."),
)


def page(path: Path, *placed: tuple[float, float, str]) -> Text:
    """A PDF of one page with texts at their places, in the order given."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for x, y, text in placed:
        canvas.drawString(x, y, text)
    canvas.save()
    return documents.read(path)


def test_columns_of_prose_drawn_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    placed = [(60.0, 780.0, "Report on the mill bridge")]
    for row, (left, right) in enumerate(COLUMNS):
        placed += [(LEFT, 740 - 13 * row, left), (RIGHT, 740 - 13 * row, right)]
    text = " ".join(page(tmp_path / "columns.pdf", *placed).text.split())
    assert text.startswith("Report on the mill bridge The bridge over the mill stream was closed in the spring")
    assert "meetings that were held by the officers and members. The works will start in June" in text


def test_two_blocks_of_contacts_are_read_one_after_the_other(tmp_path: Path) -> None:
    block = (("Report Author:", "Relevant Director:"), ("Ada Quill", "Bram Oakes"),
             ("Commissioning Manager", "Director of Transport"))  # fmt: skip
    placed = [(x, 300.0 - 13 * y, row[n]) for y, row in enumerate(block) for n, x in ((0, LEFT), (1, RIGHT))]
    text = page(tmp_path / "contacts.pdf", (LEFT, 340, "Saltmere County Council"), *placed)
    people = {p.name.value: p.role.value for p in extract.extract(text).people if p.role is not None}
    assert people == {"Ada Quill": "Commissioning Manager", "Bram Oakes": "Director of Transport"}


def test_rows_of_a_table_have_a_tab_between_their_cells(tmp_path: Path) -> None:
    rows = (("Service", "2025/26", "2026/27"), ("Libraries", "1,200", "1,310"), ("Parks", "300", "290"))
    placed = [(60.0 + 150 * n, 700.0 - 14 * y, cell) for y, row in enumerate(rows) for n, cell in enumerate(row)]
    assert page(tmp_path / "table.pdf", *placed).text.split("\n") == ["\t".join(row) for row in rows]


def test_a_ruled_table_keeps_each_row_together(tmp_path: Path) -> None:
    rows = [["Reference", "Supplier", "Annual value"], ["SC1201", "Greenmantle Grounds Ltd", "£48,200"]]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(tmp_path / "ruled.pdf"), invariant=1).build([Table(rows, style=style)])
    assert "SC1201\tGreenmantle Grounds Ltd\t£48,200" in documents.read(tmp_path / "ruled.pdf").text


def test_the_number_of_a_paragraph_stays_with_it(tmp_path: Path) -> None:
    text = page(tmp_path / "numbered.pdf", (60, 700, "1.1"), (100, 700, "The bridge is closed."))
    assert text.text == "1.1 The bridge is closed."


def test_a_label_stands_apart_from_its_value(tmp_path: Path) -> None:
    text = page(tmp_path / "label.pdf", (60, 700, "Decision No:"), (200, 700, "24/00019"))
    assert text.text == "Decision No:\t24/00019"


def test_positions_lead_back_to_the_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "pages.pdf"), pagesize=A4, invariant=1)
    for number in (1, 2, 3):
        for row, (left, right) in enumerate(COLUMNS):
            canvas.drawString(LEFT, 740 - 13 * row, left)
            canvas.drawString(RIGHT, 740 - 13 * row, f"{right} {number}")
        canvas.showPage()
    canvas.save()
    text = documents.read(tmp_path / "pages.pdf")
    assert [text.page_at(text.text.index(f"old bridge. {n}")) for n in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize("foot", ["Page 1 of 3", "Saltmere County Council – Cabinet – 4 March 2025"])
def test_heads_and_feet_of_pages_break_no_sentence(tmp_path: Path, foot: str) -> None:
    canvas = Canvas(str(tmp_path / "feet.pdf"), pagesize=A4, invariant=1)
    lines = ["Saltmere County Council", "RECORD OF DECISION", "Subject: Mill bridge repair",
             "Decision: To award the contract for the repair of the bridge over the mill stream at a cost of",
             "£41,000 to Greenmantle Grounds Limited, which runs from the first day of June 2025 for a term of",
             "two years with the works to be looked at by the council's own engineers each quarter."]  # fmt: skip
    for number in (1, 2, 3):
        for row, line in enumerate(lines[2 * number - 2 : 2 * number]):
            canvas.drawString(60, 760 - 13 * row, line)
        canvas.drawString(240, 30, foot.replace("1 of", f"{number} of"))
        canvas.showPage()
    canvas.save()
    facts = extract.extract(documents.read(tmp_path / "feet.pdf"))
    (amount,) = facts.amounts
    assert "at a cost of to Greenmantle Grounds" in amount.what
    assert amount.role == "total_value"
