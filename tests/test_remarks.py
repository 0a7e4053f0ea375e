"""What papers say in passing that rules need: meanings with limits, records that are missing, unchanged budgets."""

from pathlib import Path

import pytest

from councilgraph import documents
from councilgraph.extract import extract
from councilgraph.model import RemarkFact


def remarks(text: str, folder: Path) -> list[RemarkFact]:
    path = folder / "report.txt"
    path.write_text(f"MARLBROOK BOROUGH COUNCIL\n\nReport\n\n{text}\n", "utf-8")
    return list(extract(documents.read(path), "marlbrook").remarks)


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("A formal record of it all is not available.", "missing record", "formal record of it all is not available"),
        ("There is no written record of that meeting.", "missing record", "no written record of that meeting"),
        ("The budget has stayed the same since 2018.", "unchanged budget", "budget has stayed the same since 2018"),
        ("Funding has not risen since May 2019.", "unchanged budget", "Funding has not risen since May 2019"),
    ],
)  # fmt: skip
def test_a_remark_is_read_with_its_kind(sentence: str, kind: str, text: str, tmp_path: Path) -> None:
    (found,) = [remark for remark in remarks(sentence, tmp_path) if remark.kind == kind]
    assert found.text == text
    assert found.evidence[0].quote in sentence


@pytest.mark.parametrize(
    "sentence",
    ["A record of the meeting is available.", "The budget was set in 2018.", "The price is the same for all."],
)
def test_what_only_sounds_alike_is_no_remark(sentence: str, tmp_path: Path) -> None:
    assert remarks(sentence, tmp_path) == []


def test_a_limit_beside_a_term_that_the_paper_defines_is_a_second_meaning(tmp_path: Path) -> None:
    text = "A young rider is someone aged 16 or under who rides.\n\nAll young riders under the age of 16 ride free."
    assert [(r.about, r.text) for r in remarks(text, tmp_path) if r.kind == "definition"] == [
        ("young rider", "A young rider is someone aged 16 or under who rides"),
        ("young rider", "young riders under the age of 16"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Alternatives rejected:\nTo lease the vans. It costs more.\nTo keep them.",
        "Alternatives considered:\n5.1 To lease the vans. It costs more.\n5.2 To keep them.",
    ],
)
def test_each_alternative_of_a_list_is_one(printed: str, tmp_path: Path) -> None:
    found = remarks(f"Decision: To buy vans.\n\n{printed}", tmp_path)
    assert [one.text for one in found if one.kind == "alternative"] == ["To lease the vans.", "To keep them."]


def test_the_heading_of_the_next_item_is_no_reason(tmp_path: Path) -> None:
    text = "1. VANS\nRESOLVED that vans be bought.\nReason: the old ones fail.\n\n2. PIER ROAD\nRESOLVED to close it."
    assert [one.text for one in remarks(text, tmp_path) if one.kind == "reason"] == ["the old ones fail."]
