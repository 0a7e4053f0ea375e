"""Short passages with a part to play: reasons, alternatives rejected, interests, consultations, definitions."""

import re
from collections.abc import Iterator, Sequence

from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Shadow
from councilgraph.model import RemarkFact

_KINDS = {"reasons": "reason", "alternatives": "alternative", "interests": "interest", "consultation": "consultation"}
_ITEM = re.compile(r"^(?:[•*-]\s+|\(?[a-z0-9]{1,3}[.)]\s+)")
_EMPTY = re.compile(r"(?i)^(?:signed|date|n/?a|[._…\s-]*|signed\s+date.*|page \d+.*)$")
_DEFINED = re.compile(
    r"(?P<whole>(?:\b[Aa]n?\s|['\"])(?P<term>[a-zA-Z][a-z]+(?:\s[a-z]+){0,3})['\"]?\s(?:is defined as|is (?:someone|a person|any person|anyone|a child|an? individual)|means)[: ]+(?P<meaning>[^.\n]{10,400}))"
)


def remarks(shadow: Shadow, fields: Sequence[Field]) -> tuple[RemarkFact, ...]:
    """The remarks of a paper, alternatives one by one, each cut to its first sentence or 200 characters."""
    return (*_labelled(shadow, fields), *_definitions(shadow))


def _labelled(shadow: Shadow, fields: Sequence[Field]) -> Iterator[RemarkFact]:
    for field in fields:
        kind = _KINDS.get(field.key)
        if kind is None or not field.text:
            continue
        paragraphs = [p for p in shadow.paragraphs if p.end > field.start and p.start < field.end]
        for paragraph in _chosen(kind, paragraphs[:8]):
            start, end = max(paragraph[0], field.start), min(paragraph[1], field.end)
            marker = _ITEM.match(shadow.text[start:end])
            start += marker.end() if marker else 0
            end = start + len(_sentence(shadow.text[start:end]))
            text = " ".join(shadow.text[start:end].split())
            if end > start and not _EMPTY.match(text):
                yield RemarkFact(evidence=(shadow.evidence(start, end),), kind=kind, text=text)


def _chosen(kind: str, paragraphs: Sequence[object]) -> list[tuple[int, int]]:
    spans = [(getattr(p, "start", 0), getattr(p, "end", 0), str(getattr(p, "text", ""))) for p in paragraphs]
    listed = [s for s in spans if _ITEM.match(s[2])]
    if kind == "alternative" and listed:
        return [(start, end) for start, end, _ in listed]
    return [(start, end) for start, end, text in spans if not _EMPTY.match(text)][: 1 if kind != "reason" else 2]


def _sentence(text: str) -> str:
    match = re.match(r"(?s).{3,}?[.;](?=\s|$)", text)
    sentence = match[0] if match is not None and len(match[0]) <= 200 else text
    return sentence if len(sentence) <= 200 else sentence[:200].rsplit(" ", 1)[0]


def _definitions(shadow: Shadow) -> Iterator[RemarkFact]:
    for match in _DEFINED.finditer(shadow.text):
        text = " ".join(match["whole"].split())
        start = match.start("whole")
        end = start + len(_sentence(match["whole"]))
        yield RemarkFact(evidence=(shadow.evidence(start, end),), kind="definition", text=text[:200], about=match["term"].lower())
