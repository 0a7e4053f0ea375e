"""The site over real HTTP: results as they come, limits, a full house, and a snapshot published meanwhile."""

import http.client
import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from councilgraph import store, web
from councilgraph.config import Settings
from councilgraph.web import sending

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
MANY = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
QUICK = "ASK { ?s ?p ?o }"
JSON = "application/sparql-results+json"


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The port of a server of these settings, that ends with the block."""
    app = web.create_app(settings)
    server = sending.server(app, host="127.0.0.1", port=0, threads=16)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(server.close)  # in its own thread: it may be about to wait for what is closed
        thread.join(10)
        app.extensions["councilgraph"].engine.close()


@pytest.fixture(scope="module")
def port(marlbrook: Path) -> Iterator[int]:
    """A server with one worker that may take its time, and a low limit of rows."""
    with served(Settings(store=marlbrook, workers=1, query_seconds=60.0, query_rows=20_000)) as number:
        yield number


@pytest.fixture
def hasty(marlbrook: Path) -> Iterator[int]:
    """A server with one worker, room for one more query to wait, and a low limit of time."""
    with served(Settings(store=marlbrook, workers=1, queue=1, query_seconds=3.0)) as number:
        yield number


@dataclass(frozen=True)
class Reply:
    """What came back; `whole` is False where the connection ended before its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    whole: bool


def get(port: int, path: str, **headers: str) -> Reply:
    """The reply to a request over a connection of its own."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request("GET", path, headers=headers)
        reply = connection.getresponse()
        try:
            body, whole = reply.read(), True
        except http.client.IncompleteRead as error:
            body, whole = error.partial, False
        return Reply(reply.status, reply.headers, body, whole)


def sparql(query: str) -> str:
    """The address of a query's result."""
    return "/sparql?" + urlencode({"query": query})


def test_a_large_result_is_sent_as_it_comes(port: int) -> None:
    reply = get(port, sparql(MANY + " LIMIT 15000"), Accept="text/csv")
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in reply.headers
    assert reply.body.count(b"\r\n") == 15_001


def test_a_result_that_is_cut_short_is_seen_to_be(port: int) -> None:
    reply = get(port, sparql(MANY), Accept="text/csv")
    assert reply.status == 200
    assert not reply.whole
    assert 0 < reply.body.count(b"\r\n") <= 20_000


def test_what_fails_before_the_first_row_has_a_status_of_its_own(hasty: int) -> None:
    assert get(hasty, sparql("SELECT ?x { ?x ?y }"), Accept=JSON).status == 400
    stopped = get(hasty, sparql(HEAVY), Accept=JSON)
    assert stopped.status == 503
    assert "3 seconds" in json.loads(stopped.body)["message"]


def test_a_client_that_goes_away_leaves_its_worker_to_others(port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request("GET", sparql(MANY), headers={"Accept": "text/csv"})
        with closing(connection.getresponse()) as reply:
            reply.read(10)
    assert json.loads(get(port, sparql(QUICK), Accept=JSON).body)["boolean"] is True


def test_a_full_house_is_told_with_when_to_come_again(hasty: int) -> None:
    replies: list[Reply] = []

    def ask() -> None:
        replies.append(get(hasty, sparql(HEAVY), Accept=JSON))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status for reply in replies} == {503}
    assert all(int(reply.headers["Retry-After"]) > 0 for reply in replies)
    told = [json.loads(reply.body)["error"] for reply in replies]
    assert set(told) == {"The server is busy", "This took too long and was stopped"}
    assert told.count("The server is busy") >= 3


def test_a_query_that_is_stopped_does_not_disturb_the_others(marlbrook: Path) -> None:
    with served(Settings(store=marlbrook, workers=2, query_seconds=4.0, kept_megabytes=0)) as port:
        heavy = threading.Thread(target=lambda: get(port, sparql(HEAVY), Accept=JSON))
        heavy.start()
        answered, meanwhile = [], 0
        while heavy.is_alive():
            answered.append(json.loads(get(port, sparql(QUICK), Accept=JSON).body)["boolean"])
            meanwhile += heavy.is_alive()
        heavy.join()
    assert meanwhile
    assert all(answered)


def test_what_a_client_has_is_not_worked_out_again(port: int) -> None:
    for path, accept in ((sparql(QUICK), JSON), ("/queries/contract-end?reference=MC230017", "application/json")):
        first = get(port, path, Accept=accept)
        assert first.status == 200, first.body
        tag = first.headers["ETag"]
        again = get(port, path, Accept=accept, **{"If-None-Match": tag})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
        assert get(port, path, Accept=accept, **{"If-None-Match": 'W/"other"'}).status == 200


def test_a_new_snapshot_is_served_without_a_request_lost(marlbrook: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(marlbrook, root)
    old = store.current(root).id
    graphs = store.graphs(store.current(root))
    faults: list[object] = []
    asked = []
    stop = threading.Event()

    def ask(port: int, path: str, accept: str) -> None:
        while not stop.is_set():
            reply = get(port, path, Accept=accept)
            asked.append(path)
            if reply.status != 200 or not reply.body or not reply.whole:
                faults.append((path, reply.status, reply.body[:200]))

    with served(Settings(store=root, workers=2, query_seconds=60.0, kept_megabytes=0)) as port:
        paths = (
            (sparql(QUICK), JSON),
            (sparql("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"), "text/csv"),
            ("/queries/contract-end?reference=MC230017", "application/json"),
        )
        threads = [threading.Thread(target=ask, args=(port, *one)) for one in paths]
        for thread in threads:
            thread.start()
        for _ in range(4):  # the fourth leaves the first to be cleaned away
            published = store.publish(root, graphs, {"base": Settings().base})
            deadline = time.monotonic() + 60
            while json.loads(get(port, "/health").body)["snapshot"] != published.id and time.monotonic() < deadline:
                time.sleep(0.05)
            assert json.loads(get(port, "/health").body)["snapshot"] == published.id
        before = len(asked)
        while len(asked) < before + 10:
            time.sleep(0.05)
        stop.set()
        for thread in threads:
            thread.join()
        assert faults == []
        store.clean(root)
        assert not (root / "snapshots" / old).exists()
        assert json.loads(get(port, sparql(QUICK), Accept=JSON).body)["boolean"] is True
        store.rollback(root)
        assert json.loads(get(port, "/health").body)["snapshot"] != published.id


def test_the_loop_does_not_turn_while_threads_write(marlbrook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(sending.Channel):
        woken = 0

        def handle_write(self) -> None:
            Counted.woken += 1
            super().handle_write()

    monkeypatch.setattr(sending, "Channel", Counted)
    replies: list[Reply] = []
    with served(Settings(store=marlbrook, workers=1, query_seconds=60.0)) as number:

        def ask() -> None:
            replies.extend(get(number, "/queries/", Accept="application/json") for _ in range(10))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [reply.status for reply in replies] == [200] * 40
    assert all(reply.whole for reply in replies)
    assert Counted.woken < 10 * len(replies)
