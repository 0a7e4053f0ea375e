"""Contracts and posts that a question describes instead of naming: "the 2016 contract", "the Corporate Director"."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from councilgraph.model import Named, Names
from councilgraph.questions.named import Entity, topic
from councilgraph.questions.partly import of_rank
from councilgraph.questions.words import Token

_CONTRACT = ("contract", "agreement", "deal", "one")
_WHEN: Mapping[str, str] = {
    "new": "new", "next": "new", "future": "new", "proposed": "new", "upcoming": "new", "planned": "new",
    "current": "current", "present": "current", "existing": "current",
    "old": "ended", "previous": "ended", "former": "ended", "expired": "ended",
}  # fmt: skip
_ABOUT_POSTS = frozenset({
    "yesno_any", "title", "cite", "document", "member", "officer", "current", "hold", "post", "interim", "previous",
    "council", "person", "responsible", "service",
})  # fmt: skip


def contracts(
    tokens: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date
) -> list[tuple[Entity, Entity | None]]:
    """The contracts described by when they run, each with the name that stands inside the description.

    A description that fits several contracts names none, and one around a name counts only beside another.
    """
    found = []
    for index in range(len(tokens) - 1):
        inner = next((e for e in named if e.at[0] == index + 1 and e.of("service", "organisation")), None)
        last = inner.at[1] if inner else index + 1
        if any(e.at[0] <= index < e.at[1] for e in named) or last >= len(tokens):
            continue
        if inner is None and _shared_noun(tokens, index):
            last = index
        elif tokens[last].word not in _CONTRACT and not (index and _shared_noun(tokens, index - 2)):
            continue
        fits = _fits(tokens[index].word, today.isoformat())
        pool = _pool(named, inner, names) if fits else []
        meant = tuple(contract for contract in pool if fits and fits(contract))
        # "The next contract to run out" is the first to end, and not the one that comes next.
        if tokens[last + 1 : last + 2] and tokens[last + 1].word == "to" and tokens[index].word in ("next", "first"):
            continue
        if len(meant) == 1:
            text = " ".join(token.raw for token in tokens[index : last + 1])
            found.append((Entity(text, (index, last + 1), meant, read_as=meant[0].label), inner))
    others = [e for e in named if e.of("contract") and not e.of("service")]
    return found if len(found) + len(others) > 1 else [(entity, inner) for entity, inner in found if inner is None]


_DOING = frozenset({
    "does", "maintains", "installs", "installed", "repairs", "repaired", "replaced", "services", "built", "got", "gets",
    "won",
})  # fmt: skip
_WON = frozenset({"job", "tender", "contract", "bid"})
_SUMS = frozenset({"grant", "grants", "fee", "fees", "precept", "budget", "price", "premium"})


def supplied(tokens: Sequence[Token], named: Sequence[Entity]) -> bool:
    """Whether "who does the payroll", "who got the lift tender" asks who supplies the contract named."""
    if len(tokens) < 3 or tokens[0].word != "who" or tokens[1].word not in _DOING or len(named) != 1:
        return False
    first, last = named[0].at
    around = {token.word for token in (*tokens[2:first], *tokens[last:])}
    return around <= {"the", "our", "your"} | _WON and bool(named[0].of("contract"))


def sum_named(tokens: Sequence[Token], named: Sequence[Entity]) -> bool:
    """Whether "what is the museum grant" asks how much it is: a title that ends with the word for a sum."""
    if len(named) != 1 or not named[0].of("decision") or named[0].at[1] != len(tokens):
        return False
    before = [token.word for token in tokens[: named[0].at[0]]]
    return before[:1] == ["what"] and set(before) <= {"what", "is", "was", "the"} and tokens[-1].word in _SUMS


def _shared_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a year is the first of two before one noun: "the 2016 and 2022 contracts"."""
    words = [token.word for token in tokens[max(index, 0) : index + 4]]
    return (
        len(words) == 4
        and all(re.fullmatch(r"(19|20)\d\d", word) for word in (words[0], words[2]))
        and words[1] in ("and", "or", "versus", "vs", "with", "against")
        and words[3] in ("contracts", "contract", "ones", "agreements", "deals")
    )


def _pool(named: Sequence[Entity], inner: Entity | None, names: Names) -> Sequence[Named]:
    """The contracts of the service or company named, or of a contract's service; of all held where none is."""
    owners = [inner] if inner else [e for e in named if e.of("service") or _company(e)]
    things = [n for owner in owners for n in owner.of("service", "organisation")]
    things = things or [s for e in named for one in e.of("contract") for s in names.related(one.iri, "service")]
    if not things:
        return [contract for contract in names.all("contract") if contract.held]
    return list({c.iri: c for thing in things for c in names.related(thing.iri, "contract")}.values())


def _company(entity: Entity) -> bool:
    return any(n.iri.split("/")[-3:-2] != n.iri.split("/")[-1:] for n in entity.of("organisation"))


def _fits(word: str, today: str) -> Callable[[Named], bool] | None:
    if re.fullmatch(r"(19|20)\d\d", word):
        return lambda contract: contract.start[:4] == word
    tests: Mapping[str, Callable[[Named], bool]] = {
        "new": lambda c: c.start > today,
        "current": lambda c: bool(c.start) and c.start <= today and (not c.end or c.end >= today),
        "ended": lambda c: bool(c.end) and c.end < today,
    }
    return tests.get(_WHEN.get(word, ""))


def posts(left: Sequence[str], concepts: Collection[str], asks: frozenset[str], names: Names) -> tuple[Named, ...]:
    """The posts that part of a title means, in a question about who holds them."""
    if (asks and not asks & {"who", "yesno"}) or not set(concepts) <= _ABOUT_POSTS or not (asks or concepts):
        return ()
    nouns = ("member", "service") if left else ("member",)
    words = [*(word for word in nouns if word in concepts), *left]
    return of_rank(words, topic(words, names, ("post",))) if words and max(map(len, words)) > 3 else ()
