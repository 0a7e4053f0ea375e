"""What questions and answers are made of: named things, cells with their proofs, answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


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
