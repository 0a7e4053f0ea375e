"""The command line, walked from the front door: build, ask, and what it says to bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from councilgraph import cli, resources
from councilgraph.cli import main

SAMPLE = resources.folder("data") / "sample" / "documents"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the graph that comes with the project."""
    store = tmp_path_factory.mktemp("kent")
    assert call("build", "--store", store).exit_code == 0
    return store


def test_a_question_is_answered_with_its_proof(kent: Path) -> None:
    result = call("ask", "which decisions extended SC220040", "--store", kent, "--format", "json")
    reply = json.loads(result.output)
    assert result.exit_code == 0
    assert reply["status"] == "answered"
    [row] = reply["rows"]
    said = " ".join(f"{cell['value']} {cell['label']}" for cell in row.values())
    assert all(part in said for part in ("OD/25/00034", "2025-11-27", "Christine McInnes"))
    documents = {proof["document"] for cell in row.values() for proof in cell["evidence"]}
    assert any(document.endswith("/document/od-25-00034-record-of-officer-decision") for document in documents)


def test_the_answer_reads_well_in_a_terminal(kent: Path) -> None:
    result = call("ask", "who supplies SC220040", "--store", kent)
    assert "Imago" in result.output
    assert result.exit_code == 0


def test_an_unknown_reference_is_told_and_ends_with_1(kent: Path) -> None:
    result = call("ask", "who supplies SC999999", "--store", kent, "--format", "json")
    assert json.loads(result.output)["status"] == "not_held"
    assert result.exit_code == 1


def test_a_query_runs_by_name_and_from_a_file(kent: Path) -> None:
    path = resources.folder("queries") / "contract-extensions.rq"
    by_name = call("query", path.stem, "--param", "reference=SC220040", "--store", kent, "--format", "json")
    by_file = call("query", path, "--param", "reference=SC220040", "--store", kent, "--format", "json")
    assert json.loads(by_name.output)["rows"] == json.loads(by_file.output)["rows"] != []


def test_an_unknown_query_names_those_there_are(kent: Path) -> None:
    result = call("query", "no-such-query", "--store", kent)
    assert result.exit_code == 2
    assert "contract-extensions" in result.output


def test_asking_before_building_says_what_to_run(tmp_path: Path) -> None:
    result = call("ask", "who supplies SC220040", "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "councilgraph build" in result.output


def test_extract_prints_facts_whose_evidence_stands_in_the_text() -> None:
    path = SAMPLE / "23-00041-record-of-decision.txt"
    facts = json.loads(call("extract", path, "--format", "json").output)["facts"]
    text = path.read_text(encoding="utf-8")
    evidence = [e for kind in facts.values() for fact in kind if isinstance(fact, dict) for e in fact["evidence"]]
    assert len(evidence) > 10
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in evidence)


BAD = {
    "empty.txt": (b"", "empty.txt"),
    "blank.txt": (b" \n\n", "blank.txt"),
    "sheet.xyz": (b"\x00\x01", "sheet.xyz"),
    "broken.pdf": (b"%PDF-1.7 not really", "broken.pdf"),
    "broken.ttl": (b"<urn:a> <urn:b> .", "broken.ttl"),
    "shape.ttl": (
        b"""@prefix cg: <https://w3id.org/councilgraph/def#> .
        <https://w3id.org/councilgraph/id/marlbrook/contract/MC1> a cg:Contract ; cg:start "next spring" .""",
        "shape.ttl",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_the_next_step_and_publishes_nothing(name: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert call("build", SAMPLE, "--store", store).exit_code == 0
    before = (store / "current").read_text()
    content, mark = BAD[name]
    (tmp_path / name).write_bytes(content)
    result = call("build", SAMPLE, tmp_path / name, "--store", store)
    assert result.exit_code == 1
    assert mark in result.output
    assert "Traceback" not in result.output
    assert (store / "current").read_text() == before


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = call("build", tmp_path / "gone.txt", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "gone.txt" in result.output


def test_check_publishes_nothing_and_conforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILGRAPH_STORE", str(tmp_path / "store"))
    result = call("check", SAMPLE)
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "store").exists()


def test_verify_holds_every_passage_against_the_documents(tmp_path: Path) -> None:
    call("build", SAMPLE, "--store", tmp_path)
    result = call("verify", SAMPLE, "--store", tmp_path)
    assert result.exit_code == 0, result.output
    assert ", 0 do not fit" in result.output


def test_export_short_cuts_quotes_and_keeps_the_rest(tmp_path: Path) -> None:
    call("build", SAMPLE, "--store", tmp_path / "store")
    assert call("export", "--short", "--to", tmp_path / "out", "--store", tmp_path / "store").exit_code == 0
    again = call("build", tmp_path / "out", "--store", tmp_path / "again", "--format", "json")
    assert again.exit_code == 0, again.output
    first = json.loads(call("status", "--store", tmp_path / "store", "--format", "json").output)
    second = json.loads(call("status", "--store", tmp_path / "again", "--format", "json").output)
    assert first["triples"] == second["triples"] > 500


def test_status_tells_what_is_published(kent: Path) -> None:
    status = json.loads(call("status", "--store", kent, "--format", "json").output)
    assert status["documents"] == 5
    assert status["triples"] > 1000


def test_an_earlier_snapshot_is_published_again(tmp_path: Path) -> None:
    papers = sorted(SAMPLE.glob("*.txt"))
    first = json.loads(call("build", papers[0], "--store", tmp_path, "--format", "json").stdout)["snapshot"]
    call("build", *papers[:2], "--store", tmp_path)
    assert call("rollback", "--store", tmp_path).output == f"Published {first} again.\n"
    assert json.loads(call("status", "--store", tmp_path, "--format", "json").output)["snapshot"] == first
    assert call("rollback", "19990101T000000", "--store", tmp_path).exit_code == 1


def test_load_names_the_endpoint_that_does_not_take_it(kent: Path) -> None:
    result = call("load", "--endpoint", "http://127.0.0.1:9/sparql", "--store", kent)
    assert result.exit_code == 1
    assert "http://127.0.0.1:9/sparql" in result.output


def test_help_lists_every_command_and_reads_none_of_their_modules() -> None:
    code = (
        "import sys; from councilgraph import cli; from click.testing import CliRunner;"
        "print(CliRunner().invoke(cli.main, ['--help']).output);"
        "print([name for name in sys.modules if name in ('rdflib', 'flask', 'councilgraph.store')])"
    )
    *told, imported = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        .stdout.strip()
        .splitlines()
    )
    assert imported == "[]"
    assert all(any(line.split()[:1] == [name] for line in told) for name in cli.COMMANDS)


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_listed_is_there_and_tells_of_itself(name: str) -> None:
    assert call(name, "--help").output.startswith(f"Usage: main {name}")
