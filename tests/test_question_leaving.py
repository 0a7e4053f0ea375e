"""Questions that leave something out: "not by X", "other than X", "which contracts X does not supply"."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import answers, canned, store
from councilgraph.config import Settings
from councilgraph.errors import BadParameter

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


def _things(engine: store.Engine, question: str) -> set[str]:
    answer = answers.ask(engine, question, TODAY)
    assert answer.status in ("answered", "empty"), (question, answer.sentence)
    column = canned.catalogue()[answer.query or ""].answer
    return {row[column].value for row in answer.rows}


@pytest.mark.parametrize(
    ("everything", "one", "others"),
    [
        ("which contracts are there", "contracts of Brackenfold Trust", "which contracts are not with {}"),
        ("which contracts are there", "contracts of Brackenfold Trust", "which contracts does {} not supply"),
        ("which contracts are there", "contracts of Brackenfold Trust", "contracts other than those of {}"),
    ],
)
def test_what_is_left_out_and_what_is_left_are_the_whole(
    engine: store.Engine, everything: str, one: str, others: str
) -> None:
    some, rest = _things(engine, one), _things(engine, others.format("Brackenfold Trust"))
    assert some
    assert rest
    assert not some & rest
    assert some | rest == _things(engine, everything)


def test_what_is_left_is_counted(engine: store.Engine) -> None:
    left = _things(engine, "which contracts are not with Brackenfold Trust")
    answer = answers.ask(engine, "how many contracts are not with Brackenfold Trust", TODAY)
    assert [cell.value for cell in answer.rows[0].values()] == [str(len(left))]


def test_how_it_was_read_and_its_query_say_what_is_left_out(engine: store.Engine) -> None:
    answer = answers.ask(engine, "decisions not taken by Odile Farnsworth", TODAY)
    assert "not Odile Farnsworth" in (answer.reading or "")
    assert "NOT EXISTS" in (answer.sparql or "")
    assert "Odile Farnsworth" not in {cell.label for row in answer.rows for cell in row.values()}


@pytest.mark.parametrize(
    "question",
    [
        "is MC230017 not with Brackenfold Trust",
        "which decisions did not extend MC230017",
        "why was MC230017 not let to Brackenfold Trust",
    ],
)
def test_what_only_sounds_like_it_is_refused(engine: store.Engine, question: str) -> None:
    assert answers.ask(engine, question, TODAY).status == "not_understood"


def test_a_query_says_what_it_cannot_leave_out() -> None:
    supplier = canned.catalogue()["contract-supplier"]
    with pytest.raises(BadParameter, match="without “not”"):
        canned.fill(supplier, {"reference": "not https://w3id.org/councilgraph/id/marlbrook/contract/MC230017"})
