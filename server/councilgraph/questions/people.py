"""People that a question names by surname, initial or short name, and names with a letter wrong."""

import csv
from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from councilgraph import resources
from councilgraph.model import Named, Names
from councilgraph.questions import english
from councilgraph.questions.lexicon import Lexicon
from councilgraph.questions.named import Entity, raw_text, take
from councilgraph.questions.words import Token, key

TITLES = {"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness"}


def people(
    text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon, spelling: bool
) -> list[Entity]:
    """People by surname and compatible given name, and names with a letter wrong."""
    found = []
    for index, token in enumerate(tokens):
        initial = len(token.word.rstrip(".")) <= 2 and token.raw[:1].isupper()
        if taken[index] or lexicon.knows(token.word) or not (initial or (token.word.isalpha() and len(token.word) > 2)):
            continue
        entity = _person(text, tokens, taken, index, names)
        if entity is None and spelling:
            entity = _misspelt(text, tokens, taken, index, names)
        if entity is not None:
            take(taken, entity.at)
            found.append(entity)
    return found


def _person(text: str, tokens: Sequence[Token], taken: list[bool], index: int, names: Names) -> Entity | None:
    """The person whose surname ends at a token: alone, or after a given name, an initial or a title."""
    for last in range(min(index + 2, len(tokens) - 1), index - 1, -1):
        if any(taken[index : last + 1]):
            continue
        people = _by_surname(key(tokens[last].word), names)
        given = [word for token in tokens[index:last] if (word := token.word.rstrip(".")) not in TITLES]
        fitting = tuple(named for named in people if _fits(given, _given(named)))
        alone = last == index and not given
        if fitting and len({named.iri for named in fitting}) == 1 and (not alone or _as_name(tokens[last], names)):
            at = (index, last + 1)
            return Entity(raw_text(text, tokens, at), at, fitting[:1], read_as=fitting[0].label)
    return None


def _as_name(token: Token, names: Names) -> bool:
    """Whether a word by itself is a surname: written as a name, or in no other name that is held."""
    others = names.starting(token.word, (), 50)
    return token.raw[:1].isupper() or all(
        named.kind == "person" for named in others if token.word in key(f"{named.label} {named.matched}").split()
    )


def _by_surname(surname: str, names: Names) -> list[Named]:
    people = names.starting(surname, ("person",), 50)
    return [named for named in people if named.kind == "person" and key(named.label).split()[-1:] == [surname]]


def _given(named: Named) -> list[str]:
    return key(named.label).split()[:-1]


def _fits(asked: Sequence[str], stored: Sequence[str]) -> bool:
    if not asked or not stored:
        return not asked
    return _same_given(key(asked[0]), stored[0])


def _same_given(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1]):
        return True
    return (one, other) in _short_forms() or (other, one) in _short_forms()


@cache
def _short_forms() -> frozenset[tuple[str, str]]:
    """Short given names with the full ones that they stand for."""
    path = resources.folder("data") / "lexicons" / "given_names.csv"
    with path.open(encoding="utf-8") as file:
        return frozenset((row["short"], row["full"]) for row in csv.DictReader(file))


def _misspelt(text: str, tokens: Sequence[Token], taken: list[bool], index: int, names: Names) -> Entity | None:
    """A name of which one long word is a letter or two wrong and every other word is right."""
    for length in range(6, 0, -1):
        for first in range(max(0, index - length + 1), index + 1):
            at = (first, first + length)
            if at[1] > len(tokens) or any(taken[slice(*at)]) or tokens[first].word in ("the", "of", "did", "does"):
                continue
            typed = key(raw_text(text, tokens, at))
            near = [named for named in names.near(typed, (), 8) if _one_word_off(typed, key(named.matched))]
            if near and len({named.matched for named in near}) == 1:
                return Entity(raw_text(text, tokens, at), at, tuple(near), read_as=near[0].matched)
    return None


def _one_word_off(typed: str, stored: str) -> bool:
    ours, theirs = typed.split(), stored.split()
    if len(ours) != len(theirs) or any(any(c.isdigit() for c in word) for word in ours):
        return False
    wrong = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if not wrong or len(wrong) > 2:
        return False
    return all(len(b) >= 5 and DamerauLevenshtein.distance(a, b) <= _allowed(a, b) for a, b in wrong)


def _allowed(typed: str, stored: str) -> int:
    """How many letters may be wrong: one of a word that is another one, "external" being no "internal"."""
    return 2 if len(stored) >= 8 and not english.is_english(typed) else 1
