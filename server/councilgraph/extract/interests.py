"""Interests declared, and what a record notes of them: who declared one, a dispensation, who stayed away."""

import re
from collections.abc import Iterator

from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Shadow, starting_in
from councilgraph.model import RemarkFact

_FOOT = re.compile(r"(?i)(?:signed|signature|date|page \d+)\b|[._…]{4,}")
_NONE = re.compile(
    r"(?i)^\W*(?:there (?:are|is|was|were|have been) )?(?:none|nil|no|n/?a|not applicable|not any)\b"
    r"(?![^.;]{0,20}\b(?:other than|except|apart from|save)\b)"
    r"|\bno (?:\w+ ){0,4}(?:interests?|conflicts?|declarations?)\b|\bnone (?:was|were|has been|have been) declared\b"
)
_DECLARED = re.compile(
    r"(?i)\bdeclar(?:ed|es|ing|ations?)\b|\b(?:an?|the|has|have|had|pecuniary|personal|prejudicial) interest\b"
    r"|\bdispensation (?:was |is |has been )?(?:granted|given)\b|^\W*yes\b"
    r"|\b(?-i:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Leader|Mayor|Alderman)\b"
)
_TITLE = r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Alderman)\.?"
_NAME = r"(?:[A-Z][\w’'-]*\.?[ ]){0,3}[A-Z][\w’-]+"
_WHO = re.compile(
    rf"\b(?P<titled>{_TITLE} {_NAME})"
    rf"|(?:^|(?<=[.;] )|(?<=\n))(?P<plain>[A-Z][\w’'-]*\.?[ ]{_NAME})(?= (?:has |have )?declare[ds])"
)
_PART = r"[^.;\n]*"
_DISPENSED = re.compile(rf"(?i){_PART}\bdispensations?\b{_PART}")
_AWAY = re.compile(
    rf"(?i){_PART}\b(?:withdrew|left the (?:room|meeting|chamber)|(?:took|taking|take) no (?:further )?part"
    rf"|did not (?:take (?:any )?part|vote|participate))\b{_PART}"
)


def interests(shadow: Shadow, field: Field) -> Iterator[RemarkFact]:
    """What an entry on interests tells beside its own words: who declared one, and what became of it.

    A record is to note dispensations: uksi/2012/2089, regulations 12(2)(e), 13(2)(e) and 13(4)(e).
    """
    end = _end(shadow, field)
    entry = shadow.text[field.start : end]
    declared = standing(entry) == "declared"
    patterns = (("declared by", _WHO), ("dispensation", _DISPENSED), ("stayed away", _AWAY)) if declared else ()
    for kind, pattern in patterns:
        for match in pattern.finditer(entry):
            yield _remark(shadow, kind, *_trimmed(shadow.text, field.start + match.start(), field.start + match.end()))


def dispensations(shadow: Shadow, field: Field) -> Iterator[RemarkFact]:
    """What stands under a label of its own on dispensations."""
    end = _end(shadow, field)
    if shadow.text[field.start : end].strip(" \n.…_-"):
        first = re.match(r".{3,}?[.;](?=\s|$)|.+", shadow.text[field.start : end])
        yield _remark(
            shadow, "dispensation", *_trimmed(shadow.text, field.start, field.start + first.end() if first else end)
        )


def standing(entry: str) -> str:
    """Whether an entry on interests tells of one: declared, none, or "" where it leaves that open."""
    if "?" in entry:
        return ""
    if _NONE.search(entry) is not None:
        return "none"
    return "declared" if _DECLARED.search(entry) is not None else ""


def _end(shadow: Shadow, field: Field) -> int:
    within = starting_in(shadow.lines, field.start + 1, field.end)
    feet = (line.start for line in within if _FOOT.match(line.text))
    return next(feet, field.end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    start += len(said) - len(said.lstrip(" \n\t,–-"))
    return start, max(start, start + len(text[start:end].rstrip(" \n\t,.–-")))


def _remark(shadow: Shadow, kind: str, start: int, end: int) -> RemarkFact:
    text = " ".join(shadow.text[start:end].split())
    return RemarkFact(evidence=(shadow.evidence(start, end),), kind=kind, text=text[:200])
