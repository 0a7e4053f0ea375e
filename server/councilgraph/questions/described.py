"""Things that a question describes instead of naming: "the decision of 29 May 2020", "the March 2026 report"."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from councilgraph.model import Named, Names
from councilgraph.questions import days
from councilgraph.questions.named import Entity, named_so
from councilgraph.questions.words import Token, key

_HEADS: Mapping[str, tuple[str, ...]] = {
    "contract": ("contract",), "agreement": ("contract",), "deal": ("contract",),
    "decision": ("decision",), "record": ("decision", "document"), "approval": ("decision",),
    "proposal": ("decision",),
    "report": ("document", "decision"), "paper": ("document", "decision"), "document": ("document", "decision"),
    "overview": ("document",), "update": ("document",),
    "recommissioning": ("decision",), "commissioning": ("decision",),
    "award": ("decision",), "extension": ("event",), "renewal": ("event",), "service": ("contract",),
}  # fmt: skip
_WHEN = {
    "new": "new", "next": "new", "future": "new", "upcoming": "new", "planned": "new", "replacement": "new",
    "reprocured": "new", "recommissioned": "new", "retendered": "new", "relet": "new",
    "proposed": "proposed", "current": "current", "present": "current", "existing": "current",
    "old": "ended", "previous": "ended", "former": "ended", "expired": "ended", "original": "first", "first": "first",
    "latest": "last", "last": "last", "final": "last", "recent": "last",
}  # fmt: skip
# What says of a decision or paper how it was made; the day and the rest tell which one it is.
_KINDS = frozenset({"officer", "member", "cabinet", "key", "committee", "award", "signed", "retrospective", "most"})
# Nouns that are words of titles themselves.
_IN_TITLE = frozenset({"award", "overview", "update", "recommissioning", "commissioning"})
_SORTS = frozenset({"officer", "member", "cabinet", "key", "committee", "retrospective"})
_DEFINITE = frozenset({"the", "this", "that", "our", "its", "their"})
_TITLED = frozenset({"report", "paper", "document", "decision", "record", "proposal"})
_LISTING = frozenset({
    "which", "what", "any", "no", "every", "each", "many", "all", "a", "an", "other", "another", "and", "or",
})  # fmt: skip
_ENTITIES = ("service", "organisation", "committee", "person", "contract", "decision", "document")
_DATED = ("of", "from", "dated", "in", "on", "for", "made", "signed", "taken", "published", "to")
_STARTING = (
    "starting",
    "beginning",
    "commencing",
    "begun",
    "begins",
    "starts",
    "start",
    "begin",
    "commence",
    "started",
)
_ENDING = ("ending", "expiring", "ends", "finishing", "end", "expires", "ended", "expire")
_FINITE = frozenset({"begins", "starts", "start", "begin", "commence", "ends", "end", "expires", "expire"})
_THAT = ("that", "which", "due", "to", "will", "is", "was", "set")
# What ties a contract to the decision on it: "the contract that OD/26/00012 extended".
_DONE = {
    "extended": "Extension", "renewed": "Extension", "awarded": "Award", "let": "Award", "procured": "Procurement",
    "varied": "Variation", "ended": "Termination", "terminated": "Termination",
}  # fmt: skip
_ABOUT = (
    "that",
    "which",
    "was",
    "under",
    "in",
    *_DONE,
    "made",
    "taken",
    "signed",
    "approved",
    "with",
    "by",
    "for",
    "about",
    "on",
    "to",
    "of",
    "from",
    "concerning",
    "between",
    "and",
    "the",
)


@dataclass
class _Phrase:
    """A noun phrase: its tokens, what stands inside it, and the tests that a thing meant by it passes."""

    first: int
    last: int
    definite: bool
    things: list[Entity] = field(default_factory=list)
    days: list[tuple[str, dt.date, dt.date]] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # that stand in its title

    @property
    def told(self) -> int:
        return len(self.things) + len(self.days) + len(self.when) + len(self.words)


def things(
    text: str, tokens: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date
) -> list[tuple[Entity, tuple[Entity, ...]]]:
    """The things described, each with the names that stand inside its description.

    A description that fits several things names none.
    """
    found: list[tuple[Entity, tuple[Entity, ...]]] = []
    for index, token in enumerate(tokens):
        kinds = _HEADS.get(token.word)
        inside = any(e.at[0] <= index < e.at[1] for e in named) or any(e.at[0] <= index < e.at[1] for e, _ in found)
        if kinds is None or inside:
            continue
        phrase = _phrase(tokens, index, named, names, today)
        _worded(phrase, token.word)
        to = index + 1 < len(tokens) and tokens[index + 1].word == "to" and bool({"new", "last"} & set(phrase.when))
        # "The next contract to run out" is the first to end, and not the one that comes next.
        # A service is a contract's only by when that runs: "the new service".
        if token.word == "service" and not phrase.when:
            continue
        # Of which sort the latest officer decision is, no name tells.
        sorts = {"first", "last"} & set(phrase.when) and _SORTS & {t.word for t in tokens[phrase.first : index]}
        if sorts or not phrase.definite or not phrase.told or (to and tokens[index - 1].word in ("next", "last")):
            continue
        meant = _meant(kinds, phrase, names, today)
        if meant:
            at = (phrase.first, phrase.last)
            said = text[tokens[at[0]].start : tokens[at[1] - 1].end]
            # "The 2020 recommissioning decision" is one thing, and not two.
            found = [one for one in found if not at[0] <= one[0].at[0] < at[1]]
            found.append((Entity(said, at, meant, read_as=meant[0].label), tuple(phrase.things)))
    return found


# ── the phrase ───────────────────────────────────────────────────────────────────────────────────


_DECIDED = frozenset(
    {"agreed", "decided", "approved", "authorised", "signed", "made", "taken", "promised", "determined"}
)
_EARLIER = (
    ("the", "contract", "before", "it"), ("the", "one", "before", "it"), ("the", "contract", "before", "that"),
    ("the", "contract", "before"), ("the", "one", "before"), ("its", "predecessor"), ("the", "predecessor"),
    ("its", "predecessor", "contract"), ("the", "previous", "one"), ("the", "contract", "it", "replaced"),
    ("the", "contract", "it", "replaces"), ("the", "one", "it", "replaced"), ("the", "one", "it", "replaces"),
    ("its", "forerunner"), ("the", "preceding", "contract"), ("the", "preceding", "one"),
)  # fmt: skip


def earlier(text: str, tokens: Sequence[Token], named: Sequence[Entity], names: Names) -> list[Entity]:
    """The contract before the one contract named, where words at the end of a question stand for it."""
    said = [token.word for token in tokens]
    phrase = max((one for one in _EARLIER if tuple(said[-len(one) :]) == one), key=len, default=())
    contracts = {one.iri: one for entity in named for one in entity.of("contract")}
    if not phrase or len(contracts) != 1:
        return []
    (late,) = contracts.values()
    others = {
        one.iri: one for service in names.related(late.iri, "service") for one in names.related(service.iri, "contract")
    }
    before = [one for one in others.values() if one.start and late.start and one.start < late.start]
    if not before:
        return []
    last = max(before, key=lambda one: one.start)
    at = (len(tokens) - len(phrase), len(tokens))
    return [Entity(text[tokens[at[0]].start : tokens[-1].end], at, (last,), read_as=last.label)]


def dated_deeds(
    text: str, tokens: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date
) -> list[Entity]:
    """The one decision on a service or contract named that was taken then: "agreed for young carers in May 2020"."""
    things = [entity for entity in named if entity.of("service", "contract", "organisation")]
    if not things or any(entity.of("decision") for entity in named):
        return []
    for index, token in enumerate(tokens):
        if token.word not in _DECIDED:
            continue
        within = next((e for e in things if index < e.at[0] <= index + 4), None)
        first = within.at[1] if within else index + 1
        day = days.day_at(tokens, first + 1, today) if _dated(tokens, first) else None
        tied = [_tied(entity, "decision", names) for entity in things]
        if day is None:
            continue
        held = [n for n in names.all("decision", 5_000) if n.held and all(n.iri in iris for iris in tied)]
        meant = [n for n in held if n.start and day[0].isoformat() <= n.start <= day[1].isoformat()]
        if len(meant) == 1:
            at = (first, day[2])
            return [Entity(text[tokens[at[0]].start : tokens[at[1] - 1].end], at, (meant[0],), read_as=meant[0].label)]
    return []


def _dated(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index].word in ("in", "on", "of")


def _phrase(tokens: Sequence[Token], head: int, named: Sequence[Entity], names: Names, today: dt.date) -> _Phrase:
    phrase = _Phrase(head, head + 1, definite=False)
    _leftwards(phrase, tokens, named, names, today)
    while _rightwards(phrase, tokens, named, names, today):
        pass
    return phrase


def _leftwards(phrase: _Phrase, tokens: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date) -> None:
    index = phrase.first - 1
    while index >= 0:
        word = tokens[index].word
        inner = next((e for e in named if e.at[1] == index + 1 and e.of(*_ENTITIES)), None)
        if inner is not None:
            phrase.things.append(inner)
            index = inner.at[0]
        elif re.fullmatch(r"(19|20)\d\d", word):
            start = index - 1 if index and days.is_month(tokens[index - 1].word) else index
            start -= (
                start > 0
                and start < index
                and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", tokens[start - 1].word) is not None
            )
            day = days.day_at(tokens, start, today)
            if day is None:
                break
            phrase.days.append(("", *day[:2]))
            index = start
        elif word in _WHEN:
            # The first extension that is held need not be the first.
            if _WHEN[word] == "first" and _HEADS[tokens[phrase.last - 1].word] == ("event",):
                break
            phrase.when.append(_WHEN[word])
        elif word not in _KINDS:
            if tokens[phrase.last - 1].word not in _TITLED or not _in_title(word, names):
                break
            phrase.words.append(word)
        phrase.first = index
        index -= 1
    before = tokens[index].word if index >= 0 else ""
    if phrase.words and before not in _DEFINITE:
        phrase.definite = False
    elif before in _DEFINITE:
        phrase.first, phrase.definite = index, True
    else:
        phrase.definite = bool(phrase.told) and before not in _LISTING


def _rightwards(
    phrase: _Phrase, tokens: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date
) -> bool:
    """Takes one more part after the noun into the phrase; whether there was one."""
    index, way = phrase.last, ""
    while (
        index < len(tokens)
        and index < phrase.last + 4
        and tokens[index].word in (*_THAT, *_DATED, *_STARTING, *_ENDING)
    ):
        # "The contract ends on …" says something of it; "the contract ending on …" describes it.
        if index == phrase.last and tokens[index].word in _FINITE:
            break
        way = "start" if tokens[index].word in _STARTING else "end" if tokens[index].word in _ENDING else way
        index += 1
    day = days.day_at(tokens, index, today) if index > phrase.last else None
    if day is not None:
        phrase.days.append((way, *day[:2]))
        phrase.last = day[2]
        return True
    index = phrase.last
    places = {entity.at[0] for entity in named}
    while index < len(tokens) and index < phrase.last + 4 and tokens[index].word in _ABOUT and index not in places:
        index += 1
    # "The first decision Sue took": who follows the noun at once does what it says.
    inner = next(
        (e for e in named if e.at[0] == index and (index > phrase.last or e.of("person")) and e.of(*_ENTITIES)), None
    )
    if inner is None or not phrase.definite or _second(tokens, phrase, inner):
        return False
    phrase.things.append(inner)
    phrase.last = inner.at[1]
    if inner.of("decision") and phrase.last < len(tokens) and (act := _DONE.get(tokens[phrase.last].word)):
        phrase.definite = phrase.definite and _did(inner, act, names)
        phrase.last += 1
    return True


def _second(tokens: Sequence[Token], phrase: _Phrase, inner: Entity) -> bool:
    """Whether what follows the noun is another thing of its kind: "the old contract and SC1" are two."""
    kinds = _HEADS[tokens[phrase.last - 1].word]
    joined = tokens[inner.at[0] - 1].word in ("and", "or", "with", "versus", "vs")
    return joined and kinds == ("contract",) and bool(inner.of("contract")) and not inner.of("service", "organisation")


def _did(entity: Entity, act: str, names: Names) -> bool:
    """Whether a decision named did that to a contract, or nothing is known of what it did."""
    events = [event for named in entity.of("decision") for event in names.related(named.iri, "event")]
    return not events or any(event.label.startswith(act) for event in events)


def _in_title(word: str, names: Names) -> bool:
    """Whether a word stands in the title of a paper or decision."""
    found = names.starting(word, ("document", "decision"), 5) if len(word) > 3 else ()
    return any(word in key(named.label).split() for named in found)


# ── what it means ────────────────────────────────────────────────────────────────────────────────


def _worded(phrase: _Phrase, head: str) -> None:
    """An award is a decision with that word in its title, an overview a paper with that."""
    if head in _IN_TITLE:
        phrase.words.append(head)


def _meant(kinds: Sequence[str], phrase: _Phrase, names: Names, today: dt.date) -> tuple[Named, ...]:
    """The one thing of a kind that fits, with what is one with it (a record's decision); none where more do."""
    fitting = _picked([named for named in _pool(kinds[0], phrase, names) if _fits(named, phrase, names, today)], phrase)
    if len(fitting) != 1:
        return ()
    if kinds[0] == "event":
        return tuple(names.related(fitting[0].iri, "decision"))
    others = [n for kind in kinds[1:] for n in names.related(fitting[0].iri, kind)]
    same = [n for n in others if n.start in ("", fitting[0].start) or kinds[0] == "decision"]
    return (fitting[0], *same) if len(same) == 1 else (fitting[0],)


def _pool(kind: str, phrase: _Phrase, names: Names) -> Iterator[Named]:
    held = [named for named in names.all(kind, 5_000) if named.held]
    if kind == "event":
        held = [named for named in held if named.label.startswith("Extension")]
    tied = [_tied(entity, kind, names) for entity in phrase.things]
    return (named for named in held if all(named.iri in iris for iris in tied))


def _tied(entity: Entity, kind: str, names: Names) -> set[str]:
    """The things of a kind that a named thing is tied to, through its contracts where not directly."""
    words = entity.text.lower().split()
    if kind == "document" and (titled := named_so(words, names.all(kind, 5_000))):
        return {named.iri for named in titled}
    one = {n.iri for named in entity.candidates for n in (named, *names.related(named.iri, kind)) if n.kind == kind}
    contracts = [c for named in entity.of("service", "organisation") for c in names.related(named.iri, "contract")]
    if kind == "document":
        deeds = [decision for named in entity.of("contract") for decision in names.related(named.iri, "decision")]
        one |= {paper.iri for decision in deeds for paper in names.related(decision.iri, kind)}
    if kind in ("decision", "event", "document"):
        one |= {n.iri for contract in contracts for n in names.related(contract.iri, kind)}
    return one


def _fits(named: Named, phrase: _Phrase, names: Names, today: dt.date) -> bool:
    now = today.isoformat()
    tests: Mapping[str, Callable[[Named], bool]] = {
        "new": lambda n: n.start > now,
        "current": lambda n: bool(n.start) and n.start <= now and (not n.end or n.end >= now),
        "ended": lambda n: bool(n.end) and n.end < now,
        "proposed": lambda n: n.start > now if n.kind == "contract" else not n.start,
    }
    if not set(phrase.words) <= set(key(named.label).split()):
        return False
    known = _day_of(named, names)
    for way, first, last in phrase.days:
        day = named.end if way == "end" else known
        if not first.isoformat() <= day <= last.isoformat():
            return False
    return all(tests[word](named) for word in phrase.when if word in tests)


def _day_of(named: Named, names: Names) -> str:
    """The day of a thing; of a proposal that of its paper."""
    if named.start or named.kind != "decision":
        return named.start
    papers = [paper.start for paper in names.related(named.iri, "document") if paper.start]
    return papers[0] if len(papers) == 1 else ""


def _picked(fitting: Sequence[Named], phrase: _Phrase) -> Sequence[Named]:
    dated = [named for named in fitting if named.start]
    if "last" in phrase.when and dated:
        return [named for named in dated if named.start == max(other.start for other in dated)]
    if "first" in phrase.when and dated:
        return [named for named in dated if named.start == min(other.start for other in dated)]
    return fitting
