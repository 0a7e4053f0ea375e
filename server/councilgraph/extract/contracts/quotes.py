"""Small contracts that minutes award in a sentence: a quotation accepted, a firm appointed."""

import re
from collections.abc import Iterator
from typing import Any

from councilgraph.extract.amounts.money import figures
from councilgraph.extract.contracts.offers import ANY_FIRM, COMPANY, OFFERS, PRONOUN, THEN_AGREED
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.title_words import generic
from councilgraph.extract.contracts.words import words
from councilgraph.extract.durations import spells
from councilgraph.extract.sentences import sentences
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import ContractFact, Said

_DOING = re.compile(r"(?:carry out|undertake|provide|supply|deliver|complete|perform|do)\s(?:the\s|an?\s)?(?=\w{4,})")

_PEOPLE = Sieve(
    r"\b(?:salary|salaries|scale point|co-?opt\w*|vacanc(?:y|ies)|post of|representatives?|"
    r"trustees?|chair(?:man|person)?|"
    r"working group|sub-?committee|governors?|grants?|donation)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?i)\b(?:quotations?|quotes?|tenders?) (?:of|from|by) ")  # only firms make them
_SEASON = re.compile(r"(?:the )?(?:\d|(?:coming |next |following )?(?:year|season)\b)")
_HEADING = re.compile(r"(?:[-•*]\s+|[\w/.-]{1,10}[.)]?\s+)?[A-Z][\w '/&–-]{3,60}(?<!\band)(?<!\bor)(?<![–-])")


def quotes(shadow: Shadow, topic: Said[str] | None = None) -> Iterator[ContractFact]:
    """The contracts that one sentence awards, each with its firm, its sum and what it is for, else the `topic`."""
    heading: tuple[int, int] | None = None
    for start, end in sentences(shadow.text):
        line = shadow.text[start:end]
        if _HEADING.fullmatch(line.strip()) and shadow.text[end : end + 1] not in {".", ";"}:
            heading = (start, end)
        since = heading[1] if heading is not None else 0
        for match in _offers(shadow.text, since, start, end):
            if not words().never_suppliers.match(match["firm"]):
                fact = _fact(shadow, match, heading, (start, end), topic)
                if fact is not None:
                    yield fact
                    break


def _offers(text: str, since: int, start: int, end: int) -> Iterator[re.Match[str]]:
    """The places of a sentence that award something to a firm."""
    likely = OFFERS.among(text, start, end)
    yield from (match for pattern in likely if (match := pattern.search(text, start, end)) is not None)
    then = THEN_AGREED.search(text, start, min(len(text), end + 60))
    if then is not None and then.start() < end:
        yield then
    meant = _meant(text, since, start, end)
    if meant is not None:
        yield meant


def _meant(text: str, since: int, start: int, end: int) -> re.Match[str] | None:
    """The one firm named before "them" or "the company" in the words of an item."""
    said = PRONOUN.search(text, start, end)
    if said is None:
        return None
    named = [m for m in ANY_FIRM.finditer(text, max(since, start - 900), said.start()) if COMPANY.search(m["firm"])]
    return named[-1] if len({m["firm"] for m in named}) == 1 else None


def _fact(
    shadow: Shadow,
    match: re.Match[str],
    heading: tuple[int, int] | None,
    place: tuple[int, int],
    topic: Said[str] | None,
) -> ContractFact | None:
    start, end = place
    above = _headed(shadow, heading)
    if topic is not None and above is not None and above.evidence[0].start < topic.evidence[0].start:
        above = None
    title = _task(shadow, match) or _led(shadow, start) or above or topic
    said = {**_times(shadow, start, end), **_sums(shadow, start, end, match["firm"])}
    money = {"annual_value", "total_value"} & set(said)
    if (
        title is None
        or _PEOPLE.search(shadow.text, start, end)
        or not (money or "£" in shadow.text[start:end] or COMPANY.search(match["firm"]) or _QUOTED.search(match[0]))
    ):
        return None
    firm = match["firm"].rstrip(".") if not match["firm"].endswith("Ltd.") else match["firm"]
    supplier = shadow.said(match.start("firm"), match.start("firm") + len(firm), " ".join(firm.split()))
    code = "extend" if match.groupdict().get("renewed") else "award"
    action = shadow.said(match.start(), match.end(), code)
    proofs = (title, supplier, *said.values())
    evidence = tuple(dict.fromkeys(e for one in proofs for e in one.evidence))
    return ContractFact(
        evidence,
        title=title,
        supplier=supplier,
        start=said.get("start"),
        end=said.get("end"),
        term=said.get("term"),
        extension_options=said.get("extension_options"),
        action=action,
        annual_value=said.get("annual_value"),
        total_value=said.get("total_value"),
    )


def _sums(shadow: Shadow, start: int, end: int, firm: str) -> dict[str, Said[Any]]:
    """The first sum of the sentence: a year's where it says so, else the whole price; rates are neither."""
    for figure in figures(shadow.text[start:end])[0]:
        if figure.per in {None, "annum"}:
            name = "total_value" if figure.per is None else "annual_value"
            return {name: shadow.said(start + figure.start, start + figure.end, figure.value)}
    before = max(0, start - 600)
    for match in re.finditer(rf"{re.escape(firm)}[^£;.\n]{{0,25}}(?=£)", shadow.text[before:start]):
        for figure in figures(shadow.text[before + match.end() : start])[0][:1]:
            at = before + match.end() + figure.start
            name = "annual_value" if figure.per == "annum" else "total_value"
            return {name: shadow.said(at, at + len(figure.verbatim), figure.value)}
    return {}


def _times(shadow: Shadow, start: int, end: int) -> dict[str, Said[Any]]:
    """Start, end, term and options as far as the sentence says them."""
    found: dict[str, Said[Any]] = {}
    for clue in clues(shadow.text, start, end):
        if clue.field in {"start", "end", "term", "extension_options"}:
            found.setdefault(clue.field, shadow.said(clue.start, clue.end, clue.value))
    for spell in spells(shadow.text[start:end]) if "term" not in found else ():
        before = shadow.text[start : start + spell.start]
        if re.search(r"\bfor (?:an? |the )?(?:period of |term of |next )?$", before) and len(spell.parts) == 1:
            found["term"] = shadow.said(start + spell.start, start + spell.end, spell.parts[0])
            break
    return found


def _task(shadow: Shadow, match: re.Match[str]) -> Said[str] | None:
    """What the firm is to do, where the sentence says it."""
    groups = match.groupdict()
    for name in ("task", "to"):
        if groups.get(name) and not _SEASON.match(groups[name]) and not spells(groups[name]):
            doing = _DOING.match(groups[name])
            start = match.start(name) + (doing.end() if doing else 0)
            return shadow.said(start, match.end(name), " ".join(shadow.text[start : match.end(name)].split()))
    return None


def _led(shadow: Shadow, start: int) -> Said[str] | None:
    """The few words that open the item of a sentence: "7.1 Playground surface. Three quotes …"."""
    line = shadow.text.rfind("\n", 0, start) + 1
    lead = _LEAD.match(shadow.text, line, start + 60)
    if lead is None or _TOLD.search(lead["t"]):
        return None
    return shadow.said(lead.start("t"), lead.end("t"), lead["t"])


_TOLD = re.compile(r"\b(?:was|were|had|has|have|is|are|be|been|will)\b")
_LEAD = re.compile(
    r"(?:[-•*]|\(?[a-z]\)|\d{1,4}(?:[./]\d{1,4})*[a-z]?[.)]?)[ ]+(?P<t>(?!(?:That|It|The|To|Cllr|RESOLVED|Resolved)\b)"
    r"[A-Z][\w',&/()-]*(?: [\w',&/()-]+){0,7}?)(?:[.:]| [–-]) (?=[A-Z\da-z])"
)


def _headed(shadow: Shadow, heading: tuple[int, int] | None) -> Said[str] | None:
    """The heading of the minute without its number."""
    if heading is None:
        return None
    if generic(shadow.text[heading[0] : heading[1]].strip()):
        return None
    numbered = re.match(r"(?:[-•*]\s+|[\d/.-]{1,10}[.)]?\s+)?", shadow.text[heading[0] : heading[1]])
    start = heading[0] + (numbered.end() if numbered else 0)
    return shadow.said(start, heading[1], shadow.text[start : heading[1]].strip())
