"""What a build tells of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """How much was published, warnings a clerk should see, and what the build went on from."""

    documents: int
    graphs: int
    triples: int
    merges: int
    warnings: tuple[str, ...]
    doubts: int  # kept for review
    how: str  # which snapshot it went on from, or why it built the whole
