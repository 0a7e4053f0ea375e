"""The words of names and posts: which make a phrase a post, and which no name has."""

import re
from dataclasses import dataclass
from functools import cache

from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.sieve import Sieve


@dataclass(frozen=True)
class Words:
    """The word lists of names and posts, as patterns and sets."""

    heads: Sieve
    phrase: re.Pattern[str]
    never: frozenset[str]
    surnames: frozenset[str]
    given: frozenset[str]
    posts: frozenset[str]


@cache
def word_lists() -> Words:
    """The lists of the lexicons `posts` and `given_names`."""
    posts = lexicon("posts")
    small = "|".join(map(re.escape, posts["small"]))
    word = r"(?:Chair person|Vice- Chair(?:man|woman|person)?|[A-Z][\w']*(?:[-/][A-Za-z][\w']*)*|\d{2,3})"
    inner = rf"\({word}(?:,? (?:(?:{small}) )*{word})*\)"
    return Words(
        heads=Sieve(r"\b(?:" + "|".join(map(re.escape, posts["heads"])) + r")\b"),
        phrase=re.compile(rf"{word}(?:(?:,|(?:(?<=Director)|(?<=Manager)):)? (?:(?:{small}) )*(?:{inner}|{word}))*"),
        never=frozenset(posts["never_names"]),
        surnames=frozenset(posts["surnames"]),
        given=frozenset(lexicon("given_names")["names"]),
        posts=frozenset(word for name in (*posts["heads"], *posts["before"], *posts["after"]) for word in name.split()),
    )
