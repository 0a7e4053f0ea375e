"""The process that workers are forked from: it reads what they need while the server reads what it needs itself."""

import multiprocessing
from collections.abc import Iterable
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

# The parser of queries takes a quarter of a second before its first query: once here, not in each worker.
SERVING = ("councilgraph.answers", "councilgraph.canned.ready")


def context(modules: Iterable[str] = ()) -> ForkServerContext:
    """How workers begin: forked from one clean process, since a fork of a process with threads may hang.

    That process reads the modules once for all workers, unless it runs already.
    """
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([*modules])
    return found


def begin(modules: Iterable[str] = SERVING) -> None:
    """Start the process that workers are forked from, and do not wait for it."""
    context(modules)
    forkserver.ensure_running()
