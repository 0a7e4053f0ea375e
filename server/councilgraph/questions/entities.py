"""Things named in a question: references, numbers, names, aliases, Acts with their sections."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from councilgraph import resources
from councilgraph.iris import slug
from councilgraph.model import Named, Names
from councilgraph.questions.lexicon import ASK, CONCEPT, STOP, Lexicon
from councilgraph.questions.words import Token, key

_LONGEST = 14
_REFERENCE = re.compile(
    r"(?:[a-z]{1,5}[/-]?)+\d[\w/-]*|\d{2,4}/\d{3,}[\w/-]*|[a-z]{1,4}\d{4,}\w*|\d+[a-z]+\d+\w*", re.IGNORECASE
)  # fmt: skip
_TITLES = {"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness"}
_DIVISION = re.compile(
    r"(?:section|sections|s|ss|sec|regulation|regulations|reg|regs|r|article|art|schedule|sch|paragraph|para)\.?"
)
_DIVIDED = re.compile(r"(?P<kind>section|sec|s|regulation|reg|r|article|art|schedule|sch)\.?(?P<number>\d[\w()]*)")
_KINDS = {
    "s": "section", "ss": "section", "sec": "section", "sections": "section", "r": "regulation", "reg": "regulation",
    "regs": "regulation", "regulations": "regulation", "art": "article", "sch": "schedule", "para": "paragraph",
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """A thing named at the tokens `at` (half open): all things of that name, by kind."""

    text: str
    at: tuple[int, int]
    candidates: tuple[Named, ...]
    read_as: str = ""  # where it was not typed as it is stored

    def of(self, *kinds: str) -> tuple[Named, ...]:
        """The candidates of these kinds."""
        return tuple(named for named in self.candidates if named.kind in kinds)


@dataclass(frozen=True)
class Unknown:
    """What looks like a reference or a name and is not held; `near` are things that it could be meant for."""

    text: str
    at: tuple[int, int]
    near: tuple[Named, ...]


def find(text: str, tokens: Sequence[Token], names: Names, lexicon: Lexicon) -> tuple[list[Entity], list[Unknown]]:
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
                entities.append(Entity(_raw(text, tokens, at), at, candidates))
                _take(taken, at)
    entities += _laws(text, tokens, taken, names)
    entities += _sections(tokens, taken, names, entities)
    entities += _councils(tokens, taken, names)
    unknown = _references(text, tokens, taken, names)
    entities += _people(text, tokens, taken, names, lexicon)
    entities += _short(text, tokens, taken, names, lexicon)
    found = (_with_section(_human(entity), tokens, taken, names) for entity in entities)
    return sorted(found, key=_place), unknown


def _human(entity: Entity) -> Entity:
    """A person's name that an organisation has too means the person."""
    people = {key(named.label) for named in entity.of("person")}
    others = (n for n in entity.candidates if n.kind != "organisation" or key(n.label) not in people)
    return replace(entity, candidates=tuple(others)) if people else entity


def _place(entity: Entity) -> tuple[int, int]:
    return entity.at


def _take(taken: list[bool], at: tuple[int, int]) -> None:
    for index in range(*at):
        taken[index] = True


def _raw(text: str, tokens: Sequence[Token], at: tuple[int, int]) -> str:
    raw = text[tokens[at[0]].start : tokens[at[1] - 1].end]
    return raw[:-2] if raw.lower().endswith("'s") and tokens[at[1] - 1].owner else raw


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
    raw = _raw(text, tokens, at)
    found = tuple(names.exact(raw))
    if not found and tokens[at[1] - 1].owner:
        found = tuple(names.exact(text[tokens[at[0]].start : tokens[at[1] - 1].end]))
    return found


def _references(text: str, tokens: Sequence[Token], taken: list[bool], names: Names) -> list[Unknown]:
    unknown = []
    for index, token in enumerate(tokens):
        if taken[index] or not is_reference(token.word) or (index and _DIVISION.fullmatch(tokens[index - 1].word)):
            continue
        taken[index] = True
        near = tuple(names.near(token.raw, ("contract", "decision"), 5))
        unknown.append(Unknown(token.raw, (index, index + 1), near))
    return unknown


def is_reference(word: str) -> bool:
    """Whether a word is shaped like a reference or a decision's number, and not like a date or an ordinal."""
    if re.fullmatch(r"\d{4}/\d\d|\d+(?:st|nd|rd|th|k|m|bn|mn)|[12]\d{3}s|\d{1,2}/\d{1,2}/\d{2,4}|\d+[a-z]{0,2}", word):
        return False
    return (
        _REFERENCE.fullmatch(word) is not None and not _DIVIDED.fullmatch(word) and sum(c.isdigit() for c in word) >= 2
    )


# ── legislation ──────────────────────────────────────────────────────────────────────────────────


def _laws(text: str, tokens: Sequence[Token], taken: list[bool], names: Names) -> list[Entity]:
    """Acts named without their year: all of that title ("the Children Act" is of 1989 and of 2004)."""
    found = []
    for index, token in enumerate(tokens):
        if taken[index] or token.word not in ("act", "acts", "regulations", "order", "rules") or index == 0:
            continue
        for first in range(max(0, index - 9), index):
            at = (first, index + 1)
            if any(taken[first : index + 1]) or tokens[first].word in ("the", "of", "and", "under", "cite"):
                continue
            candidates = _yearless(_raw(text, tokens, at), names)
            if candidates:
                _take(taken, at)
                found.append(Entity(_raw(text, tokens, at), at, candidates))
                break
    return found


def _sections(tokens: Sequence[Token], taken: list[bool], names: Names, named: Sequence[Entity]) -> list[Entity]:
    """A section named without an Act: every provision of that number."""
    if any(entity.of("law") for entity in named):
        return []
    found = []
    for index in range(len(tokens)):
        division = _division_at(tokens, index)
        if division is None or any(taken[index : division[2]]):
            continue
        kind, number, last = division
        ending = key(f"{kind} {number}")
        laws = names.starting(ending, ("law",), 50)
        candidates = tuple(law for law in laws if re.search(rf" {re.escape(ending)}(?: |$)", key(law.label)))
        if candidates:
            _take(taken, (index, last))
            found.append(Entity(f"{kind} {number}", (index, last), candidates))
    return found


def _division_at(tokens: Sequence[Token], index: int) -> tuple[str, str, int] | None:
    """Kind and number of the section that is named at a token, and the token after it."""
    if match := _DIVIDED.fullmatch(tokens[index].word):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], index + 1
    number = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if _DIVISION.fullmatch(tokens[index].word) and re.match(r"\d", number):
        return _kind(tokens[index].word), number, index + 2
    return None


def _councils(tokens: Sequence[Token], taken: list[bool], names: Names) -> list[Entity]:
    """Councils by their short name: "Kent" for Kent County Council."""
    found = []
    for index, token in enumerate(tokens):
        if taken[index] or not token.raw[:1].isupper() or not token.word.isalpha() or len(token.word) < 3:
            continue
        ending = f"/{slug(token.word)}/organisation/{slug(token.word)}"
        near = names.starting(token.word, ("organisation",), 20)
        if candidates := tuple(named for named in near if named.iri.endswith(ending)):
            taken[index] = True
            found.append(Entity(token.raw, (index, index + 1), candidates))
    return found


def _yearless(title: str, names: Names) -> tuple[Named, ...]:
    wanted = key(title)
    head = wanted.split()[0]
    laws = [named for named in names.starting(head, ("law",), 100) if named.kind == "law"]
    return tuple(named for named in laws if re.fullmatch(rf"{re.escape(wanted)}(?: \d{{4}})?", key(named.label)))


def _with_section(entity: Entity, tokens: Sequence[Token], taken: list[bool], names: Names) -> Entity:
    """The provision itself, where a section is named with the Act."""
    laws = entity.of("law")
    division = _division(tokens, taken, entity.at) if laws else None
    if division is None:
        return entity
    kind, number, at = division
    _take(taken, at)
    path = f"{kind}/" + "/".join(re.findall(r"\w+", number))
    provisions = [named for law in laws for named in names.related(law.iri, "law")]
    held = tuple(named for named in provisions if f"/{path}/".lower() in f"{named.iri}/".lower())
    text = f"{kind} {number} of {entity.text}"
    return Entity(
        text, at, held or (replace(laws[0], iri=f"{laws[0].iri}/{path}", label=text, matched="", held=False),)
    )


def _division(
    tokens: Sequence[Token], taken: list[bool], at: tuple[int, int]
) -> tuple[str, str, tuple[int, int]] | None:
    first = at[0]
    while first > 0 and tokens[first - 1].word in ("of", "the", "under"):
        first -= 1
    if first > 0 and (match := _DIVIDED.fullmatch(tokens[first - 1].word)):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], (first - 1, at[1])
    if first > 1 and _DIVISION.fullmatch(tokens[first - 2].word) and re.match(r"\d", tokens[first - 1].word):
        return _kind(tokens[first - 2].word), tokens[first - 1].word, (first - 2, at[1])
    after = at[1]
    if after + 1 < len(tokens) and _DIVISION.fullmatch(tokens[after].word) and re.match(r"\d", tokens[after + 1].word):
        return _kind(tokens[after].word), tokens[after + 1].word, (at[0], after + 2)
    if after < len(tokens) and (match := _DIVIDED.fullmatch(tokens[after].word)):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], (at[0], after + 1)
    return None


def _kind(word: str) -> str:
    return _KINDS.get(word.rstrip("."), word.rstrip("."))


# ── people and misspelt names ────────────────────────────────────────────────────────────────────


def _people(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """People by surname and compatible given name, and names with a letter wrong."""
    found = []
    for index, token in enumerate(tokens):
        initial = len(token.word.rstrip(".")) <= 2 and token.raw[:1].isupper()
        if taken[index] or lexicon.knows(token.word) or not (initial or (token.word.isalpha() and len(token.word) > 2)):
            continue
        entity = _person(text, tokens, taken, index, names) or _misspelt(text, tokens, taken, index, names)
        if entity is not None:
            _take(taken, entity.at)
            found.append(entity)
    return found


def _person(text: str, tokens: Sequence[Token], taken: list[bool], index: int, names: Names) -> Entity | None:
    """The person whose surname ends at a token: alone, or after a given name, an initial or a title."""
    for last in range(min(index + 2, len(tokens) - 1), index - 1, -1):
        if any(taken[index : last + 1]):
            continue
        people = _by_surname(key(tokens[last].word), names)
        given = [word for token in tokens[index:last] if (word := token.word.rstrip(".")) not in _TITLES]
        fitting = tuple(named for named in people if _fits(given, _given(named)))
        alone = last == index and not given
        if fitting and len({named.iri for named in fitting}) == 1 and (not alone or tokens[last].raw[:1].isupper()):
            at = (index, last + 1)
            return Entity(_raw(text, tokens, at), at, fitting[:1], read_as=fitting[0].label)
    return None


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
            typed = key(_raw(text, tokens, at))
            near = [named for named in names.near(typed, (), 8) if _one_word_off(typed, key(named.matched))]
            if near and len({named.matched for named in near}) == 1:
                return Entity(_raw(text, tokens, at), at, tuple(near), read_as=near[0].matched)
    return None


def _one_word_off(typed: str, stored: str) -> bool:
    ours, theirs = typed.split(), stored.split()
    if len(ours) != len(theirs) or any(any(c.isdigit() for c in word) for word in ours):
        return False
    wrong = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if not wrong or len(wrong) > 2:
        return False
    return all(len(b) >= 5 and DamerauLevenshtein.distance(a, b) <= (2 if len(b) >= 8 else 1) for a, b in wrong)


def _short(text: str, tokens: Sequence[Token], taken: list[bool], names: Names, lexicon: Lexicon) -> list[Entity]:
    """The one organisation whose name begins with the words: "Acme" for Acme Buses Ltd."""
    found = []
    for first, token in enumerate(tokens):
        if (
            taken[first]
            or lexicon.knows(token.word)
            or not token.raw[:1].isupper()
            or len(token.word) < (3 if token.raw.isupper() else 4)
        ):
            continue
        last = first + 1
        while (
            last < len(tokens)
            and not taken[last]
            and tokens[last].raw[:1].isupper()
            and not lexicon.knows(tokens[last].word)
        ):
            last += 1
        typed = key(_raw(text, tokens, (first, last)))
        near = [named for named in names.starting(typed, ("organisation",), 20) if named.kind == "organisation"]
        begun = [named for named in near if f"{key(named.label)} ".startswith(f"{typed} ")]
        if len({named.iri for named in begun}) == 1:
            _take(taken, (first, last))
            found.append(
                Entity(_raw(text, tokens, (first, last)), (first, last), tuple(begun[:1]), read_as=begun[0].label)
            )
    return found


def topic(words: Sequence[str], names: Names, kinds: Iterable[str]) -> tuple[Named, ...]:
    """Things whose name or title has all of the words."""
    head = _single(max(words, key=len)).removesuffix("y")
    return named_so(words, names.starting(head, tuple(kinds), 200))


def named_so(words: Sequence[str], things: Iterable[Named]) -> tuple[Named, ...]:
    """Those of the things whose name or title has all of the words."""
    wanted = {_single(word) for word in words}
    return tuple(named for named in things if wanted <= _words_of(named))


def in_names(word: str, names: Names) -> bool:
    """Whether the name of something held has the word."""
    return any(word in key(f"{named.label} {named.matched}").split() for named in names.starting(word, (), 5))


def _words_of(named: Named) -> set[str]:
    return {_single(word) for text in (named.label, named.matched) for word in key(text).split()}


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
