"""The stretches of a paper told apart, each decision of a list, each item of a meeting, and what facts are in each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from councilgraph.extract.decisions.items import items
from councilgraph.extract.shadow import Line, Shadow, last_before
from councilgraph.model import AmountFact, DecisionFact, DelegationFact, Facts, LegislationFact, RemarkFact, Said

Owned = TypeVar("Owned", AmountFact, DelegationFact, LegislationFact, RemarkFact)

_MEETINGS = frozenset(("minutes", "decision list"))
_LISTED = re.compile(r"\d{1,2}/\d{1,2}/\d{4} [-–] (?=\S)(?P<title>.{5,300})")
_LIST_MARKS = re.compile(r"^(?:[A-Z]{0,4}/?\d\d/\d{2,5}(?:\([a-z]\))? ?[-–] )|\s+ref: ?\d+\b.*$")
_MARKED = re.compile(r"[-–•*] (?P<title>[A-Z][^.;:]{3,80}[^.;:,\s])")  # items that a mark opens, not a number
_INLINE = re.compile(
    r"(?<![A-Z] )\b[A-Z][A-Z0-9&'/-]*(?: [A-Z0-9&'/,-]+){1,9}(?=[.:] )"
)  # a heading amid a run-on page
_MOVED_ON = re.compile(  # the first words of what was said or resolved, not a title
    r"\b(?:RESOLVED|[Aa]greed|[Aa]pproved|noted|reported|introduced|outlined)\b"
    r"|^(?:It was|That|Cllr|Councillor|Members|No )\b"
    r"|^The (?:Clerk|Chair\w*|Council|Committee|Cabinet|[Mm]eeting|Parish|Board|Executive)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a paper: its text, the facts that are of it, and the decision that it tells."""

    shadow: Shadow
    facts: Facts
    decision: int | None


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a stretch begins, with its title where it has one and the decision that it is of."""

    start: int
    title: Said[str] | None
    decision: int | None


def scopes(shadow: Shadow, facts: Facts) -> list[Scope]:
    """The stretches of a paper with several decisions or items; the whole paper where it has one."""
    own = [index for index, fact in enumerate(facts.decisions) if fact.subject]
    heads = _heads(shadow, facts)
    if len(heads) < 2:
        return [Scope(shadow, facts, own[0] if len(own) == 1 else None)]
    lead = [_Head(0, None, None)] if heads[0].start > 0 else []
    return [_scope(shadow, facts, head, end) for head, end in _stretches([*lead, *heads], len(shadow.text))]


def owned(shadow: Shadow, facts: Facts) -> Facts:
    """The facts of a paper, each sum, law, delegation and remark with the decision in whose stretch it stands."""
    own = [index for index, fact in enumerate(facts.decisions) if fact.subject]
    heads = _heads(shadow, facts) if len(own) > 1 else []
    lone = own[0] if len(own) == 1 else None
    return replace(
        facts,
        amounts=_assigned(shadow, facts.amounts, heads, None),
        legislation=_assigned(shadow, facts.legislation, heads, lone),
        delegations=_assigned(shadow, facts.delegations, heads, lone),
        remarks=_assigned(shadow, facts.remarks, heads, lone),
    )


def _assigned(
    shadow: Shadow, facts: Sequence[Owned], heads: Sequence[_Head], otherwise: int | None
) -> tuple[Owned, ...]:
    """Facts, each with the decision of the stretch in which its first passage stands."""
    if not heads:
        return tuple(replace(fact, decision=otherwise) for fact in facts)
    starts = [head.start for head in heads]
    places = [bisect_right(starts, shadow.position(fact.evidence[0].start)) - 1 for fact in facts]
    owners = [heads[place].decision if place >= 0 else None for place in places]
    return tuple(replace(fact, decision=owner) for fact, owner in zip(facts, owners, strict=True))


def _stretches(heads: Sequence[_Head], last: int) -> list[tuple[_Head, int]]:
    return [(h, heads[i + 1].start if i + 1 < len(heads) else last) for i, h in enumerate(heads)]


def _heads(shadow: Shadow, facts: Facts) -> list[_Head]:
    """The heads of a list's entries, of a meeting's items, and of decisions within them, in order."""
    listed = [_Head(p.start, _listed_title(shadow, p.start, m), None) for p, m in _entries(shadow)]
    placed = listed if listed else _items(shadow) if facts.document.kind.value in _MEETINGS else []
    heads = {head.start: head for head in placed}
    decided = {shadow.position(start): index for start, index in _starts(facts, bool(placed))}
    for at, index in sorted(decided.items()):
        above = max((h.start for h in placed if h.start <= at), default=None)
        taken = above is not None and heads[above].decision is not None
        if above is not None and not taken:
            heads[above] = replace(heads[above], decision=index)
        elif above is None or at > above:
            title = heads[above].title if above is not None else None
            own = _title(facts.decisions[index])
            lead = _heading_before(shadow, at) if own is None and title is None else None
            heads[lead[0] if lead else at] = _Head(lead[0] if lead else at, own or title or (lead and lead[1]), index)
    return [heads[at] for at in sorted(heads)]


def _starts(facts: Facts, within_items: bool) -> list[tuple[int, int]]:
    """Where each own decision stands: within an item by the words that decide, else by its first words."""
    if within_items and facts.document.kind.value in _MEETINGS:
        return [(f.evidence[0].start, i) for i, f in enumerate(facts.decisions) if f.subject]
    return [(_start(fact), index) for index, fact in enumerate(facts.decisions) if fact.subject]


def _start(fact: DecisionFact) -> int:
    """Where a decision starts in the original: with its title, number or minute."""
    said = [s for s in (fact.title, fact.number, fact.minute) if s is not None]
    return min([e.start for s in said for e in s.evidence] or [fact.evidence[0].start])


def _heading_before(shadow: Shadow, at: int) -> tuple[int, Said[str]] | None:
    """The line right above a decision that stands as its heading."""
    for line in last_before(shadow.lines, at, 1):
        bare = re.sub(r"^(?:[-•*]\s+|[\d/.-]{1,10}[.)]?\s+)", "", line.text)
        if 5 < len(bare) < 100 and bare[0].isupper() and bare[-1] not in ".;:," and not _MOVED_ON.search(bare):
            start = line.end - len(bare)
            return line.start, shadow.said(start, line.end, bare)
    inline = list(_INLINE.finditer(shadow.text, max(0, at - 600), at))[-1:]
    return next(((m.start(), shadow.said(m.start(), m.end(), m[0])) for m in inline), None)


def _entries(shadow: Shadow) -> list[tuple[Line, re.Match[str]]]:
    """The head lines of a page of decisions: date, number, title."""
    return [(p, m) for p in shadow.paragraphs if (m := _LISTED.match(p.text))]


def _listed_title(shadow: Shadow, start: int, match: re.Match[str]) -> Said[str] | None:
    bare = _LIST_MARKS.sub("", _LIST_MARKS.sub("", match["title"])).strip()
    at = shadow.text.find(bare, start) if bare else -1
    return shadow.said(at, at + len(bare), bare) if at >= 0 else None


def _items(shadow: Shadow) -> list[_Head]:
    found = items(shadow)
    marked = [(line, m) for line in shadow.lines if (m := _MARKED.fullmatch(line.text))]
    if len(found) < 2 and len(marked) > 2:
        return [_Head(line.start, shadow.said(line.start + 2, line.end, m["title"]), None) for line, m in marked]
    return [
        _Head(i.start, shadow.said(i.title_start, max(i.title_end, i.title_start + 1), i.title), None) for i in found
    ]


def _title(fact: DecisionFact) -> Said[str] | None:
    """A decision's title, unless it is the first words of what was resolved."""
    return None if fact.title is None or _MOVED_ON.search(fact.title.value) else fact.title


def _scope(shadow: Shadow, facts: Facts, head: _Head, end: int) -> Scope:
    own = facts.decisions[head.decision] if head.decision is not None else None
    title = head.title if head.title is not None and not _MOVED_ON.search(head.title.value) else None
    kept = replace(own, title=title or _title(own)) if own is not None else None
    named = title is not None or facts.document.kind.value in _MEETINGS
    paper = replace(facts.document, title=title) if named else facts.document
    within = replace(facts, decisions=(kept,) if kept is not None else (), document=paper)
    return Scope(cut(shadow, head.start, end), within, head.decision)


def cut(shadow: Shadow, start: int, end: int) -> Shadow:
    """A stretch of a shadow as a shadow of its own, over the same original."""
    first, last = bisect_left(shadow.breaks, start), bisect_left(shadow.breaks, end)
    inside = [b - start for b in shadow.breaks[first:last]]
    breaks = (*([] if inside[:1] == [0] else [0]), *inside)
    return Shadow(shadow.source, shadow.text[start:end], shadow.offsets[start:end], breaks)
