"""Contracts as clauses frame them: what is done, with which contract, for what, with whom, until when.

A clause is an item of a list or a sentence that decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from councilgraph.extract.contracts import money
from councilgraph.extract.contracts.clause_names import content, name_in
from councilgraph.extract.contracts.decided import decided
from councilgraph.extract.contracts.merging import joined, same_firm
from councilgraph.extract.contracts.parties import NAME, Clue, no_firm
from councilgraph.extract.contracts.several import items_of
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.words import action_in, words
from councilgraph.extract.sentences import sentences
from councilgraph.extract.shadow import Shadow, once
from councilgraph.model import ContractFact, Evidence, Said

ACTS = frozenset(
    ("award", "direct award", "extend", "vary", "novate", "procure", "reprocure", "terminate", "not renewed")
)
_PARTY = re.compile(  # "an extension of 18 months with Alder Care for …"
    rf"\b(?i:extensions?|renewal|award|variation|contracts?|agreements?|lease)\b[^.,;:£]{{0,60}}?(?<!line)(?<!accordance)"
    rf"(?<!compliance)(?<!consultation)(?<!together)(?<!along)\swith\s(?:the\s(?=[A-Z]))?(?P<name>{NAME})"
)


_NAMED_PARTY = re.compile(  # "an interim operator, Alder Leisure, for …"
    rf"\b(?:operator|provider|supplier|contractor|consultant|partner|company),\s(?P<name>{NAME})(?=,)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What one clause does with one contract."""

    start: int
    end: int
    act: str
    acting: tuple[int, int]  # where it says what is done
    name: tuple[int, int] | None  # what the contract is for, where the clause says it
    found: tuple[Clue, ...]  # its firm, times and sums

    def words(self, text: str) -> frozenset[str]:
        """The words of its name, to tell it from others by."""
        return frozenset() if self.name is None else content(text[slice(*self.name)])


@once
def frames(shadow: Shadow) -> list[Frame]:
    """The frames of the clauses that decide, in order, each with what the rest of its item says."""
    found = [frame for a, b in _clauses(shadow) if (frame := _frame(shadow, a, b))]
    starts = [*(frame.start for frame in found[1:]), len(shadow.text)][: len(found)]
    whole = (_with_rest(shadow, frame, until) for frame, until in zip(found, starts, strict=True))
    return [one for frame in whole for one in _each(shadow, frame)]


def _with_rest(shadow: Shadow, frame: Frame, until: int) -> Frame:
    """A frame of an item with the times and sums that the sentences behind it in the item say of the contract."""
    line = shadow.text.find("\n", frame.end)
    end = min(until, line if line >= 0 else len(shadow.text))
    if end <= frame.end or not _marked(shadow.text, frame.start):
        return frame
    added = [c for c in clues(shadow.text, frame.end, end) if c.field in _OF_REST]
    added += [c for c in money.clues(shadow) if frame.end <= c.start < end]
    known = {c.field for c in frame.found}
    return replace(frame, found=(*frame.found, *(c for c in added if c.field not in known)))


_OF_REST = frozenset(("start", "end", "term", "extension_options"))


def _each(shadow: Shadow, frame: Frame) -> list[Frame]:
    """A frame for each of the contracts that one clause names by reference: "contracts A1 (lifts) and A2 (boilers)"."""
    listed = [c for c in frame.found if c.field == "reference"]
    if len({c.value for c in listed}) > 1 and _MANY.search(shadow.text, frame.start, listed[0].start):
        rest = tuple(c for c in frame.found if c.field != "reference")
        return [replace(frame, found=(*rest, one)) for one in listed]
    named = list(_NAMED.finditer(shadow.text, frame.start, frame.end))
    if len(named) == 1 and not any(c.field == "reference" for c in frame.found):
        named = [m for m in named if frame.name is None or frame.name[0] <= m.start() < frame.name[1]]
    if not named or (len(named) > 1 and not _MANY.search(shadow.text, frame.start, named[0].start())):
        return [frame]
    others = tuple(c for c in frame.found if c.field != "reference")
    return [
        replace(frame, name=m.span("t"), found=(*others, Clue("reference", m["ref"], *m.span("ref")))) for m in named
    ]


_NAMED = re.compile(r"\b(?P<ref>[A-Z]{1,5}[-/]?\d{1,5}[\w/-]*)\s\((?P<t>[A-Z][^()]{3,80})\)")


def _clauses(shadow: Shadow) -> Iterator[tuple[int, int]]:
    """The items and sentences that decide, by their own words or those of the list that they stand in."""
    listed: list[tuple[int, int]] = []
    for place in (*sentences(shadow.text), None):
        if place is not None and listed and _marked(shadow.text, place[0]):
            listed.append(place)
            continue
        of_list = any(_decides(shadow, *one) for one in listed)
        for one in listed:
            if of_list or _decides(shadow, *one):
                yield from items_of(shadow.text, *one)
        listed = [place] if place is not None else []


def _decides(shadow: Shadow, start: int, end: int) -> bool:
    """Whether a clause decides or proposes something."""
    if decided(shadow, start, end) or _OPENS.match(shadow.text, start, end):
        return True
    return _RESOLVED.search(shadow.text, start, end) is not None


_RESOLVED = re.compile(
    r"\b(?:seeks?|seeking|sought|request(?:s|ed|ing)?) (?:\w+ )?"
    r"(?:approval|authority|agreement|permission) (?:to|for|of)\b"
    r"|\b(?:[Aa]pprov|[Aa]gree|[Aa]uthori[sz])\w*:\s[A-Z]"
    r"|(?<!\bto )(?<!\bwill )(?<!\bmay )(?<!\bcan )(?<!\bnot )(?<!\bcould )(?<!\bwould )(?<!\bmust )"
    r"\bbe (?:\w+ly )?(?:approved|agreed|authori[sz]ed|endorsed|awarded|accepted|appointed|extended|invoked)\b"
    r"|\b(?:[Aa]pproval|[Aa]greement|[Aa]uthority) be (?:given|granted) (?:to|for)\b"
    r"|\b(?:[Aa]greed|[Rr]esolved|[Aa]pproved) in principle to\b"
)
_OPENS = re.compile(  # a clause without a verb: "Award of the … contract"
    r"\W*(?:Proposed |Approval (?:of|for) (?:the )?)?(?:[Dd]irect )?(?:[Aa]ward|[Rr]e-?procurement|[Pp]rocurement"
    r"|[Ee]xtension|[Rr]enewal|[Vv]ariation|[Nn]ovation|[Tt]ermination|[Aa]ppointment) of (?:the |an? )?[A-Za-z]"
)


def _marked(text: str, start: int) -> bool:
    """Whether what starts at a position is an item of a list."""
    line = text.rfind("\n", 0, start) + 1
    return _MARK.match(text, start) is not None or _MARK.fullmatch(text, line, start) is not None


_MARK = re.compile(r"\W*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)](?:\s+|(?=[A-Z]))|[•*–-]\s+)")


_SOUGHT = re.compile(r"(?i)\b(?:tender(?:ing)?|procurement) (?:process|exercise)\b[^.;]{0,40}\bto\s$")
_GIFT = re.compile(r"(?i)\bgrant (?:award|agreement|funding|aid)\b|\bgrants\b|\bsection (?:106|278|38)\b|\bplanning\b")
_LEFT = re.compile(r"(?i)\bdelegat\w+|\bnot(?:e|ed|es)\b(?!,? and (?:that |the |to )+)")


def _frame(shadow: Shadow, start: int, end: int) -> Frame | None:
    told = shadow.text[start:end]
    act = action_in(told, ACTS) or _agreed(told)
    if act is None or _GIFT.search(told) or ((left := _LEFT.search(told)) and left.start() < act[1]):
        return None
    if act[0] == "award" and _SOUGHT.search(told[: act[1]]):
        act = ("procure", *act[1:])
    name = name_in(told, act)
    if name is not None and name[0] <= act[1] and act[2] <= name[1]:  # "the flooring renewal contract be awarded"
        act = action_in(told[: name[0]] + " " * (name[1] - name[0]) + told[name[1] :], ACTS) or act
    found = [*clues(shadow.text, start, end), *(c for c in money.clues(shadow) if start <= c.start < end)]
    party = _PARTY.search(told) or _NAMED_PARTY.search(told)
    if party is not None and not no_firm(party["name"]) and not any(c.field == "supplier" for c in found):
        found.append(Clue("supplier", party["name"], start + party.start("name"), start + party.end("name")))
    place = (start + act[1], start + act[2])
    return Frame(start, end, act[0], place, None if name is None else (start + name[0], start + name[1]), tuple(found))


def _agreed(told: str) -> tuple[str, int, int] | None:
    """The entering into an agreement that a clause agrees as it stands: "the lease for … be approved"."""
    found = _AGREED.search(told)
    return None if found is None else ("award", found.start("act"), found.end("act"))


_AGREED = re.compile(
    r"^\W*(?:\(?\w{1,4}[.)]\s+)?(?:[Tt]hat )?(?:the |a |an )(?:[\w'&/-]+\s){0,6}"
    r"(?:contract|agreement|lease|licen[cs]e)\s(?:for|with)\b.*\b(?P<act>be (?:agreed|approved|entered into))\b"
)


def apart(shadow: Shadow) -> list[Frame]:
    """The frames of a paper that are of different contracts, where there are several; else none."""
    kept: list[Frame] = []
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        named = len(own) > 1 or (_firms(frame) and not _THE_ONE.search(shadow.text, frame.start, frame.end))
        if _one(shadow.text, frame) and named and not any(_same(frame, own, known, shadow.text) for known in kept):
            kept.append(frame)
    kept = sorted([*kept, *_running(shadow, kept)], key=lambda frame: frame.start)
    return kept if len(kept) > 1 else []


def _running(shadow: Shadow, kept: Sequence[Frame]) -> list[Frame]:
    """The item that moves the end of the running contract without its name, beside items that only let others."""
    if not kept or any(frame.act not in _NEW for frame in kept):
        return []
    for frame in frames(shadow):
        moved = frame.act == "extend" and frame.name is None and _MOVED & {c.field for c in frame.found}
        if moved and frame not in kept and _one(shadow.text, frame):
            runs = words().current.search(shadow.text, frame.start, frame.end) is not None
            if runs or not any(_EXTENDS.search(shadow.text, one.start, one.end) for one in kept):
                return [_with_holder(shadow, frame)]
    return []


def _with_holder(shadow: Shadow, frame: Frame) -> Frame:
    """A frame without a firm with that of the one contract whose extension the paper speaks of elsewhere."""
    held = [m for m in _EXTENSION_OF.finditer(shadow.text) if not no_firm(m["name"])]
    if _firms(frame) or len({m["name"] for m in held}) != 1:
        return frame
    return replace(frame, found=(*frame.found, Clue("supplier", held[0]["name"], *held[0].span("name"))))


_EXTENSION_OF = re.compile(
    rf"\b[Ee]xtension (?:of|to) (?:the |its )?(?:[a-z]+ )?(?:contract|agreement) (?:to|with|held by) (?P<name>{NAME})"
)


_NEW = frozenset(("award", "direct award", "procure", "reprocure"))
_MOVED = frozenset(("end", "extended_by"))
_EXTENDS = re.compile(r"(?i)\bexten(?:d|sion)")


def _same(frame: Frame, own: frozenset[str], known: Frame, text: str) -> bool:
    """Whether two frames may be of one contract: of one firm or none, and no name that tells them apart."""
    a, b = _said(frame, "reference"), _said(known, "reference")
    if a and b:
        return bool(a & b)
    a, b = _firms(frame), _firms(known)
    if a and b and not any(same_firm(one, other) for one in a for other in b):
        return False
    other = known.words(text)
    if (lot := _lot(text, frame)) and (known_lot := _lot(text, known)) and lot != known_lot:
        return False
    return not own or not other or 3 * len(own & other) >= len(own | other) or own <= other or other <= own


def _lot(text: str, frame: Frame) -> str:
    """The lot that a frame's name begins with, "" for none: "Lot 2 major works"."""
    match = _LOT.match(text, *frame.name) if frame.name is not None else None
    return match["lot"].upper() if match is not None else ""


_LOT = re.compile(r"(?i)(?:lot|phase|zone|area|part)\s?(?P<lot>\d{1,2}|[A-Z])\b")


def bare(shadow: Shadow, title: Said[str] | None) -> Iterator[ContractFact]:
    """The contract that the first clause acts on, by its name or the paper's where that names the same."""
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        to_buy = _TO_BUY.search(shadow.text, frame.start, frame.end) is not None
        of_paper = title is not None and (bool(own & content(title.value)) if own else to_buy)
        if (_of_words(shadow, frame) or of_paper) and _MANY.search(shadow.text, frame.start, frame.end) is None:
            fact = _fact(shadow, frame)
            yield replace(fact, title=title) if of_paper else fact
            return


def _of_words(shadow: Shadow, frame: Frame) -> bool:
    """Whether a clause names its contract by several words, be it "tree services"."""
    return frame.name is not None and shadow.text.count(" ", *frame.name) > 0


_TO_BUY = re.compile(  # "a new contract be procured", "the procurement of a supplier be commenced"
    r"(?i)\b(?:contract|agreement|framework)\b[^.;]{0,20}(?<!\bmay )(?<!\bcan )(?<!\bcould )"
    r"\bbe (?:procured|tendered|awarded|let|entered into|extended)\b"
    r"|\bprocurement of an? (?:contractor|supplier|provider|operator)\b[^.;]{0,80}\bbe (?:commenced|approved|agreed)\b"
)


def _one(text: str, frame: Frame) -> bool:
    """Whether a clause is an item of a list and acts on one contract."""
    if any(c.field == "reference" for c in frame.found):
        return True
    own = _marked(text, frame.start) or _RESOLVED.search(text, frame.start, frame.end) is not None
    own = own or _SHOUTED.match(text, frame.start) is not None
    return own and (bool(_lot(text, frame)) or _MANY.search(text, frame.start, frame.end) is None)


_SHOUTED = re.compile(r"\W*(?:APPROVE|AGREE|AUTHORI[SZ]E|AWARD|EXTEND|PROCURE)[SD]?\s")  # an item without its number


_THE_ONE = re.compile(  # told of before
    r"(?i)\b(?:the|this|that) (?:contract|agreement|lease|framework)\b"
    r"(?! (?:with|value|sum|price|extension|award|procedure|standing|rules)\b)"
)
_MANY = re.compile(r"(?i)\b(?:contracts|agreements|frameworks|leases)\b(?!\sprocedure)")


def _firms(frame: Frame) -> frozenset[str]:
    return _said(frame, "supplier")


def _said(frame: Frame, name: str) -> frozenset[str]:
    return frozenset(str(c.value) for c in frame.found if c.field == name)


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
    rest = [fact for fact, owner in zip(found, owners, strict=True) if not owner]
    return (*facts, *rest)


def _named(shadow: Shadow, fact: ContractFact) -> ContractFact:
    """The only contract of a paper by the name that a clause gives it, where its title says hardly a thing of it."""
    if fact.title is not None and (headed := _HEADED.match(fact.title.value)) is not None:
        return replace(fact, title=replace(fact.title, value=headed["name"]))
    words_of = content(fact.title.value) if fact.title else frozenset()
    if len(words_of) > 1 and fact.title and not _PREPOSITION.match(fact.title.value):
        return _whole(shadow, fact, fact.title)
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        firms = frozenset(w for firm in _said(frame, "supplier") for w in content(firm))
        if frame.name is not None and len(own) > 1 and not own <= firms and (words_of < own or not words_of & own):
            return replace(fact, title=shadow.said(*frame.name, " ".join(shadow.text[slice(*frame.name)].split())))
    return fact


def _whole(shadow: Shadow, fact: ContractFact, title: Said[str]) -> ContractFact:
    """A contract whose name is cut short in it by the whole name that a clause gives it."""
    for frame in frames(shadow):
        name = " ".join(shadow.text[slice(*frame.name)].split()) if frame.name is not None else ""
        if frame.name is not None and name.startswith(title.value) and content(title.value) < content(name):
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
