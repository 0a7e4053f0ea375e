"""The contract that a story tells: the clue that counts of each field, and what follows from them."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from councilgraph.extract.contracts.acts import acted, legal_ground
from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.contracts.story import Story
from councilgraph.extract.contracts.terms import total
from councilgraph.extract.contracts.titles import title_of
from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Duration, Evidence, Facts, PartialDate, Said

_TIMES = ("start", "end", "term")
_MONEY = ("annual_value", "total_value", "total_paid")


def fact_of(shadow: Shadow, story: Story, facts: Facts, several: bool) -> ContractFact | None:
    """The contract that a story tells, None where too little is said; `several` where the paper tells others too."""
    _of_firm(shadow, story)
    title = title_of(shadow, facts, story, several)
    action = acted(shadow, story, facts, several)
    if not _worth(story, title, action):
        return None
    ground = legal_ground(shadow, story)
    fact = ContractFact(
        _evidence(shadow, story),
        title=title,
        reference=_said(shadow, story, "reference"),
        supplier=_said(shadow, story, "supplier"),
        start=_said(shadow, story, "start"),
        end=_said(shadow, story, "end"),
        term=_said(shadow, story, "term"),
        extension_options=_said(shadow, story, "extension_options"),
        action=action,
        extended_by=_said(shadow, story, "extended_by"),
        annual_value=_said(shadow, story, "annual_value"),
        total_value=_said(shadow, story, "total_value"),
        total_paid=_said(shadow, story, "total_paid"),
        new_annual_value=_said(shadow, story, "new_annual_value"),
        legal_basis=ground[0] if ground else None,
        legal_basis_id=ground[1] if ground else None,
    )
    fact = _unmasked(shadow, replace(fact, end=_moved(shadow, story, fact) or fact.end))
    fact = _ordered(_without_extension(_numbered(shadow, story, fact, _proposed(facts))))
    return fact if fact.end or not (fact.start and fact.term and fact.extended_by) else _with_end(fact)


def _of_firm(shadow: Shadow, story: Story) -> None:
    """Of the sums of several bids keeps those that stand beside the firm of the story."""
    firm = story.first("supplier")
    for name in ("annual_value", "total_value") if firm is not None else ():
        found = story.said.get(name, [])
        own = [
            c
            for c in found
            if str(firm and firm.value) in shadow.text[max(0, c.start - 50) : c.start].rpartition("£")[2]
        ]
        if own and len({c.value for c in found}) > 2:
            story.said[name] = own


def _worth(story: Story, title: Said[str] | None, action: Said[str] | None) -> bool:
    """Whether enough is said to speak of one contract: a reference, two facts of it, or one that is acted upon."""
    if "reference" in story.said:
        return title is not None or "supplier" in story.said
    parts = sum(any(n in story.said for n in group) for group in (_TIMES, _MONEY, ("supplier",)))
    several = sum(n in story.said for n in (*_TIMES, *_MONEY, "supplier", "extension_options"))
    acted_upon = action is not None and action.value != "in force"
    told = parts == 1 or "extended_by" in story.said
    moved = {"end", "extended_by"} <= set(story.said)
    timed = title is not None and any(pair <= set(story.said) for pair in _PAIRS)
    return parts >= 2 or several >= 3 or timed or (told and acted_upon and (title is not None or moved))


_PAIRS = ({"start", "term"}, {"term", "extension_options"})  # only a contract has both


def _said(shadow: Shadow, story: Story, name: str) -> Said[Any] | None:
    best = story.first(name)
    if best is None:
        return None
    same = [c for c in story.said[name] if c.value == best.value]
    return Said(best.value, tuple(dict.fromkeys(shadow.evidence(c.start, c.end) for c in same)))


def _evidence(shadow: Shadow, story: Story) -> tuple[Evidence, ...]:
    every = sorted((c for found in story.said.values() for c in found), key=lambda c: c.start)
    return tuple(dict.fromkeys(shadow.evidence(c.start, c.end) for c in every))


def _proposed(facts: Facts) -> bool:
    """Whether what a paper has to decide is only proposed in it."""
    own = [d.status.value for d in facts.decisions if d.subject and d.status is not None]
    return bool(own) and set(own) <= {"proposed"}


def _numbered(shadow: Shadow, story: Story, fact: ContractFact, proposed: bool) -> ContractFact:
    """Which extension this is ("final" is the last of the options) and how many options are used with it.

    What is only proposed uses none: the options before it are used.
    """
    order = _said(shadow, story, "extension_number")
    if order is not None and order.value == -1:
        options = fact.extension_options
        order = Said(len(options.value), (*order.evidence, *options.evidence)) if options else None
    used = _said(shadow, story, "options_used") or (_before(order) if proposed else order)
    return replace(fact, extension_number=order if fact.extended_by else None, options_used=used)


def _moved(shadow: Shadow, story: Story, fact: ContractFact) -> Said[PartialDate] | None:
    """Of two ends that an extension lies between the one that it leads to."""
    ends = [c for c in story.said.get("end", []) if c.value.is_day]
    if fact.extended_by is None or len(ends) < 2:
        return None
    for first in ends:
        last = fact.extended_by.value.after(first.value.latest + dt.timedelta(days=1))
        later = next((c for c in ends if c.value.latest == last), None)
        if later is not None:
            return shadow.said(later.start, later.end, later.value)
    return None


def _unmasked(shadow: Shadow, fact: ContractFact) -> ContractFact:
    """With the firm in the place of the letter it had as a bidder, where the paper says who "Bidder C" is."""
    masked = fact.supplier
    if masked is None or _MASK.fullmatch(masked.value) is None:
        return fact
    named = re.search(rf"\b{re.escape(masked.value)} (?:is|was|being) (?:the )?(?P<name>{NAME})", shadow.text)
    named = named or re.search(rf"(?P<name>{NAME}) \({re.escape(masked.value)}\)", shadow.text)
    if named is None or no_firm(named["name"]):
        return fact
    said = shadow.said(named.start("name"), named.end("name"), named["name"])
    return replace(fact, supplier=Said(said.value, (*said.evidence, *masked.evidence)))


_MASK = re.compile(r"(?:Bidder|Tenderer|Supplier|Provider|Contractor|Company|Organisation) [A-Z0-9]{1,2}")


def _without_extension(fact: ContractFact) -> ContractFact:
    """Without a start that is the extension's own: the day from which it takes the contract to its new end."""
    if fact.term or not (fact.start and fact.end and fact.extended_by and fact.start.value.is_day):
        return fact
    own = fact.extended_by.value.after(fact.start.value.earliest) == fact.end.value.latest
    return replace(fact, start=None) if own else fact


def _before(order: Said[int] | None) -> Said[int] | None:
    return replace(order, value=order.value - 1) if order is not None and order.value > 1 else None


def _ordered(fact: ContractFact) -> ContractFact:
    """Without the date that cannot be of the contract where its start lies after its end."""
    if fact.start is None or fact.end is None or fact.start.value.earliest <= fact.end.value.earliest:
        return fact
    new = fact.action is not None and fact.action.value in {"award", "direct award", "procure", "reprocure"}
    return replace(fact, end=None) if new else replace(fact, start=None)


def _with_end(fact: ContractFact) -> ContractFact:
    """The end that follows from start, term and the extensions made, marked as derived."""
    if not (fact.start and fact.term and fact.extended_by and fact.start.value.is_day):
        return fact
    if fact.extension_options is None and fact.term.value.months == fact.extended_by.value.months:
        return fact  # the term may be that of the extension
    made = fact.extension_options.value if fact.extension_options else (fact.extended_by.value,)
    used = fact.extension_number.value if fact.extension_number else 1
    if used > len(made):
        return fact
    months = fact.term.value.months + total(made[:used])
    last = Duration(f"P{months}M").after(fact.start.value.earliest)
    proof = (*fact.start.evidence, *fact.term.evidence, *fact.extended_by.evidence)
    return replace(fact, end=Said(PartialDate(last.isoformat()), proof), end_derived=True)
