"""Names that resemble a text among more names than one look takes."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pyoxigraph as ox
import pytest

from councilgraph.namespaces import CG, DCTERMS, RDF, RDFS
from councilgraph.store import index, worker
from councilgraph.store.names import Index

BASE = "https://example.org/id/"
PLACES = ("North", "South", "East", "West", "Upper", "Lower")
SERVICES = ("Library", "Recycling", "Home Care", "Bus Shelter")


def graph() -> Iterator[ox.Quad]:
    """Some thousands of services, each with a contract."""
    for number in range(4_000):
        name = f"{PLACES[number % 6]} {SERVICES[number % 4]} {number:06}"
        for kind, key, label in (("service", "", name), ("contract", f"XY{number:06}", f"XY{number:06} {name}")):
            thing = ox.NamedNode(f"{BASE}marlbrook/{kind}/{key or number}")
            yield ox.Quad(thing, ox.NamedNode(RDFS.label), ox.Literal(label))
            if key:
                yield ox.Quad(thing, ox.NamedNode(RDF.type), ox.NamedNode(CG.Contract))
                yield ox.Quad(thing, ox.NamedNode(CG.reference), ox.Literal(key))
    paper = ox.NamedNode(f"{BASE}marlbrook/document/minutes")
    yield ox.Quad(paper, ox.NamedNode(RDFS.label), ox.Literal("Minutes"))
    yield ox.Quad(paper, ox.NamedNode(DCTERMS.title), ox.Literal("The maintenance of bollards was deferred"))


@pytest.fixture(scope="module")
def names() -> Iterator[Index]:
    store = ox.Store()
    store.bulk_extend(graph())
    select = partial(worker.rows, store, union=True, most=1_000_000)
    with closing(Index(index.build(":memory:", select, BASE, {}))) as found:
        yield found


@pytest.mark.parametrize(
    ("typed", "kind", "nearest"),
    [
        ("XY003998x", "contract", "XY003998"),
        ("XX001234", "contract", "XY001234"),
        ("XY0000", "contract", "XY000000"),
        ("XY0012345", "contract", "XY001234"),
        ("Nort Libary 003996", "service", "North Library 003996"),
        ("003996 North Library", "service", "North Library 003996"),
    ],
)
def test_the_nearest_of_many_names_comes_first(names: Index, typed: str, kind: str, nearest: str) -> None:
    found = names.near(typed, [kind])
    assert found[0].key == nearest, found


def test_what_resembles_nothing_finds_nothing(names: Index) -> None:
    assert list(names.near("Quixotic gazebo")) == []
    assert list(names.near("XY001234", ["person"])) == []


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("libary", "library"),
        ("recylcing", "recycling"),
        ("mantenance", "maintenance"),
        ("west libary", "west library"),
        ("library", ""),
        ("xyzzyx", ""),
    ],
)
def test_misspelt_words_are_put_right_by_names_then_by_texts(names: Index, typed: str, mended: str) -> None:
    assert names.respelled(typed) == mended
