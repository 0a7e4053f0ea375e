"""Options, settings and error messages that the commands share."""

import dataclasses
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from councilgraph import config
from councilgraph.config import Settings
from councilgraph.errors import CouncilgraphError, InvalidGraph, UsageError

Command = Callable[..., Any]

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result."
)
COUNCIL = click.option("--council", help="Whose papers they are, where a paper does not say.")


def store_option(command: Command) -> Command:
    return click.option(
        "--store", type=click.Path(path_type=Path), help="Folder of the graph (COUNCILGRAPH_STORE, .councilgraph)."
    )(command)


def source_options(command: Command) -> Command:
    endpoint = click.option("--endpoint", help="Ask this SPARQL 1.1 endpoint instead of the store.")
    return store_option(endpoint(command))


def settings(location: Path | None = None, endpoint: str | None = None) -> Settings:
    found = config.from_environment()
    if location is not None:
        found = dataclasses.replace(found, store=location)
    if endpoint is not None:
        found = dataclasses.replace(found, endpoint=endpoint)
    return found


def told(command: Command) -> Command:
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


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
