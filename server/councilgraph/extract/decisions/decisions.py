"""The decisions of a paper: recorded, proposed, resolved, listed, or only mentioned."""

import re
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.extract import sureness
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions import (
    agendas,
    call_ins,
    issues,
    items,
    listings,
    minutes,
    plan_entries,
    record,
    records,
    reports,
    tables,
)
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.fields import Field
from councilgraph.extract.people import makers
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import DecisionFact, DelegationFact, DocumentFact, Said

_FORMS = {
    "record of decision", "record of officer decision", "proposed record of decision", "decision details",
    "forward plan", "call-in", "budget amendment", "decision list",
}  # fmt: skip
_SINGLE = {"forward plan", "call-in", "budget amendment", "decision details"}
_MEETINGS = {"decision list", "record of decision", "record of officer decision", "other"}
_MENTION = Sieve(
    r"(?i)\b(?P<word>(?:key |member |officer |cabinet |executive |previous |proposed "
    r"|earlier ){0,4}decisions?(?:\s(?:number|no\.?|ref\.?|reference))?|call[- ]in of)"
    r"[\s:(–-]{1,4}(?:under\s)?(?P<number>(?-i:(?:OD/|[A-Z]{2}/)?\d\d/\d{5}(?:\([a-z]\))?|[A-Z]{1,4}\d{2}/\d{2,5}))(?![\d/])"
    r"(?:\s?[-–:]\s(?P<title>(?-i:[A-Z])[^\n.;()]{5,120}?"
    r"(?=(?-i: (?:Additional documents|Minutes|Decision):)|[\n.;()]|$)))?"
)


def decisions(
    shadow: Shadow, fields: Sequence[Field], paper: DocumentFact, profile: Profile, delegated: Sequence[DelegationFact]
) -> tuple[DecisionFact, ...]:
    """All decisions of a paper, its own first, those it only mentions last."""
    own = _own(shadow, fields, paper, profile)
    own = [_filed(shadow, _with_delegation(own[0], delegated))] if len(own) == 1 else own
    return (*own, *_mentioned(shadow, fields, profile, own))


def _filed(shadow: Shadow, fact: DecisionFact) -> DecisionFact:
    """The one decision of a paper that prints no number, with the number that its file's name starts with."""
    match = _FILE_NUMBER.match(shadow.source.stem)
    if fact.number is not None or fact.title is None or match is None or fact.kind is None:
        return fact
    printed = "/".join(part for part in match.groups() if part).upper()
    return replace(fact, number=sureness.unsure(Said(printed, fact.title.evidence), "number in the file's name"))


_FILE_NUMBER = re.compile(r"(?i)(?:(od)[-_])?(\d\d)[-_](\d{5})(?!\d)")


def _own(shadow: Shadow, fields: Sequence[Field], paper: DocumentFact, profile: Profile) -> list[DecisionFact]:
    kind = paper.kind.value
    if (met := issues.decisions(shadow)) is not None:
        return met
    if kind == "minutes" or items.page(shadow) is not None:
        return minutes.decisions(shadow, paper)
    if kind == "agenda":
        return agendas.agenda(shadow, paper, profile)
    if kind == "report" and _recorded(fields):
        kind = "decision details"
    if kind == "report":
        return reports.proposals(shadow, fields, paper, profile)
    if found := listings.listed(shadow, profile, paper) or tables.decisions(shadow, profile, paper):
        return found
    form = kind in _FORMS or _is_form(fields)
    planned = plan_entries.entries(shadow, fields) if kind == "forward plan" else []
    told = [records.decision(shadow, one, kind, profile) for one in planned or record.split(shadow, fields, form)]
    found = [fact for fact in told if fact is not None] if form else []
    if kind == "call-in" and not found:
        return call_ins.decisions(shadow, profile)
    if kind in _SINGLE or (found and sum(field.key == "decision" for field in fields) < 2):
        return found
    met = _by_one(shadow, minutes.decisions(shadow, paper), paper) if kind in _MEETINGS or _met(fields) else []
    found = met if len(met) > len(found) else found
    return found or reports.worded(shadow, fields)


def _met(fields: Sequence[Field]) -> bool:
    """Whether a paper that looks like another opens as minutes do, with those who came."""
    return bool(fields) and fields[0].key in {"attendance", "present"} and fields[0].label_start < 60


def _recorded(fields: Sequence[Field]) -> bool:
    """Whether a paper that only lists a report is the record of what was decided on it."""
    labels = {field.label.lower().strip() for field in fields if field.text}
    return {"decision maker", "decision", "reason for decision"} <= labels


def _by_one(shadow: Shadow, found: list[DecisionFact], paper: DocumentFact) -> list[DecisionFact]:
    """Decisions that a notice lists under the words of who took them all."""
    head = _TAKEN.search(shadow.text, 0, 1500)
    if paper.kind.value == "other" or head is None:
        return found
    maker = makers.read(shadow, head.start("maker"), head.end("maker"))
    kind = makers.kind(maker.role.value if maker.role else None)
    if kind not in {"member", "officer"}:
        return found
    said = Said(kind, maker.role.evidence) if maker.role else None
    return [replace(fact, maker_name=maker.name, maker_role=maker.role, kind=said, date_type="taken") for fact in found]


_TAKEN = re.compile(
    r"(?i:\bdecisions? (?:was|were|has been|have been|has|is|are)? ?(?:taken|made) by (?:the )?)"
    r"(?P<maker>[A-Z][^\n:;]{4,140}?)(?=,? on \d|,? on [A-Z][a-z]+day|,? under\b|[.:\n]|$)"
)


def _is_form(fields: Sequence[Field]) -> bool:
    """Whether a paper of no known kind has the labels of a record."""
    keys = {field.key for field in fields}
    if "maker" in keys and len(keys & {"number", "title", "decision", "key", "status"}) > 1:
        return True
    if {"maker", "decision"} <= keys and keys & {"published", "effective"}:
        return True
    return {"title", "decision"} <= keys and len(keys & {"number", "date", "key", "director", "reasons"}) > 1


def _with_delegation(fact: DecisionFact, delegated: Sequence[DelegationFact]) -> DecisionFact:
    if not delegated:
        return fact
    return replace(fact, delegated_to=delegated[0].delegated_to, in_consultation_with=delegated[0].in_consultation_with)


def _mentioned(
    shadow: Shadow, fields: Sequence[Field], profile: Profile, own: Sequence[DecisionFact]
) -> list[DecisionFact]:
    """Decisions of other papers that this one names by number."""
    known = {_plain(fact.number.value) for fact in own if fact.number}
    found: dict[str, DecisionFact] = {}
    for entry in record.split(shadow, fields):
        for field, start, end in records.related_stretches(entry):
            for fact in _related(shadow, field, start, end, profile):
                assert fact.number is not None
                _add(found, known, fact)
    for match in _MENTION.finditer(shadow.text):
        said = shadow.said(match.start("number"), match.end("number"), match["number"])
        kind = next((k for k in ("member", "officer", "cabinet") if k in match["word"].lower()), None)
        passage = shadow.evidence(match.start(), match.end("number"))
        fact = DecisionFact(
            evidence=(passage,),
            number=said,
            title=_titled(shadow, match),
            kind=Said(kind, (passage,)) if kind else None,
            status=Said("mentioned", (passage,)),
            subject=False,
        )
        _add(found, known, fact)
    return list(found.values())


def _titled(shadow: Shadow, match: re.Match[str]) -> Said[str] | None:
    if match["title"] is None:
        return None
    return shadow.said(match.start("title"), match.end("title"), clean_title(match["title"]))


def _add(found: dict[str, DecisionFact], known: set[str], fact: DecisionFact) -> None:
    assert fact.number is not None
    key = _plain(fact.number.value)
    if key not in known:
        before = found.get(key)
        found[key] = fact if before is None else replace(before, evidence=before.evidence + fact.evidence)


def _related(shadow: Shadow, field: Field, start: int, end: int, profile: Profile) -> list[DecisionFact]:
    """The decisions named under a label such as "Decision to which this action relates", with title if printed."""
    found: dict[str, DecisionFact] = {}
    kind = "member" if re.search(r"(?i)member", shadow.text[field.label_start : min(end, start + 40)]) else None
    numbers = "|".join(profile.decision_numbers[:2])
    for match in re.finditer(
        rf"(?P<number>{numbers})(?:\s?[-–:]\s*(?P<title>[A-Z][^\n]{{4,150}}))?", shadow.text[start:end]
    ):
        at = start + match.start("number")
        number = shadow.said(at, at + len(match["number"]), match["number"])
        title = None
        if match["title"]:
            first = start + match.start("title")
            title = shadow.said(first, first + len(match["title"]), clean_title(match["title"]))
        before = found.get(match["number"])
        found[match["number"]] = DecisionFact(
            evidence=(*(before.evidence if before else ()), *number.evidence),
            number=before.number if before else number,
            title=(before.title if before else None) or title,
            kind=Said(kind, number.evidence) if kind else None,
            status=Said("mentioned", number.evidence),
            subject=False,
        )
    return list(found.values())


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())
