"""Abbreviations that the papers of one council explain by using the long form somewhere: CYPE."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from councilgraph.model import Paper
from councilgraph.resolve.names import folded, initials, lexicon, singular, words

Key = tuple[str, ...]
_ROLE_WORDS = {
    "corporate",
    "director",
    "cabinet",
    "member",
    "committee",
    "head",
    "council",
    "county",
    "deputy",
    "leader",
}


def known_abbreviations(papers: Sequence[Paper]) -> dict[str, Key]:
    """Initials of the names of posts and committees, to the folded words they stand for, where that is one phrase."""
    found: dict[str, set[Key]] = defaultdict(set)
    for name in {name for paper in papers for name in _long_names(paper)}:
        tokens = tuple(word for word in folded(name, "little", "interim") if word not in _ROLE_WORDS)
        if len(tokens) > 2:
            found[initials(tokens)].add(tokens)
    return {short: next(iter(phrases)) for short, phrases in found.items() if len(phrases) == 1}


def _long_names(paper: Paper) -> Iterable[str]:
    facts = paper.facts
    yield from (person.role.value for person in facts.people if person.role)
    yield from (decision.maker_role.value for decision in facts.decisions if decision.maker_role)
    yield from (delegation.delegated_to.value for delegation in facts.delegations)
    yield from (o.name for o in facts.organisations if set(words(o.name)) & lexicon("committees"))
    if facts.document.meeting_of:
        yield facts.document.meeting_of.value


def expanded(name: str, abbreviations: dict[str, Key]) -> Key:
    """The folded words of a name, with its capitals that are a known abbreviation written out."""
    found: list[str] = []
    for word in re.findall(r"[^\s,;:()–/-]+", name):
        phrase = abbreviations.get(word.lower()) if word.isupper() and len(word) > 2 else None
        found += phrase or (singular(token) for token in words(word))
    return tuple(found)
