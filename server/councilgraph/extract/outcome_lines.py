"""Decisions told one a line: number, title and outcome."""

import re

from councilgraph.extract import makers
from councilgraph.extract.councils import Profile
from councilgraph.extract.fields import label_of
from councilgraph.extract.minutes import body_kind, routine
from councilgraph.extract.outcomes import status_of
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.titles import clean_title
from councilgraph.model import DecisionFact, DocumentFact, Said

_OUTCOME = (
    r"(?:(?:[Rr]ecommendations?|[Pp]roposals?|[Rr]eport|[Aa]ll)\s)?"
    r"(?:[Nn]ot |[Uu]nanimously )?"
    r"(?:[Aa]pproved|APPROVED|[Aa]greed|AGREED|[Rr]ejected|REJECTED|[Rr]efused|REFUSED|[Dd]eferred|DEFERRED|[Ww]ithdrawn"
    r"|WITHDRAWN|[Ee]ndorsed|ENDORSED|[Nn]oted|NOTED|[Gg]ranted|GRANTED|[Aa]dopted|ADOPTED|[Aa]ccepted|[Cc]alled[- ]in"
    r"|[Rr]eferred back|[Ss]upported|[Aa]uthorised|[Dd]ismissed|[Cc]onfirmed|[Dd]eclined|[Pp]ermitted|PERMITTED)"
)
_LINE = re.compile(
    r"(?P<lead>(?:[•*-]\s)?(?:\d{1,3}[.)]\s+)?)(?P<title>\S.{3,180}?)"
    rf"(?:\t|\s+[–-]\s+|:\s+|\s{{2,}}|\.{{3,}}\s*)(?P<outcome>{_OUTCOME}"
    r"(?:(?:[,;]| \(| as | to | subject | unanimously| by | with | until | in | and | at )[^\t]{0,90}?)?)\.?"
)


def decisions(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each such line, where there are two at least."""
    found = [(line, match) for line in shadow.lines if (match := _LINE.fullmatch(line.text)) is not None]
    plain = [(line, match) for line, match in found if label_of(line.text) is None and not routine(match["title"])]
    told = [_told(shadow, profile, paper, line, match) for line, match in plain]
    return told if len(told) > 1 else []


def _told(shadow: Shadow, profile: Profile, paper: DocumentFact, line: Line, match: re.Match[str]) -> DecisionFact:
    at, title = line.start + match.start("title"), match["title"]
    number = None
    numbered = re.match(
        rf"(?P<number>{'|'.join(profile.decision_numbers[:4])})\s*(?:[-–:]\s*|\s)(?P<title>\S.+)", title
    )
    if numbered is not None:
        number = shadow.said(at, at + len(numbered["number"]), numbered["number"])
        at, title = at + numbered.start("title"), numbered["title"]
    kind = body_kind(paper) or makers.kind(paper.meeting_of.value if paper.meeting_of else None)
    evidence = shadow.evidence(line.start, line.end)
    outcome = line.start + match.start("outcome"), line.start + match.end("outcome")
    return DecisionFact(
        evidence=(evidence,),
        number=number,
        title=shadow.said(at, at + len(title), clean_title(title)),
        kind=Said(kind, (evidence,)) if kind else None,
        maker_role=paper.meeting_of or paper.council_name,
        date=paper.date,
        date_type="meeting" if paper.date else None,
        status=shadow.said(*outcome, status_of(match["outcome"]) or "taken"),
    )
