"""Every shape, held against examples that conform and examples that break it in one way each."""

from pathlib import Path
from typing import Literal as Either
from typing import cast, get_args

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef

from councilgraph import packed, resources
from councilgraph.graph import shapes
from councilgraph.graph.shapes import Kind, Problem
from councilgraph.namespaces import CODE, SH, SKOS, XSD

EXAMPLES = Path(__file__).parent / "shapes"
FIXTURE = Path(__file__).parent / "fixtures" / "marlbrook.trig"
SHAPES = sorted(resources.folder("shapes").glob("*/*.ttl"))


def examples(start: Either["valid", "invalid"]) -> list[Path]:
    return sorted(EXAMPLES.glob(f"*/{start}*.ttl"))


def kind_of(example: Path) -> Kind:
    (shape,) = [path for path in SHAPES if path.stem == example.parent.name]
    return cast(Kind, shape.parent.name)


def problems(example: Path) -> list[Problem]:
    return shapes.validate(Graph().parse(example), kind_of(example))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("shape", SHAPES, ids=name)
def test_shape_has_a_valid_and_an_invalid_example(shape: Path) -> None:
    assert list((EXAMPLES / shape.stem).glob("valid*.ttl"))
    assert list((EXAMPLES / shape.stem).glob("invalid*.ttl"))


@pytest.mark.parametrize("example", examples("valid"), ids=name)
def test_valid_example_has_nothing_to_mend(example: Path) -> None:
    assert [str(problem) for problem in problems(example) if problem.severity != "info"] == []


@pytest.mark.parametrize("example", examples("invalid"), ids=name)
def test_invalid_example_breaks_the_shape_it_names(example: Path) -> None:
    _, severity, shape = example.read_text("utf-8").splitlines()[0].removeprefix("# ").split()
    assert (severity, shape) in {(p.severity, p.shape.rpartition("#")[2]) for p in problems(example)}


@pytest.mark.parametrize("example", [*examples("valid"), *examples("invalid")], ids=name)
def test_what_the_sieve_lets_through_to_pyshacl_is_all_that_it_finds(example: Path) -> None:
    data, kind = Graph().parse(example), kind_of(example)
    assert shapes.validate(data, kind) == shapes.check_all(data, shapes.load(kind))


def damaged(data: Graph) -> Graph:
    """A graph in which every predicate is broken somewhere: a value gone, doubled, and of another type."""
    found = Graph()
    for triple in data:
        found.add(triple)
    for predicate in sorted(set(data.predicates()), key=str):
        triples = sorted(data.triples((None, predicate, None)), key=str)
        (subject, _, value), other, last = triples[0], triples[len(triples) // 2], triples[-1]
        found.remove((subject, predicate, value))
        found.add((other[0], predicate, Literal("not what is asked for", lang="cy")))
        found.add((last[0], predicate, Literal("-1.5", datatype=XSD.decimal)))
    return found


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_graph_broken_everywhere_has_the_same_problems_with_and_without_the_sieve(kind: Kind) -> None:
    whole = Graph()
    for quad in pyoxigraph.parse(FIXTURE.read_bytes(), format=pyoxigraph.RdfFormat.TRIG):
        whole.add((packed.term(quad.subject), packed.term(quad.predicate), packed.term(quad.object)))
    data = damaged(whole)
    found = shapes.validate(data, kind)
    assert len(found) > 5
    assert found == shapes.check_all(data, shapes.load(kind))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_constraint_has_a_severity_and_a_sentence(kind: Kind) -> None:
    graph = shapes.load(kind)
    constraints = {*graph.subjects(SH.path), *graph.subjects(SH.select)} - set(graph.objects(None, SH.target))
    assert constraints
    for constraint in constraints:
        assert graph.value(constraint, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
        assert str(graph.value(constraint, SH.message)).endswith((".", "…"))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_lists_in_shapes_are_the_code_lists(kind: Kind) -> None:
    graph = shapes.load(kind)
    for shape, head in graph.subject_objects(SH["in"]):
        listed = set(graph.items(head))
        scheme = str(next(iter(listed))).removeprefix(CODE.BASE).split("/")[0]
        codes = Graph().parse(resources.folder("ontology") / "codelists" / f"{scheme}.ttl")
        assert listed == set(codes.subjects(SKOS.inScheme, URIRef(CODE.BASE + scheme))), shape


def test_problem_reads_as_a_line_with_thing_and_remedy() -> None:
    (problem,) = problems(EXAMPLES / "contract" / "invalid-ends-before-it-starts.ttl")
    assert str(problem).startswith("SC220040 <https://w3id.org/councilgraph/id/test/c>: The contract ends (2020-09-30)")
    assert "correct the one that is wrong" in str(problem)


def test_validation_leaves_the_data_as_they_were() -> None:
    data = Graph().parse(EXAMPLES / "contract" / "valid.ttl")
    before = set(data)
    shapes.validate(data, "things")
    assert set(data) == before
