"""Minutes: numbered items, and what each of them resolved."""

import re
from dataclasses import dataclass

from councilgraph.extract import dates
from councilgraph.extract.makers import kind
from councilgraph.extract.records import clean_title
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said

_SLASHED = re.compile(
    r"(?P<number>(?:[A-Z]{1,5}[/. -]?)?\d{1,4}[/.-]\d{1,4}(?:[/.-]\d{1,4})?[a-z]?)[.):]?\s+(?:\d{1,2}[.)]\s+)?(?P<title>[A-Z\"'].*)"
)
_PLAIN = re.compile(r"(?:Item\s|Minute\s(?:No\.?\s)?)?(?P<number>\d{1,4})[.):]?\s+(?P<title>[A-Z\"'].*)")
_BARE = re.compile(r"(?:[A-Z]{1,5}/?)?\d{1,4}(?:/\d{2,4})?[.)]?")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9'&,/()–: -]{5,110}")
_OUTCOMES = (
    ("resolved", r"\bRESOLVED\b|\b(?:[Ii]t was(?: also| further| then| unanimously|\s)*|[Mm]embers |[Cc]ouncil |Committee |meeting )(?:unanimously )?resolved\b|\bResolved\b"
                 r"|\bRESOLUTION\b|\bResolution\s*:"),
    ("agreed", r"\bAGREED\b|\bAgreed\s*:|\b(?:[Ii]t was|[Mm]embers|[Cc]ouncillors|The (?:Parish |Town |Community )?Council|The Committee|The Board|[Cc]abinet|[Mm]eeting)(?: then| also| further| unanimously| all)*\s+agreed\b"
               r"|\bunanimously agreed\b|\b(?:all|was|were|been) (?:in favour|agreed)\b|\bDecision\s*:|\bDECISION\s*:"),
    ("approved", r"\bAPPROVED\b|\b(?:was|were|unanimously|and) approved\b|\b(?:[Mm]embers|[Cc]ouncil|Committee|Cabinet) approved\b|\bmotion (?:was )?carried\b|\b(?:[Cc]arried|CARRIED)(?: unanimously)?\b"),
    ("deferred", r"\bDEFERRED\b|\b(?:it was|was|were|be) deferred\b"),
    ("rejected", r"\bREFUSED\b|\b(?:was|were) (?:refused|rejected|lost|defeated|not carried)\b|\bmotion (?:was )?(?:lost|fell)\b"),
)  # fmt: skip
_OUTCOME = tuple((name, re.compile(pattern)) for name, pattern in _OUTCOMES)
_ROUTINE = re.compile(
    r"(?i)^(?:to (?:receive|accept|note|approve|consider|record|confirm|sign)\b.{0,40})?(?:\W*|.*\b(?:the|any|for) )"
    r"(?:apolog|welcome|(?:disclosures?|declarations?)\b.{0,40}\binterests?|.{0,25}\bminutes\b|substitut|"
    r"(?:dates?|time)(?: and (?:time|place|venue|date))? of (?:the )?next|next meeting|(?:public|open) (?:participation|questions?|forum|session|speaking)|"
    r"exclusion of|chair(?:man|person|woman|)['s]* (?:announcements?|remarks|report|communications)|announcements|any other (?:urgent )?business|"
    r"urgent (?:items|business)|filming|web ?cast|close of|membership|attendance\b|present\b|questions? (?:from|by)|cabinet member updates|"
    r"order of business|matters arising|adjournment|introductions?$|dispensations?|record of attendance)"
)
_VOTES = re.compile(
    r"(?i)(?P<for>\d{1,3}|[a-z]+)\s+(?:votes?\s+)?(?:in favour|for)\b[,;: ]*(?:and\s+)?(?P<against>\d{1,3}|[a-z]+)?\s*(?:votes?\s+)?(?:against)?"
    r"[,;: ]*(?:and\s+|with\s+)?(?P<abstain>\d{1,3}|[a-z]+)?\s*(?:abst\w+)?"
)
_BY = re.compile(r"(?i)\bby\s+(?P<for>\w+)\s+votes?\s+to\s+(?P<against>\w+)")
_TALLY = re.compile(r"(?i)\b(?P<what>for|against|abst\w*)\s*[:=–-]\s*(?P<count>\d{1,3})\b")
_WORDS = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()


@dataclass(frozen=True)
class Item:
    """One item of a meeting, its number as printed, its title, and its stretch of the shadow."""

    number: str
    title: str
    start: int
    title_start: int
    title_end: int
    end: int


def items(shadow: Shadow) -> list[Item]:
    """The items of a meeting, by the scheme of numbers that runs through the paper, else by its headings."""
    lines = _headed(shadow)
    heads = _slashed(lines) or _chain(lines) or _capitals(lines)
    found = []
    for index, (line, number, title, offset) in enumerate(heads):
        end = heads[index + 1][0].start if index + 1 < len(heads) else len(shadow.text)
        start = line.start + offset
        found.append(Item(number, title, line.start, start, min(line.end, start + len(title)), end))
    return found


Head = tuple[Line, str, str, int]  # line, number, title, where the title starts in the line


def _headed(shadow: Shadow) -> list[Line]:
    """The paragraphs, a number on a line of its own put before the line that follows it."""
    lines: list[Line] = []
    for line in shadow.paragraphs:
        above = lines[-1] if lines else None
        if above is not None and _BARE.fullmatch(above.text) and line.start - above.end < 4:
            lines[-1] = Line(above.start, line.end, shadow.text[above.start : line.end].replace("\n", " "))
        else:
            lines.append(line)
    return lines


def _slashed(lines: list[Line]) -> list[Head]:
    found = [(line, match) for line in lines if (match := _SLASHED.match(line.text))]
    found = [(line, m) for line, m in found if not dates.find(line.text[: m.end("number")]) and "." not in m["number"].strip(".")]
    if len(found) < 2:
        return []
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in found]


def _chain(lines: list[Line]) -> list[Head]:
    """The longest run of rising numbers, preferring lines that look like titles."""
    numbered = [(line, m) for line in lines if (m := _PLAIN.match(line.text))]
    titled = [(line, m) for line, m in numbered if _looks_titled(m["title"])]
    best = _rising(titled)
    if len(best) < 3:
        best = max(best, _rising(numbered), key=len)
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in best] if len(best) > 1 else []


def _looks_titled(title: str) -> bool:
    return len(title) <= 150 and title[-1] not in ";:," and not (title.endswith(".") and len(title) > 60) and "RESOLVED" not in title


def _rising(numbered: list[tuple[Line, re.Match[str]]]) -> list[tuple[Line, re.Match[str]]]:
    """The longest chain in which each number is one more (at most three) than the one before."""
    chains: dict[int, list[tuple[Line, re.Match[str]]]] = {}
    for line, match in numbered:
        number = int(match["number"])
        before = max((chains.get(number - step, []) for step in (1, 2, 3)), key=len)
        if len(before) + 1 > len(chains.get(number, [])):
            chains[number] = [*before, (line, match)]
    return max(chains.values(), key=len, default=[])


def _capitals(lines: list[Line]) -> list[Head]:
    found = [line for line in lines if _CAPITALS.fullmatch(line.text) and not re.search(r"COUNCIL$|MINUTES|^PRESENT|AGENDA", line.text)]
    return [(line, "", line.text, 0) for line in found]


def heading(text: str) -> str:
    """The heading at the start of an item's line, which may run on into its text."""
    text = re.split(r"\s\(Item\s\w+\)|\s*\(Pages?\s", text)[0]
    capitals = re.match(r"[A-Z][A-Z0-9'&,/() –-]{6,90}?(?=[:.–]?\s+[A-Z]?[a-z]|$|[:.])", text)
    if capitals is not None and len(capitals[0].split()) > 1 and not capitals[0].isdigit():
        return capitals[0].rstrip(" :–-.")
    split = re.split(r"(?<=[a-z)])\s+[–-]\s+(?=(?:It|The|RESOLVED|Resolved|Cllr|Members)\b)|:\s|(?<=[a-z0-9)])\.\s|\t", text)
    return split[0].rstrip(" :.")[:180]


def decisions(shadow: Shadow, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each item that resolved something, routine business left out."""
    found = []
    for item in items(shadow):
        outcome = _outcome(shadow.text, item.title_start, item.end)
        if outcome is None or _ROUTINE.match(item.title):
            continue
        found.append(_decision(shadow, paper, item, outcome))
    return found or _unnumbered(shadow, paper)


def _outcome(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """How and where an item was decided; RESOLVED says so best."""
    for name, pattern in _OUTCOME:
        if (match := pattern.search(text, start, end)) is not None:
            return name, match.start(), match.end()
    return None


def _decision(shadow: Shadow, paper: DocumentFact, item: Item, outcome: tuple[str, int, int]) -> DecisionFact:
    status, start, end = outcome
    stop = shadow.text.find("\n", end)
    title = shadow.said(item.title_start, max(item.title_end, item.title_start + 1), clean_title(item.title) or item.title)
    evidence = shadow.evidence(start, min(stop if stop > 0 else item.end, start + 300, item.end))
    kind = body_kind(paper)
    return DecisionFact(
        evidence=(evidence,),
        title=title,
        kind=Said(kind, (evidence,)) if kind else None,
        maker_role=paper.meeting_of or paper.council_name,
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


def _votes(shadow: Shadow, start: int, end: int) -> Said[dict[str, int]] | None:
    text = shadow.text
    end = min(end, start + 1500)
    by = _BY.search(text, start, end)
    if by is not None and (counts := {k: _count(by[k]) for k in ("for", "against")}) and None not in counts.values():
        return shadow.said(by.start(), by.end(), {k: v for k, v in counts.items() if v is not None})
    tally = list(_TALLY.finditer(text, start, end))[:3]
    if len(tally) > 1:
        values = {("abstain" if m["what"].lower().startswith("abst") else m["what"].lower()): int(m["count"]) for m in tally}
        return shadow.said(tally[0].start(), tally[-1].end(), values)
    for match in _VOTES.finditer(text, start, end):
        values = {k: n for k in ("for", "against", "abstain") if (n := _count(match[k])) is not None}
        if len(values) > 1 and ("against" in match[0].lower() or "abst" in match[0].lower()):
            return shadow.said(match.start(), match.end(), values)
    return None


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdecimal():
        return int(word)
    return _WORDS.index(word.lower()) if word.lower() in _WORDS else 0 if word.lower() in {"none", "nil"} else None


def _unnumbered(shadow: Shadow, paper: DocumentFact) -> list[DecisionFact]:
    """Resolutions of minutes without items, each titled by the line above it."""
    found, last = [], 0
    pattern = dict(_OUTCOME)["resolved"]
    for match in pattern.finditer(shadow.text):
        above = [p for p in shadow.paragraphs if last <= p.start and p.end <= match.start() and 8 < len(p.text) < 110 and p.text[-1] != "."]
        line = above[-1] if above else None
        stop = shadow.text.find("\n", match.end())
        end = stop if stop > 0 else len(shadow.text)
        start, finish = (line.start, line.end) if line else (match.end(), min(end, match.end() + 110))
        title = shadow.text[start:finish].strip(" :,–-")
        last = match.end()
        if len(title) < 5 or _ROUTINE.match(title):
            continue
        item = Item("", title, start, start, finish, end)
        found.append(_decision(shadow, paper, item, ("resolved", match.start(), match.end())))
    return found


