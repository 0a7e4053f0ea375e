"""Short passages with a part to play: reasons, alternatives rejected, interests, consultations, definitions."""

import re
from collections.abc import Iterator, Sequence

from councilgraph.extract import interests
from councilgraph.extract.fields import Field
from councilgraph.extract.people import motions
from councilgraph.extract.shadow import Line, Shadow, touching
from councilgraph.extract.sieve import Sieve
from councilgraph.model import RemarkFact

_KINDS = {"reasons": "reason", "alternatives": "alternative", "interests": "interest", "consultation": "consultation"}
_ITEM = re.compile(r"^(?:[•*-]\s+|\(?[a-z0-9]{1,3}[.)]\s+)")
_OPTION = re.compile(rf"{_ITEM.pattern}|^\d{{1,2}}\.\d{{1,2}}\s+|^(?=Option \w{{1,3}}\s?[:–-]\s|To [a-z]+ )")
_HEADING = re.compile(r"(?:[A-Z]{0,4}/?\d[\d./]*[.)]?\s+)?[^a-z\n]{6,}|[A-Z][^.:;\n]{3,60}:")
_EMPTY = re.compile(r"(?i)^(?:signed|date|n/?a|[._…\s-]*|signed\s+date.*|page \d+.*)$")
_DEFINED = Sieve(
    r"(?P<whole>(?:\b[Aa]n?\s|['\"])(?P<term>[a-zA-Z][a-z]+(?:\s[a-z]+){0,3})['\"]?\s"
    r"(?:is defined as|is (?:someone|a person|any person|anyone|a child|an? individual)|means)[: ]+"
    r"(?P<meaning>[^.\n]{10,400}))"
)
_LIMIT = (
    r"(?:who (?:is|are) |aged |up to )*(?:(?:under|over|above|below)(?: the)?(?: age(?: of)?)?|younger than"
    r"|older than)"
    r" \d{1,3}\b|(?:who (?:is|are) )?(?:aged )?\d{1,3} (?:or|and) (?:under|over|above|below|younger|older)\b"
)
_NO_RECORD = Sieve(
    r"(?i)\b(?:no|without an?) (?:formal|written|signed|official) record\b[^.\n]{0,60}"
    r"|\b(?:formal |written |signed |official )?record (?:of|for) [^.\n]{3,90}?"
    r"(?:is|are|was|were|has|have|can|could) (?:not|no longer) (?:be |been )?"
    r"(?:available|found|held|kept|made|located)\b"
)
_UNCHANGED = Sieve(
    r"(?i)\b(?:budgets?|funding|spend|price|contract value)\b[^.\n]{0,60}?\b"
    r"(?:(?:remained|stayed|been) (?:the same|unchanged|static|flat|at the same level)|not (?:changed"
    r"|increased|risen))"
    r" since (?:\w+ ){0,2}(?P<year>(?:19|20)\d{2})\b"
)


def remarks(shadow: Shadow, fields: Sequence[Field]) -> tuple[RemarkFact, ...]:
    """The remarks of a paper, alternatives one by one, each cut to its first sentence or 200 characters."""
    definitions = tuple(_definitions(shadow))
    terms = {fact.about for fact in definitions}
    told = (*_limits(shadow, terms), *_missing(shadow), *_unchanged(shadow), *motions.motions(shadow, fields))
    return (*_labelled(shadow, fields), *definitions, *told)


def _labelled(shadow: Shadow, fields: Sequence[Field]) -> Iterator[RemarkFact]:
    for field in fields:
        kind = _KINDS.get(field.key)
        if field.key == "dispensations":
            yield from interests.dispensations(shadow, field)
        if field.key == "interests":
            yield from interests.interests(shadow, field)
        if kind is None or not field.text:
            continue
        paragraphs = touching(shadow.paragraphs, field.start, field.end)
        for paragraph in _chosen(kind, _up_to_heading(paragraphs[:8])):
            start, end = max(paragraph[0], field.start), min(paragraph[1], field.end)
            marker = (_OPTION if kind == "alternative" else _ITEM).match(shadow.text[start:end])
            start += marker.end() if marker else 0
            end = start + len(_sentence(shadow.text[start:end]))
            text = " ".join(shadow.text[start:end].split())
            if end > start and not _EMPTY.match(text):
                about = interests.standing(field.text) if kind == "interest" else ""
                yield RemarkFact(evidence=(shadow.evidence(start, end),), kind=kind, text=text, about=about)


def _up_to_heading(paragraphs: Sequence[Line]) -> Sequence[Line]:
    """The paragraphs of an entry before the heading of what follows it: the next item, or a label that is not known."""
    headed = (index for index, one in enumerate(paragraphs) if index and _HEADING.fullmatch(one.text))
    return paragraphs[: next(headed, len(paragraphs))]


def _chosen(kind: str, paragraphs: Sequence[Line]) -> list[tuple[int, int]]:
    told = [one for one in paragraphs if not _EMPTY.match(one.text)]
    if kind == "alternative" and (listed := [one for one in told if _OPTION.match(one.text)]):
        return [(one.start, one.end) for one in listed]
    return [(one.start, one.end) for one in told][: 1 if kind != "reason" else 2]


def _sentence(text: str) -> str:
    match = re.match(r"(?s).{3,}?[.;](?=\s|$)", text)
    sentence = match[0] if match is not None and len(match[0]) <= 200 else text
    return sentence if len(sentence) <= 200 else sentence[:200].rsplit(" ", 1)[0]


def _definitions(shadow: Shadow) -> Iterator[RemarkFact]:
    for match in _DEFINED.finditer(shadow.text):
        text = " ".join(match["whole"].split())
        start = match.start("whole")
        end = start + len(_sentence(match["whole"]))
        yield RemarkFact(
            evidence=(shadow.evidence(start, end),), kind="definition", text=text[:200], about=match["term"].lower()
        )


def _limits(shadow: Shadow, terms: set[str]) -> Iterator[RemarkFact]:
    """Terms that the paper defines, where it sets a limit of age beside them: what they mean there."""
    for term in sorted(terms):
        for match in re.finditer(rf"(?i)\b{re.escape(term)}s? (?:{_LIMIT})", shadow.text):
            yield RemarkFact(evidence=(shadow.evidence(*match.span()),), kind="definition", text=match[0], about=term)


def _missing(shadow: Shadow) -> Iterator[RemarkFact]:
    """Where a paper says itself that a record is not available."""
    for match in _NO_RECORD.finditer(shadow.text):
        yield RemarkFact(evidence=(shadow.evidence(*match.span()),), kind="missing record", text=match[0].strip())


def _unchanged(shadow: Shadow) -> Iterator[RemarkFact]:
    """Where a budget is said to be the same since a year."""
    for match in _UNCHANGED.finditer(shadow.text):
        evidence = (shadow.evidence(*match.span()),)
        yield RemarkFact(evidence=evidence, kind="unchanged budget", text=match[0], about=match["year"])
