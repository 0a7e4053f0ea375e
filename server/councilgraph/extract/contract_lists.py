"""Contracts of several firms that a decision names one below the other."""

import re
from collections.abc import Iterator
from dataclasses import replace

from councilgraph.extract.contract_parties import NAME, no_firm
from councilgraph.extract.money import figures
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact, Said

_LEAD = re.compile(
    r"(?i)\b(?:award(?:ed|s)?|appoint(?:ed)?|enter(?:ing)? into|call(?:ing)? off|accept(?:ed)?|engage"
    r"|(?:successful|preferred) (?:bidder|tenderer|supplier|provider|contractor)s?)\b[^\n]*:$"
)
_MARK = r"(?:[•*–-]\s?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)"
_LOT = r"(?:(?:[Ll]ot\s?\w{1,3}\b[^:\n–-]{0,60}?\s?[:–-]|[A-Z][\w &,()]{2,50}?(?:\s[–-]|:))\s)"
_ENTRY = re.compile(
    rf"(?P<mark>{_MARK})?(?P<lot>{_LOT})?(?P<name>{NAME})(?P<rest>\s?(?:[(,–:-]|for\s|at\s).*|[.;,]?(?:\sand)?)"
)


def firms_below(shadow: Shadow, fact: ContractFact) -> tuple[ContractFact, ...]:
    """The contract once for each firm of the list that an awarding sentence introduces; alone where it has none."""
    if fact.supplier is not None:
        return (fact,)
    for index, line in enumerate(shadow.lines):
        entries = list(_entries(shadow, index)) if _LEAD.search(line.text) else list(_inline(line))
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


def _inline(line: Line) -> Iterator[tuple[Line, re.Match[str]]]:
    """The firms of a list within one line: "as follows: North - Young Horizons (£210,000); South - …"."""
    lead, colon, listed = line.text.partition(": ")
    if not colon or ";" not in listed or not _LEAD.search(f"{lead}:"):
        return
    position = line.start + len(lead) + len(colon)
    found: list[tuple[Line, re.Match[str]]] = []
    for part in listed.split(";"):
        bare = re.sub(r"^\s*(?:and )?|[\s.]+$", "", part)
        start = position + part.index(bare)
        match = _ENTRY.fullmatch(bare)
        if match is None or no_firm(match["name"]):
            return
        found.append((Line(start, start + len(bare), bare), match))
        position += len(part) + 1
    yield from found


def _of(shadow: Shadow, fact: ContractFact, line: Line, match: re.Match[str]) -> ContractFact:
    """The contract of one firm of the list, with the sum that its line prints."""
    start = line.start + match.start("name")
    supplier = shadow.said(start, line.start + match.end("name"), " ".join(match["name"].split()))
    found = figures(match["rest"])[0]
    value = fact.total_value
    if len(found) == 1 and found[0].per is None:
        at = line.start + match.start("rest") + found[0].start
        value = Said(found[0].value, (shadow.evidence(at, at + len(found[0].verbatim)),))
    fact = _for_lot(shadow, fact, line, match)
    return replace(fact, evidence=(*fact.evidence, *supplier.evidence), supplier=supplier, total_value=value)


def _for_lot(shadow: Shadow, fact: ContractFact, line: Line, match: re.Match[str]) -> ContractFact:
    """The contract with the lot or part that a line names before its firm added to what it is for."""
    lot = (match["lot"] or "").strip(" :–-")
    if not lot or fact.title is None:
        return fact
    start = line.start + match.start("lot")
    said = shadow.said(start, start + len(lot), f"{fact.title.value} ({lot})")
    return replace(fact, title=replace(said, evidence=(*fact.title.evidence, *said.evidence)))
