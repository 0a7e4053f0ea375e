"""What a benchmark found: figures of ours, those of peers, and what was to be reached; a table and a chart of them."""

import math
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

PEERS = ("rdflib", "rdflib-endpoint", "oxigraph", "pyoxigraph", "pyshacl")


@dataclass(frozen=True)
class Row:
    """One figure beside another: `ratio` is ours to theirs, or, where `faster`, theirs to ours.

    `least` and `most` bound the ratio that was to be reached; `theirs` is None where the peer gave no answer.
    """

    what: str
    ours: float
    theirs: float | None = None
    against: str = ""
    unit: str = "ms"
    faster: bool = False
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times; of what has no peer, the figure itself."""
        if not self.against:
            return self.ours
        if not self.theirs or not self.ours:
            return None
        return self.theirs / self.ours if self.faster else self.ours / self.theirs

    @property
    def reached(self) -> bool | None:
        """Whether the ratio is within its bounds; None where it has none or is not known."""
        if self.ratio is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or self.ratio >= self.least) and (self.most is None or self.ratio <= self.most)


@dataclass(frozen=True)
class Bench:
    """What parts are asked to measure: sizes, and the folder whose stores are kept from one run to the next."""

    folder: Path
    decisions: int = 10_000
    large: int = 100_000
    documents: Sequence[int] = (1_000, 10_000)
    runs: int = 15
    note: str = ""  # what else the machine did meanwhile


@dataclass
class Part:
    """What one part found, or why it found nothing; `tables` are further tables in Markdown."""

    name: str
    rows: list[Row] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    failed: str = ""
    seconds: float = 0.0


def machine() -> str:
    """Cores, memory, and the versions of everything measured, as a paragraph."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {_version(name)}" for name in ("councilgraph", *PEERS))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}; {versions}."
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not there"


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [
        "| what | against | ours | theirs | ratio | to reach | reached |",
        "| --- | --- | ---: | ---: | ---: | --- | --- |",
    ]
    for row in rows:
        theirs = "" if not row.against else "no answer" if row.theirs is None else _figure(row.theirs, row.unit)
        ratio = "" if row.ratio is None or not row.against else f"{row.ratio:.3g}"
        cells = (row.what, row.against, _figure(row.ours, row.unit), theirs, ratio, _bounds(row), _REACHED[row.reached])
        lines.append("| " + " | ".join(cells) + " |")
    lines += [f"\n{row.what}: {row.note}" for row in rows if row.note]
    return "\n".join(lines)


_REACHED: Mapping[bool | None, str] = {True: "yes", False: "**no**", None: ""}


def _figure(value: float, unit: str) -> str:
    return f"{value:,.4g} {unit}".strip() if value < 10_000 else f"{value:,.0f} {unit}".strip()


def _bounds(row: Row) -> str:
    unit = "" if row.against else f" {row.unit}"
    kind = " times faster" if row.faster else unit
    if row.least is not None:
        return f"at least {row.least:g}{kind}"
    return f"at most {row.most:g}{kind}" if row.most is not None else ""


def chart(rows: Sequence[Row], path: Path) -> Path | None:
    """A bar for each row that has a ratio: how far it is beyond (or short of) what was to be reached, as an SVG."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    told = [(row, margin) for row in rows if (margin := _margin(row)) is not None][::-1]
    if not told:
        return None
    matplotlib.rcParams |= {"svg.hashsalt": "councilgraph", "font.family": "sans-serif"}
    figure, axes = pyplot.subplots(figsize=(9, 0.9 + 0.34 * len(told)), layout="constrained")
    colours = ["#00703c" if margin >= 1 else "#d4351c" for _, margin in told]
    axes.barh([_label(row) for row, _ in told], [math.log2(margin) for _, margin in told], color=colours)
    ticks = range(math.floor(axes.get_xlim()[0]), math.ceil(axes.get_xlim()[1]) + 1)
    axes.set_xticks(list(ticks), [f"{2.0**tick:g}×" for tick in ticks], fontsize=7)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.tick_params(axis="y", labelsize=7)
    axes.set_xlabel("beyond what was to be reached (green), or short of it (red)", fontsize=8)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return path


def _label(row: Row) -> str:
    text = f"{row.what} — {row.against}" if row.against else row.what
    return text if len(text) < 80 else text[:78] + "…"


def _margin(row: Row) -> float | None:
    """How many times better than what was to be reached; below 1 where it was not."""
    if row.ratio is None or row.ratio <= 0:
        return None
    if row.least is not None:
        return row.ratio / row.least
    return row.most / row.ratio if row.most is not None else None


def report(bench: Bench, parts: Sequence[Part], drawn: Path | None) -> str:
    """Everything as Markdown."""
    rows = [row for part in parts for row in part.rows]
    judged = [row.reached for row in rows if row.reached is not None]
    lines = [
        "# Benchmark results",
        "",
        f"{machine()} Made-up councils of {bench.decisions:,} and {bench.large:,} decisions, with their evidence; "
        f"{' and '.join(f'{n:,}' for n in bench.documents)} made-up papers. Ours and the peers in one run; servers are "
        f"asked over HTTP on loopback. {sum(judged)} of {len(judged)} figures reached. {bench.note}".strip(),
        "",
    ]
    if drawn is not None:
        lines += [f"![How far each figure is from what was to be reached]({drawn.name})", ""]
    for part in parts:
        lines += [f"## {part.name.capitalize()}", ""]
        if part.failed:
            lines += [f"Not measured: {part.failed}", ""]
        if part.rows:
            lines += [table(part.rows), ""]
        for one in part.tables:
            lines += [one, ""]
        lines += [f"Took {part.seconds:.0f} s.", ""]
    return "\n".join(lines)
