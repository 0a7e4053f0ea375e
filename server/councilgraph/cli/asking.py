"""Commands that ask the graph: ask, query, search."""

import dataclasses
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from councilgraph import answers, canned
from councilgraph.cli.options import FORMAT, print_json, settings, source_options, told
from councilgraph.errors import UnknownQuery, UsageError
from councilgraph.model import Answer
from councilgraph.store import open_engine


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@source_options
@FORMAT
@told
def ask_command(question: tuple[str, ...], store: Path | None, endpoint: str | None, form: str) -> None:
    """Answer a question in plain English, with its proof."""
    with closing(open_engine(settings(store, endpoint), workers=0)) as opened:
        _print_answer(answers.ask(opened, " ".join(question)), form)


@click.command("query")
@click.argument("name")
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@source_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help="How to print the result; ics are calendar entries, of queries whose rows have days.",
)
@told
def query_command(name: str, pairs: tuple[str, ...], store: Path | None, endpoint: str | None, form: str) -> None:
    """Run a query of the catalogue by NAME, or a query file; without parameters that it needs it says which."""
    query = canned.load(Path(name)) if name.endswith(".rq") else canned.catalogue().get(name)
    if query is None:
        known = ", ".join(sorted(canned.catalogue()))
        raise UnknownQuery(f"No query is called {name!r}. There are: {known}.")
    with closing(open_engine(settings(store, endpoint), workers=0)) as opened:
        answer = answers.run(opened, query, _params(pairs))
        if form == "ics":
            click.echo(answers.as_calendar(answer, query, opened.snapshot_id), nl=False)
        else:
            _print_answer(answer, form)


def _params(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"--param {pair}: write it as NAME=VALUE.")
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def _print_answer(answer: Answer, form: str) -> None:
    if form == "json":
        print_json(answers.as_json(answer))
    else:
        click.echo(answers.as_text(answer))
    if answer.status not in ("answered", "empty"):
        sys.exit(1)


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", help="Only things of this class: decision, contract, person, …")
@click.option("--council", help="Only of this council, by its slug.")
@click.option("--since", metavar="DATE", help="Only what is dated on or after 2025-11-27, say.")
@click.option("--until", metavar="DATE", help="Only what is dated on or before this day.")
@source_options
@FORMAT
@told
def search_command(
    text: tuple[str, ...], kind: str | None, council: str | None, since: str | None, until: str | None,
    store: Path | None, endpoint: str | None, form: str,
) -> None:  # fmt: skip
    """Find things and passages by their words; misspelt words are put right by those that occur."""
    _check_date("since", since)
    _check_date("until", until)
    words = " ".join(text)
    with closing(open_engine(settings(store, endpoint), workers=0)) as opened:
        hits = opened.search(words, kind, council, since, until)
        mended = "" if hits else opened.respelled(words)
        hits = opened.search(mended, kind, council, since, until) if mended else hits
    if form == "json":
        print_json([dataclasses.asdict(hit) for hit in hits])
        return
    if not hits:
        click.echo(f"Nothing here holds {words!r}.", err=True)
    elif mended:
        click.echo(f"Nothing here holds {words!r}; these hold {mended!r}:", err=True)
    for hit in hits:
        place = f"#char={hit.start},{hit.end}" if hit.start is not None else ""
        snippet = " ".join(hit.snippet.split())
        click.echo(f"{hit.kind:12} {hit.label}  {snippet}\n             {hit.iri}{place}")


def _check_date(name: str, text: str | None) -> None:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        raise UsageError(f"--{name} {text}: that is no date; write it as 2025-11-27.") from None
