"""A sieve finds in papers what the regular expression finds that it is made of, only sooner."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilgraph import documents, extract
from councilgraph.extract.literals import Literal, literals
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve

PAPERS = sorted((Path(__file__).parents[1] / "data" / "sample" / "documents").glob("*.txt"))


def sieves() -> Iterator[tuple[str, Sieve]]:
    """Every expression of the rules that is tried where its letters stand, with its name."""
    for module in pkgutil.walk_packages(extract.__path__, f"{extract.__name__}."):
        rules = importlib.import_module(module.name)
        for name, value in vars(rules).items():
            if isinstance(value, Sieve):
                yield f"{module.name}.{name}", value


def spans(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    """Where matches stand."""
    return [match.span() for match in found]


@pytest.mark.parametrize(("name", "sieve"), list(sieves()))
def test_a_rule_finds_in_every_paper_what_its_expression_finds(name: str, sieve: Sieve) -> None:
    for paper in PAPERS:
        text = Shadow.of(documents.read(paper)).text
        assert spans(sieve.finditer(text)) == spans(sieve.compiled.finditer(text)), paper.name
        for start in range(0, len(text), 997):
            stretch = text, start, min(len(text), start + 400)
            found, plain = sieve.search(*stretch), sieve.compiled.search(*stretch)
            assert (found and found.span()) == (plain and plain.span()), (paper.name, start)


@given(
    st.text("awrdSIK kıſé£0\n", max_size=60), st.sampled_from([r"(?i)\bawards?\b", r"[Kk]?aw|£ ?\d", r"a+w[^d]*d|is"])
)
def test_any_text_is_found_alike_short_and_long(text: str, pattern: str) -> None:
    sieve = Sieve(pattern)
    for whole in (text, f"{text} {'. ' * 600}{text}"):
        assert spans(sieve.finditer(whole)) == spans(sieve.compiled.finditer(whole))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?i)\baward(?:s|ed)?\b", [Literal("award", 0, 0)]),
        (r"(?:the )?[Cc]ontract", [Literal("contract", 0, 4)]),
        (r"accept|(?:is )?agreed", [Literal("accept", 0, 0), Literal("agreed", 0, 3)]),
        (r"\w+ council", [Literal(" council", 1, None)]),
        (r"\w+|council", []),
        (r"[ab]", []),
    ],
)
def test_letters_that_matches_need_are_told_by_the_expression(pattern: str, expected: list[Literal]) -> None:
    assert list(literals(re.compile(pattern))) == expected


def test_letters_that_some_alphabets_write_otherwise_are_found() -> None:
    assert Sieve("(?i)kiss").search("ſ KIſS" + " " * 2_000 + "ı").group() == "KIſS"  # type: ignore[union-attr]
