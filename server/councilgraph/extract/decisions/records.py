"""Decisions told by a form or page: one record with labels, or several in one file."""

import re
from itertools import pairwise

from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions import record_dates, titles
from councilgraph.extract.decisions.outcomes import status_of
from councilgraph.extract.decisions.record import Record
from councilgraph.extract.fields import Field
from councilgraph.extract.people import makers, names, posts
from councilgraph.extract.shadow import Shadow, first_after
from councilgraph.model import DecisionFact, Relation, Said

_MADE = {"record of decision", "decision details", "proposed record of decision"}
_BY = re.compile(r"(?<=\d{4}) (?:by|[-–]) (?:the )?(?=[A-Z])")
_HEADED = re.compile(
    r"(?i).{0,60}\b(?:(?:record|notice|statement) of (?:an? )?(?:executive |key )?decisions?|decisions?)"
    r"(?: (?:record|notice))? (?:(?:to be )?(?:taken|made) )?(?:of|by) (?:the )?(?=[A-Z])"
)
_VOTED = re.compile(
    r"(?i)(?:\b(?:result|outcome|vote|decision)\s*:\s*|\bamendment (?:was |is )?(?:declared )?)(?P<told>lost|carried"
    r"|not carried|approved|agreed|rejected|defeated|withdrawn|accepted)\b"
)
_CRITERION = re.compile(
    r"(?i).{0,60}(?:exceed|more than|over £|affects|significant|in excess|criteri"
    r"|expenditure)"
)


def decision(shadow: Shadow, record: Record, document_kind: str, profile: Profile) -> DecisionFact | None:
    """The decision that a record tells, None where it tells neither number nor title nor decision."""
    number = _number(shadow, record, profile)
    heading = titles.title(shadow, record)
    if document_kind == "call-in" and (decided := record.get("decision")) is not None:
        number, heading = titles.called_in(shadow, decided, profile, number, heading)
    if number is None:
        heading = titles.above(shadow, record) or heading
    if number is None and heading is not None:
        number, heading = titles.numbered(shadow, heading, profile)
    if document_kind == "budget amendment":
        number, heading = number or titles.amendment(shadow, record), heading or titles.amended(shadow, record)
    if number is None and heading is None:
        return None
    maker = _maker(shadow, record, document_kind)
    date, date_type = record_dates.decided(shadow, record, document_kind)
    status = _status(shadow, record, document_kind, date_type)
    proposed = status.value == "proposed"
    kind = "proposed" if proposed and "record" in document_kind else _kind(document_kind, maker)
    shown = heading or number
    assert shown is not None
    return DecisionFact(
        evidence=shown.evidence,
        number=number,
        title=heading,
        kind=Said(kind, shown.evidence) if kind else None,
        maker_name=maker.name,
        maker_role=maker.role,
        date=date,
        date_type=date_type if date else None,
        key_decision=key_decision(shadow, record),
        status=status,
        retrospective=_retrospective(shadow, record),
        related=_related(shadow, record, profile),
    )


def _maker(shadow: Shadow, record: Record, document_kind: str) -> makers.Maker:
    """Who decides: by the label, by the label of the member responsible, by the words after the date, who signs."""
    if (field := record.get("maker")) is not None:
        return makers.read(shadow, field.start, field.end)
    for field in record.fields:
        by = _BY.search(field.line) if field.key in {"due", "date"} else None
        if by is not None:
            found = makers.read(shadow, field.start + by.end(), field.start + len(field.line))
            if found.role is not None:
                return found
    if document_kind in _MADE and (field := record.get("director")) is not None:
        maker = makers.read(shadow, field.start, field.end)
        if maker.name is not None and maker.role is None and makers.kind(field.label) == "member":
            post = shadow.said(field.label_start, field.label_start + len(field.label), field.label)
            return makers.Maker(maker.name, post)
        return maker
    if (officer := _officer(shadow, record)).role is not None:
        return officer
    signer = _signer(shadow, record)
    headed = signer if signer.name is not None else _headed(shadow, record)
    return headed if headed.role is not None else makers.speaking(shadow, record.start, record.end)


def _officer(shadow: Shadow, record: Record) -> makers.Maker:
    """Who decides where a log of officers' decisions says no more than "Officer: Head of Roads"."""
    field = next((f for f in record.fields if f.label.lower() in {"officer", "decision officer"} and f.text), None)
    if field is None or not posts.is_role(field.line):
        return makers.Maker()
    return makers.read(shadow, field.start, field.start + len(field.line))


def _headed(shadow: Shadow, record: Record) -> makers.Maker:
    """Who decides by the heading of a record: "Record of decision of the Cabinet"."""
    for line in first_after(shadow.lines, record.start, 12):
        if (match := _HEADED.match(line.text)) is not None:
            return makers.read(shadow, line.start + match.end(), line.end)
    return makers.Maker()


def _signer(shadow: Shadow, record: Record) -> makers.Maker:
    """The officer who signs with name and job title, where no label says who decides."""
    fields = [f for f in record.fields if f.key in {"signer", "jobtitle"}]
    for field, post in pairwise(fields):
        name = names.at(shadow.text, field.start, field.end) if field.key == "signer" else None
        if name is not None and post.key == "jobtitle" and post.start - field.start < 250:
            role = shadow.said(post.start, post.start + len(post.line), post.line)
            return makers.Maker(shadow.said(name.start, name.end, name.text), role)
    return makers.Maker()


def _kind(document_kind: str, maker: makers.Maker) -> str | None:
    if document_kind == "budget amendment":
        return "budget amendment"
    if document_kind == "record of officer decision":
        return "officer"
    return makers.kind(maker.role.value if maker.role else None)


def _number(shadow: Shadow, record: Record, profile: Profile) -> Said[str] | None:
    for field in record.fields:
        if field.key != "number" or not field.text:
            continue
        for pattern in (*profile.decision_numbers, r"[A-Za-z]{0,8}[-/ ]?\d[\w/.-]{0,18}"):
            found = re.match(rf"(?:no\.?:?\s*)?(?P<number>{pattern})(?![\w/])", field.line, re.IGNORECASE)
            if found is not None:
                start = field.start + found.start("number")
                return shadow.said(start, start + len(found["number"]), found["number"])
    numbers = re.compile("|".join(profile.decision_numbers[:2]))
    filed = next((f for f in record.fields if f.key == "implications" and numbers.fullmatch(f.line)), None)
    return shadow.said(filed.start, filed.start + len(filed.line), filed.line) if filed is not None else None


def key_decision(shadow: Shadow, record: Record) -> Said[bool] | None:
    """Whether the form says that the decision is key: yes or no, or the criterion that makes it one."""
    for field in record.fields:
        if field.key != "key":
            continue
        line = field.line
        if re.match(r"(?i)(?:yes\s*/\s*no|y/n)\b", line):
            continue
        start, end = field.start, field.start + len(line)
        if re.match(r"(?i)(?:no|n|non|not|false)\b", line):
            return shadow.said(start, end, False)
        if re.match(r"(?i)(?:yes|y|true|key)\b", line) or _CRITERION.match(line):
            return shadow.said(field.label_start, end, True)
    return None


def _status(shadow: Shadow, record: Record, document_kind: str, date_type: str | None) -> Said[str]:
    field = record.get("status")
    told = status_of(field.line) if field is not None else None
    if told == "proposed" and document_kind != "forward plan" and (resolved := _resolved(shadow, record)) is not None:
        return resolved  # a page that nobody brought up to date
    if field is not None and told is not None:
        return shadow.said(field.start, field.start + len(field.line), told)
    if (
        document_kind == "budget amendment"
        and (voted := _VOTED.search(shadow.text, record.start, record.end)) is not None
    ):
        return shadow.said(voted.start(), voted.end(), status_of(voted["told"]) or "proposed")
    proposed = document_kind in {"proposed record of decision", "forward plan", "budget amendment"}
    proposed = (proposed or date_type == "due" or _asked(record)) and date_type != "signed"
    at = next(iter(record.fields))
    name = "called in" if document_kind == "call-in" else "proposed" if proposed else "taken"
    return shadow.said(at.label_start, max(at.start, at.label_start + 1), name)


def _resolved(shadow: Shadow, record: Record) -> Said[str] | None:
    """The words of a page that say that its body has decided: "RESOLVED that" below the label of the decision."""
    made = next((f for f in record.fields if f.key == "decision" and not f.label.lower().startswith("proposed")), None)
    match = _SAYS.search(shadow.text, made.start, record.end) if made is not None else None
    return shadow.said(*match.span(), "taken") if match is not None else None


_SAYS = re.compile(r"\b(?:RESOLVED|AGREED)\b|\bResolved:|\b[Ii]t was resolved\b")


def _asked(record: Record) -> bool:
    """Whether a page says what decision is proposed, and neither how nor when it was taken."""
    labels = [f.label.lower() for f in record.fields if f.key == "decision"]
    keys = {f.key for f in record.fields}
    only_argued = "reasons" in keys and not keys & {"maker", "decision", "signer"}
    taken = keys & {"status", "date", "published", "effective"}
    return not taken and (bool(labels) or only_argued) and all(label.startswith("proposed") for label in labels)


def _retrospective(shadow: Shadow, record: Record) -> Said[bool] | None:
    field = record.get("decision", "title")
    found = re.search(r"(?i)\bretrospectiv\w+", shadow.text[field.start : field.end]) if field else None
    if field is None or found is None:
        return None
    return shadow.said(field.start + found.start(), field.start + found.end(), True)


def _related(shadow: Shadow, record: Record, profile: Profile) -> tuple[Said[Relation], ...]:
    found: dict[str, Said[Relation]] = {}
    for field, start, end in related_stretches(record):
        relation = "carries out" if re.search(r"relates|authori", field.label, re.IGNORECASE) else "related"
        for match in re.finditer("|".join(profile.decision_numbers[:3]), shadow.text[start:end]):
            at = start + match.start()
            value = Relation(ref=match[0], relation=relation)
            found.setdefault(match[0], shadow.said(at, at + len(match[0]), value))
    return tuple(found.values())


def related_stretches(record: Record) -> list[tuple[Field, int, int]]:
    """Where a record names the decisions that it relates to."""
    stretches = []
    for index, field in enumerate(record.fields):
        if field.key == "related":
            ends = [f.label_start for f in record.fields[index + 1 :] if f.key != "other"]
            stretches.append((field, field.start, min([field.start + 500, record.end, *ends])))
    return stretches
