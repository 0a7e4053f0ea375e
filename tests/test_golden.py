"""Extraction against the golden papers: the facts stand in them, and the rules find enough of the facts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import scorer
from councilgraph import documents

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SETS = {
    "golden": (GOLDEN, GOLDEN / "expected.jsonl"),
    "aside": (GOLDEN / "aside", GOLDEN / "aside" / "aside.jsonl"),
    "sample": (SAMPLE, SAMPLE / "expected.jsonl"),
}
PRINTED = {
    "amounts": ("verbatim",),
    "legislation": ("cited_as",),
    "people": ("name", "role"),
    "contracts": ("reference", "supplier"),
    "delegations": ("delegated_to", "in_consultation_with"),
}


def present() -> Iterator[Any]:
    """The sets that are there."""
    for name, (folder, expected) in SETS.items():
        if expected.is_file():
            yield pytest.param(folder, expected, id=name)


def flat(text: str) -> str:
    """Text with single spaces, plain quote marks, no mark-up, in lower case."""
    return " ".join(re.sub(r"[*#]", "", text).replace("’", "'").lower().split())


def printed(facts: Mapping[str, list[Mapping[str, Any]]]) -> Iterator[str]:
    """The words of expected facts that must stand in the paper."""
    for kind, keys in PRINTED.items():
        for fact in facts.get(kind, []):
            yield from (str(fact[key]) for key in keys if fact.get(key))
    for decision in facts.get("decisions", []):
        if decision.get("title") and not decision.get("optional"):
            yield str(decision["title"])


@pytest.mark.parametrize(("folder", "expected"), list(present()))
def test_what_is_expected_of_a_paper_stands_in_it(folder: Path, expected: Path) -> None:
    absent = []
    for entry in scorer.entries(expected):
        text = flat(documents.read(scorer.paper(folder, entry["doc"])).text)
        absent += [(entry["doc"], words) for words in printed(entry["facts"]) if flat(words) not in text]
    assert absent == []


@pytest.mark.parametrize(("folder", "expected"), list(present()))
def test_every_paper_has_its_facts_and_every_entry_its_paper(folder: Path, expected: Path) -> None:
    papers = {path.name for path in (folder / "documents").iterdir()}
    assert papers == {entry["doc"] for entry in scorer.entries(expected)}


@pytest.mark.parametrize("name", ["golden", "sample"])
def test_extraction_finds_what_a_careful_reader_finds(name: str) -> None:
    """The papers kept aside hold no bar: `make score` tells how unseen papers fare, and nobody fits to them."""
    score = scorer.score_folder(*SETS[name])
    assert score.short() == [], scorer.report(score)


@pytest.mark.parametrize(("folder", "expected"), list(present()))
def test_every_quote_stands_at_its_place_in_the_paper(folder: Path, expected: Path) -> None:
    for entry in scorer.entries(expected):
        text, facts = scorer.extracted(scorer.paper(folder, entry["doc"]))
        for fact in (fact for found in facts.values() for fact in found):
            assert fact["evidence"], fact
            for passage in fact["evidence"]:
                assert text[passage["start"] : passage["end"]] == passage["quote"]


def test_the_scorer_counts_a_fact_said_twice_once_and_optional_facts_not_at_all() -> None:
    entry = {
        "doc": "a paper",
        "facts": {"amounts": [{"value": 5}, {"value": 7, "optional": True}], "table_amounts": [{"value": 9}]},
        "complete": {"amounts": True},
    }
    score = scorer.Score()
    scorer.add(score, entry, {"amounts": [{"value": v} for v in (5, 5.0, 7, 9, 11)]})
    tally = score.tallies["amounts"]
    assert (tally.found, tally.missed, tally.extra) == (1, 0, 1)


@pytest.mark.parametrize(
    ("kind", "left", "right", "same"),
    [
        ("decisions", {"number": "OD/25/00034"}, {"number": "od-25-00034"}, True),
        ("decisions", {"number": "20/00017"}, {"number": "20/00018", "title": "x"}, False),
        ("legislation", {"id": "uksi/2015/102", "section": "regulation 72(1)(c)"},
         {"id": "http://www.legislation.gov.uk/id/uksi/2015/102", "section": "regulation 72 (1) c"}, True),
        ("legislation", {"id": "ukpga/Edw7/6/25"}, {"id": "ukpga/Edw7/6/26"}, False),
        ("people", {"name": "Mr R W Gough"}, {"name": "Roger Gough"}, True),
        ("people", {"name": "Sue Chandler"}, {"name": "Sarah Changler"}, False),
        ("contracts", {"title": "Verge cutting", "supplier": "Greenmantle Ltd", "start": "2025-04-01"},
         {"supplier": "Greenmantle", "start": "2025-04-01"}, True),
        ("contracts", {"reference": "A1", "title": "Lifts"}, {"reference": "A1", "title": "Roofs"}, False),
    ],
)  # fmt: skip
def test_the_scorer_matches_things_not_wordings(kind: str, left: scorer.Fact, right: scorer.Fact, same: bool) -> None:
    assert scorer.SAME[kind](left, right) is same
