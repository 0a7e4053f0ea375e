"""The whole pipeline as one recipe: papers to facts, to things, to a checked and published graph."""

import logging
from collections.abc import Sequence
from pathlib import Path

from councilgraph.build import whole
from councilgraph.build.executors import mapper
from councilgraph.build.files import Graphs
from councilgraph.build.publishing import publish
from councilgraph.build.reviewing import Kept, doubts, judge, published_doubts
from councilgraph.build.summary import Summary
from councilgraph.build.verify import Verified, verify
from councilgraph.build.whole import Asked, Built, Progress
from councilgraph.config import Settings

__all__ = [
    "Built", "Graphs", "Kept", "Summary", "Verified", "build", "doubts", "judge", "publish", "published_doubts",
    "verify",
]  # fmt: skip

log = logging.getLogger(__name__)


def build(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    dask: str | None = None,
    progress: Progress = log.info,
    memory: Path | None = None,
) -> Built:
    """The checked graphs of documents, folders, .ttl and .trig files; of data/kent where no path is given.

    `memory` is a folder where what was read is kept, so that an unchanged document is not read again; `jobs` local
    processes, or the Dask cluster at the address `dask`, read, tell and check the documents.
    """
    with mapper(jobs, dask) as over:
        return whole.build(Asked(paths, settings, council, over, progress, memory))
