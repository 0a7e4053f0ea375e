"""Call-ins told in sentences: which decision was called in, and what became of it."""

import re

from councilgraph.extract import dates
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.people import makers
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, PartialDate, Said

_ABOUT = (
    re.compile(
        r"(?m:^)(?P<title>[A-Z][^\n(]{6,150}?)\s"
        r"\((?:(?:key |cabinet |executive )?decision|ref(?:erence)?\.?|minute)\b(?P<told>[^)\n]{2,120})\)"
    ),
    re.compile(
        r"(?i:\bcall(?:ed)?[- ]?in (?:of|against|on) (?:the |an? )?(?:[\w ]{0,40})?decision)"
        r"(?P<told>\s\(?[A-Z]{0,4}[/ ]?\d[\w/-]{3,14}\)?)?"
        r"(?i:\s*(?:on|regarding|relating to|concerning|in respect of|about|to|[-–:])\s+(?:the )?)"
        r"(?P<title>[A-Za-z][^\n.;]{6,150})"
    ),
    re.compile(r"(?m:^)(?i:call[- ]?in)\s*[-–:]\s*(?P<title>[A-Z][^\n(]{6,150})(?P<told>\([^)\n]{3,60}\))?"),
)
_OUTCOMES = (
    ("referred back", r"\brefer(?:red)?\b[^.\n]{0,80}\bback\b|\breconsider"),
    ("taken", r"\b(?:uphold|upheld|confirm(?:ed)?|take effect|takes effect|no further action|implemented)\b"),
)
_RESOLVED = re.compile(r"(?i)\b(?:resolved|agreed|decided|outcome)\b")


def decisions(shadow: Shadow, profile: Profile) -> list[DecisionFact]:
    """The decision that was called in; none where the paper does not name it."""
    found = next((m for pattern in _ABOUT if (m := pattern.search(shadow.text)) is not None), None)
    if found is None:
        return []
    title = shadow.said(found.start("title"), found.end("title"), clean_title(found["title"]))
    maker = _maker(shadow, found.start())
    kind = makers.kind(maker.value if maker else None)
    date = _date(shadow, found)
    return [
        DecisionFact(
            evidence=title.evidence,
            number=_number(shadow, found, profile),
            title=title,
            kind=Said(kind, title.evidence) if kind else None,
            maker_role=maker,
            date=date,
            date_type="taken" if date else None,
            status=_status(shadow, found, title),
        )
    ]


def _number(shadow: Shadow, found: re.Match[str], profile: Profile) -> Said[str] | None:
    start, end = found.span("told")
    numbers = re.compile("|".join(profile.decision_numbers[:4]))
    match = numbers.search(shadow.text, start, end) if found["told"] else None
    return shadow.said(match.start(), match.end(), match[0]) if match is not None else None


def _date(shadow: Shadow, found: re.Match[str]) -> Said[PartialDate] | None:
    when = dates.first(shadow.text, *found.span("told")) if found["told"] else None
    return shadow.said(when.start, when.end, when.date) if when is not None and when.date is not None else None


def _maker(shadow: Shadow, before: int) -> Said[str] | None:
    """Whose decision it is: "the following Cabinet decision"."""
    match = re.compile(r"\b(?P<body>Cabinet|Executive|Council|Mayoral)(?:'s)? (?:key )?[Dd]ecision\b").search(
        shadow.text, 0, before + 300
    )
    return shadow.said(*match.span("body"), match["body"]) if match is not None else None


def _status(shadow: Shadow, found: re.Match[str], title: Said[str]) -> Said[str]:
    """Referred back, confirmed, or no more than called in."""
    resolved = _RESOLVED.search(shadow.text, found.end())
    for name, pattern in _OUTCOMES if resolved is not None else ():
        assert resolved is not None
        match = re.compile(pattern).search(shadow.text, resolved.start(), resolved.start() + 300)
        negated = re.compile(r"\bnot\b").search(shadow.text, resolved.start(), match.start()) if match else None
        if match is not None:
            return shadow.said(match.start(), match.end(), "taken" if negated and name == "referred back" else name)
    return Said("called in", title.evidence)
