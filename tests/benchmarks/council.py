"""Published stores of made-up councils of any size, with flat memory: `python council.py 10000 FOLDER`.

The first thousand decisions are joined, told, concluded from and held against one another by the project itself. Papers
come again after a thousand with other numbers, people and suppliers (`generate.PERIOD`), and so do their triples: they
are written again with these exchanged. All have the same length, so that every passage keeps its place.
"""

import hashlib
import pickle
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import generate
from rdflib import Graph

from councilgraph import graph, ntriples, resolve, resources, store
from councilgraph.config import Settings
from councilgraph.graph import derive, findings, merges, rules, shapes
from councilgraph.graph.claims import tell
from councilgraph.graph.facts import ranked
from councilgraph.graph.passages import told as told_claims
from councilgraph.graph.whole import Whole
from councilgraph.iris import Iris
from councilgraph.model import Claim, Paper, Resolution
from councilgraph.namespaces import CG

IRIS = Iris(Settings().base)
BATCH = 200  # decisions that are joined at a time; what they share with the others is the council, its posts, the law
PROGRESS = 2_000  # decisions after which a line is printed
CONTRACTS = generate.PERIOD // 5


Told = list[ntriples.Triple]  # the triples of one graph: lighter than a graph, and enough to conclude from


@dataclass(frozen=True)
class Part:
    """What some decisions became: quads, and texts by hash."""

    quads: str
    texts: Mapping[str, str]
    seconds: Mapping[str, float]


def part(first: int, decisions: int) -> Part:
    """The quads of some decisions, evidence, conclusions and findings among them, with the seconds of each step."""
    seconds, began = dict[str, float](), time.process_time()

    def lap(step: str) -> None:
        seconds[step] = time.process_time() - began - sum(seconds.values())

    papers = list(generate.papers(decisions, IRIS, first=first))
    resolution = resolve.resolve(papers, IRIS)
    lap("join")
    told = told_graphs(papers, resolution)
    lap("tell")
    whole = Whole.of("".join(ntriples.triples(found)).encode() for found in told.values())
    told[IRIS.graph("derived")] += derive.conclude(whole, IRIS, rules.load("derive"))
    lap("derive")
    told[IRIS.graph("findings")] = list(findings.find(whole, IRIS, rules.load("findings")))
    told[IRIS.graph("findings")] += findings.incomplete(
        shapes.lacking(shapes.things(_as_graphs(told), IRIS)), whole, IRIS
    )
    lap("findings")
    quads = "".join(line for name, found in told.items() for line in ntriples.quads(found, name))
    lap("write")
    return Part(quads, {paper.text.sha256: paper.text.text for paper in papers}, seconds)


def _as_graphs(told: Mapping[str, Told]) -> dict[str, Graph]:
    """The graphs that stand in no document, and of documents what kind they are."""
    found = dict[str, Graph]()
    for name, triples in told.items():
        kept = (one for one in triples if "/graph/document/" not in name or one[1] == CG.documentKind)
        found[name] = Graph(store="SimpleMemory")
        found[name].addN((*one, found[name]) for one in kept)
    return found


def told_graphs(papers: list[Paper], resolution: Resolution) -> dict[str, Told]:
    """What papers tell, by graph, as `graph.assemble` has it, without the register of documents."""
    things = {thing.iri: thing for thing in resolution.things}
    told = {paper.iri: tell(paper, resolution, IRIS, things) for paper in papers}
    by_rank = ranked(claim for telling in told.values() for claim in telling.claims())
    claims: dict[str, list[Claim]] = {paper.iri: [] for paper in papers}
    for claim in by_rank:
        claims[claim.document].append(claim)
    found: dict[str, Told] = {}
    for paper in papers:
        own = {triple for triple in told[paper.iri].plain if str(triple[0]) == paper.iri}
        found[IRIS.document_graph(paper.iri)] = list(own.union(told_claims(paper, claims[paper.iri], IRIS)))
    plain = {triple for telling in told.values() for triple in telling.plain}
    found[IRIS.graph("facts")] = list(graph.facts_graph(by_rank, resolution, IRIS, plain, set(told)))
    found[IRIS.graph("derived")] = list(merges.merges_graph(resolution, by_rank, IRIS))
    return found


def parts(decisions: int, jobs: int, kept: Path) -> Iterator[Part]:
    """All parts of a council: those of the first period by the project, the others as those again, exchanged.

    What the project made is kept in a folder, cut where something is exchanged, for councils of other sizes.
    """
    firsts = range(0, min(decisions, generate.PERIOD), BATCH)
    sizes = [min(BATCH, decisions - first) for first in firsts]
    with ProcessPoolExecutor(jobs) as pool:
        for first, place in zip(firsts, pool.map(partial(kept_part, kept), firsts, sizes), strict=True):
            pieces: Pieces = pickle.loads(place.read_bytes())
            yield pieces.made()
            periods = range(1, -(-(decisions - first) // generate.PERIOD))
            yield from map(partial(again, pieces), periods)


def kept_part(kept: Path, first: int, decisions: int) -> Path:
    """Where the pieces of a part are kept: as they were made before by the same code, else made now."""
    place = kept / f"{first:04}-{decisions}-{ways_of_making()}.pickle"
    if not place.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(".part")
        draft.write_bytes(pickle.dumps(Pieces(part(first, decisions)), pickle.HIGHEST_PROTOCOL))
        draft.replace(place)
    return place


@cache
def ways_of_making() -> str:
    """A hash of what decides what a part is."""
    package = Path(graph.__file__).parents[1]
    folders = [
        package / "graph",
        package / "resolve",
        *(resources.folder("queries") / n for n in ("derive", "findings")),
    ]
    files = [Path(generate.__file__), *package.glob("model/*.py"), package / "iris.py", package / "namespaces.py"]
    files += [file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".rq", ".toml")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


# ── a period again ───────────────────────────────────────────────────────────────────────────────

_NAMES = "|".join(name for each in generate.SURNAMES for name in (each, each.lower()))
_SERVICES = "|".join(name for each in generate.SERVICES for name in (each, each.lower().replace(" ", "-")))
_EXCHANGED = re.compile(
    rf"(?P<decision>(?<=OD/\d\d/)\d{{6}}|(?<=OD-\d\d-)\d{{6}}|(?<=od-\d\d-)\d{{6}})|(?P<contract>(?<=WM)\d{{6}})"
    rf"|(?:(?P<kind>{_SERVICES})(?P<gap>[ -])(?P<service>1\d{{5}}))"
    r"|(?P<supplier>(?<=[Cc]are[ -])1\d{5}(?=[ -][Ll]td))"
    rf"|\b(?P<name>{_NAMES})\b|(?P<hash>(?<=[/-])(?:[0-9a-f]{{16}}|[0-9a-f]{{10}})(?=>))|(?P<sha>\b[0-9a-f]{{64}}\b)"
)


class Pieces:
    """A part's quads cut where something is exchanged: what stays, and what does not, in turn."""

    def __init__(self, made: Part) -> None:
        self.texts = made.texts
        text = made.quads
        self.stays, self.exchanged = list[str](), list[tuple[str, str]]()
        end = 0
        for match in _EXCHANGED.finditer(text):
            kind = "service" if match["service"] else str(match.lastgroup)
            start = match.start(kind)
            self.stays.append(text[end:start])
            self.exchanged.append((kind, match[kind]))
            end = match.end()
        self.stays.append(text[end:])
        self.distinct = set(self.exchanged)

    def made(self) -> Part:
        """The part as the project made it."""
        return Part(self._joined([value for _, value in self.exchanged]), self.texts, {})

    def later(self, change: Mapping[tuple[str, str], str]) -> str:
        """The quads with what is exchanged as it is later."""
        return self._joined([change[one] for one in self.exchanged])

    def _joined(self, exchanged: list[str]) -> str:
        whole = [""] * (2 * len(exchanged) + 1)
        whole[::2], whole[1::2] = self.stays, exchanged
        return "".join(whole)


def again(pieces: Pieces, period: int) -> Part:
    """The part as it is so many periods later."""
    texts = dict[str, str]()
    hashes = dict[str, str]()
    for sha, text in pieces.texts.items():
        later = _EXCHANGED.sub(lambda match: _in_text(match, period), text)
        hashes[sha] = hashlib.sha256(later.encode()).hexdigest()
        texts[hashes[sha]] = later
    change = {
        (kind, value): hashes.get(value, value) if kind == "sha" else _LATER[kind](value, period)
        for kind, value in pieces.distinct
    }
    return Part(pieces.later(change), texts, {})


def _in_text(match: re.Match[str], period: int) -> str:
    if match["service"]:
        return match["kind"] + match["gap"] + _LATER["service"](match["service"], period)
    kind = str(match.lastgroup)
    return _LATER[kind](match[kind], period) if kind in _LATER else match[0]


def _number(step: int) -> Callable[[str, int], str]:
    return lambda value, period: f"{int(value) + step * period:06}"


def _surname(value: str, period: int) -> str:
    known = [name.lower() for name in generate.SURNAMES]
    name = generate.surname(known.index(value.lower()), period)
    return name if value[0].isupper() else name.lower()


def _hash(value: str, period: int) -> str:
    return hashlib.sha256(f"{value} {period}".encode()).hexdigest()[: len(value)]


_LATER: Mapping[str, Callable[[str, int], str]] = {
    "decision": _number(generate.PERIOD), "contract": _number(CONTRACTS), "service": _number(CONTRACTS),
    "supplier": _number(CONTRACTS // 8), "name": _surname, "hash": _hash,
}  # fmt: skip


# ── the store ────────────────────────────────────────────────────────────────────────────────────


def publish(decisions: int, folder: Path, jobs: int = 2, progress: Callable[[str], None] = print) -> store.Snapshot:
    """Publish a council in a folder, or give the one that is published there already."""
    if (folder / "current").exists():
        return store.current(folder)
    began, processor = time.time(), time.process_time()
    snapshot = store.publish_quads(
        folder, told(decisions, jobs, folder.parent / "parts", progress), {"base": IRIS.base, "decisions": decisions}
    )
    progress(
        f"{decisions} decisions in {folder}: {snapshot.manifest['triples']} triples, {time.time() - began:.0f} s, "
        f"{time.process_time() - processor:.0f} s of processor time beside what was made of the first thousand"
    )
    return snapshot


def told(
    decisions: int, jobs: int, kept: Path, progress: Callable[[str], None]
) -> Iterator[tuple[bytes, Mapping[str, str]]]:
    """The quads and texts of all parts, with a line now and then of how far they are."""
    began, done = time.time(), 0
    for made in parts(decisions, jobs, kept):
        done += len(made.texts)
        if done % PROGRESS == 0:
            progress(f"{done} of {decisions} decisions, {time.time() - began:.0f} s")
        yield made.quads.encode(), made.texts


if __name__ == "__main__":
    import council  # what is kept names its classes by this module, whoever runs it

    council.publish(int(sys.argv[1]), Path(sys.argv[2]), progress=lambda line: print(line, flush=True))
