"""Whether a paper that was read anew says what it said of all that is joined over papers, if in other places."""

import dataclasses
from collections.abc import Mapping

from councilgraph.model import Evidence, Merge, Paper

Places = dict[Evidence, Evidence]


def moved(before: Paper, now: Paper) -> Places | None:
    """Where each passage of a paper stands now, where the paper is as before but for this; else None.

    Both have no more than resolving needs. Resolving looks at what papers say and what their files are called, never
    at where they say it: it gives the same for such a paper, and its merges rest on the same passages, moved.
    """
    same = before.iri == now.iri and before.council == now.council and before.text.stem == now.text.stem
    places: Places = {}
    return places if same and _alike(before.facts, now.facts, places) else None


def moved_in(merges: tuple[Merge, ...], places: Mapping[str, Places]) -> tuple[Merge, ...] | None:
    """Merges with their passages where they stand now, by paper; None where one of them is not known."""
    found = []
    for merge in merges:
        if any(document in places for document, _ in merge.evidence):
            if any(document in places and one not in places[document] for document, one in merge.evidence):
                return None
            now = {(document, places.get(document, {}).get(one, one)) for document, one in merge.evidence}
            ordered = sorted(now, key=lambda passage: (passage[0], passage[1].start, passage[1].end))
            merge = dataclasses.replace(merge, evidence=tuple(ordered))
        found.append(merge)
    return tuple(found)


def _alike(before: object, now: object, places: Places) -> bool:
    """Whether two values are one but for passages; of these it is noted where they went, each to one place."""
    if type(before) is not type(now):
        return False
    if isinstance(before, Evidence) and isinstance(now, Evidence):
        return places.setdefault(before, now) == now
    if isinstance(before, tuple) and isinstance(now, tuple):
        return len(before) == len(now) and all(_alike(a, b, places) for a, b in zip(before, now, strict=True))
    names = _fields(type(before))
    if names is None:
        return before == now
    return all(_alike(getattr(before, name), getattr(now, name), places) for name in names)


def _fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a class of the model; None for any other."""
    return tuple(one.name for one in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None
