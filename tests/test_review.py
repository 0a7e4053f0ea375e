"""What is read by a guess is kept apart from the facts, with its reason, until a person has looked at it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, Literal, URIRef

from councilgraph import build, cli, documents, extract, graph, web
from councilgraph.config import Settings
from councilgraph.iris import Iris
from councilgraph.model import Facts
from councilgraph.namespaces import CG, CODE, DCTERMS, RDF, RDFS

NOTE = """Saltmere Council

The two met on site on 3 May 2025, and looked at the path.

Decision: to close the path at the mill for two weeks from Monday.
"""
RECORD = """Saltmere County Council
RECORD OF DECISION

Decision taken by: Cabinet Member for Roads

Subject: Repair of the mill bridge

Decision: To repair the bridge at a cost of £41,000.
"""
IRIS = Iris(Settings().base)
SIGNED = ("--by", "Ada Quill", "--why", "The site notes say so.")


def read(folder: Path, name: str, content: str) -> Facts:
    (folder / name).write_text(content, encoding="utf-8")
    return extract.extract(documents.read(folder / name))


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args])


def review(store: Path, *args: str) -> str:
    result = run("review", *args, *(SIGNED if args[0] != "list" else ()), "--store", store)
    assert result.exit_code == 0, result.output
    return result.output


def whole(folder: Path) -> Graph:
    found = Graph()
    for one in build.build([folder], Settings()).graphs.values():
        found += one
    return found


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a paper that leaves a doubt and one that leaves none."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    (folder / "25-00077-record.txt").write_text(RECORD, encoding="utf-8")
    return folder


@pytest.fixture
def published(papers: Path, tmp_path: Path) -> Path:
    """A store in which those papers are published."""
    result = run("build", papers, "--store", tmp_path / "store")
    assert result.exit_code == 0, result.output
    return tmp_path / "store"


def doubt(store: Path) -> str:
    """The ID of the one doubt that is published."""
    return review(store, "list").split()[0]


def test_a_decision_titled_by_its_own_words_is_for_review(tmp_path: Path) -> None:
    facts = read(tmp_path, "note.txt", NOTE)
    (found,) = facts.review
    assert facts.decisions == ()
    assert (found.kind, found.field) == ("decision", "title")
    assert str(found.value).startswith("to close the path")
    assert "no heading" in found.reason
    assert NOTE[found.evidence[0].start :].startswith("to close the path")


def test_a_number_of_the_file_name_is_given_with_its_reason(tmp_path: Path) -> None:
    (decision,) = read(tmp_path, "25-00077-record.txt", RECORD).decisions
    assert decision.number is not None
    assert (decision.number.value, decision.number.confidence) == ("25/00077", 0.6)
    assert decision.number.evidence[0].quote == "Repair of the mill bridge"


def test_a_day_in_the_file_name_is_no_number(tmp_path: Path) -> None:
    (decision,) = read(tmp_path, "2025-03-17-record.txt", RECORD).decisions
    assert decision.number is None


def test_the_threshold_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "25-00077-record.txt").write_text(RECORD, encoding="utf-8")
    strict = build.doubts([tmp_path], Settings(least_confidence=0.7))
    assert [(one.field, one.value, one.confidence) for one in strict] == [("decision number", "25/00077", 0.6)]
    assert build.doubts([tmp_path], Settings()) == []


def test_review_lists_value_reason_and_passage(papers: Path) -> None:
    result = run("review", papers)
    assert result.exit_code == 0
    assert "note.txt: decision title 'to close the path" in result.output
    assert "1 facts kept for review." in result.output


def test_a_guess_in_the_graph_says_how_sure_it_is_and_why(papers: Path) -> None:
    found = whole(papers)
    (claim,) = (one for one in found.subjects(RDF.object, Literal("25/00077")) if (one, CG.confidence, None) in found)
    assert float(str(found.value(claim, CG.confidence))) == 0.6
    assert str(found.value(claim, CG.unsureBecause)) == "the number stands in the file's name only"


def test_what_is_accepted_is_a_fact_with_its_passage_and_marked_as_reviewed(papers: Path, published: Path) -> None:
    listed = doubt(published)
    assert str(papers / "curated.ttl") in review(published, "accept", listed)
    found = whole(papers)
    titles = {str(value): thing for thing, value in found.subject_objects(DCTERMS.title)}
    (accepted,) = [thing for value, thing in titles.items() if value.startswith("to close the path")]
    (claim,) = [one for one in found.subjects(RDF.subject, accepted) if (one, RDF.predicate, DCTERMS.title) in found]
    (judged,) = found.objects(claim, CG.reviewed)
    assert str(found.value(judged, DCTERMS.creator)) == "Ada Quill"
    assert str(found.value(judged, RDFS.comment)) == "The site notes say so."
    assert NOTE[int(str(found.value(claim, CG.evidence)).rpartition("=")[2].split(",")[0]) :].startswith("to close")
    assert list(found.subjects(RDF.type, CG.Doubt)) == []


def test_what_is_rejected_never_comes_up_again(papers: Path, published: Path) -> None:
    review(published, "reject", doubt(published))
    assert "0 facts kept for review." in run("review", "list", papers).output
    found = whole(papers)
    assert not any(str(value).startswith("to close the path") for value in found.objects(None, DCTERMS.title))


def test_what_is_corrected_is_a_fact_with_the_right_value(papers: Path, published: Path) -> None:
    review(published, "correct", doubt(published), "--value", "Closing the mill path")
    found = whole(papers)
    (thing,) = found.subjects(DCTERMS.title, Literal("Closing the mill path", lang="en"))
    assert (thing, RDF.type, CG.Decision) in found


def claim_of(papers: Path, value: Literal) -> str:
    """The last part of the IRI of the one claim that a paper makes of a value as a fact's own."""
    found = whole(papers)
    (claim,) = {
        str(one).rpartition("/")[2]
        for one in found.subjects(RDF.object, value)
        if (one, CG.inDocument, None) in found and (one, RDF.predicate, DCTERMS.identifier) in found
    }
    return claim


def test_a_claim_of_the_graph_is_corrected_and_the_wrong_one_deprecated(papers: Path, published: Path) -> None:
    claim = claim_of(papers, Literal("25/00077"))
    review(published, "correct", claim, "--value", "25/00078")
    found = whole(papers)
    decision = URIRef(IRIS.thing("saltmere", "decision", "25-00077"))
    assert [str(value) for value in found.objects(decision, DCTERMS.identifier)] == ["25/00078"]
    (wrong,) = [one for one in found.subjects(RDF.object, Literal("25/00077")) if str(one).endswith(claim)]
    assert found.value(wrong, CG.rank) == CODE.concept("rank", "deprecated")


def test_a_second_review_of_the_same_doubt_is_refused(published: Path) -> None:
    listed = doubt(published)
    review(published, "reject", listed)
    again = run("review", "accept", listed, *SIGNED, "--store", published)
    assert again.exit_code == 2
    assert "already" in again.output


@pytest.mark.parametrize(("name", "reason"), [("0123456789", "Nothing published has the ID"), ("a b", "is no ID")])
def test_an_unknown_id_is_told(published: Path, name: str, reason: str) -> None:
    result = run("review", "reject", name, *SIGNED, "--store", published)
    assert result.exit_code == 2
    assert reason in result.output


def test_reviews_are_added_below_what_a_file_holds(published: Path, papers: Path) -> None:
    (papers / "curated.ttl").write_text("# kept by hand\n", encoding="utf-8")
    review(published, "reject", doubt(published))
    text = (papers / "curated.ttl").read_text(encoding="utf-8")
    assert text.startswith("# kept by hand\n")
    assert [one.outcome for one in graph.reviews(Graph().parse(data=text)).values()] == ["rejected"]


def test_the_page_shows_what_is_kept_apart_and_what_was_found_of_it(papers: Path, published: Path) -> None:
    app = web.create_app(Settings(store=published, workers=1))
    try:
        client = app.test_client()
        page = client.get("/review").get_data(as_text=True)
        assert doubt(published) in page
        assert "no heading stands above it" in page
        review(published, "reject", doubt(published))
        assert run("build", papers, "--store", published).exit_code == 0
        found = client.get("/review", headers={"Accept": "application/json"}).get_json()
        assert found["doubts"] == []
        assert [(one["who"], one["why"]) for one in found["reviews"]] == [("Ada Quill", "The site notes say so.")]
    finally:
        app.extensions["councilgraph"].engine.close()
