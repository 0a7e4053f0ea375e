"""Papers without items whose paragraphs or entries each tell of another contract."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract.contracts.offers import COMPANY
from councilgraph.extract.contracts.parties import suppliers
from councilgraph.extract.decisions.stretches import Scope, cut
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import Facts, Said

_RESOLUTION = re.compile(  # "Resolution 2025/77: …", "Min. 61 Allotment fencing: agreed …"
    r"(?:Resolution|Minute|Min\.|Decision|Item|Entry|No\.)\s(?:[A-Z]{1,4}/?)?\d{1,4}(?:/\d{1,4})?[.:]?\s(?:[-–]\s)?"
    r"(?:(?P<title>[A-Z][\w ,&/'()-]{3,60})(?:[:.]\s|$))?"
)
_DATED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\s[-–:]\s(?P<title>)(?=[A-Z])")  # "12/09/2025 - Ordered …"
_OPENED = re.compile(  # "Taxi licensing software. A three-year contract …"
    r"(?:[-•*]\s|\(?[a-z\d]{1,2}[.)]\s)?(?P<title>[A-Z][\w,&/'()-]*(?: [\w,&/'()-]+){0,7})[.:]\s(?=[A-Z])"
)
_OF_PAPERS = re.compile(
    r"(?i)(?:background|reasons?|purpose|summary|decisions?|dates?|recommendations?|financial|legal|options?|cost"
    r"|alternatives?|introduction|details?|subject|title|supplier|contract(?:or)?|provider|value)\b(?:[^.:]{0,30})[.:]"
)


def apart(shadow: Shadow, facts: Facts, decision: int | None) -> list[Scope]:
    """The stretches that tell of a contract each; none where fewer than two of them name a firm."""
    for pattern, lines in ((_RESOLUTION, shadow.lines), (_DATED, shadow.lines), (_OPENED, shadow.paragraphs)):
        found = [
            (line, m)
            for line in lines
            if (m := pattern.match(line.text)) and not (pattern is _OPENED and _OF_PAPERS.match(line.text))
        ]
        ends = _ends(shadow, [line for line, _ in found])
        firms = [
            m
            for (line, m), end in zip(found, ends, strict=True)
            if _names_firm(shadow.text[line.start + m.end() : end])
        ]
        if len(firms) > 1 and 2 * len(firms) >= len(found):
            return list(_stretches(shadow, facts, found, decision))
    return []


def _names_firm(told: str) -> bool:
    """Whether words name whom something is awarded to or ordered from."""
    return next(suppliers(told), None) is not None or (
        _FROM.search(told) is not None and COMPANY.search(told) is not None
    )


_FROM = re.compile(r"\b(?:from|with|by|to|[Ii]nstructed|[Aa]ppointed|[Aa]ccepted)\s(?:the )?[A-Z]")


def _stretches(
    shadow: Shadow, facts: Facts, found: Sequence[tuple[Line, re.Match[str]]], decision: int | None
) -> Iterator[Scope]:
    """A stretch from each opening to the next, the words before the first and below the last apart."""
    ends = _ends(shadow, [line for line, _ in found])
    yield Scope(cut(shadow, 0, found[0][0].start), facts, decision)
    for (line, match), end in zip(found, ends, strict=True):
        document = replace(facts.document, title=_title(shadow, line, match))
        yield Scope(cut(shadow, line.start, end), replace(facts, decisions=(), document=document), decision)
    yield Scope(cut(shadow, ends[-1], len(shadow.text)), facts, decision)


def _ends(shadow: Shadow, lines: Sequence[Line]) -> list[int]:
    """Where the stretches end that some lines open: where the next begins, the last with its paragraph."""
    if not lines:
        return []
    last = lines[-1]
    end = next((p.end for p in shadow.paragraphs if p.start <= last.start < p.end), last.end)
    return [*(line.start for line in lines[1:]), end]


def _title(shadow: Shadow, line: Line, match: re.Match[str]) -> Said[str] | None:
    if not match["title"]:
        return None
    return shadow.said(line.start + match.start("title"), line.start + match.end("title"), match["title"])
