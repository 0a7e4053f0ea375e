"""Words of a question that a query leaves aside, and words that narrow what is asked."""

import tomllib

import pytest

from councilgraph import resources
from councilgraph.canned import Query, catalogue
from councilgraph.questions.lexicon import CONCEPT, lexicon
from councilgraph.questions.understanding import wordings

WORDS = tomllib.loads((resources.folder("data") / "lexicons" / "questions.toml").read_text(encoding="utf-8"))
SAID = {
    name: frozenset().union(
        *(wording.concepts for query, wording in wordings(catalogue(), lexicon()) if query.name == name)
    )
    for name in catalogue()
}


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
