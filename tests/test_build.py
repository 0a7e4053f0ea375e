"""The recipe from papers to a published graph, on the sample council and on the papers it ships with."""

import hashlib
import itertools
from pathlib import Path

import pytest
import rdflib

from councilgraph import build, graph, resources
from councilgraph.config import Settings
from councilgraph.graph.literals import contact_at
from councilgraph.iris import Iris

SAMPLE = resources.folder("data") / "sample" / "documents"
KENT = resources.folder("data") / "kent"
IRIS = Iris(Settings().base)


@pytest.fixture(scope="module")
def sample() -> build.Built:
    return build.build([SAMPLE], Settings())


def test_no_triple_stands_in_two_graphs_and_nothing_is_blank(sample: build.Built) -> None:
    seen: dict[tuple[rdflib.term.Node, ...], str] = {}
    for name, one in sample.graphs.items():
        for triple in one:
            assert seen.setdefault(triple, name) == name
            assert not any(isinstance(term, rdflib.BNode) for term in triple)


def test_every_paper_is_read_whatever_its_order_and_number_of_processes(sample: build.Built) -> None:
    backwards = build.build(sorted(SAMPLE.iterdir(), reverse=True), Settings(), jobs=2)
    assert {name: len(g) for name, g in backwards.graphs.items()} == dict(sample.counts)


def test_two_files_of_one_name_get_an_iri_each(tmp_path: Path) -> None:
    source = next(SAMPLE.glob("*.txt"))
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / source.name).write_bytes(source.read_bytes())
    iris = [paper.iri for paper in build.build([tmp_path], Settings()).papers]
    assert len(set(iris)) == 2
    assert iris[1] == f"{iris[0]}-2"


def test_the_graph_that_ships_is_what_the_papers_give(shared: Path, tmp_path: Path) -> None:
    papers = build.build([shared / "documents" / "kent-young-carers"], Settings(), council="kent")
    written = {path.name: triples(path) for path in graph.write_folder(papers.graphs, tmp_path, short=True)}
    shipped = {path.name: triples(path) for path in KENT.glob("*.trig")}
    assert written.keys() == shipped.keys()
    for name in written:
        assert written[name] ^ shipped[name] == set(), f"{name}: run `make kent`, read what changed, and commit it"


def triples(path: Path) -> set[tuple[object, ...]]:
    """The triples of a file with the graph that each stands in; without blank nodes, equal sets are equal graphs."""
    return {(*triple, name) for name, one in graph.read_trig(path).items() for triple in one}


def test_a_hash_that_looks_like_a_telephone_number_is_kept(tmp_path: Path) -> None:
    paper = (SAMPLE / "23-00041-record-of-decision.txt").read_text("utf-8")
    texts = (f"{paper}\n{number}\n" for number in itertools.count())
    found = next(one for one in texts if contact_at(hashlib.sha256(one.encode()).hexdigest()) >= 0)
    (tmp_path / "record.txt").write_text(found, "utf-8")
    graphs = build.build([tmp_path], Settings()).graphs
    (document,) = (one for name, one in graphs.items() if "/document/" in name)
    assert graph.sha256(document) == hashlib.sha256(found.encode()).hexdigest()
