"""An answer as calendar entries: a day for each row, with why and where to see the proof (RFC 5545)."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from councilgraph import __version__
from councilgraph.canned import Query
from councilgraph.errors import UsageError
from councilgraph.model import Answer, Cell, PartialDate

if TYPE_CHECKING:
    from icalendar import Event

_FORM = "%Y%m%dT%H%M%S"
_MOST_QUOTES = 3


def as_calendar(answer: Answer, query: Query, snapshot: str, address: Callable[[str], str] = str) -> bytes:
    """One all-day entry for each row with a date, lasting as long as a month or interval does.

    `address` gives the page of a thing by its IRI. An entry keeps its UID from one snapshot to the next, so that a
    calendar that takes it in again moves it; DTSTAMP is the snapshot's time. Raises UsageError where the query's
    header has no `calendar`.
    """
    if not query.calendar:
        raise UsageError(f"{query.name} has no days for a calendar; decisions-due and planned have.")
    from icalendar import Calendar  # calendars alone need it, and a server starts sooner without

    calendar = Calendar()
    calendar.add("prodid", f"-//councilgraph//councilgraph {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", query.summary)
    for row in answer.rows:
        event = _event(row, query, address)
        if event is not None:
            event.add("dtstamp", _time(snapshot))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(row: Mapping[str, Cell], query: Query, address: Callable[[str], str]) -> "Event | None":
    from icalendar import Event

    what, on = row.get(query.calendar["what"]), row.get(query.calendar["day"])
    if what is None or on is None or what.iri is None:
        return None
    try:
        first, last = PartialDate(on.value).bounds()
    except ValueError:
        return None
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{what.iri} {query.calendar['day']}")))
    event.add("summary", what.label)
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(row, query, what, address(what.iri)))
    event.add("url", address(what.iri))
    return event


def _description(row: Mapping[str, Cell], query: Query, what: Cell, page: str) -> str:
    """Why the day is one, the first passages that show it, and where the rest is."""
    why = row.get(query.calendar.get("why", ""))
    proofs = (proof for cell in row.values() for proof in cell.evidence)
    quoted = dict.fromkeys(f"“{' '.join(one.quote.split())}” ({one.title})" for one in proofs)
    lines = [why.label if why else what.label, *islice(quoted, _MOST_QUOTES)]
    return "\n".join([*lines, f"Proof: {page}"])


def _time(snapshot: str) -> dt.datetime:
    """When a snapshot was published, as its ID says; now, for an endpoint that has none."""
    try:
        return dt.datetime.strptime(snapshot[:15], _FORM).replace(tzinfo=dt.UTC)
    except ValueError:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
