"""Answers worked out where the graph is: functions for `Engine.call`, which takes what it is given to a worker."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace

from councilgraph import canned, store
from councilgraph.answers.asking import ask
from councilgraph.answers.forms import as_json
from councilgraph.answers.running import run
from councilgraph.model import Answer


def query(engine: store.Engine, name: str, params: Mapping[str, str], today: dt.date) -> Answer:
    """The answer of a query of the catalogue; raises UnknownQuery and as `run`."""
    return run(engine, canned.catalogue()[name], params, today=today)


def query_json(engine: store.Engine, name: str, params: Mapping[str, str], today: dt.date) -> bytes:
    """The same as JSON in UTF-8."""
    return _json(query(engine, name, params, today))


def query_page(
    engine: store.Engine, name: str, params: Mapping[str, str], today: dt.date, first: int, most: int
) -> tuple[Answer, int]:
    """The same with at most so many rows from `first` on, each with its proof, and how many there are in all."""
    answer = run(engine, canned.catalogue()[name], params, today=today, first=first)
    return replace(answer, rows=answer.rows[first : first + most]), len(answer.rows)


def question(engine: store.Engine, text: str, before: str, today: dt.date) -> Answer:
    """The answer to a question, asked after another one."""
    return ask(engine, text, today, before)


def question_json(engine: store.Engine, text: str, before: str, today: dt.date) -> bytes:
    """The same as JSON in UTF-8."""
    return _json(question(engine, text, before, today))


def _json(answer: Answer) -> bytes:
    return json.dumps(as_json(answer), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
