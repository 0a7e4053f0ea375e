"""Commands that build the graph and hold it against papers and shapes: build, check, verify."""

import sys
from pathlib import Path

import click

from councilgraph import build
from councilgraph import store as published
from councilgraph.cli.options import COUNCIL, FORMAT, print_json, settings, store_option, told


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@store_option
@COUNCIL
@click.option("--jobs", type=click.IntRange(1), default=1, help="How many processes read documents.")
@click.option("--dask", metavar="ADDRESS", help="Read documents on the Dask cluster whose scheduler is there.")
@FORMAT
@told
def build_command(
    paths: tuple[Path, ...], store: Path | None, council: str | None, jobs: int, dask: str | None, form: str
) -> None:
    """Read documents, folders and .ttl/.trig files, check them, and publish the graph.

    Without PATHS the graph that comes with councilgraph is built (data/kent). Exit code 0 when published, 1 when not.
    """
    snapshot, built = build.publish(
        paths, settings(store), council, jobs, dask, progress=lambda line: click.echo(f"· {line}", err=True)
    )
    for warning in built.warnings:
        click.echo(f"  {warning}", err=True)
    summary = {
        "snapshot": snapshot.id,
        "documents": built.documents,
        "graphs": built.graphs,
        "triples": built.triples,
        "merges": built.merges,
        "warnings": len(built.warnings),
        "kept for review": built.doubts,
        "built": built.how,
    }
    if form == "json":
        print_json(summary)
    else:
        counts = ", ".join(f"{value} {name}" for name, value in summary.items() if isinstance(value, int))
        click.echo(f"Published {snapshot.id}: {counts} (built {built.how})")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@COUNCIL
@FORMAT
@told
def check_command(paths: tuple[Path, ...], council: str | None, form: str) -> None:
    """Check documents or graph files against the shapes and publish nothing; exit code 1 on a violation."""
    built = build.build(paths, settings(), council)
    if form == "json":
        print_json({"conforms": True, "warnings": list(built.warnings)})
        return
    for warning in built.warnings:
        click.echo(warning)
    click.echo(f"Conforms, with {len(built.warnings)} warnings.")


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@told
def verify_command(paths: tuple[Path, ...], store: Path | None) -> None:
    """Hold every published passage against the documents' own text; exit code 1 where one does not fit."""
    report = build.verify(paths, published.graphs(published.current(settings(store).store)))
    for line in report.faults:
        click.echo(line, err=True)
    click.echo(f"{report.passages} passages of {report.documents} documents checked, {len(report.faults)} do not fit.")
    sys.exit(1 if report.faults else 0)
