"""Addresses of things on this server: their IRIs stay what they are, the links on pages are local."""

import re
from urllib.parse import quote

from councilgraph.namespaces import CG, CODE

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
_DEFINITIONS = str(CG._NS)
_LEGISLATION = "http://www.legislation.gov.uk/id/"


def is_iri(text: str) -> bool:
    """Whether a text can stand between angle brackets in SPARQL."""
    return _IRI.fullmatch(text) is not None


def local(iri: str, base: str, ending: str = "") -> str:
    """The address of a thing's page on this server, with an ending such as ".ttl" where one is given."""
    name, hash_, fragment = iri.partition("#")
    if name + "#" == _DEFINITIONS:
        return f"/def{ending}#{quote(fragment)}"
    if iri.startswith(base):
        mark = f"#{quote(fragment, safe='=,')}" if hash_ else ""
        return f"/doc/{quote(name.removeprefix(base))}{ending}{mark}"
    return f"/doc{ending}?iri={quote(iri, safe='')}"


def outside(iri: str) -> str | None:
    """Where the world shows a thing that is not ours: an Act on legislation.gov.uk; None for what is ours."""
    if iri.startswith(_LEGISLATION):
        return "https://www.legislation.gov.uk/" + iri.removeprefix(_LEGISLATION)
    return None


def is_code(iri: str) -> bool:
    """Whether an IRI names a concept of a code list."""
    return iri.startswith(CODE.BASE)
