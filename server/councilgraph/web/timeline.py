"""What happens to a contract over time, and the decisions before and after a decision."""

import datetime as dt
from dataclasses import dataclass

from councilgraph.answers import words
from councilgraph.namespaces import CG
from councilgraph.web.describe import Thing
from councilgraph.web.site import Row, Site

_PROLOGUE = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

_EVENTS = """
SELECT ?thing ?label ?earliest ?until ?decision ?decisionLabel WHERE {
  ?thing cg:onContract <%s> .
  FILTER NOT EXISTS { ?thing cg:optionOrder ?order }
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing cg:earliest ?earliest }
  OPTIONAL { ?thing cg:until ?until }
  OPTIONAL { ?thing cg:authorisedBy ?decision . OPTIONAL { ?decision rdfs:label ?decisionLabel } }
} ORDER BY ?earliest ?until
"""

_DEADLINES = """
SELECT ?thing ?label ?on WHERE {
  ?thing a cg:Deadline ; cg:about <%s> ; cg:on ?on .
  OPTIONAL { ?thing rdfs:label ?label }
} ORDER BY ?on ?thing LIMIT 50
"""

_CHAIN = """
SELECT DISTINCT ?thing ?label ?date ?held WHERE {
  { <%(iri)s> (cg:carriesOut|cg:follows|cg:replacesDecision|^cg:carriesOut|^cg:follows|^cg:replacesDecision)* ?thing }
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing cg:decidedOn ?date }
  OPTIONAL { ?thing cg:held ?held }
} ORDER BY ?date ?thing LIMIT 50
"""


_CONTRACTS = """
SELECT ?thing ?label (MIN(?starts) AS ?start) (MAX(?ends) AS ?end) WHERE {
  ?thing cg:aboutService <%s> ; a cg:Contract ; cg:start ?starts .
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing cg:currentEnd ?ends }
} GROUP BY ?thing ?label ORDER BY ?start LIMIT 100
"""

_LITERALS = "SELECT ?p ?o WHERE { <%s> ?p ?o FILTER(isLiteral(?o)) }"


@dataclass(frozen=True)
class Event:
    """One point of a timeline; `date` is ISO, "" where unknown, `iri` the thing it links to."""

    date: str
    text: str
    iri: str | None = None
    by: str = ""
    by_iri: str | None = None
    ahead: bool = False
    here: bool = False
    deadline: bool = False

    @property
    def day(self) -> str:
        """The date in words."""
        return words.day(self.date) if self.date else "Date not known"


def of(site: Site, thing: Thing, today: dt.date | None = None) -> tuple[Event, ...]:
    """The timeline of a contract or service, or the chain of a decision; empty for other things."""
    now = (today or dt.date.today()).isoformat()
    if str(CG.Contract) in thing.types:
        return _contract(site, thing, now)
    if str(CG.Decision) in thing.types:
        chain = [_link(row, thing.iri) for row in site.rows(_PROLOGUE + _CHAIN % {"iri": thing.iri})]
        return tuple(chain) if len(chain) > 1 else ()
    if str(CG.Service) in thing.types:
        return tuple(_contract_of(row, now) for row in site.rows(_PROLOGUE + _CONTRACTS % thing.iri))
    return ()


def _contract_of(row: Row, now: str) -> Event:
    until = f", until {words.day(str(row['end']))}" if "end" in row else ""
    text = str(row.get("label", "")) or str(row["thing"]).rsplit("/", 1)[-1]
    return Event(str(row["start"]), text + until, str(row["thing"]), ahead=str(row["start"]) > now)


def _contract(site: Site, thing: Thing, now: str) -> tuple[Event, ...]:
    found = [_event(row, now) for row in site.rows(_PROLOGUE + _EVENTS % thing.iri)]
    dates = _dates(site, thing.iri)
    start, end, latest = (dates.get(str(term), "") for term in (CG.start, CG.currentEnd, CG.latestEnd))
    ends = "Ends, with no option left to extend it" if end == latest else "Ends as things stand"
    for date, text in ((start, "Starts"), (end, ends), (latest if latest != end else "", "Ends at the latest")):
        if date:
            found.append(Event(date, text, ahead=date > now))
    found += [_deadline(row, now) for row in site.rows(_PROLOGUE + _DEADLINES % thing.iri)]
    return tuple(sorted(found, key=lambda event: event.date or "9999"))


def _deadline(row: Row, now: str) -> Event:
    date, iri = str(row["on"]), str(row["thing"])
    text = str(row.get("label", "")) or iri.rsplit("/", 1)[-1]
    return Event(date, text, iri, ahead=date > now, deadline=True)


def _dates(site: Site, iri: str) -> dict[str, str]:
    rows = site.rows(_LITERALS % iri)
    return {str(row["p"]): str(row["o"]) for row in rows}


def _event(row: Row, now: str) -> Event:
    date = str(row.get("earliest", ""))
    until = f", until {words.day(str(row['until']))}" if "until" in row else ""
    by = str(row["decision"]) if "decision" in row else None
    text = str(row.get("label", "")) or str(row["thing"]).rsplit("/", 1)[-1]
    return Event(date, text + until, str(row["thing"]), str(row.get("decisionLabel", "")), by, date > now)


def _link(row: Row, here: str) -> Event:
    missing = " (cited, not held)" if str(row.get("held")) == "false" else ""
    iri = str(row["thing"])
    text = str(row.get("label", "")) or iri.rsplit("/", 1)[-1]
    return Event(str(row.get("date", "")), text + missing, iri, here=iri == here)
