"""How the votes fell: in words, as a tally, or as lists of who voted how."""

import re
from collections.abc import Mapping

from councilgraph.extract.shadow import Shadow
from councilgraph.model import Said

_VOTES = re.compile(
    r"(?i)(?P<for>\d{1,3}|[a-z]+)\s+(?:votes?\s+)?(?:in favour|for)\b[,;: ]*(?:and\s+)?"
    r"(?:(?P<against>\d{1,3}|[a-z]+)\s*(?:votes?\s+)?against\b)?[,;: ]*(?:and\s+|with\s+)?"
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


def votes(shadow: Shadow, start: int, end: int, before: int) -> Said[Mapping[str, int]] | None:
    """The votes told in a stretch, else right before it but after `before`; not those of an amendment that was lost."""
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
