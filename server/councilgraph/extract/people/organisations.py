"""Organisations and committees by the names printed."""

import re
from functools import cache

from councilgraph.extract import councils
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.people import names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import DocumentFact, Evidence, OrganisationFact

_WORD = r"[A-Z][A-Za-z'&-]*"
_JOIN = (
    r"(?:(?: (?:of|for|and|the|&|in|on|with|upon)){0,2} "
    r"|, (?=[A-Z][a-z]+[ ,][^\n]{0,40}(?:Committee|Board|Panel)))"
)
_COMMON = re.compile(
    r"(?i)(?:full|county|district|borough|parish|town|city|local|cabinet|public|housing|member|community|unitary)?\s?"
    r"(?:council|committee|board|panel|authority|agency|trust|group|partnership)"
)
_WITHIN = (
    re.compile(r"^.* (?:and|of|to|for|by|with|from|at|on) the (?=[A-Z])"),  # "Chairman of the Scrutiny Committee"
    re.compile(r"^.*(?:Committee|Board|Panel|Cabinet|Council|Ltd|Limited|Trust|Partnership)s? and (?=[A-Z])"),
    re.compile(
        r"^.*?\b(?:[Mm]eeting|[Mm]inutes|[Cc]hair(?:man|woman|person)?|[Mm]ember|[Rr]epresentative|[Rr]eport)s?"
        r" (?:[Oo]f|on|to) "
    ),
    re.compile(r"^.* (?:with|by) (?=.*\b(?:Ltd|Limited|LLP|PLC|plc|CIC)$)"),  # "the Lighting Contract with Orchard Ltd"
)
_GENERAL = re.compile(
    r"(?i)(?:(?:civil|fire|mayoral|strategic|local|planning|highways?|education|health|billing|licensing|combined|unitary"
    r"|school|public|further|sixth form|cabinet|lead|new|existing|precepting|competent|contracting|committees"
    r"|&|and)\s)+"
    r"(?:society|authority|association|college|partnership|university|trust|committee|panel|board)"
)
_TWO = re.compile(r"(?P<first>[A-Z].*? (?:for|of) [A-Z].*?) and (?P<second>[A-Z][\w'-]+ [A-Z].*)")
# "Committee Officer" is a post; "Delegation of Authority" is no name.
_POST_AFTER = re.compile(r" (?:Officer|Clerk|Manager|Administrator|Secretary|Services)\b")
_BROKEN = re.compile(r"\b(?:of|to|for|by) (?:Authority|Trust|Society|Board|Association|Agency|Panel|Committee)$")
_SINGLE_ENDS = {"University", "College", "Ltd", "Limited", "LLP", "PLC", "plc", "CIC", "CIO", "Foundation", "Society"}
_LOCAL = re.compile(r"(?:[A-Z][\w'-]+ ){1,3}(?:Parish|Town|Community) Council$")

Found = dict[str, tuple[str, str, list[Evidence]]]  # by key: name, kind, passages


@cache
def _patterns() -> tuple[Sieve, re.Pattern[str], Sieve]:
    """Names by their last word, words that lead up to a name, names after "delivered by" and the like."""
    lists = lexicon("organisations")
    ends = "|".join(re.escape(end) for kind in lists["ends"].values() for end in kind)
    leading = "|".join(sorted(lists["words"]["leading"], key=len, reverse=True))
    suppliers = "|".join(lists["words"]["suppliers"])
    return (
        Sieve(rf"(?=[A-Z])(?:{_WORD}{_JOIN}){{1,9}}(?P<end>{ends})\b"),
        re.compile(rf"^(?:(?:{leading}) )+"),
        Sieve(rf"(?:{suppliers}) (?:the )?(?P<name>[A-Z][\w'&-]*(?: (?:[A-Z][\w'&-]*|(?:of|and|&) (?=[A-Z]))){{0,5}})"),
    )


def organisations(shadow: Shadow, paper: DocumentFact) -> tuple[OrganisationFact, ...]:
    """Each organisation once, with its mentions; the council and the body of the paper first."""
    found: Found = {}
    if paper.council_name is not None:
        _add(found, paper.council_name.value, "council", paper.council_name.evidence[0])
    if paper.meeting_of is not None and paper.meeting_of.value[:1].isupper():
        _add(found, paper.meeting_of.value, "committee", paper.meeting_of.evidence[0])
    _by_ends(shadow, found)
    _by_heads(shadow, found)
    _by_supply(shadow, found)
    return tuple(OrganisationFact(evidence=tuple(e), name=name, kind=kind) for name, kind, e in found.values())


def _by_ends(shadow: Shadow, found: Found) -> None:
    pattern, leading, _ = _patterns()
    kinds = {end: kind for kind, ends in lexicon("organisations")["ends"].items() for end in ends}
    for match in pattern.finditer(shadow.text):
        name = leading.sub("", match[0])
        for inside in _WITHIN:
            name = inside.sub("", name)
        if match["end"] == "Council":
            name = _council(name)
        if (two := _TWO.fullmatch(name)) is not None and match["end"] in _SINGLE_ENDS:
            start = match.end() - len(name)
            _add(found, two["first"], kinds[match["end"]], shadow.evidence(start, start + two.end("first")))
            name = two["second"]
        if _POST_AFTER.match(shadow.text, match.end()) or _BROKEN.search(name):
            continue
        common = _COMMON.fullmatch(name) or _GENERAL.fullmatch(name)
        if len(name.split()) > 1 and name[0].isupper() and not common:
            _add(found, name, kinds[match["end"]], shadow.evidence(match.end() - len(name), match.end()))


def _by_heads(shadow: Shadow, found: Found) -> None:
    """Names that go on after the word for what they are: "Office for National Statistics", "University of Holt"."""
    for match in _HEADED.finditer(shadow.text):
        leading = _patterns()[1].match(match[0])
        start = match.start() + (leading.end() if leading else 0)
        _add(found, shadow.text[start : match.end()], "organisation", shadow.evidence(start, match.end()))


_HEADED = Sieve(
    rf"(?=[A-Z])(?:{_WORD} ){{0,3}}"
    r"(?:Association|Federation|Society|University|Institute|Office|Department|Ministry|Bank) "
    rf"(?:of|for) (?:the )?{_WORD}(?: (?:(?:of|for|and|&|in) )?{_WORD}){{0,4}}"
)


def _council(name: str) -> str:
    """The council that a run of words ends with, "" where it is none that is known or local."""
    words = name.split(" ")
    ends = (" ".join(words[start:]) for start in range(len(words) - 1))
    local = _LOCAL.search(name)
    return next((end for end in ends if end.lower() in councils.known()), local[0] if local else "")


def _by_supply(shadow: Shadow, found: Found) -> None:
    for match in _patterns()[2].finditer(shadow.text):
        name = re.sub(r" (?:of|and|&)$", "", match["name"])
        if len(name) > 3 and not (_COMMON.fullmatch(name) or names.is_name(name) or posts.is_role(name)):
            start = match.start("name")
            _add(found, name, "supplier", shadow.evidence(start, start + len(name)))


def _add(found: Found, name: str, kind: str, evidence: Evidence) -> None:
    key = re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
    entry = found.setdefault(key, (name, kind, []))
    if evidence not in entry[2]:
        entry[2].append(evidence)
