"""Query files: one question a file, with a YAML header in `#+` lines above the SPARQL."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from councilgraph import resources
from councilgraph.canned import parts
from councilgraph.canned.cells import Source, columns, parse, sources
from councilgraph.canned.parameters import examples
from councilgraph.canned.terms import TYPES, Param
from councilgraph.errors import UnknownQuery, UsageError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster, where libyaml is there
_KEYS = {
    "summary", "description", "tags", "params", "answer", "sentence", "questions", "not", "optional", "cells",
    "asks", "gives", "cited", "count", "rank", "none", "sorts", "calendar",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Query:
    """A query file; `sparql` is its text without header and runs as it stands, with the examples.

    `cells` names the claims behind each column (None: computed). `asks`, `questions`, `optional` and
    `forbidden` are for questions in English: answer types, wordings, and concepts that may or must not stand.
    `cited` says that it also serves things that are only cited; `count` that it counts or adds up; `none` is
    the sentence where nothing matches. `sorts` are the columns that its rows may be sorted by, as days or
    as numbers; such a query has the parameters of `canned.parts` beside its own.
    `calendar` names the columns of its rows' calendar entries: what, on which day, and why.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    params: Mapping[str, Param]
    sparql: str
    answer: str
    sentence: str
    questions: tuple[str, ...]
    forbidden: tuple[str, ...]
    examples: Mapping[str, str]
    said: Mapping[str, Any]
    asks: tuple[str, ...] = ()
    gives: str = ""
    optional: tuple[str, ...] = ()
    cited: bool = False
    count: bool = False
    rank: int = 0
    none: str = ""
    sorts: Mapping[str, str] = field(default_factory=dict)
    calendar: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _algebra(self) -> "CompValue":
        # Conditions name no column, and a parser reads long ones slower than an engine answers the query.
        try:
            return parse(_CONDITION.sub("", self.sparql))
        except UsageError:
            return parse(self.sparql)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The projected variables, in order."""
        return columns(self._algebra)

    @cached_property
    def cells(self) -> Mapping[str, Source | None]:
        """Which claims are behind each column; None where it is computed."""
        return MappingProxyType(sources(self._algebra, self.said))


_CONDITION = re.compile(r"^[ \t]*(?:FILTER\(.*\)|VALUES \?\w+ \{.*\})[ \t]*$\n?", re.MULTILINE)


class Catalogue(Mapping[str, Query]):
    """All queries by name, each read when it is first asked for; a name that is not there raises UnknownQuery."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._read = dict[str, Query]()

    def __getitem__(self, name: str) -> Query:
        if name not in self._paths:
            raise UnknownQuery(f"No query is called {name!r}; `councilgraph query` lists the {len(self)} there are.")
        if name not in self._read:
            self._read.setdefault(name, _read(self._paths[name]))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def get(self, name: str, default: Any = None) -> Any:
        """The query of that name, else the default."""
        return self[name] if name in self._paths else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@cache
def catalogue(folder: Path | None = None) -> Mapping[str, Query]:
    """The queries of the folder `queries` (or another), by file name without ending; each is read once."""
    top = folder or resources.folder("queries")
    return Catalogue({path.stem: path for path in sorted(top.glob("*.rq"))})


def load(path: Path) -> Query:
    """One query file, header and query checked; raises UsageError where one cannot be."""
    query = _read(path)
    try:
        _ = parse(query.sparql), query.cells
    except UsageError as error:
        raise UsageError(f"{path.name} is no query file: {error}") from error
    return query


def _read(path: Path) -> Query:
    # The SPARQL of a file is parsed only when its columns are asked for: that takes longer than reading the file.
    lines = path.read_text(encoding="utf-8").splitlines()
    header = "\n".join(line[2:] for line in lines if line.startswith("#+"))
    sparql = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    try:
        return _query(path.stem, yaml.load(header, _LOADER) or {}, sparql)
    except (yaml.YAMLError, KeyError, TypeError, UsageError) as error:
        raise UsageError(f"{path.name} is no query file: {error!r}. Compare it with another one.") from error


def _query(name: str, header: Mapping[str, Any], sparql: str) -> Query:
    if unknown := set(header) - _KEYS:
        raise UsageError(f"the header has {', '.join(sorted(unknown))}, which nothing reads.")
    params = {key: _param(key, said) for key, said in (header.get("params") or {}).items()}
    shown = examples(sparql)
    if missing := set(params) - set(shown):
        raise UsageError(f"parameter {missing.pop()} has no VALUES line of its own.")
    sorts = dict(header.get("sorts") or {})
    shown |= parts.examples(sorts, params)
    params |= parts.params(sorts, params)
    return Query(
        name=name,
        summary=header["summary"],
        description=header["description"],
        tags=tuple(header["tags"]),
        params=MappingProxyType(params),
        sparql=sparql,
        answer=header["answer"],
        sentence=header["sentence"],
        questions=tuple(header["questions"]),
        forbidden=tuple(header.get("not", ())),
        examples=MappingProxyType({key: shown[key] for key in params}),
        said=MappingProxyType(header.get("cells") or {}),
        asks=tuple(header.get("asks", ())),
        gives=header.get("gives", ""),
        optional=tuple(header.get("optional", ())),
        cited=bool(header.get("cited", False)),
        count=bool(header.get("count", False)),
        rank=int(header.get("rank", 0)),
        none=header.get("none", ""),
        sorts=MappingProxyType(sorts),
        calendar=MappingProxyType(header.get("calendar") or {}),
    )


def _param(name: str, said: Mapping[str, Any]) -> Param:
    kind = said["type"]
    if kind not in TYPES and not kind.startswith("code:"):
        raise UsageError(f"parameter {name} has the type {kind}; there are {', '.join(TYPES)} and code:….")
    default = said.get("default")
    return Param(
        name,
        kind,
        said["label"],
        bool(said.get("optional", False)),
        None if default is None else str(default),
    )
