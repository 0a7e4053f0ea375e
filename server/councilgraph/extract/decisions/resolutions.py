"""What a meeting resolved: the words that say so, what they decide of an item, and what is routine."""

import re
from dataclasses import replace
from functools import cache

from councilgraph.extract.decisions.items import Item
from councilgraph.extract.decisions.outcomes import status_of
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.decisions.votes import votes
from councilgraph.extract.fields import label_of
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.people.makers import kind
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve, Sieves
from councilgraph.model import DecisionFact, DocumentFact, Said

_SAID = re.compile(
    r"\s*(?:(?:[Rr]ecommendations?|[Rr]eport|[Pp]roposals?) )?(?:[Nn]ot )?(?:[Aa]pproved|[Rr]ejected|[Rr]efused"
    r"|[Dd]eferred|[Ww]ithdrawn|[Ee]ndorsed|[Gg]ranted|[Cc]arried|[Ll]ost)\b"
)
_WHOLE = re.compile(
    r"(?i)(?:the )?(?:(?:extraordinary|special|annual|ordinary) )*(?:full |parish |town |community )?council"
)

Outcome = tuple[str, int, int]  # status, where the words that say so start and end


@cache
def outcomes() -> tuple[tuple[str, Sieves], ...]:
    """The statuses with the words that give them, clearest first."""
    return tuple((o["status"], Sieves(map(Sieve, o["patterns"]))) for o in lexicon("minutes")["outcome"])


@cache
def _routine() -> re.Pattern[str]:
    routine = lexicon("minutes")["routine"]
    return re.compile(rf"(?i){routine['lead']}(?:{'|'.join(routine['titles'])})")


def routine(title: str) -> bool:
    """Whether an item with this title is routine, so that what it resolved is no decision."""
    return _routine().match(title) is not None


def form_words(title: str) -> bool:
    """Whether a title is no matter's but a label of the form: "THE DECISION", "Options considered", "To note"."""
    label = label_of(title.rstrip(":") + ":")
    return _FORM_WORDS.fullmatch(title.rstrip(":")) is not None or (label is not None and label[0] in _ARGUES)


_FORM_WORDS = re.compile(
    r"(?i)(?:(?:the |portfolio holder |record of |reasons? for (?:the )?)*decisions?|outcome|resolution"
    r"|to (?:recommend|note|approve|agree)|other options?\b.*|options \(.*)"
)
_ARGUES = frozenset(("reasons", "alternatives", "interests", "dispensations"))


def outcome_in(text: str, start: int, end: int) -> Outcome | None:
    """How and where an item was decided; RESOLVED says so best."""
    voted = list(_VOTED.finditer(text, start, end))
    for name, pattern in outcomes():
        if voted and name != "resolved":
            last = voted[-1]
            told = None if last["other"] else status_of(last["told"])
            return (told, last.start("told"), last.end("told")) if told is not None else None
        if (match := pattern.search(text, start, end)) is not None:
            return put_off(text, (name, match.start(), match.end()))
    return None


_VOTED = re.compile(  # lines of their own; what fell of an amendment says nothing of the motion
    r"(?m)^(?:(?P<other>(?:Procedural [Mm]otion|Amendment)s?)|(?:Substantive |Original |The )?[Mm]otion)"
    r" (?:was |is )?(?:declared )?(?P<told>carried|lost|fell|defeated)[.:]?$"
)
_PUT_OFF = re.compile(
    r"\W*(?:\(?[a-z1]\)?[.)]?\s)?(?:[Tt]hat |THAT |[Tt]o )?(?:(?:the|this|consideration of (?:the|this)) )?"
    r"(?:(?:[\w /]{0,40}?\b(?:be|is|was) )?(?:(?P<deferred>defer(?:red)?)|(?P<withdrawn>withdrawn?))\b"
    r"|(?![\w ]{0,20}amendment)[\w /'-]{3,70}?\bbe "
    r"(?P<rejected>(?:reject|refus|dismiss)ed|not (?:approv|support|agre|accept)ed)"
    r"(?=\s?(?:[.;\n]|$| (?:on|for|because|as|by)\b)))"
)


def put_off(text: str, found: Outcome) -> Outcome:
    """The outcome, where what was resolved is only that the matter be deferred, withdrawn or rejected: that."""
    status, start, end = found
    match = _PUT_OFF.match(text, end) if status in {"resolved", "agreed"} else None
    if match is not None:
        return match.lastgroup or status, start, match.end()
    said = _SAID.match(text, end) if status == "agreed" else None
    told = status_of(said[0]) if said is not None else None
    return (told, start, said.end()) if said is not None and told is not None else found


def resolution(shadow: Shadow, paper: DocumentFact, item: Item, told: Outcome) -> DecisionFact:
    """The decision of an item, with who took it, when, and how the votes fell."""
    status, start, end = told
    marked = _KEYED.search(item.title)
    led = (
        _LED.match(item.title) if _PERMITS.search(paper.meeting_of.value if paper.meeting_of else "") is None else None
    )
    stop = shadow.text.find("\n", end)
    title_end = max(item.title_end, item.title_start + 1)
    evidence = shadow.evidence(start, max(end, min(stop if stop > 0 else item.end, start + 300, item.end)))
    named = _BODY_SAYS.match(shadow.text, start, end) or _BODY_SAYS.match(shadow.text, end)
    named = named or _body_that_decides(shadow.text, item, start)
    said = named if paper.meeting_of is None else None
    if said is not None:
        paper = replace(paper, meeting_of=shadow.said(*said.span(1), said[1]))
    what = _local(shadow, paper) or body_kind(paper)
    whole = paper.meeting_of is None or _WHOLE.fullmatch(paper.meeting_of.value)
    own = _own_council(shadow, paper, what)
    return DecisionFact(
        evidence=(evidence,),
        number=_reference(shadow, item, marked) if led is None else _at(shadow, item, led),
        title=shadow.said(
            item.title_start,
            title_end,
            clean_title(_KEYED.sub("", item.title[led.end() :] if led else item.title)) or item.title,
        ),
        kind=Said(what, (evidence,)) if what else None,
        maker_role=(own or paper.meeting_of) if whole else paper.meeting_of,
        date=paper.date,
        date_type="meeting" if paper.date else None,
        key_decision=shadow.said(item.title_start, title_end, marked["non"] is None) if marked else None,
        status=shadow.said(start, end, status),
        minute=_minute(shadow, item),
        votes=votes(shadow, start, item.end, title_end),
    )


def _own_council(shadow: Shadow, paper: DocumentFact, kind: str | None) -> Said[str] | None:
    """The council of a paper; where a local one's minutes name only another in their text, what they call their own."""
    named = paper.council_name
    if kind not in {"parish council", "community council"} or (named and _SMALL.search(named.value)):
        return named
    opening = shadow.lines[min(2, len(shadow.lines) - 1)].start
    headed = named is not None and shadow.position(named.evidence[0].start) < opening
    found = _OWN.search(shadow.text) if not headed else None
    return shadow.said(*found.span(), found[0]) if found is not None else named


_OWN = re.compile(r"\b(?:Parish|Town|Community) Council\b")
_BODY_SAYS = re.compile(r"\W*(?:[Tt]hat )?(?:[Tt]he )?(Cabinet|Executive)\b")  # a body that every council has one of


def _body_that_decides(text: str, item: Item, start: int) -> re.Match[str] | None:
    """The body that an item says decided, in the sentence of the outcome at `start` or right before it."""
    for found in _BODY_DECIDES.finditer(text, item.title_end, item.end):
        if -60 < found.start() - start < 30 or found[1].startswith("Mayor"):
            return found
        if start <= found.start() and "." not in text[start : found.start()]:
            return found
    return None


_BODY_DECIDES = re.compile(  # at the start of a sentence: one may tell what another body agreed before
    r"(?:(?m:^)|[.:,] |\t)(?:\([a-z\d]\) )?(?:[Tt]he )?(Mayor and Cabinet(?: \([A-Z]\w+\))?|Cabinet|Executive)"
    r"(?:,[^.\n]{3,80},)? (?:unanimously )?(?:agreed|resolved|decided|approved|RESOLVED|AGREED|made the following)\b"
)


def _at(shadow: Shadow, item: Item, found: re.Match[str]) -> Said[str]:
    """The number of a decision where a heading prints it."""
    at = item.title_start + found.start("number")
    return shadow.said(at, at + len(found["number"]), found["number"])


_LED = re.compile(r"(?P<number>\d\d/\d{5}(?:\([a-z]\))?)(?:\s*[-–:])?\s+(?=\S.{3})")
_NAMED = re.compile(
    r"(?i:\bdecisions?(?: (?:number|no\.?|ref(?:erence)?\.?:?))?) \(?"
    r"(?P<number>(?:OD/)?\d\d/\d{5}(?:\([a-z]\))?)(?![\d/])"
)
_PERMITS = re.compile(
    r"(?i)planning|development|licensing|regulat|area|applications"
)  # their numbers are of applications


def _minute(shadow: Shadow, item: Item) -> Said[str] | None:
    """The number of an item where it stands, which may be below its title."""
    at = shadow.text.find(item.number, item.start, item.end) if item.number else -1
    return shadow.said(at, at + len(item.number), item.number) if at >= 0 else None


_KEYED = re.compile(
    r"\s*[(\[](?P<non>(?i:non-? ?))?(?i:key(?: decision)?)\b(?:[^)\]]*?(?i:ref(?:erence)?)\.?(?: [Nn]o\.?)?:? ?"
    r"(?P<number>[\w/-]*\d[\w/-]*))?"
    r"[^)\]]*[)\]]"
)


def _reference(shadow: Shadow, item: Item, marked: re.Match[str] | None) -> Said[str] | None:
    """The number of a decision that a heading gives in brackets or behind that word: "Call-in of decision 25/00041"."""
    if (named := _NAMED.search(item.title)) is not None:
        return _at(shadow, item, named)
    if marked is None or not marked["number"]:
        noticed = _NOTICE.search(shadow.text, item.title_end, item.end)
        return shadow.said(*noticed.span("number"), noticed["number"]) if noticed is not None else None
    at = shadow.text.find(marked["number"], item.title_start, item.end)
    return shadow.said(at, at + len(marked["number"]), marked["number"]) if at >= 0 else None


def _local(shadow: Shadow, paper: DocumentFact) -> str | None:
    """The kind of decision where a council's name does not say that it is a community's or a parish's."""
    name = paper.council_name.value if paper.council_name else ""
    if body_kind(paper) not in (None, "council") or _LARGE.search(name):
        return None
    match = _SMALL.search(shadow.text, 0, 2500)
    return None if match is None else str(match.lastgroup).replace("_", " ")


_LARGE = re.compile(r"(?i)county|borough|district|city|london|council of|authority|\band\b")
_SMALL = re.compile(
    r"(?i)(?P<community_council>cyngor cymuned|community council)|(?P<parish_council>(?:parish|town) council)"
)


_NOTICE = Sieve(
    r"\b(?:Decision Notice:?\s(?=[A-Z]{0,3}\d[\w/-]{3})"
    r"|(?:DECISIONS? MADE|Decisions? made):?\s\((?i:ref(?:erence)?)[.:]*\s(?=[^()\n]{3,30}\))"
    r"|Decision number:[\s|]*Decision:[\s|]*(?=\d{1,4}/\d{2,4}\b))(?P<number>[A-Z]{2,5} [\d/]+ \d+|[A-Z]{0,3}\d[\w/-]+)"
)


def body_kind(paper: DocumentFact) -> str | None:
    """The kind of decision that the body of a meeting takes."""
    name = paper.meeting_of.value if paper.meeting_of else ""
    council = paper.council_name.value if paper.council_name else ""
    found = kind(name)
    if found in (None, "council") and (local := kind(council)) in {"parish council", "community council"}:
        return local
    return found or kind(council)
