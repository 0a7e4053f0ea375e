"""Which clauses of a paper act on different contracts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.extract.contracts.frames import MANY, RESOLVED, Frame, frames, marked
from councilgraph.extract.contracts.merging import same_firm
from councilgraph.extract.contracts.parties import NAME, Clue, no_firm
from councilgraph.extract.contracts.words import words
from councilgraph.extract.shadow import Shadow


def apart(shadow: Shadow) -> list[Frame]:
    """The frames of a paper that are of different contracts, where there are several; else none."""
    kept: list[Frame] = []
    for frame in frames(shadow):
        own = frame.words(shadow.text)
        named = len(own) > 1 or (frame.said("supplier") and not _THE_ONE.search(shadow.text, frame.start, frame.end))
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
    if frame.said("supplier") or len({m["name"] for m in held}) != 1:
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
    a, b = frame.said("reference"), known.said("reference")
    if a and b:
        return bool(a & b)
    a, b = frame.said("supplier"), known.said("supplier")
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


def _one(text: str, frame: Frame) -> bool:
    """Whether a clause is an item of a list and acts on one contract."""
    if any(c.field == "reference" for c in frame.found):
        return True
    own = marked(text, frame.start) or RESOLVED.search(text, frame.start, frame.end) is not None
    own = own or _SHOUTED.match(text, frame.start) is not None
    return own and (bool(_lot(text, frame)) or MANY.search(text, frame.start, frame.end) is None)


_SHOUTED = re.compile(r"\W*(?:APPROVE|AGREE|AUTHORI[SZ]E|AWARD|EXTEND|PROCURE)[SD]?\s")  # an item without its number


_THE_ONE = re.compile(  # told of before
    r"(?i)\b(?:the|this|that) (?:contract|agreement|lease|framework)\b"
    r"(?! (?:with|value|sum|price|extension|award|procedure|standing|rules)\b)"
)
