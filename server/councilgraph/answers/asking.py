"""A question in English, answered."""

import dataclasses
import datetime as dt
from functools import partial

from rdflib import URIRef

from councilgraph import canned, questions, store
from councilgraph.answers import words
from councilgraph.answers.running import labels, run
from councilgraph.errors import BadParameter
from councilgraph.model import Answer, Named

_CITING = frozenset({"decision", "document", "law"})
_AHEAD = frozenset({"step", "decision"})


def ask(engine: store.Engine, question: str, today: dt.date | None = None, before: str = "") -> Answer:
    """The answer to a question, with how it was read; statuses as in `run`, and not_understood, ambiguous.

    `before` is the question before, of which one like "and its supplier?" keeps what it does not say.
    """
    with engine.pinned() as pinned:
        day = today or dt.date.today()
        earlier = partial(_answered, pinned, before, day)
        reading = questions.follow(question, before, canned.catalogue(), pinned.names, day, earlier)
        if reading.status != "understood" or reading.query is None:
            return _refused(question, reading)
        if told := _denied(pinned, reading):
            return dataclasses.replace(_refused(question, reading), status="empty", sentence=told)
        try:
            reading, query, answer = _first_found(pinned, reading)
        except BadParameter as error:
            return Answer(status="not_understood", question=question, sentence=str(error))
        if query.gives != "contradiction" and not questions.tells(reading.asks, reading.noun, answer.rows):
            answer = dataclasses.replace(answer, status="empty", rows=(), sentence=_untold(reading, query))
        sentence = questions.sentence(reading, query, answer.rows) if answer.rows else answer.sentence
        kept = {name: value for name, value in reading.params.items() if query.params[name].optional}
        return dataclasses.replace(
            answer,
            question=question,
            reading=reading.reading,
            sentence=sentence,
            kept=reading.kept,
            in_full=reading.in_full,
            filters={name: _in_words(query, reading, name, value) for name, value in kept.items()},
        )


def _first_found(engine: store.Engine, reading: questions.Reading) -> tuple[questions.Reading, canned.Query, Answer]:
    """The answer of the first of a question's readings that finds something, of the likeliest where none does."""
    found: list[tuple[questions.Reading, canned.Query, Answer]] = []
    for one in (reading, *reading.others):
        query = canned.catalogue()[one.query or ""]
        if found and not _alike(query.gives, found[0][1].gives):
            continue
        whole = dataclasses.replace(one, question=reading.question, kept=reading.kept, in_full=reading.in_full)
        found.append((whole if found else reading, query, run(engine, query, one.params)))
        if found[-1][2].status != "empty":
            return found[-1]
    return found[0]


def _alike(one: str, other: str) -> bool:
    """Whether two sorts of answers may stand for one another: who cites an Act may be decisions or papers."""
    return one == other or {one, other} <= _CITING or {one, other} == _AHEAD


def _answered(engine: store.Engine, question: str, today: dt.date) -> list[Named]:
    """The things that answer a question, [] where there are none or they are no things."""
    reading = questions.understand(question, canned.catalogue(), engine.names, today)
    if reading.status != "understood" or reading.query is None:
        return []
    query = canned.catalogue()[reading.query]
    rows = engine.select(canned.fill(query, reading.params, today)).dicts()
    things = {row[query.answer]: None for row in rows if isinstance(row.get(query.answer), URIRef)}
    known = labels(engine, things)
    return [n for thing in things for n in engine.names.exact(known.get(str(thing), "")) if n.iri == str(thing)]


def _denied(engine: store.Engine, reading: questions.Reading) -> str:
    """Why a question takes something wrong for granted of a decision that it names; "" where it does not."""
    for taken in reading.presumed:
        asked = f"SELECT ?value WHERE {{ {URIRef(taken.iri).n3()} {URIRef(taken.predicate).n3()} ?value }}"
        values = [str(row["value"]) for row in engine.select(asked).dicts()]
        if taken.denied(values):
            said = " and ".join(value.rpartition("/")[2].replace("-", " ") for value in values)
            return f"The papers that we hold do not show {taken.label} as “{taken.word}” but as “{said}”."
    return ""


def _untold(reading: questions.Reading, query: canned.Query) -> str:
    """That what was found does not tell what was asked."""
    about = ", ".join(reading.shown.values())
    return f"The papers that we hold do not tell that{f' of {about}' if about else ''} ({query.summary[:-1].lower()})."


def _in_words(query: canned.Query, reading: questions.Reading, name: str, value: str) -> str:
    """A condition with its label: "Person: Sue Chandler", "From: 1 January 2020"."""
    return f"{query.params[name].label}: {reading.shown.get(name) or words.day(value)}"


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
