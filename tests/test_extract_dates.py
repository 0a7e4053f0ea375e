"""Dates as papers print them."""

import datetime as dt
from pathlib import Path

import pytest

from councilgraph import build
from councilgraph.config import Settings
from councilgraph.extract import dates
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("29 May 2020", "2020-05-29"), ("27/11/2025", "2025-11-27"), ("Thursday, 30th January, 2025", "2025-01-30"),
        ("13-Dec-16", "2016-12-13"), ("Mar-16", "2016-03"), ("February 4th 2014", "2014-02-04"),
        ("17/1/2025", "2025-01-17"), ("5.4.2023", "2023-04-05"), ("27th day of May 2024", "2024-05-27"),
        ("April to July 2026", "2026-04/2026-07"), ("Late December 2026", "2026-12"), ("2025-03-09", "2025-03-09"),
        ("Monday 12th May 2025", "2025-05-12"), ("the 01 May 2016", "2016-05-01"), ("12/05/25", "2025-05-12"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_exactly_as_it_is_printed(text: str, iso: str) -> None:
    found = [f.date.iso for f in dates.find(f"It was done on {text} at last") if f.date]
    assert found == [iso]


@pytest.mark.parametrize(
    "text", ["21/00101", "30 February 2024", "2024-25", "£1.61m", "3.5.1", "12 weeks", "99/99/2020"]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert [f for f in dates.find(f"See {text} for it") if f.date] == []


def test_a_date_without_year_takes_the_nearest() -> None:
    found = dates.find("due on 13th February for approval")[0]
    assert found.date is None
    nearest = dates.nearest_year(found, dt.date(2024, 12, 30))
    assert nearest is not None
    assert nearest.iso == "2025-02-13"


@pytest.mark.parametrize(
    ("printed", "month", "first", "last"),
    [
        ("Late December 2026", "2026-12", "2026-12-21", "2026-12-31"),
        ("Early February 2028", "2028-02", "2028-02-01", "2028-02-10"),
        ("mid-June 2026", "2026-06", "2026-06-11", "2026-06-20"),
        ("end of February 2028", "2028-02", "2028-02-21", "2028-02-29"),
        ("September 2026", "2026-09", "2026-09-01", "2026-09-30"),
    ],
)
def test_a_part_of_a_month_stays_partial_and_sorts_by_its_days(
    tmp_path: Path, printed: str, month: str, first: str, last: str
) -> None:
    head = ("From: Director of Places", "Subject: Grounds Maintenance Contract", "", "Activity\tDate")
    (tmp_path / "report.txt").write_text("\n".join((*head, f"Award of contract\t{printed}")), encoding="utf-8")
    graph = build.build([tmp_path], Settings(), council="marlbrook").graphs[Iris(Settings().base).graph("facts")]
    (step,) = graph.subjects(RDF.type, CG.PlannedStep)
    days = [str(graph.value(step, term)) for term in (CG.on, CG.earliest, CG.latest)]
    assert days == [month, first, last]
    assert len(list(graph.objects(step, CG.earliest))) == 1
