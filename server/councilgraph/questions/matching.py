"""Which query a question asks for: concepts, things and conditions that fit it wholly, or none."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from councilgraph.canned import Query
from councilgraph.model import Names
from councilgraph.namespaces import CG, CODE
from councilgraph.questions import bounds, restricting
from councilgraph.questions.frames import Frame, Wording
from councilgraph.questions.guards import ALL, Guards
from councilgraph.questions.lexicon import Lexicon
from councilgraph.questions.match import Check, Match, UnfitError
from councilgraph.questions.slots import WHEN_IN_FORCE, Slots

# The noun for a kind of thing needs no place in a wording where a thing of that kind is named.
_NOUNS = {
    "contract": {"contract"}, "decision": {"decision"}, "document": {"document", "report"},
    "service": {"service", "contract"}, "person": {"person", "councillor"}, "post": {"post"},
    "committee": {"committee"},
    "organisation": {"organisation", "supplier", "council"}, "law": {"law", "section"},
}  # fmt: skip
_CLASS_NOUNS = frozenset().union(*_NOUNS.values())
# Concepts that pick some things out of several; with one thing they only describe it.
_CONDITIONS = {
    "officer", "member", "cabinet_kind", "proposed", "retrospective", "called_in", "key", "not_key", "committee",
    "withdrawn", "deferred", "reject",
}  # fmt: skip
_UNSEEN = frozenset({"called_in", "withdrawn", "deferred"})
_DESCRIBING = _CONDITIONS - {"committee", "reject"}
_MONEY = {"cost", "amount", "annual", "total", "pay"}
_OTHER_NUMBER = 0.1  # what a list is behind where one thing is asked about
_OTHER_NOUN = 2.3  # a little more than what one concept weighs
# What may fill a parameter: a contract is meant by its service or supplier too.
_KINDS_OF_TYPE = {kind: {kind} for kind in ("decision", "person", "post", "law", "committee", "service", "document")}
_KINDS_OF_TYPE |= {
    "organisation": {"organisation"}, "council": {"organisation"}, "contract": {"contract", "service", "organisation"},
}  # fmt: skip
# What narrows a list by an Act that is named, and otherwise asks for the Act.
_OF_LAW = {"cite", "law"}
# What the rows of a list may be, so that "how many" is answered by their number.
_COUNTED = frozenset({
    "contract", "decision", "document", "person", "organisation", "post", "law", "service", "committee", "step",
    "gap", "alternative",
})  # fmt: skip
# What queries give that tells nobody: "who" is asked of them in so many words.
_NOBODY = {"contract", "service", "law", "document", "date", "money", "number", "duration", "code"}
# Parameters that take one kind of several; a question that says two asks for neither alone.
_ONE_OF = frozenset({"sort", "kind", "stage_is", "action", "form", "nth", "key"})
# What "procured by open tender" says beside the way.
_BUYING = frozenset({"procure", "award"})
# What is so soft that any query may leave it aside.
_SOFT = {"will", "must", "yesno_any"}


@dataclass
class Matcher:
    """Fits wordings to questions, with the names of one snapshot."""

    names: Names
    lexicon: Lexicon
    today: dt.date
    guards: Guards = ALL
    slots: Slots = field(init=False)

    def __post_init__(self) -> None:
        """Looks names up once for all wordings."""
        self.slots = Slots(self.names, self.today)

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
        if not wording.concepts <= frame.concepts:
            return None
        if self.guards.forbidden and set(query.forbidden) & frame.concepts:
            return None
        if not wording.concepts and not wording.slots:
            return None
        if restricting.defines(frame) and query.gives != "definition":
            return None
        if frame.left and not any(query.params[slot].type == "text" for slot in wording.slots):
            return None
        match = Match(query, wording, sum(map(_weight, wording.concepts)) + query.rank / 100)
        match.score -= _OTHER_NOUN * _of_another_noun(frame, query, wording)
        try:
            self.slots.fill(frame, match)
            match.score -= _OTHER_NUMBER * restricting.of_one(frame, query)
            bounds.days(frame, match)
            bounds.order(frame, match, self.lexicon.orders)
            restricting.tense(frame, match, self.today)
            restricting.running(frame, match, self.today)
            bounds.sums(frame, match)
            bounds.spells(frame, match)
            self._concepts(frame, match)
            self._in_force(frame, match, self.today)
            restricting.columns(frame, match)
            restricting.sums(frame, match)
            restricting.both(frame, match, self.lexicon.restates)
            restricting.asked(frame, match)
            restricting.receiving(frame, match)
            restricting.councillors(frame, match)
            restricting.worded(frame, match)
            restricting.amended(frame, match)
            self._asks(frame, match)
            _whole(match)
        except UnfitError:
            return None
        return match

    def _concepts(self, frame: Frame, match: Match) -> None:
        query = match.query
        nouns = {
            noun for entity in frame.entities for named in entity.candidates for noun in _NOUNS.get(named.kind, ())
        }
        contract = any(query.params[slot].type == "contract" for slot in match.params if slot in query.params)
        told = nouns | ({"contract"} if contract else set())
        several = any(" " in value and "://" in value for value in match.params.values())
        differing = restricting.properties(frame, match, self.lexicon.differing)
        # How it was procured is looked at before that it was.
        for concept in sorted(frame.concepts - differing, key=lambda name: (name in _BUYING, name)):
            fills = self.lexicon.fills.get(concept, ())
            # "Before the committee met" is no decision of a committee, nor "at the meeting" where the body is named.
            said = match.wording.slots and concept not in frame.described
            if concept == "committee" and (said or any(entity.of("committee") for entity in frame.entities)):
                fills = ()
            if concept in match.wording.concepts and not (match.query.gives == "code" and concept in _CONDITIONS):
                self._fill(match, fills)
            elif match.query.gives == "code" and "yesno" in frame.asks and _coded(match.query, fills):
                match.checks.append(_is_code(concept, fills))
            elif (concept in query.optional and _asks_for_law(concept, frame, match)) or (
                several and concept in _CONDITIONS and not self._fill(match, fills)
            ):
                raise UnfitError
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
            elif concept in match.explained or (concept in _BUYING and "route" in match.params):
                match.score += 0.1
            elif _describes(concept, frame, match) and "decision" in nouns and not several:
                match.score -= 0.1
            elif contract and concept in WHEN_IN_FORCE:
                match.score += 0.4
            elif concept in told or _soft(concept, frame) or _counted(frame, concept, query):
                match.score -= 0.1
            elif self.guards.coverage:
                raise UnfitError
            else:
                match.score -= 0.5

    def _fill(self, match: Match, fills: Sequence[Mapping[str, str]]) -> bool:
        """Whether the query has parameters for the values that a concept names; fills them."""
        today = self.today.isoformat()
        for told in fills:
            if not all(name in match.query.params for name in told):
                continue
            values = {name: today if value == "today" else value for name, value in told.items()}
            # "Total savings" are two kinds of amount at once, of which a query takes one.
            if any(match.params.get(name, value) != value for name, value in values.items() if name in _ONE_OF):
                raise UnfitError
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
        if "yesno" not in frame.asks and {"yesno"} in (allowed, match.wording.asks):
            raise UnfitError
        if frame.asks == {"howmany"} and _listing(match.query) and not match.wording.asks - {"what", "who"}:
            allowed.add("howmany")
            match.score -= 1
        if not match.query.count and allowed != {"yesno"}:
            allowed.add("what")
        if match.checks:
            allowed.add("yesno")
        counts = match.query.count and "howmany" in match.query.asks
        if not frame.asks <= allowed or (counts and "howmany" not in frame.asks and not match.checks):
            raise UnfitError
        somebody = frame.asks == {"who"} and "who" not in match.wording.asks
        if somebody and match.query.gives in _NOBODY:
            raise UnfitError
        if not frame.asks & {"where", "why", "how"} <= match.wording.asks:
            raise UnfitError
        unasked = match.wording.asks - frame.asks - {"what"}
        if "yesno" in frame.asks and unasked & {"why", "how"}:
            raise UnfitError
        # "Does it run" is not "how long does it run".
        if frame.asks == {"yesno"} and not match.checks and unasked & {"howlong", "howmuch", "howmany", "why", "how"}:
            raise UnfitError
        # "Supplier and end of SC220040": several things asked at once are answered by all that is known.
        several = len(frame.concepts & set(match.query.optional)) > 1
        if not match.wording.concepts and match.wording.asks != frame.asks and not (several or match.checks):
            raise UnfitError
        match.score -= 0.6 if unasked and (not match.checks or unasked & {"howlong", "howmuch", "howmany"}) else 0
        if frame.asks and (frame.asks & set(match.query.asks[:1]) or frame.asks == match.wording.asks):
            match.score += 0.3


def _of_another_noun(frame: Frame, query: Query, wording: Wording) -> bool:
    """Whether decisions are asked for and a query gives papers: "decisions that mention X"."""
    papers = query.gives == "document" and not wording.slots[1:]
    named = any(entity.of("decision") for entity in frame.entities)
    other = {"document", "report", "where_said"} & frame.concepts
    return papers and not named and not other and "decision" in frame.concepts - wording.concepts


def _listing(query: Query) -> bool:
    """Whether a query's rows are things that can be counted."""
    return not query.count and query.gives in _COUNTED


def _fillable(query: Query, wording: Wording, kinds: set[str]) -> bool:
    """Whether things of these kinds may fill a wording's parameters."""
    types = {query.params[slot].type for slot in wording.slots}
    return all(kinds & _KINDS_OF_TYPE[kind] if kind in _KINDS_OF_TYPE else kinds or kind == "text" for kind in types)


def _whole(match: Match) -> None:
    """UnfitError where a parameter that the query cannot do without has no value."""
    if any(not param.optional and not param.default and name not in match.params
           for name, param in match.query.params.items()):  # fmt: skip
        raise UnfitError
    # Where something stands is asked of a thing, a sum or a day.
    params = match.query.params
    values = {"exact", "on"} & set(params)
    if values and "property" in params and "thing" not in params and not values & set(match.params):
        raise UnfitError


def _weight(concept: str) -> float:
    """How much a concept tells of what is asked: the noun of a class tells little."""
    return 0.2 if concept in _CLASS_NOUNS else 2.0


def _asks_for_law(concept: str, frame: Frame, match: Match) -> bool:
    """Whether a list that an Act may narrow is asked about law with no Act named; "mention X" is not about law."""
    kinds = {named.kind for things in match.things.values() for named in things}
    mentioned = "law" not in frame.concepts and kinds & {"organisation", "service", "contract"}
    return concept in _OF_LAW and "act" in match.query.params and "act" not in match.params and not mentioned


def _soft(concept: str, frame: Frame) -> bool:
    """Whether a concept changes nothing: "anyone", and "will" where no decision is still to be taken, or may be."""
    # "How many are there in total" counts no less without it.
    money = bool(frame.sums) or bool((_MONEY - {"total"}) & frame.concepts)
    if concept == "total" and frame.asks == {"howmany"} and not money:
        return True
    ahead = concept in ("will", "must") and ("yesno" in frame.asks or "decide" in frame.concepts)
    return concept in _SOFT and not ahead


def _counted(frame: Frame, concept: str, query: Query) -> bool:
    """Whether a concept only says what a sum or a number in the question is of."""
    # A sum a year is no sum in total: only what bounds each by itself can take that up.
    told = concept not in ("annual", "total") or "over_any" in query.params or query.gives == "money"
    return bool(frame.sums and concept in _MONEY and told) or bool(frame.numbers and concept in ("option", "left"))


def _describes(concept: str, frame: Frame, match: Match) -> bool:
    """Whether a concept only describes a decision named: "the officer decision X", not "was X taken by an officer"."""
    asked = "yesno" in frame.asks and not match.wording.concepts - _CLASS_NOUNS
    return concept in _DESCRIBING and concept in frame.described and not asked


def _coded(query: Query, fills: Sequence[Mapping[str, str]]) -> bool:
    """Whether a concept names a code of the sort that a query gives: a kind, or a stage."""
    name = {"kind": "kind", "stage": "stage_is"}.get(query.answer, "")
    return any(name in values for values in fills)


def _is_code(concept: str, fills: Sequence[Mapping[str, str]]) -> Check:
    """That a decision is of the kind, or at the stage, that a concept names."""
    schemes = {"kind": "decision-kind", "stage_is": "decision-stage"}
    codes = [str(CODE.concept(schemes[n], v)) for values in fills for n, v in values.items() if n in schemes]
    # That no paper shows a call-in or a withdrawal does not say that there was none.
    return Check(concept.replace("_", " "), iris=tuple(codes) or ("",), anywhere=concept in _UNSEEN)
