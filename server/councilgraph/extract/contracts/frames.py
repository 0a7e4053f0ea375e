"""Contracts as clauses frame them: what is done, with which contract, for what, with whom, until when.

A clause is an item of a list or a sentence that decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from councilgraph.extract.contracts import money
from councilgraph.extract.contracts.clause_names import content, name_in
from councilgraph.extract.contracts.decided import decided
from councilgraph.extract.contracts.parties import NAME, Clue, no_firm
from councilgraph.extract.contracts.several import items_of
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.words import action_in
from councilgraph.extract.sentences import sentences
from councilgraph.extract.shadow import Shadow, once

MANY = re.compile(r"(?i)\b(?:contracts|agreements|frameworks|leases)\b(?!\sprocedure)")
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

    def said(self, name: str) -> frozenset[str]:
        """What the clause says of one field."""
        return frozenset(str(clue.value) for clue in self.found if clue.field == name)

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
    if end <= frame.end or not marked(shadow.text, frame.start):
        return frame
    added = [c for c in clues(shadow.text, frame.end, end) if c.field in _OF_REST]
    added += [c for c in money.clues(shadow) if frame.end <= c.start < end]
    known = {c.field for c in frame.found}
    return replace(frame, found=(*frame.found, *(c for c in added if c.field not in known)))


_OF_REST = frozenset(("start", "end", "term", "extension_options"))


def _each(shadow: Shadow, frame: Frame) -> list[Frame]:
    """A frame for each of the contracts that one clause names by reference: "contracts A1 (lifts) and A2 (boilers)"."""
    listed = [c for c in frame.found if c.field == "reference"]
    if len({c.value for c in listed}) > 1 and MANY.search(shadow.text, frame.start, listed[0].start):
        rest = tuple(c for c in frame.found if c.field != "reference")
        return [replace(frame, found=(*rest, one)) for one in listed]
    named = list(_NAMED.finditer(shadow.text, frame.start, frame.end))
    if len(named) == 1 and not any(c.field == "reference" for c in frame.found):
        named = [m for m in named if frame.name is None or frame.name[0] <= m.start() < frame.name[1]]
    if not named or (len(named) > 1 and not MANY.search(shadow.text, frame.start, named[0].start())):
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
        if place is not None and listed and marked(shadow.text, place[0]):
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
    return RESOLVED.search(shadow.text, start, end) is not None


RESOLVED = re.compile(
    r"\b(?:seeks?|seeking|sought|request(?:s|ed|ing)?) (?:\w+ )?"
    r"(?:approval|authority|agreement|permission) (?:to|for|of)\b"
    r"|\b(?:[Aa]pprov|[Aa]gree|[Aa]uthori[sz])\w*:\s[A-Z]"
    r"|(?<!\bto )(?<!\bwill )(?<!\bmay )(?<!\bcan )(?<!\bnot )(?<!\bcould )(?<!\bwould )(?<!\bmust )"
    r"\bbe (?:\w+ly )?(?:approved|agreed|authori[sz]ed|endorsed|awarded|accepted|appointed|extended|invoked)\b"
    r"|\b(?:[Aa]pproval|[Aa]greement|[Aa]uthority) be (?:given|granted) (?:to|for)\b"
    r"|\b(?:[Aa]greed|[Rr]esolved|[Aa]pproved) in principle to\b|\b[Nn]ot(?:es|ed) the (?:grant|award|extension) of\b"
)
_OPENS = re.compile(  # a clause without a verb: "Award of the … contract"
    r"\W*(?:Proposed |Approval (?:of|for) (?:the )?)?(?:[Dd]irect )?(?:[Aa]ward|[Rr]e-?procurement|[Pp]rocurement"
    r"|[Ee]xtension|[Rr]enewal|[Vv]ariation|[Nn]ovation|[Tt]ermination|[Aa]ppointment) of (?:the |an? )?[A-Za-z]"
)


def marked(text: str, start: int) -> bool:
    """Whether what starts at a position is an item of a list."""
    line = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1  # a mark may stand alone on its line
    return _MARK.match(text, start) is not None or any(_MARK.fullmatch(text, at, start) for at in (line, above))


_MARK = re.compile(r"\W*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)](?:\s+|(?=[A-Z]))|[•*–-]\s+)")


_SOUGHT = re.compile(r"(?i)\b(?:tender(?:ing)?|procurement) (?:process|exercise)\b[^.;]{0,40}\bto\s$")
_GIFT = re.compile(r"(?i)\bgrant (?:award|agreement|funding|aid)\b|\bgrants\b|\bsection (?:106|278|38)\b|\bplanning\b")
_LEFT = re.compile(
    r"(?i)\bdelegat\w+|\bnot(?:e|ed|es)\b(?!,? and (?:that |the |to )+)(?! the (?:grant|award|extension) of\b)"
)


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


AS_IT_STANDS = re.compile(r"be (?:agreed|approved|entered into)\b")  # what is done with an agreement that lies there
_AGREED = re.compile(
    r"^\W*(?:\(?\w{1,4}[.)]\s+)?(?:[Tt]hat )?(?:the |a |an )(?:[\w'&/-]+\s){0,6}"
    r"(?i:contract|agreement|lease|licen[cs]e)(?:\s(?:for|with)\b.*|,.*\s|\s)"
    rf"\b(?P<act>{AS_IT_STANDS.pattern})"
)
