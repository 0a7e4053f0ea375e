"""One figure of one paper turned a little: what papers would have said, and the facts that would have come of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import ceil
from typing import cast

from rdflib import Graph, Literal, URIRef

from councilgraph.graph import arithmetic, facts
from councilgraph.graph.whole import Triple
from councilgraph.model import Claim, Duration, Evidence
from councilgraph.namespaces import CG, DCTERMS, OA, RDF, SDO, XSD
from reasoning import IRIS, given

SHARE = Decimal("0.07")
DAYS = 26  # 7 % of a year
MONEY = {SDO.value, CG.annualValue, CG.totalValue, CG.totalPaid, CG.newAnnualValue, CG.upperValue}
DATES = {
    DCTERMS.date,
    CG.decidedOn,
    CG.on,
    CG.start,
    CG.currentEnd,
    CG.latestEnd,
    CG.until,
    CG.observedOn,
    CG.unchangedSince,
}
TERMS = {CG.term, CG.duration, CG.options, CG.optionsUsed, CG.eventOrder}
_STANDING = {"record-of-decision": 1, "record-of-officer-decision": 1, "minutes": 1, "proposed-record-of-decision": 3}


@dataclass(frozen=True)
class Figure:
    """A value that a paper states in one place or several, and the claims that rest on it."""

    paper: str
    value: Literal
    claims: tuple[Claim, ...]
    iris: tuple[URIRef, ...]  # of the claims

    def __str__(self) -> str:
        said = ", ".join(sorted({f"{c.subject.rpartition('kent/')[2]} {_name(c.predicate)}" for c in self.claims}))
        return f"{self.paper.rpartition('/')[2][:10]} {self.value}: {said}"

    @property
    def predicates(self) -> set[str]:
        """The names of the properties that it is the value of."""
        return {_name(claim.predicate) for claim in self.claims}


def _name(predicate: str) -> str:
    return predicate.rpartition("#")[2].rpartition("/")[2]


@cache
def told() -> Mapping[URIRef, Claim]:
    """All claims of the papers, by IRI."""
    return {iri: claim for name, graph in given().items() if "/graph/document/" in name for iri, claim in _told(graph)}


def _told(graph: Graph) -> Iterator[tuple[URIRef, Claim]]:
    for iri in graph.subjects(RDF.type, CG.Claim):
        document = graph.value(iri, CG.inDocument)
        kind = str(graph.value(document, CG.documentKind)).rpartition("/")[2]
        places = sorted(
            (int(str(graph.value(p, OA.start))), int(str(graph.value(p, OA.end))), str(graph.value(p, OA.exact)))
            for p in graph.objects(iri, CG.evidence)
        )
        yield (
            URIRef(str(iri)),
            Claim(
                str(document),
                str(graph.value(iri, RDF.subject)),
                str(graph.value(iri, RDF.predicate)),
                graph.value(iri, RDF.object),
                tuple(Evidence("", *place) for place in places),
                standing=_STANDING.get(kind, 2),
                dated=str(graph.value(document, DCTERMS.date) or ""),
            ),
        )


@cache
def figures() -> tuple[Figure, ...]:
    """The amounts, dates and terms that the papers state: claims of one value on overlapping passages are one."""
    groups: dict[tuple[str, object, str], list[tuple[URIRef, Claim]]] = defaultdict(list)
    for iri, claim in told().items():
        if URIRef(claim.predicate) in MONEY | DATES | TERMS:
            alone = claim.subject if URIRef(claim.predicate) == CG.duration else ""
            groups[claim.document, claim.object, alone].append((iri, claim))
    return tuple(_figure(part) for _, group in sorted(groups.items(), key=str) for part in _overlapping(group))


def _figure(part: Sequence[tuple[URIRef, Claim]]) -> Figure:
    part = sorted(part)
    value = part[0][1].object
    assert isinstance(value, Literal)
    return Figure(part[0][1].document, value, tuple(c for _, c in part), tuple(iri for iri, _ in part))


def _overlapping(group: Sequence[tuple[URIRef, Claim]]) -> list[list[tuple[URIRef, Claim]]]:
    parts: list[list[tuple[URIRef, Claim]]] = []
    for one in sorted(group):
        near = [part for part in parts if any(_overlap(one[1], other) for _, other in part)]
        parts = [part for part in parts if part not in near] + [[one, *(x for part in near for x in part)]]
    return parts


def _overlap(a: Claim, b: Claim) -> bool:
    return any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)


# ── turned ───────────────────────────────────────────────────────────────────────────────────────


def turned(figure: Figure, up: bool = True) -> Literal:
    """The figure 7 % higher or lower, in its own precision; dates by 7 % of a year, numbers of options by one."""
    value, sign = figure.value, 1 if up else -1
    if value.datatype == XSD.decimal:
        unit, more = _unit(figure), Decimal(str(value)) * (1 + sign * SHARE)
        while unit > 2 * abs(more - Decimal(str(value))):
            unit /= 10
        return Literal(arithmetic.plain((more / unit).quantize(Decimal(1)) * unit), datatype=XSD.decimal)
    if value.datatype == XSD.duration:
        months = Duration(str(value)).months
        return Literal(f"P{months + sign * ceil(months * SHARE)}M", datatype=XSD.duration)
    if value.datatype == XSD.integer:
        return Literal(int(str(value)) + sign)
    return Literal(_moved(str(value), sign), datatype=value.datatype)


def _unit(figure: Figure) -> Decimal:
    whole = facts_of()
    units = [whole.value(URIRef(claim.subject), CG.roundedTo) for claim in figure.claims]
    return next((Decimal(str(unit)) for unit in units if unit is not None), Decimal("0.01"))


def _moved(iso: str, sign: int) -> str:
    if "/" in iso:
        return "/".join(_moved(part, sign) for part in iso.split("/"))
    if len(iso) == 10:
        return str(dt.date.fromisoformat(iso) + sign * dt.timedelta(days=DAYS))
    if len(iso) == 4:
        return str(int(iso) + sign)
    months = int(iso[:4]) * 12 + int(iso[5:]) - 1 + sign
    return f"{months // 12}-{months % 12 + 1:02}"


def facts_of() -> Graph:
    """The facts of the five papers."""
    return given()[IRIS.graph("facts")]


def change(figure: Figure, value: Literal) -> tuple[list[Triple], list[Triple]]:
    """The triples that go and those that come when the paper says the value instead."""
    removed, added = list[Triple](), list[Triple]()
    for iri in figure.iris:
        removed.append((iri, RDF.object, figure.value))
        added.append((iri, RDF.object, value))
    for subject in {claim.subject for claim in figure.claims}:
        before, after = _standing(subject, figure, figure.value), _standing(subject, figure, value)
        removed += [triple for triple in before if triple not in after]
        added += [triple for triple in after if triple not in before]
    return removed, added


def _standing(subject: str, figure: Figure, value: Literal) -> set[Triple]:
    """The facts of what figures say of a thing, by all papers, with the ranks of their claims."""
    mine = {iri: c for iri, c in told().items() if c.subject == subject}
    said = {iri: replace(c, object=value) if iri in figure.iris else c for iri, c in mine.items()}
    ranked = facts.ranked(said.values())
    touched = {claim.predicate for claim in figure.claims}
    return {
        (URIRef(c.subject), URIRef(c.predicate), cast("Literal", c.object))
        for c in facts.held_true(ranked)
        if c.predicate in touched
    }
