"""A paper says the same in whatever format it comes, and no file whatever makes reading fail otherwise than told."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import formats
from councilgraph import documents, extract
from councilgraph.errors import InputError
from councilgraph.model import Text

HERE = Path(__file__).parent
FOLDERS = (HERE / "golden" / "documents", HERE.parent / "data" / "sample" / "documents")
PAPERS = [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.suffix not in (".csv", ".json")]
PRINTED = ("evidence", "what", "cited_as", "verbatim", "sureness")  # how a fact is printed, not what it is


def facts(text: Text) -> dict[str, set[str]]:
    """What a paper says, kind by kind, without how it is printed."""
    found = extract.as_json(text, extract.extract(text))["facts"]
    return {kind: {json.dumps(_plain(one), sort_keys=True) for one in every} for kind, every in found.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key not in PRINTED}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_a_paper_says_the_same_in_every_format(paper: Path, tmp_path: Path) -> None:
    lines = formats.lines_of(documents.read(paper).text)
    found = {}
    for suffix, write in formats.WRITERS.items():
        write(lines, tmp_path / f"{paper.stem}{suffix}")
        found[suffix] = facts(documents.read(tmp_path / f"{paper.stem}{suffix}"))
    for suffix, other in found.items():
        assert other == found[".txt"], suffix


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["RECORD OF DECISION", "Decision No: 24/00019", "Subject: Bus routes", "RESOLVED that £500 be paid.",
             "under section 17 of the Children Act 1989", "1.1 The contract began on 1 May 2022 for three years.",
             "Present: Cllrs A Oak, B Elm", "Supplier\tAnnual value\tEnd", "Acme Ltd\t£4,000\t31/03/2026", "", "£'000"]
        ),
        st.text(max_size=60),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_the_evidence_of_any_text_fits_it(lines: list[str], suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"paper{suffix}"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        text = documents.read(path)
    except InputError:
        return
    found = extract.extract(text)
    every = [fact for kind in extract.as_json(text, found)["facts"].values() for fact in kind]
    for fact in every:
        for place in fact["evidence"] if isinstance(fact, dict) else ():
            assert text.text[place["start"] : place["end"]] == place["quote"]
            assert any(page.start <= place["start"] < page.end for page in text.pages)


SAMPLE = FOLDERS[1]
MADE = {
    ".pdf": (SAMPLE / "25-00058-record-of-decision.pdf").read_bytes(),
    ".docx": (SAMPLE / "2026-03-10-committee-report-new-transport-contract.docx").read_bytes(),
}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), suffix=st.sampled_from(sorted(documents.KINDS)))
def test_no_bytes_make_reading_fail_otherwise_than_told(data: st.DataObject, suffix: str, tmp_path: Path) -> None:
    content = data.draw(st.binary(max_size=400))
    whole = MADE.get(suffix)
    if whole is not None and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(whole) - 1))
        content = whole[:at] + content + whole[at + data.draw(st.integers(0, 40)) :]
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(content)
    try:
        text = documents.read(path)
    except InputError:
        return
    extract.extract(text)
