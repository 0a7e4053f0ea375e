"""When a record was decided: its labelled dates, the date of its signature, the day on which a body is to decide."""

import re

from councilgraph.extract import dates
from councilgraph.extract.decisions.record import Record
from councilgraph.extract.fields import Field
from councilgraph.extract.people import names
from councilgraph.extract.shadow import Shadow, starting_in
from councilgraph.extract.sieve import Sieve
from councilgraph.model import PartialDate, Said

_DECIDING = Sieve(
    r"\b(?:decision|decided|determin\w+) (?:by|at) (?:the )?(?:Cabinet|Executive|County Council|Full Council|Council)"
)
_SIGNED = re.compile(r"(?i)\b(?:signed|signature)\b|[._…]{6,}")
_SENTENCE = re.compile(r"(?i)\W*(?:on|by|of|in|to|at)\W*")  # "… will be discussed by the committee / on 4 March."


def decided(shadow: Shadow, record: Record, document_kind: str) -> tuple[Said[PartialDate] | None, str | None]:
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
    if (due := _due(record, document_kind)) is not None:
        found = next((f for f in dates.find(shadow.text, due.start, min(due.end, due.start + 80)) if f.date), None)
        return (shadow.said(found.start, found.end, found.date), "due") if found and found.date else (None, None)
    if document_kind in {"forward plan", "call-in", "budget amendment"}:
        return None, None
    if (due := record.get("due")) is not None:
        found = next((f for f in dates.find(shadow.text, due.start, min(due.end, due.start + 80)) if f.date), None)
        if found is not None and found.date is not None:
            return shadow.said(found.start, found.end, found.date), "due"
    if (made := record.label("decision")) is not None:
        found = dates.first(made.line)
        if found is not None and found.date is not None and found.end >= len(made.line):
            return shadow.said(made.start + found.start, made.start + found.end, found.date), "taken"
    if (signed := _signed(shadow, record)) is not None:
        return signed, "signed"
    return _foreseen(shadow, record)


def _due(record: Record, document_kind: str) -> Field | None:
    """The label that says when a decision is due; in plans some print that beside "Decision"."""
    if document_kind not in {"forward plan", "decision details"}:
        return None
    made = record.get("decision") if document_kind == "forward plan" else None
    early = made is not None and re.match(r"(?i)(?:not before|before|between|on|by|in)\b|\d", made.line)
    return record.get("due") or (made if early else None)


def _signed(shadow: Shadow, record: Record) -> Said[PartialDate] | None:
    """A date that stands alone, or beside the dots of a signature, in the last lines of a record."""
    lines = starting_in(shadow.lines, record.start, record.end)[-12:]
    for line in reversed(lines):
        found = dates.first(shadow.text, line.start, line.end)
        if found is None or found.date is None:
            continue
        rest = shadow.text[line.start : found.start] + shadow.text[found.end : line.end]
        if names.is_name(re.sub(r"(?i)\b(?:signed|dated?)\b|[^A-Za-z' .-]|[._]{4,}", " ", rest).strip(" .-")):
            return shadow.said(found.start, found.end, found.date)
        alone = len(re.sub(r"(?i)signed|signature|dated?|[a-z]+day|[^A-Za-z]", "", rest)) <= 3
        if alone and not _SENTENCE.fullmatch(rest):
            return shadow.said(found.start, found.end, found.date)
    return None


def _foreseen(shadow: Shadow, record: Record) -> tuple[Said[PartialDate] | None, str | None]:
    """The day on which a body is to decide, where the record says so."""
    for match in _DECIDING.finditer(shadow.text, record.start, record.end):
        found = dates.first(shadow.text, match.end(), match.end() + 40)
        if found is not None and found.date is not None:
            return shadow.said(found.start, found.end, found.date), "meeting"
    return None, None
