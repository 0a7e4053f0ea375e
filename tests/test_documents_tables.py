"""Tables that lines rule on a printed page are read row by row, however their cells wrap."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from councilgraph import documents, extract
from councilgraph.model import Facts, Text

BODY = getSampleStyleSheet()["BodyText"]
REGISTER = ("Contract ref", "Title of contract", "Supplier", "Start date", "End date", "Total value")


def printed(
    path: Path, rows: Sequence[Sequence[str]], widths: Sequence[int], above: Sequence[str] = (), **settings: object
) -> Text:
    """A PDF with lines of text above a table with all its lines drawn, whose cells wrap."""
    more = settings.pop("more", [])
    assert isinstance(more, list)
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *more])
    cells = [[Paragraph(cell, BODY) for cell in row] for row in rows]
    table = Table(cells, colWidths=widths, style=style, **settings)
    flow = [*(Paragraph(line, BODY) for line in above), table]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return documents.read(path)


def _foot(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.drawString(60, 20, "Saltmere District Council – Register")
    canvas.drawString(500, 20, f"Page {template.page}")


def contracts(facts: Facts) -> list[tuple[str, str, str]]:
    """Reference, title and supplier of each contract."""
    said = [(f.reference, f.title, f.supplier) for f in facts.contracts]
    return [(str(a and a.value), str(b and b.value), str(c and c.value)) for a, b, c in said]


def test_a_register_whose_cells_wrap_gives_a_contract_a_row(tmp_path: Path) -> None:
    rows = [
        REGISTER,
        ("SC1201", "Grounds maintenance of parks and open spaces", "Greenmantle Grounds Limited", "1 April 2024",
         "31 March 2027", "£144,600"),
        ("SC1203", "Supply and maintenance of multi-functional printing devices",
         "Harbour Print and Copy Solutions Limited", "1 January 2025", "31 December 2028", "£88,000"),
    ]  # fmt: skip
    text = printed(tmp_path / "register.pdf", rows, [60, 110, 100, 60, 60, 60], ["Saltmere District Council"])
    facts = extract.extract(text)
    assert contracts(facts) == [(row[0], row[1], row[2]) for row in rows[1:]]
    assert [str(f.end and f.end.value.iso) for f in facts.contracts] == ["2027-03-31", "2028-12-31"]


@pytest.mark.parametrize("repeated", [0, 1])
def test_rows_that_are_alike_and_a_head_printed_again_on_each_page(tmp_path: Path, repeated: int) -> None:
    rows = [REGISTER] + [
        (f"SC{1300 + n}", f"Repair of bridge number {n} over the mill stream", "Greenmantle Stone Works Limited",
         "1 April 2024", "31 March 2027", f"£{10_000 + n * 100:,}")
        for n in range(40)
    ]  # fmt: skip
    text = printed(tmp_path / "long.pdf", rows, [60, 110, 100, 60, 60, 60], repeatRows=repeated)
    assert len(text.pages) > 2
    assert [ref for ref, _, _ in contracts(extract.extract(text))] == [row[0] for row in rows[1:]]


def test_a_figure_that_fills_its_cell_is_what_the_head_of_its_column_says(tmp_path: Path) -> None:
    rows = [
        ("Organisation", "Purpose", "Grant awarded"),
        ("Marlbrook Youth Theatre Company", "To meet the cost of hiring the village hall from September", "£1,250.00"),
        ("Friends of the Mill Meadow", "New benches, at the price that the council was quoted", "£640.00"),
    ]
    text = printed(tmp_path / "grants.pdf", rows, [120, 220, 90], ["Saltmere Parish Council", "Grants 2025/26"])
    found = {str(amount.value): amount.kind for amount in extract.extract(text).amounts}
    assert found == {"1250": "grant", "640": "grant"}


def test_a_form_between_lines_is_read_label_by_label(tmp_path: Path) -> None:
    rows = [
        ("Decision reference:", "24/00031"),
        ("Subject:", "Award of contract for the repair of the mill bridge"),
        ("Decision:", "To award the contract for the repair of the bridge over the mill stream to Greenmantle Grounds "
         "Limited at a cost of £41,000 for a term of two years from 1 June 2025."),
        ("Alternative options considered:", "To leave the bridge closed, which was rejected since the school bus would "
         "have to go round by Holt."),
    ]  # fmt: skip
    text = printed(tmp_path / "form.pdf", rows, [90, 340], ["Saltmere County Council", "RECORD OF OFFICER DECISION"])
    facts = extract.extract(text)
    (decision,) = (fact for fact in facts.decisions if fact.subject)
    assert decision.number is not None
    assert decision.number.value == "24/00031"
    assert [r.text[:28] for r in facts.remarks if r.kind == "alternative"] == ["To leave the bridge closed, "]


def test_rows_that_no_line_parts_stay_rows(tmp_path: Path) -> None:
    rows = [("Service", "2025/26", "2026/27"), ("Libraries<br/>Parks", "1,200<br/>300", "1,310<br/>290")]
    text = printed(tmp_path / "loose.pdf", rows, [150, 100, 100])
    assert "Libraries\t1,200\t1,310\nParks\t300\t290" in text.text


def test_a_cell_over_several_columns_and_one_over_several_rows(tmp_path: Path) -> None:
    rows = [("Spend", "2025/26", ""), ("Libraries in towns and villages", "Plan", "Actual"), ("", "1,200", "1,310")]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 1), (0, 2))]
    text = printed(tmp_path / "spans.pdf", rows, [90, 100, 100], more=spans)
    assert "Spend: 2025/26" in text.text or "Spend\t2025/26" in text.text
    assert "Libraries in towns and villages\t1,200\t1,310" in text.text


def test_narrow_letters_at_the_start_of_a_line_stay_with_their_word(tmp_path: Path) -> None:
    rows = [("What", "For whom"), ("tents that were lost in the flood of<br/>last winter", "its scouts<br/>in Holt")]
    text = printed(tmp_path / "narrow.pdf", rows, [200, 100])
    assert "tents that were lost in the flood of last winter\tits scouts in Holt" in text.text


def test_what_stands_above_and_below_a_table_stays_there(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "between.pdf"), pagesize=A4, invariant=1)
    canvas.drawString(60, 760, "The grants of the year are these.")
    canvas.grid([60, 200, 300], [700, 720, 740])
    for y, (left, right) in enumerate((("Friends of the Mill", "£640"), ("Scouts", "£900"))):
        canvas.drawString(64, 725 - 20 * y, left)
        canvas.drawString(204, 725 - 20 * y, right)
    canvas.drawString(60, 670, "They were paid in May.")
    canvas.save()
    lines = [line for line in documents.read(tmp_path / "between.pdf").text.split("\n") if line]
    assert lines == ["The grants of the year are these.", "Friends of the Mill\t£640", "Scouts\t£900",
                     "They were paid in May."]  # fmt: skip


BLOCKS = ("Report author:\nAda Quill\nCommissioning Manager", "Relevant director:\nBram Oakes\nDirector of Transport")


def people(text: Text) -> dict[str, str]:
    """The post of each person named."""
    return {p.name.value: p.role.value for p in extract.extract(text).people if p.role is not None}


def test_contacts_in_two_cells_side_by_side(tmp_path: Path) -> None:
    above = ["Saltmere County Council", "Report on the mill bridge"]
    rows = [[block.replace("\n", "<br/>") for block in BLOCKS], ["", ""]]
    ruled = printed(tmp_path / "contacts.pdf", rows, [220, 220], above)
    document = docx.Document()
    for line in above:
        document.add_paragraph(line)
    for cell, block in zip(document.add_table(1, 2).rows[0].cells, BLOCKS, strict=True):
        cell.text = block
    document.save(str(tmp_path / "contacts.docx"))
    expected = {"Ada Quill": "Commissioning Manager", "Bram Oakes": "Director of Transport"}
    assert people(ruled) == people(documents.read(tmp_path / "contacts.docx")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Contact: Ada Quill or Bram Oakes", ["Ada Quill", "Bram Oakes"]),
        ("Contact officer: Ada Quill, Clerk / Bram Oakes, Deputy Clerk", ["Ada Quill", "Bram Oakes"]),
        ("Contact: Ada Quill, Head of Law and Governance", ["Ada Quill"]),
    ],
)
def test_everybody_that_a_line_of_contacts_names(tmp_path: Path, line: str, expected: list[str]) -> None:
    paper = tmp_path / "agenda.txt"
    paper.write_text(f"Saltmere County Council\nCABINET\n4 March 2025\n{line}\n", encoding="utf-8")
    assert [p.name.value for p in extract.extract(documents.read(paper)).people] == expected
