"""Days by which somebody must decide as calendar entries, read back with a calendar library."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from councilgraph import answers, canned
from councilgraph.cli import main
from councilgraph.errors import UsageError
from councilgraph.model import Answer, Cell

STEP = "https://w3id.org/councilgraph/id/marlbrook/step/decide-on-extending-MC230017"


def entries(body: bytes) -> list[Event]:
    """The entries of a calendar."""
    return [one for one in Calendar.from_ical(body).walk("VEVENT") if isinstance(one, Event)]


def planned(on: str) -> Answer:
    """An answer with one planned step."""
    row = {"step": Cell(STEP, "Invitation to tender", STEP), "on": Cell(on, on)}
    return Answer("answered", query="planned", columns=("step", "on"), rows=(row,))


def test_a_deadline_is_an_all_day_entry_with_its_reason_and_the_way_to_its_proof(client: FlaskClient) -> None:
    response = client.get("/queries/decisions-due.ics?deal=MC230017")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "decisions-due.ics" in response.headers["Content-Disposition"]
    (entry,) = entries(response.data)
    assert entry.start == dt.date(2027, 6, 30)
    assert entry.end == dt.date(2027, 7, 1)
    assert entry.summary == "Decide whether to extend MC230017"
    assert "has 1 option left" in str(entry.description)
    assert client.get(str(entry.url).removeprefix("http://localhost")).status_code == 200


def test_an_entry_keeps_its_id_and_is_stamped_with_the_time_of_the_snapshot(client: FlaskClient) -> None:
    first, again = (entries(client.get("/queries/decisions-due.ics").data) for _ in range(2))
    assert [one.uid for one in first] == [one.uid for one in again]
    assert len({one.uid for one in first}) == len(first)
    shown = client.get("/health", headers={"Accept": "application/json"}).get_json()["snapshot"]
    assert f"{first[0].stamp:%Y%m%dT%H%M%S}" == shown[:15]


@pytest.mark.parametrize(
    ("on", "first", "after"),
    [
        ("2026-09", dt.date(2026, 9, 1), dt.date(2026, 10, 1)),
        ("2026-04/2026-07", dt.date(2026, 4, 1), dt.date(2026, 8, 1)),
        ("2026-09-07", dt.date(2026, 9, 7), dt.date(2026, 9, 8)),
    ],
)
def test_a_month_or_interval_lasts_as_long_as_it_is(on: str, first: dt.date, after: dt.date) -> None:
    (entry,) = entries(answers.as_calendar(planned(on), canned.catalogue()["planned"], "20260102T030405678Z-0"))
    assert (entry.start, entry.end) == (first, after)
    assert entry.stamp == dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def test_what_has_no_date_is_no_entry() -> None:
    assert entries(answers.as_calendar(planned("late in spring"), canned.catalogue()["planned"], "")) == []


def test_a_query_without_days_has_no_calendar(client: FlaskClient) -> None:
    assert client.get("/queries/contract-supplier.ics?reference=MC230017").status_code == 404
    with pytest.raises(UsageError, match="no days for a calendar"):
        answers.as_calendar(planned("2026"), canned.catalogue()["contract-supplier"], "")


@pytest.mark.parametrize("page", ["/queries/decisions-due?deal=MC230017", "/doc/marlbrook/contract/MC230017"])
def test_a_page_with_deadlines_leads_to_their_entries(client: FlaskClient, page: str) -> None:
    text = client.get(page).get_data(as_text=True)
    (address,) = {part.partition('"')[0] for part in text.split('href="') if ".ics" in part.partition('"')[0]}
    assert ">Add to calendar</a>" in text
    assert [one.summary for one in entries(client.get(address.replace("&amp;", "&")).data)] == [
        "Decide whether to extend MC230017"
    ]


def test_the_command_line_writes_entries(marlbrook: Path) -> None:
    arguments = ["query", "decisions-due", "--format", "ics", "--store", str(marlbrook)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert [one.uid for one in entries(result.output.encode())]
