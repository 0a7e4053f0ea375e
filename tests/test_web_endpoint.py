"""The same pages over a SPARQL endpoint elsewhere: here another app's own."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from councilgraph import web
from councilgraph.config import Settings


@pytest.fixture(scope="module")
def elsewhere(app: Flask) -> Iterator[FlaskClient]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made = web.create_app(Settings(endpoint=f"http://127.0.0.1:{server.server_port}/sparql"))
    yield made.test_client()
    made.extensions["councilgraph"].engine.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Queries with a form"),
        ("/ask?q=Who supplies MC230017?", "Brackenfold Trust"),
        ("/queries/contract-supplier?reference=MC230017", "#char=200,217"),
        ("/doc/marlbrook/contract/MC230017", "Also said"),
        ("/doc/marlbrook/contract/MC230017.ttl", "cg:supplier"),
        ("/findings", "One paper starts it"),
        ("/dataset", "IRIs begin with"),
    ],
)
def test_pages_are_made_from_another_endpoint(elsewhere: FlaskClient, address: str, words: str) -> None:
    response = elsewhere.get(address)
    assert response.status_code == 200
    assert words in response.text
    assert "ETag" not in response.headers


def test_dumps_are_had_from_there(elsewhere: FlaskClient) -> None:
    assert elsewhere.get("/data/councilgraph.nq").status_code == 404
    assert "councilgraph.nq" not in elsewhere.get("/dataset").text
