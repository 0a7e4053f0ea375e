"""Durations as contracts print them."""

import pytest

from councilgraph.extract.durations import spells


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("an initial term of three years", [["P3Y"]]),
        ("36 + 12 months", [["P36M", "P12M"]]),
        ("four years, plus two years, plus two years", [["P4Y", "P2Y", "P2Y"]]),
        ("four years plus two, two year extensions", [["P4Y", "P2Y", "P2Y"]]),
        ("three years plus one plus one", [["P3Y", "P1Y", "P1Y"]]),
        ("a contract of 3+1+1 years", [["P3Y", "P1Y", "P1Y"]]),
        ("two further periods of 12 months each", [["P12M", "P12M"]]),
        ("2 x 12 month extensions", [["P12M", "P12M"]]),
        ("two one-year extensions", [["P1Y", "P1Y"]]),
        ("five (5) years with an option of two (2) years", [["P5Y"], ["P2Y"]]),
        ("a further two years (on a one year plus one year basis)", [["P2Y"], ["P1Y", "P1Y"]]),
        ("up to twenty-four months", [["P24M"]]),
        ("2.5 years", [["P30M"]]),
        ("one final year", [["P1Y"]]),
        ("children aged 5 years old", []),
    ],
)
def test_chains_and_repetitions_are_read_before_their_parts(text: str, parts: list[list[str]]) -> None:
    assert [[p.iso for p in s.parts] for s in spells(text)] == parts
