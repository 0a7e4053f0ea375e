"""Bodies that took another name: read, joined, and told with the paper that says so."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal

from councilgraph import build, documents, extract
from councilgraph.config import Settings
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, OA, ORG, RDF, RDFS, SKOS, XSD

IRIS = Iris(Settings().base)
PAPER = """MARLBROOK COUNTY COUNCIL

Report to the Communities Cabinet Committee, 20 January 2026

Summary: {}

The contract for the Home Library Service is with the Brackenfold Trust.
"""


def read(tmp_path: Path, *sentences: str) -> list[tuple[str, str, str]]:
    """New name, former name and last day of each renaming that papers tell of."""
    found = []
    for number, sentence in enumerate(sentences):
        path = tmp_path / f"{number}.txt"
        path.write_text(PAPER.format(sentence), encoding="utf-8")
        for one in extract.extract(documents.read(path), "marlbrook").renamings:
            found.append((one.name.value, one.former.value, one.until.value.iso if one.until else ""))
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Brackenfold Trust (formerly Wendle Aid) runs it.", ("Brackenfold Trust", "Wendle Aid", "")),
        ("The Brackenfold Trust, formerly known as Wendle Aid, runs it.", ("Brackenfold Trust", "Wendle Aid", "")),
        ("Brackenfold Trust (previously Wendle Aid until March 2021).", ("Brackenfold Trust", "Wendle Aid", "2021-03")),
        ("Brackenfold Trust (formerly Wendle Aid until 2019)", ("Brackenfold Trust", "Wendle Aid", "2019")),
        ("Wendle Aid Society (now known as the Holt Mill) runs it.", ("Holt Mill", "Wendle Aid Society", "")),
        ("Wendle Aid, since renamed Brackenfold Trust, runs it.", ("Brackenfold Trust", "Wendle Aid", "")),
    ],
)
def test_a_former_name_is_read(tmp_path: Path, sentence: str, expected: tuple[str, str, str]) -> None:
    assert read(tmp_path, sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mary Holt (formerly Mary Jones) thanked the officers.",
        "The Brackenfold Trust formerly ran three vans.",
        "The Director of Libraries (formerly Head of Libraries) agreed.",
        "Holt Road (previously Mill Lane) is closed.",
        "The Young Carers Service (formerly Young Helpers) goes on.",
    ],
)
def test_what_is_no_body_has_no_former_name(tmp_path: Path, sentence: str) -> None:
    assert read(tmp_path, sentence) == []


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> build.Graphs:
    """The graphs of a paper that tells of a renaming and of an earlier one that knows the old name alone."""
    folder = tmp_path_factory.mktemp("renamed")
    later = PAPER.format("Brackenfold Trust (formerly Wendle Aid Society) runs it.")
    earlier = PAPER.replace("Brackenfold Trust", "Wendle Aid Society").replace("2026", "2020").format("It goes on.")
    (folder / "later.txt").write_text(later, encoding="utf-8")
    (folder / "earlier.txt").write_text(earlier, encoding="utf-8")
    return build.build([folder], Settings(), council="marlbrook").graphs


def test_a_renamed_body_is_one_thing_under_its_present_name(graphs: build.Graphs) -> None:
    facts = graphs[IRIS.graph("facts")]
    (body,) = {
        one for one in facts.subjects(RDF.type, ORG.FormalOrganization) if (one, RDF.type, CG.Council) not in facts
    }
    assert str(facts.value(body, RDFS.label)) == "Brackenfold Trust"
    assert Literal("Wendle Aid Society", lang="en") in facts.objects(body, SKOS.altLabel)
    grounds = {str(ground) for ground in graphs[IRIS.graph("derived")].objects(None, CG.onGround)}
    assert "A paper says that the one was once called by the other's name." in grounds


def test_the_former_name_stands_with_its_date_and_its_passage(graphs: build.Graphs) -> None:
    whole = Graph()
    for one in graphs.values():
        whole += one
    (change,) = whole.subjects(RDF.type, CG.Renaming)
    assert whole.value(change, CG.formerName) == Literal("Wendle Aid Society", lang="en")
    assert whole.value(change, CG.observedOn) == Literal("2026-01-20", datatype=XSD.date)
    assert (whole.value(change, ORG.resultingOrganization), ORG.changedBy, change) in whole
    (claim,) = whole.subjects(RDF.predicate, CG.formerName)
    (quote,) = (str(whole.value(passage, OA.exact)) for passage in whole.objects(claim, CG.evidence))
    assert quote == "Brackenfold Trust (formerly Wendle Aid Society"
