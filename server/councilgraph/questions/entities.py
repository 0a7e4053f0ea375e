"""Things named in a question: references, numbers, names, aliases, Acts with their sections."""

import re
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.iris import slug
from councilgraph.model import Named, Names
from councilgraph.questions import by_title, legislation, partly, people
from councilgraph.questions.fuller import fuller
from councilgraph.questions.lexicon import ASK, CONCEPT, STOP, Lexicon
from councilgraph.questions.named import Entity, Unknown, is_council, raw_text, single, take
from councilgraph.questions.words import Token, key

_LONGEST = 14
_FEW = 4  # things that a place alone may mean
_INFLECTED = frozenset({"service", "contract"})
_SORTS_OF_COUNCIL = frozenset({
    "council", "county", "district", "borough", "city", "town", "parish", "community", "metropolitan", "unitary",
    "royal", "london", "of", "island", "islands",
})  # fmt: skip
_FORMS = ("Ltd", "Limited", "plc", "LLP", "CIC")
# Nouns for a service that may follow its name.
_SERVICE = frozenset({"support", "provision", "scheme", "programme", "offer", "offering"})
# And for what a paper or decision with a title is about.
_PAPER = frozenset({
    "amendment", "motion", "plan", "strategy", "policy", "scheme", "programme", "item", "matter", "resolution", "works",
    "project",
})  # fmt: skip
_REFERENCE = re.compile(
    r"(?:[a-z]{1,5}[/-]?)+\d[\w/-]*|\d{2,4}/\d{3,}[\w/-]*|[a-z]{1,4}\d{4,}\w*|\d+[a-z]+\d+\w*", re.IGNORECASE
)  # fmt: skip


def find(
    text: str, tokens: Sequence[Token], names: Names, lexicon: Lexicon, spelling: bool = True
) -> tuple[list[Entity], list[Unknown]]:
    """The things that a question names, and the references that nothing has, from left to right."""
    taken = [False] * len(tokens)
    entities: list[Entity] = []
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            at = (first, first + length)
            if any(taken[first : first + length]) or not _can_name(tokens, at, lexicon):
                continue
            candidates = _exact(text, tokens, at, names)
            if candidates:
                entities.append(Entity(raw_text(text, tokens, at), at, candidates))
                take(taken, at)
    entities += legislation.acts(text, tokens, taken, names)
    entities += legislation.sections(tokens, taken, names, entities)
    entities += _councils(text, tokens, taken, names, lexicon)
    unknown = _references(text, tokens, taken, names)
    entities += partly.titles(text, tokens, taken, names, lexicon)
    entities += people.people(text, tokens, taken, names, lexicon, spelling)
    entities += by_title.titles(text, tokens, taken, names, lexicon)
    entities += _inflected(text, tokens, taken, names, lexicon)
    entities += _short(text, tokens, taken, names, lexicon)
    whole = [_with_noun(_titled(entity, tokens, taken), tokens, taken) for entity in entities]
    whole = [fuller(entity, tokens, taken, names) for entity in whole]
    found = (legislation.with_section(_human(entity), tokens, taken, names) for entity in whole)
    return sorted(found, key=_place), unknown


def _with_noun(entity: Entity, tokens: Sequence[Token], taken: list[bool]) -> Entity:
    """A thing with the noun after it that says no more than what it is: "young carers support", "the … amendment"."""
    last = entity.at[1]
    nouns = _SERVICE if entity.of("service") else _PAPER if entity.of("decision", "document") else frozenset()
    if last >= len(tokens) or taken[last] or tokens[last].word not in nouns:
        return entity
    taken[last] = True
    return replace(entity, at=(entity.at[0], last + 1))


def _titled(entity: Entity, tokens: Sequence[Token], taken: list[bool]) -> Entity:
    """A person with the title before the name: "Dr Ghosh"."""
    first = entity.at[0] - 1
    if first < 0 or taken[first] or not entity.of("person") or tokens[first].word.rstrip(".") not in people.TITLES:
        return entity
    taken[first] = True
    return replace(entity, at=(first, entity.at[1]))


def _human(entity: Entity) -> Entity:
    """A person's name that an organisation has too means the person."""
    people = {key(named.label) for named in entity.of("person")}
    others = (n for n in entity.candidates if n.kind != "organisation" or key(n.label) not in people)
    return replace(entity, candidates=tuple(others)) if people else entity


def _place(entity: Entity) -> tuple[int, int]:
    return entity.at


def _can_name(tokens: Sequence[Token], at: tuple[int, int], lexicon: Lexicon) -> bool:
    words = [token.word for token in tokens[at[0] : at[1]]]
    meanings = [lexicon.phrases.get((word,)) for word in words]
    if all(m is not None and m.sort in (STOP, ASK) for m in meanings) or tokens[at[1] - 1].word in (
        "the",
        "of",
        "for",
        "and",
    ):
        return False
    if len(words) > 1:
        return True
    # A single word that means something in a question is a name only where it is written as one.
    meaning, token = meanings[0], tokens[at[0]]
    return meaning is None or (meaning.sort == CONCEPT and at[0] > 0 and token.raw[:1].isupper())


def _exact(text: str, tokens: Sequence[Token], at: tuple[int, int], names: Names) -> tuple[Named, ...]:
    raw = raw_text(text, tokens, at)
    found = tuple(names.exact(raw))
    if not found and tokens[at[1] - 1].owner:
        found = tuple(names.exact(text[tokens[at[0]].start : tokens[at[1] - 1].end]))
    # A company is mostly named without what it is in law: "Verdant Grounds".
    if not found and at[1] - at[0] > 1 and all(token.raw[:1].isupper() for token in tokens[slice(*at)]):
        firms = (named for form in _FORMS for named in names.exact(f"{raw} {form}") if named.kind == "organisation")
        found = tuple(firms)
    return found


def _references(text: str, tokens: Sequence[Token], taken: list[bool], names: Names) -> list[Unknown]:
    unknown = []
    for index, token in enumerate(tokens):
        if (
            taken[index]
            or not is_reference(token.word)
            or (index and legislation.DIVISION.fullmatch(tokens[index - 1].word))
        ):
            continue
        taken[index] = True
        near = tuple(names.near(token.raw, ("contract", "decision"), 5))
        unknown.append(Unknown(token.raw, (index, index + 1), near))
    return unknown


def is_reference(word: str) -> bool:
    """Whether a word is shaped like a reference or a decision's number, and not like a date or an ordinal."""
    if re.fullmatch(
        r"[a-z]{4,}-\d\d|\d{4}/\d\d|\d+(?:st|nd|rd|th|k|m|bn|mn)|[12]\d{3}s|\d{1,2}/\d{1,2}/\d{2,4}|\d+[a-z]{0,2}", word
    ):
        return False
    return (
        _REFERENCE.fullmatch(word) is not None
        and not legislation.DIVIDED.fullmatch(word)
        and sum(c.isdigit() for c in word) >= 2
    )


def _councils(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """Councils by their short name: "Kent" for Kent County Council, "Amberley Vale" for the district council.

    Without a capital after "in", and in a question that has none.
    """
    found = []
    small = not any(char.isupper() for token in tokens if token.word.isalpha() for char in token.raw)
    for length in (3, 2, 1):
        for first in range(len(tokens) - length + 1):
            at = (first, first + length)
            written = all(map(_capital, tokens[slice(*at)]))
            if any(taken[slice(*at)]) or not (written or _in_small(tokens, at, small, lexicon)):
                continue
            typed = " ".join(token.word for token in tokens[slice(*at)])
            near = names.starting(typed, ("organisation",), 20)
            if candidates := tuple(named for named in near if _is_council_of(named, typed)):
                take(taken, at)
                found.append(Entity(raw_text(text, tokens, at), at, candidates))
    return found


def _is_council_of(named: Named, area: str) -> bool:
    """Whether a council's name is that of its area and what sort of council it is."""
    if not is_council(named):
        return False
    rest = key(named.label).removeprefix(f"{key(area)} ").split()
    return named.iri.endswith(f"/{slug(area)}") or (set(rest) <= _SORTS_OF_COUNCIL and rest != key(named.label).split())


def _capital(token: Token) -> bool:
    return token.raw[:1].isupper() and token.word.isalpha() and len(token.word) > 2


def _in_small(tokens: Sequence[Token], at: tuple[int, int], small: bool, lexicon: Lexicon) -> bool:
    """Whether words in small letters may name a place: none means anything else, and "in" or no capital goes before."""
    words = [token.word for token in tokens[slice(*at)]]
    placed = small or (at[0] > 0 and tokens[at[0] - 1].word == "in")
    return placed and all(word.isalpha() and len(word) > 3 and not lexicon.knows(word) for word in words)


def _inflected(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """Names in the plural that are held in the singular, or the other way round: "the young carer service"."""
    found = []
    for length in range(4, 0, -1):
        for first in range(len(tokens) - length + 1):
            at, last = (first, first + length), tokens[first + length - 1]
            if any(taken[slice(*at)]) or len(last.word) < 4 or not last.word.isalpha():
                continue
            if lexicon.knows(last.word) or not _can_name(tokens, at, lexicon):
                continue
            typed = " ".join(token.word for token in tokens[slice(*at)])
            other = single(typed) if single(typed) != typed else f"{typed}s"
            if candidates := tuple(named for named in names.exact(other) if named.kind in _INFLECTED):
                take(taken, at)
                read_as = candidates[0].label
                found.append(Entity(raw_text(text, tokens, at), at, candidates, read_as=read_as))
    return found


def _short(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """The one organisation whose name begins with the words: "Acme" for Acme Buses Ltd, "acme buses" too."""
    found = []
    for first, token in enumerate(tokens):
        capital = token.raw[:1].isupper()
        if taken[first] or lexicon.knows(token.word) or len(token.word) < (3 if token.raw.isupper() else 4):
            continue
        last = first + 1
        while (
            last < len(tokens)
            and not taken[last]
            and tokens[last].raw[:1].isupper() == capital
            and not lexicon.knows(tokens[last].word)
        ):
            last += 1
        # Without a capital one word alone is no name.
        if not capital and last == first + 1:
            continue
        typed = key(raw_text(text, tokens, (first, last)))
        near = [named for named in names.starting(typed, ("organisation",), 20) if named.kind == "organisation"]
        begun = [named for named in near if f"{key(named.label)} ".startswith(f"{typed} ")]
        if len({named.iri for named in begun}) == 1:
            take(taken, (first, last))
            meant = (*begun[:1], *_of_place(typed, begun[0], names))
            read_as = " or ".join(dict.fromkeys(named.label for named in meant))
            found.append(Entity(raw_text(text, tokens, (first, last)), (first, last), meant, read_as=read_as))
    return found


def _of_place(word: str, firm: Named, names: Names) -> tuple[Named, ...]:
    """The few decisions and contracts with a word in their titles that a firm's name begins with, and not the firm."""
    titled = (n for n in names.starting(word, ("decision", "contract"), _FEW + 1) if word in key(n.label).split())
    found = tuple(named for named in titled if named.held and key(firm.label) not in key(named.label))
    return found if len(found) <= _FEW else ()
