"""Regular expressions that are tried only where the letters stand that their matches cannot be without.

They find what `re` finds. A paper's text is looked through once for the letters of all expressions, and each stretch
of it without those of one is passed over by it; most sentences hold none of the words that most rules look for.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

import ahocorasick

from councilgraph.extract.literals import Literal, literals, on_one_line

_LONG = 400  # characters: of a text as long as this it is kept where letters stand in it
_TEXTS = 24  # as many of these are kept: a paper and its parts
_ODD = str.maketrans({"ı": "i", "İ": "i", "ſ": "s"})  # what `re` holds for the same letters where case is no matter


class Sieve:
    """A regular expression over the texts of papers, with the methods of a compiled one."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.compiled = re.compile(pattern, flags)
        self.pattern = self.compiled.pattern
        self.match = self.compiled.match
        self.fullmatch = self.compiled.fullmatch

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match within a stretch of a text."""
        last = len(text) if end is None else end
        if len(text) < _LONG or not (self._located or self._by_line):
            return self.compiled.search(text, start, last) if self.within(text, start, last) else None
        return next(self._matches(text, start, last) if self._located else self._in_lines(text, start, last), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches within a stretch of a text, from left to right."""
        last = len(text) if end is None else end
        if len(text) < _LONG or not (self._located or self._by_line):
            return self.compiled.finditer(text, start, last) if self.within(text, start, last) else iter(())
        return self._matches(text, start, last) if self._located else self._in_lines(text, start, last)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """A text with something put in the place of each match."""
        return self.compiled.sub(put, text) if self.within(text, 0, len(text)) else text

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether letters that a match needs stand in a stretch of a text."""
        if not self.needed:
            return True
        if len(text) < _LONG:
            return any(map(small(text).__contains__, self.needed))
        places = _long(text).letters(self)
        index = bisect_left(places, start)
        return index < len(places) and places[index] < end

    def letters_in(self, text: "_Long") -> "array[int]":
        """Where the letters stand in a text, in order."""
        return _ordered({at for letters in self.needed for at in text.places(letters)})

    def starts_in(self, text: "_Long") -> "array[int]":
        """Where a match can start in a text, in order."""
        return _ordered({place for one in self._needs for place in _starts(text, one)})

    def _matches(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        places = _long(text).starts(self)
        done = start
        for index in range(bisect_left(places, start), bisect_left(places, end)):
            if places[index] >= done and (match := self.compiled.match(text, places[index], end)) is not None:
                done = match.end()
                yield match

    def _in_lines(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches on the lines that hold letters of them."""
        places = _long(text).letters(self)
        done = start
        for index in range(bisect_left(places, start), bisect_left(places, end)):
            if places[index] >= done:
                stop = text.find("\n", places[index])
                last = end if stop < 0 else min(stop, end)
                yield from self.compiled.finditer(text, max(done, text.rfind("\n", done, places[index]) + 1), last)
                done = last

    @cached_property
    def _needs(self) -> tuple[Literal, ...]:
        return literals(self.compiled)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Letters of which each match holds some; none where nothing can be told."""
        found = tuple(dict.fromkeys(one.letters for one in self._needs))
        _wanted.update(found)
        return found

    @cached_property
    def _located(self) -> bool:
        """Whether the letters tell where a match can start."""
        return bool(self._needs) and all(one.most is not None for one in self._needs)

    @cached_property
    def _by_line(self) -> bool:
        """Whether a line without the letters holds no match nor part of one."""
        return bool(self._needs) and on_one_line(self.compiled)


class Sieves:
    """Several expressions of which few can match in one stretch of a text."""

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        self._sieves = tuple(sieves)

    def among(self, text: str, start: int = 0, end: int | None = None) -> list[Sieve]:
        """Those whose letters stand in a stretch of a text, in their order."""
        last = len(text) if end is None else end
        if len(text) < _LONG:
            told = small(text)
            found = {index for letters, those in self._by_letters.items() if letters in told for index in those}
        else:
            places, those = _long(text).group(self)
            found = set(those[bisect_left(places, start) : bisect_left(places, last)])
        return [self._sieves[index] for index in sorted(found | self._always)]

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match of any of them within a stretch; of several at one place that of the first."""
        found = [
            match for sieve in self.among(text, start, end) if (match := sieve.search(text, start, end)) is not None
        ]
        return min(found, key=re.Match.start, default=None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches of any of them within a stretch, from left to right; none takes in a part of another."""
        while (match := self.search(text, start, end)) is not None:
            yield match
            start = match.end()

    @cached_property
    def _by_letters(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, sieve in enumerate(self._sieves):
            for letters in sieve.needed:
                found.setdefault(letters, []).append(index)
        return found

    @cached_property
    def _always(self) -> set[int]:
        return {index for index, sieve in enumerate(self._sieves) if not sieve.needed}

    def marks_in(self, text: "_Long") -> "tuple[array[int], array[int]]":
        """Where letters of the expressions stand in a text, and of which each."""
        count = len(self._sieves)
        by_letters = self._by_letters.items()
        marks = array(
            "Q", (at * count + n for letters, those in by_letters for at in text.places(letters) for n in those)
        )
        marks = array("Q", sorted(marks))  # a place and a number in one: pairs of them take ten times as much
        return array("I", (mark // count for mark in marks)), array("I", (mark % count for mark in marks))


class _Long:
    """A long text with the places where expressions can match in it."""

    def __init__(self, text: str) -> None:
        self._small = small(text)
        self._sought, automaton = _seeker(len(_wanted))
        self._places: dict[str, array[int]] = defaultdict(partial(array, "I"))
        for last, letters in automaton.iter(self._small) if self._sought else ():
            self._places[letters].append(last - len(letters) + 1)
        self._groups: dict[Sieves, tuple[array[int], array[int]]] = {}
        self._starts: dict[Sieve, Sequence[int]] = {}
        self._letters: dict[Sieve, Sequence[int]] = {}

    def places(self, letters: str) -> "array[int]":
        """Where letters stand in the text written small, in order."""
        if letters not in self._places and letters not in self._sought:  # an expression that was used since
            self._places[letters].extend(each(self._small, letters))
        return self._places[letters]

    def starts(self, sieve: Sieve) -> Sequence[int]:
        """The places where a match of an expression can start."""
        return self._kept(self._starts, sieve, sieve.starts_in)

    def letters(self, sieve: Sieve) -> Sequence[int]:
        """The places of the letters that a match of an expression needs."""
        return self._kept(self._letters, sieve, sieve.letters_in)

    def group(self, sieves: Sieves) -> "tuple[array[int], array[int]]":
        """The places of the letters of several expressions, and of which each."""
        found = self._groups.get(sieves)
        if found is None:
            found = self._groups[sieves] = sieves.marks_in(self)
        return found

    def _kept(
        self, known: dict[Sieve, Sequence[int]], sieve: Sieve, look: Callable[["_Long"], Sequence[int]]
    ) -> Sequence[int]:
        found = known.get(sieve)
        if found is None:
            found = known[sieve] = look(self)
        return found


_wanted = set[str]()  # the letters that expressions need, of all that have been asked for


@lru_cache(1)
def _seeker(number: int) -> tuple[frozenset[str], ahocorasick.Automaton]:
    """The wanted letters, so many, and what finds them all in one pass over a text."""
    automaton = ahocorasick.Automaton()
    for letters in _wanted:
        automaton.add_word(letters, letters)
    automaton.make_automaton()
    return frozenset(_wanted), automaton


def _ordered(found: set[int]) -> "array[int]":
    """Places in order, in four bytes each: a long paper has many."""
    return array("I", sorted(found))


@lru_cache(_TEXTS)
def _long(text: str) -> _Long:
    return _Long(text)


@lru_cache(_TEXTS)
def small(text: str) -> str:
    """A text written small, each character by one, so that places stay."""
    if text.isascii():
        return text.lower()
    plain = text.translate(_ODD) if any(letter in text for letter in "ıİſ") else text
    lower = plain.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def each(text: str, letters: str) -> Iterator[int]:
    """Where letters stand in a text, in order."""
    at = text.find(letters)
    while at >= 0:
        yield at
        at = text.find(letters, at + 1)


def _starts(text: _Long, one: Literal) -> Iterator[int]:
    """Where matches can start that hold letters of a text."""
    for at in text.places(one.letters):
        yield from range(max(0, at - (one.most or 0)), at - one.least + 1)
