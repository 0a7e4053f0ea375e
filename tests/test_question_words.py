"""Words of a question that a query leaves aside, and words that narrow what is asked."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import answers, resources, store
from councilgraph.canned import Query, catalogue
from councilgraph.config import Settings
from councilgraph.questions.lexicon import CONCEPT, lexicon
from councilgraph.questions.named import begun, stem
from councilgraph.questions.understanding import wordings

WORDS = tomllib.loads((resources.folder("data") / "lexicons" / "questions.toml").read_text(encoding="utf-8"))
SAID = {
    name: frozenset().union(
        *(wording.concepts for query, wording in wordings(catalogue(), lexicon()) if query.name == name)
    )
    for name in catalogue()
}


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


def earned(query: Query, concept: str) -> bool:
    """Whether a concept left aside says again what the query tells, or fills a parameter, or is a word of its own."""
    holds = {param.type for param in query.params.values()} | {query.gives} | set(query.cells)
    holds |= {"contract", "decision", "document", "service", "person"} if "thing" in holds else set()
    restated = set(WORDS["restates"].get(concept, "").split())
    fills = any(set(values) <= set(query.params) for values in WORDS["fills"].get(concept, ()))
    return "*" in restated or bool(restated & holds) or fills or concept in SAID[query.name]


@pytest.mark.parametrize("query", catalogue().values(), ids=list(catalogue()))
def test_what_a_query_leaves_aside_says_again_what_it_tells(query: Query) -> None:
    known = set(WORDS["concepts"]) | {name for names in WORDS["several"] for name in names.split("+")}
    unknown = [concept for concept in query.optional if concept.rstrip("<>") not in known]
    assert not unknown, f"{query.name} names concepts that the lexicon does not have: {unknown}"
    dropped = [concept for concept in query.optional if not earned(query, concept)]
    assert not dropped, f"{query.name} would answer as if these words were not there: {dropped}"


@pytest.mark.parametrize("word", sorted(WORDS["narrowing"]))
def test_a_word_that_narrows_is_not_dropped_inside_a_phrase(word: str) -> None:
    heeding = set(WORDS["narrowing"][word])
    dropping = [
        words
        for words, meaning in lexicon().phrases.items()
        if word in words and len(words) > 1 and meaning.sort == CONCEPT and "+" not in meaning.name
        if meaning.name not in heeding
    ]
    assert not dropping


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Has MC230017 ended?", "No"),
        ("Will MC230017 end?", "Yes"),
        ("Does MC230017 cost £148k a year?", "Yes"),
        ("Does MC230017 cost £149k a year?", "No"),
        ("Was 23/00041 called in?", "No, not by the papers that we hold"),
    ],
)
def test_yes_or_no_is_told_of_what_was_asked(question: str, start: str, engine: store.Engine) -> None:
    answer = answers.ask(engine, question, dt.date(2026, 11, 22))
    assert answer.sentence.startswith(f"{start}: ")


def test_contracts_that_have_ended_are_told_from_those_that_will(engine: store.Engine) -> None:
    today = dt.date(2026, 11, 22)
    ended, ending = (
        {str(row["contract"].iri) for row in answers.ask(engine, question, today).rows}
        for question in ("Which contracts have ended?", "Which contracts will end?")
    )
    assert ended
    assert ending
    assert not ended & ending


def test_rows_without_what_was_asked_for_are_no_answer(engine: store.Engine) -> None:
    answer = answers.ask(engine, "Which decision used the second option of MC230017?", dt.date(2026, 11, 22))
    assert answer.status == "empty"
    assert not answer.rows


@pytest.mark.parametrize(
    "word",
    ["building", "chair", "coast", "executive", "harbour", "mayor", "organisations", "parking", "season", "winter"],
)
def test_a_word_that_is_english_is_not_taken_for_another_misspelt(word: str) -> None:
    assert lexicon().mend(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("suplier", "supplier"), ("contarct", "contract"), ("decison", "decision"), ("exstended", "extended")],
)
def test_a_misspelt_word_is_put_right(typed: str, meant: str) -> None:
    assert lexicon().mend(typed) == meant


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("when was the library timetable decided", "25-00058"),
        ("when was the Transport Contract Variation decided", "24-00019"),
    ],
)
def test_a_run_of_words_of_a_title_names_what_has_it(engine: store.Engine, question: str, number: str) -> None:
    answer = answers.ask(engine, question)
    assert answer.query == "decision-date"
    assert answer.params["number"].endswith(number)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("replacing", "replacement", True), ("maintains", "maintenance", True), ("expand", "expansion", True),
        ("closing", "closure", True), ("rebuild", "rebuilding", True), ("adopted", "adoption", True),
        ("internal", "external", False), ("plan", "planning", False), ("park", "parking", False),
        ("policy", "police", False), ("contract", "contractor", False),
    ],
)  # fmt: skip
def test_words_for_one_deed_are_one(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same
    assert one.startswith(begun(one))
