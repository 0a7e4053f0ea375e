"""Filling another endpoint with a snapshot's graphs, one by one, so that a broken run can be taken up again."""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from councilgraph.errors import EndpointFailed
from councilgraph.store import media, table
from councilgraph.store.local import LocalStore
from councilgraph.store.snapshots import Snapshot

Progress = Callable[[str, int], None]

_BATCH = 500  # triples an update: Virtuoso compiles no longer ones
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_SECONDS = 600


@dataclass(frozen=True)
class Target:
    """An endpoint to fill: where it is asked, and where it is written, by graph store or by update.

    Source: https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-protocol/#update-operation
    """

    endpoint: str
    graph_store: str | None = None  # where there is none, SPARQL Update is used
    update: str | None = None  # where it is not the endpoint itself
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class Loaded:
    """What a run did: graphs written, found there already, removed; and those that hold other than was sent."""

    written: int
    skipped: int
    removed: int
    short: tuple[tuple[str, int, int], ...]  # graph, triples sent, triples held


def load(snapshot: Snapshot, target: Target, journal: Path, progress: Progress = lambda graph, done: None) -> Loaded:
    """Make an endpoint hold the graphs of a snapshot; graphs that others put there are left alone.

    `journal` is a folder where is noted which graph went where, so that a second run skips what is there already
    and a later one removes what is no longer in the snapshot. `progress` is told each graph and how many are done.
    Raises EndpointFailed.
    """
    source, writer = LocalStore(snapshot.graph), _Writer(target)
    notes = _Notes(journal, target.graph_store or target.update or target.endpoint)
    written, skipped, short = 0, 0, []
    names = source.names()
    for done, name in enumerate(names, 1):
        data = source.dump(name)
        digest, sent = _digest(data), data.count(b"\n")
        noted = notes.of(name)
        if noted is not None and noted == (digest, writer.count(name)):
            skipped += 1
        else:
            writer.replace(name, data)
            held = writer.count(name)
            notes.add(name, digest, held)
            written += 1
            short += [(name, sent, held)] if held != sent else []
        progress(name, done)
    gone = notes.others(names)
    for name in gone:
        writer.remove(name)
        notes.drop(name)
    return Loaded(written, skipped, len(gone), tuple(short))


def _digest(data: bytes) -> str:
    return hashlib.sha256(b"\n".join(sorted(data.splitlines()))).hexdigest()


class _Notes:
    """Which graphs were put into one endpoint: a line each, the last counts."""

    def __init__(self, folder: Path, address: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.tsv"
        self._known: dict[str, tuple[str, int]] = {}
        if self._path.is_file():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                fields = line.split("\t")
                if len(fields) == 3:  # a line that was broken off is none
                    self._known[fields[2]] = (fields[0], int(fields[1]))

    def of(self, name: str) -> tuple[str, int] | None:
        found = self._known.get(name)
        return found if found and found[0] else None

    def add(self, name: str, digest: str, held: int) -> None:
        self._known[name] = (digest, held)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{digest}\t{held}\t{name}\n")

    def drop(self, name: str) -> None:
        self.add(name, "", 0)

    def others(self, names: list[str]) -> list[str]:
        return sorted(name for name in self._known.keys() - set(names) if self.of(name))


class _Writer:
    """Writes graphs over either protocol, with basic or digest authentication as the server wants it."""

    def __init__(self, target: Target) -> None:
        self._target = target
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        handlers: list[urllib.request.BaseHandler] = []
        if target.user is not None:
            for address in (target.endpoint, target.update, target.graph_store):
                if address:
                    host = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
                    passwords.add_password(None, host, target.user, target.password or "")
            handlers = [urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)]
        self._opener = urllib.request.build_opener(*handlers)

    def count(self, name: str) -> int:
        """How many triples a graph has there."""
        query = urlencode({"query": _COUNT % name}).encode()
        body = self._sent("POST", self._target.endpoint, query, "application/x-www-form-urlencoded", media.JSON)
        return int(str(table.read(body).rows[0][0]))

    def replace(self, name: str, data: bytes) -> None:
        """Put a graph in the place of what is there under its name."""
        if self._target.graph_store is not None:
            # N-Triples are Turtle, and not every graph store knows them by their own name.
            self._sent("PUT", f"{self._target.graph_store}?{urlencode({'graph': name})}", data, "text/turtle")
            return
        self.remove(name)
        for lines in _batches(data):
            self._update(f"INSERT DATA {{ GRAPH <{name}> {{\n{lines}\n}} }}")

    def remove(self, name: str) -> None:
        """Take a graph away."""
        if self._target.graph_store is not None:
            self._sent("DELETE", f"{self._target.graph_store}?{urlencode({'graph': name})}")
        else:
            self._update(f"DROP SILENT GRAPH <{name}>")

    def _update(self, update: str) -> None:
        address = self._target.update or self._target.endpoint
        self._sent("POST", address, update.encode(), "application/sparql-update")

    def _sent(
        self, method: str, address: str, data: bytes | None = None, kind: str | None = None, accept: str = "*/*"
    ) -> bytes:
        request = urllib.request.Request(address, data, {"Accept": accept}, method=method)
        if kind is not None:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=_SECONDS) as reply:
                return bytes(reply.read())
        except (OSError, ValueError) as error:
            raise EndpointFailed(
                f"{address} did not take {method}: {_reason(error)}. Is it running, does it allow writing, and is the "
                "address right? COUNCILGRAPH_USER and COUNCILGRAPH_PASSWORD give who writes; graphs already there are "
                "skipped when this is run again."
            ) from None


def _batches(data: bytes) -> Iterator[str]:
    lines = data.decode("utf-8").splitlines()
    for start in range(0, len(lines), _BATCH):
        yield "\n".join(lines[start : start + _BATCH])


def _reason(error: Exception) -> str:
    """The error, and the beginning of what the server says of it."""
    said = error.read(300).decode("utf-8", "replace") if isinstance(error, urllib.error.HTTPError) else ""
    return " ".join(f"{error} {said}".split())
