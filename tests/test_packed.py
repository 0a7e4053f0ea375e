"""Graphs that are kept as text give what graphs in memory give."""

import random
import re
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import build, ntriples, packed, resources
from councilgraph.config import Settings
from councilgraph.graph import rules
from councilgraph.graph.whole import OF_PASSAGES
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, OA, PREFIXES, SKOS

Triple = tuple[Node, Node, Node]
SAMPLE = resources.folder("data") / "sample" / "documents"
PAPER = Iris(Settings().base).document_graph(Iris(Settings().base).thing("marlbrook", "document", "a"))
TEXTS = ('a line\nand "another" \\ .', "a . <b> .", "", "Cyngor Sir Fôn  ")


@pytest.fixture(scope="module")
def both() -> tuple[Graph, Graph]:
    """A graph of a paper in memory, and as text."""
    made = build.build([SAMPLE / "23-00041-record-of-decision.txt"], Settings()).graphs
    (one,) = (graph for name, graph in made.items() if "/document/" in name)
    plain = Graph()
    for triple in one:
        plain.add(triple)
    for number, text in enumerate(TEXTS):
        plain.add((URIRef(f"{PAPER}/{number}"), SKOS.note, Literal(text, lang="cy" if number else None)))
    return plain, packed.Text.of(packed.text(plain)).graph


def patterns(triples: list[Triple]) -> Iterator[tuple[Node | None, ...]]:
    for triple in random.Random(1).sample(triples, 40) + triples[-len(TEXTS) :]:
        for chosen in range(8):
            yield tuple(one if chosen >> place & 1 else None for place, one in enumerate(triple))


def test_what_is_asked_of_a_packed_graph_is_what_it_would_say_unpacked(both: tuple[Graph, Graph]) -> None:
    plain, small = both
    assert len(small) == len(plain)
    assert packed.digest(small) == ntriples.digest(plain)
    for pattern in patterns(list(plain)):
        assert set(small.triples(pattern)) == set(plain.triples(pattern)), pattern  # type: ignore[arg-type]


def test_a_packed_graph_takes_changes(both: tuple[Graph, Graph]) -> None:
    plain, small = both
    again = packed.Text.of(packed.text(small)).graph
    gone = next(iter(plain))
    new = (URIRef(PAPER), SKOS.note, Literal("new"))
    again.remove(gone)
    again.add(new)
    assert set(again) == {*plain, new} - {gone}
    assert packed.quads(again, PAPER).count(f"<{PAPER}> .\n".encode()) == len(plain)


def test_rules_ask_no_more_of_passages_and_claims_than_the_whole_holds_of_them() -> None:
    said = {CG.Claim, CG.rank, CG.page, CG.section}
    said |= {OA[name] for name in ("start", "end", "exact", "TextQuoteSelector")}
    for rule in (*rules.load("derive"), *rules.load("findings")):
        full = re.sub(r"\b(cg|oa):(\w+)", lambda match: f"<{PREFIXES[match[1]]}{match[2]}>", rule.sparql)
        assert {one for one in said if f"<{one}>" in full} <= set(OF_PASSAGES), rule.name
