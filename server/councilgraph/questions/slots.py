"""The things of a question in the parameters of a query: as its wording has them, as conditions, as expected."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from councilgraph.canned import Query, leaves_out
from councilgraph.model import Named, Names
from councilgraph.questions.frames import Frame
from councilgraph.questions.match import Check, Match, UnfitError, listed
from councilgraph.questions.named import Entity, is_council, named_so, single
from councilgraph.questions.words import key

WHEN_IN_FORCE = ("current", "new", "previous", "oldest")
_KIND_OF_GIVES = {
    "organisation": ("organisation",), "person": ("person",), "decision": ("decision",), "post": ("post",),
    "law": ("law",), "contract": ("contract",), "service": ("service",), "document": ("document",),
    "committee": ("committee",),
}  # fmt: skip

_PAPERS = frozenset({"report", "paper", "document", "overview", "update", "minutes"})
_DECISIONS = frozenset({"decision", "award", "proposal", "approval"})
_ACTS = frozenset({"extend", "award", "vary", "terminate", "procure"})
_OTHERWISE = frozenset({"consult", "delegate", "can", "option", "used"})
_STEM = 6  # letters that the forms of a long word share: "developed", "development"
_SAYING = frozenset({"say", "says", "contain", "contains"})
_TEXT_OF = {"definition": ("definition",), "step": ("step",), "post": ("post",)}


@dataclass
class Slots:
    """Fills parameters with things, with the names of one snapshot."""

    names: Names
    today: dt.date
    spelt: dict[tuple[str, str], str] = field(default_factory=dict)

    def fill(self, frame: Frame, match: Match) -> None:
        """Fills the wording's parameters, then others with what else is named; UnfitError where some has no place."""
        rest = list(frame.entities)
        filled: dict[str, tuple[Named, ...]] = {}
        at: list[tuple[int, int]] = []
        without: set[str] = set()
        for slot in match.wording.slots:
            if match.query.params[slot].type == "text":
                self._words(frame, match, slot, rest)
                continue
            entity, things = self._thing(frame, match, slot, rest)
            rest.remove(entity)
            at.append(entity.at)
            filled[slot] = things
            without |= {slot} if entity.absent else set()
            match.score += 0.5
        if any(match.query.params[slot].type == "thing" for slot in match.wording.slots) and at != sorted(at):
            raise UnfitError
        for entity in rest:
            before = set(filled)
            self._extra(frame, match, filled, entity)
            without |= _left_out(entity, set(filled) - before)
        if not all(_can_do_without(frame, match.query, slot) for slot in without):
            raise UnfitError
        self._in_time(frame, match, filled)
        match.things = filled
        for slot, things in filled.items():
            no = "not " if slot in without else ""
            match.params[slot] = no + " ".join(dict.fromkeys(named.iri for named in things))
            match.shown[slot] = no + listed(things)
            # What a paper says that is only cited, nobody here knows.
            if not match.query.cited or _SAYING & {token.word for token in frame.tokens}:
                match.missing += [named for named in things if not named.held]

    def _words(self, frame: Frame, match: Match, slot: str, rest: list[Entity]) -> None:
        """A parameter of text takes the words left over, or else those of a thing."""
        kinds = _TEXT_OF.get(match.query.gives, ())
        if frame.left:
            words = " ".join(word for index in frame.left if (word := frame.tokens[index].word) != "&")
        elif rest:
            entity = rest.pop(0)
            words = entity.text
            # "What is a young carer" asks for the term; without the article the thing of that name is meant.
            article = frame.tokens[entity.at[0] - 1].word if 0 < entity.at[0] <= len(frame.tokens) else ""
            match.score += 0.5 if article in ("a", "an") else -0.5
        else:
            raise UnfitError
        # A word that no term or step has is not taken for one.
        if kinds and not (words := next(filter(None, (self._spelt(words, kind) for kind in kinds)), "")):
            raise UnfitError
        match.params[slot] = match.shown[slot] = words

    def _spelt(self, words: str, kind: str) -> str:
        """The words as the names of a kind have them, "" where none has; looked up once for all wordings."""
        if (words, kind) not in self.spelt:
            self.spelt[words, kind] = _as_spelt(words, self.names.all(kind, 5000))
        return self.spelt[words, kind]

    def _thing(self, frame: Frame, match: Match, slot: str, rest: Sequence[Entity]) -> tuple[Entity, tuple[Named, ...]]:
        kind = match.query.params[slot].type
        for entity in rest:
            if things := _of_kind(entity, kind):
                match.score += _as_said(entity, kind)
                # A title that a service shares means all the service's contracts.
                more = self._contracts(entity) if kind == "contract" else ()
                # Where the service is meant as a whole, a query on services fits better.
                match.score -= 0.3 if more and entity.of("service") else 0
                return entity, _once(iter((*things, *more)))
        if kind == "contract":
            for entity in rest:
                if things := self._contracts(entity):
                    if _asks_whose(frame, match, entity):
                        raise UnfitError
                    match.score -= 0.3 if entity.of("service") else 0.1
                    return entity, things
        raise UnfitError

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
                if joined == "and" and _of_all(frame, param.type, query.gives):
                    raise UnfitError
                filled[name] = (*filled[name], *things)
                match.joined = True
                return
        for name, param in query.params.items():
            if name not in filled and (things := _of_kind(entity, param.type)):
                # Whether X supplies it is asked of who supplies it.
                if "yesno" in frame.asks and param.type == query.gives == "organisation" and not entity.absent:
                    continue
                # "Which contract ended when SC1 began?" is not answered by SC1.
                if not _left_out_firm(entity) and _echoes(query, param.type, frame, things):
                    raise UnfitError
                filled[name] = things
                match.score -= 0.1
                return
        for name, param in query.params.items():
            # What a decision states stands in its record.
            if name not in filled and param.type == "document" and (papers := self._records(entity)):
                filled[name] = papers
                match.score -= 0.3
                return
        council = [named for named in entity.of("organisation") if is_council(named)]
        if council and self._within(filled, council[0]):
            return
        expected = entity.of(*_KIND_OF_GIVES.get(query.gives, ()))
        if expected and "yesno" in frame.asks:
            match.checks.append(Check(entity.text, iris=tuple(named.iri for named in expected)))
            return
        if _acted(frame, match) and (people := entity.of("person", "post")):
            match.checks.append(Check(entity.text, iris=tuple(named.iri for named in people), anywhere=True))
            return
        contract = next((name for name, param in query.params.items() if param.type == "contract"), "")
        # "The repairs contract with X" is no decision, though one has that title.
        titled = entity.of("decision") if entity.text.lower().endswith((" contract", " agreement", " tender")) else ()
        if contract in filled and (titled or entity.of("service", "organisation", "contract")):
            concerned = (found for named in titled for found in self.names.related(named.iri, "contract"))
            mine = {named.iri for named in (*self._contracts(entity), *entity.of("contract"), *concerned)}
            if narrowed := tuple(named for named in filled[contract] if named.iri in mine):
                filled[contract] = narrowed
                return
        # A sum asked for in a decision is one that the decision states, not one of what it is about.
        before = _before(frame, entity)
        within = before in ("in", "under", "per")
        of_decision = any(thing.kind == "decision" for things in filled.values() for thing in things)
        # "What happens to NEET under 20/1" is about NEET, and not about all that 20/1 decides.
        to = before in ("to", "for", "under")
        within = within or (to and of_decision and bool(entity.of("service", "contract")))
        # Whether X did it is not answered because X has to do with it.
        about = entity.of("decision", "document", "service", "contract")
        aside = "yesno" in frame.asks or bool(query.sorts) or (within and about)
        if not aside and self._known_of(match, filled, entity):
            match.score -= 0.2
            return
        raise UnfitError

    def _records(self, entity: Entity) -> tuple[Named, ...]:
        """The papers that record a decision."""
        return _once(paper for named in entity.of("decision") for paper in self.names.related(named.iri, "document"))

    def _known_of(self, match: Match, filled: Mapping[str, tuple[Named, ...]], entity: Entity) -> bool:
        """Whether a thing named beside another is tied to it anyway ("who took Sue Chandler's decision 20/00017")."""
        others = {named.iri for named in entity.candidates}
        kinds = {named.kind for named in entity.candidates} - {"law", "decision", "document"}
        # A second thing of the kind, or a passage of law, does not describe the first: something is asked of it.
        kinds -= {thing.kind for things in filled.values() for thing in things}
        # Where rows tell of all its contracts, one of them is not picked out by being named.
        kinds -= {"contract", "service"} if {"contract", "service"} & set(match.query.cells) else set()
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
        today = self.today.isoformat()
        things = self._one_in_force(frame, match, things)
        tests: Mapping[str, Callable[[Named], bool]] = {
            "current": lambda n: bool(n.start) and n.start <= today and (not n.end or n.end >= today),
            "new": lambda n: n.start > today,
            "previous": lambda n: bool(n.end) and n.end < today,
            "oldest": lambda n: bool(n.start) and n.start == min(o.start for o in things if o.start),
        }
        words = frame.concepts & set(WHEN_IN_FORCE)
        # "Was it in force in 2017" asks that, and picks none.
        words -= match.wording.concepts if match.query.gives == "fact" else frozenset()
        if len(things) < 2:
            # "The previous supplier of SC1" is not that of SC1, unless SC1 is past.
            told = set(match.wording.concepts) | {"current"} | ({"new"} & set(match.query.optional))
            if things and not all(tests[word](things[0]) and word != "oldest" for word in words - told):
                raise UnfitError
            return
        for word in sorted(words):
            fitting = tuple(named for named in things if tests[word](named))
            # In "the current end of the contract" the word may belong to the end.
            things = fitting or (things if word in match.wording.concepts else ())
        for span in frame.spans:
            if span.modifier and span.first is not None:
                things = tuple(named for named in things if named.start[:4] == str(span.first.year))
        if not things:
            raise UnfitError
        if match.joined and (words or any(span.modifier for span in frame.spans)):
            raise UnfitError
        if words or len(things) == 1 or any(span.modifier for span in frame.spans):
            filled[contract] = things

    def _one_in_force(self, frame: Frame, match: Match, things: tuple[Named, ...]) -> tuple[Named, ...]:
        """Of a service's contracts the one in force, where yes or no is asked of "the contract" and no date is."""
        said = [token.word for token in frame.tokens]
        one = "contract" in said and "contracts" not in said and "the" in said and not match.joined
        if frame.asks != {"yesno"} or frame.spans or frame.sums or not one:
            return things
        today = self.today.isoformat()
        now = tuple(n for n in things if n.start and n.start <= today and (not n.end or n.end >= today))
        return now if len(now) == 1 else things


def _left_out_firm(entity: Entity) -> bool:
    return entity.absent and bool(entity.of("organisation"))


def _before(frame: Frame, entity: Entity) -> str:
    """The word before a thing, an article aside."""
    words = [token.word for token in frame.tokens[max(0, entity.at[0] - 2) : entity.at[0]]]
    return words[0] if len(words) == 2 and words[1] in ("the", "our", "its") else words[-1] if words else ""


def _left_out(entity: Entity, slots: set[str]) -> set[str]:
    """The parameter that a thing left out fills; UnfitError where it fills none."""
    if entity.absent and not slots:
        raise UnfitError
    return slots if entity.absent else set()


def _can_do_without(frame: Frame, query: Query, slot: str) -> bool:
    """Whether a query lists what there is without a thing, and is not asked for yes or no."""
    return "yesno" not in frame.asks and query.params[slot].optional and leaves_out(query.sparql, slot)


def _acted(frame: Frame, match: Match) -> bool:
    """Whether it is asked if somebody did what a query shows with who did it: "did X extend SC1"."""
    acts = _ACTS & match.wording.concepts and not _OTHERWISE & frame.concepts
    return "yesno" in frame.asks and "decidedBy" in match.query.cells and bool(acts)


def _as_said(entity: Entity, kind: str) -> float:
    """How much better or worse a kind fits a thing that the question calls a paper or a decision."""
    if not (entity.of("document") and entity.of("decision")) or kind not in ("document", "decision"):
        return 0
    words = set(entity.text.lower().split())
    said = "document" if words & _PAPERS else "decision" if words & _DECISIONS else kind
    return 0.3 if said == kind else -0.3


def _as_spelt(words: str, things: Sequence[Named]) -> str:
    """Words as names have them: as they are, in the singular, or the one name with words of these stems."""
    # What bids go through is a step of the procurement without saying so: "when are the bids evaluated".
    words = " ".join(rest) if (rest := [w for w in words.split() if single(w) != "bid"]) else words
    if named := named_so(words.split(), things):
        singular = " ".join(single(word) for word in words.split())
        if any(key(words) in key(one.label) for one in named):
            return words
        # In another form ("is it developed" of "Develop it") the name itself is looked for.
        told = [{single(word) for word in key(one.label).split()} for one in named]
        alike = any(set(singular.split()) <= one for one in told)
        return singular if alike or len(named) > 1 else named[0].label
    if min(map(len, words.split())) < _STEM:
        return ""
    stems = {word[:_STEM] for word in words.split()}
    labels = {one.label for one in things if stems <= {word[:_STEM] for word in key(one.label).split()}}
    return labels.pop() if len(labels) == 1 else ""


def _echoes(query: Query, kind: str, frame: Frame, things: Sequence[Named]) -> bool:
    """Whether a list asked for by "which", or by no word for asking, would be no more than the one thing named."""
    return (
        kind == query.gives
        and not query.count
        and len(things) == 1
        and (not frame.asks or bool({"what", "which"} & {token.word for token in frame.tokens}))
    )


def _joined(frame: Frame, entity: Entity) -> str:
    """The word, "and" or "or", that ties a thing to what stands before it; "" where none does."""
    words = [token.word for token in frame.tokens[: entity.at[0]]]
    while (words and words[-1] in ("of", "the", "for", "by", "with", "in", "to")) or (
        words and re.fullmatch(r"\d{4}", words[-1])
    ):
        words.pop()
    return words[-1] if words and words[-1] in ("and", "or") else ""


def _asks_whose(frame: Frame, match: Match, entity: Entity) -> bool:
    """Whether a company is named in a question of who supplies, which its own contracts do not answer."""
    company = bool(entity.of("organisation")) and not entity.of("service") and "yesno" not in frame.asks
    supplied = "who" in frame.asks and "supplier" in frame.concepts
    return company and (supplied or match.query.gives == "organisation")


def _of_all(frame: Frame, kind: str, gives: str) -> bool:
    """Whether "A and B" asks for what is true of A and of B too, and not of either: a list of either is no answer."""
    before = {frame.tokens[entity.at[0] - 1].word for entity in frame.entities if 0 < entity.at[0] <= len(frame.tokens)}
    both = any(token.word == "both" for token in frame.tokens) or bool(before & {"between", "both"})
    return both or "yesno" in frame.asks or (kind == "law" and gives != "law")


def _of_kind(entity: Entity, kind: str) -> tuple[Named, ...]:
    if kind == "thing":
        return entity.candidates
    if kind == "committee":
        # "Full Council" may be told of as a committee and as the council that it is.
        bodies = entity.of("committee")
        names = {key(named.label) for named in bodies}
        return (*bodies, *(named for named in entity.of("organisation") if key(named.label) in names))
    if kind == "council":
        return tuple(named for named in entity.of("organisation") if is_council(named))
    if kind == "organisation":
        return tuple(named for named in entity.of("organisation") if not is_council(named))
    return entity.of(kind)


def _once(things: Iterator[Named]) -> tuple[Named, ...]:
    return tuple({named.iri: named for named in things}.values())
