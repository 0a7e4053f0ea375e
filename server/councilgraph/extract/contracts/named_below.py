"""Contracts that a decision names one below the other: "to start the following procurements: (i) Bus services …"."""

import re
from collections.abc import Iterator
from typing import Any

from councilgraph.extract.contracts.clause_names import content
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.title_words import generic, stripped
from councilgraph.extract.contracts.words import action_in
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact, Said

_LEAD = re.compile(
    r"(?i)\b(?:following|these)\s(?:[\w-]+\s){0,3}(?:procurement(?:\s(?:exercise|process|activit))?(?:e?s|ies)?|contracts"
    r"|tenders|frameworks|agreements|leases|(?:contract\s)?(?:awards|extensions|waivers|exemptions|variations))\b"
    r"[^:\n]{0,60}:$"
)
_ACTS = frozenset(("award", "direct award", "extend", "vary", "procure", "reprocure", "terminate"))
_ENTRY = re.compile(
    r"(?:[•*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*(?P<title>[A-Z][^.;:£\n]{4,110}?)"
    r"(?=\s?[.;:(£]|\s[–-]\s|\sfor an?\s|$)"
)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|will|would|be|that)\b")
_SAID = frozenset(("start", "end", "term", "extension_options", "supplier"))


def named_below(shadow: Shadow) -> Iterator[ContractFact]:
    """The contracts of the entries below each lead that says what is done with them."""
    for index, line in enumerate(shadow.lines):
        done = action_in(line.text, _ACTS) if _LEAD.search(line.text) else None
        if done is not None:
            action = shadow.said(line.start + done[1], line.start + done[2], done[0])
            facts = [_fact(shadow, *entry, action) for entry in _entries(shadow, index)]
            yield from facts if len(facts) > 1 else ()


def _entries(shadow: Shadow, index: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines below a lead that each open with a name."""
    for line in shadow.lines[index + 1 :]:
        match = _ENTRY.match(line.text)
        if match is None or _TELLS.search(match["title"]) or generic(match["title"]) or not content(match["title"]):
            return
        yield line, match


def _fact(shadow: Shadow, line: Line, match: re.Match[str], action: Said[str]) -> ContractFact:
    """The contract of an entry, with its firm and times."""
    bare = stripped(match["title"])
    start = line.start + match.start("title") + match["title"].index(bare)
    title = shadow.said(start, start + len(bare), bare)
    said: dict[str, Any] = {
        clue.field: shadow.said(clue.start, clue.end, clue.value)
        for clue in clues(shadow.text, line.start, line.end)
        if clue.field in _SAID
    }
    return ContractFact((*title.evidence, *action.evidence), title=title, action=action, **said)
