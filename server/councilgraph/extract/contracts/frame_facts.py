"""The contracts that clauses tell, with what is found of them elsewhere in the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from councilgraph.extract.contracts.clause_names import content
from councilgraph.extract.contracts.frames import AS_IT_STANDS, MANY, Frame, frames
from councilgraph.extract.contracts.frames_apart import apart
from councilgraph.extract.contracts.merging import joined
from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Evidence, Said


def bare(shadow: Shadow, title: Said[str] | None) -> Iterator[ContractFact]:
    """The contract that the first clause acts on, by its name or the paper's where that names the same."""
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        agreed = AS_IT_STANDS.match(shadow.text, *frame.acting) is not None
        to_buy = agreed or _TO_BUY.search(shadow.text, frame.start, frame.end) is not None
        of_paper = title is not None and (bool(own & content(title.value)) if own else to_buy)
        if (_of_words(shadow, frame) or of_paper) and MANY.search(shadow.text, frame.start, frame.end) is None:
            fact = _fact(shadow, frame)
            yield _with_party(shadow, replace(fact, title=title)) if of_paper else fact
            return


def _with_party(shadow: Shadow, fact: ContractFact) -> ContractFact:
    """A contract without a firm with the one that the paper says it is between the council and."""
    found = [m for m in _BETWEEN.finditer(shadow.text) if not no_firm(m["name"])]
    if fact.supplier is not None or len({m["name"] for m in found}) != 1:
        return fact
    return replace(fact, supplier=shadow.said(*found[0].span("name"), found[0]["name"]))


_BETWEEN = re.compile(
    rf"\b(?:[Cc]ontract|[Aa]greement|[Ll]ease|SLA) between (?:[\w']+ ){{0,4}}?(?:[Cc]ouncil|[Aa]uthority) and (?:the )?"
    rf"(?P<name>{NAME})"
)


def _of_words(shadow: Shadow, frame: Frame) -> bool:
    """Whether a clause names its contract by several words, be it "tree services"."""
    return frame.name is not None and shadow.text.count(" ", *frame.name) > 0


_TO_BUY = re.compile(  # "a new contract be procured", "the procurement of a supplier be commenced"
    r"(?i)\b(?:contract|agreement|framework)\b[^.;]{0,20}(?<!\bmay )(?<!\bcan )(?<!\bcould )"
    r"\bbe (?:procured|tendered|awarded|let|entered into|extended)\b"
    r"|\bprocurement of an? (?:contractor|supplier|provider|operator)\b[^.;]{0,80}\bbe (?:commenced|approved|agreed)\b"
)


def completed(shadow: Shadow, found: Sequence[ContractFact], title: Said[str] | None) -> tuple[ContractFact, ...]:
    """The contracts found, where clauses act on several each as the one that its clause tells, else by the title."""
    told = apart(shadow)
    if not told or len(found) >= len(told):
        return tuple(_named(shadow, fact) for fact in found) if len(found) == 1 else tuple(found)
    places = [shadow.evidence(frame.start, frame.end) for frame in told]
    owners = [[i for i, p in enumerate(places) if _within(fact, p)] for fact in found]
    facts = []
    for index, frame in enumerate(told):
        own = [fact for fact, owner in zip(found, owners, strict=True) if owner == [index]]
        fact = _joined(_fact(shadow, frame), own)
        facts.append(replace(fact, title=fact.title or title))
    rest = [fact for fact, owner in zip(found, owners, strict=True) if not owner and _of_more(fact)]
    return (*facts, *rest)


def _of_more(fact: ContractFact) -> bool:
    """Whether more is told of a contract than what it is for and what is done."""
    return any(getattr(fact, name) is not None for name in _TOLD)


def _named(shadow: Shadow, fact: ContractFact) -> ContractFact:
    """The only contract of a paper by the name that a clause gives it, where its title says hardly a thing of it."""
    if fact.title is not None and (headed := _HEADED.match(fact.title.value)) is not None:
        return replace(fact, title=replace(fact.title, value=headed["name"]))
    words_of = content(fact.title.value) if fact.title else frozenset()
    if len(words_of) > 1 and fact.title and not _PREPOSITION.match(fact.title.value):
        return _whole(shadow, fact, fact.title)
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        firms = frozenset(w for firm in frame.said("supplier") for w in content(firm))
        if frame.name is not None and len(own) > 1 and not own <= firms and (words_of < own or not words_of & own):
            return replace(fact, title=shadow.said(*frame.name, " ".join(shadow.text[slice(*frame.name)].split())))
    return fact


def _whole(shadow: Shadow, fact: ContractFact, title: Said[str]) -> ContractFact:
    """A contract whose name is cut short in it by the whole name that a clause gives it."""
    for frame in frames(shadow):
        name = " ".join(shadow.text[slice(*frame.name)].split()) if frame.name is not None else ""
        numbered = fact.reference is not None and fact.reference.value in name
        if (
            frame.name is not None
            and not numbered
            and name.startswith(title.value)
            and content(title.value) < content(name)
        ):
            return replace(fact, title=shadow.said(*frame.name, name))
    return fact


_HEADED = re.compile(r"(?P<name>[A-Z][^–:]{5,60}?) (?:[Cc]ontract|[Aa]greement)\s[–-]\s(?!.*\b[Cc]ontract)")
_PREPOSITION = re.compile(r"(?:by|on|in|at|with|from|to|under)\s")


def _joined(told: ContractFact, found: Sequence[ContractFact]) -> ContractFact:
    """What a clause tells with what was found of it alone; its own name counts."""
    for fact in found:
        told = joined(told, replace(fact, title=None) if told.title else fact)
    return told


def _within(fact: ContractFact, place: Evidence) -> bool:
    """Whether something besides the title that is told of a contract stands in a clause."""
    said = (getattr(fact, name) for name in _TOLD)
    return any(place.start <= e.start < place.end for one in said if one is not None for e in one.evidence)


_TOLD = ("reference", "supplier", "start", "end", "term", "extended_by", "annual_value", "total_value")


def _fact(shadow: Shadow, frame: Frame) -> ContractFact:
    """The contract that a clause tells."""
    said: dict[str, Any] = {}
    for clue in frame.found:
        if clue.field in _TOLD or clue.field == "extension_options":
            said.setdefault(clue.field, shadow.said(clue.start, clue.end, clue.value))
    title = None
    if frame.name is not None:
        title = shadow.said(*frame.name, " ".join(shadow.text[slice(*frame.name)].split()))
    action = shadow.said(*frame.acting, frame.act)
    evidence = tuple(dict.fromkeys(e for one in (title, action, *said.values()) if one for e in one.evidence))
    return ContractFact(evidence, title=title, action=action, **said)
