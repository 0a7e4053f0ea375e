"""Decisions, contracts and papers named by a run of words of their titles: "the budget monitoring report"."""

from collections.abc import Sequence
from dataclasses import dataclass

from councilgraph.model import Named, Names
from councilgraph.questions.lexicon import Lexicon
from councilgraph.questions.named import Entity, begun, raw_text, single, stem, take
from councilgraph.questions.words import Token, key

_KINDS = ("decision", "contract", "document")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_LOOKED_UP = 50  # things with a word in their name
_MOST = 6  # things of one kind that one run of words may mean
_FEW = 2  # decisions that a noun alone may mean
_NOUNS = frozenset({"budget", "precept", "grant", "payment", "account", "insurance", "fee", "charge", "policy", "plan"})
_ARTICLES = frozenset({"the", "our", "on", "for", "were", "was"})
_SHORTEST = 4  # letters of a word that tells which title is meant


@dataclass(frozen=True)
class _Run:
    at: tuple[int, int]
    things: tuple[Named, ...]

    def order(self) -> tuple[int, int]:
        return self.at[0] - self.at[1], self.at[0]


def titles(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """The things whose titles have two words or more in the same order: one that means nothing else, or all capital."""
    found = []
    runs = [_run(tokens, taken, index, names, lexicon) for index in range(len(tokens))]
    runs += [] if any(runs) else [_loose(tokens, taken, index, names, lexicon) for index in range(len(tokens))]
    for run in sorted((run for run in runs if run is not None), key=_Run.order):
        if not any(taken[slice(*run.at)]):
            take(taken, run.at)
            labels = " or ".join(dict.fromkeys(named.label for named in run.things))
            found.append(Entity(raw_text(text, tokens, run.at), run.at, run.things, read_as=labels))
    return found


def of_noun(text: str, tokens: Sequence[Token], names: Names) -> Entity | None:
    """The few decisions in whose titles "the budget" stands, a word that means a sum or a sort of thing elsewhere."""
    for index in range(1, len(tokens)):
        noun = single(tokens[index].word)
        if noun not in _NOUNS or tokens[index - 1].word not in _ARTICLES:
            continue
        titled = [named for named in names.starting(noun, ("decision",), _LOOKED_UP) if noun in _words(named.label)]
        meant = tuple({named.iri: named for named in titled if named.held}.values())
        if 0 < len(meant) <= _FEW:
            at = (index, index + 1)
            read_as = " or ".join(dict.fromkeys(named.label for named in meant))
            return Entity(raw_text(text, tokens, at), at, meant, read_as=read_as)
    return None


def _run(tokens: Sequence[Token], taken: Sequence[bool], index: int, names: Names, lexicon: Lexicon) -> _Run | None:
    """The longest run of title words about a word that tells of one; none where too many things have it."""
    word = tokens[index].word
    if taken[index] or len(word) < _SHORTEST or not word.isalpha():
        return None
    told = lexicon.knows(word)
    if told and not (index and tokens[index].raw[:1].isupper()):
        return None
    things = [named for named in names.starting(begun(word), _KINDS, _LOOKED_UP) if named.held]
    spans = [(named, _span(tokens, taken, index, _words(named.label), lexicon)) for named in things]
    longest = max((at[1] - at[0] for _, at in spans), default=0)
    at = next((at for _, at in spans if at[1] - at[0] == longest), (0, 0))
    meant = tuple({named.iri: named for named, other in spans if other == at}.values())
    content = _content(tokens, at)
    # Words that mean something in a question are a title where they are written as one.
    written = not told or all(token.raw[:1].isupper() for token in content)
    most = max((sum(one.kind == kind for one in meant) for kind in _KINDS), default=0)
    return _Run(at, meant) if len(content) > 1 and written and 0 < most <= _MOST else None


def _loose(tokens: Sequence[Token], taken: Sequence[bool], index: int, names: Names, lexicon: Lexicon) -> _Run | None:
    """A word that tells of a title with the words beside it that one title has too, in any order."""
    word = tokens[index].word
    if taken[index] or len(word) < _SHORTEST or not word.isalpha() or lexicon.knows(word):
        return None
    things = [named for named in names.starting(begun(word), ("decision", "contract"), _LOOKED_UP) if named.held]
    best = max(
        (_about(tokens, taken, index, _words(named.label), lexicon) for named in things), key=_long, default=None
    )
    if best is None or len(_content(tokens, best)) < 2:
        return None
    wanted = _content(tokens, best)
    fitting = [named for named in things if all(_has(_words(named.label), token, lexicon) for token in wanted)]
    meant = tuple({named.iri: named for named in fitting}.values())
    decisions = sum(named.kind == "decision" for named in meant)
    return _Run(best, meant) if decisions <= _FEW and len(meant) <= 2 * _FEW else None


def _about(
    tokens: Sequence[Token], taken: Sequence[bool], index: int, title: Sequence[str], lexicon: Lexicon
) -> tuple[int, int]:
    """The tokens about one that stand in a title anywhere, small words within them too."""
    first = last = index
    while first > 0 and not taken[first - 1] and _within(tokens[first - 1], title, lexicon):
        first -= 1
    while last + 1 < len(tokens) and not taken[last + 1] and _within(tokens[last + 1], title, lexicon):
        last += 1
    while tokens[first].word in _SMALL:
        first += 1
    while tokens[last].word in _SMALL:
        last -= 1
    return first, last + 1


def _within(token: Token, title: Sequence[str], lexicon: Lexicon) -> bool:
    return token.word in _SMALL or _has(title, token, lexicon)


def _has(title: Sequence[str], token: Token, lexicon: Lexicon) -> bool:
    return any(_is(token, word, lexicon) for word in title)


def _is(token: Token, word: str, lexicon: Lexicon) -> bool:
    """Whether a word is that of a title: the same, or one for the same deed that means nothing in a question."""
    return single(token.word) == word or (stem(token.word) == stem(word) and not lexicon.knows(token.word))


def _long(at: tuple[int, int]) -> int:
    return at[1] - at[0]


def _content(tokens: Sequence[Token], at: tuple[int, int]) -> list[Token]:
    return [token for token in tokens[slice(*at)] if token.word not in _SMALL]


def _span(
    tokens: Sequence[Token], taken: Sequence[bool], index: int, title: Sequence[str], lexicon: Lexicon
) -> tuple[int, int]:
    """The tokens about one that stand in a title just so, small words at the edges aside."""
    best = (index, index)
    for place in (place for place, word in enumerate(title) if _is(tokens[index], word, lexicon)):
        first, last = index, index + 1
        while first > 0 and _same(tokens, taken, first - 1, title, place - (index - first + 1), lexicon):
            first -= 1
        while last < len(tokens) and _same(tokens, taken, last, title, place + last - index, lexicon):
            last += 1
        while tokens[first].word in _SMALL:
            first += 1
        while tokens[last - 1].word in _SMALL:
            last -= 1
        best = max(best, (first, last), key=lambda at: at[1] - at[0])
    return best


def _same(
    tokens: Sequence[Token], taken: Sequence[bool], index: int, title: Sequence[str], place: int, lexicon: Lexicon
) -> bool:
    return 0 <= place < len(title) and not taken[index] and _is(tokens[index], title[place], lexicon)


def _words(title: str) -> Sequence[str]:
    return [single(word) for word in key(title).split()]
