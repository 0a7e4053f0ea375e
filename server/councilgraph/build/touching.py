"""What is to be concluded anew after papers changed: the things about which rules may conclude something else."""

from collections.abc import Iterator

import pyoxigraph as ox

from councilgraph.build.changed import Changed, value_of
from councilgraph.graph.neighbours import TIED, kind
from councilgraph.namespaces import CG, RDF, SKOS

_RECORDED, _SUBJECT = ox.NamedNode(str(CG.recordedIn)), ox.NamedNode(str(RDF.subject))
_ALIAS = ox.NamedNode(str(SKOS.altLabel))  # the one name of a thing that rules ask for only of the thing itself


def touched(changed: Changed, new: ox.Store) -> set[str]:
    """The things about which rules may conclude something else; `new` is the graph with the changes in it."""
    found = {value_of(one.subject) for one in changed.gone | changed.new}
    found = {one for one in found if kind(one, changed.iris) not in ("", "claim", "finding")}
    found |= {claim.subject for several in changed.reranked.values() for claim, _ in several}
    found |= changed.moved
    for by in (changed.before, changed.after):
        for iri, said in by.items():
            found |= {iri, *(one for one in said if kind(one, changed.iris) in TIED)}
            found |= {
                str(claim.object)
                for one, says in said.items()
                if one in changed.moved
                for claim in says.claims
                if kind(str(claim.object), changed.iris) in {*TIED, "citation"}
            }
    merged = (one for one in changed.gone | changed.new if one.predicate.value == str(CG.merged))
    found |= {value_of(one.object) for one in merged}
    found |= {near for one in _renamed(changed) for near in _naming(changed, one, new)}
    return found | {other for one in found for other in _recorded_with(changed, one, new)}


def _recorded_with(changed: Changed, thing: str, new: ox.Store) -> Iterator[str]:
    """The decisions that stand in one paper with a decision."""
    stores = (changed.old, new) if kind(thing, changed.iris) == "decision" else ()
    for store in stores:
        for paper in list(store.quads_for_pattern(ox.NamedNode(thing), _RECORDED, None, None)):
            for quad in store.quads_for_pattern(None, _RECORDED, paper.object, None):
                if kind(value_of(quad.subject), changed.iris) == "decision":
                    yield value_of(quad.subject)


def _renamed(changed: Changed) -> set[str]:
    """The things that many others name and that are called or described otherwise than before."""
    facts = changed.graph("facts")
    every = changed.gone | changed.new
    found = {value_of(q.subject) for q in every if q.graph_name == facts and q.predicate != _ALIAS}
    return {one for one in found if kind(one, changed.iris) not in {*TIED, "amount", "claim"}}


def _naming(changed: Changed, thing: str, new: ox.Store) -> Iterator[str]:
    for store in (changed.old, new):
        for quad in store.quads_for_pattern(None, None, ox.NamedNode(thing), None):
            for said in store.quads_for_pattern(quad.subject, _SUBJECT, None, None):
                yield value_of(said.object)
            if kind(value_of(quad.subject), changed.iris) in TIED:
                yield value_of(quad.subject)
