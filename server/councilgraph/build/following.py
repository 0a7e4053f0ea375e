"""What follows from changes: what rules concluded about what lies around them, and what they conclude now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from councilgraph.errors import NotLocal
from councilgraph.graph import neighbours
from councilgraph.graph.neighbours import TIED, Concluded, Overall, kind
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF
from councilgraph.store.changes import Changing

LEAST, SHARE = 2_000, 10  # a neighbourhood of more things, and of more than one in so many, is as much as the whole
_SUBJECT, _ABOUT, _MERGE = (ox.NamedNode(str(one)) for one in (RDF.subject, CG.about, CG.Merge))


@dataclass(frozen=True)
class Following:
    """Some things with their neighbourhoods, what was concluded about them and what is concluded now."""

    members: frozenset[str]
    was: Concluded
    now: Concluded

    @property
    def about(self) -> set[str]:
        """The things of which problems are told anew: those concluded about, and what was concluded."""
        return {*self.members, *(_value(one.subject) for one in (*self.was.quads, *self.now.quads))}


def following(store: Changing, touched: Iterable[str], iris: Iris, things: int) -> Following:
    """What follows from changes to some things; `things` is how many there are in all.

    Raises NotLocal where the neighbourhoods are as much as the whole, where what is concluded from them as they were is
    not what is published of them, and where something else rests on the same thing concluded.
    """
    old, new = store.old, store.new
    before = after = Overall.of(old, iris)
    if any(map(Overall.rests_on, store.gone | store.added)):
        after = Overall.of(new, iris)
    if before.kinds.keys() != after.kinds.keys():
        raise NotLocal("a council has the first or the last decision of a kind")
    days = sorted((before.last, after.last))
    seeds = {*touched, *neighbours.between(old, *days), *neighbours.between(new, *days)}
    members = neighbours.together((old, new), sorted(seeds), iris, max(LEAST, things // SHARE))
    was = neighbours.concluded(old, members, iris, before)
    now = neighbours.concluded(new, members, iris, after)
    _as_published(old, members, was, iris)
    known = {one.subject for one in was.quads}
    for one in {quad.subject for quad in now.quads} - known:
        if _value(one) not in members and any(_concluded(old, one, iris)):
            raise NotLocal(f"{one} was concluded from something else already")
    return Following(frozenset(members), was, now)


def _as_published(old: ox.Store, members: Collection[str], was: Concluded, iris: Iris) -> None:
    """Raises NotLocal where what is concluded of some things as they were is not what is published of them."""
    derived = {ox.NamedNode(iris.graph(name)) for name in ("derived", "findings")}
    subjects = {quad.subject for quad in was.quads}
    for member in members:
        node = ox.NamedNode(member)
        subjects.add(node)
        if kind(member, iris) in TIED:
            pointing = (q for p in (_SUBJECT, _ABOUT) for q in old.quads_for_pattern(None, p, node, None))
            subjects |= {quad.subject for quad in pointing if quad.graph_name in derived}
    published = {quad for one in subjects for quad in _concluded(old, one, iris)}
    if published != was.quads:
        one = min(published ^ was.quads, key=str)
        raise NotLocal(f"{one.subject} {'is not' if one in published else 'is'} concluded from what lies around it")


def _concluded(store: ox.Store, node: object, iris: Iris) -> list[ox.Quad]:
    """What is published of a node that rules concluded: not why names were merged."""
    found = [
        quad
        for name in ("derived", "findings")
        for quad in store.quads_for_pattern(node, None, None, ox.NamedNode(iris.graph(name)))  # type: ignore[arg-type]
    ]
    return [] if any(quad.object == _MERGE for quad in found) else found


def _value(node: object) -> str:
    return str(getattr(node, "value", ""))
