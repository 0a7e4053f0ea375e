"""Which query a question asks for: concepts, things and conditions that fit it wholly, or none."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from councilgraph.canned import Query
from councilgraph.model import Named, Names
from councilgraph.namespaces import CG, CODE
from councilgraph.questions import ordering
from councilgraph.questions.entities import Entity, named_so
from councilgraph.questions.frames import Frame, Wording
from councilgraph.questions.lexicon import Lexicon
from councilgraph.questions.quantities import Span

# The noun for a kind of thing needs no place in a wording where a thing of that kind is named.
_NOUNS = {
    "contract": {"contract"}, "decision": {"decision"}, "document": {"document", "report"},
    "service": {"service", "contract"}, "person": {"person"}, "post": {"post"}, "committee": {"committee"},
    "organisation": {"organisation", "supplier", "council"}, "law": {"law", "section"},
}  # fmt: skip
_CLASS_NOUNS = frozenset().union(*_NOUNS.values())
# Concepts that pick some things out of several; with one thing they only describe it.
_CONDITIONS = {
    "officer", "member", "cabinet_kind", "proposed", "retrospective", "called_in", "key", "not_key", "committee",
}  # fmt: skip
_DESCRIBING = _CONDITIONS - {"committee"}
_MONEY = {"cost", "amount", "annual", "total", "pay"}
_WHEN_IN_FORCE = ("current", "new", "previous", "oldest")
_DATES = (("end", "ends_from", "ends_to"), ("start", "starts_from", "starts_to"), ("", "from", "to"))
_KIND_OF_GIVES = {
    "organisation": ("organisation",), "person": ("person",), "decision": ("decision",), "post": ("post",),
    "law": ("law",), "contract": ("contract",), "service": ("service",), "document": ("document",),
    "committee": ("committee",),
}  # fmt: skip

_DAYS = frozenset(map(str, (CG.decidedOn, CG.on, CG.until)))
# What may fill a parameter: a contract is meant by its service or supplier too.
_KINDS_OF_TYPE = {kind: {kind} for kind in ("decision", "person", "post", "law", "committee", "service", "document")}
_KINDS_OF_TYPE |= {
    "organisation": {"organisation"}, "council": {"organisation"}, "contract": {"contract", "service", "organisation"},
}  # fmt: skip
_TEXT_OF = {"definition": ("definition",), "step": ("step",)}
# What is so soft that any query may leave it aside.
_SOFT = {"will", "yesno_any"}


@dataclass(frozen=True)
class Check:
    """What a yes-or-no question expects of the answer: a thing, a day, or a sum within bounds."""

    text: str
    iris: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    over: str = ""
    under: str = ""
    anywhere: bool = False  # whether a day in any column of a row will do


@dataclass
class Match:
    """A query that fits a question wholly, with what fills its parameters."""

    query: Query
    wording: Wording
    score: float
    params: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    things: dict[str, tuple[Named, ...]] = field(default_factory=dict)  # what fills its parameters
    explained: frozenset[str] = frozenset()  # concepts that say how the rows are sorted
    joined: bool = False  # whether several things fill one parameter ("MC1 and MC2")
    missing: list[Named] = field(default_factory=list)  # things needed that are only cited


class _UnfitError(Exception):
    """Raised inside this module when a wording does not fit a question."""


@dataclass
class Matcher:
    """Fits wordings to questions, with the names of one snapshot."""

    names: Names
    lexicon: Lexicon
    today: dt.date
    called: dict[tuple[str, str], bool] = field(default_factory=dict)

    def matches(self, frame: Frame, wordings: Sequence[tuple[Query, Wording]]) -> list[Match]:
        """The queries that fit, best first, each once."""
        best: dict[str, Match] = {}
        kinds = {named.kind for entity in frame.entities for named in entity.candidates}
        for query, wording in wordings:
            if not wording.concepts <= frame.concepts or not _fillable(query, wording, kinds):
                continue
            match = self._match(frame, query, wording)
            if match is not None and (query.name not in best or match.score > best[query.name].score):
                best[query.name] = match
        return sorted(best.values(), key=lambda match: -match.score)

    def _match(self, frame: Frame, query: Query, wording: Wording) -> Match | None:
        if not wording.concepts <= frame.concepts or set(query.forbidden) & frame.concepts:
            return None
        if not wording.concepts and not wording.slots:
            return None
        if frame.left and not any(query.params[slot].type == "text" for slot in wording.slots):
            return None
        match = Match(query, wording, sum(map(_weight, wording.concepts)) + query.rank / 100)
        try:
            self._slots(frame, match)
            self._spans(frame, match)
            self._order(frame, match)
            self._amounts(frame, match)
            self._concepts(frame, match)
            self._in_force(frame, match, self.today)
            self._asks(frame, match)
        except _UnfitError:
            return None
        return match

    # ── things ───────────────────────────────────────────────────────────────────────────────────

    def _slots(self, frame: Frame, match: Match) -> None:
        rest = list(frame.entities)
        filled: dict[str, tuple[Named, ...]] = {}
        for slot in match.wording.slots:
            if match.query.params[slot].type == "text":
                self._words(frame, match, slot, rest)
                continue
            entity, things = self._thing(match, slot, rest)
            rest.remove(entity)
            filled[slot] = things
            match.score += 0.5
        for entity in rest:
            self._extra(frame, match, filled, entity)
        self._in_time(frame, match, filled)
        match.things = filled
        for slot, things in filled.items():
            match.params[slot] = " ".join(dict.fromkeys(named.iri for named in things))
            match.shown[slot] = _listed(things)
            if not match.query.cited:
                match.missing += [named for named in things if not named.held]

    def _words(self, frame: Frame, match: Match, slot: str, rest: list[Entity]) -> None:
        """A parameter of text takes the words left over, or else those of a thing."""
        kinds = _TEXT_OF.get(match.query.gives, ())
        if frame.left:
            words = " ".join(frame.tokens[index].word for index in frame.left)
        elif rest:
            words = rest.pop(0).text
            match.score -= 0.5
        else:
            raise _UnfitError
        # A word that no term or step has is not taken for one.
        if kinds and not any(self._called(words, kind) for kind in kinds):
            raise _UnfitError
        match.params[slot] = match.shown[slot] = words

    def _called(self, words: str, kind: str) -> bool:
        """Whether something of a kind has these words in its name; looked up once for all wordings."""
        if (words, kind) not in self.called:
            self.called[words, kind] = bool(named_so(words.split(), self.names.all(kind, 5000)))
        return self.called[words, kind]

    def _thing(self, match: Match, slot: str, rest: Sequence[Entity]) -> tuple[Entity, tuple[Named, ...]]:
        kind = match.query.params[slot].type
        for entity in rest:
            if things := _of_kind(entity, kind):
                # A title that a service shares means all the service's contracts.
                more = self._contracts(entity) if kind == "contract" else ()
                return entity, _once(iter((*things, *more)))
        if kind == "contract":
            for entity in rest:
                if things := self._contracts(entity):
                    match.score -= 0.1
                    return entity, things
        raise _UnfitError

    def _contracts(self, entity: Entity) -> tuple[Named, ...]:
        """The contracts of a service or of a supplier."""
        things = (n for n in entity.of("service", "organisation") if not is_council(n))
        return _once(found for named in things for found in self.names.related(named.iri, "contract"))

    def _extra(self, frame: Frame, match: Match, filled: dict[str, tuple[Named, ...]], entity: Entity) -> None:
        """A thing beyond those of the wording: a condition, an expected answer, or a narrowing."""
        query = match.query
        joined = _joined(frame, entity)
        for name, param in query.params.items():
            if name in filled and joined and (things := _of_kind(entity, param.type)):
                filled[name] = (*filled[name], *things)
                match.joined = True
                return
        for name, param in query.params.items():
            if name not in filled and (things := _of_kind(entity, param.type)):
                filled[name] = things
                match.score -= 0.1
                return
        council = [named for named in entity.of("organisation") if is_council(named)]
        if council and self._within(filled, council[0]):
            return
        expected = entity.of(*_KIND_OF_GIVES.get(query.gives, ()))
        if expected and "yesno" in frame.asks:
            match.checks.append(Check(entity.text, iris=tuple(named.iri for named in expected)))
            return
        contract = next((name for name, param in query.params.items() if param.type == "contract"), "")
        if contract in filled and entity.of("service", "organisation", "contract"):
            mine = {named.iri for named in (*self._contracts(entity), *entity.of("contract"))}
            if narrowed := tuple(named for named in filled[contract] if named.iri in mine):
                filled[contract] = narrowed
                return
        if self._known_of(filled, entity):
            match.score -= 0.2
            return
        raise _UnfitError

    def _known_of(self, filled: Mapping[str, tuple[Named, ...]], entity: Entity) -> bool:
        """Whether a thing named beside another is tied to it anyway ("who took Sue Chandler's decision 20/00017")."""
        others = {named.iri for named in entity.candidates}
        kinds = {named.kind for named in entity.candidates}
        return any(
            named.iri in others
            for things in filled.values() for thing in things for kind in kinds
            for named in self.names.related(thing.iri, kind)
        )  # fmt: skip

    @staticmethod
    def _within(filled: dict[str, tuple[Named, ...]], council: Named) -> bool:
        area = council.iri.rsplit("/organisation/", 1)[0] + "/"
        for name, things in filled.items():
            mine = tuple(named for named in things if named.iri.startswith(area) or "legislation.gov.uk" in named.iri)
            if not mine:
                return False
            filled[name] = mine
        return bool(filled)

    def _in_time(self, frame: Frame, match: Match, filled: dict[str, tuple[Named, ...]]) -> None:
        """Of several contracts the one that the words mean: current, new, previous, first, of a year."""
        contract = next((name for name in filled if match.query.params[name].type in ("contract", "thing")), "")
        things = tuple(named for named in filled.get(contract, ()) if named.kind == "contract")
        if len(things) < 2:
            return
        today = self.today.isoformat()
        tests: Mapping[str, Callable[[Named], bool]] = {
            "current": lambda n: bool(n.start) and n.start <= today and (not n.end or n.end >= today),
            "new": lambda n: n.start > today,
            "previous": lambda n: bool(n.end) and n.end < today,
            "oldest": lambda n: bool(n.start) and n.start == min(o.start for o in things if o.start),
        }
        words = frame.concepts & set(_WHEN_IN_FORCE)
        for word in sorted(words):
            fitting = tuple(named for named in things if tests[word](named))
            # In "the current end of the contract" the word may belong to the end.
            things = fitting or (things if word in match.wording.concepts else ())
        for span in frame.spans:
            if span.modifier and span.first is not None:
                things = tuple(named for named in things if named.start[:4] == str(span.first.year))
        if not things:
            raise _UnfitError
        if match.joined and (words or any(span.modifier for span in frame.spans)):
            raise _UnfitError
        if words or any(span.modifier for span in frame.spans):
            filled[contract] = things

    # ── dates, sums, numbers ─────────────────────────────────────────────────────────────────────

    def _spans(self, frame: Frame, match: Match) -> None:
        params = match.query.params
        contracts = any(params[name].type in ("contract", "thing") for name in match.params if name in params)
        if len([span for span in frame.spans if not span.modifier]) > 1 and not {"start", "end"} <= frame.concepts:
            raise _UnfitError
        for span in frame.spans:
            if span.modifier and contracts:
                continue
            concepts = {"start"} if span.modifier and _of_contract(frame, span) else frame.concepts
            pair = next(
                ((low, high) for concept, low, high in _DATES
                 if low in params and low not in match.params and high not in match.params
                 and (not concept or concept in concepts)), None)  # fmt: skip
            # What was paid in a year is not what a contract in force in that year costs.
            if pair == ("from", "to") and "howmuch" in frame.asks and match.query.gives == "contract":
                raise _UnfitError
            if pair is not None:
                match.params |= {
                    name: day.isoformat() for name, day in zip(pair, (span.first, span.last), strict=True) if day
                }
                match.shown["when"] = span.text
            elif "on" in params and "on" not in match.params and span.on and span.first == span.last and span.first:
                match.params["on"] = match.shown["on"] = span.first.isoformat()
            elif match.query.gives == "date" and "yesno" in frame.asks:
                match.checks.append(Check(span.text, first=span.first, last=span.last))
            elif self._runs(match, span):
                match.score -= 0.1
            elif "since" in params and not {"since", "until"} & set(match.params) and "yesno" not in frame.asks:
                days = {"since": span.first, "until": span.last}
                match.params |= {name: day.isoformat() for name, day in days.items() if day}
                match.shown["when"] = span.text
            elif "yesno" in frame.asks and _dated(match.query):
                match.checks.append(Check(span.text, first=span.first, last=span.last, anywhere=True))
                match.score -= 0.3
            else:
                raise _UnfitError

    def _order(self, frame: Frame, match: Match) -> None:
        """Sorts the rows, and keeps the first of them, where the question says so and the wording does not."""
        bounds = {"end": "ends_", "start": "starts_", "date": "from", "annual": "over", "total": "over", "cost": "over"}
        bounded = frozenset(word for word, name in bounds.items() if any(n.startswith(name) for n in match.params))
        found = ordering.order(frame, match.query, bounded, self.lexicon.orders)
        if found is None or found.concepts & match.wording.concepts & ordering.SORTING:
            return
        match.params["order"] = found.order
        match.shown["order"] = found.order.removeprefix("-") + (
            ", largest or latest first" if found.order[0] == "-" else ""
        )
        if found.top:
            match.params["top"] = match.shown["top"] = found.top
        match.explained = found.concepts
        match.score -= 0.5 if found.alone else 0

    def _runs(self, match: Match, span: Span) -> bool:
        """Whether a span of time says which contract is meant: the one that runs from its first to its last day."""
        slot = next(
            (n for n in match.wording.slots if match.query.params[n].type == "contract" and n in match.params), ""
        )
        meant = [one for one in match.things.get(slot, ()) if _runs(one, span)]
        if len(meant) != 1 or (span.first is None and len(match.things[slot]) > 1):
            return False
        match.things[slot] = tuple(meant)
        match.params[slot], match.shown[slot] = meant[0].iri, meant[0].label
        return True

    def _amounts(self, frame: Frame, match: Match) -> None:
        params = match.query.params
        for amount in frame.sums:
            suffix = self._which_sum(frame, params)
            bounds = {f"over{suffix}": amount.over, f"under{suffix}": amount.under, "exact": amount.exactly}
            given = {name: str(bound) for name, bound in bounds.items() if bound is not None}
            if all(name in params and name not in match.params for name in given):
                match.params |= given
                match.shown["amount"] = amount.text
            elif "more" in params and amount.exactly is None and not {"more", "less"} & set(match.params):
                ends = {"more": amount.over, "less": amount.under}
                match.params |= {name: str(bound) for name, bound in ends.items() if bound is not None}
                match.shown["amount"] = amount.text
            elif match.query.gives == "money" and "yesno" in frame.asks:
                low, high = (amount.over, amount.under) if amount.exactly is None else (amount.exactly,) * 2
                exact = amount.exactly is not None
                match.checks.append(Check(amount.text, over=_bound(low, -exact), under=_bound(high, exact)))
            else:
                raise _UnfitError
        for number in frame.numbers:
            if match.params.get("top") == str(number.value) and not number.often:
                continue
            if number.often != ("times" in match.wording.concepts):
                raise _UnfitError
            name, value = ("at_least", number.least) if number.least is not None else ("left", number.value)
            if name in params and name not in match.params and "option" in frame.concepts:
                match.params[name] = match.shown[name] = str(value)
            elif match.query.gives == "number" and "yesno" in frame.asks:
                least = number.value if number.least is None else number.least
                most = str(number.value + 1) if number.least is None else ""
                match.checks.append(Check(str(number.value), over=str(least - 1), under=most))
            else:
                raise _UnfitError

    @staticmethod
    def _which_sum(frame: Frame, params: Mapping[str, object]) -> str:
        """Where a query bounds several sums: the yearly one, the total, or any of them."""
        if "over_any" not in params or "annual" in frame.concepts:
            return ""
        return "_total" if "total" in frame.concepts else "_any"

    # ── words ────────────────────────────────────────────────────────────────────────────────────

    def _concepts(self, frame: Frame, match: Match) -> None:
        query = match.query
        nouns = {
            noun for entity in frame.entities for named in entity.candidates for noun in _NOUNS.get(named.kind, ())
        }
        contract = any(query.params[slot].type == "contract" for slot in match.params if slot in query.params)
        told = nouns | ({"contract"} if contract else set())
        several = any(" " in value and "://" in value for value in match.params.values())
        for concept in frame.concepts:
            fills = self.lexicon.fills.get(concept, ())
            if concept in match.wording.concepts and not (match.query.gives == "code" and concept in _CONDITIONS):
                self._fill(match, fills)
            elif match.query.gives == "code" and "yesno" in frame.asks and concept in _CONDITIONS and fills:
                match.checks.append(_is_code(concept, fills))
            elif several and concept in _CONDITIONS and not self._fill(match, fills):
                raise _UnfitError
            elif concept in query.optional and not self._fill(match, fills):
                match.score -= 0.3
            elif concept in query.optional or self._fill(match, fills):
                match.score += 0.4 if fills else 0
            elif "property" in query.params and concept in self.lexicon.properties and "property" not in match.params:
                named = self.lexicon.properties[concept].split()
                match.params["property"] = " ".join(str(CG._NS) + name for name in named)
                match.shown["property"] = concept
                match.score += 1
            elif concept in frame.generic and frame.entities:
                match.score -= 0.15
            elif concept in match.explained:
                match.score += 0.1
            elif concept in _DESCRIBING and "decision" in nouns and not several:
                match.score -= 0.1
            elif contract and concept in _WHEN_IN_FORCE:
                match.score += 0.4
            elif concept in told or _soft(concept, frame) or _counted(frame, concept):
                match.score -= 0.1
            else:
                raise _UnfitError

    def _fill(self, match: Match, fills: Sequence[Mapping[str, str]]) -> bool:
        """Whether the query has parameters for the values that a concept names; fills them."""
        today = self.today.isoformat()
        for told in fills:
            if not all(name in match.query.params for name in told):
                continue
            values = {name: today if value == "today" else value for name, value in told.items()}
            # "in force in 2018" is said by the span; today does not come into it.
            if "on" in values and {"from", "to"} & set(match.params):
                return True
            match.params |= {name: value for name, value in values.items() if name not in match.params}
            match.shown |= {name: value for name, value in values.items() if name not in match.shown}
            return True
        return False

    @staticmethod
    def _in_force(frame: Frame, match: Match, today: dt.date) -> None:
        """ "Is it still running?" expects an end that is not past."""
        if "current" in frame.concepts and match.query.gives == "date" and "yesno" in frame.asks and not match.checks:
            match.checks.append(Check("after today", first=today))

    @staticmethod
    def _asks(frame: Frame, match: Match) -> None:
        allowed = set(match.query.asks)
        if not match.query.count and allowed != {"yesno"}:
            allowed.add("what")
        if match.checks:
            allowed.add("yesno")
        counts = match.query.count and "howmany" in match.query.asks
        if not frame.asks <= allowed or (counts and "howmany" not in frame.asks and not match.checks):
            raise _UnfitError
        if not frame.asks & {"where", "why", "how"} <= match.wording.asks:
            raise _UnfitError
        unasked = match.wording.asks - frame.asks - {"what"}
        # "Does it run" is not "how long does it run".
        if frame.asks == {"yesno"} and not match.checks and unasked & {"howlong", "howmuch", "howmany", "why", "how"}:
            raise _UnfitError
        # "Supplier and end of SC220040": several things asked at once are answered by all that is known.
        several = len(frame.concepts & set(match.query.optional)) > 1
        if not match.wording.concepts and match.wording.asks != frame.asks and not (several or match.checks):
            raise _UnfitError
        match.score -= 0.6 if unasked and not match.checks else 0
        if frame.asks and (frame.asks & set(match.query.asks[:1]) or frame.asks == match.wording.asks):
            match.score += 0.3


def _fillable(query: Query, wording: Wording, kinds: set[str]) -> bool:
    """Whether things of these kinds may fill a wording's parameters."""
    types = {query.params[slot].type for slot in wording.slots}
    return all(kinds & _KINDS_OF_TYPE[kind] if kind in _KINDS_OF_TYPE else kinds or kind == "text" for kind in types)


def _weight(concept: str) -> float:
    """How much a concept tells of what is asked: the noun of a class tells little."""
    return 0.2 if concept in _CLASS_NOUNS else 2.0


def is_council(named: Named) -> bool:
    """Whether an organisation is the council whose papers it is named in."""
    head, _, name = named.iri.partition("/organisation/")
    return bool(name) and head.rsplit("/", 1)[-1] == name


def _soft(concept: str, frame: Frame) -> bool:
    """Whether a concept changes nothing: "anyone", and "will" where it is not asked whether something will be."""
    return concept in _SOFT and not (concept == "will" and "yesno" in frame.asks)


def _counted(frame: Frame, concept: str) -> bool:
    """Whether a concept only says what a sum or a number in the question is of."""
    return bool(frame.sums and concept in _MONEY) or bool(frame.numbers and concept in ("option", "left"))


def _of_contract(frame: Frame, span: Span) -> bool:
    """Whether a year stands before the word contract: "the 2016 young carers contract"."""
    return any(token.word.startswith("contract") for token in frame.tokens[span.at[1] : span.at[1] + 6])


def _runs(contract: Named, span: Span) -> bool:
    """Whether a contract starts and ends on the first and last days, or in the months or years, of a span."""
    if span.last is None or not contract.end:
        return False
    last = span.last.isoformat()
    ends = (
        contract.end == last
        or (contract.end[:7] == last[:7] and span.last_month)
        or (contract.end[:4] == last[:4] and span.last_year)
    )
    if span.first is None:
        return ends
    first = span.first.isoformat()
    starts = (
        contract.start == first
        or (contract.start[:7] == first[:7] and span.first_month)
        or (contract.start[:4] == first[:4] and span.first_year)
    )
    return bool(starts) and ends


def _dated(query: Query) -> bool:
    """Whether a query shows the day of what it finds."""
    return any(source is not None and source.predicate in _DAYS for source in query.cells.values())


def _is_code(concept: str, fills: Sequence[Mapping[str, str]]) -> Check:
    """That a decision is of the kind, or at the stage, that a concept names."""
    schemes = {"kind": "decision-kind", "stage_is": "decision-stage"}
    codes = [str(CODE.concept(schemes[n], v)) for values in fills for n, v in values.items() if n in schemes]
    return Check(concept.replace("_", " "), iris=tuple(codes) or ("",))


def _joined(frame: Frame, entity: Entity) -> bool:
    """Whether "and" or "or" ties a thing to what stands before it."""
    words = [token.word for token in frame.tokens[: entity.at[0]]]
    while (words and words[-1] in ("of", "the", "for", "by", "with", "in", "to")) or (
        words and re.fullmatch(r"\d{4}", words[-1])
    ):
        words.pop()
    return bool(words) and words[-1] in ("and", "or")


def _of_kind(entity: Entity, kind: str) -> tuple[Named, ...]:
    if kind == "thing":
        return entity.candidates
    if kind == "council":
        return tuple(named for named in entity.of("organisation") if is_council(named))
    if kind == "organisation":
        return tuple(named for named in entity.of("organisation") if not is_council(named))
    return entity.of(kind)


def _once(things: Iterator[Named]) -> tuple[Named, ...]:
    return tuple({named.iri: named for named in things}.values())


def _listed(things: Sequence[Named]) -> str:
    return " or ".join(dict.fromkeys(named.label for named in things))


def _bound(value: object, step: int) -> str:
    return "" if value is None else str(Decimal(str(value)) + Decimal(step) / 100)
