"""The command that serves over HTTP."""

from pathlib import Path

import click

from councilgraph import forking
from councilgraph.cli.options import settings, source_options, told
from councilgraph.errors import UsageError


@click.command("serve")
@source_options
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@told
def serve_command(store: Path | None, endpoint: str | None, host: str, port: int) -> None:
    """Serve the pages, the questions, SPARQL and the downloads over HTTP."""
    found = settings(store, endpoint)
    if found.endpoint is None:
        forking.begin()
    from councilgraph import web  # after that, so that both processes read their modules at the same time

    click.echo(f"councilgraph on http://{host}:{port}  (Ctrl+C ends it)")
    try:
        web.serve(found, host, port)
    except OSError as error:
        raise UsageError(f"Port {port} of {host} cannot be used ({error.strerror}). Give another: --port.") from error
