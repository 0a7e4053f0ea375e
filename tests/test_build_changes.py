"""Builds that go on by what changed, through many changes of papers, against builds of the whole."""

import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from councilgraph import build, documents, extract, ntriples, store
from councilgraph.build import alike
from councilgraph.build.told import lean
from councilgraph.config import Settings
from councilgraph.model import Paper
from councilgraph.store import Snapshot

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
PAPERS = sorted(path for name in ("documents", "audit") for path in (SAMPLE / name).glob("*.txt"))
RECORD = "23-00041-record-of-decision.txt"
ROWS = (
    "SELECT iri, kind, label, key, council, held, day, until FROM things",
    "SELECT what, one, other, number FROM counts",
    "SELECT iri, name, folded, compact FROM names n JOIN things t ON t.id = n.thing",
    "SELECT a.iri, b.iri FROM links JOIN things a ON a.id = one JOIN things b ON b.id = other",
    "SELECT iri, about, start, end, text FROM texts x JOIN things t ON t.id = x.thing",
    "SELECT n.name, t.iri FROM words w JOIN names n ON n.id = w.rowid JOIN things t ON t.id = n.thing "
    "WHERE words MATCH 'c* OR s*'",
    "SELECT n.name FROM grams g JOIN names n ON n.id = g.rowid WHERE grams MATCH 'ser OR con'",
    "SELECT s.text, p.text, claim, d.text, start, end, n.text, quote, f.text, iif(typeof(object) = 'integer', o.text, "
    "object), r.text, u.text, confidence, unsure FROM said JOIN terms s ON s.id = subject "
    "JOIN terms p ON p.id = predicate LEFT JOIN terms d ON d.id = document LEFT JOIN terms n ON n.id = section "
    "LEFT JOIN terms f ON f.id = folder LEFT JOIN terms o ON o.id = object LEFT JOIN terms r ON r.id = rank "
    "LEFT JOIN terms u ON u.id = rule",
    "SELECT claim, said FROM sources",
    "SELECT * FROM corrections",
    "SELECT a.text, iri, v.text, s.text, explanation, sides FROM findings JOIN terms a ON a.id = about "
    "LEFT JOIN terms v ON v.id = verdict LEFT JOIN terms s ON s.id = severity",
    "SELECT text, title FROM titles JOIN terms ON id = document",
    "SELECT * FROM others",
    "SELECT x.text FROM found f JOIN texts x ON x.id = f.rowid WHERE found MATCH 'contract OR decision'",
)


def published(folder: Path, place: Path, jobs: int = 1) -> tuple[Snapshot, build.Summary]:
    return build.publish([folder], Settings(store=place), jobs=jobs)


def held(snapshot: Snapshot) -> dict[str, str]:
    """What every graph hashes to."""
    return {name: ntriples.digest(one) for name, one in store.graphs(snapshot).items()}


def indexed(snapshot: Snapshot) -> Iterator[list[tuple[object, ...]]]:
    """The rows of the index, whatever numbers things have in it."""
    with closing(sqlite3.connect(snapshot.index)) as connection:
        for query in ROWS:
            yield sorted(connection.execute(query).fetchall(), key=repr)


def texts(snapshot: Snapshot) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (snapshot.path / "texts").iterdir()}


def as_whole(folder: Path, place: Path, tmp_path: Path) -> build.Summary:
    """Build on in a place; what is published must be what a build of the whole publishes."""
    shutil.rmtree(tmp_path / "whole", ignore_errors=True)
    (tmp_path / "whole").mkdir()
    read = shutil.ignore_patterns("kept*", "told*", "check*")
    shutil.copytree(place / "read", tmp_path / "whole" / "read", ignore=read)
    snapshot, summary = published(folder, place)
    whole, expected = published(folder, tmp_path / "whole")
    same(snapshot, whole)
    assert summary.warnings == expected.warnings
    assert (summary.documents, summary.graphs, summary.merges) == (expected.documents, expected.graphs, expected.merges)
    return summary


def same(one: Snapshot, other: Snapshot) -> None:
    assert held(one) == held(other)
    assert list(indexed(one)) == list(indexed(other))
    assert texts(one) == texts(other)
    assert one.contents == other.contents
    assert one.manifest["triples"] == other.manifest["triples"]


def _number(text: str, chance: random.Random) -> str:
    """One figure or day is another."""
    place = chance.choice(list(re.finditer(r"[1-9]", text)))
    return text[: place.start()] + str(chance.randint(1, 9)) + text[place.end() :]


def _name(text: str, chance: random.Random) -> str:
    """A name is spelt otherwise throughout."""
    name = chance.choice(re.findall(r"\b[A-Z][a-z]{3,}\b", text))
    return re.sub(rf"\b{name}\b", name + chance.choice(("s", "e", "son")), text)


def _line(text: str, chance: random.Random) -> str:
    """A line is not there any more."""
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def change(folder: Path, chance: random.Random) -> str:
    """One change to the papers in a folder, and what it is."""
    there = sorted(folder.iterdir())
    absent = [path for path in PAPERS if path.name not in {one.name for one in there}]
    kind = chance.choice(("add", "remove", "number", "name", "line"))
    if kind == "add" and absent:
        shutil.copy(chance.choice(absent), folder)
    elif kind == "remove" and len(there) > 8:
        chance.choice(there).unlink()
    else:
        paper = chance.choice(there)
        change_in = {"number": _number, "name": _name}.get(kind, _line)
        paper.write_text(change_in(paper.read_text("utf-8"), chance), "utf-8")
    return kind


@pytest.mark.parametrize("seed", [1, 2])
def test_builds_that_go_on_equal_builds_of_the_whole(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder, place = tmp_path / "papers", tmp_path / "store"
    folder.mkdir()
    for paper in chance.sample(PAPERS, 12):
        shutil.copy(paper, folder)
    published(folder, place)
    for _ in range(2):
        change(folder, chance)
        as_whole(folder, place, tmp_path)


def add(folder: Path, chance: random.Random) -> None:
    there = {one.name for one in folder.iterdir()}
    shutil.copy(chance.choice([path for path in PAPERS if path.name not in there]), folder)


def remove(folder: Path, chance: random.Random) -> None:
    chance.choice(sorted(folder.iterdir())).unlink()


def alter(folder: Path, chance: random.Random) -> None:
    paper = chance.choice(sorted(folder.iterdir()))
    paper.write_text(chance.choice((_number, _name, _line))(paper.read_text("utf-8"), chance), "utf-8")


@pytest.mark.parametrize("seed", [3, 4])
def test_papers_that_come_change_and_leave_in_any_order_give_what_the_whole_gives(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder, place = tmp_path / "papers", tmp_path / "store"
    folder.mkdir()
    for _ in range(6):
        add(folder, chance)
    published(folder, place)
    steps = [add, add, alter, remove]
    chance.shuffle(steps)
    hows = []
    for step in steps:
        step(folder, chance)
        hows.append(as_whole(folder, place, tmp_path).how)
    assert any(how.startswith("on from ") for how in hows), hows


def with_corrections(folder: Path) -> None:
    shutil.copy(SAMPLE / "curated" / "corrections.ttl", folder)


def with_most_papers_changed(folder: Path) -> None:
    for paper in folder.iterdir():
        paper.write_text(paper.read_text("utf-8") + "\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "why"),
    [(with_corrections, "corrections.ttl may tell of anything"), (with_most_papers_changed, "are new or changed")],
)
def test_the_whole_is_built_and_said_to_be_where_changes_may_reach_far(
    change: Callable[[Path], None], why: str, tmp_path: Path
) -> None:
    folder, place = tmp_path / "papers", tmp_path / "store"
    shutil.copytree(SAMPLE / "documents", folder, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.html"))
    published(folder, place)
    change(folder)
    summary = as_whole(folder, place, tmp_path)
    assert summary.how.startswith("the whole, since ")
    assert why in summary.how
    with closing(store.open_engine(Settings(store=place), workers=0)) as engine:
        assert engine.status()["built"] == summary.how


def test_a_build_of_the_same_papers_publishes_the_same(tmp_path: Path) -> None:
    folder, place = tmp_path / "papers", tmp_path / "store"
    shutil.copytree(SAMPLE / "audit", folder)
    first, _ = published(folder, place)
    assert as_whole(folder, place, tmp_path).how == f"on from {first.id}: 0 papers new or changed, 0 left"
    assert store.current(place).id.partition("Z-")[2][:8] == first.id.partition("Z-")[2][:8]


def test_two_processes_publish_what_one_publishes_over_what_was_published_before(tmp_path: Path) -> None:
    folder, corrections = tmp_path / "papers", SAMPLE / "curated" / "corrections.ttl"
    shutil.copytree(SAMPLE / "documents", folder, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.html"))
    for before in (shutil.copy, lambda _, into: (into / corrections.name).unlink()):
        before(corrections, folder)
        shutil.rmtree(tmp_path / "one", ignore_errors=True)
        one, expected = published(folder, tmp_path / "one")
        two, summary = published(folder, tmp_path / "two", jobs=2)
        same(two, one)
        assert summary.warnings == expected.warnings
    with_a_line_above(folder)
    assert as_whole(folder, tmp_path / "two", tmp_path).how.startswith("on from ")


def with_a_line_above(folder: Path) -> None:
    paper = sorted(folder.glob("*.txt"))[0]
    paper.write_text("A copy for the public file.\n\n" + paper.read_text("utf-8"), "utf-8")


def test_what_stands_elsewhere_in_a_paper_is_told_anew_where_names_are_as_before(tmp_path: Path) -> None:
    folder, place = tmp_path / "papers", tmp_path / "store"
    shutil.copytree(SAMPLE / "audit", folder)
    published(folder, place)
    with_a_line_above(folder)
    assert as_whole(folder, place, tmp_path).how.endswith(": 1 papers new or changed, 0 left")


def held_of(path: Path) -> Paper:
    text = documents.read(path)
    return lean(Paper("https://example.org/paper", "marlbrook", text, extract.extract(text, None)))


def test_a_paper_is_alike_where_only_places_are_others(tmp_path: Path) -> None:
    shutil.copy(SAMPLE / "documents" / RECORD, tmp_path / RECORD)
    before = held_of(tmp_path / RECORD)
    with_a_line_above(tmp_path)
    places = alike.moved(before, held_of(tmp_path / RECORD))
    assert places
    assert {now.start - then.start for then, now in places.items()} == {29}
    text = (tmp_path / RECORD).read_text("utf-8")
    (tmp_path / RECORD).write_text(text.replace("Home Library", "Home Reading"), "utf-8")
    assert alike.moved(before, held_of(tmp_path / RECORD)) is None
