"""What papers are called: printed titles, and what stands in for them where a page prints none."""

from pathlib import Path

import pytest
from rdflib import URIRef

from councilgraph import documents, extract, graph
from councilgraph.model import Paper
from councilgraph.namespaces import RDFS
from councilgraph.resolve import resolve
from marlbrook import IRIS

ISSUE = (
    "Issue - decisions\n\nSlipway Lighting Contract\n\n04/03/2031 - Slipway Lighting Contract\n\nAgreed the award.\n"
)
LIST = """Decisions

Use the search options below to find decisions.

04/03/2031 - Ferry Pass

Decision Maker: Cabinet

To reduce the subsidy.

11/03/2031 - Tide Gauges

Decision Maker: Cabinet

To renew the gauges.
"""
DETAILS = """Skip to main content
Decision details
Is Key decision?: No
Decision Maker: Cabinet
Decided at meeting: 04/03/2031 - Cabinet
Purpose:
To agree the pontoon.
"""
NUMBERED = "11. Pontoon Repairs 2031 PDF 217 KB\n\nThe Harbour Committee received a report on the pontoon.\n"
MINUTES = (
    "Minutes\n\n"
    "Meeting of the Harbour Committee held on 4 March 2031\n\n"
    "Present: Cllr A Quill\n\n"
    "RESOLVED that the pontoon be repaired.\n"
)
EARLIER = (
    "Cabinet\n\n"
    "Minutes of the last meeting\n\n"
    "Meeting of the Cabinet held on 4 March 2031\n\n"
    "RESOLVED that the pontoon be repaired.\n"
)
BREADCRUMBS = (
    "home > harbour council > minutes > 4 march 2031\n\n"
    "Present: Cllr A Quill\n\n"
    "RESOLVED that the pontoon be repaired.\n"
)


UNNAMED = (
    "Minutes for the meeting\n\nheld at 7.45pm on Thursday 9 May 2030 at Quay Hall\n\n"
    "Present: Cllr A Quill (Chair)\n\n"
    "1. Slipway\nOn behalf of the Parish Council the Chair thanked those who came."
    " RESOLVED that the slipway be swept.\n"
)


def test_minutes_of_an_unnamed_council_are_of_what_they_call_it(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(UNNAMED, encoding="utf-8")
    facts = extract.extract(documents.read(path))
    (decision,) = facts.decisions
    assert decision.maker_role is not None
    assert decision.maker_role.value == "Parish Council"
    assert decision.date is not None
    assert decision.date.value.iso == "2030-05-09"


def called(text: str, folder: Path) -> str:
    """The label of a paper with that text."""
    path = folder / "page-7.txt"
    path.write_text(text, encoding="utf-8")
    read = documents.read(path)
    paper = Paper(IRIS.thing("tidewell", "document", "page-7"), "tidewell", read, extract.extract(read, "tidewell"))
    graphs = graph.assemble([paper], resolve([paper], IRIS), IRIS, False)
    (label,) = {str(o) for one in graphs.values() for o in one.objects(URIRef(paper.iri), RDFS.label)}
    return label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (ISSUE, "Slipway Lighting Contract"),
        (LIST, "Decision list, 4 March 2031"),
        (DETAILS, "Decision details, 4 March 2031"),
        (NUMBERED, "Pontoon Repairs 2031"),
        (MINUTES, "Minutes, Harbour Committee, 4 March 2031"),
        (EARLIER, "Meeting of the Cabinet held on 4 March 2031"),
        (BREADCRUMBS, "Minutes, 4 March 2031"),
        ("Present: Cllr A Quill, Cllr B Ransom\n\nNothing was decided.\n", "page-7"),
    ],
)
def test_a_paper_is_called_by_what_it_is_about(text: str, label: str, tmp_path: Path) -> None:
    assert called(text, tmp_path) == label
