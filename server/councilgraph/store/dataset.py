"""The graphs that a query asks, given beside it instead of in it (SPARQL 1.1 Protocol, section 2.1.4)."""

import re
from collections.abc import Sequence

from councilgraph.errors import QueryMalformed
from councilgraph.store.guard import Token, scan

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*")
_AFTER = ("WHERE", "{", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES")


def asked_of(sparql: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The query over these graphs, whatever graphs it names itself; as it is where none are given."""
    if not default and not named:
        return sparql
    for iri in (*default, *named):
        if not _IRI.fullmatch(iri):
            raise QueryMalformed(f"{iri!r} is no IRI of a graph; give one as default-graph-uri or named-graph-uri.")
    tokens = list(scan(sparql))
    place = _place(tokens, len(sparql))
    clauses = [*(f"FROM <{iri}>" for iri in default), *(f"FROM NAMED <{iri}>" for iri in named)]
    head = _without_clauses(sparql[:place], [token for token in tokens if token.start < place])
    return f"{head}\n{' '.join(clauses)}\n{sparql[place:]}"


def _place(tokens: Sequence[Token], end: int) -> int:
    """Where the dataset clause of a query ends: before its WHERE, after a template of CONSTRUCT."""
    words = [token.text.upper() for token in tokens]
    position = next((i for i, word in enumerate(words) if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), 0)
    if words[position : position + 2] == ["CONSTRUCT", "{"]:
        position = _closing(words, position + 1)
    depth = 0
    for token, word in zip(tokens[position + 1 :], words[position + 1 :], strict=True):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and word in _AFTER:
            return token.start
    return end


def _closing(words: Sequence[str], opening: int) -> int:
    depth = 0
    for position in range(opening, len(words)):
        depth += {"{": 1, "}": -1}.get(words[position], 0)
        if depth == 0:
            return position
    return len(words) - 1


def _without_clauses(head: str, tokens: Sequence[Token]) -> str:
    """The text without FROM and FROM NAMED and their graphs."""
    words = [token.text.upper() for token in tokens]
    for position in reversed([i for i, word in enumerate(words) if word == "FROM"]):
        last = min(position + (2 if words[position + 1 : position + 2] == ["NAMED"] else 1), len(tokens) - 1)
        head = head[: tokens[position].start] + head[tokens[last].end :]
    return head
