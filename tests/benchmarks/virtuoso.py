"""Virtuoso 7 over the quads of a snapshot: filled once by its own bulk loader, then served."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from servers import free_port, running

from councilgraph import store

_SETTINGS = (Path(__file__).parents[1] / "virtuoso.ini").read_text(encoding="utf-8")
_SIZES = {"threads": 20, "buffers": 340_000, "dirty": 250_000, "rows": 1_000_000, "seconds": 120}
_LOAD = "ld_dir('{0}', '*.nq', ''); rdf_loader_run(); checkpoint;"


def is_here() -> bool:
    """Whether the server and its command line are installed."""
    return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


@contextmanager
def serving(place: Path, folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server over a published snapshot; what it is filled with is kept in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / f"filled-{store.current(place).id}"
    if not done.exists():
        _fill(place, folder)
        done.touch()
    with _started(folder) as (_, port, process):
        yield port, process


def _fill(place: Path, folder: Path) -> None:
    for old in folder.iterdir():
        old.unlink()
    quads = folder / "all.nq"
    ox.Store.read_only(str(store.current(place).graph)).dump(str(quads), ox.RdfFormat.N_QUADS)
    with _started(folder) as (sql, _, _):
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={_LOAD.format(folder)}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    quads.unlink()


@contextmanager
def _started(folder: Path) -> Iterator[tuple[int, int, int]]:
    """The ports for SQL and for HTTP of a server on a folder, and its process."""
    settings, sql, port = folder / "virtuoso.ini", free_port(), free_port()
    settings.write_text(_SETTINGS.format(folder=folder, sql=sql, http=port, **_SIZES), encoding="utf-8")
    (folder / "virtuoso.lck").unlink(missing_ok=True)
    ready = f"http://127.0.0.1:{port}/sparql"
    with running("virtuoso-t", "+foreground", "+configfile", settings, ready=ready) as process:
        yield sql, port, process
