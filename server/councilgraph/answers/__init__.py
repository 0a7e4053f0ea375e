"""From a query or a question to an answer: rows, each cell with the passages that prove it."""

from councilgraph.answers.asking import ask
from councilgraph.answers.forms import as_csv, as_json, as_text, as_turtle, as_xlsx
from councilgraph.answers.running import run

__all__ = ["as_csv", "as_json", "as_text", "as_turtle", "as_xlsx", "ask", "run"]
