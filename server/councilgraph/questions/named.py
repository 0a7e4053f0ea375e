"""What a question names: things with their places in it, and references that nothing has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

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
    head = begun(max(words, key=len))
    return named_so(words, names.starting(head, tuple(kinds), 200))


def named_so(words: Sequence[str], things: Iterable[Named]) -> tuple[Named, ...]:
    """Those of the things whose name or title has all of the words."""
    wanted = {stem(word) for word in words}
    return tuple(named for named in things if wanted <= _stems_of(named))


def in_names(word: str, names: Names) -> bool:
    """Whether the name of something held has the word."""
    return any(word in key(f"{named.label} {named.matched}").split() for named in names.starting(word, (), 5))


def _stems_of(named: Named) -> set[str]:
    return {stem(word) for text in (named.label, named.matched) for word in key(text).split()}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the words for a deed and for doing it begin with: "replac" of "replacing" and "replacement".

    Nouns in "-ing" that mean something else than the deed ("housing", "planning") stay whole.
    """
    plain = _IRREGULAR.get(single(word), single(word))
    while plain.isalpha() and plain not in _NO_DEEDS and (shorter := _shortened(plain)) != plain:
        plain = shorter
    return plain


def begun(word: str) -> str:
    """What a word and the others for the same deed begin with, to look them up by."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(stem(word), single(word), strict=False))
    return "".join(letter for letter, _ in pairs)


def _shortened(word: str) -> str:
    """A word without one ending, and without the letter that stands before that only for its sake."""
    ending = next((one for one, least in _ENDINGS if word.endswith(one) and len(word) - len(one) >= least), "")
    if word.endswith("nd") and len(word) > 5:
        return word[:-1]
    begun = word.removesuffix(ending)
    doubled = ending and len(begun) > 4 and begun[-1] == begun[-2] and begun[-1] in "bdgmnprt"
    return begun[:-1] if doubled else begun.removesuffix("e") if len(begun) > 4 else begun


# Endings of words for deeds, with how many letters must stand before: "extend" and "extension", "install" and its noun.
_ENDINGS = (
    ("ation", 4), ("ition", 4), ("sion", 5), ("ment", 4), ("ing", 4), ("ance", 5), ("ate", 4), ("ish", 5), ("ed", 4),
    ("ion", 5), ("al", 5),
)  # fmt: skip
_IRREGULAR = {
    "maintenance": "maintain", "closure": "clos", "closing": "clos", "close": "clos", "closed": "clos", "sale": "sell",
    "sold": "sell", "acquisition": "acquir", "bought": "buy", "built": "build", "rebuilt": "rebuild", "let": "let",
    "auditor": "audit", "demolition": "demol", "removal": "remov", "renewal": "renew", "provision": "provid",
}  # fmt: skip
_NO_DEEDS = frozenset({
    "housing", "planning", "parking", "meeting", "training", "funding", "lighting", "building", "heating", "spending",
    "wellbeing", "evening", "morning", "department", "government", "document", "contractor", "director", "councillor",
    "station", "nation", "national", "personal", "external", "internal", "hospital", "capital", "annual", "general",
    "environment", "apartment", "pension", "measure", "feature", "nature", "future", "culture", "finance", "balance",
    "mental", "rental", "regional", "rural", "social", "special", "central", "local", "legal", "final", "total",
})  # fmt: skip


def single(word: str) -> str:
    """A word without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
