"""Contracts of several firms that a decision names one below the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from councilgraph.extract.amounts.money import figures
from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.titles import FOR_WHAT, NO_TASK
from councilgraph.extract.durations import spells
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact, Said

_LEAD = re.compile(
    r"(?i)\b(?:award(?:ed|s)?|appoint(?:ed)?|enter(?:ing)? into|call(?:ing)? off|accept(?:ed)?|engage"
    r"|contract (?:extension|award|variation)s?|(?:extend|vary)\b[^\n]*\bcontracts"
    r"|(?:successful|preferred) (?:bidder|tenderer|supplier|provider|contractor)s?)\b[^\n]*:$"
)
_MARK = r"(?:[•*–-]\s?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)"
_LOT = r"(?:(?:[Ll]ot\s?\w{1,3}\b(?:[^:\n]{0,80}:|[^:\n–-]{0,60}?\s?[–-])|[A-Z][\w &,()]{2,50}?(?:\s[–-]|:))\s)"
_LOT_BEHIND = re.compile(r"\s?\((?P<lot>(?:[Ll]ot|[Aa]rea|[Zz]one)s? [^()]{1,50})\)")
_ENTRY = re.compile(
    rf"(?P<mark>{_MARK})?(?P<lot>(?:{_LOT}){{1,2}})?(?:to (?:the )?)?(?P<name>{NAME}(?: plc)?(?:\s/\s{NAME})?)"
    r"(?P<rest>\s?(?:[(,–:-]|for\s|at\s).*|[.;,]?(?:\sand)?)"
)

_WITH_TASK = re.compile(  # "1) Spurling, the provider for the South, from 1 April 2019 to …"
    rf"(?P<mark>{_MARK})(?P<lot>)(?P<name>[A-Z][\w&'.-]*(?:\s(?:and |of |for )?[A-Z][\w&'.-]*){{0,5}}?(?:\s(?:Ltd"
    rf"|Limited|CIC))?)"
    r"(?P<rest>(?:,\s(?:the|as|an?)|\s(?:for|to) (?:the|be|provide|deliver|run))\b.*\b(?:\d{4}\b|£\d).*)"
)


_WITH_SUM = re.compile(  # "• Larkspur Trust: The sum of £15,000. The extension shall …"
    rf"(?P<mark>{_MARK})(?P<lot>)(?P<name>[A-Z][^:£\n]{{2,60}}):\s(?P<rest>(?:The |A )?(?:sum|value|cost"
    rf"|price)\b.*£\d.*)"
)


def firms_below(shadow: Shadow, fact: ContractFact) -> tuple[ContractFact, ...]:
    """The contract once for each firm of the list that an awarding sentence introduces; alone where it has none."""
    if fact.action is not None and fact.action.value == "in force":
        return (fact,)
    for index, line in enumerate(shadow.lines):
        entries = list(_entries(shadow, index)) if _LEAD.search(line.text) else list(_inline(line))
        if entries and _WITH_SUM.fullmatch(entries[0][0].text):
            entries += [e for i in range(index + len(entries), len(shadow.lines)) for e in _more(shadow, i)]
        if entries and (fact.supplier is None or (len(entries) > 1 and _within(fact.supplier, entries))):
            each = replace(fact, total_value=None) if len(entries) > 1 else fact
            return tuple(_of(shadow, each, entry, match) for entry, match in entries)
    return (fact,)


def _more(shadow: Shadow, index: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The firms of another list of the same make that a line further on introduces."""
    if _LEAD.search(shadow.lines[index].text):
        yield from (e for e in _entries(shadow, index) if _WITH_SUM.fullmatch(e[0].text))


def _within(supplier: Said[str], entries: Sequence[tuple[Line, re.Match[str]]]) -> bool:
    """Whether the firm of a contract was read off one of the entries of a list."""
    return any(supplier.value.startswith(match["name"]) for _, match in entries)


def _entries(shadow: Shadow, index: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines below a lead that name a firm each, all of one make."""
    marked: tuple[bool, bool] | None = None
    for line in shadow.lines[index + 1 :]:
        match = _WITH_SUM.fullmatch(line.text) or _WITH_TASK.fullmatch(line.text) or _ENTRY.fullmatch(line.text)
        if match is None or no_firm(match["name"]) or len(match["name"]) < 3:
            return
        made = (bool(match["mark"]), bool(match["mark"] or match["lot"]))
        marked = marked or made
        if made != marked:
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
    printed = match["name"].rstrip(".")
    supplier = shadow.said(start, start + len(printed), " ".join(printed.split()))
    sums = _sums(shadow, line, match)
    fact = _timed(shadow, _for_lot(shadow, fact, line, match), line.start + match.start("rest"), line.end)
    return replace(fact, evidence=(*fact.evidence, *supplier.evidence), supplier=supplier, **sums)


def _timed(shadow: Shadow, fact: ContractFact, start: int, end: int) -> ContractFact:
    """The contract with the start and end that a firm's own line prints."""
    found = [c for c in clues(shadow.text, start, end) if c.field in {"start", "end"}]
    said: dict[str, Any] = {c.field: shadow.said(c.start, c.end, c.value) for c in reversed(found)}
    return replace(fact, **said)


def _sums(shadow: Shadow, line: Line, match: re.Match[str]) -> dict[str, Any]:
    """What a firm's line prints: one sum a year and one in total at most."""
    rest = match["rest"]
    found: dict[str, Any] = {}
    for figure in figures(rest)[0]:
        before = rest[max(0, figure.start - 40) : figure.start].rpartition("£")[2]
        yearly = figure.per == "annum" or (figure.per is None and _A_YEAR.search(before) is not None)
        if figure.per is None or yearly:
            at = line.start + match.start("rest") + figure.start
            said = Said(figure.value, (shadow.evidence(at, at + len(figure.verbatim)),))
            found.setdefault("annual_value" if yearly else "total_value", said)
    return found


_A_YEAR = re.compile(r"(?i)\bannual|\byearly|\bp\.?a\b")


_PROVIDING = re.compile(r"\b(?:provision|supply|delivery|maintenance) of\b")


def _for_lot(shadow: Shadow, fact: ContractFact, line: Line, match: re.Match[str]) -> ContractFact:
    """The contract with the lot or part that a line names before its firm, or what it says that the firm is to do."""
    task = FOR_WHAT.match(shadow.text, line.start + match.end("name"), line.end)
    if task is not None and _PROVIDING.search(task[0]) and not spells(task["t"]) and not NO_TASK.match(task["t"]):
        return replace(fact, title=shadow.said(task.start("t"), task.end("t"), task["t"]))
    behind = _LOT_BEHIND.match(match["rest"])
    lot = (match["lot"] or "").strip(" :–-") or (behind["lot"] if behind else "")
    if not lot or fact.title is None:
        return fact
    start = line.start + (match.start("rest") + behind.start("lot") if behind else match.start("lot"))
    said = shadow.said(start, start + len(lot), f"{fact.title.value} ({lot})")
    return replace(fact, title=replace(said, evidence=(*fact.title.evidence, *said.evidence)))
