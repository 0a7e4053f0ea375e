"""From a query or a question to an answer: rows, each cell with the passages that prove it."""

from councilgraph.answers.asking import ask
from councilgraph.answers.calendars import as_calendar
from councilgraph.answers.forms import as_csv, as_json, as_text, as_turtle, as_xlsx
from councilgraph.answers.running import run
from councilgraph.answers.suggesting import suggested
from councilgraph.answers.there import query, query_json, query_page, question, question_json

__all__ = [
    "as_calendar", "as_csv", "as_json", "as_text", "as_turtle", "as_xlsx", "ask", "query", "query_json",
    "query_page", "question", "question_json", "run", "suggested",
]  # fmt: skip
