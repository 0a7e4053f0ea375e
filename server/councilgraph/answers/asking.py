"""A question in English, answered."""

import dataclasses
import datetime as dt

from councilgraph import canned, questions, store
from councilgraph.answers.running import run
from councilgraph.model import Answer


def ask(engine: store.Engine, question: str, today: dt.date | None = None, before: str = "") -> Answer:
    """The answer to a question, with how it was read; statuses as in `run`, and not_understood, ambiguous.

    `before` is the question before, of which one like "and its supplier?" keeps what it does not say.
    """
    with engine.pinned() as pinned:
        reading = questions.follow(question, before, canned.catalogue(), pinned.names, today or dt.date.today())
        if reading.status != "understood" or reading.query is None:
            return _refused(question, reading)
        query = canned.catalogue()[reading.query]
        answer = run(pinned, query, reading.params)
        sentence = questions.sentence(reading, query, answer.rows) if answer.rows else answer.sentence
        return dataclasses.replace(answer, question=question, reading=reading.reading, sentence=sentence)


def _refused(question: str, reading: questions.Reading) -> Answer:
    """Why there is no answer, with questions that there is one to."""
    return Answer(
        status=reading.status,
        question=question,
        query=reading.query,
        params=dict(reading.params),
        sentence=reading.reading,
        suggestions=tuple(reading.suggestions),
    )
