"""Who takes a decision: a person in a post, a post, or a body; and which kind of decision that makes it."""

import re
from dataclasses import dataclass

from councilgraph.extract.people import names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.model import Said

_BODY = re.compile(
    r"(?i)(?:the\s)?(?:(?:[\w',&()/-]+\s){0,12}(?:cabinet|committee|executive|council|board|panel"
    r"|sub-committee|assembly|authority|group|portfolio)"
    r"(?:\s(?:committee|sub-committee|\([\w ]{2,40}\)))?)"
)
_KINDS = (
    ("parish council", r"\b(?:parish|town) council\b"),
    ("community council", r"\bcommunity council\b"),
    ("committee", r"\b(?:committee|board|panel|sub-committee)\b"),
    (
        "member",
        r"\b(?:cabinet|executive|lead) members?\b|\bportfolio holder\b|\bleader\b|\bmayor\b|\bcllr\b"
        r"|\bcouncillor\b|^member\b|\bportfolio$",
    ),
    ("officer", r"\b(?:director|officer|head of|head|manager|chief|clerk|solicitor|counsel|commissioner|treasurer)\b"),
    ("cabinet", r"\b(?:cabinet|executive)\b"),
    ("council", r"\b(?:council|assembly)\b"),
)


@dataclass(frozen=True)
class Maker:
    """The decision maker as printed."""

    name: Said[str] | None = None
    role: Said[str] | None = None


def read(shadow: Shadow, start: int, end: int) -> Maker:
    """The maker in the value of a label: "Name, Post", "Name – Post", two lines, a post, or a body."""
    note = _NOTE.match(shadow.text, start, end)
    start = note.end() if note is not None else start
    text = _value(shadow.text[start:end])
    if not text:
        return Maker()
    entry = posts.split(text, start)
    if entry is not None:
        name = shadow.said(*entry.name_at, entry.name)
        return Maker(name, shadow.said(*entry.role_at, entry.role) if entry.role else None)
    reverse = re.match(
        r"(?P<role>[^\n:]{5,120}?)(?:\s[–-]\s|\s?\n|,\s|:\s"
        r"|\s?\()(?P<name>[^\n,()]{4,40})\)?$",
        text,
    )
    if reverse is not None and posts.looks_like_role(reverse["role"]) and names.is_name(reverse["name"]):
        return Maker(
            shadow.said(start + reverse.start("name"), start + reverse.end("name"), names.bare(reverse["name"])),
            shadow.said(start, start + reverse.end("role"), " ".join(reverse["role"].split())),
        )
    line = text.split("\n", 1)[0].strip() if not _open(text) else " ".join(text.split())
    line = re.split(r"\.\s|;|\t|\s\((?:on|[Cc]ouncillors?|Cllrs?|[Mm]embers|[Cc]omprising|[Cc]hair)\b|\son \d", line)[
        0
    ].strip(" .,")
    loud = line.split(" ", 1)[0].isupper() and kind(line) == "member"  # "CABINET MEMBER FOR Roads"
    if _BODY.fullmatch(line) or posts.looks_like_role(line) or loud:
        return Maker(role=shadow.said(start, start + len(line), line))
    return Maker()


def speaking(shadow: Shadow, start: int, end: int) -> Maker:
    """Who decides by the words of the decision: "As Leader, I agree to", "The Leader is asked to approve"."""
    told = (m for pattern in _SPEAKING for m in pattern.finditer(shadow.text, start, end))
    match = next((m for m in told if kind(m["role"]) in _ALONE and _opens_post(m["role"])), None)
    if match is None:
        return Maker()
    return Maker(role=shadow.said(*match.span("role"), " ".join(match["role"].split())))


def _opens_post(role: str) -> bool:
    """Whether a phrase begins with a post, not with "Approval for the Director"; some print "Cabinet member for"."""
    return posts.role_at(role, 0) is not None or re.match(r"(?:Cabinet|Executive|Lead) member\b", role) is not None


_ALONE = frozenset(("member", "officer"))  # who decide by themselves
_AGREES = r"(?:agree|approve|authoris|confirm|endorse|adopt|delegate|accept|decide|determine|award|give)"
# A page may lose the space of "TheLeader".
_SAID = r"^(?:[Pp]roposed [Dd]ecision(?: is)?(?: to)?\s?[:–-]+\s)?(?:(?:That )?[Tt]he ?)?"
_SPEAKING = (
    re.compile(
        r"\bAs (?:the )?(?P<role>[A-Z][^\n.;:]{4,140}?)"
        r"(?:,? (?:under|in accordance|following|having|on behalf)\b[^\n.;:]{0,90})?"
        rf",? I (?:hereby )?(?:propose to |have )?{_AGREES}"
    ),
    re.compile(
        rf"(?m){_SAID}(?P<role>[A-Z][^\n.;:(]{{4,140}}?)(?: \([^()\n]{{4,160}}\))?,?"
        rf" (?:(?:is |(?:will )?be )(?:asked|invited|recommended) (?:\([^()\n]{{4,160}}\) )?)?"
        rf"(?:to|will) (?:{_AGREES}|propose\b)"
    ),
    re.compile(rf"(?m){_SAID}(?P<role>[A-Z][^\n.;:]{{4,100}}?)(?:(?: to)?:$| (?:has )?{_AGREES}(?:e?[sd]| to)?\b)"),
    re.compile(
        rf"\b(?:proposed|recommended|requested|asked) that the (?P<role>[A-Z][^\n.;:(]{{4,140}}?) {_AGREES}(?:e?s)?\b"
    ),
)


def _open(text: str) -> bool:
    return re.match(r"[^\n]*(?:,|\b(?:of|for|and|&|the))\s*\n", text) is not None


def _value(text: str) -> str:
    """At most the first three lines of a value, without those that another label opens."""
    kept = "\n".join(text.split("\n")[:3])[:260]
    return re.split(
        r"\n(?=(?:For publication|Unrestricted|Classification|This|The|I )\b|[A-Z][\w /()'-]{2,40}:\s)", kept
    )[0].rstrip()


_NOTE = re.compile(r"\([^()\n]{4,60}\)\n")  # what a form says of its label: "(including job title)"


def kind(role: str | None) -> str | None:
    """The kind of decision that a maker with this post or name takes; None where it cannot be told."""
    text = (role or "").lower()
    if re.search(r"\bdeputy leader\b|\bcabinet member\b", text):
        return "member"
    if re.search(r"\b(?:mayor|leader) and cabinet\b", text):
        return "cabinet"
    return next((name for name, pattern in _KINDS if re.search(pattern, text)), None)
