"""Documents to papers: read, extracted, given an IRI; what was read before is remembered."""

import hashlib
import logging
import pickle
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from councilgraph import __version__, documents, extract, resources
from councilgraph.build.executors import Mapper
from councilgraph.build.saying import Held
from councilgraph.config import Settings
from councilgraph.errors import EmptyFile, InputError, UnknownCouncil, UnreadableFile
from councilgraph.iris import Iris, slug
from councilgraph.model import Facts, Review, Text

log = logging.getLogger(__name__)
Read = tuple[Text, Facts]


@dataclass(frozen=True)
class Sieve:
    """What persons found of doubts, by ID, and how sure the rest must be to be facts."""

    reviews: Mapping[str, Review] = field(default_factory=dict)
    least: float = Settings.least_confidence


NO_SIEVE = Sieve()


@dataclass(frozen=True)
class Reading:
    """The papers that were read, where each lies by IRI, and lines on files that were left out."""

    papers: list[Held]
    places: Mapping[str, Path]
    left_out: list[str]


def read_papers(
    paths: Sequence[Path],
    iris: Iris,
    council: str | None,
    over: Mapper = map,
    memory: Path | None = None,
    sieve: Sieve = NO_SIEVE,
    found: Collection[Path] = (),
) -> Reading:
    """Papers with their facts, in the order of the paths.

    `found` are paths that nobody named: they stood in a folder or archive, and one that cannot be read or filed is left
    out.
    Raises InputError that names every other bad file, and where none can be read.
    """
    read_one = partial(_held, council=council, memory=memory, sieve=sieve)
    results = list(zip(paths, over(read_one, [path.absolute() for path in paths]), strict=True))
    faults = {path: result for path, result in results if isinstance(result, InputError)}
    bad = {
        p: f
        for p, f in faults.items()
        if p not in found or not isinstance(f, UnreadableFile | EmptyFile | UnknownCouncil)
    }
    if bad or (faults and len(faults) == len(results)):
        raise InputError("\n".join(str(fault) for fault in (bad or faults).values()))
    read = [(path, result) for path, result in results if not isinstance(result, InputError)]
    given = named(((held.lean.council, held.lean.text.stem) for _, held in read), iris)
    papers = [held.called(one) for (_, held), one in zip(read, given, strict=True)]
    places = {one: path.absolute() for one, (path, _) in zip(given, read, strict=True)}
    return Reading(papers, places, [f"{fault} It is left out." for fault in faults.values()])


def read_all(
    paths: Sequence[Path], council: str | None, over: Mapper, memory: Path | None, sieve: Sieve
) -> list[Read | InputError]:
    """Text and facts of each file, or what is wrong with it."""
    read_one = partial(_read, council=council, memory=memory, sieve=sieve)
    return list(over(read_one, [path.absolute() for path in paths]))


def _held(path: Path, council: str | None, memory: Path | None, sieve: Sieve) -> Held | InputError:
    """One file as a paper without an IRI, or what is wrong with it."""
    found = _read(path, council, memory, sieve)
    return found if isinstance(found, InputError) else Held.of("", *found)


def _read(path: Path, council: str | None, memory: Path | None, sieve: Sieve) -> Read | InputError:
    """Text and facts of one file, or what is wrong with it, so that one bad file does not hide the next."""
    try:
        text, facts = _remembered(path, council, memory)
        facts = extract.sorted_out(text, facts, sieve.reviews, sieve.least)
        if facts.document.council is None:
            raise UnknownCouncil(
                f"{path}: no council is named in it, so its facts cannot be filed. "
                "Say whose paper it is: councilgraph build --council NAME."
            )
    except InputError as error:
        return error
    return text, facts


def _remembered(path: Path, council: str | None, memory: Path | None) -> Read:
    """Text and facts of one file, the guesses among them too; read anew only where it is not remembered."""
    kept = kept_at(path, council, memory)
    if kept is not None and kept.is_file():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    text = documents.read(path)
    read = text, extract.unsorted(text, council)
    if kept is not None:
        _keep(kept, read)
    return read


def kept_at(path: Path, council: str | None, memory: Path | None) -> Path | None:
    """Where a file's facts are remembered: by name, content, council asked for, and how it would be read today."""
    if memory is None or not path.is_file():
        return None
    key = "\x1f".join((path.name, hashlib.sha256(path.read_bytes()).hexdigest(), council or "", _ways_of_reading()))
    return memory / f"{hashlib.sha256(key.encode()).hexdigest()}.pickle"


def _keep(place: Path, read: Read) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    partial_file = place.with_suffix(".part")
    partial_file.write_bytes(pickle.dumps(read))
    partial_file.replace(place)


@cache
def _ways_of_reading() -> str:
    """A hash of what decides how a document is read: the version, the code, the profiles and the lexicons."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(extract.__file__).parents[1]
    files = [*package.glob("model/*.py"), *package.glob("documents/**/*"), *package.glob("extract/**/*")]
    files += resources.folder("data").glob("*.csv")
    files += [*resources.folder("data").glob("councils/*"), *resources.folder("data").glob("lexicons/*")]
    for file in sorted(f for f in files if f.is_file() and f.suffix != ".pyc"):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def named(papers: Iterable[tuple[str, str]], iris: Iris) -> list[str]:
    """An IRI for each paper by council and stem of its file, with -2, -3 … where two files of a council share it."""
    taken: dict[str, None] = {}
    for council, stem in papers:
        short, number = slug(stem), 1
        iri = iris.thing(council, "document", short)
        while iri in taken:
            number += 1
            iri = iris.thing(council, "document", f"{short}-{number}")
        taken[iri] = None
    return list(taken)
