"""The evidence behind an answer, asked of an engine in SPARQL: for endpoints and snapshots without a table of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rdflib import URIRef
from rdflib.term import Identifier

from councilgraph import store
from councilgraph.model import Claimed, Correction, Proof, Touching
from councilgraph.namespaces import CODE

Row = Mapping[str, Identifier]
Key = tuple[str, str]  # subject and predicate

_AGREES = str(CODE.concept("finding-verdict", "agrees"))
_PREFIXES = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# Passages stand in the pattern and not in an OPTIONAL: with one, engines join every passage there is. What is
# stated and what was concluded are asked apart: the path from a conclusion is not walked for what needs none.
_STATED = """
SELECT DISTINCT ?s ?p ?o ?claim ?rank ?document ?title ?section ?start ?end ?quote ?confidence ?unsure WHERE {
  VALUES ?s { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  ?claim cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?claim cg:rank ?rank }
  OPTIONAL { ?claim cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
}"""
_SOURCES = """SELECT DISTINCT ?claim ?said WHERE {
  VALUES ?claim { %s }
  ?claim cg:rule ?rule ; prov:wasDerivedFrom+ ?said .
}"""
_PASSAGES = """SELECT DISTINCT ?said ?document ?title ?section ?start ?end ?quote ?confidence ?unsure WHERE {
  VALUES ?said { %s }
  ?said cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?said cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
}"""
# What a person tells has no passage: who, when and why stand for it.
_CORRECTED = """SELECT DISTINCT ?s ?p ?o ?claim ?rule ?rank ?said ?who ?when ?why WHERE {
  VALUES ?s { %s }
  ?said a cg:Claim ; dct:creator ?who ; dct:date ?when ; rdfs:comment ?why .
  ?claim prov:wasDerivedFrom* ?said ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  OPTIONAL { ?claim cg:rule ?rule }
  OPTIONAL { ?claim cg:rank ?rank }
}"""
_ANY_CORRECTION = "SELECT ?said WHERE { ?said dct:creator ?who ; rdf:predicate ?p } LIMIT 1"
_CONCLUDED = """SELECT DISTINCT ?s ?p ?o ?claim ?rule ?rank WHERE {
  VALUES ?s { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  ?claim cg:rule ?rule .
  OPTIONAL { ?claim cg:rank ?rank }
}"""
_MENTIONS = """
SELECT DISTINCT ?s ?p ?o ?claim ?document ?title ?section ?start ?end ?quote ?confidence ?unsure WHERE {
  VALUES ?%s { %s }
  %s
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?claim cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
} LIMIT %d"""
_FINDINGS = """SELECT DISTINCT ?finding ?about ?verdict ?severity ?explanation ?predicate WHERE {
  VALUES ?about { %s }
  ?finding cg:about ?about ; a cg:Finding ; cg:explanation ?explanation .
  OPTIONAL { ?finding cg:verdict ?verdict }
  OPTIONAL { ?finding cg:severity ?severity }
  OPTIONAL { ?finding (cg:sideA|cg:sideB)/rdf:predicate ?predicate }
}"""


class Asked:
    """Claims and findings of a graph by what they are about, as store.Proofs has them."""

    def __init__(self, engine: store.Engine) -> None:
        self._engine = engine

    def stated(self, keys: Collection[Key]) -> list[Claimed]:
        """What claims with passages say of some (subject, predicate) pairs, a row for each passage."""
        return [_said(row, _proof(row)) for row in self._of(_STATED, keys)]

    def concluded(self, keys: Collection[Key]) -> list[Claimed]:
        """What rules concluded of some (subject, predicate) pairs, without passages."""
        return [_said(row) for row in self._of(_CONCLUDED, keys)]

    def sources(self, claims: Iterable[str]) -> dict[str, list[str]]:
        """The claims that each claim was concluded from, step by step, in the order of their IRIs."""
        found: dict[str, set[str]] = {}
        for row in self._rows(_SOURCES, sorted(claims)):
            found.setdefault(str(row["claim"]), set()).add(str(row["said"]))
        return {claim: sorted(several) for claim, several in found.items()}

    def passages(self, claims: Iterable[str]) -> dict[str, list[Proof]]:
        """The passages of some claims, by claim."""
        found: dict[str, list[Proof]] = {}
        for row in self._rows(_PASSAGES, sorted(claims)):
            found.setdefault(str(row["said"]), []).append(_proof(row))
        return found

    def corrected(self, keys: Collection[Key]) -> list[Correction]:
        """What persons told of some (subject, predicate) pairs, and what was concluded from it."""
        if not keys or not self._engine.select(_PREFIXES + _ANY_CORRECTION).rows:
            return []
        return [
            Correction(
                _said(row), str(row["said"]), str(row["who"]), isinstance(row["who"], URIRef), str(row["when"]),
                str(row["why"]),
            )
            for row in self._of(_CORRECTED, keys)
        ]  # fmt: skip

    def mentions(self, things: Iterable[str], predicates: Sequence[str], place: str, most: int) -> list[Claimed]:
        """Claims with passages whose `place` ("subject" or "object") is one of some things.

        At most so many, by some predicates or, where none is given, by any.
        """
        listed = _listed(sorted(things))
        narrowed = f"VALUES ?p {{ {_listed(predicates)} }}" if predicates else ""
        query = _MENTIONS % ("s" if place == "subject" else "o", listed, narrowed, most)
        rows = self._engine.select(_PREFIXES + query).dicts() if listed else ()
        return [_said(row, _proof(row)) for row in rows]

    def findings(self, things: Iterable[str]) -> list[Touching]:
        """The findings about some things, where something does not agree."""
        predicates: dict[Touching, set[str]] = {}
        for row in self._rows(_FINDINGS, list(things)):
            if str(row.get("verdict", "")) != _AGREES:
                several = predicates.setdefault(_touching(row), set())
                several |= {str(row["predicate"])} if "predicate" in row else set()
        return [replace(told, predicates=frozenset(several)) for told, several in predicates.items()]

    def _rows(self, query: str, things: Sequence[str]) -> Iterator[Row]:
        return self._engine.select(_PREFIXES + query % _listed(things)).dicts() if things else iter(())

    def _of(self, query: str, keys: Collection[Key]) -> list[Row]:
        """The rows about some pairs; a query takes subjects and predicates apart, and finds others of these too."""
        if not keys:
            return []
        subjects = _listed(sorted({subject for subject, _ in keys}))
        predicates = ", ".join(sorted({f"<{predicate}>" for _, predicate in keys}))
        rows = self._engine.select(_PREFIXES + query % (subjects, predicates)).dicts()
        return [row for row in rows if (str(row["s"]), str(row["p"])) in keys]


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _said(row: Row, proof: Proof | None = None) -> Claimed:
    about = str(row["s"]), str(row["p"]), str(row["o"])
    return Claimed(*about, str(row["claim"]), str(row.get("rank", "")), str(row.get("rule", "")), proof)


def _touching(row: Row) -> Touching:
    code = str(row.get("verdict", "")), str(row.get("severity", ""))
    return Touching(str(row["finding"]), str(row["about"]), *code, str(row["explanation"]), frozenset())


def _proof(row: Row) -> Proof:
    title = row.get("title") or str(row["document"]).rsplit("/", 1)[-1]
    return Proof(
        document=str(row["document"]),
        title=str(title),
        section=str(row.get("section", "")),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["quote"]),
        confidence=str(row.get("confidence", "")),
        unsure=str(row.get("unsure", "")),
    )
