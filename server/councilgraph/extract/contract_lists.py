"""Contracts of several firms that a decision names one below the other."""

import re
from collections.abc import Iterator
from dataclasses import replace

from councilgraph.extract.contract_parties import NAME, no_firm
from councilgraph.extract.contract_stories import Story
from councilgraph.extract.money import figures
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact, Said

_LEAD = re.compile(
    r"(?i)\b(?:award|appoint|enter(?:ing)? into|call(?:ing)? off|accept|engage|commission|suppliers?|providers?"
    r"|contractors?|bidders?|tenderers?|firms?|companies)\b[^\n]*:$"
)
_MARK = r"(?:[•*–-]\s?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)"
_LOT = r"(?:[Ll]ot\s?\w{1,3}\b[^:\n–-]{0,60}?\s?[:–-]\s?)"
_ENTRY = re.compile(
    rf"(?P<mark>{_MARK})?(?P<lot>{_LOT})?(?P<name>{NAME})(?P<rest>\s?(?:[(,–:-]|for\s|at\s).*|[.;,]?(?:\sand)?)"
)


def firms_below(shadow: Shadow, story: Story, fact: ContractFact) -> tuple[ContractFact, ...]:
    """The contract once for each firm of the list that an awarding sentence introduces; alone where it has none."""
    if fact.supplier is not None or "supplier" in story.said:
        return (fact,)
    for index, line in enumerate(shadow.lines):
        entries = list(_entries(shadow, index)) if _LEAD.search(line.text) else []
        if entries:
            return tuple(_of(shadow, fact, entry, match) for entry, match in entries)
    return (fact,)


def _entries(shadow: Shadow, index: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines below a lead that name a firm each, all of one make."""
    marked: bool | None = None
    for line in shadow.lines[index + 1 :]:
        match = _ENTRY.fullmatch(line.text)
        if match is None or no_firm(match["name"]) or len(match["name"]) < 3:
            return
        if marked is None:
            marked = match["mark"] is not None or match["lot"] is not None
        if marked != (match["mark"] is not None or match["lot"] is not None):
            return
        yield line, match


def _of(shadow: Shadow, fact: ContractFact, line: Line, match: re.Match[str]) -> ContractFact:
    """The contract of one firm of the list, with the sum that its line prints."""
    start = line.start + match.start("name")
    supplier = shadow.said(start, line.start + match.end("name"), " ".join(match["name"].split()))
    found = figures(match["rest"])[0]
    value = fact.total_value
    if len(found) == 1 and found[0].per is None:
        at = line.start + match.start("rest") + found[0].start
        value = Said(found[0].value, (shadow.evidence(at, at + len(found[0].verbatim)),))
    return replace(fact, evidence=(*fact.evidence, *supplier.evidence), supplier=supplier, total_value=value)
