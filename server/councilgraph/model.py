"""The values that pass between the rooms: texts, facts with their evidence, things, answers."""

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


# ── texts ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading or label; `number` is as printed ("1.3"), "" where none."""

    title: str
    start: int
    end: int
    level: int = 1
    number: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, half open in code points; a text file has one page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A document's text as read from its file, with its pages and sections."""

    name: str  # file name without folders
    media_type: str
    sha256: str
    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rsplit(".", 1)[0]

    def section_at(self, position: int) -> str:
        """The title of the innermost section around a position, "" before the first."""
        starts, titles = self._innermost
        at = bisect_right(starts, position)
        return titles[at - 1] if at else ""

    @cached_property
    def _innermost(self) -> tuple[list[int], list[str]]:
        """Where the innermost section changes, and its title from there on."""
        edges = sorted({edge for s in self.sections for edge in (s.start, s.end)})
        waiting = sorted(self.sections, key=lambda s: s.start, reverse=True)
        titles: list[str] = []
        around: list[Section] = []
        for edge in edges:
            while waiting and waiting[-1].start <= edge:
                around.append(waiting.pop())
            around = [s for s in around if edge < s.end]
            titles.append(max(around, key=lambda s: (s.level, s.start)).title if around else "")
        return edges, titles

    def page_at(self, position: int) -> int:
        """The number of the page that a position stands on."""
        return next((p.number for p in self.pages if p.start <= position < p.end), 1)


# ── values that refuse what they cannot be ───────────────────────────────────────────────────────

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exactly as it is known: ISO 8601 day, month, year, or an interval "2026-04/2026-07"."""

    iso: str

    def __post_init__(self) -> None:
        self.bounds()

    @property
    def earliest(self) -> dt.date:
        """The first day that it can mean."""
        return self.bounds()[0]

    @property
    def latest(self) -> dt.date:
        """The last day that it can mean."""
        return self.bounds()[1]

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == 10

    @property
    def words(self) -> str:
        """In words, as exactly as it is known: 27 November 2025, April 2026, 2016, April 2026 to July 2026."""
        first, slash, last = self.iso.partition("/")
        return f"{_words(first)} to {_words(last)}" if slash else _words(first)

    def bounds(self) -> tuple[dt.date, dt.date]:
        """First and last day that it can mean; raises ValueError where it is no date."""
        first, slash, last = self.iso.partition("/")
        start, end = _part(first), _part(last if slash else first)
        if start[0] > end[1]:
            raise ValueError(f"{self.iso!r} ends before it starts.")
        return start[0], end[1]


def _words(iso: str) -> str:
    first = _part(iso)[0]
    return f"{first.day} {first:%B %Y}" if len(iso) == 10 else f"{first:%B %Y}" if len(iso) == 7 else iso


@lru_cache(maxsize=65_536)
def _part(iso: str) -> tuple[dt.date, dt.date]:
    match = _DATE.fullmatch(iso)
    if match is None:
        raise ValueError(f"{iso!r} is no ISO 8601 year, month or day.")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if month:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Duration:
    """A calendar duration as ISO 8601, in years, months, weeks or days: "P3Y", "P36M"."""

    iso: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?", self.iso):
            raise ValueError(f"{self.iso!r} is no ISO 8601 duration in years, months, weeks or days.")

    @property
    def months(self) -> int:
        """Whole months (years times twelve); weeks and days are left out."""
        years, months = (re.search(rf"(\d+){unit}", self.iso) for unit in "YM")
        return 12 * int(years[1] if years else 0) + int(months[1] if months else 0)

    def after(self, start: dt.date) -> dt.date:
        """The last day of a term that starts on `start`: one year from 1 May 2022 ends on 30 April 2023."""
        days = sum(int(n) * (7 if u == "W" else 1) for n, u in re.findall(r"(\d+)([WD])", self.iso))
        index = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(index, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, day) + dt.timedelta(days=days - 1)


# ── facts and their evidence ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that proves something: `text[start:end] == quote`, half open, in Unicode code points."""

    section: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value together with the passages that say it; there is no value without at least one.

    `confidence` is below 1 where a rule guessed; `reason` then says what the guess rests on. `reviewed` is the ID of
    the review by which a person accepted or corrected it.
    """

    value: T
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    reason: str = ""
    reviewed: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.value!r} is said nowhere: a fact needs evidence.")


@dataclass(frozen=True, slots=True)
class Fact:
    """What all facts have: the passages that mention it, one for each mention, and how sure its reading is and why."""

    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """That a decision relates to another: carries out, follows, replaces, cites, proposes, …"""

    ref: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact(Fact):
    """A decision that the document records, proposes or mentions."""

    number: Said[str] | None = None
    title: Said[str] | None = None
    kind: Said[str] | None = None  # officer, member, cabinet, council, committee, parish council, …
    maker_name: Said[str] | None = None
    maker_role: Said[str] | None = None
    date: Said[PartialDate] | None = None
    date_type: str | None = None  # signed, meeting, taken, published, effective
    key_decision: Said[bool] | None = None
    status: Said[str] | None = None  # proposed, taken, resolved, agreed, …, mentioned
    retrospective: Said[bool] | None = None
    related: tuple[Said[Relation], ...] = ()
    minute: Said[str] | None = None
    votes: Said[Mapping[str, int]] | None = None  # for, against, abstain
    delegated_to: Said[str] | None = None
    in_consultation_with: Said[str] | None = None
    subject: bool = True  # False where the document only mentions it


@dataclass(frozen=True, slots=True, kw_only=True)
class LegislationFact(Fact):
    """A provision as cited; `id` ("ukpga/2014/6") is None where the Act is unknown or does not exist."""

    title: Said[str]
    cited_as: Said[str]
    id: str | None = None
    section: Said[str] | None = None  # "section 96", "regulation 72(1)(c)", "schedule 12A"
    decision: int | None = None  # index in Facts.decisions of the decision that it stands with


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFact(Fact):
    """A contract as this document tells it, with what the document does about it."""

    reference: Said[str] | None = None
    title: Said[str] | None = None
    supplier: Said[str] | None = None
    department: Said[str] | None = None  # of the council, as a register names it
    route: Said[str] | None = None  # how it was procured, as a register says
    small: Said[bool] | None = None  # whether the supplier is a small or medium-sized enterprise
    voluntary: Said[bool] | None = None  # whether the supplier is of the voluntary or community sector
    start: Said[PartialDate] | None = None
    end: Said[PartialDate] | None = None
    latest_end: Said[PartialDate] | None = None  # where a notice or register states it
    end_derived: bool = False  # the end is not printed: it follows from start, term and extensions made
    term: Said[Duration] | None = None
    extension_options: Said[tuple[Duration, ...]] | None = None
    options_used: Said[int] | None = None  # how many the document says are used, this one included
    action: Said[str] | None = None  # award, extend, vary, procure, reprocure, terminate, in force, …
    extended_by: Said[Duration] | None = None
    extension_number: Said[int] | None = None
    decision: int | None = None  # index in Facts.decisions of the decision that acts on it
    annual_value: Said[Decimal] | None = None
    total_value: Said[Decimal] | None = None
    new_annual_value: Said[Decimal] | None = None  # decided for the future
    total_paid: Said[Decimal] | None = None
    legal_basis: Said[str] | None = None  # "Public Contracts Regulations 2015, regulation 72(1)(c)"
    legal_basis_id: str | None = None  # "uksi/2015/102/regulation/72/1/c"

    def started(self, dated: str) -> Said[PartialDate] | None:
        """When it starts; None where that is when a change starts: after the paper's ISO date, or for the extension."""
        changes = self.action is not None and self.action.value in ("extend", "vary", "terminate")
        later = self.start is not None and dated != "" and self.start.value.earliest > PartialDate(dated).latest
        return None if changes and (later or self._prolonged()) else self.start

    def _prolonged(self) -> bool:
        """Whether start and end are those of the time by which it is extended."""
        if self.start is None or self.end is None or self.extended_by is None:
            return False
        return self.extended_by.value.after(self.start.value.earliest) == self.end.value.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountFact(Fact):
    """A sum of money with its meaning; `rounded_to` is the unit of its last printed digit, in pounds."""

    value: Decimal
    verbatim: str
    what: str
    kind: str
    currency: str = "GBP"
    approx: bool = False
    rounded_to: Decimal = Decimal("1")
    bound: str | None = None  # up to, over, at least
    upper: Decimal | None = None  # of a range
    per: str | None = None  # annum, month, week, …
    payee: str | None = None
    contract: int | None = None  # index in Facts.contracts
    role: str | None = None  # which field of that contract it is: annual_value, total_value, …
    decision: int | None = None  # index in Facts.decisions, where the paper has several, of the one it stands with


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact(Fact):
    """A person in a public role, as printed; private individuals are never facts."""

    name: Said[str]
    role: Said[str] | None = None
    part: str | None = None  # decision maker, from, author, consulted, contact, proposer, delegate, …
    org: Said[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact(Fact):
    """A date and what happens, happened or should happen on it."""

    date: PartialDate
    what: str
    stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFact(Fact):
    """That a decision leaves something to somebody, perhaps in consultation with somebody else."""

    delegated_to: Said[str]
    in_consultation_with: Said[str] | None = None
    what: Said[str] | None = None
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFact(Fact):
    """An organisation or committee by the name printed."""

    name: str
    kind: str = "organisation"  # council, committee, supplier, organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamingFact(Fact):
    """That a body once had another name, and until when where that is printed."""

    name: Said[str]
    former: Said[str]
    until: Said[PartialDate] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact(Fact):
    """A planned step: what, and by when."""

    what: Said[str]
    date: Said[PartialDate]
    within: tuple[dt.date, dt.date] | None = None  # first and last day, of a part of a month: "late December 2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkFact(Fact):
    """A short passage with a part to play: a reason, an alternative rejected, an interest, a definition."""

    kind: str  # reason, alternative, interest, declared by, stayed away, definition, proposed by, next meeting, …
    text: str
    about: str = ""  # the term defined; an ISO date: of the next meeting; of an interest: declared or none
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact(Fact):
    """What kind of paper it is, its title, date, council and the body it goes to."""

    kind: Said[str]  # record of decision, record of officer decision, proposed record of decision, report, …
    title: Said[str] | None = None
    date: Said[PartialDate] | None = None
    council: str | None = None  # slug of the council's profile, or of its name
    council_name: Said[str] | None = None
    meeting_of: Said[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Fact):
    """A value that was read by a guess too weak to be a fact: what it would be, how sure, and why no surer.

    `id` stays the same as long as the document keeps its name and the value is read alike.
    """

    id: str
    kind: str  # decision, contract, amount, …
    field: str  # "" for the fact as a whole
    value: object


@dataclass(frozen=True, slots=True)
class Review:
    """What a person found of a doubt: `outcome` is accepted, rejected or corrected, `value` the right one as text."""

    id: str  # of the doubt
    outcome: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything read from one document, kind by kind."""

    document: DocumentFact
    decisions: tuple[DecisionFact, ...] = ()
    contracts: tuple[ContractFact, ...] = ()
    amounts: tuple[AmountFact, ...] = ()
    legislation: tuple[LegislationFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    dates: tuple[DateFact, ...] = ()
    delegations: tuple[DelegationFact, ...] = ()
    organisations: tuple[OrganisationFact, ...] = ()
    renamings: tuple[RenamingFact, ...] = ()
    steps: tuple[StepFact, ...] = ()
    remarks: tuple[RemarkFact, ...] = ()
    unsure: tuple[str, ...] = ()  # what was seen and could not be read: reported, never guessed
    review: tuple[Doubt, ...] = ()  # what was guessed: kept apart from the facts until a person has looked


@dataclass(frozen=True)
class Paper:
    """One document of the collection: its IRI, its council, its text and its facts."""

    iri: str
    council: str
    text: Text
    facts: Facts


# ── things over many documents ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the world under its one IRI; `held` is False for what is only cited."""

    iri: str
    kind: str  # one of iris.CLASSES, or "law"
    label: str
    alt_labels: tuple[str, ...] = ()
    council: str = ""  # slug; "" for legislation, which belongs to no council
    held: bool = True
    identifier: str = ""  # a decision's number, a contract's reference, as printed
    part_of: str = ""  # IRI of the Act of a provision, of the council of a committee
    classes: tuple[str, ...] = ()  # further classes in cg:, as "Council"


@dataclass(frozen=True, slots=True)
class Merge:
    """That several printed names or mentions were taken for one thing, on which ground and passages."""

    iri: str
    names: tuple[str, ...]
    ground: str
    evidence: tuple[tuple[str, Evidence], ...]  # (document IRI, passage)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person tells of identity: that names and things are one thing, or that they are apart from it.

    `documents` narrow the names to those papers; `ground` says who tells it, when and why.
    """

    iri: str
    thing: str  # IRI
    apart: bool
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # IRIs of things that are the same
    documents: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a printed name or a fact of one document stands for: the thing, and the name without what is no name."""

    iri: str
    kind: str
    name: str
    interim: bool = False  # the post is held for the time being


@dataclass(frozen=True)
class Resolution:
    """Which thing each fact and each printed name of each document stands for.

    `index` is keyed by (kind, document IRI, name or index as text); `standing` and `dated` tell, per document
    IRI, how weighty the paper is (1 signed record or minutes, 2 report, 3 proposal) and its ISO date.
    """

    things: tuple[Thing, ...]
    merges: tuple[Merge, ...]
    index: Mapping[tuple[str, str, str], Mention]
    standing: Mapping[str, int]
    dated: Mapping[str, str]
    outdated: tuple[tuple[str, str], ...] = ()  # IRIs of what was told and no longer applies, and why

    def find(self, kind: str, document: str, name: str | int) -> Mention | None:
        """What a printed name, or the fact with an index, stands for; None where it stands for nothing."""
        return self.index.get((kind, document, str(name)))


# ── claims ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Claim:
    """That a document says (subject, predicate, object), with the passages that say so.

    `object` is an rdflib term; subject and predicate are IRIs. Passages are of one document.
    """

    document: str
    subject: str
    predicate: str
    object: object
    evidence: tuple[Evidence, ...]
    rank: str = "normal"
    standing: int = 2  # of its source: 1 signed record or minutes, 2 report, 3 proposal, 4 mention in passing
    dated: str = ""  # ISO date of its document
    confidence: float = 1.0  # of the reading
    reason: str = ""  # why it is no surer
    reviewed: str = ""  # the ID of the review by which a person accepted or corrected the reading


# ── questions and answers ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by one of its names: `kind` is its class in iris.CLASSES, "law" for legislation."""

    iri: str
    kind: str
    label: str
    matched: str  # the name, alias or identifier that matched, as stored
    key: str = ""  # what a query takes as parameter: reference, number, or the label
    held: bool = True  # False for what is cited and not held
    start: str = ""  # ISO day that a contract starts, a decision was taken; "" where unknown
    end: str = ""  # ISO day of a contract's current end; "" where unknown


class Names(Protocol):
    """The names of a snapshot's things, as a question needs them."""

    def exact(self, text: str) -> Sequence[Named]:
        """Things with exactly this name, alias or identifier, spelling folded."""
        ...

    def near(self, text: str, kinds: Iterable[str] = (), limit: int = 5) -> Sequence[Named]:
        """Things whose name or identifier is close to the text, best first: suggestions, never answers."""
        ...

    def starting(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> Sequence[Named]:
        """Things with a word of a name starting like the text, for suggestions while typing."""
        ...

    def all(self, kind: str, limit: int = 500) -> Sequence[Named]:
        """The things of a kind, held ones first; none where there are more than `limit`."""
        ...

    def related(self, iri: str, kind: str) -> Sequence[Named]:
        """Things of a kind tied to a thing by one triple either way: contracts of a service or supplier."""
        ...

    def told(self, words: Sequence[str]) -> Sequence[Named]:
        """Decisions under whose heading a paper has all of the words in one passage, in any of their forms."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage behind a cell of an answer."""

    document: str
    title: str
    section: str
    start: int
    end: int
    quote: str
    rule: str = ""  # the rule, where the cell is derived from the claim that this passage proves
    confidence: str = ""  # how sure the reading is, a plain decimal below 1; "" where nothing was guessed
    unsure: str = ""  # what the guess rests on


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim says of a thing, with a passage that proves it; a claim with several is there several times."""

    subject: str
    predicate: str
    value: str
    claim: str
    rank: str = ""  # the IRI of a code; "" where none is given
    rule: str = ""  # the rule that concluded it
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that a person told, or that was concluded from one: who, when and why."""

    said: Claimed
    claim: str  # what the person told
    who: str
    named: bool  # whether `who` is an IRI
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Touching:
    """What was found out about a thing: a finding, with the predicates of its sides."""

    finding: str
    about: str
    verdict: str
    severity: str
    explanation: str
    predicates: frozenset[str]


@dataclass(frozen=True)
class Cell:
    """One value of an answer: plain `value`, `label` as people write it, and its passages."""

    value: str
    label: str
    iri: str | None = None
    evidence: tuple[Proof, ...] = ()
    derived: bool = False
    claims: tuple[str, ...] = ()  # IRIs of the claims whose passages these are


@dataclass(frozen=True)
class Answer:
    """The reply to a question or a query, whose JSON form is the same everywhere."""

    status: str  # answered, empty, not_held, not_understood, ambiguous
    question: str | None = None
    reading: str | None = None
    query: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    sparql: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Cell], ...] = ()
    findings: tuple[Mapping[str, str], ...] = ()
    suggestions: tuple[Mapping[str, str], ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)  # conditions that may be left out, in words
    kept: str = ""  # what a question that follows on has taken over from the one before
    in_full: str = ""  # the question with what it has taken over
