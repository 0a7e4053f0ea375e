"""Which words of a paper decide: its sections of decisions, its sentences that resolve, approve or award."""

import re
from functools import lru_cache

from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve

_DECIDING = Sieve(r"decision|recommendation|resolv|agree", re.IGNORECASE)
_NOT_DECIDING = Sieve(r"alternative|reason|consult|interest|dispensation", re.IGNORECASE)
_DECIDED = Sieve(
    r"\bRESOLVED\b|\b[Rr]esolved(?: that| to|:)|\bRECOMMEND(?:ED|ATION)?\b|\b[Ii]t (?:is|"
    r"was) (?:recommended|proposed|agreed|resolved|"
    r"decided)\b|\b(?:is|are|was|were) (?:asked|recommended|requested) to\b"
    r"|\b(?:approve[sd]|agree[sd]|authori[sz]e[sd]|APPROVED|AGREED|AUTHORI[SZ]ED)\s(?:the|to|that|an?)\b"
)
_DECIDES_FIRST = re.compile(  # at the start of a sentence
    r"\W*(?:DECISION|Decision)(?: taken| made)?\s?[:–-]"
    r"|(?:To )?(?:[Aa]ward|[Aa]pprove|[Aa]gree|[Aa]ppoint|[Ee]xtend|[Pp]rocure|[Ee]nter into)\b"
    r"|\W*(?:\(?\w{1,4}[.)]\s+)?(?:TO )?(?:AWARD|APPROVE|AGREE|APPOINT|EXTEND|PROCURE|ENTER INTO|AUTHORI[SZ]E)\b"
    r"|\W*(?:Give|Grant)s? (?:approval|authority|permission)\b|Approval (?:is |was )?(?:to|of|for|given|granted)\b"
    r"|\W*\(?\w{1,3}[.)]\s*[Tt](?:hat|o)\b|\W*(?:\(?\w{1,3}[.)]\s+)?(?:[Dd]irectly awarded|Awarded)\b"
    r"|\W*(?:\(?\w{1,3}[.)]\s*)?(?:APPROVE|[Aa]pprove|[Aa]gree|[Aa]uthori[sz]e)[sd]?\s(?:the|to|that|an?)\b"
)


@lru_cache(4_096)
def decides(title: str) -> bool:
    """Whether a section is of what is decided: it says so, or its title is the start of it ("To award: …")."""
    return (_DECIDING.search(title) is not None or re.match(r"(?:That|To)\s", title) is not None) and (
        _NOT_DECIDING.search(title) is None
    )


def says_decided(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that something is resolved, recommended or approved, or begins by awarding it."""
    return _DECIDED.search(text, start, end) is not None or _DECIDES_FIRST.match(text, start, end) is not None


def decided(shadow: Shadow, start: int, end: int) -> int:
    """How far a sentence decides: 2 by its own words, 1 by the section that it stands in, else 0."""
    if says_decided(shadow.text, start, end):
        return 2
    section = shadow.source.section_at(shadow.offsets[start])
    return int(bool(section) and decides(section))
