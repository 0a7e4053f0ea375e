"""The sample council: what a careful reader expects of the built graph is in it."""

import re
from pathlib import Path

import pytest
import rdflib

from councilgraph import build, resources
from councilgraph.config import Settings

SAMPLE = resources.folder("data") / "sample"


@pytest.fixture(scope="module")
def union() -> rdflib.Graph:
    union = rdflib.Graph()
    for graph in build.build([SAMPLE / "documents"], Settings()).graphs.values():
        union += graph
    return union


def test_the_built_graph_holds_the_expected_triples(union: rdflib.Graph) -> None:
    expected = rdflib.Graph().parse(SAMPLE / "expected.ttl")
    absent = sorted(" ".join(term.n3() for term in triple) for triple in expected if triple not in union)
    assert absent == [], "\n".join(absent)


def test_the_readme_names_every_paper() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in (SAMPLE / "documents").iterdir()} == set(
        re.findall(r"`([\w-]+\.(?:txt|pdf|docx|html))`", readme)
    )


@pytest.mark.parametrize("source", sorted((SAMPLE / "sources").glob("*.txt")), ids=lambda path: path.stem)
def test_each_source_has_its_paper(source: Path) -> None:
    magic = {".pdf": b"%PDF", ".docx": b"PK"}
    paper = SAMPLE / "documents" / source.stem
    assert paper.read_bytes().startswith(magic[paper.suffix])
