"""Every query and twenty questions, answered alike by the embedded engine, an Oxigraph server and Virtuoso 7."""

import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from councilgraph import answers, canned, store
from councilgraph.canned.parameters import examples
from councilgraph.cli import main
from councilgraph.config import Settings
from test_store_remote import free_port

pytestmark = pytest.mark.slow

QUESTIONS = (
    "who supplies SC220040",
    "which decisions extended SC220040",
    "when does SC220040 end",
    "what does SC220040 cost a year",
    "how many options are left on SC220040",
    "who took decision OD/25/00034",
    "when was OD/25/00034 taken",
    "what law does OD/25/00034 cite",
    "who was consulted on OD/25/00034",
    "what did OD/25/00034 carry out",
    "which decisions did Christine McInnes take",
    "what posts has Christine McInnes held",
    "which contracts does Imago have",
    "how many decisions are there",
    "which decisions cite the Children and Families Act 2014",
    "what is missing for SC220040",
    "which contracts end before 2028",
    "who supplies SC999999",
    "which decisions were taken in 1999",
    "what is the capital of France",
)
_VIRTUOSO = (Path(__file__).parent / "virtuoso.ini").read_text(encoding="utf-8")
# An IRI beside a table of words, or a condition beside what may be missing.
_VIRTUOSO_LOSES = frozenset({"contract-alternatives", "contract-reasons", "decision-before", "decisions-awarding"})
_SIZES = {"threads": 10, "buffers": 20_000, "dirty": 15_000, "rows": 100_000, "seconds": 60}


@contextmanager
def running(command: list[str | Path], address: str, folder: Path) -> Iterator[None]:
    """A server that ends with the block; waits until it answers."""
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} did not start")
        yield
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def oxigraph(folder: Path) -> Iterator[tuple[str, str]]:
    """Addresses of an Oxigraph server: where it is asked, and its graph store."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("Oxigraph's server is not here: pip install oxigraph")
    address = f"http://127.0.0.1:{(port := free_port())}"
    bind: list[str | Path] = ["--location", folder, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with running([program, "serve", *bind], address, folder):
        yield f"{address}/query", f"{address}/store"


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[str, str]]:
    """Addresses of a Virtuoso server: where it is asked, and its graph store."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso 7 is not here: apt-get install virtuoso-opensource-7-bin")
    settings = _VIRTUOSO.format(folder=folder, sql=free_port(), http=(port := free_port()), **_SIZES)
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    with running([program, "+foreground", "+configfile", folder / "virtuoso.ini"], f"{address}/sparql", folder):
        yield f"{address}/sparql", f"{address}/sparql-graph-crud-auth"


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the graph that comes with the project."""
    folder = tmp_path_factory.mktemp("kent")
    assert CliRunner().invoke(main, ["build", "--store", str(folder)]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def embedded(kent: Path) -> Iterator[store.Engine]:
    """The embedded engine over that store."""
    engine = store.open_engine(Settings(store=kent), workers=0)
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["Oxigraph", "Virtuoso"])
def other(
    request: pytest.FixtureRequest, kent: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[store.Engine]:
    """An engine over another server, filled by the command."""
    serve: Callable[[Path], AbstractContextManager[tuple[str, str]]] = request.param
    with ExitStack() as opened:
        endpoint, graph_store = opened.enter_context(serve(tmp_path_factory.mktemp("server")))
        command = ["load", "--store", str(kent), "--endpoint", endpoint, "--graph-store", graph_store]
        environment = {"COUNCILGRAPH_USER": "dba", "COUNCILGRAPH_PASSWORD": "dba"}
        result = CliRunner().invoke(main, command, env=environment)
        assert result.exit_code == 0, result.output
        assert "triples sent" not in result.output
        engine = store.open_engine(Settings(endpoint=endpoint, query_seconds=60))
        yield engine
        engine.close()


def values(query: canned.Query) -> dict[str, str]:
    """The example values of a query's parameters, as a person would give them."""
    found = {}
    for name, terms in examples(query.sparql).items():
        match = re.match(r'<([^>]*)>|"([^"]*)"', terms)
        found[name] = (match[1] or match[2]) if match else terms
    return {name: value for name, value in found.items() if name in query.params}


def rows(table: store.Table) -> list[list[str]]:
    """Rows as texts; the parts of a joined text in one order, since SPARQL gives them none."""
    return [["; ".join(sorted(str(term or "").split("; "))) for term in row] for row in table.rows]


@pytest.mark.parametrize("name", sorted(canned.catalogue()))
def test_a_query_gives_the_same_rows(name: str, embedded: store.Engine, other: store.Engine) -> None:
    query = canned.catalogue()[name]
    sparql = canned.fill(query, values(query))
    assert rows(other.select(sparql)) == rows(embedded.select(sparql))


@pytest.mark.parametrize("name", sorted(canned.catalogue()))
def test_a_query_without_its_optional_values_gives_the_same_rows(
    name: str, embedded: store.Engine, other: store.Engine
) -> None:
    query = canned.catalogue()[name]
    needed = {key: value for key, value in values(query).items() if not query.params[key].optional}
    sparql = canned.fill(query, needed)
    assert rows(other.select(sparql)) == rows(embedded.select(sparql))


@pytest.mark.parametrize("name", sorted(canned.catalogue()))
def test_a_query_asked_for_one_thing_at_a_time_gives_the_same_rows(
    name: str, embedded: store.Engine, other: store.Engine, request: pytest.FixtureRequest
) -> None:
    if name in _VIRTUOSO_LOSES and "virtuoso" in str(request.node.name).lower():
        told = "Virtuoso 7 loses rows of this query where it is asked for things by IRI."
        request.applymarker(pytest.mark.xfail(strict=True, raises=AssertionError, reason=told))
    query = canned.catalogue()[name]
    given = {key: iri(embedded, value, query.params[key].type) for key, value in values(query).items()}
    needed = {key: value for key, value in given.items() if not query.params[key].optional}
    for key, value in given.items():
        for one in [value, f"not {value}"] if canned.leaves_out(query.sparql, key) else [value]:
            if one.split()[-1].startswith("http"):
                sparql = canned.fill(query, needed | {key: one})
                assert rows(other.select(sparql)) == rows(embedded.select(sparql)), f"{key}: {one}"


def iri(engine: store.Engine, value: str, kind: str) -> str:
    """The thing of a kind that a value names; the value itself where it names none."""
    return next((one.iri for one in engine.names.exact(value) if one.kind == kind), value)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_the_same_answer_and_proof(question: str, embedded: store.Engine, other: store.Engine) -> None:
    ours, theirs = (answers.as_json(answers.ask(engine, question)) for engine in (embedded, other))
    for part in ("status", "query", "params", "sentence", "columns", "rows", "findings", "suggestions"):
        assert sorted_texts(theirs[part]) == sorted_texts(ours[part]), part


def sorted_texts(value: object) -> object:
    """A part of an answer with the parts of every joined text in one order."""
    if isinstance(value, dict):
        return {key: sorted_texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [sorted_texts(one) for one in value]
    return "; ".join(sorted(value.split("; "))) if isinstance(value, str) else value
