"""The pages, questions, SPARQL and downloads over HTTP."""

from councilgraph.web.app import create_app, serve

__all__ = ["create_app", "serve"]
