"""Names folded for comparison: words without case, apostrophes, plural s and little words."""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from councilgraph import resources

_MARKS = str.maketrans("", "", "'’‘`´")
KNOWN = 65_536  # names that are folded once: the papers of a council print the same ones over and over


@cache
def _lexicons() -> dict[str, Any]:
    with (resources.folder("data") / "lexicons" / "names.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def lexicon(name: str) -> frozenset[str]:
    """A list of data/lexicons/names.toml as folded words or phrases."""
    return frozenset(_lexicons()[name])


def lexicon_table(name: str) -> Mapping[str, str]:
    """A table of data/lexicons/names.toml."""
    table: Mapping[str, str] = _lexicons()[name]
    return table


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with (resources.folder("data") / "lexicons" / "given_names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["short"], set()).add(row["full"])
    return {short: frozenset(full) for short, full in found.items()}


def full_names(given: str) -> frozenset[str]:
    """The given names that a folded short form can stand for, from data/lexicons/given_names.csv."""
    return _full_names().get(given, frozenset())


@lru_cache(KNOWN)
def is_name(text: str) -> bool:
    """Whether a printed text can be a name: it has words, and is no e-mail address or telephone number."""
    return bool(words(text)) and "@" not in text and sum(c.isdigit() for c in text) < 9


@lru_cache(KNOWN)
def tidy(text: str) -> str:
    """A printed name on one line, without e-mail addresses and without marks at its ends."""
    return re.sub(r"\s+", " ", re.sub(r"\S+@\S+", " ", text)).strip(" ,;:.–-")


@lru_cache(KNOWN)
def words(text: str) -> tuple[str, ...]:
    """The words of a text: lower case, no accents, no apostrophes."""
    plain = text.translate(_MARKS).replace("&", " and ")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.lower()
    return tuple(re.findall(r"[a-z0-9]+", plain))


def singular(word: str) -> str:
    """A word without a plural or possessive s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(KNOWN)
def folded(text: str, *drop: str) -> tuple[str, ...]:
    """Singular words of a text, without those of the named lexicons."""
    dropped = frozenset().union(*(lexicon(name) for name in drop))
    kept = (singular(word) for word in words(text))
    return tuple(word for word in kept if word not in dropped)


def initials(tokens: tuple[str, ...]) -> str:
    """The first letters of words: ("children", "young", "people") gives "cyp"."""
    return "".join(token[0] for token in tokens)


def head_of(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether one name begins the other, a word at a time, and is shorter."""
    return 0 < len(shorter) < len(longer) and longer[: len(shorter)] == shorter


def settled(names: dict[str, int]) -> str:
    """The name to show among printed ones with their counts: most seen, then mixed case, longest, first."""
    return min(names, key=lambda name: (-names[name], name.isupper() or name.islower(), -len(name), name))
