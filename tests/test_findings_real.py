"""What the rules find in real papers: everything a careful reader finds in the five, and hardly anything else."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from councilgraph.build import build
from councilgraph.config import Settings
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF, RDFS, XSD

IRIS = Iris(Settings().base)


def built(folder: Path) -> dict[str, Graph]:
    return build([folder], Settings(), council="kent").graphs


@pytest.fixture(scope="module")
def five(shared: Path) -> dict[str, Graph]:
    """The graphs of the five papers on one service."""
    return built(shared / "documents" / "kent-young-carers")


@pytest.fixture(scope="module")
def eleven(shared: Path) -> dict[str, Graph]:
    """The graphs of eleven papers on other matters."""
    return built(shared / "documents" / "kent-2025")


def told(graphs: dict[str, Graph]) -> list[tuple[str, str, str]]:
    """Rule, verdict and explanation of every finding."""
    found = graphs[IRIS.graph("findings")]
    return [
        (
            str(found.value(finding, CG.rule)),
            str(found.value(finding, CG.verdict)).rpartition("/")[2],
            str(found.value(finding, CG.explanation)),
        )
        for finding in found.subjects(RDF.type, CG.Finding)
    ]


@pytest.mark.parametrize(
    ("rule", "verdict", "words"),
    [
        ("years-times-value", "agrees", "5 years at £321,557 are £1,607,785"),
        ("stated-amounts", "agrees-after-rounding", "£322,000"),
        ("stated-amounts", "agrees-after-rounding", "£1,610,000"),
        ("stated-amounts", "agrees-after-rounding", "£325,484.88"),
        ("derived-annual-value", "differs", "£329,137.68 a year"),
        ("unchanged-budget", "unexplained", "unchanged since 2016"),
        ("decided-and-contracted", "differs", "a gap of £103,927"),
        ("years-times-value", "agrees", "6 years at £325,484 are £1,952,904"),
        ("paid-before-the-end", "unexplained", "the sum holds, the tense does not"),
        ("implied-growth", "different-measure", "2.2 % a year"),
        ("table-sums", "agrees", "£325,484.88 + £498,410.40 + £2,100,400 = £2,924,295.28"),
        ("table-sums", "agrees", "£2,924,295.28 less £1,000,000 = £1,924,295.28"),
        ("table-sums", "agrees", "£1,100,000 less £100,000 = £1,000,000"),
        ("terms-differ", "differs", "number of options"),
        ("ends-differ", "differs", "30 September 2020"),
        ("ends-derived", "differs", "30 April 2020"),
        ("ends-derived", "different-measure", "30 April 2021"),
        ("ends-derived", "agrees", "30 April 2027"),
        ("merged-names", "agrees", "“Chris Palmer” was taken for Christine Palmer"),
        ("merged-names", "agrees", "IMAGO COMMUNITY"),
        ("delegation-consults-another", "differs", "Cabinet Member for Education and Skills"),
        ("interest-unclear", "unexplained", "“None?”"),
        ("record-unfinished", "missing", "no number, and no date of signature"),
        ("not-held", "missing", "21/00101"),
        ("not-held", "missing", "Option 1 of SC220040"),
        ("not-held", "missing", "regulation 72(1)(c)"),
        ("not-held", "missing", "a record is not available"),
        ("section-and-its-insertion", "unexplained", "section 17ZA"),
        ("definitions-differ", "differs", "young carer"),
    ],
)
def test_the_five_papers_yield(five: dict[str, Graph], rule: str, verdict: str, words: str) -> None:
    assert [text for name, found, text in told(five) if (name, found) == (rule, verdict) and words in text]


def test_different_measures_are_no_contradiction(five: dict[str, Graph]) -> None:
    assert not [text for _, _, text in told(five) if re.search(r"(?<![\d,])(9,680|10,000)", text)]


def test_only_what_a_reader_would_call_so_differs(five: dict[str, Graph]) -> None:
    differing = sorted(rule for rule, verdict, _ in told(five) if verdict == "differs")
    assert differing == [
        "decided-and-contracted",
        "definitions-differ",
        "delegation-consults-another",
        "derived-annual-value",
        "ends-derived",
        "ends-differ",
        "terms-differ",
    ]


def test_the_contract_and_its_service_have_their_dates(five: dict[str, Graph]) -> None:
    whole = Graph()
    for name in ("facts", "derived"):
        whole += five[IRIS.graph(name)]
    (contract,) = whole.subjects(CG.reference, Literal("SC220040"))
    service = whole.value(contract, CG.aboutService)
    assert str(whole.value(contract, CG.currentEnd)) == "2027-04-30"
    assert str(whole.value(contract, CG.latestEnd)) == "2027-04-30"
    assert whole.value(contract, CG.optionsLeft) == Literal(0)
    assert whole.value(service, CG.start) == Literal("2016-05-01", datatype=XSD.date)
    assert whole.value(service, CG.latestEnd) == Literal("2035-04-30", datatype=XSD.date)


def test_the_chain_runs_from_the_first_paper_to_the_last(five: dict[str, Graph]) -> None:
    whole = Graph()
    for name in ("facts", "derived"):
        whole += five[IRIS.graph(name)]
    links = {
        (str(whole.value(a, RDFS.label))[:11], str(whole.value(b, RDFS.label))[:11])
        for link in (CG.follows, CG.carriesOut)
        for a, b in whole.subject_objects(link)
    }
    assert {("OD/25/00034", "21/00101 Yo"), ("21/00101 Yo", "20/00017 Ea")} <= links
    assert len(links) == 4


def test_other_papers_raise_no_false_alarm(eleven: dict[str, Graph]) -> None:
    alarms = [(rule, text) for rule, verdict, text in told(eleven) if verdict in ("differs", "unexplained")]
    assert alarms == []
    missing = {rule for rule, verdict, _ in told(eleven) if verdict == "missing"}
    assert missing <= {"not-held", "act-unknown"}
