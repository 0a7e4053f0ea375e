"""How fast and how lean papers are read: pages a second for each format, memory, growth, beside pypdfium2 alone.

`extraction.py read FILE…` reads files in a process of its own and prints seconds of the processor and megabytes.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
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


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on made-up papers in every format; a page is as much text as one printed page of them holds."""
    folder = bench.folder / "extraction"
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in formats.WRITERS:
        paper = _paper(folder, suffix, PAGES)
        seconds = min(_read([paper] * 3)["seconds"] for _ in range(3)) / 3
        yield Row(f"{suffix} read and extracted, a core", PAGES / seconds, unit="pages/s")
    yield from _beside_pypdfium(folder)
    yield from _memory(folder)
    yield from _growth(folder)


def _beside_pypdfium(folder: Path) -> Iterator[Row]:
    """What extraction takes beside reading the text layer alone, in milliseconds of the processor a page."""
    paper = _paper(folder, ".pdf", PAGES)
    alone = min(_bare(paper) for _ in range(5))
    read = min(_timed(lambda: documents.read(paper)) for _ in range(3))
    text = documents.read(paper)
    found = min(_timed(lambda: extract.extract(text)) for _ in range(3))
    per_page = 1000 / len(text.pages)
    yield Row("PDF: text in reading order, a page", read * per_page, alone * per_page, "pypdfium2 alone")
    added = (read + found - alone) * per_page
    note = "patterns in Python: most of it is some hundred passes over the text"
    yield Row("PDF: added by extraction, a page", added, alone * per_page, "pypdfium2 alone", most=2.0, note=note)


def _memory(folder: Path) -> Iterator[Row]:
    small, large = (_read([_paper(folder, ".pdf", pages)])["megabytes"] for pages in (50, 500))
    yield Row("most memory on a PDF of 500 pages", large, small, "one of 50 pages", "MB", most=1.5)


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


def _timed(work: object) -> float:
    assert callable(work)
    began = time.process_time()
    work()
    return time.process_time() - began


def _bare(paper: Path) -> float:
    began = time.process_time()
    document = pdfium.PdfDocument(paper.read_bytes())
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return time.process_time() - began


def _read(papers: Sequence[Path]) -> dict[str, float]:
    """Seconds and megabytes of reading papers one after the other in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "read", *map(str, papers)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main(papers: Sequence[Path]) -> None:
    """Read papers and print what it took; the first is read once before, so that patterns are compiled."""
    extract.extract(documents.read(papers[0]))
    began = time.process_time()
    for paper in papers:
        extract.extract(documents.read(paper))
    seconds = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": most}))


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[2:]])
