"""A build that goes on from an earlier one gives what a build from nothing gives."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from councilgraph import build, ntriples, store
from councilgraph.config import Settings

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample" / "documents"
REPORT = "2026-01-20-committee-report-home-library.txt"
RECORD = "23-00041-record-of-decision.txt"


def published(folder: Path, place: Path) -> dict[str, str]:
    """What every published graph hashes to, after a build into a store."""
    build.publish([folder], Settings(store=place))
    return {name: ntriples.digest(one) for name, one in store.graphs(store.current(place)).items()}


def add(folder: Path) -> None:
    shutil.copy(SAMPLE / REPORT, folder / REPORT)


def change(folder: Path) -> None:
    paper = folder / RECORD
    paper.write_text(paper.read_text("utf-8").replace("£148,250", "£149,250"), "utf-8")


def remove(folder: Path) -> None:
    (folder / RECORD).unlink()


@pytest.mark.parametrize("step", [add, change, remove])
def test_a_build_that_goes_on_equals_one_from_nothing(step: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(REPORT))
    before = published(folder, tmp_path / "store")
    step(folder)
    after = published(folder, tmp_path / "store")
    assert after == published(folder, tmp_path / "other")
    assert after != before


def test_a_removed_document_takes_its_texts_and_facts_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(SAMPLE, folder)
    place = tmp_path / "store"
    names = set(published(folder, place))
    texts = {path.name for path in (store.current(place).path / "texts").iterdir()}
    remove(folder)
    gone = names - set(published(folder, place))
    assert [name.rpartition("/")[2] for name in gone] == ["23-00041-record-of-decision"]
    assert len(texts - {path.name for path in (store.current(place).path / "texts").iterdir()}) == 1


def test_what_was_checked_before_is_still_warned_of(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(SAMPLE, folder)
    settings = Settings(store=tmp_path / "store")
    first, second = (build.publish([folder], settings)[1].warnings for _ in range(2))
    assert first == second
