"""The command that shows what is kept apart from the facts, and takes down what a person finds of it: review."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from councilgraph import build
from councilgraph.cli.options import COUNCIL, FORMAT, print_json, settings, store_option, told
from councilgraph.model import Review

Command = Callable[..., Any]


class _Listing(click.Group):
    """A group that lists where no other command of its own is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As any group, with `list` put before paths and options."""
        named = args[:1] and (args[0] in self.commands or args[0] in ("-h", "--help"))
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group("review", cls=_Listing)
def review_command() -> None:
    """List what was read by a guess and is kept out of the graph; accept, reject or correct it.

    The outcome is written to curated.ttl beside the document, with who, when and why; the next build applies it.
    """


@review_command.command("list")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@COUNCIL
@store_option
@FORMAT
@told
def list_command(paths: tuple[Path, ...], council: str | None, store: Path | None, form: str) -> None:
    """What is kept apart in documents, in the published graph without PATHS: ID, value, how sure and why, passage."""
    kept = build.doubts(paths, settings(store), council) if paths else build.published_doubts(settings(store))
    if form == "json":
        print_json([dataclasses.asdict(one) for one in kept])
        return
    for one in kept:
        click.echo(f"{one.id}  {one.name}: {one.field} {one.value!r} ({one.confidence:g})")
        click.echo(f"  {one.reason}: “{' '.join(one.quote.split())[:80]}”")
    click.echo(f"{len(kept)} facts kept for review.")


def _judgement(command: Command) -> Command:
    """The argument and options that accept, reject and correct share."""
    for option in (
        store_option,
        click.option("--to", type=click.Path(path_type=Path), help="Another file than curated.ttl beside the paper."),
        click.option("--why", required=True, help="Why it is so."),
        click.option("--by", required=True, metavar="NAME", help="Who says so."),
        click.argument("doubt", metavar="ID"),
    ):
        command = option(command)
    return command


@review_command.command("accept")
@_judgement
@told
def accept_command(doubt: str, by: str, why: str, to: Path | None, store: Path | None) -> None:
    """Take what was kept apart under ID for a fact."""
    _judge(Review(doubt, "accepted"), by, why, to, store)


@review_command.command("reject")
@_judgement
@told
def reject_command(doubt: str, by: str, why: str, to: Path | None, store: Path | None) -> None:
    """Say that what was kept apart under ID, or a claim of the graph, is wrong."""
    _judge(Review(doubt, "rejected"), by, why, to, store)


@review_command.command("correct")
@_judgement
@click.option("--value", required=True, help="The right value, in the form of the wrong one.")
@told
def correct_command(doubt: str, by: str, why: str, to: Path | None, store: Path | None, value: str) -> None:
    """Say what is right instead of what was kept apart under ID, or of a claim of the graph."""
    _judge(Review(doubt, "corrected", value), by, why, to, store)


def _judge(review: Review, by: str, why: str, to: Path | None, store: Path | None) -> None:
    path = build.judge(settings(store), review, by, why, to)
    click.echo(f"{review.id} {review.outcome} in {path}. Build again to apply it.")
