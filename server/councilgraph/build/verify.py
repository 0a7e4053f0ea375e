"""Published passages held against the documents' own text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rdflib

from councilgraph import documents, graph


@dataclass(frozen=True)
class Verified:
    """How many passages of how many documents were held against the texts, and which do not fit."""

    passages: int
    documents: int
    faults: tuple[str, ...]


def verify(paths: Sequence[Path], graphs: Mapping[str, rdflib.Graph]) -> Verified:
    """Hold the passages of published graphs against the documents' texts, joined by the files' hashes."""
    texts = {text.sha256: text for text in map(documents.read, documents.collect(paths))}
    passages, papers, faults = 0, 0, list[str]()
    for name, one in graphs.items():
        text = texts.get(graph.sha256(one) or "") if "/graph/document/" in name else None
        if text is None:
            continue
        papers += 1
        for passage in graph.passages(one):
            passages += 1
            if not text.text[passage.start : passage.end].startswith(passage.quote):
                faults.append(f"{text.name}: characters {passage.start} to {passage.end} are not {passage.quote!r}.")
    return Verified(passages, papers, tuple(faults))
