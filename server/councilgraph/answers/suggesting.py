"""Whole questions to suggest while one is typed: made of the queries' wordings and what the graph holds."""

import datetime as dt
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from councilgraph import canned, store
from councilgraph.answers.asking import ask
from councilgraph.answers.running import run
from councilgraph.canned import Query
from councilgraph.errors import QueryTooLong
from councilgraph.model import Named, Names

_SLOT = re.compile(r"\{(\w+)\}")
_KINDS = ("contract", "decision", "person", "post", "service", "organisation", "committee", "law", "document")
_LONGEST = 6
_FEW = 3
_MANY = 40  # names looked through for the few
_TRIED = 20
_SECONDS = 0.5  # while somebody types, few suggestions soon are better than many late
_MOST_TYPED = 100
_ASKING = re.compile(r"(?:who|what|when|which|how|why|where|is|are|was|has|have|does|do|did|can|to whom)\b")
_MOST_NAMED = 2_000
_LEAD = re.compile(
    r"^(?:please )?(?:(?:can|could) you )?(?:show|tell|give|list|find)(?: me| us)(?: the)?\b ?", re.IGNORECASE
)


def suggested(engine: store.Engine, text: str, today: dt.date, limit: int = 5) -> list[str]:
    """Whole questions that what is typed so far may become, none of which comes back empty."""
    typed = " ".join(text.split())
    if not 2 <= len(typed) <= _MOST_TYPED:
        return []
    with engine.pinned() as pinned:
        until = time.monotonic() + _SECONDS
        possible = takewhile(lambda _: time.monotonic() < until, _possible(typed, pinned.names, today.isoformat()))
        return list(
            islice((said for query, thing, said in possible if _full(pinned, query, thing, said, today)), limit)
        )


def _full(engine: store.Engine, query: Query, thing: Mapping[str, str], question: str, today: dt.date) -> bool:
    """Whether a question is understood as its query, and there is an answer that tells what was asked."""
    try:
        found = run(engine, query, thing, limit=1, today=today)
    except QueryTooLong:  # what takes too long is no suggestion
        return False
    if found.status != "answered":
        return False
    answer = ask(engine, question, today)
    return answer.status == "answered" and answer.query == query.name


def _possible(typed: str, names: Names, today: str) -> Iterator[tuple[Query, Mapping[str, str], str]]:
    """Questions that begin as typed, one of each query: about things whose names begin with the last words, or any."""
    typed = _LEAD.sub("", typed)
    head, things = _last_thing(typed, names, today)
    asked, tried = set(), 0
    for query, wording in _wordings():
        slots = _SLOT.findall(wording)
        if query.name in asked or tried == _TRIED:
            continue
        if not slots and not things and _begins(wording, typed):
            asked.add(query.name)
            tried += 1
            yield query, {}, _said(wording)
        elif (
            len(slots) == 1
            and _enough(query, slots[0])
            and _begins(wording.partition("{")[0], head if things else typed)
        ):
            kind = query.params[slots[0]].type
            found = [thing for thing in things or _held(kind, names, today) if thing.kind == kind][:1]
            for thing in found:
                asked.add(query.name)
                tried += 1
                yield (
                    query,
                    {slots[0]: thing.iri},
                    _said(wording.replace("{" + slots[0] + "}", thing.key or thing.label)),
                )


def _last_thing(typed: str, names: Names, today: str) -> tuple[str, Sequence[Named]]:
    """What stands before the last words that begin a name, and the things of that name."""
    words = typed.split()
    for first in range(max(0, len(words) - _LONGEST), len(words)):
        part = " ".join(words[first:])
        shaped = part[:1].isupper() or any(c.isdigit() for c in part) or first == 0
        found = [n for n in names.starting(part, _KINDS, _MANY) if n.held] if shaped and len(part) > 1 else []
        if found:
            # A reference that begins so comes before a name that only has the figures in it.
            found.sort(key=lambda one: (not one.key.lower().startswith(part.lower()), *_likely(one, today)))
            return " ".join(words[:first]), found[:_FEW]
    return typed, ()


def _held(kind: str, names: Names, today: str) -> Sequence[Named]:
    """The thing of a kind that questions are likeliest about: what is in force, or the latest that has begun."""
    wanted = "organisation" if kind == "council" else kind
    held = [named for named in names.all(wanted, _MOST_NAMED) if named.held] if wanted in _KINDS else []
    return sorted(held, key=lambda one: _likely(one, today))[:1]


def _likely(one: Named, today: str) -> tuple[bool, bool, tuple[int, ...]]:
    """A key that sorts what is in force first, then what has begun, the latest before the earlier."""
    return one.start > today, bool(one.end) and one.end < today, _reversed(one.start)


def _reversed(day: str) -> tuple[int, ...]:
    """A key that sorts later days before earlier ones, and those unknown last."""
    return tuple(-ord(character) for character in day) or (1,)


def _enough(query: Query, slot: str) -> bool:
    """Whether a query needs no value beyond that of one parameter."""
    return all(name == slot or param.optional or param.default for name, param in query.params.items())


def _begins(wording: str, typed: str) -> bool:
    one, other = wording.lower(), typed.lower()
    return one.startswith(other) or (one != "" and other.startswith(one))


def _wordings() -> Iterator[tuple[Query, str]]:
    """The queries' wordings that are questions, then the others: of each query the first, then the second, …"""
    queries = sorted(canned.catalogue().values(), key=lambda query: ("contracts" not in query.tags, query.name))
    for asking in (True, False):
        for number in range(max(len(query.questions) for query in queries)):
            rest = ((query, query.questions[number]) for query in queries if number < len(query.questions))
            yield from ((query, text) for query, text in rest if (_ASKING.match(text) is not None) == asking)


def _said(wording: str) -> str:
    question = wording[:1].upper() + wording[1:]
    return f"{question}?" if _ASKING.match(wording) else question
