"""Minutes: what each item of a meeting resolved, and how the votes fell."""

import re
from collections.abc import Mapping
from functools import cache

from councilgraph.extract.items import Item, items, parts
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.makers import kind
from councilgraph.extract.records import clean_title
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said

_VOTES = re.compile(
    r"(?i)(?P<for>\d{1,3}|[a-z]+)\s+(?:votes?\s+)?(?:in favour|for)\b[,;: ]*(?:and\s+)?"
    r"(?P<against>\d{1,3}|[a-z]+)?\s*(?:votes?\s+)?(?:against)?[,;: ]*(?:and\s+|with\s+)?"
    r"(?P<abstain>\d{1,3}|[a-z]+)?\s*(?:abst\w+)?"
)
_BY = re.compile(r"(?i)\bby\s+(?P<for>\w+)\s+votes?\s+to\s+(?P<against>\w+)")
_TALLY = re.compile(r"(?i)\b(?P<what>for|against|abst\w*)\s*[:=–-]\s*(?P<count>\d{1,3})\b")
_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WHOLE = re.compile(r"(?i)(?:the )?(?:full |parish |town |community )?council")

Outcome = tuple[str, int, int]  # status, where the words that say so start and end


@cache
def _outcomes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((o["status"], re.compile("|".join(o["patterns"]))) for o in lexicon("minutes")["outcome"])


@cache
def _routine() -> re.Pattern[str]:
    routine = lexicon("minutes")["routine"]
    return re.compile(rf"(?i){routine['lead']}(?:{'|'.join(routine['titles'])})")


def decisions(shadow: Shadow, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each item that resolved something, or for each part that did; routine left out."""
    found: list[DecisionFact] = []
    for item in items(shadow):
        if _routine().match(item.title):
            continue
        resolved = [(p, o) for p in parts(shadow, item) if (o := _outcome(shadow.text, p.title_start, p.end))]
        if len(resolved) > 1 and all(outcome[1] - part.title_start > 8 for part, outcome in resolved):
            found += [_decision(shadow, paper, part, outcome) for part, outcome in resolved]
        elif (outcome := _outcome(shadow.text, item.title_start, item.end)) is not None:
            found.append(_decision(shadow, paper, item, outcome))
    return found or _unnumbered(shadow, paper)


def _outcome(text: str, start: int, end: int) -> Outcome | None:
    """How and where an item was decided; RESOLVED says so best."""
    for name, pattern in _outcomes():
        if (match := pattern.search(text, start, end)) is not None:
            return name, match.start(), match.end()
    return None


def _decision(shadow: Shadow, paper: DocumentFact, item: Item, outcome: Outcome) -> DecisionFact:
    status, start, end = outcome
    stop = shadow.text.find("\n", end)
    title_end = max(item.title_end, item.title_start + 1)
    evidence = shadow.evidence(start, max(end, min(stop if stop > 0 else item.end, start + 300, item.end)))
    what = body_kind(paper)
    whole = paper.meeting_of is None or _WHOLE.fullmatch(paper.meeting_of.value)
    return DecisionFact(
        evidence=(evidence,),
        title=shadow.said(item.title_start, title_end, clean_title(item.title) or item.title),
        kind=Said(what, (evidence,)) if what else None,
        maker_role=(paper.council_name or paper.meeting_of) if whole else paper.meeting_of,
        date=paper.date,
        date_type="meeting" if paper.date else None,
        status=shadow.said(start, end, status),
        minute=shadow.said(item.start, item.start + len(item.number), item.number) if item.number else None,
        votes=_votes(shadow, start, item.end),
    )


def body_kind(paper: DocumentFact) -> str | None:
    """The kind of decision that the body of a meeting takes."""
    name = paper.meeting_of.value if paper.meeting_of else ""
    council = paper.council_name.value if paper.council_name else ""
    found = kind(name)
    if found in (None, "council") and (local := kind(council)) in {"parish council", "community council"}:
        return local
    return found or kind(council)


def _votes(shadow: Shadow, start: int, end: int) -> Said[Mapping[str, int]] | None:
    text = shadow.text
    end = min(end, start + 1500)
    by = _BY.search(text, start, end)
    if by is not None and (counts := _counted(by, "for", "against")) and len(counts) == 2:
        return shadow.said(by.start(), by.end(), counts)
    tally = list(_TALLY.finditer(text, start, end))[:3]
    if len(tally) > 1:
        named = {("abstain" if m["what"].lower().startswith("abst") else m["what"].lower()): m for m in tally}
        return shadow.said(tally[0].start(), tally[-1].end(), {k: int(m["count"]) for k, m in named.items()})
    for match in _VOTES.finditer(text, start, end):
        counts = _counted(match, "for", "against", "abstain")
        if len(counts) > 1 and re.search(r"(?i)against|abst", match[0]):
            return shadow.said(match.start(), match.end(), counts)
    return None


def _counted(match: re.Match[str], *keys: str) -> Mapping[str, int]:
    return {key: number for key in keys if (number := _count(match[key])) is not None}


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdecimal():
        return int(word)
    plain = word.lower()
    return _WORDS.index(plain) if plain in _WORDS else 0 if plain in {"none", "nil"} else None


def _unnumbered(shadow: Shadow, paper: DocumentFact) -> list[DecisionFact]:
    """Resolutions of minutes without items, each titled by the line above it, else by its own words."""
    found, last = [], 0
    for match in dict(_outcomes())["resolved"].finditer(shadow.text):
        above = [p for p in shadow.paragraphs if last <= p.start and p.end <= match.start()]
        titled = [p for p in above if 8 < len(p.text) < 110 and p.text[-1] != "."]
        stop = shadow.text.find("\n", match.end())
        end = stop if stop > 0 else len(shadow.text)
        start, finish = (titled[-1].start, titled[-1].end) if titled else (match.end(), min(end, match.end() + 110))
        title = shadow.text[start:finish].strip(" :,–-")
        last = match.end()
        if len(title) < 5 or _routine().match(title):
            continue
        item = Item("", title, start, start, finish, end)
        found.append(_decision(shadow, paper, item, ("resolved", match.start(), match.end())))
    return found
