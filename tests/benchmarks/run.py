"""All measurements in one run: `make bench`; writes RESULTS.md and results.svg.

Set in the environment: PARTS (which of them, else all), DECISIONS and LARGE (sizes of the two made-up councils),
DOCUMENTS (two numbers of papers to build from), RUNS (requests to take the median of), NOTE (a sentence on what else
the machine did meanwhile), WORK (the folder whose stores are kept from one run to the next). A part that fails, or is
not there, is named and the others go on; what a part found is kept, so that parts may be run one after another.
"""

import dataclasses
import importlib
import os
import pickle
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

from results import Bench, Part, Row, chart, report

HERE = Path(__file__).resolve().parent
PARTS: Mapping[str, str] = {  # name, and the module that measures it
    "serving": "serving",
    "starting": "starting",
    "growth": "growth",
    "validation": "validate",
    "extraction": "extraction",
    "questions": "questions",
}


def bench_of(environ: Mapping[str, str]) -> Bench:
    """The sizes and the folder that the environment asks for."""
    default = Bench(Path("build/bench"))
    documents = [int(number) for number in environ.get("DOCUMENTS", "").replace(",", " ").split()]
    return Bench(
        folder=Path(environ.get("WORK") or default.folder).resolve(),
        decisions=int(environ.get("DECISIONS") or default.decisions),
        large=int(environ.get("LARGE") or default.large),
        documents=documents or default.documents,
        runs=int(environ.get("RUNS") or default.runs),
        note=environ.get("NOTE", default.note),
    )


def measured(name: str, bench: Bench) -> Part:
    """What a part finds; that it is not there or fails is told in the part."""
    part, began = Part(name), time.perf_counter()
    try:
        module = importlib.import_module(PARTS[name])
        for row in _found(module, bench):
            _take(part, row)
        part.tables += getattr(module, "tables", list)()
    except ModuleNotFoundError as error:
        part.failed = f"{error.name} is not there."
    except Exception as error:  # noqa: BLE001  whatever goes wrong in one part, the others are still measured
        traceback.print_exc()
        part.failed = f"{type(error).__name__}: {error}"[:500]
    part.seconds = time.perf_counter() - began
    return part


def _found(module: ModuleType, bench: Bench) -> Iterable[object]:
    found: Iterable[object] = module.measure(bench) if hasattr(module, "measure") else module.rows()
    return found


def _take(part: Part, row: object) -> None:
    """A row among the part's rows; what is of another form becomes a line of a table."""
    if isinstance(row, Row):
        part.rows.append(row)
        print(f"  {row.what}: {row.ours:.4g} {row.unit} ({row.against}: {row.theirs})", flush=True)
        return
    told = dataclasses.asdict(row) if dataclasses.is_dataclass(row) and not isinstance(row, type) else {"": row}
    print(f"  {told}", flush=True)
    cells = (
        "| " + " | ".join(f"{value:.4g}" if isinstance(value, float) else str(value) for value in told.values()) + " |"
    )
    if not part.tables:
        part.tables.append("| " + " | ".join(told) + " |\n|" + " ---: |" * len(told))
    part.tables[0] += "\n" + cells


def kept(bench: Bench, name: str) -> Path:
    """Where the last findings of a part are kept."""
    return bench.folder / "found" / f"{name}.pickle"


def before(bench: Bench, name: str) -> Part | None:
    """What a part found the last time it was run."""
    place = kept(bench, name)
    return pickle.loads(place.read_bytes()) if place.is_file() else None


def main() -> int:
    """Measure the parts asked for, and write the report of all that have been measured."""
    os.environ.setdefault("COUNCILGRAPH_KEPT_MEGABYTES", "0")  # else every request but the first is answered at once
    os.environ.setdefault("COUNCILGRAPH_QUERY_SECONDS", "120")  # as long as a peer is waited for
    bench = bench_of(os.environ)
    asked = os.environ.get("PARTS", "").replace(",", " ").split() or list(PARTS)
    unknown = sorted(set(asked) - set(PARTS))
    if unknown:
        sys.exit(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
    parts = list[Part]()
    for name in PARTS:
        if name in asked:
            print(f"{name} …", flush=True)
            found = measured(name, bench)
            kept(bench, name).parent.mkdir(parents=True, exist_ok=True)
            kept(bench, name).write_bytes(pickle.dumps(found))
            _write(bench, [*parts, found])  # what is there so far stays if a later part is broken off
        known = before(bench, name)
        parts += [known] if known is not None else []
    print(_write(bench, parts))
    return int(any(part.failed for part in parts if part.name in asked))


def _write(bench: Bench, parts: list[Part]) -> str:
    drawn = chart([row for part in parts for row in part.rows], HERE / "results.svg")
    text = report(bench, parts, drawn)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main())
