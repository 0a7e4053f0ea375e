"""Provisions bound to the law that they stand beside; one that stands beside none is no law."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from councilgraph.extract.law.citations import Provision, provisions
from councilgraph.extract.law.names import BEFORE
from councilgraph.extract.law.titles import Mention


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention with the provision cited of it, over the printed stretch."""

    start: int
    end: int
    law: Mention
    section: str | None


_TO_LAW = re.compile(
    r"(?:[\s,]|\b(?:of|in|to|under|from|within|[Tt]he|and|or|both|UK|retained|assimilated|former)\b|&|\([^()]{0,80}\))*"
)
_LINK = re.compile(r"\b(?:of|in|to|under|from|within)\b")
_FROM_LAW = re.compile(
    r"[\s,(:\[–-]*(?:(?:and|&)(?: under| also under)?\s)?"
    r"(?:(?:specifically|in particular|particularly|including|see|especially|notably|namely|e\.g\.|i\.e\.|"
    r"as amended|\(as amended\)|\(?SI \d{4}/\d+\)?|and its|its)[\s,:(–-]*)*"
)
_ELSEWHERE = re.compile(
    r"\s(?:of|in|to)\s(?:the|this|that|our|its)\s|\s(?:agreements?|contributions?"
    r"|officer|monies|obligations?|funding|notice)\b",
    re.IGNORECASE,
)


def bound(text: str, named: Sequence[Mention]) -> Iterator[Citation]:
    """Each provision with the law that it stands beside; one that stands beside none is no law.

    But for another subsection of a section that was cited before: "Section 126(1) of the Act … s.126(2)".
    """
    sections: dict[str, Citation] = {}
    loose: list[Provision] = []
    for citation in _beside(text, named, loose):
        sections.setdefault(_whole(citation.section or ""), citation)
        yield citation
    yield from _of_last(text, named, list(sections.values()), loose)
    for provision in loose:
        for number in provision.numbers:
            known = sections.get(f"{provision.unit} {_whole(number)}")
            if "(" in number and known is not None and known.start < provision.start:
                yield Citation(provision.start, provision.end, known.law, f"{provision.unit} {number}")


def _of_last(
    text: str, named: Sequence[Mention], cited: Sequence[Citation], loose: Sequence[Provision]
) -> Iterator[Citation]:
    """Provisions that stand by no law but go on with the one named last: "(s.9)", "Section 508F concerns …"."""
    starts = [mention.start for mention in named]
    for provision in loose:
        law = _last_ending_before(named, bisect_left(starts, provision.start), provision.start)
        if law is None or provision.unit not in _DIVISIONS.get(law.family, ()) or provision.start - law.end > _NEAR:
            continue
        if _bracketed(text, provision) or _goes_on(text, law, provision, cited):
            meant = replace(law, start=provision.start, end=provision.end, rule=law.rule or BEFORE)
            yield from _cited(provision, meant, [], provision.start)


def _bracketed(text: str, provision: Provision) -> bool:
    """Whether a provision stands alone in brackets: "the duty to assess needs (s.9)"."""
    return text[provision.start - 1 : provision.start] == "(" and text[provision.end : provision.end + 1] == ")"


def _goes_on(text: str, law: Mention, provision: Provision, cited: Sequence[Citation]) -> bool:
    """Whether a paragraph that has cited another provision of a law goes on with this one."""
    before = [one for one in cited if one.law.key == law.key and one.start < provision.start]
    if not before or "\n" in text[before[-1].end : provision.start]:
        return False
    return _NICKNAME.fullmatch(provision.numbers[0]) is None and _TITLE.match(text, provision.end) is None


_DIVISIONS = {"act": ("section", "schedule"), "regulation": ("regulation",), "order": ("article",)}
_NICKNAME = re.compile(r"38|52|106|114|137|151|278")  # agreements, notices and officers are called by these alone
_TITLE = re.compile(r",? [–-] ?[A-Z]|, [A-Z]")  # "Section 1, Annual Governance Statement" is of a form
_NEAR = 1500  # characters within which an Act is still the one spoken of


def _whole(section: str) -> str:
    """A section without its subsections."""
    return section.partition("(")[0]


def _beside(text: str, named: Sequence[Mention], loose: list[Provision]) -> Iterator[Citation]:
    """Each provision with the law that it stands beside; those that stand beside none go to `loose`."""
    found = list(provisions(_masked(text, named)))
    starts = [m.start for m in named]
    for index, provision in enumerate(found):
        if _of_schedule(text, found, index):
            continue
        after = bisect_left(starts, provision.end)
        forward = named[after] if after < len(named) else None
        back = _last_ending_before(named, after, provision.start)
        if back is not None and not back.back and _right_behind(text, back, provision):
            yield from _cited(provision, back, [], back.start)
            continue
        if forward and (chain := _forward(text, provision, forward, found[index + 1 : index + 9])) is not None:
            parts = [] if _apart(text, provision, chain) else chain
            yield from _cited(provision, forward, parts, min(provision.start, forward.start))
            continue
        if back and provision.unit in _WITHIN and _before_schedule(text, found, index):
            continue
        if back and provision.unit in _WITHIN and _after_schedule(text, back, found[max(0, index - 4) : index]):
            continue
        if back and not back.back and _backward(text, back, provision, found[max(0, index - 12) : index]):
            yield from _cited(provision, back, [], back.start)
        elif not _ELSEWHERE.match(text, provision.end):
            loose.append(provision)
    yield from _bare_numbers(text, named)


def _apart(text: str, provision: Provision, chain: Sequence[Provision]) -> bool:
    """Whether "and" stands before what follows, which is then no place of the provision: "Part III and Schedule 4"."""
    return bool(chain) and re.search(r"\band\b|&", text[provision.end : chain[0].start]) is not None


def _right_behind(text: str, law: Mention, provision: Provision) -> bool:
    """Whether a section stands right behind a law and leads to no other: "Care Act 2014, s.3, and section 9 of …"."""
    tight = text[law.end : provision.start] in {" ", ", "} and provision.unit == "section"
    return tight and re.match(r",? (?:and|or)(?: to| under)? ", text[provision.end :][:20]) is not None


def _bare_numbers(text: str, named: Sequence[Mention]) -> Iterator[Citation]:
    """Provisions printed as a number alone right behind the law."""
    for law in named:
        if not law.back and (match := _BARE_NUMBER.match(text, law.end)) is not None:
            number = "".join(match["number"].split())
            yield Citation(law.start, match.end(), law, f"{_unit('section', law)} {number}")


_BARE_NUMBER = re.compile(  # "Act 1960 1(2)"
    r",?[ ](?P<number>\d{1,3}[A-Z]{0,2}\s?\(\d{1,2}[A-Z]?\)(?:\([a-z]\))?)(?![\w(])"
)
_WITHIN = frozenset({"paragraph", "part", "chapter"})


def _of_schedule(text: str, found: Sequence[Provision], index: int) -> bool:
    """Whether a paragraph stands right behind its schedule: "Schedule 2, Part 1, paragraph 3"."""
    while index > 0 and found[index].unit in _WITHIN:
        above = found[index - 1]
        if text[above.end : found[index].start].strip(" ,;:()") not in ("", "and", "of", "to"):
            return False
        if above.unit == "schedule":
            return True
        index -= 1
    return False


def _before_schedule(text: str, found: Sequence[Provision], index: int) -> bool:
    """Whether the schedule of a paragraph stands right behind it: "paragraph 3 of Schedule 12A"."""
    following = found[index + 1] if index + 1 < len(found) else None
    between = text[found[index].end : following.start].strip() if following is not None else ""
    return following is not None and following.unit == "schedule" and between in {"of", "to", "in", "of the", "in the"}


def _after_schedule(text: str, law: Mention, earlier: Sequence[Provision]) -> bool:
    """Whether a schedule stands before a law: "Schedule 2 to the Equality Act 2010, paragraph 4" cites the schedule."""
    return any(
        one.unit == "schedule" and one.end <= law.start and _TO_LAW.fullmatch(text[one.end : law.start])
        for one in earlier
    )


def _masked(text: str, named: Sequence[Mention]) -> str:
    """The text with the names of laws blotted out, so that "Regulations 2012" is no regulation."""
    out = list(text)
    for mention in named:
        out[mention.start : mention.end] = "¤" * (mention.end - mention.start)
    return "".join(out)


def _last_ending_before(named: Sequence[Mention], index: int, position: int) -> Mention | None:
    return next((m for m in reversed(named[max(0, index - 4) : index]) if m.end <= position), None)


def _forward(text: str, provision: Provision, law: Mention, following: Sequence[Provision]) -> list[Provision] | None:
    """The provisions between this one and the law after it, or None where it does not belong to that law."""
    gap = text[provision.end : law.start]
    if len(gap) > 160:
        return None
    chain = []
    for other in following:
        if other.start >= law.start:
            break
        chain.append(other)
        gap = gap.replace(text[other.start : other.end], "", 1)
    if not _TO_LAW.fullmatch(gap) or (gap.strip(" ,\n") and not _LINK.search(gap)):
        return None
    return chain


def _backward(text: str, law: Mention, provision: Provision, earlier: Sequence[Provision]) -> bool:
    """Whether the provision belongs to the law right before it: "Children Act 1989, section 17"."""
    gap = text[law.end : provision.start]
    if gap.startswith(")") and text[law.start - 1 : law.start] == "(":
        gap = gap[1:]  # "Local Government Act 1972 (LGA 1972), s 123"
    if len(gap) > 120 or "\n" in gap or _ELSEWHERE.match(text, provision.end):
        return False
    for other in reversed(earlier):
        if other.start < law.end:
            break
        gap = re.sub(
            r"(?:\band\b|[,&])?\s*" + re.escape(text[other.start : other.end]) + r"\s*(?:\band\b|[,&])?",
            "",
            gap,
            count=1,
        )
    return _FROM_LAW.fullmatch(gap) is not None


def _cited(provision: Provision, law: Mention, chain: Sequence[Provision], start: int) -> Iterator[Citation]:
    """One citation for each number; of a paragraph of a schedule the schedule is cited."""
    if provision.unit in _WITHIN and any(p.unit in {"schedule"} for p in chain):
        return
    end = max(provision.end, law.end)
    for number in provision.numbers:
        plural = "s" if "-" in number else ""
        yield Citation(start, end, law, f"{_unit(provision.unit, law)}{plural} {number}")


def _unit(unit: str, law: Mention) -> str:
    """How a division is called in that law: a "section" of Regulations is a regulation, of an Order an article."""
    called = {"regulation": "regulation", "order": "article", "rule": "rule", "directive": "article"}
    if unit == "section" and (law.id or "").startswith("eu"):
        return "article"
    return called.get(law.family, unit) if unit == "section" else unit
