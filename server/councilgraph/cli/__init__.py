"""The command line: each command parses, calls one function, prints."""

import importlib
import logging

import click

from councilgraph import __version__

# A command's module is imported when the command is called, so that none waits for what another needs; the list of
# them says in a few words what each one's own help begins with or tells at length.
COMMANDS = {
    "build": ("building", "Read documents and graph files, check them, and publish the graph."),
    "extract": ("reading", "Print the facts of one document with their passages."),
    "review": ("reviewing", "List what was read by a guess; accept, reject, correct it."),
    "check": ("building", "Check documents or graph files; publish nothing."),
    "verify": ("building", "Hold every published passage against its document."),
    "ask": ("asking", "Answer a question in plain English, with its proof."),
    "query": ("asking", "Run a query of the catalogue, or a query file."),
    "search": ("asking", "Find things and passages by their words."),
    "serve": ("serving", "Serve pages, questions, SPARQL and downloads over HTTP."),
    "status": ("keeping", "What is published, when and by which version."),
    "export": ("keeping", "Write the published graph as TriG."),
    "load": ("keeping", "Fill another SPARQL store with the published graph."),
    "rollback": ("keeping", "Publish an earlier snapshot again."),
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
        module = importlib.import_module(f"councilgraph.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing their modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("-v", "--verbose", is_flag=True, help="Log what is done.")
def main(verbose: bool) -> None:
    """Council decisions as a knowledge graph in which every answer shows the passage that proves it."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
