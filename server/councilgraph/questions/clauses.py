"""Two things asked in one question: "who supplies it and when does it end", "supplier and value of SC1"."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from councilgraph.questions.lexicon import CONCEPT, Found, Lexicon
from councilgraph.questions.words import Token

_AND = frozenset({"and", "&", "plus"})
_ASKING = frozenset({"who", "whom", "what", "which", "when", "where", "why", "how", "whose"})
_BEFORE = frozenset({"by", "at", "for", "from", "to", "on", "in", "of", "under", "with", "so", "also", "then"})
_SMALL = frozenset({"the", "its", "their", "a", "an", "current", "what", "is", "of"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the questions in one ask for: the concepts of each, and those that stand in a list of several."""

    parts: tuple[frozenset[str], ...] = ()
    listed: frozenset[str] = frozenset()

    def apart(self, concepts: Collection[str]) -> bool:
        """Whether concepts are of two questions, and of none of them together."""
        return bool(self.parts) and not any(set(concepts) & self._all() <= part for part in self.parts)

    def _all(self) -> frozenset[str]:
        return frozenset().union(*self.parts)


ONE = Asked()


def asked(words: Sequence[Token], taken: Sequence[bool], lexicon: Lexicon, named: Collection[str]) -> Asked:
    """The questions that a question consists of; in lists only properties of the names given count."""
    found = [one for one in lexicon.find(words, taken) if one.meaning.sort == CONCEPT]
    cuts = [index for index in range(1, len(words) - 1) if not taken[index] and _cuts(words, index)]
    parts = [_within(found, first, last) for first, last in _between(cuts, len(words))] if cuts else []
    told = frozenset(named)
    listed = frozenset(
        concept
        for one, two in itertools.pairwise(found)
        if _listed(words, taken, one, two)
        for concept in (*_names(one), *_names(two))
        if {*_names(one)} & told and {*_names(two)} & told
    )
    both = frozenset().union(*parts) if len(parts) > 1 else frozenset()
    return Asked(tuple(parts), (listed | both) & told)


def _cuts(words: Sequence[Token], index: int) -> bool:
    """Whether a second question begins after an "and"."""
    if words[index].word not in _AND:
        return False
    after = index + 1
    while after < len(words) - 1 and words[after].word in _BEFORE:
        after += 1
    return words[after].word in _ASKING


def _between(cuts: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    yield from zip([0, *cuts], [*cuts, last], strict=True)


def _within(found: Sequence[Found], first: int, last: int) -> frozenset[str]:
    return frozenset(name for one in found if first <= one.first < last for name in _names(one))


def _names(found: Found) -> tuple[str, ...]:
    return tuple(found.meaning.name.split("+"))


def _listed(words: Sequence[Token], taken: Sequence[bool], one: Found, two: Found) -> bool:
    """Whether two words stand beside each other with an "and" or a comma between them."""
    between = range(one.last, two.first)
    if any(not taken[index] and words[index].word not in _AND | _SMALL for index in between):
        return False
    joined = any(not taken[index] and words[index].word in _AND for index in between)
    return joined or (not between and words[one.last - 1].end + 1 < words[two.first].start)
