"""What a question names: things with their places in it, and references that nothing has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from councilgraph.model import Named, Names
from councilgraph.questions.words import Token, key


@dataclass(frozen=True)
class Entity:
    """A thing named at the tokens `at` (half open): all things of that name, by kind."""

    text: str
    at: tuple[int, int]
    candidates: tuple[Named, ...]
    read_as: str = ""  # where it was not typed as it is stored
    absent: bool = False  # whether what has to do with it is left out

    def of(self, *kinds: str) -> tuple[Named, ...]:
        """The candidates of these kinds."""
        return tuple(named for named in self.candidates if named.kind in kinds)


@dataclass(frozen=True)
class Unknown:
    """What looks like a reference or a name and is not held; `near` are things that it could be meant for."""

    text: str
    at: tuple[int, int]
    near: tuple[Named, ...]


def take(taken: list[bool], at: tuple[int, int]) -> None:
    """Marks tokens as explained."""
    for index in range(*at):
        taken[index] = True


def raw_text(text: str, tokens: Sequence[Token], at: tuple[int, int]) -> str:
    """Some tokens as typed, without the ending of an owner."""
    raw = text[tokens[at[0]].start : tokens[at[1] - 1].end]
    return raw[:-2] if raw.lower().endswith("'s") and tokens[at[1] - 1].owner else raw


def is_council(named: Named) -> bool:
    """Whether an organisation is the council whose papers it is named in."""
    head, _, name = named.iri.partition("/organisation/")
    return bool(name) and head.rsplit("/", 1)[-1] == name


def topic(words: Sequence[str], names: Names, kinds: Iterable[str]) -> tuple[Named, ...]:
    """Things whose name or title has all of the words."""
    head = single(max(words, key=len)).removesuffix("y")
    return named_so(words, names.starting(head, tuple(kinds), 200))


def named_so(words: Sequence[str], things: Iterable[Named]) -> tuple[Named, ...]:
    """Those of the things whose name or title has all of the words."""
    wanted = {single(word) for word in words}
    return tuple(named for named in things if wanted <= _words_of(named))


def in_names(word: str, names: Names) -> bool:
    """Whether the name of something held has the word."""
    return any(word in key(f"{named.label} {named.matched}").split() for named in names.starting(word, (), 5))


def _words_of(named: Named) -> set[str]:
    return {single(word) for text in (named.label, named.matched) for word in key(text).split()}


def single(word: str) -> str:
    """A word without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
