"""Contracts as a document tells them: what several paragraphs say of one contract is joined to one fact."""

from collections.abc import Sequence
from dataclasses import replace

from councilgraph.extract.contracts import dashes, tables
from councilgraph.extract.contracts.acts import bare_act
from councilgraph.extract.contracts.entries import with_entries
from councilgraph.extract.contracts.forms import forms, said_by_labels
from councilgraph.extract.contracts.frame_facts import bare, completed
from councilgraph.extract.contracts.lists import firms_below
from councilgraph.extract.contracts.merging import conflict, joined, merged, same_firm, told_once
from councilgraph.extract.contracts.named_below import named_below
from councilgraph.extract.contracts.paragraphs import apart
from councilgraph.extract.contracts.quotes import quotes
from councilgraph.extract.contracts.stories import stories
from councilgraph.extract.contracts.story import Story
from councilgraph.extract.contracts.story_facts import fact_of
from councilgraph.extract.contracts.title_words import of_none
from councilgraph.extract.contracts.titles import document_title, heading_above, topic
from councilgraph.extract.decisions.stretches import scopes
from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Facts

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
    return tuple(
        fact
        for fact in told_all or (one for fact in _bare(shadow, facts) for one in firms_below(shadow, fact))
        if fact.reference or fact.title is None or not of_none(fact.title.value)
    )


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
    return [f for s in told if (f := fact_of(shadow, s, facts, len(told) > 1)) is not None]


def _one_title(found: Sequence[ContractFact]) -> bool:
    """Whether facts say the same times, and not each a title of several words that is its own."""
    titles = {f.title.value.lower() for f in found if f.title and len(f.title.value.split()) > 1}
    times = {(f.start.value.iso if f.start else "", f.end.value.iso if f.end else "") for f in found}
    return len(times) == 1 and len(titles) < len(found)
