"""Questions that ask two things, or take something for granted, and what is said around a question."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import answers, store
from councilgraph.config import Settings

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "who supplies MC230017 and what does it cost a year",
        "supplier and annual value of MC230017",
        "MC230017: supplier, annual value",
        "when does MC230017 end and who runs it",
    ],
)
def test_two_properties_are_told_together(engine: store.Engine, question: str) -> None:
    answer = answers.ask(engine, question, TODAY)
    assert {"supplier", "annual", "end"} <= set(answer.rows[0])


@pytest.mark.parametrize(
    "question",
    [
        "how long is MC230017 and can it be extended",
        "who supplies MC230017 and which law does 23/00041 cite",
        "everyone but Wendle Valley Trust",
        "does anybody else supply MC230017",
        "who leads the council",
    ],
)
def test_what_one_query_does_not_tell_is_refused(engine: store.Engine, question: str) -> None:
    assert answers.ask(engine, question, TODAY).status in ("not_understood", "not_held")


@pytest.mark.parametrize(
    "padding",
    [
        "I could do with knowing", "be a love and tell me", "would you mind telling me", "I can't remember", "not sure",
    ],
)  # fmt: skip
def test_what_leads_up_to_a_question_changes_nothing(engine: store.Engine, padding: str) -> None:
    plain = answers.ask(engine, "who supplies MC230017", TODAY)
    padded = answers.ask(engine, f"{padding} who supplies MC230017", TODAY)
    assert plain.rows
    assert padded.rows == plain.rows


def test_a_question_in_the_negative_asks_what_it_would_without(engine: store.Engine) -> None:
    said = [answers.ask(engine, f"{start} MC230017 end in 2031?", TODAY).sentence for start in ("Does", "Doesn't")]
    assert said[0]
    assert said[0] == said[1]


def test_which_officer_is_not_answered_with_a_member(engine: store.Engine) -> None:
    kinds = {"which officer took 23/00041", "which councillor took 23/00041"}
    told = {question: answers.ask(engine, question, TODAY) for question in kinds}
    assert sorted(answer.status for answer in told.values()) == ["answered", "empty"]
    denied = next(answer for answer in told.values() if answer.status == "empty")
    assert "do not show 23/00041" in denied.sentence


def test_parameters_stand_in_one_order(marlbrook: Path) -> None:
    orders = {_order(marlbrook, seed) for seed in ("1", "2", "3")}
    assert len(orders) == 1
    assert "kind" in orders.pop()


_ORDER = """
import sys
from pathlib import Path
from councilgraph import answers, store
from councilgraph.config import Settings
engine = store.open_engine(Settings(store=Path(sys.argv[1])), workers=0)
print(list(answers.ask(engine, "which retrospective key officer decisions were taken").params))
engine.close()
"""


def _order(folder: Path, seed: str) -> str:
    """The order of an answer's parameters in a process that hashes with a seed."""
    asked = [sys.executable, "-c", _ORDER, str(folder)]
    return subprocess.run(
        asked, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
    ).stdout
