"""Posts: one post for its many spellings; that it is held for the time being belongs to the holding."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from councilgraph.iris import slug
from councilgraph.model import Evidence, Paper, Said, Thing, Told
from councilgraph.resolve.abbreviations import expanded
from councilgraph.resolve.bodies import council_names, is_body
from councilgraph.resolve.clusters import Clusters, passages
from councilgraph.resolve.names import KNOWN, is_name, lexicon, settled, tidy, words
from councilgraph.resolve.registry import Registry

Key = frozenset[str]
Grouped = tuple[str, tuple[str, ...], tuple[str, ...]]  # organisation, words, what a person tells it to be apart by
SPELLING = "The same words in one council: of, for, commas, case, word order, abbreviations and Interim aside."
BARE = "The paper's only post that begins with these words."


@dataclass(frozen=True)
class Printed:
    """A post as one paper prints it, perhaps with the organisation that it is in."""

    document: str
    role: str
    evidence: tuple[Evidence, ...]
    org: str = ""
    main: bool = False  # the decision maker's

    @property
    def name(self) -> str:
        """How the index knows it."""
        return post_name(self.role, self.org)


def post_name(role: str, org: str = "") -> str:
    """A printed role, with its organisation where it is not the council's."""
    return f"{role}|{org}" if org else role


@cache
def _interim() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(lexicon("interim"))) + r")\b\s*", re.IGNORECASE)


@lru_cache(KNOWN)
def without_interim(role: str) -> tuple[str, bool]:
    """A printed role without "Interim", "Acting" and the like, and whether it had one."""
    bare = tidy(_interim().sub("", role))
    return (bare or tidy(role), bare != tidy(role) and bool(bare))


def resolve_posts(papers: Sequence[Paper], registry: Registry, abbreviations: dict[str, tuple[str, ...]]) -> None:
    """Index every post that the papers print, by printed role."""
    own = frozenset(word for name in council_names(papers, registry.council) for word in name)
    words_of = cache(partial(post_key, own=own, abbreviations=abbreviations))
    groups: dict[Grouped, list[Printed]] = defaultdict(list)
    ties: dict[Grouped, Told | None] = {}
    for paper in papers:
        printed = list(_printed(paper, registry))
        for post in printed:
            full, _ = _full_form(post, printed)
            apart = registry.told.apart("post", paper.iri, post.name)
            key = _org(post, registry), tuple(sorted(words_of(full.role))), apart
            groups[key].append(post)
            ties[key] = ties.get(key) or registry.told.tie("post", paper.iri, post.name)
    clusters = Clusters[Grouped]()
    for key in sorted(groups):
        clusters.tell(key, key[2], ties[key])
    for keys in clusters.sets():
        _add([post for key in keys for post in groups[key]], keys[0][0], clusters.told(keys[0]), registry)


def post_key(role: str, own: frozenset[str], abbreviations: dict[str, tuple[str, ...]]) -> Key:
    """The words that tell one post of a council from another; all words where nothing else is left."""
    bare = without_interim(role.partition("(")[0] or role)[0]
    tokens = [word for word in expanded(bare, abbreviations) if word not in lexicon("little")]
    return frozenset(word for word in tokens if word not in own) or frozenset(tokens)


def _org(post: Printed, registry: Registry) -> str:
    """The IRI of the organisation that a post is in, "" for the council's own."""
    found = registry.find("body", post.document, post.org) if post.org else None
    return found.iri if found and found.iri != registry.iris.council(registry.council) else ""


def _full_form(post: Printed, printed: Sequence[Printed]) -> tuple[Printed, bool]:
    """The post that a bare title ("Cabinet Member") stands for in its paper, and whether it is another."""
    bare = " ".join(word for word in words(without_interim(post.role)[0]) if word != "the")
    if bare not in lexicon("bare_posts"):
        return post, False
    longer = [p for p in printed if " ".join(words(without_interim(p.role)[0])).startswith(bare + " ")]
    mains = [p for p in longer if p.main] or longer
    distinct = {frozenset(words(without_interim(p.role)[0])) for p in mains}
    return (mains[0], True) if len(distinct) == 1 else (post, False)


def _printed(paper: Paper, registry: Registry) -> Iterator[Printed]:
    facts = paper.facts
    for decision in facts.decisions:
        yield from _of(paper, decision.maker_role, main=decision.subject)
        yield from _of(paper, decision.delegated_to)
        yield from _of(paper, decision.in_consultation_with)
    for person in facts.people:
        yield from _of(paper, person.role, person.org.value if person.org else "")
    for delegation in facts.delegations:
        yield from _of(paper, delegation.delegated_to)
        yield from _of(paper, delegation.in_consultation_with)


def _of(paper: Paper, role: Said[str] | None, org: str = "", main: bool = False) -> Iterator[Printed]:
    if role is not None and is_name(role.value) and not is_body(role.value):
        yield Printed(paper.iri, role.value, role.evidence, org, main)


def _add(found: Sequence[Printed], org: str, tie: Told | None, registry: Registry) -> None:
    """One post with all the spellings that papers print for it."""
    names = Counter(without_interim(post.role)[0] for post in found if not _is_bare(post.role))
    label = settled(names or Counter(without_interim(post.role)[0] for post in found))
    thing = registry.add(
        Thing(registry.new("post", _slug(label, org), tie), "post", label, council=registry.council, part_of=org)
    )
    for post in found:
        name, interim = without_interim(post.role)
        registry.point(
            ("post", post.document, post.name), thing, "" if _is_bare(post.role) and names else name, interim
        )
    for bare, ground in ((False, tie.ground if tie else SPELLING), (True, BARE)):
        spelt = [post for post in found if _is_bare(post.role) is bare]
        printed = {without_interim(post.role)[0] for post in spelt}
        if len({name.casefold() for name in printed | {label}}) > 1:
            evidence = [proof for post in spelt for proof in passages(post.document, post.evidence[:1])]
            registry.merged(thing.iri, printed | {label}, ground, evidence)


@lru_cache(KNOWN)
def _is_bare(role: str) -> bool:
    return " ".join(word for word in words(without_interim(role)[0]) if word != "the") in lexicon("bare_posts")


def _slug(label: str, org: str) -> str:
    kept = " ".join(word for word in label.split() if word.lower() not in lexicon("little"))
    return slug(f"{kept} {org.rpartition('/')[2]}" if org else kept)
