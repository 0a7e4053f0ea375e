"""What papers that changed change in the graph: claims and their ranks, facts, merges, the register of documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph

from councilgraph import graph
from councilgraph.build.kept import Kept
from councilgraph.build.told import SaidOf, Told
from councilgraph.errors import NotLocal
from councilgraph.graph import memory
from councilgraph.graph.facts import facts_graph, ranked
from councilgraph.graph.merges import merge_iri, merges_graph
from councilgraph.graph.neighbours import kind
from councilgraph.graph.passages import claim_iri, document_graph
from councilgraph.graph.reviews import doubts_graph
from councilgraph.iris import Iris
from councilgraph.model import Claim, Merge, Paper, Resolution, Thing
from councilgraph.namespaces import CG, CODE, RDF

By = Mapping[str, Mapping[str, SaidOf]]  # what is said, by paper and by thing
_HAS_OPTION, _ON_CONTRACT = str(CG.hasOption), str(CG.onContract)
_SUBJECT, _RANK, _IN = (ox.NamedNode(str(one)) for one in (RDF.subject, CG.rank, CG.inDocument))
_RANKS = {one: CODE.concept("rank", one) for one in ("preferred", "normal", "deprecated")}
_RANKED = {str(value): name for name, value in _RANKS.items()}


@dataclass
class Changed:
    """What two builds have to be held against each other: what papers said and say, what they were resolved to."""

    iris: Iris
    kept: Kept
    told: Told
    old: ox.Store
    resolution: Resolution
    listed: (
        Sequence[Paper] | None
    )  # all papers that there are now; None where they are those of before, of the same dates
    papers: Mapping[str, Paper]  # by IRI, those that are new, or are resolved to something else
    before: By  # what these said, and those that left
    after: By
    gone: set[ox.Quad] = field(default_factory=set)
    new: set[ox.Quad] = field(default_factory=set)

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """What resolving gave, by IRI."""
        return {thing.iri: thing for thing in self.resolution.things}

    @cached_property
    def moved(self) -> frozenset[str]:
        """The things of which something else is said than before."""
        pairs = ((self.before.get(one, {}), self.after.get(one, {})) for one in {*self.before, *self.after})
        said = {thing for a, b in pairs for thing in {*a, *b} if a.get(thing) != b.get(thing)}
        now, then = self.things, self.kept.things
        return frozenset(said | {one for one in {*now, *then} if now.get(one) != then.get(one)})

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The things whose facts are computed anew: those of which else is said, contracts with their parts."""
        found = set(self.moved | self.papers.keys())
        for one in list(found):
            if kind(one, self.iris) in ("option", "event"):
                found |= self._pointed(one, _ON_CONTRACT)
                found |= self._pointing(one, _HAS_OPTION, "contract")
        for one in list(found):
            if kind(one, self.iris) == "contract":
                found |= self._pointed(one, _HAS_OPTION)
                found |= self._pointing(one, _ON_CONTRACT, "option", "event")
        return frozenset(found)

    def _pointed(self, thing: str, predicate: str) -> set[str]:
        """The things that a thing has, or had, by a property."""
        said = [says for _, _, says in self.told.of([thing])]
        said += [by[thing] for by in self.after.values() if thing in by]
        found = {str(claim.object) for says in said for claim in says.claims if claim.predicate == predicate}
        return found | {str(value) for says in said for _, name, value in says.plain if str(name) == predicate}

    def _pointing(self, thing: str, predicate: str, *kinds: str) -> set[str]:
        """The things of some kinds that claims, or facts by a property, tie to a thing."""
        node = ox.NamedNode(thing)
        found = {str(q.subject.value) for q in self.old.quads_for_pattern(None, ox.NamedNode(predicate), node, None)}  # type: ignore[union-attr]
        for quad in self.old.quads_for_pattern(None, ox.NamedNode(str(RDF.object)), node, None):
            for said in self.old.quads_for_pattern(quad.subject, _SUBJECT, None, None):
                found.add(str(said.object.value))  # type: ignore[union-attr]
        found |= {
            claim.subject
            for by in self.after.values()
            for says in by.values()
            for claim in says.claims
            if claim.predicate == predicate and str(claim.object) == thing
        }
        return {one for one in found if kind(one, self.iris) in kinds}

    @cached_property
    def said(self) -> tuple[By, By]:
        """What is said of the subjects, by paper, as it was and as it is."""
        was: dict[str, dict[str, SaidOf]] = defaultdict(dict)
        for thing, document, says in self.told.of(sorted(self.subjects)):
            was[document][thing] = says
        now = {paper: by for paper, by in was.items() if paper not in self.before and paper not in self.after}
        for paper, by in self.after.items():
            now[paper] = {thing: says for thing, says in by.items() if thing in self.subjects}
        return was, now

    @cached_property
    def ranks(self) -> tuple[dict[str, list[Claim]], dict[str, list[Claim]]]:
        """The claims on the subjects with their ranks, by paper, as they were and as they are."""
        return _by_paper(self.said[0]), _by_paper(self.said[1])

    # ── quads that go and come ───────────────────────────────────────────────────────────────────

    def compute(self) -> None:
        """All quads that go and come, but for what rules conclude; raises NotLocal where that is not to be seen."""
        for one in self.moved:
            if self.iris.is_document(one) and one not in self.before and one not in self.after:
                raise NotLocal(f"other papers tell of <{one}>")
        self._facts()
        self._papers()
        self._ranks()
        self._merges()
        self._register()
        gone, new = self.gone - self.new, self.new - self.gone
        self.gone, self.new = {q for q in gone if q in self.old}, {q for q in new if q not in self.old}

    def graph(self, name: str) -> ox.NamedNode:
        """The IRI of one of the graphs that are no paper's."""
        return ox.NamedNode(self.iris.graph(name))

    def _facts(self) -> None:
        facts = self.graph("facts")
        claims = [claim for several in self.ranks[1].values() for claim in several]
        plain = [triple for by in self.said[1].values() for says in by.values() for triple in says.plain]
        things = tuple(thing for thing in self.resolution.things if thing.iri in self.subjects)
        here = Resolution(things, (), {}, {}, {})
        found = facts_graph(claims, here, self.iris, plain, self._documents)
        self.new |= {q for q in memory.quads(found, facts) if value_of(q.subject) in self.subjects}
        for one in self.subjects:
            self.gone |= set(self.old.quads_for_pattern(ox.NamedNode(one), None, None, facts))

    @cached_property
    def _documents(self) -> set[str]:
        return set(self.kept.views) if self.listed is None else {paper.iri for paper in self.listed}

    def _papers(self) -> None:
        for iri in {*self.before, *self.after}:
            name = ox.NamedNode(self.iris.document_graph(iri))
            self.gone |= set(self.old.quads_for_pattern(None, None, None, name))
            doubts = self.old.quads_for_pattern(None, _IN, ox.NamedNode(iri), self.graph("review"))
            for quad in list(doubts):
                self.gone |= set(self.old.quads_for_pattern(quad.subject, None, None, self.graph("review")))
        for iri, one in self.graphs.items():
            self.new |= set(memory.quads(one, ox.NamedNode(self.iris.document_graph(iri))))
        self.new |= set(memory.quads(doubts_graph(self.papers.values(), self.iris), self.graph("review")))

    @cached_property
    def graphs(self) -> dict[str, Graph]:
        """The graphs of the papers that changed, by the papers' IRIs."""
        return {iri: self._paper(paper) for iri, paper in self.papers.items()}

    def _paper(self, paper: Paper) -> Graph:
        others = [says for thing, says in self.after[paper.iri].items() if thing not in self.subjects]
        claims = [replace(c, rank=self._rank(c, paper.council)) for says in others for c in says.claims]
        described = {triple for by in self.said[1].values() if paper.iri in by for triple in by[paper.iri].plain}
        return document_graph(paper, [*self.ranks[1].get(paper.iri, ()), *claims], self.iris, described)

    def _rank(self, claim: Claim, council: str) -> str:
        """The rank that a claim has in the graph, where nothing else is said of its thing than before."""
        iri = ox.NamedNode(str(claim_iri(claim, council, self.iris)))
        found = next(iter(self.old.quads_for_pattern(iri, _RANK, None, None)), None)
        if found is None:
            raise NotLocal(f"the claim {iri} is not there")
        return _RANKED[value_of(found.object)]

    @cached_property
    def reranked(self) -> dict[str, list[tuple[Claim, str]]]:
        """Claims of other papers that stand in another rank than before, with the one they had, by paper."""
        found: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
        for paper, claims in self.ranks[1].items():
            if paper in self.after:
                continue
            had = {(one.subject, one.predicate, one.object): one.rank for one in self.ranks[0][paper]}
            pairs = ((one, had[one.subject, one.predicate, one.object]) for one in claims)
            found[paper] += [(one, rank) for one, rank in pairs if rank != one.rank]
        return {paper: several for paper, several in found.items() if several}

    def _ranks(self) -> None:
        for paper, claims in self.reranked.items():
            name = ox.NamedNode(self.iris.document_graph(paper))
            council = self.iris.council_of(paper) or ""
            for claim, had in claims:
                iri = claim_iri(claim, council, self.iris)
                self.gone |= set(memory.quads([(iri, CG.rank, _RANKS[had])], name))
                self.new |= set(memory.quads([(iri, CG.rank, _RANKS[claim.rank])], name))

    def _merges(self) -> None:
        """Merges that came, went, or rest on other passages; a passage's claims are those of its paper alone."""
        derived = self.graph("derived")
        then, now = (self._by_iri(merges, things) for merges, things in (
            (self.kept.merges, self.kept.things), (self.resolution.merges, self.things)))  # fmt: skip
        for iri in then.keys() - now.keys():
            self.gone |= set(self.old.quads_for_pattern(ox.NamedNode(iri), None, None, derived))
        touched = {*self.before, *self.after}
        was, came = list[Merge](), [now[iri] for iri in now.keys() - then.keys()]
        for iri in then.keys() & now.keys():
            a, b = then[iri], now[iri]
            moved = touched | {document for document, _ in set(a.evidence) ^ set(b.evidence)}
            a, b = (replace(one, evidence=tuple(e for e in one.evidence if e[0] in moved)) for one in (a, b))
            if a.evidence or b.evidence:
                was.append(a)
                came.append(b)
        self.gone |= set(memory.quads(self._proved(was, self.before, self.kept.things), derived))
        self.new |= set(memory.quads(self._proved(came, self.after, self.things), derived))

    def _by_iri(self, merges: Iterable[Merge], things: Mapping[str, Thing]) -> dict[str, Merge]:
        return {str(merge_iri(one, things[one.iri].council, self.iris)): one for one in merges}

    def _proved(self, merges: list[Merge], by: By, things: Mapping[str, Thing]) -> Graph:
        """The triples of merges, of their proofs those that they are given."""
        named = {document for one in merges for document, _ in one.evidence}
        said = {one: by[one] if one in by else self.told.by(one) for one in named}
        claims = [claim for several in said.values() for says in several.values() for claim in says.claims]
        about = tuple(things[iri] for iri in {one.iri for one in merges})
        return merges_graph(Resolution(about, tuple(merges), {}, {}, {}), claims, self.iris)

    def _register(self) -> None:
        """The register of documents, where a document came or left or has another date."""
        if self.listed is None:
            return
        name = self.graph("about")
        self.gone |= set(self.old.quads_for_pattern(None, None, None, name))
        self.new |= set(memory.quads(graph.about_graph(self.listed, self.resolution, self.iris), name))


def _by_paper(said: By) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {paper: [] for paper in said}
    for claim in ranked(claim for by in said.values() for says in by.values() for claim in says.claims):
        found[claim.document].append(claim)
    return found


def value_of(node: object) -> str:
    """The text of a term."""
    return str(getattr(node, "value", ""))
