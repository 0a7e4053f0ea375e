"""Decisions told by a form or page: one record with labels, or several in one file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from councilgraph.extract import dates, makers, names
from councilgraph.extract.councils import Profile
from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, PartialDate, Relation, Said

_HEAD = ("maker", "number", "title")
_STATUS = (
    ("called in", r"called[- ]in"),
    ("rejected", r"reject|refus|not approved|lost"),
    ("deferred", r"defer"),
    ("withdrawn", r"withdraw|abandon|cancel"),
    ("proposed", r"for determination|pending|due|proposed|awaiting|draft"),
    ("approved", r"approv"),
    ("agreed", r"agreed"),
    ("taken", r"implement|taken|made|complete|signed|subject to call|decided|determined"),
)
_MADE = {"record of decision", "decision details", "proposed record of decision"}
_DECIDING = re.compile(
    r"\b(?:decision|decided|determin\w+) (?:by|at) (?:the )?(?:Cabinet|Executive|County Council|Full Council|Council)"
)
_BY = re.compile(r"(?<=\d{4}) (?:by|[-–]) (?:the )?(?=[A-Z])")
_SIGNED = re.compile(r"(?i)\b(?:signed|signature)\b|[._…]{6,}")
_CRITERION = re.compile(
    r"(?i).{0,60}(?:exceed|more than|over £|affects|significant|in excess|criteri"
    r"|expenditure)"
)


@dataclass(frozen=True)
class Record:
    """The fields of one decision, with the stretch of the paper that they fill."""

    fields: tuple[Field, ...]
    start: int
    end: int

    def get(self, *keys: str) -> Field | None:
        """The first field of one of these kinds that has a value."""
        return next((f for key in keys for f in self.fields if f.key == key and f.text), None)

    def label(self, *keys: str) -> Field | None:
        """The first field of one of these kinds, with or without value."""
        return next((f for f in self.fields if f.key in keys), None)


def split(shadow: Shadow, fields: Sequence[Field], form: bool = False) -> list[Record]:
    """The records of a paper: a new one starts where the label that opened the first comes again.

    A `form` without number, title and maker is one record, if it says what was decided or is to be.
    """
    opener = next((f for f in fields if f.key in _HEAD), None)
    if opener is None:
        told = form and any(f.key in {"decision", "key", "status", "due", "proposer"} for f in fields)
        return [Record(tuple(fields), 0, len(shadow.text))] if told else []
    starts = [opener]
    for field in fields:
        again = field.key == opener.key and field.label.lower() == opener.label.lower()
        if again and field.text and field.line != starts[-1].line and field.label_start > starts[-1].start:
            starts.append(field)
    records = []
    for index, first in enumerate(starts):
        begin = 0 if index == 0 else _opening(shadow, first.label_start)
        end = _opening(shadow, starts[index + 1].label_start) if index + 1 < len(starts) else len(shadow.text)
        inside = tuple(f for f in fields if begin <= f.label_start < end)
        clipped = tuple(
            f if f.end <= end else replace(f, end=end, text=f.text[: max(0, end - f.start)]) for f in inside
        )
        records.append(Record(clipped, begin, end))
    return records


def _opening(shadow: Shadow, label_start: int) -> int:
    """Where a record begins whose first label stands here: its title may stand on the line above."""
    above = [line for line in shadow.lines if line.end <= label_start][-1:]
    return above[0].start if above and len(above[0].text) < 160 and ":" not in above[0].text else label_start


def decision(shadow: Shadow, record: Record, document_kind: str, profile: Profile) -> DecisionFact | None:
    """The decision that a record tells, None where it tells neither number nor title nor decision."""
    number = _number(shadow, record, profile)
    heading = title(shadow, record)
    if document_kind == "call-in" and (decided := record.get("decision")) is not None:
        number, heading = _called_in(shadow, decided, profile, number, heading)
    if number is None and heading is not None:
        number, heading = _numbered(shadow, heading, profile)
    if document_kind == "budget amendment":
        number, heading = number or _amendment(shadow, record), heading or _amended(shadow, record)
    if number is None and heading is None:
        return None
    maker = _maker(shadow, record, document_kind)
    date, date_type = _date(shadow, record, document_kind)
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


def _amendment(shadow: Shadow, record: Record) -> Said[str] | None:
    """The number of an amendment in its heading: "Amendment No. 2"."""
    match = re.compile(r"(?i)\bamendment (?:no\.?|number) ?(?P<number>\w{1,3})\b").search(shadow.text, record.start)
    return shadow.said(match.start("number"), match.end("number"), match["number"]) if match else None


def _amended(shadow: Shadow, record: Record) -> Said[str] | None:
    """What an amendment is about, where no label says so: the words after who proposes it."""
    match = re.compile(r"(?m:^)Proposed by [^\n:]{3,60}: (?P<title>[A-Z][^\n]{6,120})").search(shadow.text)
    return shadow.said(match.start("title"), match.end("title"), clean_title(match["title"])) if match else None


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
    return _signer(shadow, record)


def _called_in(
    shadow: Shadow, decided: Field, profile: Profile, number: Said[str] | None, heading: Said[str] | None
) -> tuple[Said[str] | None, Said[str] | None]:
    """Number and title of the decision that was called in, where they stand under "Decision"."""
    match = re.match(
        rf"(?P<number>{'|'.join(profile.decision_numbers[:3])})\s*[-–:]?\s+(?P<title>[A-Z].{{4,}})", decided.line
    )
    if match is None:
        return number, heading
    at = decided.start + match.start("title")
    return (
        shadow.said(decided.start, decided.start + len(match["number"]), match["number"]),
        shadow.said(at, at + len(match["title"]), clean_title(match["title"])),
    )


def _numbered(shadow: Shadow, heading: Said[str], profile: Profile) -> tuple[Said[str] | None, Said[str] | None]:
    """Number and title of a heading such as "25/00031 - Bus services"."""
    numbers = "|".join(profile.decision_numbers[:3])
    match = re.match(
        rf"(?P<number>{numbers})\s*[-–:]\s+(?P<title>.{{4,}})|(?P<filed>\d\d[_-]\d{{4,5}})\s(?P<rest>.{{4,}})"
        rf"|(?P<before>.{{4,}}?)\s\((?P<last>{numbers})\)$",
        heading.value,
    )
    if match is None:
        return None, heading
    start = shadow.position(heading.evidence[0].start)
    if match["last"]:
        start += match.start("last")
        return shadow.said(start, start + len(match["last"]), match["last"]), Said(match["before"], heading.evidence)
    printed = match["number"] or match["filed"]
    number = shadow.said(start, start + len(printed), re.sub("[_-]", "/", printed) if match["filed"] else printed)
    return number, Said(match["title"] or match["rest"], heading.evidence)


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
    return None


def title(shadow: Shadow, record: Record) -> Said[str] | None:
    """The title of a record: from its label, else the line that stands alone before the decision."""
    field = record.get("title")
    if field is not None:
        end = field.start + len(_title_text(shadow, field))
        return shadow.said(field.start, end, clean_title(shadow.text[field.start : end]))
    decision = record.label("decision")
    first = record.label("maker", "number", "key", "status")
    lines = []
    if decision is not None:
        head = max((f.label_start for f in record.fields if f.label_start < decision.label_start), default=0)
        lines = [p for p in shadow.paragraphs if head < p.start < decision.label_start]
    if first is not None and not any(map(_is_title, lines)):
        lines = [p for p in shadow.paragraphs if record.start <= p.start < first.label_start]
    best = next((line for line in reversed(lines) if _is_title(line)), None)
    return shadow.said(best.start, best.end, clean_title(best.text)) if best else None


def _is_title(line: object) -> bool:
    text = str(getattr(line, "text", ""))
    form = re.search(
        r"(?i)record of|decision details|issue details|^decision notice|council$|^for publication"
        r"|criteria",
        text,
    )
    return 8 < len(text) < 180 and form is None and text[-1] not in ".:;" and text[:1].isalnum()


def _title_text(shadow: Shadow, field: Field) -> str:
    """The lines of a title: those that follow without a blank line, three at most."""
    lines = field.text.split("\n")
    text = lines[0]
    for line in lines[1:3]:
        position = field.start + len(text)
        gap = shadow.source.text[
            shadow.offsets[position - 1] : shadow.offsets[min(position + 1, len(shadow.offsets) - 1)]
        ]
        if gap.count("\n") > 1 or len(text) > 200 or text.endswith((".", "?")) or re.match(r"[•(]|\d+\.", line):
            break
        if (len(line) < 12 and not line[:1].islower()) or re.match(r"[A-Z][\w' ]{2,40}:\s", line):
            break
        if len(text) < 40 and not re.search(r"[–,&-]$|\b(?:of|and|for|the)$", text):
            break
        text += "\n" + line
    return text


def clean_title(text: str) -> str:
    """A title on one line, without page references at its end."""
    plain = " ".join(text.replace("@", " at ").split())
    plain = re.sub(
        r"\s*\((?:Pages?|Item|Agenda Item)\s[\d\s–-]+\)$|\s*(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B.*$", "", plain
    )
    return plain.strip(" .:;–-")


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
    for name, pattern in _STATUS if field is not None else ():
        assert field is not None
        if re.search(pattern, field.line, re.IGNORECASE):
            return shadow.said(field.start, field.start + len(field.line), name)
    proposed = document_kind in {"proposed record of decision", "forward plan", "budget amendment"}
    if proposed and date_type == "signed":
        proposed = False
    at = next(iter(record.fields))
    name = "called in" if document_kind == "call-in" else "proposed" if proposed else "taken"
    return shadow.said(at.label_start, max(at.start, at.label_start + 1), name)


def _date(shadow: Shadow, record: Record, document_kind: str) -> tuple[Said[PartialDate] | None, str | None]:
    """When it was decided: a labelled date, else that of the signature, else one standing alone at the foot."""
    for field in record.fields:
        if field.key == "date" and field.text:
            found = dates.first(shadow.text, field.start, min(field.end, field.start + 120))
            if found is not None and found.date is not None and found.start - field.start < 40:
                label = field.label.lower()
                near = shadow.text[max(0, field.label_start - 120) : field.label_start]
                kind = (
                    "meeting"
                    if "meeting" in label
                    else "signed"
                    if "sign" in label or _SIGNED.search(near)
                    else "taken"
                )
                return shadow.said(found.start, found.end, found.date), kind
    if (due := record.get("due")) is not None and document_kind in {"forward plan", "decision details"}:
        found = next((f for f in dates.find(shadow.text, due.start, min(due.end, due.start + 80)) if f.date), None)
        return (shadow.said(found.start, found.end, found.date), "due") if found and found.date else (None, None)
    if document_kind in {"forward plan", "call-in", "budget amendment"}:
        return None, None
    if (signed := _signed(shadow, record)) is not None:
        return signed, "signed"
    return _foreseen(shadow, record)


def _signed(shadow: Shadow, record: Record) -> Said[PartialDate] | None:
    """A date that stands alone, or beside the dots of a signature, in the last lines of a record."""
    lines = [line for line in shadow.lines if record.start <= line.start < record.end][-12:]
    for line in reversed(lines):
        found = dates.first(shadow.text, line.start, line.end)
        if found is None or found.date is None:
            continue
        rest = shadow.text[line.start : found.start] + shadow.text[found.end : line.end]
        if names.is_name(re.sub(r"(?i)\b(?:signed|dated?)\b|[^A-Za-z' .-]|[._]{4,}", " ", rest).strip(" .-")):
            return shadow.said(found.start, found.end, found.date)
        if len(re.sub(r"(?i)signed|signature|dated?|[a-z]+day|[^A-Za-z]", "", rest)) <= 3:
            return shadow.said(found.start, found.end, found.date)
    return None


def _foreseen(shadow: Shadow, record: Record) -> tuple[Said[PartialDate] | None, str | None]:
    """The day on which a body is to decide, where the record says so."""
    for match in _DECIDING.finditer(shadow.text, record.start, record.end):
        found = dates.first(shadow.text, match.end(), match.end() + 40)
        if found is not None and found.date is not None:
            return shadow.said(found.start, found.end, found.date), "meeting"
    return None, None


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
