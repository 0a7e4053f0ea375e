"""One word of a question added or changed, so that it asks for something else: its answer must change too, or go.

A mutation that leaves the reading of a question as it was is a suspect: a word was perhaps dropped.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from councilgraph.questions import Reading

_NOUN = re.compile(
    r"\b(decisions?|contracts?|suppliers?|reports?|papers?|documents?|records?|extensions?|options?|awards?|posts?|"
    r"services?|committees?|reasons?|alternatives?|acts?|laws?|payments?|amounts?|findings?|people|steps?)\b",
    re.IGNORECASE,
)
_HELPER = re.compile(
    r"\b(is|are|was|were|does|do|did|has|have|had|can|could|will|may|must|should)\b(?: (not)\b)?", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\w/-])(20[0-3]\d)(?![\w/-])")
_REFERENCE = re.compile(r"\b(?:[A-Z]{2}\d{6}|[A-Z]{2}/\d\d/\d{5}|\d\d/\d{5})\b")
# What is put before the noun, or else at the end.
BEFORE = (
    "second", "only", "highest", "refused", "draft", "unsigned", "cancelled", "confidential", "other", "joint",
    "emergency", "verbal", "largest", "informal", "latest", "private",
)  # fmt: skip
# What is put at the end.
AFTER = (
    "without a tender", "before 2019", "after 2030", "in 2009", "more than two", "in Leeds", "for cleaning",
    "by e-mail", "zorblat", "under protest", "of over £900m", "for Medway Council", "by Amelia Prendergast",
    "for the Head of Catering", "and why", "on behalf of the NHS", "without consultation", "in secret",
    "with a discount", "at the last minute", "under ZZ990099", "except one", "unanimously", "on a Sunday",
)  # fmt: skip
SWAPS: Mapping[str, str] = {
    "extended": "ended", "extend": "end", "extends": "ends", "ended": "extended", "awarded": "terminated",
    "award": "terminate", "approved": "rejected", "approve": "reject", "agreed": "rejected", "before": "after",
    "after": "before", "over": "under", "under": "over", "most": "least", "highest": "lowest", "largest": "smallest",
    "cheapest": "dearest", "first": "last", "last": "first", "earliest": "latest", "latest": "earliest",
    "start": "end", "starts": "ends", "started": "ended", "begin": "end", "end": "start", "ends": "starts",
    "ending": "starting", "more": "fewer", "less": "more", "longest": "shortest", "left": "used", "used": "left",
    "with": "without", "held": "not held", "taken": "deferred", "signed": "unsigned", "supplies": "buys",
    "supplier": "buyer", "annual": "monthly", "year": "month", "many": "few", "agree": "disagree",
    "who": "where", "when": "why", "why": "when", "person": "committee", "officer": "member", "member": "officer",
    "proposed": "withdrawn", "consulted": "ignored", "paid": "refunded", "same": "different", "new": "old",
    "previous": "next", "next": "previous", "former": "future", "current": "former", "any": "no",
    "replaced": "preceded",
    "cite": "ignore", "cites": "ignores", "reasons": "objections", "carries": "reverses", "key": "non-key",
}  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """A question changed by one word or phrase, and how."""

    kind: str
    before: str
    after: str


def mutations(question: str, chance: random.Random, each: int = 2) -> Iterator[Mutation]:
    """Some changes of a question: `each` of those before a noun and of those at the end, and all the others."""
    for kind, changed in _changes(question, chance, each):
        if changed != question:
            yield Mutation(kind, question, changed)


def same(one: Reading, other: Reading) -> bool:
    """Whether two questions are read as one: the same query, parameters and expectations."""
    return (
        one.status == other.status == "understood"
        and (one.query, dict(one.params), one.checks, one.asks, one.agree, one.presumed)
        == (other.query, dict(other.params), other.checks, other.asks, other.agree, other.presumed)
    )  # fmt: skip


def suspects(
    questions: Sequence[str], understand: Callable[[str], Reading], seed: int, each: int = 2
) -> tuple[int, list[Mutation]]:
    """How many mutations were asked, and those that are read as the question was that they change."""
    chance, asked, found = random.Random(seed), 0, []
    for question in questions:
        before = understand(question)
        if before.status != "understood":
            continue
        for mutation in mutations(question, chance, each):
            asked += 1
            if same(before, understand(mutation.after)):
                found.append(mutation)
    return asked, found


def _changes(question: str, chance: random.Random, each: int) -> Iterator[tuple[str, str]]:
    if noun := _NOUN.search(question):
        for word in chance.sample(BEFORE, each):
            yield word, f"{question[: noun.start()]}{word} {question[noun.start() :]}"
    for phrase in chance.sample(AFTER, each):
        yield phrase, _at_end(question, phrase)
    if helper := _HELPER.search(question):
        denied = f"{helper[1]}{'' if helper[2] else ' not'}"
        yield "not", f"{question[: helper.start()]}{denied}{question[helper.end() :]}"
    if year := _YEAR.search(question):
        other = str(int(year[1]) + chance.choice((-3, -1, 1, 4)))
        yield "another year", f"{question[: year.start()]}{other}{question[year.end() :]}"
    if reference := _REFERENCE.search(question):
        digits = f"{chance.randrange(10, 99)}"
        yield "a reference that is not there", f"{question[: reference.end() - 2]}{digits}{question[reference.end() :]}"
    yield from _swapped(question)


def _swapped(question: str) -> Iterator[tuple[str, str]]:
    for word in re.finditer(r"[A-Za-z]+", question):
        if other := SWAPS.get(word[0].lower()):
            changed = other.capitalize() if word[0][0].isupper() else other
            yield f"{word[0].lower()} > {other}", f"{question[: word.start()]}{changed}{question[word.end() :]}"


def _at_end(question: str, phrase: str) -> str:
    bare = question.rstrip("?.! ")
    return f"{bare} {phrase}{question[len(bare) :]}"
