"""The command line: each command parses, calls one function, prints."""

import importlib
import logging

import click

from councilgraph import __version__

# A command's module is imported when the command is called, so that none waits for what another needs.
COMMANDS = {
    "build": "building",
    "extract": "reading",
    "review": "reviewing",
    "check": "building",
    "verify": "building",
    "ask": "asking",
    "query": "asking",
    "search": "asking",
    "serve": "serving",
    "status": "keeping",
    "export": "keeping",
    "load": "keeping",
    "rollback": "keeping",
}


class Commands(click.Group):
    """The commands by name, each found in its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"councilgraph.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("-v", "--verbose", is_flag=True, help="Log what is done.")
def main(verbose: bool) -> None:
    """Council decisions as a knowledge graph in which every answer shows the passage that proves it."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
