"""Small numbers in a question: "two options", "at least one", "twice", "for three years"."""

import re
from collections.abc import Container, Mapping, Sequence
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
_LONG = frozenset({"long", "period"})
# What before a number makes it a bound: how much to add, and which bound.
_LEADS: Mapping[tuple[str, ...], tuple[int, str]] = {
    ("more", "than"): (1, "least"), ("longer", "than"): (1, "least"), ("over",): (1, "least"),
    ("at", "least"): (0, "least"), ("a", "minimum", "of"): (0, "least"), ("not", "less", "than"): (0, "least"),
    ("no", "less", "than"): (0, "least"), ("no", "fewer", "than"): (0, "least"),
    ("less", "than"): (-1, "most"), ("fewer", "than"): (-1, "most"), ("shorter", "than"): (-1, "most"),
    ("under",): (-1, "most"), ("at", "most"): (0, "most"), ("up", "to"): (0, "most"),
    ("no", "more", "than"): (0, "most"), ("not", "more", "than"): (0, "most"), ("a", "maximum", "of"): (0, "most"),
    ("exceed",): (1, "least"), ("exceeds",): (1, "least"), ("exceeding",): (1, "least"), ("above",): (1, "least"),
    ("below",): (-1, "most"),
    ("exactly",): (0, ""), ("only",): (0, ""), ("just",): (0, ""), ("precisely",): (0, ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A small number, as in "two options"; `least` or `most` where it is a bound ("more than one": 2)."""

    value: int
    at: tuple[int, int]
    least: int | None = None
    often: bool = False  # how many times, not how many things
    most: int | None = None
    of: str = ""  # what there are so many of

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The fewest and the most that it stands for."""
        return _bounds(self.value, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Spell:
    """A length of time in months, as in "for three years" and "a 12-month extension", or bounds of one."""

    months: int
    text: str
    at: tuple[int, int]
    least: int | None = None
    most: int | None = None

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The shortest and the longest that it stands for, in months."""
        return _bounds(self.months, self.least, self.most)


def _bounds(exactly: int, least: int | None, most: int | None) -> tuple[int, int | None]:
    return (exactly, exactly) if least is None and most is None else (least or 0, most)


@dataclass(frozen=True, slots=True)
class _Led:
    """Where a number with what bounds it begins and ends, and its bounds: "more than one", "two or more"."""

    first: int
    last: int
    least: int | None = None
    most: int | None = None


def _led(tokens: Sequence[Token], taken: Sequence[bool], at: tuple[int, int], value: int) -> _Led:
    first, last = at
    words = [token.word for token in tokens]
    after = words[last : last + 2] if not any(taken[last : last + 2]) else []
    if after in (["or", "more"], ["or", "longer"]):
        return _Led(first, last + 2, least=value)
    if after in (["or", "fewer"], ["or", "less"]):
        return _Led(first, last + 2, most=value)
    for length in (3, 2, 1):
        found = _LEADS.get(tuple(words[max(0, first - length) : first]))
        if found is not None and not any(taken[first - length : first]):
            more, bound = found
            least, most = (value + more if bound == one else None for one in ("least", "most"))
            return _Led(first - length, last, least, most)
    return _Led(first, last)


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
        led = _led(tokens, taken, (index, last), value)
        found.append(Number(value, (led.first, led.last), led.least, often=True, most=led.most))
    return found


def counts(tokens: Sequence[Token], taken: Sequence[bool], nouns: Container[str], of: str) -> list[Number]:
    """Small numbers that stand before one of the nouns: "two options", "at least one option", "two or more"."""
    found = []
    for index, token in enumerate(tokens[:-1]):
        value = None if taken[index] or token.word == "no" else small(token.word)
        if value is None:
            continue
        led = _led(tokens, taken, (index, index + 1), value)
        if any(after.word in nouns for after in tokens[led.last : led.last + 2]):
            found.append(Number(value, (led.first, led.last), led.least, most=led.most, of=of))
    return found


def spells(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Spell]:
    """Lengths of time in the tokens not taken, with the small word before them."""
    found = []
    for index, token in enumerate(tokens[:-1]):
        unit = _UNITS.get(tokens[index + 1].word)
        value = 1 if token.word == "a" and tokens[index + 1].word == "year" else small(token.word)
        if unit is None or value is None or value == 0 or any(taken[index : index + 2]):
            continue
        led = _led(tokens, taken, (index, index + 2), value * unit)
        first, last, bound = led.first, led.last, led.least is not None or led.most is not None
        lead = first and tokens[first - 1].word in _OF_LENGTH and not taken[first - 1]
        # "A year" alone says how often: what is paid a year.
        if token.word == "a" and not lead and not bound:
            continue
        first -= bool(lead)
        last += last < len(tokens) and tokens[last].word in _LONG
        text = " ".join(token.raw for token in tokens[first:last])
        found.append(Spell(value * unit, text, (first, last), led.least, led.most))
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
