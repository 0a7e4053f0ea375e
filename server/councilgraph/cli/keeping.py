"""Commands about what is published: status, export, load, rollback."""

import dataclasses
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from councilgraph import graph
from councilgraph import store as published
from councilgraph.cli.options import FORMAT, print_json, settings, source_options, store_option, told
from councilgraph.config import Settings
from councilgraph.store import Target, open_engine


@click.command("status")
@source_options
@FORMAT
@told
def status_command(store: Path | None, endpoint: str | None, form: str) -> None:
    """What is published: snapshot, documents, triples, when and by which version."""
    with closing(open_engine(settings(store, endpoint), workers=0)) as opened:
        status = opened.status()
    if form == "json":
        print_json(status)
        return
    for key, value in status.items():
        click.echo(f"{key}: {_briefly(value)}")


def _briefly(value: object) -> object:
    """A value for the terminal: lists and tables of big things by their number, small ones in a line."""
    if isinstance(value, Mapping):
        small = all(isinstance(one, str) for one in value.values())
        return ", ".join(f"{name} {one}" for name, one in value.items()) if small else len(value)
    return len(value) if isinstance(value, list) else value


@click.command("export")
@store_option
@click.option("--short", is_flag=True, help="Cut each quote to its first 80 characters.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder for a TriG file a graph; else all on the screen.")
@told
def export_command(store: Path | None, short: bool, to: Path | None) -> None:
    """Write the published graph as TriG."""
    graphs = published.graphs(published.current(settings(store).store))
    if to is None:
        click.echo(graph.to_trig(graphs, short=short), nl=False)
        return
    for path in graph.write_folder(graphs, to, short=short):
        click.echo(str(path))


@click.command("load")
@store_option
@click.option("--endpoint", required=True, help="Where the other store is asked (SPARQL 1.1).")
@click.option("--graph-store", help="Where it takes whole graphs (Graph Store Protocol); else SPARQL Update is used.")
@click.option("--update", help="Where it takes SPARQL Update, if not at the endpoint itself.")
@FORMAT
@told
def load_command(store: Path | None, endpoint: str, graph_store: str | None, update: str | None, form: str) -> None:
    """Fill another SPARQL store with the published graph; what is there already is skipped.

    COUNCILGRAPH_USER and COUNCILGRAPH_PASSWORD say who writes, where it wants to know.
    """
    mine = settings(store)
    loaded = _filled(mine, Target(endpoint, graph_store, update, mine.endpoint_user, mine.endpoint_password))
    if form == "json":
        print_json(dataclasses.asdict(loaded))
        return
    click.echo(f"{loaded.written} graphs written, {loaded.skipped} were there already, {loaded.removed} removed.")
    for name, sent, held in loaded.short:
        click.echo(f"{name}: {sent} triples sent, {held} held; the endpoint takes some for the same.", err=True)


def _filled(mine: Settings, target: Target) -> published.Loaded:
    snapshot = published.current(mine.store)
    with click.progressbar(length=snapshot.manifest["graphs"], label=target.endpoint, file=sys.stderr) as bar:
        return published.load(snapshot, target, mine.store / "loaded", lambda _, done: bar.update(done - bar.pos))


@click.command("rollback")
@click.argument("snapshot", required=False)
@store_option
@told
def rollback_command(snapshot: str | None, store: Path | None) -> None:
    """Publish an earlier snapshot again: SNAPSHOT by its id, else the one before the current."""
    click.echo(f"Published {published.rollback(settings(store).store, snapshot).id} again.")
