"""Small numbers in a question: "two options", "at least one", "twice", "for three years"."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from councilgraph.questions.words import Token

_NUMBERS = dict(zip(
    ["no", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), strict=True))  # fmt: skip
_NUMBERS |= {"eighteen": 18, "twenty": 20, "thirty": 30, "ninety": 90, "fifteen": 15, "couple": 2, "dozen": 12}
# The words that numbers are made of.
WORDS = frozenset(_NUMBERS)
_UNITS = {"year": 12, "years": 12, "month": 1, "months": 1}
_OF_LENGTH = frozenset({"for", "over", "of", "lasting", "by", "than"})
_LONG = frozenset({"long", "period", "term"})
_LEADS = ((["more", "than"], 1), (["at", "least"], 0))


@dataclass(frozen=True, slots=True)
class Number:
    """A small number, as in "two options"; `least` where it is a lower bound ("more than one": 2)."""

    value: int
    at: tuple[int, int]
    least: int | None = None
    often: bool = False  # how many times, not how many things


@dataclass(frozen=True, slots=True)
class Spell:
    """A length of time in months, as in "for three years" and "a 12-month extension"."""

    months: int
    text: str
    at: tuple[int, int]


_TIMES = {"once": 1, "twice": 2, "thrice": 3}


def times(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Number]:
    """How often something is asked about: "twice", "more than once", "three times"."""
    found = []
    for index, token in enumerate(tokens):
        value, last = _TIMES.get(token.word), index + 1
        if value is None and last < len(tokens) and tokens[last].word == "times":
            value, last = small(token.word), index + 2
        if value is None or any(taken[index:last]):
            continue
        lead = [(words, n) for words, n in _LEADS if [t.word for t in tokens[max(0, index - 2) : index]] == words]
        start = index - 2 if lead else index
        found.append(Number(value, (start, last), value + lead[0][1] if lead else None, often=True))
    return found


def counts(tokens: Sequence[Token], taken: Sequence[bool], nouns: Container[str]) -> list[Number]:
    """Small numbers that stand before one of the nouns: "two options", "at least one option"."""
    found = []
    for index, token in enumerate(tokens[:-1]):
        value = None if taken[index] or token.word == "no" else small(token.word)
        if value is None or not any(after.word in nouns for after in tokens[index + 1 : index + 3]):
            continue
        lead = [
            (words, least) for words, least in _LEADS if [t.word for t in tokens[max(0, index - 2) : index]] == words
        ]
        start = index - 2 if lead else index
        found.append(Number(value, (start, index + 1), value + lead[0][1] if lead else None))
    return found


def spells(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Spell]:
    """Lengths of time in the tokens not taken, with the small word before them."""
    found = []
    for index, token in enumerate(tokens[:-1]):
        unit = _UNITS.get(tokens[index + 1].word)
        value = 1 if token.word == "a" and tokens[index + 1].word == "year" else small(token.word)
        if unit is None or value is None or value == 0 or any(taken[index : index + 2]):
            continue
        lead = index and tokens[index - 1].word in _OF_LENGTH and not taken[index - 1]
        # "A year" alone says how often: what is paid a year.
        if token.word == "a" and not lead:
            continue
        first = index - 1 if lead else index
        last = index + 2 + (index + 2 < len(tokens) and tokens[index + 2].word in _LONG)
        text = " ".join(token.raw for token in tokens[first:last])
        found.append(Spell(value * unit, text, (first, last)))
    return found


def numbers(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Number]:
    """Small whole numbers in the tokens not taken."""
    return [
        Number(value, (index, index + 1))
        for index, token in enumerate(tokens)
        if not taken[index] and (value := small(token.word)) is not None and value < 1000
    ]


def small(word: str) -> int | None:
    """The small number that a word is."""
    return int(word) if re.fullmatch(r"\d{1,3}", word) else _NUMBERS.get(word)
