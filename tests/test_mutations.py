"""Questions of the sample with one word changed: the reading changes with them, or the question is refused."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import judge
import mutating
from councilgraph import build, canned, questions, resources, store
from councilgraph.config import Settings

SETS = sorted((Path(__file__).parent / "questions").glob("sample-round-*.jsonl"))
TODAY = dt.date(2026, 11, 22)
SEED, MANY = 5, 40


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Engine]:
    """An engine over the sample."""
    settings = Settings(store=tmp_path_factory.mktemp("sample"))
    build.publish([resources.folder("data") / "sample" / "documents"], settings)
    engine = store.open_engine(settings, workers=0)
    yield engine
    engine.close()


def test_a_changed_word_changes_the_reading_or_is_refused(sample: store.Engine) -> None:
    asked = [case["q"] for path in SETS for case in judge.cases(path) if not case.get("refuse")]
    chosen = random.Random(SEED).sample(asked, MANY)

    def understand(question: str) -> questions.Reading:
        return questions.understand(question, canned.catalogue(), sample.names, TODAY)

    count, suspects = mutating.suspects(chosen, understand, SEED)
    assert count > 3 * MANY
    told = "\n".join(f"{one.kind}: {one.after}" for one in suspects)
    assert len(suspects) <= count * 0.02, told


@pytest.mark.parametrize(
    ("question", "kind", "changed"),
    [
        ("When does MC230017 end?", "end > start", "When does MC230017 start?"),
        ("Was 24/00019 approved?", "not", "Was not 24/00019 approved?"),
        ("Which contracts end in 2027?", "another year", "Which contracts end in"),
    ],
)
def test_a_question_is_changed_in_one_word(question: str, kind: str, changed: str) -> None:
    found = {one.kind: one.after for one in mutating.mutations(question, random.Random(SEED))}
    assert found[kind].startswith(changed)
    assert question not in found.values()


def test_a_reading_is_the_same_only_with_what_it_asks(sample: store.Engine) -> None:
    one, other, again = (
        questions.understand(question, canned.catalogue(), sample.names, TODAY)
        for question in ("When does MC230017 end?", "When does MC230017 start?", "when will MC230017 end")
    )
    assert not mutating.same(one, other)
    assert mutating.same(one, again)
