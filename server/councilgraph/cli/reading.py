"""Commands that read documents and publish nothing: extract, review."""

from collections.abc import Mapping
from pathlib import Path

import click

from councilgraph import documents, extract
from councilgraph.cli.options import COUNCIL, FORMAT, print_json, told


@click.command("extract")
@click.argument("file", type=click.Path(path_type=Path))
@COUNCIL
@FORMAT
@told
def extract_command(file: Path, council: str | None, form: str) -> None:
    """Print the facts of one document, each with the passages that say it."""
    text = documents.read(file)
    found = extract.as_json(text, extract.extract(text, council))
    if form == "json":
        print_json(found)
        return
    for kind, facts in found["facts"].items():
        click.echo(f"{kind} ({len(facts)})")
        for fact in facts:
            click.echo(f"  {_one_line(fact)}")


def _one_line(fact: object) -> str:
    if not isinstance(fact, Mapping):
        return str(fact)
    quotes = "; ".join(f"“{' '.join(e['quote'].split())[:60]}”" for e in fact.get("evidence", [])[:2])
    fields = ", ".join(f"{k}: {v}" for k, v in fact.items() if k != "evidence" and v not in (None, [], False, ""))
    return f"{fields}  {quotes}"


@click.command("review")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@COUNCIL
@FORMAT
@told
def review_command(paths: tuple[Path, ...], council: str | None, form: str) -> None:
    """List what was read by a guess and kept out of the graph: the value, how sure it is and why, and the passage."""
    doubts = []
    for file in documents.collect(paths):
        text = documents.read(file)
        found = extract.as_json(text, extract.extract(text, council))["review"]
        doubts += [{"document": text.name, **doubt} for doubt in found]
    if form == "json":
        print_json(doubts)
        return
    for doubt in doubts:
        click.echo(f"{doubt['document']}: {doubt['kind']} {doubt['field']} {doubt['value']!r} ({doubt['confidence']})")
        click.echo(f"  {doubt['reason']}: “{' '.join(doubt['evidence'][0]['quote'].split())[:80]}”")
    click.echo(f"{len(doubts)} facts kept for review.")
