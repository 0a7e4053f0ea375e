"""What is read by a guess is kept apart from the facts, with its reason."""

from pathlib import Path

from click.testing import CliRunner

from councilgraph import cli, documents, extract
from councilgraph.model import Facts

NOTE = """Saltmere Council

The two met on site on 3 May 2025, and looked at the path.

Decision: to close the path at the mill for two weeks from Monday.
"""
RECORD = """Saltmere County Council
RECORD OF DECISION

Decision taken by: Cabinet Member for Roads

Subject: Repair of the mill bridge

Decision: To repair the bridge at a cost of £41,000.
"""


def read(folder: Path, name: str, content: str) -> Facts:
    (folder / name).write_text(content, encoding="utf-8")
    return extract.extract(documents.read(folder / name))


def test_a_decision_titled_by_its_own_words_is_for_review(tmp_path: Path) -> None:
    facts = read(tmp_path, "note.txt", NOTE)
    (doubt,) = facts.review
    assert facts.decisions == ()
    assert (doubt.kind, doubt.field) == ("decision", "title")
    assert str(doubt.value).startswith("to close the path")
    assert "no heading" in doubt.reason
    assert NOTE[doubt.evidence[0].start :].startswith("to close the path")


def test_a_number_of_the_file_name_is_given_with_its_reason(tmp_path: Path) -> None:
    (decision,) = read(tmp_path, "25-00077-record.txt", RECORD).decisions
    assert decision.number is not None
    assert (decision.number.value, decision.number.confidence) == ("25/00077", 0.6)
    assert decision.number.evidence[0].quote == "Repair of the mill bridge"


def test_a_day_in_the_file_name_is_no_number(tmp_path: Path) -> None:
    (decision,) = read(tmp_path, "2025-03-17-record.txt", RECORD).decisions
    assert decision.number is None


def test_review_lists_value_reason_and_passage(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["review", str(tmp_path)])
    assert result.exit_code == 0
    assert "note.txt: decision title 'to close the path" in result.output
    assert "1 facts kept for review." in result.output
