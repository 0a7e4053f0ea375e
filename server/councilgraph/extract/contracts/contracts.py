"""Contracts as a document tells them: what several paragraphs say of one contract is joined to one fact."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from councilgraph.extract.contracts import dashes, tables
from councilgraph.extract.contracts.acts import acted, bare_act, legal_ground
from councilgraph.extract.contracts.entries import with_entries
from councilgraph.extract.contracts.forms import forms, said_by_labels
from councilgraph.extract.contracts.frames import bare, completed
from councilgraph.extract.contracts.lists import firms_below
from councilgraph.extract.contracts.merging import conflict, joined, merged, same_firm, told_once
from councilgraph.extract.contracts.named_below import named_below
from councilgraph.extract.contracts.paragraphs import apart
from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.contracts.quotes import quotes
from councilgraph.extract.contracts.stories import stories
from councilgraph.extract.contracts.story import Story
from councilgraph.extract.contracts.terms import total
from councilgraph.extract.contracts.titles import document_title, heading_above, title_of, topic
from councilgraph.extract.decisions.stretches import scopes
from councilgraph.extract.shadow import Shadow
from councilgraph.model import AmountFact, ContractFact, Duration, Evidence, Facts, PartialDate, Said

_TIMES = ("start", "end", "term")
_MONEY = ("annual_value", "total_value", "total_paid")
_KINDS = {"annual_value": "annual", "total_value": "total", "total_paid": "payment"}
_UNSIGNED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{4,}(?:\.\d\d)?")
_OFFERED = re.compile(r"(?i)\bquot|\bestimate|\bpurchas|\bfees?\b|\bhire\b")
_ROWS_OF_REGISTER = 12


def contracts(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts of a document; `facts` holds what was read before: document, decisions, amounts, people."""
    parts = scopes(shadow, facts)
    if len(parts) == 1 and (apart_from := apart(shadow, facts, parts[0].decision)) and not _listed(shadow, facts):
        parts = apart_from
    if len(parts) > 1 and len(whole := tables.contracts(shadow, facts)) > _ROWS_OF_REGISTER:
        return whole
    several = len(parts) > 1
    found = []
    while parts:  # each part is let go with all that was worked out of its text
        part = parts.pop(0)
        found += [replace(fact, decision=part.decision) for fact in _told(part.shadow, part.facts)]
    return tuple(merged([_with_heading(shadow, fact) for fact in found])) if several else tuple(found)


def _with_heading(shadow: Shadow, fact: ContractFact) -> ContractFact:
    """A contract with a firm whose part of the paper does not say what for, under the nearest heading above."""
    if fact.title is not None or fact.supplier is None:
        return fact
    return replace(fact, title=heading_above(shadow, shadow.position(fact.evidence[0].start)))


def _told(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts of a stretch with at most one decision: of its tables or labels, else of its sentences."""
    if listed := _rows(shadow, facts):
        return (*listed, *_to_come(shadow, facts, listed))
    labelled = forms(shadow)
    if labelled and labelled[0].of_list:
        return tuple(form.fact for form in labelled)
    found = with_entries(shadow, completed(shadow, _of_sentences(shadow, facts), document_title(shadow, facts)))
    return _completed(labelled[0].fact, found) if labelled else found


def _rows(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts of the tables of a stretch, else of its lists."""
    return tables.contracts(shadow, facts) or dashes.contracts(shadow) or tuple(named_below(shadow))


def _listed(shadow: Shadow, facts: Facts) -> bool:
    """Whether a paper tells its contracts row by row or label by label."""
    return bool(_rows(shadow, facts)) or len(forms(shadow)) > 1


def _to_come(shadow: Shadow, facts: Facts, listed: Sequence[ContractFact]) -> list[ContractFact]:
    """The contract that sentences plan in the place of those of a small table, all of which end before it starts."""
    ends = [fact.end.value.latest for fact in listed if fact.end is not None]
    if len(ends) < len(listed) or len(listed) > _ROWS_OF_REGISTER:
        return []
    found = [f for f in _of_sentences(shadow, facts) if f.start and f.title and f.supplier is None]
    planned = [f for f in found if f.action is not None and f.action.value in _PLANNED]
    later = [f for f in planned if f.start is not None and f.start.value.latest >= max(ends)][:1]
    return [
        replace(f, extended_by=None, extension_number=None, end=None if f.end_derived else f.end, end_derived=False)
        for f in later
    ]


_PLANNED = frozenset(("award", "direct award", "procure", "reprocure"))


def _completed(form: ContractFact, found: Sequence[ContractFact]) -> tuple[ContractFact, ...]:
    """The contract that labels tell, with what sentences add to it, and the other contracts of the sentences."""
    same = [f for f in found if _of_form(form, f)]
    for fact in same:
        form = joined(form, fact)
    return (form, *(f for f in found if f not in same))


def _of_form(form: ContractFact, fact: ContractFact) -> bool:
    """Whether what sentences tell is of the contract that the labels of the paper tell."""
    if form.supplier and fact.supplier:
        return same_firm(form.supplier.value, fact.supplier.value)
    return not conflict(form, fact)


def _of_sentences(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts that the sentences of a stretch tell."""
    first = _of_stories(shadow, facts, stories(shadow, facts))
    if len(first) > 1 and not any(f.supplier for f in first) and _one_title(first):
        first = _of_stories(shadow, facts, stories(shadow, facts, by_sentence=False))
    found = [one for fact in first for one in firms_below(shadow, fact)]
    small = list(quotes(shadow, topic(shadow, facts)))
    found = [_of_offer(f, small) for f in found]
    found = [next((joined(q, f) for q in small if _same_order(f, q)), f) for f in found]
    prices = {q.total_value.value for q in small if q.total_value}
    found = [f for f in found if f.supplier or f.reference or not (f.total_value and f.total_value.value in prices)]
    if len(found) == 1 and (labels := said_by_labels(shadow)):
        found = [replace(found[0], **{n: said for n, said in labels.items() if getattr(found[0], n) is None})]
    firms = [f.supplier.value for f in found if f.supplier]
    others = [q for q in small if q.supplier and not any(same_firm(q.supplier.value, known) for known in firms)]
    told_all = told_once((*found, *others))
    return told_all or tuple(one for fact in _bare(shadow, facts) for one in firms_below(shadow, fact))


def _bare(shadow: Shadow, facts: Facts) -> list[ContractFact]:
    """The contract that a decision acts on without more being said of it than what it is for."""
    return list(bare_act(shadow, facts)) or list(bare(shadow, document_title(shadow, facts)))


def _of_offer(fact: ContractFact, small: Sequence[ContractFact]) -> ContractFact:
    """What is told of no firm with the firm and the sum of the one offer that is accepted."""
    if fact.supplier or len(small) != 1 or not small[0].supplier or not (small[0].annual_value or small[0].total_value):
        return fact
    offer = small[0]
    rest = replace(fact, annual_value=None, total_value=None, action=None)
    return joined(rest, replace(offer, title=None)) if not conflict(rest, offer) else fact


def _same_order(fact: ContractFact, quote: ContractFact) -> bool:
    """Whether a story tells no more than a sentence that appoints the same firm to what it names."""
    if fact.supplier is None or quote.supplier is None or fact.start or fact.end or fact.term or fact.reference:
        return False
    if quote.action is None or "ppoint" not in quote.action.evidence[0].quote:
        return False
    return same_firm(fact.supplier.value, quote.supplier.value) and not conflict(fact, quote)


def _of_stories(shadow: Shadow, facts: Facts, told: Sequence[Story]) -> list[ContractFact]:
    return [f for s in told if (f := _fact(shadow, s, facts, len(told) > 1)) is not None]


def _one_title(found: Sequence[ContractFact]) -> bool:
    """Whether facts say the same times, and not each a title of several words that is its own."""
    titles = {f.title.value.lower() for f in found if f.title and len(f.title.value.split()) > 1}
    times = {(f.start.value.iso if f.start else "", f.end.value.iso if f.end else "") for f in found}
    return len(times) == 1 and len(titles) < len(found)


def linked(amounts: Sequence[AmountFact], found: Sequence[ContractFact]) -> tuple[AmountFact, ...]:
    """The amounts, those that are a contract's value with the contract's index and their role."""
    roles = {
        said.value: (index, name)
        for index, fact in reversed(list(enumerate(found)))
        for name in (*_MONEY, "new_annual_value")
        if (said := getattr(fact, name)) is not None
    }
    small = [not (f.start or f.end or f.term or f.reference) for f in found]
    known = (_linked(a, *roles[a.value], small[roles[a.value][0]]) if a.value in roles else a for a in amounts)
    return (*known, *_unlisted(amounts, found))


def _unlisted(amounts: Sequence[AmountFact], found: Sequence[ContractFact]) -> Iterator[AmountFact]:
    """The values of contracts that stand in rows as bare numbers, where no rule for tables took them for sums."""
    values = {amount.value for amount in amounts}
    for index, fact in enumerate(found):
        for role in _MONEY:
            said = getattr(fact, role)
            if said is None or said.value in values or _UNSIGNED.fullmatch(said.evidence[0].quote.strip()) is None:
                continue
            values.add(said.value)
            yield AmountFact(
                evidence=said.evidence[:1],
                value=said.value,
                verbatim=said.evidence[0].quote.strip(),
                what=fact.title.value if fact.title else "",
                kind=_KINDS[role],
                contract=index,
                role=role,
            )


def _linked(amount: AmountFact, contract: int, role: str, small: bool) -> AmountFact:
    """An amount with its part in a contract; a register's column tells its kind where no words do.

    What is quoted for a small piece of work stays a price.
    """
    kind = amount.kind
    offered = kind == "price" and small and _OFFERED.search(amount.what)
    if kind in {"other", "price", "budget"} and role in {"annual_value", "total_value"} and not offered:
        kind = _KINDS[role]
    return replace(amount, contract=contract, role=role, kind=kind)


def _fact(shadow: Shadow, story: Story, facts: Facts, several: bool) -> ContractFact | None:
    _of_firm(shadow, story)
    title = title_of(shadow, facts, story, several)
    action = acted(shadow, story, facts, several)
    if not _worth(story, title, action) or (title is not None and _OF_MANY.search(title.value)):
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


_OF_MANY = re.compile(  # a paper on what was decided in a time: "Exemptions granted April 2024 - March 2025"
    r"(?i)\b(?:decisions|waivers|exemptions|exceptions|awards)\b.{0,80}?\b[A-Z][a-z]+ 20\d\d (?:to|–|-|and) "
)


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
