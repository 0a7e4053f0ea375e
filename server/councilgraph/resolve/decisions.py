"""Decisions: one thing for what is proposed, signed, reported and cited under one number, or one title and date."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from councilgraph.iris import reference_slug, slug
from councilgraph.model import DecisionFact, Evidence, Paper, PartialDate, Said, Thing, Told
from councilgraph.resolve.clusters import Clusters, passages
from councilgraph.resolve.names import folded, tidy
from councilgraph.resolve.registry import Registry
from councilgraph.resolve.standing import Standing

NUMBER = "The same decision number in one council."
TITLE = "The same title and date in one council."
STAGES = "The same title in one council, and dates that fit a proposal and its outcome."
FILE = "The file's name carries the number of a decision that other papers print."
STAGE_DAYS = 200  # a decision is taken at most so long after the meeting that it was proposed to


@dataclass(frozen=True)
class Node:
    """A decision as one paper has it: the index of its fact, or a number that it only relates to."""

    document: str
    index: int
    number: str = ""  # folded; "" where there is none that can be told from others
    printed: str = ""
    title: tuple[str, ...] = ()
    date: str = ""
    proposed: bool = False
    kind: str = ""  # whose decision it is: officer, member, cabinet, committee, …; "" where that is open

    @property
    def key(self) -> tuple[str, str, str]:
        """How the index knows it."""
        if self.index < 0:
            return "decision number", self.document, self.printed
        return "decision", self.document, str(self.index)


def number_key(number: str) -> str:
    """A decision's number folded for comparison; "" where it is too short to be its own ("3", "minute 80")."""
    key = reference_slug(re.sub(r"\s*([/-])\s*", r"\1", number)).upper()
    return key if len(re.findall(r"\d", key)) >= 4 else ""


def resolve_decisions(papers: Sequence[Paper], registry: Registry, standing: Standing) -> None:
    """Index every decision by fact index, and by number every one that a paper relates to."""
    facts = {(p.iri, i): fact for p in papers for i, fact in enumerate(p.facts.decisions)}
    nodes = [node for paper in papers for node in _nodes(paper, standing)]
    clusters = Clusters[Node]()
    for node in nodes:
        clusters.tell(node, registry.told.apart(*node.key), registry.told.tie(*node.key))
    _by_number(nodes, clusters)
    _by_file_name(papers, nodes, clusters)
    _by_title(nodes, clusters)
    grounds = clusters.grounds()
    for found in clusters.sets():
        joins = sorted({join.ground for join in grounds.get(clusters.root(found[0]), ())})
        _add(found, facts, joins, clusters.told(found[0]), registry, standing)


def _nodes(paper: Paper, standing: Standing) -> Iterator[Node]:
    for index, fact in enumerate(paper.facts.decisions):
        printed = tidy(fact.number.value) if fact.number else ""
        date = fact.date.value.iso if fact.date else standing.dated(paper) if fact.subject else ""
        title = folded(fact.title.value, "little") if fact.title else ()
        proposed = fact.status is not None and fact.status.value == "proposed"
        kind = fact.kind.value if fact.kind and fact.kind.value not in ("proposed", "agenda") else ""
        yield Node(paper.iri, index, number_key(printed), printed, title, date, proposed, kind)
    related = {tidy(one.value.ref) for fact in paper.facts.decisions for one in fact.related}
    for printed in sorted(related):
        if number_key(printed):
            yield Node(paper.iri, -1, number_key(printed), printed)


def _by_number(nodes: Sequence[Node], clusters: Clusters[Node]) -> None:
    first: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.number:
            heads = first[node.number]
            head = next((one for one in heads if not clusters.apart(one, node)), None)
            if head is None:
                heads.append(node)
            else:
                clusters.join(head, node, NUMBER)


def _by_file_name(papers: Sequence[Paper], nodes: Sequence[Node], clusters: Clusters[Node]) -> None:
    """A paper with one decision, no number in it and a known number at the head of its file's name."""
    first: dict[str, Node] = {}
    for node in nodes:
        if node.number:
            first.setdefault(node.number, node)
    own = {paper.iri: [i for i, f in enumerate(paper.facts.decisions) if f.subject] for paper in papers}
    stems = {paper.iri: reference_slug(paper.text.stem).upper() + "-" for paper in papers}
    for node in nodes:
        if node.number or node.index < 0 or own[node.document] != [node.index]:
            continue
        pieces = stems[node.document].split("-")
        heads = ("-".join(pieces[:count]) for count in (4, 3, 2))
        number = next((head for head in heads if head in first), None)
        if number is not None:
            clusters.join(first[number], node, FILE)


def _by_title(nodes: Sequence[Node], clusters: Clusters[Node]) -> None:
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        if len(node.title) > 1:
            blocks[node.title].append(node)
    for block in blocks.values():
        numbers = {one.number for node in block for one in clusters.members(node) if one.number}
        block.sort(key=lambda node: (node.date, node.document, node.index))
        for left, right in pairwise(block):
            ground = _ground(left, right, len(numbers) < 2)
            if ground and not _of_others(clusters.members(left), clusters.members(right)):
                clusters.join(left, right, ground)


def _of_others(left: Sequence[Node], right: Sequence[Node]) -> bool:
    """Whether two decisions are taken by different sorts of people: a committee endorses what a member decides."""
    kinds = [{node.kind for node in side if node.kind} for side in (left, right)]
    return bool(kinds[0] and kinds[1]) and not kinds[0] & kinds[1]


def _ground(left: Node, right: Node, one_number: bool) -> str | None:
    """Why two decisions with one title, the earlier first, are one; None where they may be two."""
    if not one_number or (left.number and right.number):
        return None
    if left.date and left.date == right.date:
        return TITLE
    staged = left.proposed and not right.proposed and _days(left.date, right.date) <= STAGE_DAYS
    undated = bool(left.number or right.number) and len(left.title) > 2 and not (left.date and right.date)
    return STAGES if staged or undated else None


def _days(earlier: str, later: str) -> int:
    """Days between two dates, none where they may be one; far apart where one is missing."""
    if not (earlier and later):
        return STAGE_DAYS + 1
    return max(0, (PartialDate(later).earliest - PartialDate(earlier).latest).days)


def _add(
    found: Sequence[Node],
    facts: dict[tuple[str, int], DecisionFact],
    grounds: Sequence[str],
    tie: Told | None,
    registry: Registry,
    standing: Standing,
) -> None:
    """One decision with its number and its best title; held where a paper is about it and not only names it."""
    told = [(node, facts[node.document, node.index]) for node in found if node.index >= 0]
    number = next((node.printed for node in found if node.number), "")
    titles = [(standing.of_decision(n.document, fact), tidy(fact.title.value)) for n, fact in told if fact.title]
    title = min(titles)[1] if titles else ""
    held = any(fact.subject and not (fact.status and fact.status.value == "mentioned") for _, fact in told)
    dates = sorted(node.date for node in found if node.date)
    name = reference_slug(number) if number else slug(f"{dates[0] if dates else ''} {title or 'decision'}")
    alt = tuple(sorted({title for _, title in titles} - {title}))
    label = f"{number} {title}".strip() or "Decision without number or title"
    thing = registry.add(
        Thing(registry.new("decision", name, tie), "decision", label, alt, registry.council, held, identifier=number)
    )
    for node in found:
        if node.index >= 0:
            registry.point(("decision", node.document, str(node.index)), thing, node.printed or title)
        if node.printed:
            registry.point(("decision number", node.document, node.printed), thing, node.printed)
    if len(told) > 1:
        names = [node.printed or " ".join(node.title) for node, _ in told if node.printed or node.title]
        evidence = [proof for node, fact in told for proof in passages(node.document, _identified(fact))]
        registry.merged(thing.iri, names, " ".join(grounds), evidence)


def _identified(fact: DecisionFact) -> tuple[Evidence, ...]:
    """The passages that say which decision it is."""
    said: Said[str] | None = fact.number or fact.title
    return said.evidence[:1] if said else fact.evidence[:1]
