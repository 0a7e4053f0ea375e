"""The queries as people choose them: by tag, with forms, pick lists from the graph and example questions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from councilgraph.canned import Param, Query
from councilgraph.model import Named
from councilgraph.web import links
from councilgraph.web.site import Site

_PREFIXES = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

# Class of the things that a parameter's type takes, and the property that names one shortly.
_TYPES = {
    "contract": ("cg:Contract", "cg:reference"),
    "decision": ("cg:Decision", "dct:identifier"),
    "law": ("eli:LegalResource eli:LegalResourceSubdivision", ""),
    "person": ("foaf:Person", ""),
    "post": ("cg:Post", ""),
    "organisation": ("org:FormalOrganization", ""),
    "committee": ("cg:Committee", ""),
    "service": ("cg:Service", ""),
    "council": ("cg:Council", ""),
    "document": ("cg:Document", ""),
}
# Queries whose questions are shown as examples, in this order.
SHOWN = (
    "contract-extensions", "contract-end", "contract-options-left", "decision-makers", "contradictions",
    "decision-chain", "contract-annual-value", "not-held",
)  # fmt: skip
_PICKS = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?label ?key WHERE {
  VALUES ?class { %s }
  ?thing a ?class ; rdfs:label ?label .
  %s
} ORDER BY ?label LIMIT %d
"""
)
_INPUTS = {"date": "date", "integer": "number", "decimal": "text", "text": "search"}
_MANY = 300


@dataclass(frozen=True)
class Field:
    """One field of a query's form; `choices` are (value, words), none where anything may be typed."""

    name: str
    label: str
    input: str
    value: str
    optional: bool
    choices: tuple[tuple[str, str], ...] = ()
    kind: str = ""


def by_tag(queries: Iterable[Query]) -> list[tuple[str, list[Query]]]:
    """The queries under their first tag, tags and summaries in the order of the alphabet."""
    groups: dict[str, list[Query]] = {}
    for query in sorted(queries, key=lambda q: q.summary):
        groups.setdefault(query.tags[0] if query.tags else "other", []).append(query)
    return sorted(groups.items())


def fields(site: Site, query: Query, values: Mapping[str, str]) -> list[Field]:
    """The form of a query, with the values given; where none are given, the examples it comes with."""
    return [_field(site, query, param, values) for param in query.params.values()]


def _field(site: Site, query: Query, param: Param, values: Mapping[str, str]) -> Field:
    value = values.get(param.name, "" if values or param.optional else example(site, query, param))
    choices = pick_list(site, param.type)
    if choices and value and value not in dict(choices):
        choices = ((value, _in_words(site, value)), *choices)
    kind = param.type if param.type in _TYPES else ""
    return Field(
        param.name, param.label, _INPUTS.get(param.type, "search"), value, param.optional,
        choices if len(choices) <= _MANY else (), kind,
    )  # fmt: skip


def _in_words(site: Site, value: str) -> str:
    """A value with the labels of the things that it names by their IRIs: "not Acme"."""
    iris = [part for part in value.split() if links.is_iri(part)]
    known = site.engine.labels(iris) if iris else {}
    no = "not " if iris and value.startswith("not ") else ""
    return no + (" or ".join(known.get(iri, iri) for iri in iris) or value)


def pick_list(site: Site, kind: str) -> tuple[tuple[str, str], ...]:
    """What a parameter's type can be, from the graph: (value, words), none where anything may be typed."""
    if kind.startswith("code:"):
        return tuple(site.terms.codes(kind.removeprefix("code:")))
    if kind == "boolean":
        return (("true", "yes"), ("false", "no"))
    if kind not in _TYPES:
        return ()
    if kind == "council":
        rows = site.rows(_PICKS % ("cg:Council", "", _MANY + 1))
        return tuple((str(row["label"]), str(row["label"])) for row in rows)
    named = sorted(site.engine.names.all(kind, _MANY), key=lambda one: (one.label, one.iri))
    return tuple({_value(kind, one): one.label for one in named}.items())


def _value(kind: str, one: Named) -> str:
    """What a form sends for a thing: its number or reference, its IRI where it should have one, else its name."""
    if not _TYPES[kind][1]:
        return one.label
    return one.key if one.key != one.label else one.iri


def example(site: Site, query: Query, param: Param) -> str:
    """A value that this graph can answer: the query's own example where it is held, else the first pick."""
    shown = _plain(query.examples.get(param.name, ""))
    choices = dict(pick_list(site, param.type))
    if shown in choices or (not choices and (param.type not in _TYPES or site.engine.names.exact(shown))):
        return shown
    if not choices:
        choices = {_value(param.type, one): one.label for one in site.engine.listed(param.type, 1)}
    if not choices:
        return shown
    return next((value for value in choices if not links.is_iri(value)), next(iter(choices)))


def _plain(terms: str) -> str:
    """The first term of a VALUES line as a form shows it."""
    match = re.match(r'\s*(?:"((?:[^"\\]|\\.)*)"|<([^>]*)>|(\S+))', terms)
    found = next((group for group in match.groups() if group), "") if match else ""
    return found.rsplit("/", 1)[-1] if links.is_code(found) else found


def example_questions(site: Site) -> list[str]:
    """Questions in English that this graph can answer and that show what can be asked."""
    found = [_question(site, site.catalogue[name]) for name in SHOWN if name in site.catalogue]
    return list(dict.fromkeys(question for question in found if question))


def _question(site: Site, query: Query) -> str:
    """The first wording of a query that examples of what it needs can fill, "" where there is none."""
    values = {p.name: example(site, query, p) for p in query.params.values() if not p.optional}
    return next(iter(wordings(query, values)), "")


def wordings(query: Query, values: Mapping[str, str]) -> list[str]:
    """The query's questions in English with these values in them, of those that all values are known for."""
    found = []
    for wording in query.questions:
        names = re.findall(r"\{(\w+)\}", wording)
        if all(values.get(name) and "://" not in values[name] for name in names):
            text = wording.format(**{name: values[name] for name in names}).rstrip("?")
            found.append(text[0].upper() + text[1:] + "?")
    return found
