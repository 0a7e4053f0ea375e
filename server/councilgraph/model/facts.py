"""Facts of one document, each with the passages that say so."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from councilgraph.model.texts import Text
from councilgraph.model.values import Duration, PartialDate

T = TypeVar("T")


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
