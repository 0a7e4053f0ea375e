"""Fixtures that several test modules share."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient

from councilgraph import store, web
from councilgraph.config import Settings


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers beside the checkout; tests that need it are skipped without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder


FIXTURES = Path(__file__).parent / "fixtures"

# The first record of the made-up council, as far as its graph quotes it: characters 100 to 111 and 200 to 217.
_SUPPLIER = (
    "\nThe supplier: Brackenfold Trust, a charity whose vans bring novels, picture books, talking books and newspapers"
    " to the doors of readers who can no longer come to one of the eleven libraries, and take back what was read.\n"
)
RECORD = (
    "RECORD OF DECISION 23/00041\n\nDecision: the home library contract is awarded.".ljust(86, ".")
    + "\nIt begins on 1 July 2023 for a term. Questions: m.bell@marlbrook.example, 01632 960 123."
).ljust(185) + _SUPPLIER


@pytest.fixture(scope="session")
def marlbrook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the graph of a made-up council, and the text of its first record."""
    triples: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=FIXTURES / "marlbrook.trig", format=ox.RdfFormat.TRIG):
        triples.setdefault(str(getattr(quad.graph_name, "value", "")), []).append(quad.triple)
    lines = {name: ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) for name, found in triples.items()}
    graphs = {name: rdflib.Graph().parse(data=data, format="nt") for name, data in lines.items()}
    root = tmp_path_factory.mktemp("marlbrook")
    store.publish(root, graphs, {"base": Settings().base}, texts={"00": RECORD})
    return root


@pytest.fixture(scope="session")
def app(marlbrook: Path) -> Iterator[Flask]:
    """The web app over that store."""
    made = web.create_app(Settings(store=marlbrook, workers=1, query_seconds=60.0))
    made.testing = True
    yield made
    made.extensions["councilgraph"].engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that app."""
    return app.test_client()
