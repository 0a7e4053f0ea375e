"""Councils, committees and organisations: one thing under its full name, its short name and its abbreviation."""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from councilgraph import resources
from councilgraph.iris import slug
from councilgraph.model import ContractFact, Evidence, Paper, Thing, Told
from councilgraph.resolve.abbreviations import expanded
from councilgraph.resolve.clusters import Clusters, passages
from councilgraph.resolve.names import KNOWN, folded, head_of, initials, is_name, lexicon, settled, tidy, words
from councilgraph.resolve.registry import Registry
from councilgraph.resolve.services import service_key

Key = tuple[str, ...]
SUFFIX = "The same name but for case, punctuation or a legal suffix such as Ltd."
HEAD = "One name begins the other, and both supply the same contract or service."
RENAMED = "A paper says that the one was once called by the other's name."
COMMITTEE = "The same body of one council, with and without abbreviation or the council's name."


@dataclass(frozen=True)
class Named:
    """A body as one paper prints it."""

    document: str
    printed: str
    kind: str
    evidence: tuple[Evidence, ...]
    works: frozenset[str] = frozenset()  # services and references of the contracts that it supplies here


@lru_cache(KNOWN)
def is_body(name: str) -> bool:
    """Whether a name is that of a council, committee or the like rather than of a post or a person."""
    found = words(name.partition("(")[0])
    heads = {" ".join(found[:1]), " ".join(found[:2])}
    return bool(found) and found[-1] in lexicon("bodies") and not heads & lexicon("post_heads")


def resolve_bodies(papers: Sequence[Paper], registry: Registry, abbreviations: dict[str, Key]) -> None:
    """Index every council, committee and organisation that the papers print, by printed name."""
    own = council_names(papers, registry.council)
    council = _council(papers, registry)
    key_of = cache(partial(_key, own=own, abbreviations=abbreviations))
    groups: dict[Key, list[Named]] = defaultdict(list)
    marks: dict[Key, tuple[tuple[str, ...], Told | None]] = {}
    keys_of: dict[tuple[str, str], Key] = {}
    for named in (one for paper in papers for one in _printed(paper) if is_name(one.printed)):
        if _bare(named.printed) in own:
            registry.point(("body", named.document, named.printed), council, tidy(named.printed))
        else:
            apart = registry.told.apart("body", named.document, named.printed)
            key = (*key_of(named.printed, _is_committee(named)), *apart)
            groups[key].append(named)
            keys_of[named.document, named.printed] = key
            known = marks.get(key, (apart, None))[1]
            marks[key] = apart, known or registry.told.tie("body", named.document, named.printed)
    renamed = _renamed(papers, keys_of)
    for keys, ground, tie in _clusters(groups, marks, renamed):
        former = {named.printed for key in keys if key in renamed for named in groups[key]}
        _add([named for key in keys for named in groups[key]], ground, council, registry, tie, former)


def _renamed(papers: Sequence[Paper], keys_of: Mapping[tuple[str, str], Key]) -> dict[Key, Key]:
    """Keys of former names with those of the names that followed them."""
    found: dict[Key, Key] = {}
    for paper in papers:
        for one in paper.facts.renamings:
            former, name = (keys_of.get((paper.iri, said.value)) for said in (one.former, one.name))
            if former is not None and name is not None and former != name and found.get(name) != former:
                found.setdefault(former, name)
    return found


def council_names(papers: Sequence[Paper], council: str) -> frozenset[Key]:
    """The folded names of the council itself: as printed, from its profile, and their initials."""
    printed = {p.facts.document.council_name.value for p in papers if p.facts.document.council_name}
    names = {_bare(name) for name in (*printed, *_profile(council))} | {_bare(council.replace("-", " "))}
    short = {(initials(words(name)),) for name in printed if len(words(name)) > 1}
    return frozenset(names | short | {("council",), ("county", "council"), ("borough", "council"), ("authority",)})


def _profile(council: str) -> list[str]:
    """The council's names by its profile, the full one first; none where it has no profile."""
    path = resources.folder("data") / "councils" / f"{council}.toml"
    if path.is_file():
        with path.open("rb") as file:
            profile = tomllib.load(file)
        return [name for name in (profile.get("name", ""), *profile.get("aliases", [])) if name]
    return [row["name"] for row in [_register().get(council)] if row is not None]


@cache
def _register() -> dict[str, dict[str, str]]:
    """The rows of data/council_names.csv by slug."""
    with (resources.folder("data") / "council_names.csv").open(encoding="utf-8") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@lru_cache(KNOWN)
def _bare(name: str) -> Key:
    return folded(name, "little")


def _council(papers: Sequence[Paper], registry: Registry) -> Thing:
    printed = Counter(tidy(p.facts.document.council_name.value) for p in papers if p.facts.document.council_name)
    names = _profile(registry.council) or ([settled(printed)] if printed else [registry.council.title()])
    iri = registry.iris.council(registry.council)
    alt = tuple(sorted({*names[1:]}))
    code = _register().get(registry.council, {}).get("gss_code", "")
    thing = Thing(
        iri, "organisation", names[0], alt, council=registry.council, identifier=code, classes=("Council",)
    )  # fmt: skip
    for paper in papers:
        name = paper.facts.document.council_name
        if name is not None:
            registry.point(("body", paper.iri, name.value), thing, tidy(name.value))
    return registry.add(thing)


def _printed(paper: Paper) -> Iterator[Named]:
    """Every body that a paper prints, wherever in its facts."""
    facts = paper.facts
    for organisation in facts.organisations:
        yield Named(paper.iri, organisation.name, organisation.kind, organisation.evidence)
    for renaming in facts.renamings:
        yield Named(paper.iri, renaming.name.value, "organisation", renaming.name.evidence)
        yield Named(paper.iri, renaming.former.value, "organisation", renaming.former.evidence)
    for contract in facts.contracts:
        if contract.supplier is not None:
            yield Named(paper.iri, contract.supplier.value, "supplier", contract.supplier.evidence, _works(contract))
        if contract.department is not None:
            yield Named(paper.iri, contract.department.value, "organisation", contract.department.evidence)
    if facts.document.meeting_of is not None:
        meeting = facts.document.meeting_of
        yield Named(paper.iri, meeting.value, "committee", meeting.evidence)
    for decision in facts.decisions:
        for role in (decision.maker_role, decision.delegated_to, decision.in_consultation_with):
            if role is not None and is_body(role.value):
                yield Named(paper.iri, role.value, "organisation", role.evidence)
    for delegation in facts.delegations:
        for role in (delegation.delegated_to, delegation.in_consultation_with):
            if role is not None and is_body(role.value):
                yield Named(paper.iri, role.value, "organisation", role.evidence)
    for person in facts.people:
        if person.org is not None:
            yield Named(paper.iri, person.org.value, "organisation", person.org.evidence)
        if person.role is not None and is_body(person.role.value):
            yield Named(paper.iri, person.role.value, "organisation", person.role.evidence)
    for amount in facts.amounts:
        if amount.payee is not None:
            yield Named(paper.iri, amount.payee, "organisation", amount.evidence)


def _works(contract: ContractFact) -> frozenset[str]:
    found = set()
    if contract.title is not None:
        found.add("service " + " ".join(service_key(contract.title.value)))
    if contract.reference is not None:
        found.add("reference " + "".join(words(contract.reference.value)))
    return frozenset(found)


def _key(printed: str, committee: bool, own: frozenset[Key], abbreviations: dict[str, Key]) -> Key:
    """What two spellings of one body have in common; a committee's begins with a mark of its own."""
    tokens = expanded(printed, abbreviations)
    if committee:
        council = max((name for name in own if len(name) > 1 and head_of(name, tokens)), key=len, default=())
        kept = [word for word in tokens[len(council) :] if word not in lexicon("little")]
        return ("committee:", *(kept[1:] if kept[:1] == ["member"] and len(kept) > 2 else kept))
    kept = list(words(printed)) or [printed]
    while len(kept) > 1 and kept[0] == "the":
        del kept[0]
    while len(kept) > 1 and kept[-1] in lexicon("legal_suffixes"):
        del kept[-1]
    return tuple(map(_plain, kept))


def _plain(word: str) -> str:
    return folded(word)[0] if folded(word) else word


def _is_committee(named: Named) -> bool:
    found = words(named.printed.partition("(")[0])
    return named.kind == "committee" or (bool(found) and found[-1] in lexicon("committees"))


def _clusters(
    groups: dict[Key, list[Named]],
    marks: dict[Key, tuple[tuple[str, ...], Told | None]],
    renamed: Mapping[Key, Key],
) -> Iterator[tuple[list[Key], str, Told | None]]:
    """The keys that are one body, with the ground where there is more than one, and who told it."""
    clusters = Clusters[Key]()
    works = {key: frozenset().union(*(named.works for named in found)) for key, found in groups.items()}
    by_first: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(groups):
        clusters.tell(key, *marks[key])
        if works[key]:
            by_first[key[0]].append(key)
    for block in by_first.values():
        for shorter in block:
            longer = [key for key in block if head_of(shorter, key) and works[key] & works[shorter]]
            for key in longer:
                clusters.join(shorter, key, HEAD)
    for former, name in renamed.items():
        clusters.join(former, name, RENAMED)
    for keys in clusters.sets():
        tie = clusters.told(keys[0])
        alone = COMMITTEE if keys[0][0] == "committee:" else SUFFIX
        grounds = [one.ground for one in clusters.joins if one.left in keys]
        yield keys, tie.ground if tie else grounds[-1] if grounds else alone, tie


def _add(
    found: list[Named], ground: str, council: Thing, registry: Registry, tie: Told | None, former: set[str]
) -> None:
    """One body with all the names that papers print for it, under one that it still has."""
    seen = {(named.document, tidy(named.printed)) for named in found}
    lasting = [tidy(named.printed) for named in found if named.printed not in former]
    label = settled(Counter(name for _, name in seen if name in lasting) or Counter(name for _, name in seen))
    kind = "committee" if any(map(_is_committee, found)) else "organisation"
    other = kind == "organisation" and words(label)[-1:] == ("council",)
    thing = registry.add(
        Thing(
            registry.new(kind, slug(label), tie), kind, label, council=registry.council,
            part_of=council.iri if kind == "committee" else "", classes=("Council",) if other else (),
        )
    )  # fmt: skip
    for named in found:
        registry.point(("body", named.document, named.printed), thing, tidy(named.printed))
    if len({name.casefold() for _, name in seen}) > 1:
        _merge(found, thing, ground, registry)


def _merge(found: Iterable[Named], thing: Thing, ground: str, registry: Registry) -> None:
    found = list(found)
    evidence = [proof for named in found for proof in passages(named.document, named.evidence[:1])]
    registry.merged(thing.iri, (tidy(named.printed) for named in found), ground, evidence)
