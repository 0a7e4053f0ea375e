"""Posts and committees of which a question says only a part: "the head of commissioning", "the audit committee"."""

from collections.abc import Sequence
from functools import lru_cache

from councilgraph.model import Named, Names
from councilgraph.questions.lexicon import Lexicon
from councilgraph.questions.named import Entity, raw_text, single, take
from councilgraph.questions.words import Token, key

_LONGEST = 10
_MOST = 2_000
_SMALL = frozenset({"and", "of", "for", "the", "s", "to", "in", "with", "on"})
# What the names of committees end with; posts begin with their rank.
# The nouns that a rank ends with, where no "of" or "for" ends it: "Director Integrated Services".
_RANKS = frozenset({
    "director", "head", "member", "manager", "officer", "leader", "commissioner", "chair", "secretary", "chief",
})  # fmt: skip
_BODIES = frozenset({"committee", "board", "panel", "cabinet", "subcommittee", "forum", "commission"})


def titles(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """The posts and committees that have all of the words, where at least one word means nothing else."""
    if all(taken) or not any(lexicon.phrases.get((token.word,)) is None for token in tokens):
        return []
    posts = [named for named in names.all("post", _MOST) if named.held]
    bodies = [named for named in names.all("committee", _MOST) if named.held]
    found = []
    for length in range(min(_LONGEST, len(tokens)), 1, -1):
        for first in range(len(tokens) - length + 1):
            at = (first, first + length)
            if any(taken[slice(*at)]) or not _edged(tokens, at):
                continue
            if all(_means(token, lexicon) for token in tokens[slice(*at)]):
                continue
            words = [word for token in tokens[slice(*at)] if (word := single(token.word)) not in _SMALL]
            if len(words) > 1 and (meant := _titled(words, posts, bodies)):
                take(taken, at)
                found.append(Entity(raw_text(text, tokens, at), at, meant, read_as=" or ".join(n.label for n in meant)))
    return found


def _edged(tokens: Sequence[Token], at: tuple[int, int]) -> bool:
    """Whether neither the first nor the last word is a small one."""
    return tokens[at[0]].word not in _SMALL and tokens[at[1] - 1].word not in _SMALL


def _means(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word says something in a question by itself."""
    return (token.word,) in lexicon.phrases or token.word in _SMALL


def _titled(words: Sequence[str], posts: Sequence[Named], bodies: Sequence[Named]) -> tuple[Named, ...]:
    if words[-1] in _BODIES and (meant := _all(words, [n for n in bodies if words[-1] in _words(n.label)])):
        return meant
    return of_rank(words, _all(words, [named for named in posts if words[0] in _rank(named.label)]))


def of_rank(words: Sequence[str], posts: Sequence[Named]) -> tuple[Named, ...]:
    """Those of the posts with no higher rank than the words say, else all: a director is no corporate director."""
    plain = tuple(named for named in posts if _rank(named.label) <= set(words))
    return plain or tuple(posts)


def _all(words: Sequence[str], things: Sequence[Named]) -> tuple[Named, ...]:
    return tuple({n.iri: n for n in things if set(words) <= _words(n.label)}.values())


@lru_cache(maxsize=4096)
def _rank(title: str) -> frozenset[str]:
    """The words that a post's title begins with: "corporate director" of "Corporate Director of Finance"."""
    rank, of, _ = key(title).replace(" for ", " of ").partition(" of ")
    words = rank.split()
    last = next((index + 1 for index, word in enumerate(words) if word in _RANKS), 2)
    return frozenset(words if of else words[:last])


@lru_cache(maxsize=4096)
def _words(title: str) -> frozenset[str]:
    return frozenset(single(word) for word in key(title).split())
