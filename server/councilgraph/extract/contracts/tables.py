"""Contracts listed in tables and registers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from councilgraph.extract.contracts.acts import sentences_deciding
from councilgraph.extract.contracts.cells import WITHOUT_TENDER, fact_of, won
from councilgraph.extract.contracts.heads import Head, head_at
from councilgraph.extract.contracts.money import clues as money_clues
from councilgraph.extract.contracts.rows import Row, rows_below
from councilgraph.extract.contracts.stacks import stacked
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.titles import document_title, heading_above
from councilgraph.extract.contracts.words import action_in, words
from councilgraph.extract.law.statutes import fold
from councilgraph.extract.sentences import sentences
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import ContractFact, Facts, Said

_ROWS_OF_DECISION = 12
_ALL = Sieve(
    r"\b(?:[Cc]ontracts|[Cc]ontractors|[Ss]uppliers|[Pp]roviders)\b[^.]*"
    r"\b(?:below|following|follows|listed|table|set out|each)\b"
    r"|\b(?:these|the following) (?:\w+ )?(?:contracts|contractors|suppliers|providers|firms|organisations)\b"
)
_NEW = frozenset(("award", "direct award"))
_TO_ALL = frozenset(("award", "direct award", "extend", "procure", "reprocure"))


def contracts(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts of the document's tables; none where it has no such table."""
    found: list[ContractFact] = []
    lines = shadow.lines
    index = 0
    while index < len(lines):
        if (stack := stacked(shadow, lines, index)) is not None:
            found += _facts(shadow, stack[0], stack[1], facts)
            index = stack[2]
            continue
        head = head_at(lines, index)
        if head is None:
            index += 1
            continue
        rows, index = rows_below(shadow, lines, head)
        found += _facts(shadow, head, rows, facts)
    if not found or len(found) > _ROWS_OF_DECISION:
        return tuple(found)
    return tuple(_decided(shadow, found, facts))


def _facts(shadow: Shadow, head: Head, rows: Sequence[Row], facts: Facts) -> list[ContractFact]:
    """The contracts of a table's rows; of a table of bids those that won, for what the paper is about."""
    if not head.of_bids:
        told = "procure" if "supplier" not in head.columns else _listed_as(shadow, head, facts)
        paper = None if "title" in head.columns else document_title(shadow, facts) or heading_above(shadow, head.start)
        found = [fact for row in rows if (fact := fact_of(shadow, row.said, told)) is not None]
        return [fact if fact.title else replace(fact, title=paper) for fact in found]
    title = None if "title" in head.columns else document_title(shadow, facts) or heading_above(shadow, head.start)
    winners = [row for row in rows if "outcome" in row.said and won(str(row.said["outcome"][0]))]
    found = [fact for row in winners if (fact := fact_of(shadow, row.said, "award")) is not None]
    return [fact if fact.title else replace(fact, title=title) for fact in found]


def _listed_as(shadow: Shadow, head: Head, facts: Facts) -> str:
    """What the rows of a list are: direct awards where the words above it, or the paper's title, say so."""
    title = facts.document.title.value if facts.document.title else ""
    above = shadow.text[max(0, head.start - 300) : head.start]
    return "direct award" if WITHOUT_TENDER.search(f"{title}\n{above}") else "register entry"


def _decided(shadow: Shadow, found: Sequence[ContractFact], facts: Facts) -> Iterator[ContractFact]:
    """The contracts of a decision's table, each with what the decision's sentences do with it."""
    own = [i for i, d in enumerate(facts.decisions) if d.subject]
    together = _done_to_all(shadow)
    shared = _shared(shadow, together is not None and together.value in _NEW)
    printed = {name for name in shared if any(getattr(fact, name) is not None for fact in found)}
    deciding = list(sentences_deciding(shadow))
    for fact in found:
        acted = fact
        for start, end in deciding:
            title = {fold(w) for w in fact.title.value.split()} if fact.title else set()
            here = {fold(w) for w in re.findall(r"[\w'-]+", shadow.text[start:end])}
            action = action_in(shadow.text[start:end]) if title and title <= here else None
            if action is not None:
                acted = replace(
                    acted,
                    action=shadow.said(start + action[1], start + action[2], action[0]),
                    decision=own[0] if len(own) == 1 else None,
                    new_annual_value=_raised(shadow, start, end),
                )
                break
        if together is not None and acted is fact and not (fact.start or fact.end):
            acted = replace(acted, action=together, decision=own[0] if len(own) == 1 else None)
        yield replace(acted, **{name: said for name, said in shared.items() if name not in printed})


def _done_to_all(shadow: Shadow) -> Said[str] | None:
    """What the paper's sentence that speaks of all the contracts of its table does with them."""
    for start, end in sentences(shadow.text):
        if _ALL.search(shadow.text, start, end) and (done := action_in(shadow.text[start:end], _TO_ALL)):
            return shadow.said(start + done[1], start + done[2], done[0])
    return None


def _raised(shadow: Shadow, start: int, end: int) -> Said[Decimal] | None:
    """The new sum a year that a sentence decides."""
    new = [c for c in money_clues(shadow) if c.field == "new_annual_value" and start <= c.start < end]
    return shadow.said(new[0].start, new[0].end, new[0].value) if new else None


def _shared(shadow: Shadow, new: bool) -> dict[str, Any]:
    """The times that the text gives for all the contracts of a table; where these are `new`, not for those before."""
    found: dict[str, Any] = {}
    for start, end in sentences(shadow.text):
        if new and words().current.search(shadow.text, start, end):  # of the contracts before those of the table
            continue
        of_all = re.search(r"\b(?:contracts|framework|awards)\b", shadow.text[start:end]) is not None
        if of_all and words().about.search(shadow.text, start, end):
            for clue in clues(shadow.text, start, end):
                if clue.field in {"start", "end", "term", "extension_options"}:
                    found.setdefault(clue.field, shadow.said(clue.start, clue.end, clue.value))
    return found
