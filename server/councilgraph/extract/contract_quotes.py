"""Small contracts that minutes award in a sentence: a quotation accepted, a firm appointed."""

import re
from collections.abc import Iterator

from councilgraph.extract.contract_words import words
from councilgraph.extract.kinds import sentences
from councilgraph.extract.money import Figure, figures
from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Evidence, Said

_FIRM = r"(?:the )?(?P<firm>[A-Z][\w'.-]*(?:\s(?:(?:and|&|of)\s)?(?:[A-Z&][\w'.-]*|Ltd|plc))*)"
_TASK = r"(?P<task>[A-Za-z][^,;.£()]{3,70}?)"
_END = r"(?=\s(?:at|of|in the sum|for £|be|is|was|were|plus|with|from|by|which|from the)\b|\s?[,;.(£]|$)"
_OFFER = r"(?:quot(?:e|ation)|tender|estimate|bid|offer)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_OFFER} (?:of|from|by|submitted by|received from) {_FIRM}(?:(?:[^.;]|"
        rf"\.\d){{0,60}}?\bfor (?:the )?{_TASK}{_END})?(?:[^.;]|\.\d){{0,80}}?\b(?"
        r":be |is |was |were )?(?:accepted|approved|agreed)\b",
        r"\b(?:accept(?:ed|s|ing)?|approv(?:e|ed|al of)|agreed?) (?:the |a |an )?"
        rf"(?:lowest |revised )?{_OFFER} (?:of|from|by|submitted by|received from)"
        rf" {_FIRM}(?:(?:[^.;]|\.\d){{0,60}}?\bfor (?:the )?{_TASK}{_END})?",
        rf"\bthat {_FIRM} be (?:appointed|engaged|instructed|contracted)(?: to (?P<to>[a-z][^,;.£()]{{3,70}}?){_END})?",
        rf"\b(?:appoint|engage|instruct)(?:ed)? {_FIRM} (?:to (?P<to>[a-z][^,;.£()"
        rf"]{{3,70}}?)|for (?:the )?{_TASK}){_END}",
        rf"\b(?:take|accept|approve) (?:that|the one) of {_FIRM}(?=\s(?:at|for)\b)",
    )
)


def quotes(shadow: Shadow) -> Iterator[ContractFact]:
    """The contracts that one sentence awards, each with its firm, its sum and what it is for."""
    heading: tuple[int, int] | None = None
    for start, end in sentences(shadow.text):
        line = shadow.text[start:end]
        if re.fullmatch(r"(?:[\w/.-]{1,10}[.)]?\s+)?[A-Z][\w '/&-]{3,60}", line.strip()):
            heading = (start, end)
        for pattern in _PATTERNS:
            match = pattern.search(shadow.text, start, end)
            if match is not None and not words().never_suppliers.match(match["firm"]):
                fact = _fact(shadow, match, heading, start, end)
                if fact is not None:
                    yield fact
                    break


def _fact(
    shadow: Shadow, match: re.Match[str], heading: tuple[int, int] | None, start: int, end: int
) -> ContractFact | None:
    sums = [f for f in figures(shadow.text[start:end])[0] if f.per is None]
    title = _title(shadow, match, heading)
    if not sums or title is None:
        return None
    first: Figure = sums[0]
    supplier = shadow.said(match.start("firm"), match.end("firm"), match["firm"])
    value = shadow.said(start + first.start, start + first.end, first.value)
    action = shadow.said(match.start(), match.end(), "award")
    evidence: tuple[Evidence, ...] = (*title.evidence, *supplier.evidence, *value.evidence)
    return ContractFact(evidence, title=title, supplier=supplier, total_value=value, action=action)


def _title(shadow: Shadow, match: re.Match[str], heading: tuple[int, int] | None) -> Said[str] | None:
    """What the firm is to do, else the heading of the minute."""
    groups = match.groupdict()
    for name in ("task", "to"):
        if groups.get(name):
            return shadow.said(match.start(name), match.end(name), " ".join(groups[name].split()))
    if heading is None:
        return None
    numbered = re.match(r"(?:[\d/.-]{1,10}[.)]?\s+)?", shadow.text[heading[0] : heading[1]])
    start = heading[0] + (numbered.end() if numbered else 0)
    return shadow.said(start, heading[1], shadow.text[start : heading[1]].strip())
