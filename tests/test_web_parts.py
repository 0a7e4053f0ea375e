"""The parts of the web app that pages are made of: masking, marking, front-end files."""

from pathlib import Path

import pytest

from councilgraph.errors import ResourceMissing
from councilgraph.web import frontend
from councilgraph.web.masking import mask
from councilgraph.web.passages import Passage, segments

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "hidden",
    [
        "m.bell@marlbrook.gov.example",
        "First.O'Name@council.example",
        "01632 960123",
        "01632 960 123",
        "(01632) 960123",
        "+44 1632 960123",
        "+44 (0)1632 960123",
        "03000 41 00 00",
        "07700900123",
    ],
)
def test_contacts_are_masked_and_lengths_stay(hidden: str) -> None:
    text = f"Ask {hidden}, please."
    masked = mask(text)
    assert hidden not in masked
    assert len(masked) == len(text)
    assert masked.startswith("Ask •")
    assert masked.endswith(", please.")


@pytest.mark.parametrize(
    "shown",
    [
        "£321,557 per annum",
        "OD/25/00034 and 20/00017",
        "1 May 2022 to 30 April 2025",
        "0.5% of 1,607,785",
        "SC220040",
        "a sum of 2924295.28",
        "01/05/2022 - 30/04/2025",
    ],
)
def test_figures_and_references_are_not_masked(shown: str) -> None:
    assert mask(shown) == shown


def passage(start: int, end: int) -> Passage:
    return Passage(start, end, "", "", ())


def test_overlapping_passages_cut_the_text_without_losing_any() -> None:
    text = "abcdefghij"
    found = segments(text, [passage(1, 6), passage(1, 3), passage(4, 8)])
    assert [s.text for s in found] == ["a", "bc", "d", "ef", "gh", "ij"]
    assert [[(p.start, p.end) for p in s.inside] for s in found] == [
        [], [(1, 3), (1, 6)], [(1, 6)], [(4, 8), (1, 6)], [(4, 8)], [],
    ]  # fmt: skip


def test_a_passage_beyond_the_text_marks_nothing() -> None:
    assert [s.inside for s in segments("abc", [passage(2, 9)])] == [()]


def test_the_style_sheet_is_freed_of_typeface_and_crest() -> None:
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/x.woff2)}"
        "a{font-family:GDS Transport,arial,sans-serif}b{background:url(/assets/images/govuk-crest.svg)}"
    )
    assert frontend.unbranded(css) == "a{font-family:system-ui,arial,sans-serif}b{background:none}"


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissing, match="npm ci"):
        frontend.copy(tmp_path / "node_modules", tmp_path / "vendor")


def test_the_lock_file_names_versions_and_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
