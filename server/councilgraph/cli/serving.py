"""The command that serves over HTTP."""

from pathlib import Path

import click

from councilgraph import web
from councilgraph.cli.options import settings, source_options, told
from councilgraph.errors import UsageError


@click.command("serve")
@source_options
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@told
def serve_command(store: Path | None, endpoint: str | None, host: str, port: int) -> None:
    """Serve the pages, the questions, SPARQL and the downloads over HTTP."""
    click.echo(f"councilgraph on http://{host}:{port}  (Ctrl+C ends it)")
    try:
        web.serve(settings(store, endpoint), host, port)
    except OSError as error:
        raise UsageError(f"Port {port} of {host} cannot be used ({error.strerror}). Give another: --port.") from error
