"""A snapshot's store asked in this process: for the command line, for building the index, and for exports."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from councilgraph.errors import StoreError
from councilgraph.store import worker
from councilgraph.store.bounds import Output
from councilgraph.store.table import Table

_ALL = 1 << 40


@dataclass(frozen=True)
class Each:
    """A SELECT whose rows are read one by one."""

    store: ox.Store
    sparql: str

    def dicts(self) -> Iterator[dict[str, str]]:
        """Each row as a mapping of its bound columns to their texts."""
        found: Any = self.store.query(self.sparql, use_default_graph_as_union=True)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: term.value for name, term in zip(names, row, strict=True) if term is not None}


class LocalStore:
    """A store on disk, read only, asked without time limit."""

    def __init__(self, path: Path) -> None:
        try:
            self._store = ox.Store.read_only(str(path))
        except OSError as error:
            raise StoreError(f"{path} cannot be opened ({error}). Build again: councilgraph build") from None

    def answer(self, sparql: str, media_type: str, union: bool = True, rows: int = _ALL) -> bytes:
        """The serialised result of a query."""
        return worker.evaluate(self._store, sparql, media_type, union, rows)

    def write(self, output: Output, sparql: str, media_type: str, union: bool = True, rows: int = _ALL) -> None:
        """Write the result of a query as it is serialised."""
        worker.write(self._store, sparql, media_type, union, rows, output)

    def table(self, sparql: str, union: bool = True, rows: int = _ALL) -> Table:
        """The rows of a SELECT; raises as `answer`."""
        return worker.rows(self._store, sparql, union, rows)

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        return self.table(sparql)

    def each(self, sparql: str) -> Each:
        """The rows of a SELECT as texts, one by one, so that there may be more than memory holds."""
        return Each(self._store, sparql)

    def names(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(str(getattr(name, "value", name)) for name in self._store.named_graphs())

    def dump(self, name: str) -> bytes:
        """One graph as N-Triples, a line a triple."""
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""

    def graphs(self) -> dict[str, rdflib.Graph]:
        """All named graphs, in memory."""
        return {name: rdflib.Graph().parse(data=self.dump(name), format="nt") for name in self.names()}
