"""Questions about minutes of several councils: whose decisions, and which sums belong to which."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import answers, build, store
from councilgraph.config import Settings

GOLDEN = Path(__file__).parent / "golden" / "documents"
PAPERS = ("amberley-vale-executive-minutes-2024-02.txt", "cwm-sarn-community-council-2024-02.txt")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Engine]:
    """An engine over the minutes of a district and of a community council."""
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
