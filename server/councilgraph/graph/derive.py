"""What follows from the facts: triples and things concluded by the rules in `queries/derive`.

Beside the keys that every rule has, a derive rule may say
- `from`: the claims that a conclusion rests on, as [column, predicate] or [column, predicate, column of the value];
  a column may hold several IRIs with spaces between them; claims themselves may also stand in a column ?claims;
- `over`: a step in Python that the rows go through first (`STEPS`);
- `makes`: the class of IRI of a new thing, with its `types`, `slug` and `label`, `set` (properties with a fixed
  value) and `columns` (properties with the value of a column). Without it a row is a triple in ?subject ?predicate
  ?object; where ?asserted is false only the claim is written, since another value stands in the facts.
"""

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from rdflib import Graph, Literal, URIRef

from councilgraph.graph import rules
from councilgraph.graph.curated import overruled
from councilgraph.graph.rules import Rule, Words
from councilgraph.graph.whole import Row, Triple, Whole
from councilgraph.iris import Iris, slug
from councilgraph.namespaces import CG, PROV, RDF, RDFS


def derive(graphs: Mapping[str, Graph], iris: Iris, whole: Whole | None = None) -> Graph:
    """What the rules conclude from the graphs; no triple in it stands in one of them.

    `whole` is the graphs' union, where it is there already: what is overruled is taken out, conclusions are added.
    """
    whole = whole or Whole(graphs)
    whole.remove(overruled(graphs, iris))
    return conclude(whole, iris, rules.load("derive"))


def conclude(whole: Whole, iris: Iris, using: Sequence[Rule], within: Collection[str] | None = None) -> Graph:
    """What these rules conclude, one after another; each conclusion is added to the whole for those that follow.

    `within` are the things that the whole knows everything of, where it is a part: the others are not concluded from.
    """
    derived = Graph()
    for rule in using:
        triples = {t for t in _conclude(rule, whole, iris, within) if not whole.holds(*t)}
        whole.add(triples)
        for triple in sorted(triples):
            derived.add(triple)
    return derived


def _conclude(rule: Rule, whole: Whole, iris: Iris, within: Collection[str] | None) -> Iterator[Triple]:
    step = STEPS[rule.header["over"]] if "over" in rule.header else _as_they_are
    words = Words(whole)
    for row in step(rule, rules.rows(rule, whole, within), whole):
        sources = evidence(rule, row, whole)
        if "makes" in rule.header:
            yield from _thing(rule, row, words, iris, sources)
        elif "object" in row:
            yield from _triple(rule, row, words, iris, sources)


def evidence(rule: Rule, row: Row, whole: Whole) -> list[URIRef]:
    """The claims that a row rests on: those in its ?claims, and those that the rule's `from` says."""
    found = {URIRef(claim) for claim in str(row.get("claims", "")).split()}
    for column, predicate, *value in rule.header.get("from", []):
        for thing in str(row.get(column, "")).split():
            wanted = row.get(value[0]) if value else None
            found.update(whole.claims(URIRef(thing), rules.iri(predicate), wanted))
    return sorted(found)


def _triple(rule: Rule, row: Row, words: Words, iris: Iris, sources: list[URIRef]) -> Iterator[Triple]:
    subject, predicate, value = URIRef(row["subject"]), URIRef(row["predicate"]), row["object"]
    if str(row.get("asserted", "true")) == "true":
        yield subject, predicate, value
    council = iris.council_of(subject) or "law"
    key = f"{rule.name} {' '.join(sources)}"
    claim = URIRef(iris.claim(council, key, subject, predicate, str(value), 0))
    yield claim, RDF.type, CG.Claim
    yield claim, RDF.subject, subject
    yield claim, RDF.predicate, predicate
    yield claim, RDF.object, value
    yield from _origin(claim, rule, words.say(rule.header["explanation"], row), sources)


def _thing(rule: Rule, row: Row, words: Words, iris: Iris, sources: list[URIRef]) -> Iterator[Triple]:
    header = rule.header
    council = iris.council_of(row[header.get("of", "about")]) or "law"
    name = slug(words.say(header["slug"], row))
    thing = URIRef(iris.thing(council, header["makes"], name))
    for kind in header["types"]:
        yield thing, RDF.type, rules.iri(kind)
    yield thing, RDFS.label, Literal(words.say(header["label"], row), lang="en")
    yield thing, CG.council, URIRef(iris.council(council))
    for predicate, code in header.get("set", {}).items():
        yield thing, rules.iri(predicate), rules.iri(code)
    for predicate, column in header.get("columns", {}).items():
        if column in row:
            yield thing, rules.iri(predicate), row[column]
    yield from _origin(thing, rule, words.say(header["explanation"], row), sources)


def _origin(thing: URIRef, rule: Rule, explanation: str, sources: list[URIRef]) -> Iterator[Triple]:
    yield thing, CG.rule, Literal(rule.name)
    yield thing, CG.explanation, Literal(explanation, lang="en")
    for source in sources:
        yield thing, PROV.wasDerivedFrom, source


# ── steps in Python ──────────────────────────────────────────────────────────────────────────────

Step = Callable[[Rule, list[Row], Whole], list[Row]]


def _as_they_are(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    return rows


def consecutive(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Each row with the one before it in its ?group by ?order, whose columns get the prefix `previous_`.

    `unless` names the predicates by which the two must not be linked already, either way round.
    """
    links = [rules.iri(name) for name in rule.header.get("unless", [])]
    ordered = sorted(rows, key=lambda row: (row["group"], str(row["order"]), row["subject"]))
    found = []
    for before, row in itertools.pairwise(ordered):
        if before["group"] != row["group"] or before["order"] == row["order"]:
            continue
        pair = (row["subject"], before["subject"])
        if any(whole.holds(a, link, b) for link in links for a, b in (pair, pair[::-1])):
            continue
        found.append(row | {f"previous_{name}": value for name, value in before.items()})
    return [row | {"object": row["previous_subject"]} for row in found if _in_order(row)]


def _in_order(row: Row) -> bool:
    """Whether the one before was over when this one began, where both days are known."""
    end, start = row.get("previous_end"), row.get("start")
    return end is None or start is None or str(end) < str(start)


STEPS: dict[str, Step] = {"consecutive": consecutive}
