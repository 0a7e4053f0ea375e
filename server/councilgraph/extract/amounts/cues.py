"""The words that speak for the kinds of sums, with their weights."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from councilgraph.extract.sieve import Sieve, Sieves
from councilgraph.resources import folder

QUALIFYING = frozenset(("annual", "total"))  # kinds that tell of a noun, and are none


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind; `side` is leading (to the sum), before, after or any."""

    kind: str
    weight: float
    pattern: Sieve
    side: str = "any"
    needs_bound: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues, with what is deducted for distance."""

    cues: tuple[Cue, ...]
    of: Mapping[Sieve, Cue]
    patterns: Sieves
    per: dict[str, tuple[str, float]]
    deductions: dict[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind with the weight of the words that say so."""

    kind: str
    score: float


@cache
def lexicon() -> Lexicon:
    """The bundled data/lexicons/amounts.toml."""
    raw = tomllib.loads((folder("data") / "lexicons" / "amounts.toml").read_text(encoding="utf-8"))
    cues = tuple(
        Cue(
            cue["kind"],
            cue["weight"],
            _words(cue["patterns"], raw["softened"] if cue.get("side") == "leading" else ""),
            cue.get("side", "any"),
            cue.get("needs_bound", False),
        )
        for cue in raw["cue"]
    )
    cues = (*_heads(raw["heads"], raw["softened"]), *cues)
    patterns = {cue.pattern: cue for cue in cues}
    per = {k: (v["kind"], v["weight"]) for k, v in raw["per"].items()}
    return Lexicon(cues, patterns, Sieves(patterns), per, raw["deductions"])


def _heads(raw: Mapping[str, Any], softened: str) -> Iterator[Cue]:
    """A cue for the nouns of each kind, with what they are told to be for, right before a sum."""
    for kind, nouns in raw["nouns"].items():
        yield Cue(kind, raw["weight"], _words([f"(?:{nouns}){raw['told_of']}{raw['link']}"], softened), "leading")


def _words(patterns: Sequence[str], softened: str) -> Sieve:
    """Whole words that any of some patterns finds; those that lead to a sum stand before it and what softens it."""
    end = rf"(?={softened})" if softened else r"s?(?!\w)"
    found = "|".join(patterns).replace("[^.;:£]", r"(?:[^.;:£]|\.(?=\d))")
    return Sieve(rf"(?<![^\W\d])(?:{found}){end}", re.IGNORECASE)


def by_heading(heading: str) -> Iterator[Verdict]:
    for cue in lexicon().cues:
        if cue.side == "any" and not cue.needs_bound and cue.pattern.search(heading):
            yield Verdict(cue.kind, cue.weight - lexicon().deductions["heading"])
