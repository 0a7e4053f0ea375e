"""The command that reads a document and publishes nothing: extract."""

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
