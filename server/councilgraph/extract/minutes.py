"""Minutes: what each item of a meeting resolved, and how the votes fell."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from councilgraph.extract import sureness
from councilgraph.extract.items import Item, items, parts
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.makers import kind
from councilgraph.extract.outcomes import status_of
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.titles import clean_title
from councilgraph.model import DecisionFact, DocumentFact, Said

_VOTES = re.compile(
    r"(?i)(?P<for>\d{1,3}|[a-z]+)\s+(?:votes?\s+)?(?:in favour|for)\b[,;: ]*(?:and\s+)?"
    r"(?P<against>\d{1,3}|[a-z]+)?\s*(?:votes?\s+)?(?:against)?[,;: ]*(?:and\s+|with\s+)?"
    r"(?P<abstain>\d{1,3}|[a-z]+)?\s*(?:abst\w+)?"
)
_BY = re.compile(r"(?i)\bby\s+(?P<for>\w+)\s+votes?\s+to\s+(?P<against>\w+)")
_TALLY = re.compile(
    r"(?i)\b(?P<what>(?:in )?favour|for|against|abst\w*)\s*[:=–-]?\s*(?P<count>\d{1,3})\b"
    r"(?![,.]\d|\s?(?:%|(?:year|month|week|day|dwelling|house|home|unit|square|no\.|of)))"
)
_ROLL = re.compile(
    r"\b(?P<what>In favour|IN FAVOUR|For|FOR|Against|AGAINST|Abst\w+|ABST\w+)\s*(?:\(\d+\)\s*)?[:–-]\s*"
    r"(?:(?:Councillors?|Cllrs?|Members?)\.?:?\s+)?(?P<list>[A-Z][^:;\n]*?)"
    r"(?=(?<!\b[A-Z])[.;]|\n|\s+(?:Against|AGAINST|Abst\w+|ABST\w+)\s*[(:–-]|$)"
)
_LOST = re.compile(r"(?i)\blost\b|\bfell\b|not carried|amendment")
_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_SAID = re.compile(
    r"\s*(?:(?:[Rr]ecommendations?|[Rr]eport|[Pp]roposals?) )?(?:[Nn]ot )?(?:[Aa]pproved|[Rr]ejected|[Rr]efused"
    r"|[Dd]eferred|[Ww]ithdrawn|[Ee]ndorsed|[Gg]ranted|[Cc]arried|[Ll]ost)\b"
)
_LED = re.compile(r"(?P<number>\d{1,4})[.)]?\s+(?=[A-Z])")
_ARISING = re.compile(r"(?i)(?:\w+ ){0,3}matters arising")
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
        if routine(item.title) and not _ARISING.match(item.title):
            continue
        divided, resolved = _divided(shadow, item)
        if divided:
            found += [resolution(shadow, paper, part, outcome) for part, outcome in resolved]
        elif routine(item.title):
            found += [resolution(shadow, paper, part, outcome) for part, outcome in resolved if _titled(part)]
        elif (outcome := outcome_of(shadow, item) or _that(shadow, item, paper)) is not None:
            found.append(resolution(shadow, paper, item, outcome))
    return found or _unnumbered(shadow, paper)


def _divided(shadow: Shadow, item: Item) -> tuple[bool, list[tuple[Item, Outcome]]]:
    """Whether several parts of an item resolved something under headings of their own; the parts without routine."""
    resolved = [(p, o) for p in parts(shadow, item) if (o := _outcome(shadow.text, p.title_start, p.end))]
    divided = len(resolved) > 1 and all(outcome[1] - part.title_start > 8 for part, outcome in resolved)
    plain = [(part, outcome) for part, outcome in resolved if not routine(part.title)]
    return divided and bool(plain), plain if divided else resolved


def _titled(part: Item) -> bool:
    """Whether a part has a heading of its own."""
    return part.title_end < part.end - 20 and 4 < len(part.title) < 90


def outcome_of(shadow: Shadow, item: Item) -> Outcome | None:
    """How and where an item was decided, None where it was not."""
    return _outcome(shadow.text, item.title_start, item.end)


def _that(shadow: Shadow, item: Item, paper: DocumentFact) -> Outcome | None:
    """The outcome of an item of a notice of decisions that prints only what was agreed: "That the bid be made"."""
    if paper.kind.value != "decision list":
        return None
    told = (match for match in _THAT.finditer(shadow.text, item.title_end, item.end) if not _NOTED.search(match[0]))
    return next((("agreed", match.start(), match.start() + 4) for match in told), None)


_THAT = re.compile(r"(?m)(?:(?<=^)|(?<=^[\da-z][.)] )|(?<=^\([\da-z]\) ))That .*\bbe\b.*")
_NOTED = re.compile(r"^That it be noted\b|\bbe (?:received and )?noted\.?$")


def routine(title: str) -> bool:
    """Whether an item with this title is routine, so that what it resolved is no decision."""
    return _routine().match(title) is not None


def _outcome(text: str, start: int, end: int) -> Outcome | None:
    """How and where an item was decided; RESOLVED says so best."""
    for name, pattern in _outcomes():
        if (match := pattern.search(text, start, end)) is not None:
            return _put_off(text, (name, match.start(), match.end()))
    return None


_PUT_OFF = re.compile(
    r"\W*(?:\(?[a-z1]\)?[.)]?\s)?(?:[Tt]hat |THAT |[Tt]o )?(?:(?:the|this|consideration of (?:the|this)) )?"
    r"(?:[\w /]{0,40}?\b(?:be|is|was) )?(?:(?P<deferred>defer(?:red)?)|(?P<withdrawn>withdrawn?))\b"
)


def _put_off(text: str, outcome: Outcome) -> Outcome:
    """The outcome, where what was resolved is only that the matter be deferred or withdrawn: that."""
    status, start, end = outcome
    match = _PUT_OFF.match(text, end) if status in {"resolved", "agreed"} else None
    if match is not None:
        return match.lastgroup or status, start, match.end()
    said = _SAID.match(text, end) if status == "agreed" else None
    told = status_of(said[0]) if said is not None else None
    return (told, start, said.end()) if said is not None and told is not None else outcome


def resolution(shadow: Shadow, paper: DocumentFact, item: Item, outcome: Outcome) -> DecisionFact:
    status, start, end = outcome
    marked = _KEYED.search(item.title)
    stop = shadow.text.find("\n", end)
    title_end = max(item.title_end, item.title_start + 1)
    evidence = shadow.evidence(start, max(end, min(stop if stop > 0 else item.end, start + 300, item.end)))
    what = body_kind(paper)
    whole = paper.meeting_of is None or _WHOLE.fullmatch(paper.meeting_of.value)
    return DecisionFact(
        evidence=(evidence,),
        number=_reference(shadow, item, marked),
        title=shadow.said(item.title_start, title_end, clean_title(_KEYED.sub("", item.title)) or item.title),
        kind=Said(what, (evidence,)) if what else None,
        maker_role=(paper.council_name or paper.meeting_of) if whole else paper.meeting_of,
        date=paper.date,
        date_type="meeting" if paper.date else None,
        key_decision=shadow.said(item.title_start, title_end, marked["non"] is None) if marked else None,
        status=shadow.said(start, end, status),
        minute=shadow.said(item.start, item.start + len(item.number), item.number) if item.number else None,
        votes=_votes(shadow, start, item.end, title_end),
    )


_KEYED = re.compile(
    r"\s*[(\[](?P<non>(?i:non-? ?))?(?i:key(?: decision)?)\b(?:[^)\]]*?(?i:ref(?:erence)?)\.?(?: [Nn]o\.?)?:? ?"
    r"(?P<number>[\w/-]*\d[\w/-]*))?"
    r"[^)\]]*[)\]]"
)


def _reference(shadow: Shadow, item: Item, marked: re.Match[str] | None) -> Said[str] | None:
    """The number of a key decision that a heading gives in brackets."""
    if marked is None or not marked["number"]:
        return None
    at = shadow.text.find(marked["number"], item.title_start, item.end)
    return shadow.said(at, at + len(marked["number"]), marked["number"]) if at >= 0 else None


def body_kind(paper: DocumentFact) -> str | None:
    """The kind of decision that the body of a meeting takes."""
    name = paper.meeting_of.value if paper.meeting_of else ""
    council = paper.council_name.value if paper.council_name else ""
    found = kind(name)
    if found in (None, "council") and (local := kind(council)) in {"parish council", "community council"}:
        return local
    return found or kind(council)


def _votes(shadow: Shadow, start: int, end: int, before: int) -> Said[Mapping[str, int]] | None:
    end = min(end, start + 1500)
    if (after := _counts(shadow, start, end)) is not None:
        return after
    begin = max(before, start - 300)
    return None if _LOST.search(shadow.text, begin, start) else _counts(shadow, begin, start)


def _counts(shadow: Shadow, start: int, end: int) -> Said[Mapping[str, int]] | None:
    """The votes told in a stretch: in words, as a tally, or as lists of who voted how."""
    text = shadow.text
    by = _BY.search(text, start, end)
    if by is not None and (counts := _counted(by, "for", "against")) and len(counts) == 2:
        return shadow.said(by.start(), by.end(), counts)
    tally = list(_TALLY.finditer(text, start, end))[:3]
    told = {_side(m["what"]): int(m["count"]) for m in tally}
    if len(told) > 1:
        return shadow.said(tally[0].start(), tally[-1].end(), told)
    roll = list(_ROLL.finditer(text, start, end))[:3]
    listed = {_side(m["what"]): _heads(m["list"]) for m in roll}
    if len(listed) > 1:
        return shadow.said(roll[0].start(), roll[-1].end(), listed)
    for match in _VOTES.finditer(text, start, end):
        counts = _counted(match, "for", "against", "abstain")
        if len(counts) > 1 and re.search(r"(?i)against|abst", match[0]):
            return shadow.said(match.start(), match.end(), counts)
    return None


def _side(word: str) -> str:
    plain = word.lower()
    return "abstain" if plain.startswith("abst") else "against" if plain == "against" else "for"


def _heads(names: str) -> int:
    """How many are named in a list, 0 where it says none."""
    listed = [name for name in re.split(r",|\band\b|&", names) if name.strip()]
    return 0 if re.match(r"(?i)none|nil|0", names) else len(listed)


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
    found: list[DecisionFact] = []
    last = 0
    for match in _resolutions(shadow):
        above = [p for p in shadow.paragraphs if last <= p.start and p.end <= match.start()]
        titled = [p for p in above if 8 < len(p.text) < 110 and p.text[-1] not in ".:;," and _heading_like(p.text)]
        stop = shadow.text.find("\n", match.end())
        end = stop if stop > 0 else len(shadow.text)
        start, finish = (titled[-1].start, titled[-1].end) if titled else (match.end(), min(end, match.end() + 110))
        title = shadow.text[start:finish].strip(" :,–-")
        last = match.end()
        if len(title) < 5 or _routine().match(title) or _FORM_WORDS.fullmatch(title):
            continue
        led = _LED.match(shadow.text, start, finish) if titled else None
        if led is not None:
            title = title[led.end() - start :]
        item = Item(led["number"] if led else "", title, start, led.end() if led else start, finish, end)
        status = "resolved" if "resol" in match[0].lower() else "agreed"
        if found and not titled and status == "agreed":
            continue
        fact = resolution(shadow, paper, item, _put_off(shadow.text, (status, match.start(), match.end())))
        found.append(fact if titled else _own_words(fact, paper, status))
    return found


def _own_words(fact: DecisionFact, paper: DocumentFact, status: str) -> DecisionFact:
    """A decision without heading: unsure where the paper is of no known kind and does not say RESOLVED."""
    assert fact.title is not None
    sure = status == "resolved" or paper.kind.value != "other"
    return replace(fact, title=sureness.unsure(fact.title, "titled by its words" if sure else "perhaps no decision"))


def _resolutions(shadow: Shadow) -> list[re.Match[str]]:
    """The words that say RESOLVED; where there are none, those that open a line as the decision."""
    found = list(dict(_outcomes())["resolved"].finditer(shadow.text))
    taken = [m.start() for m in found]
    others = (m for m in _DECIDED.finditer(shadow.text) if not any(-60 < m.start() - at < 60 for at in taken))
    return sorted((*found, *others), key=lambda m: m.start())


_DECIDED = re.compile(r"(?m)^(?:DECISION|Decision|AGREED|Agreed|DECIDED|Decided)(?: taken| made)?(?:\s*[:–-](?=\s)|$)")


_FORM_WORDS = re.compile(
    r"(?i)(?:(?:the |portfolio holder |record of |reasons? for (?:the )?)*decisions?|outcome|resolution)"
)


def _heading_like(text: str) -> bool:
    """Whether a line could be a heading: no sentence, no list of names, no place and time."""
    return (
        text[0].isalnum()
        and ":" not in text[:25]
        and re.search(r"\b(?:was|were|has|had|said|asked|Cllrs?|Councillors?)\b", text) is None
        and re.search(r"(?i)\bminutes of|\bheld (?:on|at|in)\b|council$|^present\b", text) is None
    )
