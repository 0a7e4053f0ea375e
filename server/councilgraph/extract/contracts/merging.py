"""One contract told at several places of a paper becomes one fact."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from councilgraph.extract.law.statutes import fold
from councilgraph.model import ContractFact, Said

_FACTS = ("reference", "start", "end", "term", "annual_value", "total_value")
_OF_FIRM = re.compile(r"(?i)\b(?:ltd|limited|plc|llp|cic|the|inc|co|company|uk)\b\.?")


def merged(found: Sequence[ContractFact]) -> list[ContractFact]:
    """The contracts, those that nothing tells apart as one, in the order of their first mention."""
    kept: list[ContractFact] = []
    for fact in found:
        at = next((i for i, known in enumerate(kept) if _one(known, fact)), None)
        if at is None:
            kept.append(fact)
        else:
            kept[at] = joined(kept[at], fact)
    return kept


def told_once(found: Sequence[ContractFact]) -> tuple[ContractFact, ...]:
    """The contracts, those of one firm under one title joined: a page that prints its decision twice."""
    kept: dict[tuple[str, str] | int, ContractFact] = {}
    for place, fact in enumerate(found):
        named = (fact.supplier.value, fact.title.value.lower()) if fact.supplier and fact.title else None
        key = place if named is None or (named in kept and conflict(kept[named], fact)) else named
        kept[key] = joined(kept[key], fact) if key in kept else fact
    return tuple(kept.values())


def _one(a: ContractFact, b: ContractFact) -> bool:
    """Whether two facts are of one contract: one reference, or one firm or title and nothing that differs."""
    if a.supplier and b.supplier and not same_firm(a.supplier.value, b.supplier.value):
        return False
    if a.reference and b.reference:
        return a.reference.value == b.reference.value and _share(a.title, b.title)
    if conflict(a, b):
        return False
    slight = min(_weight(a), _weight(b)) < 1  # who and what for at most
    if a.supplier and b.supplier:
        return slight or a.title is None or b.title is None or _alike(a.title, b.title)
    if a.title is None or b.title is None:
        return False
    return _words(a.title) == _words(b.title) or ((slight or _agree(a, b)) and _alike(a.title, b.title))


def _agree(a: ContractFact, b: ContractFact) -> bool:
    """Whether two facts say one time or sum alike."""
    said = ((getattr(a, name), getattr(b, name)) for name in _FACTS)
    return any(one is not None and other is not None and one.value == other.value for one, other in said)


def _weight(fact: ContractFact) -> int:
    """How many times and sums a fact says."""
    return sum(getattr(fact, name) is not None for name in _FACTS)


def _alike(a: Said[str], b: Said[str]) -> bool:
    """Whether one title's words are all in the other's, or half of them are shared."""
    left, right = _words(a), _words(b)
    return bool(left & right) and (left <= right or right <= left or 2 * len(left & right) >= len(left | right))


def same_firm(a: str, b: str) -> bool:
    """Whether two names may be of one firm: the words of one are all in the other's."""
    left, right = set(firm(a).split()), set(firm(b).split())
    return bool(left & right) and (left <= right or right <= left)


def conflict(a: ContractFact, b: ContractFact) -> bool:
    """Whether two facts say other dates, terms or values, so that they are of two contracts."""
    return any(_differ(getattr(a, name), getattr(b, name)) for name in _FACTS)


def firm(name: str) -> str:
    """A firm's name without its legal form, to compare by."""
    return " ".join(fold(word) for word in re.findall(r"[a-z0-9]+", _OF_FIRM.sub(" ", name).lower()))


def _differ(a: Said[object] | None, b: Said[object] | None) -> bool:
    return a is not None and b is not None and a.value != b.value


def _share(a: Said[str] | None, b: Said[str] | None) -> bool:
    return a is None or b is None or bool(_words(a) & _words(b))


def _words(title: Said[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in re.findall(r"\w{3,}", title.value.lower()))


def joined(a: ContractFact, b: ContractFact) -> ContractFact:
    """The first fact with what only the second says, and the passages of both."""
    added = {f.name: getattr(b, f.name) for f in fields(a) if getattr(a, f.name) is None}
    return replace(a, **added, evidence=tuple(dict.fromkeys((*a.evidence, *b.evidence))))
