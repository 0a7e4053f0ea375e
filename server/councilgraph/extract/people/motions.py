"""What minutes tell beside decisions: who moved and seconded, who sent apologies, the day of the next meeting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract import dates
from councilgraph.extract.fields import Field
from councilgraph.extract.people import attendance, names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import RemarkFact

PROPOSED, SECONDED, APOLOGIES, NEXT_MEETING = "proposed by", "seconded by", "apologies", "next meeting"

_KINDS = {"p": PROPOSED, "m": PROPOSED, "s": SECONDED}
_ACT = r"(?P<act>(?i:proposed|moved|seconded|proposer|mover|seconder)|Prop\.|PROP\.?|Sec\.|SEC\.?)"
_BEFORE = Sieve(rf"\b{_ACT}(?:\s?[:–-]\s?|\sby:?\s|\s)(?=[A-Z])")
_AFTER = Sieve(r"\s(?:then |also |formally |duly )?(?P<act>proposed|moved|seconded)\b(?!\sby\b)")
_POST = re.compile(r",\s[A-Z][^.;]{3,140},$")  # between a name and what its bearer does
_CODE = re.compile(r"(?P<code>[A-Z]{2,4})\b(?![.'-])")
_CODE_LAST = re.compile(r"\b[A-Z]{2,4}$")
_LOST = re.compile(r"(?i)\b(?:lost|defeated|not carried|fell|withdrawn|amendment)\b")
_NEAR = 160  # characters after a mover within which a paper says that the motion was lost
_MANY = r"(?:(?P<many>(?:Cllrs|Councillors|CLLRS|COUNCILLORS)\b\.?:?)\s+)?"
_APOLOGIES = Sieve(
    r"(?i:\bapolog(?:y|ies)\b(?:[ ]for[ ](?:absence|non-attendance))?"
    r"(?:,?[ ](?:were|was|had[ ]been|have[ ]been|has[ ]been))*"
    r"(?:[ ](?:received|accepted|given|sent|noted|tendered|and))*"
    r"[ ](?:from|by|for(?=[ ](?:cllr|councillor|m[rs]|dr))|on[ ]behalf[ ]of):?\s+(?:•\s)?"
    r"|\bapologies[ ](?:accepted|received|noted):\s+"
    r"|(?m:^)[\w./() \t-]{0,14}(?:apologies|ymddiheuriadau)\b(?:(?!\s?–|\s-\s|\bfrom\b)[^\n:.\d]){0,60}"
    r"(?:[:.\n]|\s?–|\s-\s)\s*(?:received[ ]from:?\s*)?)" + _MANY
)
_AND = re.compile(
    r"(?:\s?\([^()\n]{2,90}\))?"
    r"(?:,?\s(?:and|&|(?:together|along) with)\s|[,;]\s?(?:and\s)?|\s•\s"
    r"|\s(?=(?:(?:County|District) )?C(?:llr|ouncillor)\b))"
    + _MANY
    + r"(?=[A-Z])"
)
_CAME = re.compile(  # who came in another's place: "Mr Hill; Mr Dale substituted"
    r"(?:,?\s\(?)(?:(?:had |was |is |has |were |who |a |as )*"
    r"(?:substitut|deputis|attend|present\b|st(?:ood|anding) in\b)|in (?:his|her|their) place\b)"
)
_SURNAME = re.compile(r"(?:[A-Z]\.?\s){0,3}(?:Mc|Mac|O'|D')?[A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)*")
_NEXT = Sieve(
    r"(?i)\b(?:(?:date|time)[^.\n:]{0,30} of (?:the )?next (?:\w+ ){0,3}meeting|next (?:\w+ ){0,3}meeting)\b"
    r"(?P<told>[^.\n]{0,90}(?:\n[^.\n]{0,90})?)"
)


def motions(shadow: Shadow, fields: Sequence[Field]) -> Iterator[RemarkFact]:
    """Movers, seconders, apologies and the day of the next meeting, each with the passage that tells it."""
    told = [
        *_forms(shadow, fields),
        *_movers(shadow),
        *(_remark(shadow, APOLOGIES, *at) for at in absent(shadow)),
        *_next_meeting(shadow),
    ]
    yield from {(fact.kind, fact.evidence[0].start): fact for fact in reversed(told)}.values()


def _forms(shadow: Shadow, fields: Sequence[Field]) -> Iterator[RemarkFact]:
    """Those whom a form names under a label of its own."""
    for field in fields:
        if field.key in {"proposer", "seconder"}:
            name = next(names.each(shadow.text, field.start, field.start + len(field.line)), None)
            if name is not None:
                yield _remark(shadow, PROPOSED if field.key == "proposer" else SECONDED, name.start, name.end)


def _movers(shadow: Shadow) -> Iterator[RemarkFact]:
    codes = attendance.codes(shadow)
    for match in _BEFORE.finditer(shadow.text):
        tier = posts.TIER.match(shadow.text, match.end())
        name = names.at(shadow.text, tier.end() if tier is not None else match.end())
        code = _CODE.match(shadow.text, match.end())
        if code is not None and code["code"] in codes:
            yield from _moved(shadow, match["act"], *code.span(), codes[code["code"]])
        elif name is not None and (name.titled or " by" in match[0] or ":" in match[0]):
            yield from _moved(shadow, match["act"], name.start, name.end)
    for match in _AFTER.finditer(shadow.text):
        before = shadow.text[max(0, match.start() - 220) : match.start()]
        post = next((m.start() for m in _POST.finditer(before)), len(before))
        mover = next((one for one in names.each(before) if one.stop in (post, len(before)) and one.titled), None)
        code = _CODE_LAST.search(before)
        if mover is not None:
            first = match.start() - len(before)
            yield from _moved(shadow, match["act"], first + mover.start, first + mover.end)
        elif code is not None and code[0] in codes:
            yield from _moved(shadow, match["act"], match.start() - len(code[0]), match.start(), codes[code[0]])


def _moved(shadow: Shadow, act: str, start: int, end: int, name: str = "") -> Iterator[RemarkFact]:
    """A mover or seconder, unless what was moved was an amendment or was lost: that is not what was decided."""
    around = shadow.text[max(0, start - _NEAR // 2) : end + _NEAR]
    if _LOST.search(around) is None:
        yield _remark(shadow, _KINDS[act[0].lower()], start, end, name)


def absent(shadow: Shadow) -> Iterator[tuple[int, int]]:
    """Where the names of those stand who sent apologies."""
    for match in _APOLOGIES.finditer(shadow.text):
        yield from _listed(shadow.text, match.end(), match["many"] is not None)
    for match in _SENDERS.finditer(shadow.text):
        yield from _listed(shadow.text, match.start("list"), many=True)


def sent(shadow: Shadow) -> Iterator[names.Name]:
    """Those of whom a sentence says so: "County Councillor Jo Smith sent his apologies"."""
    for match in _SENT.finditer(shadow.text):
        name = next(
            (one for one in names.each(shadow.text[: match.start()][-80:]) if one.stop == min(80, match.start())), None
        )
        if name is not None and name.titled:
            first = match.start() - min(80, match.start())
            yield replace(name, start=first + name.start, end=first + name.end, stop=first + name.stop)


_SENT = Sieve(r"\s(?:had |has |have )?(?:sent|given|gave|tendered|submitted)(?: in)? (?:(?:his|her|their) )?apolog")
_SENDERS = Sieve(  # "Cllrs Brown and Smith sent apologies"
    r"\b(?:Cllrs|Cllr's|Councillors)\.?\s(?P<list>[A-Z][\w.' -]{1,30}(?:, [A-Z][\w.' -]{1,30}){0,5},?"
    r" (?:and|&) [A-Z][\w.' -]{1,30}?)"
    r"(?= (?:had |has |have )?(?:sent|given|gave|tendered|submitted)(?: in)? (?:their )?apolog)"
)


def _listed(text: str, position: int, many: bool) -> list[tuple[int, int]]:
    """Where the names of a list stand that starts at a position; none where it goes on in a way that is not read."""
    found: list[tuple[int, int]] = []
    while True:
        if (tier := posts.TIER.match(text, position)) is not None:
            position = tier.end()
        surname = _SURNAME.match(text, position) if many else None
        name = names.at(text, position)
        if name is None and surname is None:
            return found
        start, stop = (name.start, name.stop) if name is not None else surname.span() if surname else (0, 0)
        if _CAME.match(text, stop):
            return found
        found.append((start, name.end if name is not None else stop))
        follows = _AND.match(text, stop)
        if follows is None:
            return found
        many = many or follows["many"] is not None
        position = follows.end()


def _next_meeting(shadow: Shadow) -> Iterator[RemarkFact]:
    """The one day that is given for the next meeting; none where several days are."""
    told: dict[str, tuple[int, int]] = {}
    for match in _NEXT.finditer(shadow.text):
        days = [(one.date.iso, one.end) for one in dates.find(shadow.text, *match.span("told")) if one.date is not None]
        if len(days) == 1 and len(days[0][0]) == len("2025-01-13"):
            told.setdefault(days[0][0], (match.start(), days[0][1]))
    for iso, at in told.items() if len(told) == 1 else ():
        text = " ".join(shadow.text[slice(*at)].split())
        yield RemarkFact(evidence=(shadow.evidence(*at),), kind=NEXT_MEETING, text=text, about=iso)


def _remark(shadow: Shadow, kind: str, start: int, end: int, text: str = "") -> RemarkFact:
    text = text or " ".join(shadow.text[start:end].split())
    return RemarkFact(evidence=(shadow.evidence(start, end),), kind=kind, text=text)
