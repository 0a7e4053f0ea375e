"""Decisions told one a line: number, title and outcome, some with who decided and when."""

import re
from dataclasses import replace

from councilgraph.extract import dates
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.outcomes import status_of
from councilgraph.extract.decisions.resolutions import body_kind, routine
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.fields import label_of
from councilgraph.extract.people import makers
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import DecisionFact, DocumentFact, PartialDate, Said

OUTCOME = (
    r"(?:(?:[Rr]ecommendations?|[Pp]roposals?|[Rr]eport|[Aa]ll)\s)?"
    r"(?:[Nn]ot |[Uu]nanimously )?"
    r"(?:[Aa]pproved|APPROVED|[Aa]greed|AGREED|[Rr]ejected|REJECTED|[Rr]efused|REFUSED|[Dd]eferred|DEFERRED|[Ww]ithdrawn"
    r"|WITHDRAWN|[Ee]ndorsed|ENDORSED|[Nn]oted|NOTED|[Gg]ranted|GRANTED|[Aa]dopted|ADOPTED|[Aa]ccepted|[Cc]alled[- ]in"
    r"|[Rr]eferred back|[Ss]upported|[Aa]uthorised|[Dd]ismissed|[Cc]onfirmed|[Dd]eclined|[Pp]ermitted|PERMITTED"
    r"|[Cc]arried|CARRIED|[Ll]ost|LOST|[Rr]esolved|RESOLVED)"
)
_LINE = Sieve(
    r"(?:[•*-]\s)?(?:(?P<item>\d{1,3})(?:[.)]\s+|\t|\s+(?=[A-Z])))?(?P<title>\S.{3,180}?)"
    rf"(?:\t|\s+[–-]\s+|:\s+|\s{{2,}}|\.{{3,}}\s*|(?<=[a-z0-9)])\.\s+)(?P<outcome>{OUTCOME}"
    r"(?:(?:[,;]| \(| as | to | subject | unanimously| by | with | until | for | on | in | and | at )[^\t]{0,90}?)?)\.?"
)
_TOLD = re.compile(  # "DN/25/201 Closure of the kiosk. Decision by Director of Place on 12/11/2025. …"
    r"(?P<number>[A-Z]{1,5}[/-]?\d{2,4}[/-]\d{1,5}|\d\d/\d{3,5})[.:]?\s(?:[-–]\s)?(?P<title>[A-Z0-9][^\n]{4,180}?)"
    r"(?:\.|\s[-–])\s(?P<outcome>(?:Decision|Decided|Taken|Approved|Agreed|Made)(?: made| taken)? by (?:the )?"
    r"[A-Z][^.;:\n]{3,90}? on \d[^.;\n]{5,30}?)(?=[.;,]|\s[a-z]|$)(?P<item>)"
)
_BY = re.compile(r"\bby (?:the )?(?P<maker>[A-Z][^.;]{3,90}?)(?= on \d|[,;.(]|$)")


def decisions(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each such line, where there are two at least."""
    lines = (line for line in shadow.lines if _LINE.within(shadow.text, line.start, line.end))
    found = [(line, match) for line in lines if (match := _LINE.fullmatch(line.text)) is not None]
    plain = [(line, match) for line, match in found if label_of(line.text) is None and not routine(match["title"])]
    told = [_told(shadow, profile, paper, line, match) for line, match in plain]
    return told if len(told) > 1 else _by_whom(shadow, profile, paper)


def _by_whom(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each paragraph that opens with number, title, and who decided when; two at least."""
    found = [(line, match) for line in shadow.paragraphs if (match := _TOLD.match(line.text)) is not None]
    told = [_told(shadow, profile, paper, line, match) for line, match in found]
    numbers = [shadow.said(at, at + len(m["number"]), m["number"]) for line, m in found for at in (line.start,)]
    return [replace(one, number=number) for one, number in zip(told, numbers, strict=True)] if len(told) > 1 else []


def _told(shadow: Shadow, profile: Profile, paper: DocumentFact, line: Line, match: re.Match[str]) -> DecisionFact:
    number, title = _numbered(shadow, profile, line.start + match.start("title"), match["title"])
    evidence = shadow.evidence(line.start, line.end)
    start, end = line.start + match.start("outcome"), line.start + match.end("outcome")
    maker, date = _maker(shadow, start, end), _date(shadow, start, end)
    role = maker.role or (None if maker.name else paper.meeting_of or paper.council_name)
    kind = makers.kind(maker.role.value) if maker.role else body_kind(paper)
    item = line.start + match.start("item")
    return DecisionFact(
        evidence=(evidence,),
        number=number,
        title=title,
        kind=Said(kind, (evidence,)) if kind else None,
        maker_name=maker.name,
        maker_role=role,
        date=date or paper.date,
        date_type="taken" if date else "meeting" if paper.date else None,
        status=shadow.said(start, end, status_of(match["outcome"]) or "taken"),
        minute=shadow.said(item, item + len(match["item"]), match["item"]) if match["item"] else None,
    )


def _numbered(shadow: Shadow, profile: Profile, at: int, text: str) -> tuple[Said[str] | None, Said[str]]:
    """Number and title of a line."""
    numbers = "|".join(profile.decision_numbers[:4])
    match = re.match(rf"(?P<number>{numbers})\s*(?:[-–:]\s*|\s)(?P<title>\S.+)", text)
    if match is None:
        return None, shadow.said(at, at + len(text), clean_title(text))
    number = shadow.said(at, at + len(match["number"]), match["number"])
    return number, shadow.said(at + match.start("title"), at + len(text), clean_title(match["title"]))


def _maker(shadow: Shadow, start: int, end: int) -> makers.Maker:
    match = _BY.search(shadow.text, start, end)
    return makers.read(shadow, match.start("maker"), match.end("maker")) if match is not None else makers.Maker()


def _date(shadow: Shadow, start: int, end: int) -> Said[PartialDate] | None:
    match = re.compile(r" on (?=\S*\d)").search(shadow.text, start, end)
    found = dates.first(shadow.text, match.end(), end) if match is not None else None
    return shadow.said(found.start, found.end, found.date) if found is not None and found.date is not None else None
