"""Legislation cited in a document: titles by table, provisions bound to their Act, short names, "the 1989 Act"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from councilgraph.extract import sureness
from councilgraph.extract.law.names import back_references, numbered, short
from councilgraph.extract.law.provisions import Citation, bound
from councilgraph.extract.law.statutes import statutes
from councilgraph.extract.law.titles import Mention, inside, named, outermost
from councilgraph.extract.shadow import Shadow
from councilgraph.model import Evidence, LegislationFact, Said


def legislation(shadow: Shadow) -> tuple[LegislationFact, ...]:
    """Each provision, or Act cited as a whole, once, with every passage that cites it."""
    grouped: dict[tuple[str, str], list[Citation]] = {}
    for citation in sorted(citations(shadow.text), key=lambda c: c.start):
        grouped.setdefault((citation.law.key, (citation.section or "").lower()), []).append(citation)
    return tuple(_fact(shadow, found) for found in grouped.values())


@lru_cache(24)
def citations(text: str) -> tuple[Citation, ...]:
    """The citations of a text; what is cited as a whole has no section."""
    found = mentions(text)
    everything = sorted([*found, *back_references(text, found)], key=lambda m: (m.start, -m.end))
    cited = [_closed(text, c) for c in bound(text, everything)]
    taken = {c.law.start for c in cited}
    whole = (m for m in found if m.sure and m.start not in taken and not _introduces(text, m, found))
    return (*cited, *(Citation(m.start, m.end, m, None) for m in whole))


def _closed(text: str, citation: Citation) -> Citation:
    """A citation with the bracket that it opens closed: "Local Government Act 1972 (Section 101)"."""
    printed = text[citation.start : citation.end]
    opened = printed.count("(") > printed.count(")") and text[citation.end : citation.end + 1] == ")"
    return replace(citation, end=citation.end + opened)


def mentions(text: str) -> list[Mention]:
    """The Acts and instruments that a text names in full, by short name, or by number."""
    full = [_linked(text, mention) for mention in named(text)]
    taken = [(m.start, m.end) for m in full]
    others = [*numbered(text, full), *short(text, statutes(), full)]
    return sorted([*full, *(m for m in outermost(others) if not inside(m, taken))], key=lambda m: (m.start, -m.end))


def _linked(text: str, mention: Mention) -> Mention:
    """What no table knows, by the address that is printed right behind its name."""
    link = _LINK.match(text, mention.end) if mention.id is None else None
    return replace(mention, id=link["id"]) if link is not None else mention


_LINK = re.compile(r"[^\n.;]{0,40}?https?://(?:www\.)?legislation\.gov\.uk/(?P<id>[a-z]{3,5}/\d{4}/\d{1,4})\b")


def _introduces(text: str, short_name: Mention, found: Sequence[Mention]) -> bool:
    """Whether a short name only stands in brackets behind the title that it is short for."""
    bracket = _BRACKET.search(text, max(0, short_name.start - 12), short_name.start)
    return bracket is not None and any(m.id == short_name.id and m.end == bracket.start() for m in found)


_BRACKET = re.compile(r"\s?[(\[](?:the )?[\"']?(?:the )?$")


def _fact(shadow: Shadow, found: Sequence[Citation]) -> LegislationFact:
    first = found[0]
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(shadow.evidence(c.start, c.end) for c in found))
    section = Said(first.section, evidence) if first.section else None
    cited_as = " ".join(evidence[0].quote.split())
    return LegislationFact(
        evidence,
        title=_sure(Said(first.law.title, evidence), found),
        cited_as=Said(cited_as, evidence[:1]),
        id=first.law.id,
        section=section,
    )


def _sure(title: Said[str], found: Sequence[Citation]) -> Said[str]:
    """The title of what is cited, as sure as the surest of its citations."""
    said = [sureness.unsure(title, one.law.rule) if one.law.rule else title for one in found]
    return max(said, key=lambda one: one.confidence)
