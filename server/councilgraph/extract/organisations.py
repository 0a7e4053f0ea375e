"""Organisations and committees by the names printed."""

import re

from councilgraph.extract.shadow import Shadow
from councilgraph.model import DocumentFact, Evidence, OrganisationFact

_WORD = r"[A-Z][A-Za-z'&-]*"
_JOIN = (
    r"(?:\s(?:of|for|and|the|&|in|on|with|upon)){0,2}\s|,\s(?=[A-Z][a-z]+(?:\s|,)(?:.{0,40})(?:Committee"
    r"|Board|Panel))"
)
_NAMED = re.compile(
    rf"(?:{_WORD}(?:{_JOIN})){{1,9}}(?P<kind>Cabinet Committee|Sub-Committee|Committee|Board|Panel|Council"
    rf"|Partnership|Trust|Foundation|"
    r"Ltd|Limited|LLP|PLC|plc|CIC|Association|University|College|Society|Charity|Agency|Authority|Alliance"
    r"|Federation|Consortium|Group plc)\b"
)
_SUPPLIED = re.compile(
    r"(?:delivered by|provided by|run by|contract (?:with|to)|awarded to|award .{0,60}? to|supplier:?"
    r"|provider:?|contractor:?|paid to)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w'&.-]*(?:\s(?:[A-Z][\w'&.-]*|of|and|&)){0,5})"
)
_LEAD = re.compile(
    r"^(?:(?:The|In|At|By|To|From|For|Of|And|Under|With|Following|This|That|All|Each|If|When|As|Report|Full"
    r"|Meeting)\s)+"
)
_NOT = re.compile(
    r"(?i)^(?:the|a|this|that|full|county|district|borough|parish|town|city|local|cabinet|public|housing"
    r"|member)?\s?(?:council|committee|board|panel|authority|agency|trust|group|partnership)$|^local authority$"
)


def organisations(shadow: Shadow, paper: DocumentFact) -> tuple[OrganisationFact, ...]:
    """Each organisation once, with its mentions; the council and the body of the paper first."""
    found: dict[str, tuple[str, str, list[Evidence]]] = {}
    if paper.council_name is not None:
        _add(found, paper.council_name.value, "council", paper.council_name.evidence[0])
    if paper.meeting_of is not None:
        _add(found, paper.meeting_of.value, "committee", paper.meeting_of.evidence[0])
    for match in _NAMED.finditer(shadow.text):
        name = _LEAD.sub("", " ".join(match[0].split()))
        if len(name.split()) < 2 or _NOT.match(name) or "\n" in match[0]:
            continue
        kind = match["kind"].lower()
        kind = (
            "council"
            if kind == "council"
            else "committee"
            if kind in {"cabinet committee", "committee", "sub-committee", "panel"}
            else "organisation"
        )
        _add(found, name, kind, shadow.evidence(match.end() - len(name), match.end()))
    for match in _SUPPLIED.finditer(shadow.text):
        name = re.sub(r"\s(?:of|and|&)$", "", match["name"]).rstrip(".")
        if len(name) > 3 and not _NOT.match(name):
            _add(found, name, "supplier", shadow.evidence(match.start("name"), match.start("name") + len(name)))
    return tuple(OrganisationFact(evidence=tuple(e), name=name, kind=kind) for name, kind, e in found.values())


def _add(found: dict[str, tuple[str, str, list[Evidence]]], name: str, kind: str, evidence: Evidence) -> None:
    key = re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
    entry = found.setdefault(key, (name, kind, []))
    if evidence not in entry[2]:
        entry[2].append(evidence)
