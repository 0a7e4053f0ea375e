"""Bodies that once had another name: "Holt Trust (formerly Holt Aid)", "Holt Aid, now known as Holt Trust"."""

import re
from collections.abc import Iterator, Sequence

from councilgraph.extract import dates
from councilgraph.extract.people import posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import ContractFact, OrganisationFact, PartialDate, RenamingFact, Said

_WORD = r"[A-Z][\w'&-]*"
_NAME = rf"{_WORD}(?: (?:(?:of|for|and|the|&|in|with) ){{0,2}}{_WORD}){{0,8}}"
_KNOWN = r"(?: (?:known|called|named|operating|trading))?(?: as)?"
_CUE = re.compile(r"(?:,| ?\() ?(?:formerly|previously|which|now|since|later|renamed)\b")
_LATER = Sieve(
    rf"(?P<name>{_NAME})(?:,| ?\() ?(?:formerly|previously){_KNOWN} (?:the )?(?P<former>{_NAME})"
    r"(?=(?P<rest>[^.;)\n]{0,40}))"
)
_EARLIER = Sieve(
    rf"(?P<former>{_NAME})(?:,| ?\()(?: which (?:is|was))? ?(?:now|(?:since |later )?renamed){_KNOWN}"
    rf" (?:the )?(?P<name>{_NAME})"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNTIL = re.compile(r"^,? ?(?:until|till|up to|before)\b")


def renamings(
    shadow: Shadow, organisations: Sequence[OrganisationFact], contracts: Sequence[ContractFact]
) -> tuple[RenamingFact, ...]:
    """Each former name of a body that the paper itself names as an organisation or supplier."""
    if not _CUE.search(shadow.text):
        return ()
    known = {one.name for one in organisations} | {one.supplier.value for one in contracts if one.supplier is not None}
    found: dict[tuple[str, str], RenamingFact] = {}
    for match in (match for pattern in (_LATER, _EARLIER) for match in pattern.finditer(shadow.text)):
        for fact in _renaming(shadow, match, known):
            found.setdefault((fact.name.value, fact.former.value), fact)
    return tuple(found.values())


def _renaming(shadow: Shadow, match: re.Match[str], known: set[str]) -> Iterator[RenamingFact]:
    name, former = match["name"], match["former"]
    if match.re is _LATER.compiled:
        name = _ending(name, known) or (name if former in known else "")
    else:
        former = _ending(former, known) or (former if name in known else "")
    if not name or not former or name == former or posts.is_role(former) or posts.is_role(name):
        return
    after = match.end("former")
    yield RenamingFact(
        evidence=(shadow.evidence(match.start(), match.end()),),
        name=shadow.said(match.end("name") - len(name), match.end("name"), name),
        former=shadow.said(after - len(former), after, former),
        until=_until(shadow, after, match["rest"]) if match.re is _LATER.compiled else None,
    )


def _until(shadow: Shadow, start: int, rest: str) -> Said[PartialDate] | None:
    """The date or year that stands after "until" right behind the former name."""
    if not _UNTIL.match(rest):
        return None
    day = next((found for found in dates.find(rest) if found.date is not None), None)
    if day is not None and day.date is not None:
        return shadow.said(start + day.start, start + day.end, day.date)
    year = _YEAR.search(rest)
    return shadow.said(start + year.start(), start + year.end(), PartialDate(year[0])) if year else None


def _ending(words: str, known: set[str]) -> str:
    """The longest known name that a run of words ends with, "" where there is none."""
    return max((name for name in known if words == name or words.endswith(f" {name}")), key=len, default="")
