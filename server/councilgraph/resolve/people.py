"""People: one person under full and short given names and initials, where the post or body agrees too."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from councilgraph.iris import slug
from councilgraph.model import Evidence, Paper, Said, Thing, Told
from councilgraph.resolve.clusters import Clusters, passages
from councilgraph.resolve.names import KNOWN, full_names, is_name, lexicon, settled, tidy, words
from councilgraph.resolve.posts import post_name
from councilgraph.resolve.registry import Registry
from councilgraph.resolve.standing import Standing

Name = tuple[str, ...]  # folded, surname last
Key = tuple[Name, tuple[str, ...]]  # and what a person tells it to be apart by
GROUND = "The same surname, given names that can be one person's, and the same post or organisation."
MEETING = "Initials that fit the one person of that surname who has to do with the same body in those years."
MEETING_YEARS = 4


@dataclass
class Known:
    """All that the papers of a council tell about one folded name."""

    printed: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)  # IRIs of posts and organisations
    evidence: list[tuple[str, Evidence]] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)  # document and name as printed
    tie: Told | None = None
    meetings: set[tuple[str, int]] = field(default_factory=set)  # IRI of a body, and year of its paper


@lru_cache(KNOWN)
def folded_name(printed: str) -> Name:
    """A person's name without titles and letters after it, folded; surname last."""
    found = [word for word in words(printed.partition("(")[0]) if word]
    while len(found) > 1 and found[0] in lexicon("honorifics"):
        del found[0]
    while len(found) > 2 and found[-1] in lexicon("postnominals"):
        del found[-1]
    return tuple(found)


@lru_cache(KNOWN)
def display_name(printed: str) -> str:
    """A person's name as it is shown: without titles and letters after it, capitals mended."""
    kept = [word for word in tidy(printed.partition("(")[0]).replace(",", " ").split() if words(word)]
    while len(kept) > 1 and "".join(words(kept[0])) in lexicon("honorifics"):
        del kept[0]
    while len(kept) > 2 and "".join(words(kept[-1])) in lexicon("postnominals"):
        del kept[-1]
    return " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in kept) or tidy(printed)


def compatible(left: Name, right: Name) -> bool:
    """Whether two folded names can be one person's: one surname; given names equal, short and full, or initials.

    A surname alone ("Cllr Palmer") contradicts no given name.
    """
    return bool(left) and left[-1:] == right[-1:] and all(map(_given, left[:-1], right[:-1]))


def _given(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return bool({a[0], *(name[0] for name in full_names(a))} & {b[0], *(name[0] for name in full_names(b))})
    return b in full_names(a) or a in full_names(b)


def resolve_people(papers: Sequence[Paper], registry: Registry, standing: Standing) -> None:
    """Index every person that the papers name, by printed name."""
    known: dict[Key, Known] = defaultdict(Known)
    for paper in papers:
        meeting = _meeting(paper, registry, standing)
        for name, places, evidence in _printed(paper, registry):
            if not is_name(name):
                continue
            one = known[folded_name(name), registry.told.apart("person", paper.iri, name)]
            one.tie = one.tie or registry.told.tie("person", paper.iri, name)
            one.printed[display_name(name)] += 1
            one.places |= places
            one.meetings |= meeting
            one.evidence += passages(paper.iri, evidence[:1])
            one.documents.append((paper.iri, name))
    clusters = _clusters(known)
    _by_meeting(known, clusters, registry)
    grounds = clusters.grounds()
    for keys in clusters.sets():
        joins = sorted({join.ground for join in grounds.get(clusters.root(keys[0]), ())})
        _add(keys, known, clusters.told(keys[0]), joins, registry)


def _meeting(paper: Paper, registry: Registry, standing: Standing) -> set[tuple[str, int]]:
    """The body that a paper is of or for, with the paper's year."""
    said, dated = paper.facts.document.meeting_of, standing.dated(paper)
    body = registry.find("body", paper.iri, said.value) if said else None
    return {(body.iri, int(dated[:4]))} if body and dated else set()


def _by_meeting(known: dict[Key, Known], clusters: Clusters[Key], registry: Registry) -> None:
    """Join initials ("R W Gough, Chairman") to the one full name of the council that they can stand for."""
    by_surname: dict[str, list[Key]] = defaultdict(list)
    for keys in clusters.sets():
        by_surname["".join(keys[0][0][-1:])].append(keys[0])
    for first in by_surname.values():
        if len(first) != 2:
            continue
        short, full = sorted(first, key=lambda key: not _only_initials(clusters.members(key)))
        several = clusters.members(short), clusters.members(full)
        if (
            _only_initials(several[0])
            and not _only_initials(several[1])
            and all(compatible(a[0], b[0]) for a in several[0] for b in several[1])
            and not any(_office(place, registry) for key in several[0] for place in known[key].places)
            and _met(*({one for key in keys for one in known[key].meetings} for keys in several))
        ):
            clusters.join(short, full, MEETING)


def _only_initials(keys: Sequence[Key]) -> bool:
    return all(len(name) > 1 and all(len(given) == 1 for given in name[:-1]) for name, _ in keys)


def _office(place: str, registry: Registry) -> bool:
    """Whether a place is more than a part in a meeting, as "Chairman" is."""
    return " ".join(words(registry.things[place].label)) not in lexicon("meeting_posts")


def _met(left: set[tuple[str, int]], right: set[tuple[str, int]]) -> bool:
    return any(a[0] == b[0] and abs(a[1] - b[1]) <= MEETING_YEARS for a in left for b in right)


def _printed(paper: Paper, registry: Registry) -> Iterator[tuple[str, set[str], tuple[Evidence, ...]]]:
    """Names with the posts and bodies that the paper gives them."""
    for decision in paper.facts.decisions:
        if decision.maker_name is not None:
            evidence = decision.maker_name.evidence
            yield decision.maker_name.value, _places(paper, decision.maker_role, None, registry), evidence
    for person in paper.facts.people:
        yield person.name.value, _places(paper, person.role, person.org, registry), person.name.evidence


def _places(paper: Paper, role: Said[str] | None, org: Said[str] | None, registry: Registry) -> set[str]:
    found = set()
    if role is not None:
        name = post_name(role.value, org.value if org else "")
        found.add(registry.find("post", paper.iri, name) or registry.find("body", paper.iri, role.value))
    if org is not None:
        found.add(registry.find("body", paper.iri, org.value))
    return {one.iri for one in found if one is not None} - {registry.iris.council(registry.council)}


def _clusters(known: dict[Key, Known]) -> Clusters[Key]:
    """Names that are one person's, a surname at a time; a name that fits two different people joins neither."""
    by_surname: dict[str, list[Key]] = defaultdict(list)
    clusters = Clusters[Key]()
    for key in sorted(known, key=lambda key: (-len(" ".join(key[0])), key)):
        name, apart = key
        by_surname[name[-1] if name else ""].append(key)
        clusters.tell(key, apart, known[key].tie)
    for block in by_surname.values():
        fits = {key: [other for other in block if other != key and _fit(key, other, known)] for key in block}
        for key in block:
            for other in fits[key]:
                if _agree(fits[key]) and _agree(fits[other]):
                    _join(clusters, key, other)
    return clusters


def _fit(key: Key, other: Key, known: dict[Key, Known]) -> bool:
    return compatible(key[0], other[0]) and bool(known[key].places & known[other].places)


def _agree(keys: Sequence[Key]) -> bool:
    """Whether all can be one person's names."""
    return all(compatible(a[0], b[0]) for a in keys for b in keys if a < b)


def _join(clusters: Clusters[Key], key: Key, other: Key) -> None:
    both = [(a, b) for a in clusters.members(key) for b in clusters.members(other)]
    if all(a == b or compatible(a[0], b[0]) for a, b in both):
        clusters.join(key, other, GROUND)


def _add(
    keys: Sequence[Key], known: dict[Key, Known], tie: Told | None, grounds: Sequence[str], registry: Registry
) -> None:
    """One person with all the names that papers print."""
    fullest = max(keys, key=lambda key: (sum(len(word) for word in key[0]), key))
    label = settled(known[fullest].printed)
    thing = registry.add(Thing(registry.new("person", slug(label), tie), "person", label, council=registry.council))
    for key in keys:
        for document, printed in known[key].documents:
            registry.point(("person", document, printed), thing, display_name(printed))
    if len(keys) > 1:
        printed_names = [printed for key in keys for printed in known[key].printed]
        ground = tie.ground if tie else " ".join(grounds)
        registry.merged(thing.iri, printed_names, ground, (p for key in keys for p in known[key].evidence))
