"""Settings of a deployment, read from the environment once, by the entry point."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_BASE = "https://w3id.org/councilgraph/id/"


@dataclass(frozen=True)
class Settings:
    """Where the graph lies, under which IRIs its things live, and how long a query may take."""

    store: Path = Path(".councilgraph")
    base: str = DEFAULT_BASE
    endpoint: str | None = None
    endpoint_user: str | None = None
    endpoint_password: str | None = None
    query_seconds: float = 10.0
    query_rows: int = 1_000_000
    query_characters: int = 20_000
    query_megabytes: int = 4_096
    kept_megabytes: int = 64  # of results, so that what is asked again is answered at once; 0 for none
    least_confidence: float = 0.5  # what is read with less is kept apart for review
    workers: int = 2
    queue: int = 32

    def __post_init__(self) -> None:
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith("/"):
            raise ValueError(f"COUNCILGRAPH_BASE must be an http(s) IRI that ends in '/', not {self.base!r}.")
        if not 0 <= self.least_confidence <= 1:
            raise ValueError(f"COUNCILGRAPH_LEAST_CONFIDENCE must lie from 0 to 1, not {self.least_confidence}.")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from COUNCILGRAPH_STORE, _BASE, _ENDPOINT, _USER, _PASSWORD, _QUERY_SECONDS, _WORKERS and others."""
    default = Settings()
    return Settings(
        store=Path(environ.get("COUNCILGRAPH_STORE", default.store)),
        base=environ.get("COUNCILGRAPH_BASE", default.base),
        endpoint=environ.get("COUNCILGRAPH_ENDPOINT"),
        endpoint_user=environ.get("COUNCILGRAPH_USER"),
        endpoint_password=environ.get("COUNCILGRAPH_PASSWORD"),
        query_seconds=float(environ.get("COUNCILGRAPH_QUERY_SECONDS", default.query_seconds)),
        kept_megabytes=int(environ.get("COUNCILGRAPH_KEPT_MEGABYTES", default.kept_megabytes)),
        least_confidence=float(environ.get("COUNCILGRAPH_LEAST_CONFIDENCE", default.least_confidence)),
        workers=int(environ.get("COUNCILGRAPH_WORKERS", default.workers)),
    )
