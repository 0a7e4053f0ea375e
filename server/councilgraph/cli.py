"""The command line: each command parses, calls one function, prints."""

import dataclasses
import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from councilgraph import __version__, answers, build, canned, config, documents, extract, graph, store, web
from councilgraph.config import Settings
from councilgraph.errors import CouncilgraphError, InvalidGraph, UnknownQuery, UsageError
from councilgraph.model import Answer
from councilgraph.store import Target

Command = Callable[..., Any]

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result."
)
_COUNCIL = click.option("--council", help="Whose papers they are, where a paper does not say.")


def _store_option(command: Command) -> Command:
    return click.option(
        "--store", type=click.Path(path_type=Path), help="Folder of the graph (COUNCILGRAPH_STORE, .councilgraph)."
    )(command)


def _source_options(command: Command) -> Command:
    endpoint = click.option("--endpoint", help="Ask this SPARQL 1.1 endpoint instead of the store.")
    return _store_option(endpoint(command))


def _settings(location: Path | None = None, endpoint: str | None = None) -> Settings:
    settings = config.from_environment()
    if location is not None:
        settings = dataclasses.replace(settings, store=location)
    if endpoint is not None:
        settings = dataclasses.replace(settings, endpoint=endpoint)
    return settings


def _told(command: Command) -> Command:
    """Turn the project's errors into a message and an exit code: 2 for wrong usage, 1 for the rest."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except UsageError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except InvalidGraph as error:
            click.echo("Nothing was published. To mend:", err=True)
            for problem in error.problems:
                click.echo(f"  {problem}", err=True)
            sys.exit(1)
        except CouncilgraphError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return wrapped


@contextmanager
def _engine(location: Path | None, endpoint: str | None) -> Iterator[store.Engine]:
    engine = store.open_engine(_settings(location, endpoint), workers=0)
    try:
        yield engine
    finally:
        engine.close()


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("-v", "--verbose", is_flag=True, help="Log what is done.")
def main(verbose: bool) -> None:
    """Council decisions as a knowledge graph in which every answer shows the passage that proves it."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )


@main.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_store_option
@_COUNCIL
@click.option("--jobs", type=click.IntRange(1), default=1, help="How many processes read documents.")
@click.option("--dask", metavar="ADDRESS", help="Read documents on the Dask cluster whose scheduler is there.")
@_FORMAT
@_told
def build_command(
    paths: tuple[Path, ...], store: Path | None, council: str | None, jobs: int, dask: str | None, form: str
) -> None:
    """Read documents, folders and .ttl/.trig files, check them, and publish the graph.

    Without PATHS the graph that comes with councilgraph is built (data/kent). Exit code 0 when published, 1 when not.
    """
    snapshot, built = build.publish(
        paths, _settings(store), council, jobs, dask, progress=lambda line: click.echo(f"· {line}", err=True)
    )
    for warning in built.warnings:
        click.echo(f"  {warning}", err=True)
    summary = {
        "snapshot": snapshot.id,
        "documents": len(built.papers),
        "graphs": len(built.graphs),
        "triples": sum(built.counts.values()),
        "merges": built.merges,
        "warnings": len(built.warnings),
        "kept for review": sum(len(paper.facts.review) for paper in built.papers),
    }
    if form == "json":
        _print_json(summary)
    else:
        click.echo(f"Published {snapshot.id}: " + ", ".join(f"{v} {k}" for k, v in summary.items() if k != "snapshot"))


@main.command("extract")
@click.argument("file", type=click.Path(path_type=Path))
@_COUNCIL
@_FORMAT
@_told
def extract_command(file: Path, council: str | None, form: str) -> None:
    """Print the facts of one document, each with the passages that say it."""
    text = documents.read(file)
    found = extract.as_json(text, extract.extract(text, council))
    if form == "json":
        _print_json(found)
        return
    for kind, facts in found["facts"].items():
        click.echo(f"{kind} ({len(facts)})")
        for fact in facts:
            click.echo(f"  {_one_line(fact)}")


@main.command("review")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_COUNCIL
@_FORMAT
@_told
def review_command(paths: tuple[Path, ...], council: str | None, form: str) -> None:
    """List what was read by a guess and kept out of the graph: the value, how sure it is and why, and the passage."""
    doubts = []
    for file in documents.collect(paths):
        text = documents.read(file)
        found = extract.as_json(text, extract.extract(text, council))["review"]
        doubts += [{"document": text.name, **doubt} for doubt in found]
    if form == "json":
        _print_json(doubts)
        return
    for doubt in doubts:
        click.echo(f"{doubt['document']}: {doubt['kind']} {doubt['field']} {doubt['value']!r} ({doubt['confidence']})")
        click.echo(f"  {doubt['reason']}: “{' '.join(doubt['evidence'][0]['quote'].split())[:80]}”")
    click.echo(f"{len(doubts)} facts kept for review.")


def _one_line(fact: object) -> str:
    if not isinstance(fact, Mapping):
        return str(fact)
    quotes = "; ".join(f"“{' '.join(e['quote'].split())[:60]}”" for e in fact.get("evidence", [])[:2])
    fields = ", ".join(f"{k}: {v}" for k, v in fact.items() if k != "evidence" and v not in (None, [], False, ""))
    return f"{fields}  {quotes}"


@main.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_COUNCIL
@_FORMAT
@_told
def check_command(paths: tuple[Path, ...], council: str | None, form: str) -> None:
    """Check documents or graph files against the shapes and publish nothing; exit code 1 on a violation."""
    built = build.build(paths, _settings(), council)
    if form == "json":
        _print_json({"conforms": True, "warnings": list(built.warnings)})
        return
    for warning in built.warnings:
        click.echo(warning)
    click.echo(f"Conforms, with {len(built.warnings)} warnings.")


@main.command("ask")
@click.argument("question", nargs=-1, required=True)
@_source_options
@_FORMAT
@_told
def ask_command(question: tuple[str, ...], store: Path | None, endpoint: str | None, form: str) -> None:
    """Answer a question in plain English, with its proof."""
    with _engine(store, endpoint) as engine:
        _print_answer(answers.ask(engine, " ".join(question)), form)


@main.command("query")
@click.argument("name")
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@_source_options
@_FORMAT
@_told
def query_command(name: str, pairs: tuple[str, ...], store: Path | None, endpoint: str | None, form: str) -> None:
    """Run a query of the catalogue by NAME, or a query file; without parameters that it needs it says which."""
    query = canned.load(Path(name)) if name.endswith(".rq") else canned.catalogue().get(name)
    if query is None:
        known = ", ".join(sorted(canned.catalogue()))
        raise UnknownQuery(f"No query is called {name!r}. There are: {known}.")
    with _engine(store, endpoint) as engine:
        _print_answer(answers.run(engine, query, _params(pairs)), form)


def _params(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"--param {pair}: write it as NAME=VALUE.")
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def _print_answer(answer: Answer, form: str) -> None:
    if form == "json":
        _print_json(answers.as_json(answer))
    else:
        click.echo(answers.as_text(answer))
    if answer.status not in ("answered", "empty"):
        sys.exit(1)


@main.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", help="Only things of this class: decision, contract, person, …")
@_source_options
@_FORMAT
@_told
def search_command(
    text: tuple[str, ...], kind: str | None, store: Path | None, endpoint: str | None, form: str
) -> None:
    """Find things and passages by their words."""
    with _engine(store, endpoint) as engine:
        hits = engine.search(" ".join(text), kind=kind)
    if form == "json":
        _print_json([dataclasses.asdict(hit) for hit in hits])
        return
    for hit in hits:
        click.echo(f"{hit.kind:12} {hit.label}  {hit.snippet}\n             {hit.iri}")


@main.command("serve")
@_source_options
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@_told
def serve_command(store: Path | None, endpoint: str | None, host: str, port: int) -> None:
    """Serve the pages, the questions, SPARQL and the downloads over HTTP."""
    settings = _settings(store, endpoint)
    click.echo(f"councilgraph on http://{host}:{port}  (Ctrl+C ends it)")
    try:
        web.serve(settings, host, port)
    except OSError as error:
        raise UsageError(f"Port {port} of {host} cannot be used ({error.strerror}). Give another: --port.") from error


@main.command("export")
@_store_option
@click.option("--short", is_flag=True, help="Cut each quote to its first 80 characters.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder for a TriG file a graph; else all on the screen.")
@_told
def export_command(store: Path | None, short: bool, to: Path | None) -> None:
    """Write the published graph as TriG."""
    graphs = _published(_settings(store))
    if to is None:
        click.echo(graph.to_trig(graphs, short=short), nl=False)
        return
    for path in graph.write_folder(graphs, to, short=short):
        click.echo(str(path))


def _published(settings: Settings) -> build.Graphs:
    return store.graphs(store.current(settings.store))


@main.command("load")
@_store_option
@click.option("--endpoint", required=True, help="Where the other store is asked (SPARQL 1.1).")
@click.option("--graph-store", help="Where it takes whole graphs (Graph Store Protocol); else SPARQL Update is used.")
@click.option("--update", help="Where it takes SPARQL Update, if not at the endpoint itself.")
@_FORMAT
@_told
def load_command(store: Path | None, endpoint: str, graph_store: str | None, update: str | None, form: str) -> None:
    """Fill another SPARQL store with the published graph; what is there already is skipped.

    COUNCILGRAPH_USER and COUNCILGRAPH_PASSWORD say who writes, where it wants to know.
    """
    settings = _settings(store)
    loaded = _filled(
        settings, Target(endpoint, graph_store, update, settings.endpoint_user, settings.endpoint_password)
    )
    if form == "json":
        _print_json(dataclasses.asdict(loaded))
        return
    click.echo(f"{loaded.written} graphs written, {loaded.skipped} were there already, {loaded.removed} removed.")
    for name, sent, held in loaded.short:
        click.echo(f"{name}: {sent} triples sent, {held} held; the endpoint takes some for the same.", err=True)


def _filled(settings: Settings, target: Target) -> store.Loaded:
    snapshot = store.current(settings.store)
    with click.progressbar(length=len(snapshot.manifest["graphs"]), label=target.endpoint, file=sys.stderr) as bar:
        return store.load(snapshot, target, settings.store / "loaded", lambda _, done: bar.update(done - bar.pos))


@main.command("rollback")
@click.argument("snapshot", required=False)
@_store_option
@_told
def rollback_command(snapshot: str | None, store: Path | None) -> None:
    """Publish an earlier snapshot again: SNAPSHOT by its id, else the one before the current."""
    click.echo(f"Published {_back(_settings(store).store, snapshot)} again.")


def _back(root: Path, snapshot: str | None) -> str:
    return store.rollback(root, snapshot).id


@main.command("verify")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_store_option
@_told
def verify_command(paths: tuple[Path, ...], store: Path | None) -> None:
    """Hold every published passage against the documents' own text; exit code 1 where one does not fit."""
    report = build.verify(paths, _published(_settings(store)))
    for line in report.faults:
        click.echo(line, err=True)
    click.echo(f"{report.passages} passages of {report.documents} documents checked, {len(report.faults)} do not fit.")
    sys.exit(1 if report.faults else 0)


@main.command("status")
@_source_options
@_FORMAT
@_told
def status_command(store: Path | None, endpoint: str | None, form: str) -> None:
    """What is published: snapshot, documents, triples, when and by which version."""
    with _engine(store, endpoint) as engine:
        status = engine.status()
    if form == "json":
        _print_json(status)
        return
    for key, value in status.items():
        click.echo(f"{key}: {_briefly(value)}")


def _briefly(value: object) -> object:
    """A value for the terminal: lists and tables of big things by their number, small ones in a line."""
    if isinstance(value, Mapping):
        small = all(isinstance(one, str) for one in value.values())
        return ", ".join(f"{name} {one}" for name, one in value.items()) if small else len(value)
    return len(value) if isinstance(value, list) else value
