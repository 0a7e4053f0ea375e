"""How weighty a paper is for what it says, and of which date."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from councilgraph.model import DecisionFact, Paper, PartialDate
from councilgraph.resolve.names import KNOWN

SIGNED, REPORT, PROPOSAL, PASSING = 1, 2, 3, 4
_DATED_NAME = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_KINDS = {
    "record of decision": SIGNED,
    "record of officer decision": SIGNED,
    "decision details": SIGNED,
    "decision list": SIGNED,
    "minutes": SIGNED,
    "call in": SIGNED,
    "proposed record of decision": PROPOSAL,
    "agenda": PROPOSAL,
    "forward plan": PROPOSAL,
    "budget amendment": PROPOSAL,
}


@dataclass(frozen=True)
class Standing:
    """Standing and date of every paper, by its IRI; the lower, the weightier."""

    papers: dict[str, int]
    dates: dict[str, str]

    def dated(self, paper: Paper) -> str:
        """The ISO date of a paper, "" where it has none."""
        return self.dates[paper.iri]

    def of_paper(self, document: str) -> tuple[int, str]:
        """What to sort a paper's values by: weightier papers first, among equals the later ones."""
        return self.papers[document], _backwards(self.dates[document])

    def of_decision(self, document: str, fact: DecisionFact) -> tuple[int, str]:
        """What to sort a decision's values by: weightier papers first, among equals the later ones."""
        standing = self.papers[document] if fact.subject else PASSING
        return standing, _backwards(self.dates[document])


def standing(papers: Iterable[Paper]) -> Standing:
    """Standing and date of each paper: its own date, else its decision's, else the one its file's name begins with."""
    papers = list(papers)
    return Standing({paper.iri: _standing(paper) for paper in papers}, {paper.iri: _date(paper) for paper in papers})


def _standing(paper: Paper) -> int:
    kind = paper.facts.document.kind.value.lower().replace("-", " ")
    found = _KINDS.get(kind, REPORT)
    stages = {fact.status.value for fact in paper.facts.decisions if fact.subject and fact.status}
    return PROPOSAL if found == SIGNED and stages == {"proposed"} else found


def _date(paper: Paper) -> str:
    facts = paper.facts
    own = [fact.date.value.iso for fact in facts.decisions if fact.subject and fact.date]
    if facts.document.date is not None:
        return facts.document.date.value.iso
    in_name = _DATED_NAME.match(paper.text.stem)
    return max(own, default="") or (in_name[0] if in_name and _is_date(in_name[0]) else "")


def _is_date(iso: str) -> bool:
    try:
        PartialDate(iso)
    except ValueError:
        return False
    return True


@lru_cache(KNOWN)
def _backwards(iso: str) -> str:
    """A date as a text that sorts later dates first."""
    return "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in iso) or "~"
