"""What the graph knows of one thing: its values with their evidence, what points at it, what does not agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import rdflib
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Identifier

from councilgraph.answers import words
from councilgraph.model import Proof
from councilgraph.namespaces import CG, OA, PREFIXES
from councilgraph.web.site import Row, Site
from councilgraph.web.terms import rank

_LINKS = 200
_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cg", "dct", "oa", "prov", "rdf", "rdfs"))

_HIDDEN = {str(RDF.type), str(RDFS.label), str(CG.held)}
# Properties that the page of a finding tells in its own way.
_TOLD = {str(term) for term in (CG.sideA, CG.sideB, CG.severity, CG.verdict, CG.explanation)}

_VALUES = """
SELECT ?p ?o ?label WHERE { <%s> ?p ?o . OPTIONAL { ?o rdfs:label ?label } } ORDER BY ?p ?label ?o LIMIT 2000
"""

_CLAIMS = """
SELECT ?claim ?p ?o ?label ?rank ?rule ?explanation WHERE {
  { SELECT ?claim WHERE { ?claim rdf:subject <%s> } LIMIT 400 }
  ?claim rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?o rdfs:label ?label }
  OPTIONAL { ?claim cg:rank ?rank }
  OPTIONAL { ?claim cg:rule ?rule }
  OPTIONAL { ?claim cg:explanation ?explanation }
} ORDER BY ?p ?claim
"""

# Asked for claims that are known, since with the path first the engine walks it for every claim that there is.
_PROOFS = """
SELECT DISTINCT ?claim ?document ?title ?section ?start ?end ?exact ?confidence ?unsure WHERE {
  VALUES ?claim { %s }
  ?claim prov:wasDerivedFrom* ?said .
  ?said cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?said cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
} ORDER BY ?document ?start
"""
_CORRECTED = """
SELECT DISTINCT ?claim ?said ?who ?when ?why WHERE {
  VALUES ?claim { %s }
  ?said a cg:Claim ; dct:creator ?who ; dct:date ?when ; rdfs:comment ?why .
  ?claim prov:wasDerivedFrom* ?said .
}
"""
_AT_ONCE = 500
SEVERITIES = ("serious", "warning", "info")

_INCOMING = """
SELECT ?s ?p ?label WHERE {
  { SELECT ?s ?p WHERE {
    ?s ?p <%s> .
    FILTER(?p NOT IN (rdf:subject, rdf:object, cg:inDocument, cg:evidence, cg:about, cg:merged, dct:hasPart))
  } LIMIT %d }
  OPTIONAL { ?s rdfs:label ?label }
} ORDER BY ?p ?label ?s
"""

_FINDINGS = """
SELECT DISTINCT ?finding ?explanation ?verdict ?severity WHERE {
  { SELECT ?finding WHERE { ?finding cg:about <%s> ; a cg:Finding } LIMIT 200 }
  ?finding cg:explanation ?explanation .
  OPTIONAL { ?finding cg:verdict ?verdict }
  OPTIONAL { ?finding cg:severity ?severity }
} ORDER BY ?finding
"""

_OUT_OF = """
SELECT ?p ?o ?label ?type WHERE { <%s> ?p ?o . OPTIONAL { ?o rdfs:label ?label } OPTIONAL { ?o a ?type } }
"""

_INTO = """
SELECT ?s ?p ?label ?type WHERE {
  { SELECT ?s ?p WHERE { ?s ?p <%s> } LIMIT 5000 } OPTIONAL { ?s rdfs:label ?label } OPTIONAL { ?s a ?type }
}
"""


@dataclass
class Value:
    """One value of a property in words, with its passages; `iri` where it is a thing."""

    text: str
    iri: str | None = None
    proofs: list[Proof] = field(default_factory=list)
    rule: str = ""
    explanation: str = ""
    rank: str = "normal"


@dataclass
class Property:
    """A property of a thing: the values that hold, and what papers say besides."""

    iri: str
    values: list[Value] = field(default_factory=list)
    also: list[Value] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """Something that was compared, and what came of it."""

    iri: str
    explanation: str
    verdict: str
    severity: str


@dataclass(frozen=True)
class Thing:
    """Everything that the page of one thing tells."""

    iri: str
    label: str
    types: tuple[str, ...]
    held: bool
    properties: tuple[Property, ...]
    incoming: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    findings: tuple[Finding, ...]
    more_incoming: bool = False

    def first(self, predicate: str) -> Value | None:
        """The first value of a property."""
        return next((p.values[0] for p in self.properties if p.iri == predicate and p.values), None)


def thing(site: Site, iri: str) -> Thing | None:
    """The thing with this IRI; None where the graph says nothing of it."""
    values = site.rows(_PROLOGUE + _VALUES % iri)
    incoming = site.rows(_PROLOGUE + _INCOMING % (iri, _LINKS + 1))
    if not values and not incoming:
        return None
    properties = _properties(site, values, site.rows(_PROLOGUE + _CLAIMS % iri))
    named = {value.iri for one in properties for value in one.values}
    types = [str(row["o"]) for row in values if str(row["p"]) == str(RDF.type)]
    return Thing(
        iri=iri,
        label=_label(values, site, iri),
        types=tuple(sorted(types, key=lambda t: (not t.startswith(str(CG._NS)), t))),
        held=not any(str(row["p"]) == str(CG.held) and str(row["o"]) == "false" for row in values),
        properties=tuple(one for one in properties if one.iri not in _TOLD or str(CG.Finding) not in types),
        incoming=_by_predicate(row for row in incoming[:_LINKS] if str(row["s"]) not in named),
        findings=findings_about(site, iri),
        more_incoming=len(incoming) > _LINKS,
    )


def findings_about(site: Site, iri: str) -> tuple[Finding, ...]:
    """The findings that name a thing, the weightiest first."""
    found = [finding(row) for row in site.rows(_PROLOGUE + _FINDINGS % iri)]
    return tuple(sorted(found, key=weight))


def weight(finding: Finding) -> tuple[bool, int, str, str]:
    """Where a finding stands among others: what agrees comes last, what is serious first."""
    agrees = finding.verdict.startswith("agrees")
    severity = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)
    return agrees, severity, finding.verdict, finding.explanation


def finding(row: Row) -> Finding:
    """A row with ?finding ?explanation ?verdict ?severity as a finding."""
    verdict, severity = (code(row.get(name)) for name in ("verdict", "severity"))
    return Finding(str(row["finding"]), str(row["explanation"]), verdict, severity or "info")


def graph(site: Site, iri: str) -> rdflib.Graph:
    """The triples of a thing, those that point at it, and types and labels of what they name."""
    found = rdflib.Graph()
    node = URIRef(iri)
    for row in site.rows(_PROLOGUE + _OUT_OF % iri):
        found.add((node, URIRef(row["p"]), row["o"]))
        _name(found, row["o"], row)
    for row in site.rows(_PROLOGUE + _INTO % iri):
        found.add((row["s"], URIRef(row["p"]), node))
        _name(found, row["s"], row)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    return found


def _name(found: rdflib.Graph, node: Identifier, row: Row) -> None:
    if isinstance(node, URIRef):
        if "label" in row:
            found.add((node, RDFS.label, row["label"]))
        if "type" in row:
            found.add((node, RDF.type, row["type"]))


def _label(values: Sequence[Row], site: Site, iri: str) -> str:
    found = {str(row["p"]): row for row in reversed(values)}
    if str(RDFS.label) in found:
        return str(found[str(RDFS.label)]["o"])
    if str(RDF.predicate) in found:
        return _statement(site, found)
    return str(found[str(OA.exact)]["o"]) if str(OA.exact) in found else site.terms.label(iri)


def _statement(site: Site, found: Mapping[str, Row]) -> str:
    """What a claim says, in words."""
    predicate = str(found[str(RDF.predicate)]["o"])
    told = value(site, {**found[str(RDF.object)], "p": URIRef(predicate)})
    subject = value(site, found[str(RDF.subject)])
    return f"{subject.text} {site.terms.label(predicate)} {told.text}"


def _properties(site: Site, values: Sequence[Row], claims: Iterable[Row]) -> tuple[Property, ...]:
    found: dict[str, Property] = {}
    by_value: dict[tuple[str, Identifier], Value] = {}
    for row in values:
        predicate = str(row["p"])
        if predicate in _HIDDEN or (predicate, row["o"]) in by_value:
            continue
        new = by_value[predicate, row["o"]] = value(site, row)
        found.setdefault(predicate, Property(predicate)).values.append(new)
    claims = list(claims)
    behind = proofs(site, [str(row["claim"]) for row in claims])
    for row in claims:
        _prove(site, row, found, by_value, behind.get(str(row["claim"]), []))
    return tuple(sorted(found.values(), key=lambda p: (rank(p.iri), site.terms.label(p.iri))))


def _prove(
    site: Site,
    row: Row,
    found: dict[str, Property],
    by_value: dict[tuple[str, Identifier], Value],
    behind: Iterable[Proof],
) -> None:
    """Adds a claim's passages to the value that it proves, or to what is said besides."""
    predicate = str(row["p"])
    if predicate in _HIDDEN:
        return
    told = by_value.get((predicate, row["o"]))
    if told is None:
        told = by_value[predicate, row["o"]] = value(site, row)
        found.setdefault(predicate, Property(predicate)).also.append(told)
    told.rank = code(row.get("rank")) or told.rank
    if "rule" in row:
        told.rule, told.explanation = str(row["rule"]), str(row.get("explanation", ""))
    told.proofs += [one for one in behind if one not in told.proofs]


def proofs(site: Site, claims: Sequence[str]) -> dict[str, list[Proof]]:
    """The passages behind claims, by claim: its own, or those of the claims that it was concluded from."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for start in range(0, len(claims), _AT_ONCE):
        listed = " ".join(f"<{claim}>" for claim in claims[start : start + _AT_ONCE])
        for row in site.rows(_PROLOGUE + _PROOFS % listed):
            found[str(row["claim"])].append(_proof(row))
        for row in site.rows(_PROLOGUE + _CORRECTED % listed):
            told = words.corrected(row["who"], row["when"], row["why"])
            found[str(row["claim"])].append(Proof(str(row["said"]), words.CORRECTION, "", 0, 0, told))
    return found


def _proof(row: Row) -> Proof:
    return Proof(
        document=str(row["document"]),
        title=str(row.get("title", "")),
        section=str(row.get("section", "")),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["exact"]),
        confidence=str(row.get("confidence", "")),
        unsure=str(row.get("unsure", "")),
    )


def value(site: Site, row: Row) -> Value:
    """The object ?o of a row, with its ?label, in words."""
    term = row["o"]
    if isinstance(term, URIRef):
        text = str(row["label"]) if "label" in row else site.terms.label(str(term))
        return Value("a statement" if "/claim/" in term and "label" not in row else text, str(term))
    return Value(words.label(term, str(row["p"])))


def _by_predicate(rows: Iterable[Row]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        groups[str(row["p"])][str(row["s"])] = str(row.get("label") or str(row["s"]).rsplit("/", 1)[-1])
    return tuple((predicate, tuple(links.items())) for predicate, links in groups.items())


def code(term: Identifier | str | None) -> str:
    """A code's own name, the end of its IRI; "" for none."""
    return "" if term is None else str(term).rsplit("/", 1)[-1]
