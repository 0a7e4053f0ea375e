"""The published graph: snapshots, and the engines that answer from them or from another endpoint."""

from councilgraph.store.asking import Reply
from councilgraph.store.drafts import Draft, drafting, publish
from councilgraph.store.engine import Engine, open_engine
from councilgraph.store.loading import Loaded, Target, load
from councilgraph.store.publishing import publish_quads
from councilgraph.store.searching import Hit
from councilgraph.store.snapshots import Snapshot, clean, current, graphs, rollback
from councilgraph.store.table import Table, Term

__all__ = [
    "Draft", "Engine", "Hit", "Loaded", "Reply", "Snapshot", "Table", "Target", "Term", "clean", "current", "drafting",
    "graphs", "load", "open_engine", "publish", "publish_quads", "rollback",
]  # fmt: skip
