"""How fast and how lean papers are read: pages a second for each format, memory, growth, beside pypdfium2 alone.

`extraction.py read FILE…` reads files in a process of its own and prints seconds of the processor and megabytes.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
from results import Bench, Row

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import formats  # noqa: E402  it lies beside the tests
from councilgraph import documents, extract  # noqa: E402

SOURCES = HERE.parents[1] / "data" / "sample" / "documents"
LINES_A_PAGE = 46
PAGES = 40
MANY = (10, 1_000)
ROUNDS = 5
PUBLIC = HERE.parents[2] / "shared" / "documents"


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on made-up papers in every format; a page is as much text as one printed page of them holds."""
    folder = bench.folder / "extraction"
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in formats.WRITERS:
        papers = [_paper(folder, suffix, PAGES, str(number)) for number in range(3)]
        seconds = min(_read(papers)["seconds"] for _ in range(3)) / len(papers)
        yield Row(f"{suffix} read and extracted, a core", PAGES / seconds, unit="pages/s")
    yield from _beside_pypdfium("made-up paper", [_paper(folder, ".pdf", PAGES)])
    if PUBLIC.is_dir():
        yield from _beside_pypdfium("public papers", sorted(PUBLIC.rglob("*.pdf")))
    yield from _memory(folder)
    yield from _growth(folder)


def _beside_pypdfium(whose: str, papers: Sequence[Path]) -> Iterator[Row]:
    """What reading and extraction take beside pypdfium2, in milliseconds of the processor a page, taken in turn.

    pypdfium2's own time is that for the text and for the boxes of its lines, without which there is no reading order.
    """
    every = [_in_turn(paper) for paper in papers]
    pages, text, boxes, read, found = (sum(column) for column in zip(*every, strict=True))
    each = 1000 / pages
    yield Row(f"{whose}: pypdfium2's text and boxes, a page", boxes * each, text * each, "pypdfium2's text")
    yield Row(f"{whose}: text in reading order, a page", read * each, boxes * each, "its text and boxes")
    note = "patterns in Python; each is tried only where the letters stand that it needs"
    added = (read + found - boxes) * each
    yield Row(
        f"{whose}: added by reading and extraction, a page",
        added,
        boxes * each,
        "its text and boxes",
        most=2.0,
        note=note,
    )
    yield Row(f"{whose}: read and extracted, a page", (read + found) * each, text * each, "pypdfium2's text", most=3.0)


def _in_turn(paper: Path) -> tuple[float, float, float, float, float]:
    """Pages of a paper, and the least seconds of several rounds: text alone, with boxes, reading order, extraction."""
    text = documents.read(paper)
    works = (
        lambda: _bare(paper, boxes=False),
        lambda: _bare(paper, boxes=True),
        lambda: documents.read(paper),
        lambda: extract.extract(text),
    )
    rounds = []
    for _ in range(ROUNDS):
        _forget()
        rounds.append([_timed(work) for work in works])
    bare, boxes, read, found = (min(column) for column in zip(*rounds, strict=True))
    return float(len(text.pages)), bare, boxes, read, found


def _forget() -> None:
    """Takes from the rules what they keep of papers read before, so that one read again is as one not seen."""
    for name, module in list(sys.modules.items()):
        if name.startswith("councilgraph."):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear") and kept.cache_parameters()["maxsize"] is not None:
                    kept.cache_clear()


def _memory(folder: Path) -> Iterator[Row]:
    small, large = (_read([_paper(folder, ".pdf", pages)])["megabytes"] for pages in (50, 500))
    note = "what grows is the text with its places and the facts, which are those of the whole paper"
    yield Row("most memory on a PDF of 500 pages", large, small, "one of 50 pages", "MB", most=1.5, note=note)


def _growth(folder: Path) -> Iterator[Row]:
    papers = [_paper(folder, ".txt", 2, str(number)) for number in range(50)]
    few, many = (_read([papers[n % len(papers)] for n in range(size)])["seconds"] / size for size in MANY)
    yield Row(
        f"a document among {MANY[1]:,}, read and extracted", many * 1000, few * 1000, f"one among {MANY[0]}", most=1.05
    )


def _paper(folder: Path, suffix: str, pages: int, name: str = "") -> Path:
    """A paper of so many printed pages, of the sample's words."""
    path = folder / f"paper-{pages}{'-' if name else ''}{name}{suffix}"
    if not path.is_file():
        texts = [documents.read(one).text for one in sorted(SOURCES.glob("*.txt"))]
        lines = [line for text in texts for line in formats.lines_of(text)]
        first = int(name or 0) * 7 % len(lines)
        need = pages * LINES_A_PAGE
        formats.WRITERS[suffix]((lines[first:] + lines * (need // len(lines) + 1))[:need], path)
    return path


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _bare(paper: Path, boxes: bool) -> None:
    """The text of each page by pypdfium2 alone, and where asked the box of each line with the place of its text."""
    document = pdfium.PdfDocument(paper.read_bytes())
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        for index in range(text.count_rects() if boxes else 0):
            left, bottom, _, top = text.get_rect(index)
            text.get_index(left + 1, (bottom + top) / 2, 2, 2)
        text.close()
        page.close()
    document.close()


def _facts(paper: Path) -> None:
    extract.extract(documents.read(paper))


def _read(papers: Sequence[Path]) -> dict[str, float]:
    """Seconds and megabytes of reading papers one after the other in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "read", *map(str, papers)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main(papers: Sequence[Path]) -> None:
    """Read papers and print what it took; the first is read once before, so that patterns are compiled."""
    extract.extract(documents.read(papers[0]))
    seconds = 0.0
    for paper in papers:
        _forget()
        seconds += _timed(partial(_facts, paper))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": most}))


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[2:]])
