"""Where work on documents is done: here, in local processes, or on a Dask cluster; one interface for all."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

from councilgraph.errors import UsageError

A = TypeVar("A")
B = TypeVar("B")


class Mapper(Protocol):
    """Applies a function to each item and gives the results in the items' order."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """The results, in order; the first error of an item is raised."""
        ...


@contextmanager
def mapper(jobs: int = 1, dask: str | None = None) -> Iterator[Mapper]:
    """A mapper over this process (`jobs` 1), `jobs` local processes, or the Dask cluster at an address.

    Raises UsageError where Dask is asked for and cannot be reached. Dask gives the work of a lost worker to another.
    """
    if dask is not None:
        with _cluster(dask) as pool:
            yield lambda function, items: pool.map(function, list(items))
    elif jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            yield lambda function, items: pool.map(function, items, chunksize=4)
    else:
        yield map


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # only with the extra councilgraph[dask]
    except ImportError as error:
        raise UsageError("--dask needs Dask: pip install 'councilgraph[dask]', then build again.") from error
    try:
        client = Client(address, timeout="10s")
    except OSError as error:
        raise UsageError(
            f"No Dask scheduler answers at {address}. Start one (dask scheduler) or check --dask."
        ) from error
    try:
        yield client.get_executor(pure=False, retries=3)
    finally:
        client.close()
