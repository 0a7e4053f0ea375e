"""Building and publishing: on from the build before where that can be, else the whole."""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from councilgraph import store
from councilgraph.build import again, whole
from councilgraph.build import kept as keeping
from councilgraph.build.executors import mapper
from councilgraph.build.reviewing import remember
from councilgraph.build.saying import Texts
from councilgraph.build.summary import Summary
from councilgraph.build.told import Told
from councilgraph.build.whole import Asked, Built, Progress
from councilgraph.config import Settings
from councilgraph.errors import NotLocal
from councilgraph.model import Resolution

log = logging.getLogger(__name__)


def publish(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    dask: str | None = None,
    progress: Progress = log.info,
) -> tuple[store.Snapshot, Summary]:
    """Build from the paths and publish; raises InputError or InvalidGraph and then publishes nothing.

    Where a build of the same papers was published before, this goes on from it by what changed (`build.again`).
    """
    several = jobs > 1 and dask is None  # a cluster may not reach the store
    with store.drafting(settings.store) as draft, mapper(jobs, dask) as over:
        asked = Asked(paths, settings, council, over, progress, settings.store / "read")
        found = _go_on(asked)
        if isinstance(found, str):
            progress(f"building the whole, since {found}")
            begin = partial(draft.begin, over=over) if several else whole.later
            found = _publish(asked, f"the whole, since {found}", draft, begin)
    snapshot, summary, places = found
    remember(settings.store, places)
    return snapshot, summary


def _go_on(asked: Asked) -> tuple[store.Snapshot, Summary, Mapping[str, Path]] | str:
    """What was published on from the build before, or why the whole has to be built."""
    try:
        return again.publish(asked)
    except NotLocal as why:
        return str(why)


def _publish(
    asked: Asked, how: str, draft: store.Draft, begin: whole.Begin
) -> tuple[store.Snapshot, Summary, Mapping[str, Path]]:
    settings = asked.settings
    with Told.new(again.memory(asked)) as told:
        built = whole.build(asked, told, begin)
    asked.progress("publishing")
    about = {"base": settings.base, "built": how}
    snapshot = draft.publish(built.graphs, about, Texts(built.held), built.digests)
    if built.alone and built.resolution is not None:
        _keep(asked, built, built.resolution, snapshot.id)
    doubts = sum(held.doubts for held in built.held)
    summary = Summary(
        len(built.held), len(built.graphs), sum(built.counts.values()), built.merges, built.warnings, doubts, how,
    )  # fmt: skip
    return snapshot, summary, built.places


def _keep(asked: Asked, built: Built, resolution: Resolution, snapshot: str) -> None:
    """Keep what the next build needs to go on; nothing where a paper does not lie there as a file of its own."""
    files = dict[str, keeping.Known]()
    for held in built.held:
        place = built.places[held.lean.iri]
        try:
            read = again.remembered(place, asked.council, again.memory(asked))
        except NotLocal:
            return
        files[str(place)] = again.known(held.lean, read, held.doubts)
    things = {thing.iri: thing for thing in resolution.things}
    views = keeping.views(built.papers, resolution)
    joined = keeping.Joined.of(things, resolution.merges)
    kept = keeping.Kept(again.ways(asked), snapshot, files, joined, views, built.warned, built.problems)
    keeping.save(again.memory(asked), kept)
