"""Names of things and texts, from the index of a snapshot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import build, store
from councilgraph.config import Settings
from councilgraph.model import Names
from councilgraph.store import index

BASE = Settings().base


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


@pytest.fixture
def names(engine: store.Engine) -> Names:
    """The names of its things."""
    return engine.names


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("MC230017", "marlbrook/contract/MC230017"),
        ("mc 230017", "marlbrook/contract/MC230017"),
        ("od-26-00012", "marlbrook/decision/OD-26-00012"),
        ("OD/26/00012", "marlbrook/decision/OD-26-00012"),
        ("maggie  STANNARD", "marlbrook/person/marguerite-stannard"),
        ("Brackenfold", "marlbrook/organisation/brackenfold-trust"),
        ("cabinet member for libraries", "marlbrook/post/cabinet-member-for-libraries"),
    ],
)
def test_a_name_is_found_whatever_its_spelling(names: Names, text: str, iri: str) -> None:
    assert [one.iri for one in names.exact(text)] == [BASE + iri]


def test_a_name_says_what_it_is_of(names: Names) -> None:
    found = names.exact("MC230017")[0]
    assert (found.kind, found.key, found.held) == ("contract", "MC230017", True)
    assert (found.start, found.end) == ("2023-07-01", "2027-06-30")
    assert names.exact("Transport Act 1985")[0].kind == "law"


@pytest.mark.parametrize("text", ["", "  ", "…", "Nobody Atall"])
def test_what_nothing_is_called_finds_nothing(names: Names, text: str) -> None:
    assert list(names.exact(text)) == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Margerite Stanard", "Marguerite Stannard"),
        ("Brakenfold Trst", "Brackenfold Trust"),
        ("Wheelright Buses", "Wheelwright Buses Ltd"),
    ],
)
def test_typing_errors_find_what_is_near(names: Names, typed: str, label: str) -> None:
    assert names.near(typed)[0].label == label


def test_near_keeps_to_the_kinds_asked_for(names: Names) -> None:
    assert names.near("MC230018", ["contract"])[0].key == "MC230017"
    assert list(names.near("MC230018", ["person"])) == []


def test_each_word_may_be_begun(names: Names) -> None:
    assert [one.label for one in names.starting("cab mem lib")] == ["Cabinet Member for Libraries"]
    assert {one.kind for one in names.starting("lib", ["committee"])} == {"committee"}


def test_things_tied_by_one_triple_are_related(names: Names) -> None:
    library = f"{BASE}marlbrook/service/home-library"
    assert f"{BASE}marlbrook/contract/MC230017" in [one.iri for one in names.related(library, "contract")]
    assert list(names.related(library, "post")) == []


def test_a_decision_is_told_of_by_the_words_under_its_heading(tmp_path: Path) -> None:
    text = (
        "MARLBROOK BOROUGH COUNCIL\n\nMinutes of the Cabinet held on 4 March 2025\n\nPresent: Councillor Jo Smith\n\n"
    )
    text += "4. PIER\nRESOLVED that the slipway be let.\n\n5. BATHS\nRESOLVED that the boilers be replaced.\n"
    (tmp_path / "minutes.txt").write_text(text, "utf-8")
    build.publish([tmp_path / "minutes.txt"], Settings(store=tmp_path / "store"), "Marlbrook")
    opened = store.open_engine(Settings(store=tmp_path / "store"), workers=0)
    try:
        assert [one.label for one in opened.names.told(["replacing", "boiler"])] == ["BATHS"]
        assert not opened.names.told(["boiler", "slipway"])
    finally:
        opened.close()


def test_search_finds_things_before_passages(engine: store.Engine) -> None:
    hits = engine.search("brackenfold trust")
    assert hits[0].kind == "organisation"
    assert any(hit.kind == "document" and hit.start is not None for hit in hits)
    assert "«Brackenfold»" in hits[0].snippet


def test_search_covers_the_whole_text_where_it_is_at_hand(engine: store.Engine) -> None:
    hits = engine.search('"library contract is awarded"')
    assert [hit.label for hit in hits] == ["Record of decision 23/00041"]
    assert hits[0].start == 29


@pytest.mark.parametrize(
    ("kind", "council", "since", "until", "some"),
    [
        ("decision", None, None, None, True),
        ("person", None, None, None, False),
        (None, "marlbrook", None, None, True),
        (None, "elsewhere", None, None, False),
        ("decision", None, "2026-01-01", None, True),
        ("decision", None, None, "1999-12-31", False),
    ],
)
def test_search_narrows(
    engine: store.Engine, kind: str | None, council: str | None, since: str | None, until: str | None, some: bool
) -> None:
    assert bool(engine.search("library", kind, council, since, until)) is some


@pytest.mark.parametrize("text", ['"', "AND (", "*", "a:b NOT", "'; DROP TABLE things"])
def test_search_takes_any_characters(engine: store.Engine, text: str) -> None:
    assert isinstance(engine.search(text), list)
    assert isinstance(list(engine.names.starting(text)), list)
    assert isinstance(list(engine.names.near(text)), list)


def test_names_are_folded() -> None:
    assert index.fold("  Été & Sons’ “Café” ") == "ete and sons cafe"
    assert index.compact("OD/25/00034") == "od2500034"


def test_search_puts_things_before_what_was_worked_out(engine: store.Engine) -> None:
    kinds = [hit.kind for hit in engine.search("library")]
    later = {"amount", "option", "event", "finding"}
    assert "claim" not in kinds
    assert sorted(kinds, key=lambda kind: kind in later) == kinds


def test_a_search_goes_on_where_its_first_page_ends(engine: store.Engine) -> None:
    every = engine.search("library")
    assert len(every) > 3
    assert engine.search("library", limit=2) + engine.search("library", limit=2, offset=2) == every[:4]


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("libary", "library"),
        ("Brakenfold trust", "brackenfold trust"),
        ("library", ""),
        ("zzzzzzz", ""),
        ("MC230019", ""),
        ('"libary"', ""),
    ],
)
def test_misspelt_words_are_put_right_by_those_that_occur(engine: store.Engine, typed: str, mended: str) -> None:
    assert engine.respelled(typed) == mended


def test_the_councils_that_are_here_are_known(engine: store.Engine) -> None:
    assert engine.councils() == ["marlbrook"]
