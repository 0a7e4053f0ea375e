"""The public papers beside the checkout, held against the facts that a careful reader found in them."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
COMMAND = str(Path(sys.executable).with_name("councilgraph"))


def judged(shared: Path, name: str) -> dict[str, tuple[float, float]]:
    """Precision and recall of each kind of fact by the judge that lies beside the papers."""
    judge, gold = shared / "tools" / "score_extraction.py", shared / "gold" / f"{name}.jsonl"
    run = subprocess.run(
        [sys.executable, judge, COMMAND, shared / "documents", gold], capture_output=True, text=True, check=False
    )
    assert "failed: none" in run.stdout, run.stdout + run.stderr
    rows = [line.split() for line in run.stdout.splitlines() if " precision " in line]
    return {row[0]: (float(row[2]), float(row[5])) for row in rows}


def test_the_five_papers_are_read_in_full(shared: Path) -> None:
    found = judged(shared, "kent-young-carers")
    assert {kind: found[kind] for kind in ("decisions", "legislation", "amounts")} == {
        "decisions": (1.0, 1.0),
        "legislation": (1.0, 1.0),
        "amounts": (1.0, 1.0),
    }
    assert min(*found["contracts"], *found["people"]) >= 0.95
    assert found["delegations"][1] == 1.0


def test_other_kinds_of_papers_are_read_too(shared: Path) -> None:
    found = judged(shared, "kent-2025")
    assert min(*found["decisions"], *found["amounts"]) >= 0.95
    assert found["legislation"][1] >= 0.95
    assert found["people"][1] >= 0.95
