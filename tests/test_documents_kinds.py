"""What Word files, pages, markdown and odd encodings hold, and what of it is no text of the paper."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from councilgraph import build, documents
from councilgraph.config import Settings
from councilgraph.errors import InputError, UnreadableFile

RECORD = "Saltmere County Council\nRECORD OF DECISION\nDecision No: 24/00019\nDecision: To repair the bridge.\n"


def word(folder: Path, *xml: str) -> list[str]:
    """The lines of a Word file whose body has these elements."""
    document = docx.Document()
    for one in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one))
    document.save(str(folder / "paper.docx"))
    return [line for line in documents.read(folder / "paper.docx").text.split("\n") if line.strip()]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


W = nsdecls("w")


def test_deleted_text_stays_out_and_inserted_text_stays_in(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>£40,000</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="A">{run("£41,000")}</w:ins>'
    moved = f'<w:moveFrom w:id="3" w:author="A">{run(" not here")}</w:moveFrom>'
    lines = word(tmp_path, f"<w:p {W}>{run('It costs ')}{deleted}{inserted}{moved}{run('.')}</w:p>")
    assert lines == ["It costs £41,000."]


def test_content_controls_and_nested_tables_are_read(tmp_path: Path) -> None:
    control = f"<w:sdt {W}><w:sdtContent><w:p>{run('Decision No: 24/00019')}</w:p></w:sdtContent></w:sdt>"
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("Key decision:", "NO"))
    inner = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    outer = f"<w:tbl {W}><w:tr><w:tc><w:p>{run('Record')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert word(tmp_path, control, outer) == ["Decision No: 24/00019", "Record", "Key decision: NO"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('Decision No: 24/00019')}</w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    paragraph = f"<w:p {W} {space}>{run('A form')}{drawn}</w:p>"
    assert word(tmp_path, paragraph) == ["A form", "Decision No: 24/00019"]


def test_a_cell_over_several_rows_is_repeated(tmp_path: Path) -> None:
    def row(first: str, merge: str, second: str) -> str:
        head = f"<w:tcPr><w:vMerge{merge}/></w:tcPr>"
        return f"<w:tr><w:tc>{head}<w:p>{run(first)}</w:p></w:tc><w:tc><w:p>{run(second)}</w:p></w:tc></w:tr>"

    first, second = row("Parks", ' w:val="restart"', "£300"), row("", "", "£200")
    table = f"<w:tbl {W}>{first}{second}</w:tbl>"
    assert word(tmp_path, table) == ["Parks\t£300", "Parks\t£200"]


def test_the_head_of_the_pages_is_read_once_and_notes_come_last(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Saltmere County Council"
    document.add_paragraph("The bridge is closed.")
    document.save(str(tmp_path / "paper.docx"))
    assert documents.read(tmp_path / "paper.docx").text.split("\n")[0] == "Saltmere County Council"


PAGE = """<html><head><title>x</title></head><body><div class="breadcrumb">Home</div><div role="navigation">Menu</div>
<form id="aspnetForm"><div style="display: none">Session over</div><h1>Decision</h1><p hidden>Unseen</p>
<table><tr><td><table><tr><td>Status:</td><td>Approved</td></tr></table></td><td><p>Purpose</p></td></tr>
<tr><td>Cost</td><td>about <b>£4</b>m</td></tr></table>
<dl><dt>Decision Maker</dt><dd>Cabinet</dd><dt>Decision</dt><dd><p>To add</p><ul><li>two routes</li></ul></dd></dl>
<!-- note --></form><form><input value="q"><button>Search</button></form><footer>Site map</footer></body></html>"""


def test_a_page_gives_what_is_seen_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    lines = [line for line in documents.read(tmp_path / "page.html").text.split("\n") if line.strip()]
    assert lines == [
        "Decision", "Status: Approved", "Purpose", "Cost\tabout £4m", "Decision Maker: Cabinet", "Decision: To add",
        "• two routes",
    ]  # fmt: skip


def test_rows_of_a_markdown_table_have_tabs_and_positions_stay(tmp_path: Path) -> None:
    content = "# Grants\n\n| Body | Sum |\n|------|----:|\n| Saltmere Band | £620 |\n"
    (tmp_path / "grants.md").write_text(content, encoding="utf-8")
    text = documents.read(tmp_path / "grants.md").text
    assert [" ".join(line.split(" ")).strip() for line in text.split("\n")][2] == "Body \t Sum"
    assert text.index("£620") == content.index("£620")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252", "utf-8-sig"])
def test_text_without_a_mark_is_decoded(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "record.txt").write_bytes("Cost: £41,000 – “agreed”\n".encode(encoding))
    assert documents.read(tmp_path / "record.txt").text == "Cost: £41,000 – “agreed”\n"


def archive(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return content.getvalue()


def test_archives_in_archives_are_unpacked_and_broken_ones_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inner = archive(**{"b.txt": b"Two", "deep.zip": archive(**{"c.txt": b"Three"})})
    (tmp_path / "papers.zip").write_bytes(archive(**{"a.txt": b"One", "in.zip": inner, "bad.zip": b"PK nothing"}))
    found = documents.collect([tmp_path / "papers.zip"])
    assert sorted(documents.read(path).text for path in found) == ["One", "Three", "Two"]
    assert "bad.zip cannot be unpacked" in caplog.text


def test_a_locked_member_is_left_out_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = bytearray(archive(**{"a.txt": b"One", "b.txt": b"Two"}))
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1  # the flag of a locked member, in the directory of the archive
    (tmp_path / "papers.zip").write_bytes(bytes(content))
    assert [documents.read(path).text for path in documents.collect([tmp_path / "papers.zip"])] == ["One"]
    assert "b.txt cannot be unpacked" in caplog.text


def test_a_locked_word_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "locked.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableFile, match="take away any password"):
        documents.read(tmp_path / "locked.docx")


def test_a_bad_file_of_a_folder_is_left_out_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "record.txt").write_text(RECORD, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 not really")
    built = build.build([tmp_path], Settings())
    assert len(built.papers) == 1
    assert any("scan.pdf cannot be read as PDF" in line and "left out" in line for line in built.warnings)
    with pytest.raises(InputError, match=r"scan\.pdf"):
        build.build([tmp_path / "record.txt", tmp_path / "scan.pdf"], Settings())
