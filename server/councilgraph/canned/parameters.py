"""A query's text with the values of its parameters in place of the examples."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from councilgraph.canned import conditions, parts
from councilgraph.canned.terms import Param, check, without
from councilgraph.errors import BadParameter

_VALUES = re.compile(r"^(?P<indent>[ \t]*)VALUES[ \t]+\?(?P<name>\w+)[ \t]*\{(?P<terms>.*)\}[ \t]*$\n?", re.MULTILINE)
# A path's last step is optional ("cg:reference? ?reference") for values that are the thing itself, which no
# literal is; without the question mark a literal is found faster, and by Virtuoso 7 at all. No thing is what
# another is called: without that step an engine sees how few things a thing selects.
_LITERALS = re.compile(r'VALUES \?\w+ \{( "(?:[^"\\\\]|\\\\.)*"(?:@\w+|\^\^<[^>]*>)?)+ \}')
_LITERAL, _IRI = '"\0"', "<\0>"  # marks in place of values
_MARKED = re.compile(rf"VALUES \?(\w+) \{{ (?:{_LITERAL}|{_IRI}) \}}")
_SHAPES = 1_000  # texts of queries with marks that are remembered
_EXISTS = re.compile(r"\bEXISTS\b")
_CALLED = r"\(rdfs:label\|skos:altLabel\)|cg:reference"
_ALONE = r"\?\w+ (?:\([^()/]*|[\w:]*)"  # a path of one step: Virtuoso 7 needs the mark at the end of longer ones


def fill(query: "Fillable", values: Mapping[str, str], today: dt.date | None = None) -> str:
    """The query's text with its parameters' values in place of the examples.

    A thing is named by its IRI, or several IRIs with spaces between them, or by reference, number or
    name; "not" before IRIs leaves out what has to do with them. An optional parameter without value loses its
    line. Raises BadParameter for a parameter that the query does not have, one that is needed and missing, and a
    value that the type refuses.
    """
    unknown = sorted(set(values) - set(query.params))
    if unknown:
        known = ", ".join(query.params) or "none"
        raise BadParameter(f"Query {query.name!r} has no parameter {unknown[0]!r}; it has {known}.")
    added = parts.params(query.sorts, {}) if query.sorts else {}
    lines = {
        name: _line(query.name, param, values.get(name, ""), today)
        for name, param in query.params.items()
        if name not in added or f"VALUES ?{name} " in query.sparql
    }
    no = {name: lines.pop(name) for name in [*lines] if without(values.get(name, ""))}
    lines |= dict.fromkeys(no, "")
    found = _shaped(query, tuple((name, _shape(name, line)) for name, line in lines.items()))
    found = _MARKED.sub(lambda match: lines[match[1]], found)
    for name, line in no.items():
        found = conditions.turned(query.name, found, name, line)
    return parts.added(found, query.sorts, values) if query.sorts else found


def _shape(name: str, line: str) -> str:
    """A line with a mark for the values in it: all that the rest of a query's text depends on."""
    mark = _LITERAL if _LITERALS.fullmatch(line) else _IRI
    return f"VALUES ?{name} {{ {mark} }}" if line else ""


@lru_cache(_SHAPES)
def _shaped(query: "Fillable", shapes: tuple[tuple[str, str], ...]) -> str:
    """The query's text for values of such kinds, with marks in place of them."""
    lines = dict(shapes)
    found = _VALUES.sub(lambda match: _placed(match, lines), query.sparql)
    given = {name: line for name, line in lines.items() if line}
    found = conditions.placed(found, query.params, given)
    for name, line in given.items():
        found = _direct(found, name, line)
    return found


def _placed(match: re.Match[str], lines: Mapping[str, str]) -> str:
    line = lines.get(match["name"])
    return match[0] if line is None else f"{match['indent']}{line}\n" if line else ""


def _direct(sparql: str, name: str, line: str) -> str:
    """The query with paths that end at a parameter read without the step that its values cannot take."""
    if not _LITERALS.fullmatch(line):
        return re.sub(rf"/(?:{_CALLED})\?(?= \?{name}\b)", "", sparql)
    last = re.compile(rf"([\w)])\?(?=\s+\?{name}\b)")
    alone = re.compile(rf"({_ALONE}[\w)])\?(?=\s+\?{name}\b)")
    lines = sparql.split("\n")
    return "\n".join((alone if _EXISTS.search(one) else last).sub(r"\1", one) for one in lines)


class Fillable(Protocol):
    """What `fill` needs of a query: its name, its parameters and its text."""

    @property
    def name(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Param]: ...
    @property
    def sparql(self) -> str: ...
    @property
    def sorts(self) -> Mapping[str, str]: ...
    def __hash__(self) -> int: ...


def examples(sparql: str) -> dict[str, str]:
    """The text in the braces of each VALUES line, by variable."""
    return {match["name"]: match["terms"].strip() for match in _VALUES.finditer(sparql)}


def _line(query: str, param: Param, value: str, today: dt.date | None) -> str:
    value = value.strip() or param.default or ""
    if value == "today" and param.type == "date":
        value = (today or dt.date.today()).isoformat()
    if value:
        terms = " ".join(term.n3() for term in check(param, value))
        return f"VALUES ?{param.name} {{ {terms} }}"
    if param.optional:
        return ""
    raise BadParameter(f"Query {query!r} needs {param.label} ({param.name}); give it a value.")
