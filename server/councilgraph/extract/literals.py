"""Letters that a regular expression cannot match without, and how far from the start of a match they stand.

The expression is read with the parser of Python's own `re`, so that a rule that changes changes what is derived of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

_parser = import_module("re._parser")  # the standard library's own; it has no public name
_FAR = 64  # characters from the start of a match, beyond which where letters stand says little of where it starts
_COMMON, _RARE = 0.06, 0.01  # how often a letter, and any other character, stands at one place of an English text
_DEAREST = 30.0  # tries and searches for 1,000 characters of text, beyond which the expression itself is as fast
_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))


@dataclass(frozen=True, slots=True)
class Literal:
    """Lower-case letters of a match, that stand `least` to `most` characters behind its start (None: any number)."""

    letters: str
    least: int
    most: int | None


def literals(pattern: re.Pattern[str]) -> tuple[Literal, ...]:
    """Letters of which each match of an expression holds some; none where nothing rare enough can be told."""
    found = _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    return tuple(found) if found is not None and _cost(found) <= _DEAREST else ()


def _of_sequence(sequence: Any) -> list[Literal] | None:
    """The cheapest to look for of what each part of a sequence needs."""
    choices = [c for c in _choices(sequence) if c]
    return min(choices, key=_cost) if choices else None


def _choices(sequence: Any) -> Iterator[list[Literal]]:
    run, start = "", (0, 0)
    least = most = 0
    for item in sequence:
        letter = _letter(item)
        if letter and not run:
            start = least, most
        if not letter and run:
            yield [_literal(run, *start)]
            run = ""
        run += letter
        if not letter and (inner := _of_item(item)) is not None:
            yield [_literal(one.letters, one.least + least, _added(one.most, most)) for one in inner]
        low, high = _parser.SubPattern(sequence.state, [item]).getwidth()
        least, most = least + low, most + high
    if run:
        yield [_literal(run, *start)]


def _literal(letters: str, least: int, most: int | None) -> Literal:
    return Literal(letters, least, most if most is not None and most - least <= _FAR else None)


def _added(most: int | None, more: int) -> int | None:
    return most + more if most is not None else None


def _letter(item: tuple[Any, Any]) -> str:
    """The one letter that an item stands for, written small; "" where it stands for several, or for another thing."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return _small(value)
    if kind == "IN" and all(str(one) == "LITERAL" for one, _ in value):
        small = {_small(code) for _, code in value}
        return small.pop() if len(small) == 1 else ""
    return ""


def _small(code: int) -> str:
    """A character written small; "" where it is no plain one and has a capital form."""
    letter = chr(code)
    return letter.lower() if code < 128 or letter.lower() == letter.upper() else ""


def _of_item(item: tuple[Any, Any]) -> list[Literal] | None:
    kind, value = str(item[0]), item[1]
    if kind == "SUBPATTERN":
        return _of_sequence(value[-1])
    if kind == "ATOMIC_GROUP":
        return _of_sequence(value)
    if kind in _REPEATS and value[0] > 0:
        return _of_sequence(value[2])
    if kind == "BRANCH":
        return _of_branches(value[1])
    return None


def _of_branches(branches: Sequence[Any]) -> list[Literal] | None:
    every: list[Literal] = []
    for branch in branches:
        found = _of_sequence(branch)
        if found is None:
            return None
        every += found
    return every


def _cost(found: Sequence[Literal]) -> float:
    """About how dear it is to look for letters in 1,000 characters and to try an expression where they stand."""
    return sum(0.4 + 1_000 * _chance(one.letters) * _tries(one) for one in found)


def _chance(letters: str) -> float:
    chance = 1.0
    for letter in letters:
        chance *= _COMMON if letter.isalpha() or letter == " " else _RARE
    return chance


def _tries(one: Literal) -> float:
    return _FAR if one.most is None else one.most - one.least + 1
