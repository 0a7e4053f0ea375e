"""Bringing the evidence in a copy of an index up to date: claims and findings of which something changed."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection

import pyoxigraph as ox

from councilgraph.store import evidence

Quads = Collection[ox.Quad]
_EVIDENCE = ox.NamedNode(evidence.EVIDENCE)
_KIND = ox.NamedNode(evidence.KIND)


def update(connection: sqlite3.Connection, store: ox.Store, gone: Quads, new: Quads) -> None:
    """Write anew what changed; all of it where the index was made before it held evidence."""
    writer, describe = evidence.Writer(connection), evidence.describing(store)
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'said'").fetchone():
        writer.begin()
        for graph in store.named_graphs():
            writer.take(evidence.of_quads(store.quads_for_pattern(None, None, None, graph)))
        writer.finish(describe)
        return
    changed = [statement for statement in evidence.of_quads((*gone, *new)) if statement[1] in evidence.KEPT]
    for claim in sorted(_claims(store, changed)):
        writer.again(claim, describe)
    for finding, before in _findings(changed).items():
        writer.found(finding, before, describe)
    for document in sorted(_documents(store, changed)):
        writer.titled(document, describe)


def _claims(store: ox.Store, changed: Collection[evidence.Statement]) -> set[str]:
    """The claims of which something changed, or of one of whose passages."""
    found, passages = set[str](), set[str]()
    for subject, predicate, *_ in changed:
        if predicate in evidence.OF_CLAIMS:
            found.add(subject)
        if predicate in evidence.OF_PASSAGES:
            passages.add(subject)
    for passage in passages:
        quads = store.quads_for_pattern(None, _EVIDENCE, ox.NamedNode(passage), None)
        found.update(subject for subject, *_ in evidence.of_quads(quads))
    return found


def _findings(changed: Collection[evidence.Statement]) -> dict[str, set[str]]:
    """The findings of which something changed, with what they are or were about as far as that changed."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value, _ in changed:
        if predicate in evidence.OF_FINDINGS:
            found[subject] |= {value} if predicate == evidence.ABOUT else set()
    return found


def _documents(store: ox.Store, changed: Collection[evidence.Statement]) -> set[str]:
    """The documents that came, went or have another title."""
    kinds = {subject for subject, predicate, *_ in changed if predicate == evidence.KIND}
    named = {subject for subject, predicate, *_ in changed if predicate == evidence.LABEL} - kinds
    return kinds | {one for one in named if any(store.quads_for_pattern(ox.NamedNode(one), _KIND, None, None))}
