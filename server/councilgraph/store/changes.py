"""Publishing what changed since a snapshot: the writing store and copies of the index and texts take only that in."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from councilgraph.errors import NoSnapshot, NotLocal
from councilgraph.store import publishing, reindex, snapshots
from councilgraph.store.snapshots import Contents, Snapshot


@dataclass
class Changing:
    """The writing store while it takes in changes, beside the snapshot that it goes on from."""

    root: Path
    snapshot: Snapshot
    digests: dict[str, str]
    old: ox.Store
    new: ox.Store
    gone: set[ox.Quad] = field(default_factory=set)
    added: set[ox.Quad] = field(default_factory=set)

    def change(self, gone: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
        """Take some quads out of the writing store and others into it; those in both stay."""
        (self.root / "writing.json").unlink(missing_ok=True)
        out, into = set(gone), set(added)
        for quad in out - into:
            self.new.remove(quad)
        self.new.extend(into - out)
        for quad in out - into:
            self.added.remove(quad) if quad in self.added else self.gone.add(quad)
        for quad in into - out:
            self.gone.remove(quad) if quad in self.gone else self.added.add(quad)

    def publish(
        self,
        digests: Mapping[str, str],
        documents: Mapping[str, Mapping[str, str] | None],
        facts_about: Mapping[str, object],
        texts: Mapping[str, str],
    ) -> Snapshot:
        """Make a snapshot of what there is now.

        `digests` are those of graphs that changed; where one is not known it is made from what changed. `documents`
        are those that changed as `Contents` has them, None for those that left; `texts` are theirs by SHA-256.
        """
        self.new.flush()
        before = self.snapshot.contents
        counts = Counter(before.graphs)
        counts.subtract(Counter(_graph(quad) for quad in self.gone))
        counts.update(Counter(_graph(quad) for quad in self.added))
        graphs = {name: counts[name] for name in sorted(counts) if counts[name]}
        for name in counts.keys() - graphs.keys():
            self.new.remove_graph(ox.NamedNode(name))
        changed = self._digests(digests)
        now = {name: changed.get(name) or self.digests[name] for name in graphs}
        (self.root / "writing.json").write_text(json.dumps(now), encoding="utf-8")
        contents = Contents(graphs, _documents(before, documents))
        shas = [one["sha256"] for one in contents.documents]

        def write_index(draft: Path) -> None:
            shutil.copyfile(self.snapshot.index, draft)
            told = {iri: texts[one["sha256"]] for iri, one in documents.items() if one and one["sha256"] in texts}
            base = str(facts_about.get("base", ""))
            reindex.update(draft, self.new, self.gone, self.added, base, told)

        def write_texts(draft: Path) -> None:
            publishing.write_texts(
                draft, texts, self.snapshot.path / "texts", [one for one in shas if one not in texts]
            )

        content = publishing.content(now)
        publishing.check_in(self.root, self.new, content, contents, facts_about, write_index, write_texts)
        return snapshots.current(self.root)

    def _digests(self, known: Mapping[str, str]) -> dict[str, str]:
        """Digests of the graphs that changed: those that are known, and made ones that no graph as a whole has."""
        lines: dict[str, list[str]] = {}
        for sign, quads in (("-", self.gone), ("+", self.added)):
            for quad in quads:
                lines.setdefault(_graph(quad), []).append(f"{sign}{quad}")
        return {
            name: known.get(name)
            or hashlib.sha256("\n".join([self.digests.get(name, ""), *sorted(found)]).encode()).hexdigest()
            for name, found in lines.items()
        }


def _graph(quad: ox.Quad) -> str:
    return str(getattr(quad.graph_name, "value", ""))


def _documents(before: Contents, changed: Mapping[str, Mapping[str, str] | None]) -> list[Mapping[str, str]]:
    known: dict[str, Mapping[str, str] | None] = {one["iri"]: one for one in before.documents}
    now = known | dict(changed)
    return [one for _, one in sorted(now.items()) if one is not None]


@contextmanager
def changing(root: Path, identifier: str) -> Iterator[Changing]:
    """The writing store, to go on from a snapshot made of it; raises NotLocal where it is not what that one holds.

    Where something is written and not published, it is of no use afterwards, and the next build begins it anew.
    """
    with snapshots.alone(root):
        try:
            snapshot = snapshots.opened(root, identifier)
            digests = json.loads((root / "writing.json").read_text(encoding="utf-8"))
        except (NoSnapshot, FileNotFoundError):
            raise NotLocal("the snapshot that it would go on from is not there any longer") from None
        if publishing.content(digests)[:8] not in identifier:
            raise NotLocal("what was written last was not published")
        with snapshot.held():
            old = ox.Store.read_only(str(snapshot.graph))
            yield Changing(root, snapshot, digests, old, publishing.writing_store(root))
    snapshots.clean(root)
