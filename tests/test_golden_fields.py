"""Contracts and sums of money of the golden papers, field by field."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import scorer

GOLDEN = Path(__file__).parent / "golden"
NAMED = {"title": 0.5, "supplier": 0.6}  # how many of their words two such texts share
ENTRIES = {entry["doc"]: entry for entry in scorer.entries(GOLDEN / "expected.jsonl") if entry.get("exact")}


def right(field: str, expected: Any, given: Any) -> bool:
    """Whether a field holds what is expected, names in as many words."""
    if field in NAMED:
        return scorer.alike(expected, given, NAMED[field])
    if field in {"value", "annual_value", "total_value"}:
        return scorer.pence(expected) == scorer.pence(given)
    return bool(expected == given)


def wrong(expected: Mapping[str, Any], given: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """The fields that differ, each with what is expected and what is given."""
    fields = [field for field in expected if field not in {"verbatim", "currency", "optional"}]
    return [(f, expected[f], given.get(f)) for f in fields if not right(f, expected[f], given.get(f))]


@pytest.mark.parametrize("paper", ENTRIES)
def test_each_field_of_a_contract_and_the_kind_of_each_sum_is_right(paper: str) -> None:
    given = scorer.extracted(scorer.paper(GOLDEN, paper))[1]
    mistakes = []
    for kind in ENTRIES[paper]["exact"]:
        rest = list(given.get(kind, ()))
        for fact in (f for f in ENTRIES[paper]["facts"].get(kind, ()) if not f.get("optional")):
            alike = [other for other in rest if scorer.SAME[kind](fact, other)]
            assert alike, fact
            fewest = min((wrong(fact, other) for other in alike), key=len)
            rest.remove(next(other for other in alike if wrong(fact, other) == fewest))
            mistakes += fewest
    assert mistakes == []
