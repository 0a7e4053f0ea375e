"""Minutes that number no items: each resolution titled by the line above it, else by its own words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.extract import sureness
from councilgraph.extract.decisions.items import Item
from councilgraph.extract.decisions.resolutions import form_words, outcomes, put_off, resolution, routine
from councilgraph.extract.people import names
from councilgraph.extract.shadow import Line, Shadow, starting_in
from councilgraph.model import DecisionFact, DocumentFact

_LED = re.compile(r"(?P<number>\d{1,4}(?:[./]\d{1,4})?)[.)]?\s+(?=[A-Z])")


def resolved(shadow: Shadow, paper: DocumentFact, routines: Sequence[tuple[int, int]] = ()) -> list[DecisionFact]:
    """Resolutions without items, titled by the line above, else by its own words; those of routines left out."""
    found: list[DecisionFact] = []
    last = 0
    for match in _resolutions(shadow, paper.kind.value):
        if any(start <= match.start() < end for start, end in routines):
            continue
        prose, status = match.re is _IN_PROSE, "resolved" if "resol" in match[0].lower() else "agreed"
        line = None if prose else _heading(shadow, last, match.start())
        last = match.end()
        item = _item(shadow, match, line)
        if len(item.title) < 5 or item.title[0] == "(" or routine(item.title) or form_words(item.title):
            continue
        if _MINUTES.match(shadow.text, last) or (found and line is None and status == "agreed" and not prose):
            continue
        fact = resolution(shadow, paper, item, put_off(shadow.text, (status, match.start(), match.end())))
        found.append(fact if line is not None else _own_words(fact, paper, status))
    return found


def _heading(shadow: Shadow, start: int, end: int) -> Line | None:
    """The last line of a stretch that could be a heading."""
    above = [p for p in starting_in(shadow.paragraphs, start, end) if p.end <= end and 8 < len(p.text) < 110]
    return next(
        (p for p in reversed(above) if p.text[-1] not in ".:;," and _heading_like(p.text) and not _named(p)), None
    )


def _named(line: Line) -> bool:
    """Whether a line is of a list of people: a name with what they are in brackets or after a comma."""
    led = _LED.match(line.text)
    name = names.at(line.text, led.end() if led is not None else 0)
    return name is not None and re.match(r"\s?(?:\(|,|[–-]\s|$)", line.text[name.stop :]) is not None


def _item(shadow: Shadow, match: re.Match[str], line: Line | None) -> Item:
    """The item of a resolution: under the line that heads it, else its own first words."""
    stop = shadow.text.find("\n", match.end())
    end = stop if stop > 0 else len(shadow.text)
    below = _BELOW.match(shadow.text, match.end()) if line is None else None
    if below is not None:  # what is resolved stands below RESOLVED
        end = below.end()
    first = below.start(below.lastgroup or 0) if below is not None else match.end()
    start, finish = (line.start, line.end) if line is not None else (first, min(end, first + 110))
    led = _LED.match(shadow.text, start, finish) if line is not None else None
    first = led.end() if led is not None else start
    title = shadow.text[first:finish].strip(" :,–-")
    return Item(led["number"] if led is not None else "", title, start, first, finish, end)


_BELOW = re.compile(
    r"[ :–-]*\n(?P<text>That [^\n]+)"
    r"|,? (?:that )?(?:the )?(?:Committee|Council|Cabinet|Board|Executive|Panel)[ :–-]*\n"
    r"(?:\(?[1a][.)] )?(?P<body>[^\n]+)"
)


def _own_words(fact: DecisionFact, paper: DocumentFact, status: str) -> DecisionFact:
    """A decision without heading: unsure where the paper is of no known kind and does not say RESOLVED."""
    assert fact.title is not None
    sure = status == "resolved" or paper.kind.value != "other"
    return replace(fact, title=sureness.unsure(fact.title, "titled by its words" if sure else "perhaps no decision"))


def _resolutions(shadow: Shadow, kind: str) -> list[re.Match[str]]:
    """The words that say RESOLVED or, in minutes without them, agreed; and those that open a line as the decision."""
    found = list(dict(outcomes())["resolved"].finditer(shadow.text))
    if not found and kind == "minutes":
        found = list(_IN_PROSE.finditer(shadow.text))
    taken = [m.start() for m in found]
    others = (m for m in _DECIDED.finditer(shadow.text) if not any(-60 < m.start() - at < 60 for at in taken))
    return sorted((*found, *others), key=lambda m: m.start())


_DECIDED = re.compile(
    r"(?m)^(?:DECISION|Decision|AGREED|Agreed|DECIDED|Decided)(?: taken| made)?(?:\s*[:–-](?=\s)|$)"
    r"|^(?:Moved|Proposed|MOVED|PROPOSED) by [^\n]{3,90}\b(?:carried|agreed|CARRIED|AGREED)[:.]?$"
)
_IN_PROSE = re.compile(
    r"(?m)^(?:It was|Members|Councillors|The (?:Committee|Council|Board|Panel|Meeting|meeting|Cabinet))"
    r"(?: unanimously)? (?:agreed|resolved) (?:to|that) "
)


_MINUTES = re.compile(
    r"(?i)[\s:–-]*(?:that )?(?:to )?(?:[a-z ]{0,60}\b(?:accept|approve|sign|confirm|receive|adopt|agree) )?"
    r"(?:the )?(?:draft )?minutes (?:of|from|were|be)\b"
)


def _heading_like(text: str) -> bool:
    """Whether a line could be a heading: no sentence, no list of names, no place and time, no name of a body."""
    numbered = _LED.match(text) is not None
    return (
        text[0].isalnum()
        and ":" not in text[:25]
        and _NO_HEADING.search(text) is None
        and (numbered or re.search(r"(?i)council$", text) is None)
    )


_NO_HEADING = re.compile(
    r"(?i:^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*\d{4}$)"
    r"|\b(?:was|were|has|had|said|asked|Cllrs?|Councillors?)\b|^To (?:receive|consider|note)\b.*\breport\b"
    r"|^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}$|^Minute [Nn]o\b|^[A-Z] [A-Z][a-z]+ [A-Z][a-z]+"
    r"|^(?i:minutes)\b.*\d{4}$|(?i:^(?:proposed|seconded|proposer|seconder|moved)\b)|^(?:pdf icon )?PDF\s[\d.,]+"
    r"|^PART (?:ONE|TWO|[IAB12]{1,2})\b"
    r"|(?i:\bminutes of|\bminutes$|\bcouncil meeting$|\bheld (?:on|at|in)\b)"
    r"|(?i:^(?:present|presiding)\b|\bin attendance$)"
)
