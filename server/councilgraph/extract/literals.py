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
_LINE = 60  # what it is as dear as to try an expression on a whole line, in tries at one place
_COMMON, _RARE = 0.06, 0.001  # how often a letter, and any other character, stands at one place of an English text
_WORDS = (0.2, 0.06, 0.01, 0.003, 0.001, 0.0004)  # the same of a blank, and of one to five letters together at least
_DEAREST = 250.0  # tries and searches for 1,000 characters of text, beyond which the expression itself is as fast
_BREAK = ord("\n")
_ANY = "\uffff"
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
    return tuple(dict.fromkeys(found)) if found is not None and _cost(found) <= _DEAREST else ()


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
    if kind == "ASSERT" and value[0] > 0:  # what must follow
        return _of_sequence(value[1])
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
    return sum(0.4 + 1_000 * _chance(one.letters) * _tries(one) for one in set(found))


def _chance(letters: str) -> float:
    """How often letters stand at one place of a text: short ones are words that every sentence has."""
    plain = sum(letter.isalpha() for letter in letters)
    chance = max(_COMMON**plain, _WORDS[plain] if plain < len(_WORDS) else 0.0)
    return chance * _RARE ** sum(not letter.isalpha() and letter != " " for letter in letters)


def _tries(one: Literal) -> float:
    return _LINE if one.most is None else one.most - one.least + 1


def on_one_line(pattern: re.Pattern[str]) -> bool:
    """Whether no match of an expression takes in a line break, nor can tell one from the end of a text."""
    return _keeps_to_line(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _keeps_to_line(sequence: Any) -> bool:
    return all(_item_keeps_to_line(str(kind), value, sequence.state) for kind, value in sequence)


def _item_keeps_to_line(kind: str, value: Any, state: Any) -> bool:
    if kind in ("LITERAL", "NOT_LITERAL"):
        return bool(value != _BREAK) == (kind == "LITERAL")
    if kind == "IN":
        return not _takes_break(value)
    if kind == "ANY":
        return not state.flags & re.DOTALL
    if kind == "AT":
        return str(value) not in ("AT_END", "AT_END_STRING")
    if kind == "SUBPATTERN":
        return value[1] & re.DOTALL == 0 and _keeps_to_line(value[-1])
    if kind in _REPEATS:
        return _keeps_to_line(value[2])
    if kind == "BRANCH":
        return all(map(_keeps_to_line, value[1]))
    if kind in ("ASSERT", "ASSERT_NOT"):  # (direction, what is asserted)
        return bool(value[0] < 0) or _keeps_to_line(value[1])
    return False


def _takes_break(members: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a set of characters holds the line break."""
    negated = any(str(kind) == "NEGATE" for kind, _ in members)
    return negated != any(_is_break(str(kind), value) for kind, value in members)


def _is_break(kind: str, value: Any) -> bool:
    if kind == "LITERAL":
        return bool(value == _BREAK)
    if kind == "RANGE":
        return bool(value[0] <= _BREAK <= value[1])
    return kind == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_DIGIT", "CATEGORY_NOT_WORD")


def openings(pattern: re.Pattern[str], size: int) -> frozenset[str]:
    """What a match of an expression begins with, written small, in so many characters or fewer; none: with anything.

    Where it is fewer, anything can follow.
    """
    found = _openings(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), size)
    return frozenset() if any(not letters.strip(_ANY) for letters in found) else frozenset(map(_told, found))


_HEADS = tuple(slice(size) for size in range(1, 9))


def opens(found: frozenset[str], text: str) -> bool:
    """Whether a text begins as some matches do."""
    small = text[:8].lower()
    return not found or not found.isdisjoint(map(small.__getitem__, _HEADS))


def _told(letters: str) -> str:
    return letters.partition(_ANY)[0]


def _openings(sequence: Any, size: int) -> set[str]:
    """What a sequence can begin with; _ANY stands for any character."""
    found = {""}
    for kind, value in sequence:
        short = {letters for letters in found if len(letters) < size}
        if not short:
            break
        found = (found - short) | {(a + b)[:size] for a in short for b in _item_openings(str(kind), value, size)}
    return found


def _item_openings(kind: str, value: Any, size: int) -> set[str]:
    if kind == "LITERAL":
        return {_small(value) or _ANY}
    if kind == "IN" and all(str(one) == "LITERAL" for one, _ in value):
        return {_small(code) or _ANY for _, code in value}
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return {""}
    if kind == "SUBPATTERN":
        return _openings(value[-1], size)
    if kind == "BRANCH":
        return {letters for branch in value[1] for letters in _openings(branch, size)}
    if kind in _REPEATS:
        return _repeated(_openings(value[2], size), value[0], min(value[1], size), size)
    return {_ANY}


def _repeated(once: set[str], least: int, most: int, size: int) -> set[str]:
    """What something that comes again and again can begin with."""
    found, so_far = {""} if least == 0 else set(), {""}
    for times in range(1, most + 1):
        so_far = {(a + b)[:size] for a in so_far for b in once}
        found |= so_far if times >= least or times == most else set()
    return found
