"""A build that goes on from the one before by what changed: the papers, what they say, what follows from that.

All papers are resolved, since a name of one may be a thing of another, but where those that changed say of all that is
joined what they said before (`build.joining`). From then on only what has changed is looked at: papers that are new, or
of which resolving gives something else; things of which these say something else; the neighbourhoods of these things.
What rules conclude there is concluded twice, from what was and from what is. Where the first does not give what is
published, or anything else shows that what changed cannot be told apart from the rest, NotLocal is raised, and the
whole is to be built.
"""

from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph

from councilgraph import documents, graph, ntriples
from councilgraph.build import kept as keeping
from councilgraph.build.changed import Changed
from councilgraph.build.check import Warned, checked, line, passable
from councilgraph.build.executors import Mapper
from councilgraph.build.files import GRAPH_SUFFIXES
from councilgraph.build.following import Following, following
from councilgraph.build.joining import Seen, few, joined
from councilgraph.build.kept import Kept, Known
from councilgraph.build.papers import Read, Sieve, kept_at, named, read_all
from councilgraph.build.summary import Summary
from councilgraph.build.told import Told, by_subject
from councilgraph.build.touching import touched
from councilgraph.build.whole import Asked
from councilgraph.errors import InputError, NotLocal
from councilgraph.graph import memory as stores
from councilgraph.iris import Iris
from councilgraph.model import Paper
from councilgraph.store import Snapshot
from councilgraph.store.changes import Changing, changing
from councilgraph.store.snapshots import documents_of


def memory(asked: Asked) -> Path:
    """The folder of what was read."""
    return asked.memory or asked.settings.store / "read"


def ways(asked: Asked) -> str:
    """A hash of all that decides what a build makes of papers."""
    return keeping.ways(asked.settings.base, asked.settings.least_confidence, asked.council)


def publish(asked: Asked) -> tuple[Snapshot, Summary, Mapping[str, Path]]:
    """Publish what changed; gives where the papers lie, too. Raises NotLocal where the whole is to be built."""
    iris = Iris(asked.settings.base)
    kept = keeping.load(memory(asked), ways(asked))
    seen = _seen(asked, kept, iris)
    with Told.opened(memory(asked)) as told, changing(asked.settings.store, kept.snapshot) as store:
        snapshot, kept, summary = _published(asked, kept, seen, told, store, iris)
    keeping.save(memory(asked), kept)
    return snapshot, summary, {known.iri: Path(path) for path, known in seen.files.items()}


def _published(
    asked: Asked, kept: Kept, seen: Seen, told: Told, store: Changing, iris: Iris
) -> tuple[Snapshot, Kept, Summary]:
    asked.progress(f"joining; {len(seen.fresh)} papers are new or changed, {len(seen.gone)} left")
    found = joined(asked, kept, seen, told)
    full = found.full
    tellings = {iri: graph.told(paper, found.known[iri], iris) for iri, paper in full.items()}
    after = {iri: by_subject(claims, plain) for iri, (claims, plain) in tellings.items()}
    before = {iri: told.by(iri) for iri in {*full, *seen.gone} if iri in kept.views}
    changed = Changed(iris, kept, told, store.old, found.resolution, found.listed, full, before, after)
    changed.compute()
    store.change(changed.gone, changed.new)
    sources = {known.iri: known.name for known in seen.files.values()}
    asked.progress("checking claims")
    warnings = {iri: lines for iri, lines in kept.warnings.items() if iri in found.views and iri not in full}
    warnings |= _checked(changed.graphs, sources, asked.over)
    asked.progress("deriving")
    follows = following(store, touched(changed, store.new), iris, len(changed.things))
    store.change(follows.was.quads, follows.now.quads)
    problems = _problems(kept, follows, sources)
    asked.progress("publishing")
    how = f"on from {kept.snapshot}: {len(seen.fresh)} papers new or changed, {len(seen.gone)} left"
    snapshot = store.publish(
        _digests(changed, store, iris),
        dict.fromkeys(seen.gone) | {iri: _listed(changed.graphs[iri]) for iri in full},
        {"base": asked.settings.base, "built": how},
        {paper.text.sha256: paper.text.text for paper in full.values()},
    )
    for iri in before:
        told.drop(iri)
    for iri, paper in full.items():
        told.add(paper, after[iri], found.known[iri])
    same = changed.things == kept.things and found.resolution.merges == kept.merges
    joined_now = kept.joined if same else keeping.Joined.of(changed.things, found.resolution.merges)
    now = Kept(kept.ways, snapshot.id, seen.files, joined_now, found.views, warnings, problems)
    return snapshot, now, summary(snapshot, now, how)


def summary(snapshot: Snapshot, kept: Kept, how: str) -> Summary:
    """What is told of a build that was kept."""
    ordered = [known.iri for known in sorted(kept.files.values(), key=lambda one: one.iri)]
    lines = [one for iri in ordered for one in kept.warnings.get(iri, ())]
    return Summary(
        documents=len(kept.files),
        graphs=snapshot.manifest["graphs"],
        triples=snapshot.manifest["triples"],
        merges=len(kept.merges),
        warnings=(*lines, *(one.line for one in kept.problems)),
        doubts=sum(known.doubts for known in kept.files.values()),
        how=how,
    )


def _seen(asked: Asked, kept: Kept, iris: Iris) -> Seen:
    """Which papers changed; raises NotLocal where one cannot be read, or too many did."""
    paths = [path.absolute() for path in documents.collect(asked.paths, also=GRAPH_SUFFIXES)]
    asked.progress(f"reading {len(paths)} documents")
    read = {str(path): remembered(path, asked.council, memory(asked)) for path in paths}
    new = [path for path in paths if _known(kept, path, read) is None]
    few(len(new), len(kept.files.keys() - read.keys()), len(paths))
    sieve = Sieve({}, asked.settings.least_confidence)
    results = dict(zip(map(str, new), read_all(new, asked.council, asked.over, memory(asked), sieve), strict=True))
    texts = dict[str, Read]()
    for path, one in results.items():
        if isinstance(one, InputError):
            raise NotLocal(f"{path} cannot be read")
        texts[path] = one
    called = [_council_and_stem(path, kept, texts) for path in read]
    files, fresh = dict[str, Known](), dict[str, Paper]()
    for (path, place), iri, (council, _) in zip(read.items(), named(called, iris), called, strict=True):
        if path in texts:
            fresh[iri] = Paper(iri, council, *texts[path])
            files[path] = known(fresh[iri], place, len(fresh[iri].facts.review))
        elif kept.files[path].iri != iri:
            raise NotLocal(f"{path} has another IRI than before")
        else:
            files[path] = kept.files[path]
    return Seen(files, fresh, kept.views.keys() - {one.iri for one in files.values()})


def remembered(path: Path, council: str | None, folder: Path) -> str:
    """The name under which what was read of a file is remembered; raises NotLocal where it is not."""
    if path.suffix.lower() in GRAPH_SUFFIXES:
        raise NotLocal(f"{path.name} may tell of anything")
    place = kept_at(path, council, folder)
    if place is None:
        raise NotLocal(f"{path} is no file of its own")
    return place.name


def known(paper: Paper, read: str, doubts: int) -> Known:
    """A paper as the next build needs to know it."""
    text = paper.text
    return Known(read, paper.iri, paper.council, text.stem, text.name, text.sha256, doubts)


def _known(kept: Kept, path: Path, read: Mapping[str, str]) -> Known | None:
    found = kept.files.get(str(path))
    return found if found is not None and found.read == read[str(path)] else None


def _council_and_stem(path: str, kept: Kept, texts: Mapping[str, Read]) -> tuple[str, str]:
    if path not in texts:
        return kept.files[path].council, kept.files[path].stem
    text, facts = texts[path]
    return facts.document.council or "", text.stem


def _checked(graphs: Mapping[str, Graph], sources: Mapping[str, str], over: Mapper) -> dict[str, tuple[str, ...]]:
    warned = checked(list(graphs.values()), "claims", sources, over)
    return {
        iri: tuple(one.line for one in warned if one.graph == number) for number, iri in enumerate(graphs)
    }  # fmt: skip


def _problems(kept: Kept, follows: Following, sources: Mapping[str, str]) -> tuple[Warned, ...]:
    """Problems of things: those of things that are as they were, and those of the others anew."""
    about, nothing = follows.about, Graph()
    found = passable([Warned(0, one, line(one, nothing, sources)) for one in follows.now.problems])
    stay = [one for one in kept.problems if one.problem.focus not in about]
    return tuple(sorted((*stay, *found), key=lambda one: one.problem.order))


def _listed(graph: Graph) -> Mapping[str, str]:
    return next(iter(documents_of(graph)))


def _digests(changed: Changed, store: Changing, iris: Iris) -> dict[str, str]:
    """The digests of the papers' graphs that changed."""
    found = {iris.document_graph(iri): ntriples.digest(one) for iri, one in changed.graphs.items()}
    for iri in changed.reranked:
        name = iris.document_graph(iri)
        found[name] = ntriples.digest(stores.triples(store.new, name))
    return found
