"""What a parameter of a query takes: the RDF terms that a value stands for, by the parameter's type."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from councilgraph.errors import BadParameter
from councilgraph.namespaces import CODE, XSD

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


@lru_cache(1_000)  # an answer checks its values for the query, and again for its sentence
def check(param: Param, value: str) -> tuple[Identifier, ...]:
    """The terms that a value stands for; raises BadParameter where the parameter's type refuses it."""
    value = without(value) or value.strip()
    if len(value) > _MAX_TEXT and not _IRI.match(value):
        raise BadParameter(f"{param.label} is longer than {_MAX_TEXT} characters; shorten it.")
    kind, _, scheme = param.type.partition(":")
    try:
        return _code(value, scheme) if scheme else TYPES[kind](value)
    except (ValueError, InvalidOperation) as error:
        raise BadParameter(f"{param.label} ({param.name}) cannot be {value!r}: {error}") from error


def without(value: str) -> str:
    """The IRIs of the things that a value leaves out ("not <…>"), "" where it leaves out none."""
    rest = value.strip().removeprefix("not ")
    return rest if rest != value.strip() and _iris(rest) else ""


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


def _order(value: str) -> tuple[Identifier, ...]:
    if not re.fullmatch(r"-?\w+", value):
        raise ValueError("name a column, with - before it for the largest or latest first.")
    return (Literal(value),)


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
    "order": _order,
    "top": _integer,
}
