"""Which papers have to be told anew: as resolving gives it from what was resolved before, else from all papers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from councilgraph import graph, resolve
from councilgraph.build import alike
from councilgraph.build import kept as keeping
from councilgraph.build.kept import Kept, Known
from councilgraph.build.papers import Sieve, read_all
from councilgraph.build.told import Told, lean
from councilgraph.build.whole import Asked
from councilgraph.errors import InputError, NotLocal
from councilgraph.graph.saying import Resolved
from councilgraph.model import Paper, Resolution

LEAST, SHARE = 3, 5  # where more papers changed, and more than one in so many, the whole is built


@dataclass(frozen=True)
class Seen:
    """The papers as they lie there now: all of them by path, and those that were read anew by IRI."""

    files: Mapping[str, Known]
    fresh: Mapping[str, Paper]
    gone: Collection[str]  # IRIs


@dataclass(frozen=True)
class Joined:
    """What resolving gave."""

    resolution: Resolution
    views: Mapping[str, bytes]
    full: Mapping[str, Paper]  # those that are new, or of which resolving gives something else, whole and in order
    known: Mapping[str, Resolved]  # what was resolved of them
    listed: Sequence[Paper] | None  # all papers that there are; None where they are those of before, of the same dates


def joined(asked: Asked, kept: Kept, seen: Seen, told: Told) -> Joined:
    """What resolving gives of all papers; raises NotLocal where it gives something else of too many.

    Where those that changed say of all that is joined what they said before, nothing is resolved: it would be the same.
    """
    with keeping.uncollected():
        return _as_before(kept, seen, told) or _anew(asked, kept, seen, told)


def few(new: int, gone: int, papers: int) -> None:
    """Raises NotLocal where so many papers changed that the whole is to be built."""
    if new + gone > max(LEAST, papers // SHARE):
        raise NotLocal(f"{new} of {papers} papers are new or changed, {gone} left")


def _as_before(kept: Kept, seen: Seen, told: Told) -> Joined | None:
    if seen.gone or not seen.fresh.keys() <= kept.views.keys():
        return None
    places = dict[str, alike.Places]()
    for iri, paper in seen.fresh.items():
        found = alike.moved(told.paper(iri), lean(paper))
        if found is None:
            return None
        places[iri] = found
    merges = alike.moved_in(kept.merges, places)
    if merges is None:
        return None
    known = {iri: told.resolved(iri, kept.things) for iri in seen.fresh}
    resolution = Resolution(tuple(kept.things.values()), merges, {}, {}, {})
    return Joined(resolution, kept.views, dict(sorted(seen.fresh.items())), known, None)


def _anew(asked: Asked, kept: Kept, seen: Seen, told: Told) -> Joined:
    papers = sorted([*told.papers({*seen.fresh, *seen.gone}), *seen.fresh.values()], key=lambda one: one.iri)
    resolution = resolve.resolve(papers, asked.iris)
    views = keeping.views(papers, resolution)
    full = _moved(asked, kept, seen, views)
    known = dict(zip(full, graph.resolved(full.values(), resolution, asked.iris), strict=True))
    return Joined(resolution, views, full, known, papers)


def _moved(asked: Asked, kept: Kept, seen: Seen, views: Mapping[str, bytes]) -> dict[str, Paper]:
    """The papers that are new, or of which resolving gives something else, whole and in order."""
    others = {one.iri: (path, one) for path, one in seen.files.items() if one.iri not in seen.fresh}
    moved = [iri for iri in others if kept.views[iri] != views[iri]]
    few(len(seen.fresh) + len(moved), len(seen.gone), len(views))
    sieve = Sieve({}, asked.settings.least_confidence)
    read = read_all([Path(others[iri][0]) for iri in moved], asked.council, map, asked.memory, sieve)
    found = dict(seen.fresh)
    for iri, one in zip(moved, read, strict=True):
        if isinstance(one, InputError):
            raise NotLocal(f"{others[iri][0]} cannot be read")
        found[iri] = Paper(iri, others[iri][1].council, *one)
    return dict(sorted(found.items()))
