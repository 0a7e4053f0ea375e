"""Contracts told entry by entry in a list: "- East Day Centres (two sites) - delivered by Alder Trust. …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract.contracts.dates import dates
from councilgraph.extract.contracts.merging import joined, same_firm
from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.contracts.title_words import generic
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact, PartialDate, Said

_MARK = r"(?:[•*·–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+"
_ENTRY = re.compile(
    rf"{_MARK}(?P<title>[A-Z][\w'&/-]*(?: [\w'&/-]+){{1,10}})(?: \([^()]{{3,160}}\))?\s?(?:,|\s[–-])\s"
    r"(?:currently |is |which is )*(?:delivered|provided|run|operated|managed|supplied) by (?:the )?"
    rf"(?P<firm>{NAME})"
)
_TIMES = re.compile(rf"{_MARK}(?:[Cc]ommenc|[Ss]tart|[Bb]eg[au]n|[Ff]rom\b)")
_OF_CONTRACTS = re.compile(r"(?i)\bcontracts?\b")
_ALL_END = re.compile(
    r"\b(?:(?:all|both|each) of (?:which|these|them)|(?:two|three|four|five) contracts\b[^.;\n]{0,60}?) (?:are|is)"
    r" (?:all |both )?(?:due|set) to (?:end|expire) on\s[^.;,\n]{6,30}"
)
_REACH = 500  # characters above a list within which something says what it is of


def with_entries(shadow: Shadow, found: Sequence[ContractFact]) -> tuple[ContractFact, ...]:
    """The contracts of sentences with those of such lists, each joined with what is told of it already."""
    facts = list(found)
    for entry in _entries(shadow):
        same = next((index for index, fact in enumerate(facts) if _same(fact, entry)), None)
        if same is None:
            facts.append(entry)
        else:
            facts[same] = joined(entry, facts[same])
    return tuple(facts)


def _same(fact: ContractFact, entry: ContractFact) -> bool:
    """Whether a contract is that of an entry: run by the same firm, or of its title and no firm."""
    if fact.supplier is not None and entry.supplier is not None:
        return same_firm(fact.supplier.value, entry.supplier.value)
    if fact.title is None or entry.title is None:
        return False
    return fact.title.value.lower() == entry.title.value.lower()


def _entries(shadow: Shadow) -> Iterator[ContractFact]:
    lines = shadow.paragraphs
    matches = [_ENTRY.match(line.text) for line in lines]
    for index, match in enumerate(matches):
        line = lines[index]
        above = shadow.text[max(0, line.start - _REACH) : line.start]
        if match is None or no_firm(match["firm"]) or generic(match["title"]) or not _OF_CONTRACTS.search(above):
            continue
        below = lines[index + 1] if index + 1 < len(lines) else None
        timed = [below] if below is not None and _TIMES.match(below.text) is not None else []
        yield _ended(shadow, _fact(shadow, line, match, timed), above, line.start)


def _fact(shadow: Shadow, line: Line, match: re.Match[str], timed: Sequence[Line]) -> ContractFact:
    """The contract of an entry, with the times of its line and of one below that tells no more."""
    evidence = shadow.evidence(line.start, line.start + match.end())
    firm = match["firm"].partition(". ")[0].rstrip(".,")  # the next sentence is no part of a name
    at = line.start + match.start("firm")
    fact = ContractFact(
        (evidence,),
        title=shadow.said(line.start + match.start("title"), line.start + match.end("title"), match["title"]),
        supplier=shadow.said(at, at + len(firm), firm),
        action=Said("in force", (evidence,)),
    )
    for one in (line, *timed):
        text = shadow.text[one.start : one.end]
        for clue in dates(text):
            said = shadow.said(one.start + clue.start, one.start + clue.end, clue.value)
            if clue.field == "start":
                fact = replace(fact, start=fact.start or said)
            elif clue.field == "end":
                fact = replace(fact, end=fact.end or said)
    return fact


def _ended(shadow: Shadow, fact: ContractFact, above: str, start: int) -> ContractFact:
    """An entry with the day on which all of its list end, where the words above say that."""
    told = list(_ALL_END.finditer(above)) if fact.end is None else []
    clues = [clue for clue in dates(told[-1][0]) if clue.field == "end"] if told else []
    if not clues or not isinstance(clues[0].value, PartialDate):
        return fact
    first = start - len(above) + told[-1].start()
    return replace(fact, end=shadow.said(first + clues[0].start, first + clues[0].end, clues[0].value))
