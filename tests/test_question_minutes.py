"""Questions about minutes of several councils: whose decisions, which sums, who was there, how votes fell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import answers, build, store
from councilgraph.config import Settings

GOLDEN = Path(__file__).parent / "golden" / "documents"
PAPERS = (
    "amberley-vale-executive-minutes-2024-02.txt", "cwm-sarn-community-council-2024-02.txt",
    "little-wexcombe-parish-minutes-2024-11.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Engine]:
    """An engine over the minutes of a district, a community and a parish council."""
    settings = Settings(store=tmp_path_factory.mktemp("minutes"))
    build.publish([GOLDEN / name for name in PAPERS], settings)
    opened = store.open_engine(settings, workers=0)
    yield opened
    opened.close()


def test_a_council_is_known_by_the_name_of_its_area(engine: store.Engine) -> None:
    answer = answers.ask(engine, "what did Cwm Sarn decide in 2024")
    assert {row["decision"].label for row in answer.rows} == {"Community Review", "Precept for 2024/2025"}


def test_each_decision_has_the_sums_told_with_it(engine: store.Engine) -> None:
    answer = answers.ask(engine, "how much is the community infrastructure levy spending")
    assert {row["value"].value for row in answer.rows} == {"185000", "92500"}


def test_who_was_at_a_meeting_and_in_its_chair_is_told(engine: store.Engine) -> None:
    there = answers.ask(engine, "who was present at the Amberley Vale executive on 8 February 2024")
    assert {"Juno Farrant", "Magnus Kyle", "Terence Vole"} <= {row["person"].label for row in there.rows}
    assert all(len(row["person"].evidence) == 1 for row in there.rows)
    chair = answers.ask(engine, "who chaired Little Wexcombe")
    assert [row["person"].label for row in chair.rows] == ["M Treadgold"]
    assert answers.ask(engine, "did Juno Farrant attend in Cwm Sarn").status == "empty"


def test_how_votes_fell_is_told(engine: store.Engine) -> None:
    votes = answers.ask(engine, "how many votes were there on the community infrastructure levy spending")
    assert [(row["votesFor"].value, row["abstentions"].value, "votesAgainst" in row) for row in votes.rows] == [
        ("3", "1", False)
    ]


def test_payments_are_listed_by_council_and_sum(engine: store.Engine) -> None:
    payments = answers.ask(engine, "payments over £100 made by Little Wexcombe")
    assert [row["value"].value for row in payments.rows] == ["486.2", "175"]
