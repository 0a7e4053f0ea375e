"""Services: what contracts follow one another for, known by the titles of contracts."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from councilgraph.iris import slug
from councilgraph.model import Paper, Said, Thing, Told
from councilgraph.resolve.clusters import Clusters, passages
from councilgraph.resolve.names import KNOWN, folded, lexicon, settled, tidy
from councilgraph.resolve.registry import Registry

Key = tuple[str, ...]
Mentioned = tuple[str, Said[str]]  # document IRI and title
GROUND = "One council's contract titles that differ only in words such as contract, service, new or support."


@lru_cache(KNOWN)
def service_key(title: str) -> Key:
    """What a contract's title says that it is for: words like "contract", "service" and "new" folded away."""
    tokens = folded(subject(title), "service_words")
    strong = tuple(word for word in tokens if word not in lexicon("weak_service_words"))
    return strong if len(strong) > 1 else tokens or folded(title)


@lru_cache(KNOWN)
def subject(title: str) -> str:
    """A title without brackets and without parts that only say what is done: "– First Extension"."""
    bare = re.sub(r"\([^)]*\)?", " ", title)
    parts = re.split(r"\s+[-–—]\s+|[–—]", bare if folded(bare) else title)
    kept = [part for part in parts if folded(part, "service_words", "decision_words")]
    return " ".join(kept) or title


def decision_service_key(title: str, known: Collection[Key]) -> Key | None:
    """The one known service that a decision's title names, whole or before a dash; None where it names none."""
    parts = [title, *title.replace("–", "-").replace("—", "-").split(" - ")]
    for part in parts:
        key = tuple(word for word in service_key(part) if word not in lexicon("decision_words"))
        if key in known:
            return key
    return None


@lru_cache(KNOWN)
def service_name(title: str) -> str:
    """A contract's title with only the words that say what it is for, as printed: "Young Carers"."""
    key = service_key(title)
    kept = [word for word in tidy(subject(title)).split() if set(folded(word)) & set(key)]
    name = " ".join(kept).strip(" ,;:.-–")
    return name[:1].upper() + name[1:] or tidy(title)


def resolve_services(papers: Sequence[Paper], registry: Registry) -> None:
    """Index the service of each contract, and of each decision whose title names one, by title."""
    titles: dict[Key, list[Mentioned]] = {}
    clusters = Clusters[Key]()
    for paper in papers:
        for fact in paper.facts.contracts:
            if fact.title is not None:
                apart = registry.told.apart("service", paper.iri, fact.title.value)
                key = (*service_key(fact.title.value), *apart)
                titles.setdefault(key, []).append((paper.iri, fact.title))
                clusters.tell(key, apart, registry.told.tie("service", paper.iri, fact.title.value))
    known: dict[Key, Thing] = {}
    for keys in sorted(map(sorted, clusters.sets())):
        service = _service([one for key in keys for one in titles[key]], clusters.told(keys[0]), registry)
        known |= dict.fromkeys(keys, service)
    for paper in papers:
        for decision in paper.facts.decisions:
            if decision.title is None:
                continue
            named = decision_service_key(decision.title.value, known)
            if named is not None:
                name = tidy(decision.title.value)
                registry.point(("decision service", paper.iri, decision.title.value), known[named], name)


def _service(found: Sequence[Mentioned], tie: Told | None, registry: Registry) -> Thing:
    """The service of contracts whose titles fold to one key, or are told to be of one service."""
    label = settled(Counter(service_name(title.value) for _, title in found))
    thing = registry.add(Thing(registry.new("service", slug(label), tie), "service", label, council=registry.council))
    for document, title in found:
        registry.point(("service", document, title.value), thing, tidy(title.value))
    names = {tidy(title.value) for _, title in found}
    if len({folded(name) for name in names}) > 1:
        evidence = (proof for document, title in found for proof in passages(document, title.evidence))
        registry.merged(thing.iri, names, tie.ground if tie else GROUND, evidence)
    return thing
