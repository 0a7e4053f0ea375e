"""Parameters of a query: what a type takes, and the terms that stand for it in the query's text."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Protocol

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from councilgraph.errors import BadParameter
from councilgraph.namespaces import CODE, XSD

_VALUES = re.compile(r"^[ \t]*VALUES[ \t]+\?(?P<name>\w+)[ \t]*\{(?P<terms>.*)\}[ \t]*$\n?", re.MULTILINE)
# A path's last step is optional ("cg:reference? ?reference") for values that are the thing itself, which no
# literal is; without the question mark a literal is found faster, and by Virtuoso 7 at all.
_LITERALS = re.compile(r'\s*VALUES \?\w+ \{( "(?:[^"\\\\]|\\\\.)*"(?:@\w+|\^\^<[^>]*>)?)+ \}\n')
_ALONE = r"\?\w+ (?:\([^()/]*|[\w:]*)"  # a path of one step: Virtuoso 7 needs the mark at the end of longer ones
_IRI = re.compile(r"<?(https?://[^\s<>\"{}|\\^`]+)>?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a query; `default` is used where no value is given ("today" for today's date)."""

    name: str
    type: str
    label: str
    optional: bool = False
    default: str | None = None


def fill(query: "Fillable", values: Mapping[str, str], today: dt.date | None = None) -> str:
    """The query's text with its parameters' values in place of the examples.

    A thing is named by its IRI, or several IRIs with spaces between them, or by reference, number or
    name. An optional parameter without value loses its line. Raises BadParameter for a parameter that the
    query does not have, one that is needed and missing, and a value that the type refuses.
    """
    unknown = sorted(set(values) - set(query.params))
    if unknown:
        known = ", ".join(query.params) or "none"
        raise BadParameter(f"Query {query.name!r} has no parameter {unknown[0]!r}; it has {known}.")
    lines = {name: _line(query.name, param, values.get(name, ""), today) for name, param in query.params.items()}
    found = _VALUES.sub(lambda match: lines.get(match["name"], match[0]), query.sparql)
    for name, line in lines.items():
        found = _within(_direct(found, name, line), name, line)
    return found


def _direct(sparql: str, name: str, line: str) -> str:
    """The query with paths that end at literals read without the step that only things themselves need."""
    return re.sub(r"(?m)^(?!.*\bEXISTS\b).*$", lambda match: _plainly(match[0], name, line), sparql)


def _plainly(pattern: str, name: str, line: str, before: str = "") -> str:
    if not _LITERALS.fullmatch(line):
        return pattern
    return re.sub(rf"({before}[\w)])\?(?=\s+\?{name}\b)", r"\1", pattern)


def _within(sparql: str, name: str, line: str) -> str:
    """The query with a value inside the condition that alone asks for it.

    Beside the condition, each of its spellings would be joined with every other value's.
    """
    condition = re.search(rf"(?m)^([ \t]*)FILTER\(!BOUND\(\?{name}\) \|\| EXISTS \{{ (.*) \}}\)$", sparql)
    if not line or condition is None or len(re.findall(rf"\?{name}\b", sparql)) != 2 + condition[2].count(f"?{name}"):
        return sparql
    inside = f"{condition[1]}FILTER(EXISTS {{ {line.strip()} {_plainly(condition[2], name, line, _ALONE)} }})"
    return sparql.replace(condition[0], inside).replace(line, "", 1)


class Fillable(Protocol):
    """What `fill` needs of a query: its name, its parameters and its text."""

    @property
    def name(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Param]: ...
    @property
    def sparql(self) -> str: ...


def check(param: Param, value: str) -> tuple[Identifier, ...]:
    """The terms that a value stands for; raises BadParameter where the parameter's type refuses it."""
    value = value.strip()
    if len(value) > _MAX_TEXT and not _IRI.match(value):
        raise BadParameter(f"{param.label} is longer than {_MAX_TEXT} characters; shorten it.")
    kind, _, scheme = param.type.partition(":")
    try:
        return _code(value, scheme) if scheme else TYPES[kind](value)
    except (ValueError, InvalidOperation) as error:
        raise BadParameter(f"{param.label} ({param.name}) cannot be {value!r}: {error}") from error


def examples(sparql: str) -> dict[str, str]:
    """The text in the braces of each VALUES line, by variable."""
    return {match["name"]: match["terms"].strip() for match in _VALUES.finditer(sparql)}


def _line(query: str, param: Param, value: str, today: dt.date | None) -> str:
    value = value.strip() or param.default or ""
    if value == "today" and param.type == "date":
        value = (today or dt.date.today()).isoformat()
    if value:
        terms = " ".join(term.n3() for term in check(param, value))
        return f"  VALUES ?{param.name} {{ {terms} }}\n"
    if param.optional:
        return ""
    raise BadParameter(f"Query {query!r} needs {param.label} ({param.name}); give it a value.")


def _iris(value: str) -> tuple[Identifier, ...]:
    found = [_IRI.fullmatch(part) for part in value.split()]
    if not found or not all(found):
        return ()
    return tuple(URIRef(match[1]) for match in found if match is not None)


def _named(value: str) -> tuple[Identifier, ...]:
    return _iris(value) or (Literal(_text(value)), Literal(_text(value), lang="en"))


def _property(value: str) -> tuple[Identifier, ...]:
    found = _iris(value)
    if not found:
        raise ValueError("it must be the IRI of a property.")
    return found


def _reference(value: str) -> tuple[Identifier, ...]:
    spellings = dict.fromkeys((_text(value), value.upper()))
    return _iris(value) or tuple(Literal(spelling) for spelling in spellings)


def _law(value: str) -> tuple[Identifier, ...]:
    if re.fullmatch(r"[a-z]{3,5}/\d{4}/\d+(/[\w/]+)?", value):
        return (URIRef(f"http://www.legislation.gov.uk/id/{value}"),)
    return _named(value)


def _text(value: str) -> str:
    # SPARQL reads backslash-u escapes before anything else, so a backslash is never let through.
    if not value or "\\" in value or not value.isprintable():
        raise ValueError("it must be one line of text without backslashes.")
    return value


def _plain(value: str) -> tuple[Identifier, ...]:
    return (Literal(_text(value)),)


def _date(value: str) -> tuple[Identifier, ...]:
    return (Literal(dt.date.fromisoformat(value).isoformat(), datatype=XSD.date),)


def _integer(value: str) -> tuple[Identifier, ...]:
    return (Literal(str(int(value)), datatype=XSD.integer),)


def _decimal(value: str) -> tuple[Identifier, ...]:
    plain = value.replace("£", "").replace(",", "").strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError("write it as a number, such as 321557 or 325484.88.")
    canonical = format(Decimal(plain).normalize(), "f")
    return (Literal(canonical, datatype=XSD.decimal, normalize=False),)


def _boolean(value: str) -> tuple[Identifier, ...]:
    plain = {"yes": "true", "no": "false", "1": "true", "0": "false"}.get(value.lower(), value.lower())
    if plain not in ("true", "false"):
        raise ValueError("write true or false.")
    return (Literal(plain, datatype=XSD.boolean),)


def _code(value: str, scheme: str) -> tuple[Identifier, ...]:
    codes = [part if _IRI.fullmatch(part) else part.lower() for part in value.split(",")]
    if not all(_IRI.fullmatch(code.strip()) or re.fullmatch(r"[a-z][a-z0-9 -]*", code.strip()) for code in codes):
        raise ValueError(f"it is no code of the list {scheme}.")
    return tuple(
        _iris(code.strip())[0] if _iris(code.strip()) else CODE.concept(scheme, code.strip()) for code in codes
    )


TYPES: Mapping[str, Callable[[str], tuple[Identifier, ...]]] = {
    "contract": _reference,
    "decision": _reference,
    "law": _law,
    "person": _named,
    "post": _named,
    "organisation": _named,
    "committee": _named,
    "service": _named,
    "council": _named,
    "document": _named,
    "thing": _named,
    "property": _property,
    "text": _plain,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
}
