"""Measure extraction and questions: `make score`.

Extraction is held against the project's own papers in tests/golden, and, where the folder ../shared lies beside the
checkout, against the public papers and the judges there. Questions are asked of a real server on a free port.
"""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
COMMAND = str(Path(sys.executable).with_name("councilgraph"))


def say(line: str) -> None:
    """Print a line at once, in step with what the judges print."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(*command: str) -> bool:
    """Run a command with its output shown; whether it was content."""
    return subprocess.run([sys.executable, *command], check=False).returncode == 0


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(store: Path) -> Iterator[str]:
    """A councilgraph server over a store, on a free port of this machine; yields its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [COMMAND, "serve", "--store", str(store), "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def extraction() -> bool:
    """Score the facts of every paper that careful readers have read."""
    good = True
    for name in ("kent-young-carers", "kent-2025") if SHARED.is_dir() else ():
        say(f"\n== extraction: {name}")
        judge = str(SHARED / "tools" / "score_extraction.py")
        good &= run(judge, COMMAND, str(SHARED / "documents"), str(SHARED / "gold" / f"{name}.jsonl"), "-v")
    for name, gold in (("tests/golden", "expected.jsonl"), ("tests/golden/aside (kept aside)", "aside.jsonl")):
        folder = HERE / "golden" if gold == "expected.jsonl" else HERE / "golden" / "aside"
        if not (folder / gold).is_file():
            say(f"\n== extraction: {name}: no papers are there")
            continue
        say(f"\n== extraction: {name}")
        good &= run(str(HERE / "scorer.py"), str(folder), str(folder / gold))
    return good


def questions() -> bool:
    """Score the answers to the question sets over the graphs that they are about."""
    good = True
    judge = SHARED / "tools" / "score_questions.py"
    if not judge.is_file():
        say("\n== questions: the judge is in ../shared, which is not here")
        return good
    with tempfile.TemporaryDirectory() as folder:
        for graph, paths in (("kent", []), ("sample", [str(HERE.parent / "data" / "sample" / "documents")])):
            store = Path(folder) / graph
            subprocess.run([COMMAND, "build", *paths, "--store", str(store)], check=True, capture_output=True)
            with server(store) as address:
                for file in sorted((HERE / "questions").glob(f"{graph}*.jsonl")):
                    say(f"\n== questions: {file.name}")
                    good &= run(str(judge), address, str(file), *([] if "aside" in file.stem else ["-v"]))
    return good


if __name__ == "__main__":
    if not SHARED.is_dir():
        say("../shared is not here: the project's own papers alone are scored.")
    sys.exit(0 if extraction() & questions() else 1)
