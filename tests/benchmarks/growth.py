"""How a build grows: time a document at two sizes, one document changed or added, two processes, memory, step by step.

Each build is a process of its own: `growth.py FOLDER STORE JOBS` builds and prints its steps as JSON. Times are those
of the processor, which other work does not change; only two processes are held against one by the clock.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import manners
import servers
from results import Bench, Row

from councilgraph import build
from councilgraph.config import Settings


@dataclass(frozen=True)
class Run:
    """One build: seconds of the processor in all, of its first process and by step, by the clock, memory, triples."""

    seconds: float
    own: float
    elapsed: float
    steps: Mapping[str, float]
    megabytes: float
    triples: int
    how: str


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on building made-up papers; stores of builds are made anew, papers are kept."""
    small, full = bench.documents[0], bench.documents[-1]
    stores = bench.folder / "built"
    shutil.rmtree(stores, ignore_errors=True)
    runs = {size: built(papers(bench, size), stores / str(size)) for size in dict.fromkeys((small, full))}
    one, whole = runs[small], runs[full]
    yield Row(
        f"build of {full:,} documents, per document", whole.seconds * 1000 / full, one.seconds * 1000 / small,
        f"the same at {small:,}", most=1.15,
    )  # fmt: skip
    yield Row(f"most memory of the build of {full:,} documents", whole.megabytes, one.megabytes, f"of {small:,}", "MB")
    changed = after_a_change(papers(bench, full), stores / str(full))
    what = f"one document changed among {full:,}, build and publish"
    yield Row(what, changed.seconds, whole.seconds, "the full build", "s", most=0.01, note=changed.how)
    added = after_an_addition(papers(bench, full), stores / str(full))
    what = f"one document added to {full:,}, build and publish"
    yield Row(what, added.seconds, whole.seconds, "the full build", "s", most=0.01, note=added.how)
    two = built(papers(bench, small), stores / "two", jobs=2)
    yield Row(
        f"build of {small:,} documents in two processes", two.elapsed, one.elapsed, "one process", "s", faster=True,
        least=1.5,
    )  # fmt: skip
    yield Row(
        f"what one process of two does of the build of {small:,} documents", two.own, one.seconds, "all of it", "s",
        note="on a quiet machine two take this and half of the rest",
    )  # fmt: skip
    named = {f"{small:,} documents": (one, small), f"{full:,} documents": (whole, full)}
    named |= {f"one of {full:,} changed": (changed, full), "one added": (added, full), "two processes": (two, small)}
    steps.append(_steps(named))


steps: list[str] = []  # tables of what took the time, beside the rows


def tables() -> list[str]:
    """What took the time, step by step."""
    return steps


def papers(bench: Bench, number: int) -> Path:
    """The folder of so many made-up papers."""
    return manners.collection(number, bench.folder / "papers" / str(number))


def built(folder: Path, store: Path, jobs: int = 1) -> Run:
    """Build a folder in a process of its own."""
    command = [sys.executable, __file__, str(folder), str(store), str(jobs)]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=servers.environment())
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise RuntimeError(f"building {folder} failed: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(told["seconds"], told["own"], seconds, told["steps"], told["megabytes"], told["triples"], told["how"])


def after_a_change(folder: Path, store: Path) -> Run:
    """Build again after one paper has been changed; it is put back."""
    paper = sorted(folder.rglob("*.txt"))[0]
    before = paper.read_text(encoding="utf-8")
    try:
        paper.write_text(before.replace("Four bids were received", "Five bids were received"), encoding="utf-8")
        return built(folder, store)
    finally:
        paper.write_text(before, encoding="utf-8")


def after_an_addition(folder: Path, store: Path) -> Run:
    """Build again with one paper more, of a decision and a contract of its own; it is taken away again."""
    number = len(list(folder.rglob("*.*"))) // 5 + 1
    paper = folder / "added-record-of-decision.txt"
    try:
        paper.write_text(manners.award(manners.Contract(number)), encoding="utf-8")
        return built(folder, store)
    finally:
        paper.unlink()


def _steps(runs: Mapping[str, tuple[Run, int]]) -> str:
    names = list(dict.fromkeys(step for run, _ in runs.values() for step in run.steps))
    lines = ["Milliseconds a document, step by step:", "", "| step | " + " | ".join(runs) + " |"]
    lines.append("| --- |" + " ---: |" * len(runs))
    for name in names:
        cells = [f"{run.steps.get(name, 0) * 1000 / size:.2f}" for run, size in runs.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def used() -> float:
    """The seconds of the processor that this process and those that it waited for took."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def main(folder: Path, store: Path, jobs: int) -> None:
    """Build, and print the seconds of each step."""
    taken = dict[str, float]()
    last, since = "starting", 0.0

    def progress(step: str) -> None:
        nonlocal last, since
        now = used()
        taken[last] = taken.get(last, 0) + now - since
        last, since = step.split()[0], now

    snapshot, told = build.publish([folder], Settings(store=store), jobs=jobs, progress=progress)
    progress("end")
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = {
        "seconds": used(), "own": time.process_time(), "steps": taken, "megabytes": most / 1024,
        "triples": snapshot.manifest["triples"], "how": told.how, "process": os.getpid(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
