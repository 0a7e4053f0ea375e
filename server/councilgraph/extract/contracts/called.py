"""Papers on several contracts that each have a short name: "the Lighting Works Contract (LWC)", then "the LWC"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.contracts.story import NEW, NOW, Story
from councilgraph.extract.contracts.words import action_in
from councilgraph.extract.sentences import sentences
from councilgraph.extract.shadow import Shadow

_CALLED = re.compile(
    r"(?P<name>[A-Z][\w'&-]*(?: (?:(?:and|of|for|&) )?[A-Z][\w'&-]*){0,8} (?:Contract|Agreement|Framework))"
    r" \((?:the )?[\"'“‘]?(?P<short>[A-Z]{2,8})[\"'”’]?\)"
)
_NEXT = re.compile(
    r"\band (?=(?:to )?(?:re-?)?(?:procure|tender|commission|extend|renew|award|vary|terminate|end)\b)", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\W*(?:The|This|It|Its)\b(?: (?:current|existing|present))?(?: (?:contract|agreement|framework))?\b"
)
_FOR_NEW = frozenset(("award", "direct award", "procure", "reprocure"))


def called_apart(shadow: Shadow, found: Sequence[Clue]) -> list[Story]:
    """One story for each of several contracts that have short names, where each is acted on or told of; else none."""
    names = {match["short"]: match for match in _CALLED.finditer(shadow.text)}
    if len(names) < 2:
        return []
    told = {short: Story(NOW, name=match.span("name")) for short, match in names.items()}
    for short, start, end in _clauses(shadow.text, names):
        story = told[short]
        done = action_in(_CALLED.sub(lambda name: " " * len(name[0]), shadow.text[start:end]))
        if done is not None and story.sentence is None:
            story.sentence = (start, end)
            story.slot = NEW if done[0] in _FOR_NEW else NOW
        for clue in found:
            if start <= clue.start < end:
                story.add(clue)
    kept = [story for story in told.values() if story.hard]
    return kept if len(kept) > 1 and all(story.sentence or story.hard > 1 for story in kept) else []


def _clauses(text: str, names: Mapping[str, re.Match[str]]) -> Iterator[tuple[str, int, int]]:
    """The clauses that speak of one of the contracts by its name, or go on from one that does."""
    last = ""
    for first, stop in sentences(text):
        goes_on = _GOES_ON.match(text, first, stop) is not None
        cuts = [first, *(match.end() for match in _NEXT.finditer(text, first, stop)), stop]
        for start, end in pairwise(cuts):
            named = [s for s, m in names.items() if _names(text[start:end], s, m["name"])]
            last = named[0] if len(named) == 1 else last if goes_on and not named else ""
            if last:
                yield last, start, end


def _names(told: str, short: str, name: str) -> bool:
    """Whether words name a contract, by its short name or in full."""
    return name in told or re.search(rf"\b{short}\b", told) is not None
