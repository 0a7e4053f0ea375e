"""How soon questions are answered, on the graph that ships and on a large council; and what each guard is worth.

The ablation takes one part after another out of the reading of questions and asks the open sets again: what is gained
in answers, and what is lost in right ones.
"""

import dataclasses
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import council
from results import Bench, Row

from councilgraph import answers, build, canned, questions, resources, store
from councilgraph.config import Settings
from councilgraph.model import Answer, Named, Names

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))
import judge  # noqa: E402  the tests' own, beside this folder
import mutating  # noqa: E402

SETS = HERE.parent / "questions"
TODAY = dt.date(2026, 11, 22)
_SEED, _MUTATED = 7, 200
_PARTS: Mapping[str, questions.Guards] = {
    "all parts": questions.Guards(),
    "no coverage test": questions.Guards(coverage=False),
    "no forbidden concepts": questions.Guards(forbidden=False),
    "no spelling": questions.Guards(spelling=False),
}
_WORDINGS = (
    "when does {c} end", "who supplies {c}", "how much does {c} cost per year", "which decisions extended {c}",
    "how many options are left on {c}", "what comes after {c}", "is {c} still running", "what is {c} about",
    "what was decided under {d}", "who took {d}", "when was {d} taken", "which law does {d} cite",
    "reasons for {d}", "which contract did {d} extend",
)  # fmt: skip
_tables: list[str] = []


@dataclasses.dataclass(frozen=True)
class Asked:
    """An engine, the questions that are asked of it, and their set's name."""

    name: str
    engine: store.Engine
    cases: Sequence[judge.Case]


class WithoutAliases:
    """The names of a snapshot by their labels and identifiers alone."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def exact(self, text: str) -> Sequence[Named]:
        """Things with exactly this label or identifier."""
        return _own(self._names.exact(text))

    def near(self, text: str, kinds: Iterable[str] = (), limit: int = 5) -> Sequence[Named]:
        """Things with a label close to the text."""
        return _own(self._names.near(text, kinds, limit))

    def starting(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> Sequence[Named]:
        """Things with a word of their label starting like the text."""
        return _own(self._names.starting(text, kinds, limit))

    def all(self, kind: str, limit: int = 500) -> Sequence[Named]:
        """The things of a kind."""
        return self._names.all(kind, limit)

    def related(self, iri: str, kind: str) -> Sequence[Named]:
        """Things of a kind tied to a thing."""
        return self._names.related(iri, kind)

    def told(self, words: Sequence[str]) -> Sequence[Named]:
        """Decisions by the words that papers have under their headings."""
        return self._names.told(words)


def _own(named: Iterable[Named]) -> list[Named]:
    return [one for one in named if one.matched.casefold() in (one.label.casefold(), one.key.casefold())]


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on how soon a question is answered; the ablation becomes a table."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [_opened("kent", [], Path(folder)), _opened("sample", [_sample()], Path(folder))]
        try:
            yield _latency("question p50, five documents", asked[0].engine, [c["q"] for c in asked[0].cases], 30)
            _tables.append(_ablation(asked))
            yield from (_mutated(one) for one in asked)
        finally:
            for one in asked:
                one.engine.close()
    path = bench.folder / f"store-{bench.large}"
    council.publish(bench.large, path)
    engine = store.open_engine(Settings(store=path), workers=0)
    try:
        yield _latency(f"question p50, {bench.large:,} decisions", engine, _drawn(engine), 60)
    finally:
        engine.close()


def tables() -> list[str]:
    """The ablation, once measured."""
    return _tables


def _sample() -> Path:
    return resources.folder("data") / "sample" / "documents"


def _opened(name: str, paths: Sequence[Path], folder: Path) -> Asked:
    settings = Settings(store=folder / name)
    build.publish(paths, settings)
    files = [path for path in sorted(SETS.glob(f"{name}*.jsonl")) if not path.stem.endswith("-aside")]
    return Asked(name, store.open_engine(settings, workers=0), [case for path in files for case in judge.cases(path)])


def _latency(what: str, engine: store.Engine, asked: Sequence[str], most: float) -> Row:
    for question in asked[:5]:
        answers.ask(engine, question, TODAY)
    times = []
    for question in asked:
        since = time.perf_counter()
        answers.ask(engine, question, TODAY)
        times.append(1_000 * (time.perf_counter() - since))
    note = f"of {len(times)} questions; p95 {sorted(times)[int(len(times) * 0.95)]:.0f} ms"
    return Row(what, statistics.median(times), most=most, note=note)


def _mutated(asked: Asked) -> Row:
    """How many of the questions with one word changed are still read as they were: suspects of a dropped word."""
    answered = [str(case["q"]) for case in asked.cases if not case.get("refuse") and not case.get("empty")]
    chosen = random.Random(_SEED).sample(answered, min(_MUTATED, len(answered)))
    count, suspects = mutating.suspects(
        chosen, lambda question: questions.understand(question, canned.catalogue(), asked.engine.names, TODAY), _SEED
    )
    share = 100 * len(suspects) / max(1, count)
    return Row(
        f"{asked.name}: questions read as before with a word changed", share, unit="%", most=2,
        note=f"{len(suspects)} of {count} changes of {len(chosen)} questions",
    )  # fmt: skip


def _drawn(engine: store.Engine) -> list[str]:
    """Questions about contracts and decisions of a large council, each thing asked about once."""
    names = engine.names
    found = {
        "c": [one for one in names.starting("WM", ("contract",), 50) if one.held],
        "d": list(names.starting("WM", ("decision",), 50) or names.starting("OD", ("decision",), 50)),
    }
    filled = []
    for number, wording in enumerate(_WORDINGS * 4):
        things = found[wording[wording.index("{") + 1]]
        if things:
            thing = things[number % len(things)]
            filled.append(wording.format(c=thing.key or thing.label, d=thing.key or thing.label))
    return filled


def _ablation(asked: Sequence[Asked]) -> str:
    lines = ["| part taken out | precision | coverage | refused |", "| --- | ---: | ---: | ---: |"]
    for name, guards in _PARTS.items():
        lines.append(_line(name, asked, guards, aliases=True))
    lines.append(_line("no alias index", asked, questions.Guards(), aliases=False))
    return "\n".join(lines)


def _line(name: str, asked: Sequence[Asked], guards: questions.Guards, aliases: bool) -> str:
    replies = (
        (case, answers.as_json(_answer(one.engine, str(case["q"]), guards, aliases)))
        for one in asked
        for case in one.cases
    )
    found = judge.verdict(replies)
    return f"| {name} | {found.precision:.3f} | {found.coverage:.3f} | {found.refused:.3f} |"


def _answer(engine: store.Engine, question: str, guards: questions.Guards, aliases: bool) -> Answer:
    names = engine.names if aliases else WithoutAliases(engine.names)
    reading = questions.understand(question, canned.catalogue(), names, TODAY, guards)
    if reading.status != "understood" or reading.query is None:
        return Answer(status=reading.status, question=question, sentence=reading.reading)
    query = canned.catalogue()[reading.query]
    answer = answers.run(engine, query, reading.params)
    told = questions.sentence(reading, query, answer.rows) if answer.rows else answer.sentence
    return dataclasses.replace(answer, question=question, sentence=told)
