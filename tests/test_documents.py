"""Files become texts: kinds, encodings, pages, sections, and errors that say what to do."""

import hashlib
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from councilgraph import documents
from councilgraph.errors import EmptyFile, UnknownFileKind, UnreadableFile

RECORD = "MARLBROOK COUNTY COUNCIL – RECORD OF DECISION\nDecision No: 24/00019\nDecision:\nTo add two routes.\n"


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pdf(path: Path, pages: list[list[str]]) -> Path:
    canvas = Canvas(str(path))
    for lines in pages:
        for row, line in enumerate(lines):
            canvas.drawString(72, 780 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize(
    "content",
    [RECORD.encode(), b"\xef\xbb\xbf" + RECORD.encode(), RECORD.encode("cp1252"), RECORD.encode("utf-16"),
     RECORD.replace("\n", "\r\n").encode()],
    ids=["utf-8", "with mark", "Windows-1252", "utf-16", "carriage returns"],
)  # fmt: skip
def test_a_text_file_reads_the_same_in_each_encoding(tmp_path: Path, content: bytes) -> None:
    text = documents.read(write(tmp_path, "record.txt", content))
    assert text.text == RECORD
    assert text.sha256 == hashlib.sha256(content).hexdigest()


def test_form_feeds_divide_a_text_file_into_pages(tmp_path: Path) -> None:
    text = documents.read(write(tmp_path, "two.txt", b"first page\n\fsecond page\n"))
    assert [text.text[p.start : p.end].strip() for p in text.pages] == ["first page", "second page"]
    assert text.page_at(text.text.index("second")) == 2


def test_a_pdf_keeps_its_pages_and_positions(tmp_path: Path) -> None:
    text = documents.read(pdf(tmp_path / "two.pdf", [["Decision No: 24/00019"], ["Signed on the second page"]]))
    assert text.media_type == "application/pdf"
    assert text.page_at(text.text.index("second")) == 2
    assert text.text[text.pages[0].start : text.pages[0].end].strip() == "Decision No: 24/00019"


def test_a_pdf_without_text_layer_names_its_pages(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match=r"scan\.pdf has no text layer on page 1, 2\. Run text recognition"):
        documents.read(pdf(tmp_path / "scan.pdf", [[], []]))


def test_a_word_file_gives_paragraphs_and_labelled_table_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Record of decision", level=1)
    table = document.add_table(rows=2, cols=2)
    for row, (label, value) in enumerate([("Decision No:", "24/00019"), ("Key decision:", "NO")]):
        table.cell(row, 0).text, table.cell(row, 1).text = label, value
    document.add_paragraph("To add two routes.")
    document.save(str(tmp_path / "record.docx"))
    lines = documents.read(tmp_path / "record.docx").text.split("\n")
    assert {"Record of decision", "Decision No: 24/00019", "Key decision: NO", "To add two routes."} <= set(lines)


def test_an_html_page_loses_its_scripts_and_menus(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><script>var a = 1</script></head><body><nav>Home</nav><main><h1>Decision</h1>"
        "<dl><dt>Decision Maker</dt><dd>Cabinet</dd></dl><table><tr><td>Status:</td><td>Approved</td></tr></table>"
        "<p>To add<br>two routes.</p></main></body></html>"
    )
    text = documents.read(write(tmp_path, "page.html", page.encode())).text
    assert [line for line in text.split("\n") if line] == [
        "Decision", "Decision Maker: Cabinet", "Status: Approved", "To add", "two routes.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("paper.xyz", b"text", UnknownFileKind, r"paper\.xyz is of a kind that is not read"),
        ("blank.txt", b" \n\n", EmptyFile, r"blank\.txt holds no text"),
        ("broken.pdf", b"%PDF-1.4 nothing", UnreadableFile, r"broken\.pdf cannot be read as PDF"),
        ("broken.docx", b"PK nothing", UnreadableFile, r"broken\.docx cannot be read as a Word file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: bytes, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        documents.read(write(tmp_path, name, content))


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.txt cannot be opened"):
        documents.read(tmp_path / "gone.txt")


def test_collect_finds_readable_files_in_folders_once(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    first, second = write(tmp_path, "a.txt", b"a"), write(tmp_path / "inner", "b.md", b"b")
    write(tmp_path, ".hidden.txt", b"h")
    write(tmp_path, "picture.png", b"p")
    assert documents.collect([tmp_path, first]) == [first, second]


def test_sections_follow_numbered_headings_markdown_and_labels(tmp_path: Path) -> None:
    content = (
        "Subject: Bus routes\n1. Background\n1.1. Two villages lost their bus\nin the spring.\n"
        "2. Financial Implications\n"
        "2.1 It costs £98,000.\n## Legal Implications:\nSection 63 applies.\n"
        "Any interest declared when the decision was taken and any dispensation granted\nby the Proper Officer: None\n"
    )
    text = documents.read(write(tmp_path, "report.md", content.encode()))
    assert text.section_at(text.text.index("villages")) == "Background"
    assert text.section_at(text.text.index("£98,000")) == "Financial Implications"
    assert text.section_at(text.text.index("Section 63")) == "Legal Implications"
    assert text.section_at(text.text.index("None")).startswith("Any interest declared")


def test_sections_lie_within_the_text_and_in_order(shared: Path) -> None:
    for path in documents.collect([shared / "documents"]):
        text = documents.read(path)
        assert text.sections
        assert all(0 <= s.start < s.end <= len(text.text) for s in text.sections)
        assert [s.start for s in text.sections] == sorted(s.start for s in text.sections)
