"""Findings that touch an answer: first those about what was asked, then those about the things named."""

from collections.abc import Mapping, Sequence
from functools import cache

from rdflib import URIRef
from rdflib.term import Identifier

from councilgraph import store
from councilgraph.answers import evidence
from councilgraph.canned import Query
from councilgraph.namespaces import CG, CODE, SDO

_MOST_THINGS = 300
_MOST_FINDINGS = 10
_SEVERITIES = ("serious", "warning", "info")
# What belongs together: a doubt about one of these is a doubt about an answer from the others.
_FAMILIES = (
    frozenset({CG.start, CG.term, CG.currentEnd, CG.latestEnd, CG.until, CG.duration}),
    frozenset({CG.extends, CG.exercisedBy, CG.onContract, CG.duration, CG.legalGround}),
    frozenset({CG.extends, CG.options, CG.optionState, CG.optionsUsed, CG.optionsLeft, CG.duration}),
    frozenset({CG.annualValue, CG.totalValue, CG.totalPaid, CG.newAnnualValue, CG.hasAmount, SDO.value}),
    frozenset({CG.decidedBy, CG.decidedInPost, CG.consulted, CG.consultedPost, CG.inConsultationWith, CG.delegatedTo}),
    frozenset({CG.carriesOut, CG.follows, CG.replacesDecision}),
    frozenset({CG.cites, CG.legalGround}),
)

Row = Mapping[str, Identifier]


def findings(engine: store.Engine, query: Query, rows: Sequence[Row]) -> list[dict[str, str]]:
    """What was found out about the things in some rows; agreement is left out.

    `touches` is "answer" where a side of the finding states what the query asks for, or what belongs to it,
    else "thing"; those that touch the answer stand first, the serious before the others.
    """
    things = dict.fromkeys(str(t) for row in rows for t in row.values() if isinstance(t, URIRef))
    about = [iri for iri in things if not iri.startswith(CODE.BASE)][:_MOST_THINGS]
    asked = _asked(query)
    found: dict[str, dict[str, str]] = {}
    for one in sorted(evidence.of(engine).findings(about), key=lambda one: about.index(one.about)):
        code = {"verdict": _last(one.verdict), "severity": _last(one.severity)}
        told = {"iri": one.finding, "about": one.about, "explanation": one.explanation}
        kept = found.setdefault(one.finding, told | code | {"touches": "thing"})
        if asked & one.predicates:
            kept["touches"] = "answer"
    return sorted(found.values(), key=_weight)[:_MOST_FINDINGS]


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


@cache
def _asked(query: Query) -> frozenset[str]:
    """The predicates behind a query's columns, with those that belong to them."""
    told = [one for source in query.cells.values() if source is not None for one in (source, *source.others)]
    own = {URIRef(source.predicate) for source in told}
    return frozenset(map(str, frozenset(own).union(*(family for family in _FAMILIES if family & own))))


def _weight(finding: Mapping[str, str]) -> tuple[bool, int, str]:
    severity = finding["severity"]
    rank = _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)
    return finding["touches"] != "answer", rank, finding["iri"]
