"""What does not agree between papers, with the passages of both sides."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

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
# The page stands inside, so that an engine looks up the rest for the findings of the page alone.
_SOME = """
SELECT ?finding ?explanation ?verdict ?severity ?about ?label WHERE {
  %s
  ?finding a cg:Finding ; cg:explanation ?explanation .
  OPTIONAL { ?finding cg:verdict ?verdict }
  OPTIONAL { ?finding cg:severity ?severity }
  OPTIONAL { ?finding cg:about ?about . OPTIONAL { ?about rdfs:label ?label } }
} ORDER BY ?finding ?about
"""
_OF_KIND = "{ SELECT ?finding WHERE { ?finding cg:verdict <%s> ; cg:severity <%s> ; a cg:Finding } LIMIT %d OFFSET %d }"
# Each side by its own predicate: where that is a variable, engines look at all that there are.
_SIDES = """
SELECT ?finding ?side ?claim ?s ?subject ?p ?o ?label WHERE {
  VALUES ?finding { %s }
  { ?finding cg:sideA ?claim . BIND("A" AS ?side) } UNION { ?finding cg:sideB ?claim . BIND("B" AS ?side) }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?s rdfs:label ?subject }
  OPTIONAL { ?o rdfs:label ?label }
} ORDER BY ?finding ?side ?claim LIMIT 20000
"""
_PAGE = 100


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


@dataclass(frozen=True)
class Kind:
    """The findings of one verdict and severity, both as IRIs, and how many there are."""

    verdict: str
    severity: str
    number: int

    def is_of(self, verdict: str, severity: str) -> bool:
        """Whether it is what codes ask for, "" for any."""
        return verdict in ("", describe.code(self.verdict)) and severity in ("", describe.code(self.severity))

    def weight(self) -> tuple[bool, int, str, str]:
        """Where its findings stand among others."""
        return describe.weight(describe.Finding("", "", describe.code(self.verdict), describe.code(self.severity)))


@pages.get("/findings")
def page() -> Response:
    """All findings, the serious ones first, a hundred on each ?page=; ?verdict= and ?severity= narrow them."""
    here = site()
    every = _kinds(here)
    verdict, severity = (request.args.get(name, "") for name in ("verdict", "severity"))
    kinds = [one for one in every if one.is_of(verdict, severity)]
    number, found = max(1, request.args.get("page", 1, type=int)), sum(one.number for one in kinds)
    shown = _page(here, kinds, (number - 1) * _PAGE)
    if negotiate.wants_json():
        response = jsonify([_plain(one) for one in shown])
        _link_pages(response, number, found)
    else:
        _add_sides(here, shown)
        page = render_template(
            "findings.html", title="Findings", findings=shown, verdict=verdict, severity=severity,
            verdicts=sorted({describe.code(one.verdict) for one in every}), severities=describe.SEVERITIES,
            found=found, total=sum(one.number for one in every), number=number, more=found > number * _PAGE,
        )  # fmt: skip
        response = make_response(page)
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _kinds(here: Site) -> list[Kind]:
    """The kinds of findings there are, the weightiest first."""
    found = [Kind(verdict, severity, number) for verdict, severity, number in here.engine.counts("finding")]
    return sorted(found, key=Kind.weight)


def _page(here: Site, kinds: list[Kind], offset: int) -> list[Told]:
    """The findings of a page: as many of each kind as come after those of the pages before."""
    found = list[Told]()
    for kind in kinds:
        wanted = _PAGE - len(found)
        if wanted and offset < kind.number:
            some = _findings(here, _OF_KIND % (kind.verdict, kind.severity, wanted, offset))
            found += sorted(some, key=lambda one: describe.weight(one.finding))
        offset = max(0, offset - kind.number)
    return found


def _link_pages(response: Response, number: int, found: int) -> None:
    """Tells programs how many there are and where the next ones are (RFC 8288)."""
    response.headers["X-Total-Count"] = str(found)
    if found > number * _PAGE:
        more = urlencode({**request.args.to_dict(), "page": number + 1})
        response.headers.add("Link", f'<{request.path}?{more}>; rel="next"')


def told(here: Site, iri: str) -> Told | None:
    """One finding with both sides; None where there is none of this IRI."""
    found = _findings(here, f"VALUES ?finding {{ <{iri}> }}")
    _add_sides(here, found)
    return found[0] if found else None


def _findings(here: Site, which: str = "") -> list[Told]:
    found: dict[str, Told] = {}
    for row in here.rows(_PROLOGUE + _SOME % which):
        one = found.setdefault(str(row["finding"]), Told(describe.finding(row)))
        if "about" in row:
            one.about[str(row["about"])] = str(row.get("label") or str(row["about"]).rsplit("/", 1)[-1])
    return list(found.values())


def _add_sides(here: Site, found: list[Told]) -> None:
    """Adds the statements on both sides of some findings, with their passages."""
    by_iri = {one.finding.iri: one for one in found}
    if not by_iri:
        return
    rows = here.rows(_PROLOGUE + _SIDES % " ".join(f"<{iri}>" for iri in by_iri))
    behind = describe.proofs(here, sorted({str(row["claim"]) for row in rows}))
    for row in rows:
        side = by_iri[str(row["finding"])].sides[str(row["side"]) == "B"]
        side.append(_side(here, row, behind.get(str(row["claim"]), [])))


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
