"""What does not agree between papers, with the passages of both sides."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from councilgraph.model import Proof
from councilgraph.web import describe, headers, negotiate
from councilgraph.web.masking import mask
from councilgraph.web.site import Row, Site, site

pages = Blueprint("findings", __name__)

_PROLOGUE = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_ALL = """
SELECT ?finding ?explanation ?verdict ?severity ?about ?label WHERE {
  ?finding a cg:Finding ; cg:explanation ?explanation .
  OPTIONAL { ?finding cg:verdict ?verdict }
  OPTIONAL { ?finding cg:severity ?severity }
  OPTIONAL { ?finding cg:about ?about . OPTIONAL { ?about rdfs:label ?label } }
} ORDER BY ?finding ?about LIMIT 20000
"""
_SIDES = """
SELECT ?finding ?side ?claim ?s ?subject ?p ?o ?label WHERE {
  %s
  VALUES ?side { cg:sideA cg:sideB }
  ?finding ?side ?claim .
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?s rdfs:label ?subject }
  OPTIONAL { ?o rdfs:label ?label }
} ORDER BY ?finding ?side ?claim LIMIT 20000
"""
_SEVERITIES = ("serious", "warning", "info")


@dataclass
class Side:
    """A statement on one side of a finding, with its passages."""

    iri: str
    subject: str
    predicate: str
    value: describe.Value
    proofs: list[Proof] = field(default_factory=list)


@dataclass
class Told:
    """A finding with the things it is about and the statements on its two sides."""

    finding: describe.Finding
    about: dict[str, str] = field(default_factory=dict)
    sides: list[list[Side]] = field(default_factory=lambda: [[], []])


@pages.get("/findings")
def page() -> Response:
    """All findings, the serious ones first; ?verdict= and ?severity= narrow them."""
    here = site()
    every = told(here)
    verdict, severity = (request.args.get(name, "") for name in ("verdict", "severity"))
    shown = [
        one for one in every
        if verdict in ("", one.finding.verdict) and severity in ("", one.finding.severity)
    ]  # fmt: skip
    if negotiate.wants_json():
        response = jsonify([_plain(one) for one in shown])
    else:
        response = make_response(
            render_template(
                "findings.html", title="Findings", findings=shown, verdict=verdict, severity=severity,
                verdicts=sorted({one.finding.verdict for one in every}), severities=_SEVERITIES,
                total=len(every),
            )
        )  # fmt: skip
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def told(here: Site, iri: str | None = None) -> list[Told]:
    """All findings with both sides, the serious first; or the one with this IRI."""
    found: dict[str, Told] = {}
    for row in here.rows(_PROLOGUE + _ALL):
        if iri in (None, str(row["finding"])):
            one = found.setdefault(str(row["finding"]), Told(describe.finding(row)))
            if "about" in row:
                one.about[str(row["about"])] = str(row.get("label") or str(row["about"]).rsplit("/", 1)[-1])
    rows = here.rows(_PROLOGUE + _SIDES % (f"VALUES ?finding {{ <{iri}> }}" if iri else ""))
    behind = describe.proofs(here, sorted({str(row["claim"]) for row in rows}))
    for row in rows:
        if str(row["finding"]) in found:
            sides = found[str(row["finding"])].sides[str(row["side"]).endswith("B")]
            sides.append(_side(here, row, behind.get(str(row["claim"]), [])))
    return sorted(found.values(), key=lambda one: (_severity(one), one.finding.verdict, one.finding.explanation))


def _severity(one: Told) -> int:
    return _SEVERITIES.index(one.finding.severity) if one.finding.severity in _SEVERITIES else len(_SEVERITIES)


def _side(here: Site, row: Row, proofs: list[Proof]) -> Side:
    subject = str(row.get("subject") or str(row["s"]).rsplit("/", 1)[-1])
    value = describe.value(here, row)
    return Side(str(row["claim"]), subject, here.terms.label(str(row["p"])), value, proofs)


def _plain(one: Told) -> dict[str, object]:
    found = one.finding
    return {
        "iri": found.iri,
        "verdict": found.verdict,
        "severity": found.severity,
        "explanation": mask(found.explanation),
        "about": [{"iri": iri, "label": label} for iri, label in one.about.items()],
    }
