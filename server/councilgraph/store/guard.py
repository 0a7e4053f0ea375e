"""What a query may ask: a scan of its terminals, before anything runs.

The terminals are those of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#rQueryUnit): a keyword counts where it
stands as a word of its own, never inside a string, an IRI, a comment, a variable or a prefixed name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from councilgraph.errors import QueryMalformed, QueryRefused, QueryTooLong

UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_NEVER = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP"})
# What holds none of these letters holds none of the keywords: most queries need not be read to their end.
_SUSPECT = re.compile("SERVICE|" + "|".join(sorted(_NEVER)))
_START = r"[^\W\d_]"
_LOCAL = r"(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:%\\·.-]))*)?"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<comment>\#[^\n\r]*)
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|\'\'\'(?:\'{{0,2}}(?:[^\'\\]|\\.))*\'\'\'
        |"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')
    |(?P<variable>[?$]\w+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:\w(?:[\w.·-]*[\w·-])?)
    |(?P<name>(?:{_START}(?:[\w.·-]*[\w·-])?)?:{_LOCAL})
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
# The prologue that most queries have, as far as its keyword: read at once instead of terminal by terminal.
_USUAL = re.compile(
    r"(?:\s*PREFIX[ \t]+[A-Za-z]*:[ \t]*<[A-Za-z0-9:/.#_-]*>)*\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\s{*])"
)
_REMEMBERED = 32  # queries that have just been checked: a request asks more than once
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BRACE = re.compile(r"(?:\s|#[^\n\r]*)*\{")
_LINE = re.compile(r"[^\n\r]*")


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal of a query, with where it starts."""

    kind: str  # iri, string, variable, tag, blank, name, number, word, mark
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, half open."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Form:
    """What a query is: SELECT, ASK, CONSTRUCT or DESCRIBE, and the graphs that it names with FROM."""

    kind: str
    graphs: tuple[str, ...] = ()


@lru_cache(_REMEMBERED)
def check(sparql: str, max_characters: int = 20_000) -> Form:
    """The form of a query that may run.

    Raises QueryTooLong beyond `max_characters`, QueryRefused for updates and calls to other hosts, and
    QueryMalformed with line and column where it is no query at all.
    """
    if len(sparql) > max_characters:
        raise QueryTooLong(
            f"The query has {len(sparql)} characters and {max_characters} are the limit; shorten it or split it."
        )
    for text in dict.fromkeys((sparql, _unescaped(sparql))):
        if _SUSPECT.search(text.upper()):
            _refuse(text)
    return Form(_kind(sparql), _graphs(list(scan(sparql))) if "FROM" in sparql.upper() else ())


def scan(sparql: str) -> Iterator[Token]:
    """The terminals of a query in order, without white space and comments."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup not in ("space", "comment"):
            yield Token(str(match.lastgroup), match[0], match.start())


def place(sparql: str, position: int) -> tuple[int, int]:
    """Line and column of a position, from 1."""
    before = sparql[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _unescaped(sparql: str) -> str:
    r"""The query with \u and \U escapes read before anything else, as the standard has it (19.2)."""
    return _ESCAPE.sub(_character, sparql)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def _refuse(sparql: str) -> None:
    for token in _readings(sparql):
        if word := _forbidden(token, sparql):
            line, column = place(sparql, token.start)
            raise QueryRefused(
                f"{word} (line {line}, column {column}) is not allowed here: this graph is read only, and a query "
                "reaches no other host. Ask with SELECT, ASK, CONSTRUCT or DESCRIBE over its own data."
            )


def _readings(sparql: str) -> Iterator[Token]:
    """The terminals of a query in every reading that some parser may give it.

    `?a<?b)SERVICE?c#>` is one IRI to a lexer, and a comparison, a keyword and a comment to a parser without
    one; `?a<#x>` may open a comment. So each is followed, and no position is looked at twice.
    """
    seen: set[int] = set()
    starts = [0]
    while starts:
        position = starts.pop()
        while position not in seen and (match := _TOKEN.match(sparql, position)):
            seen.add(position)
            token = Token(str(match.lastgroup), match[0], position)
            if token.kind == "iri":
                starts += _other_starts(token, sparql)
            if token.kind not in ("space", "comment"):
                yield token
            position = token.end


def _other_starts(token: Token, sparql: str) -> Iterator[int]:
    if ")" in token.text or "'" in token.text:
        yield token.start + 1
    elif "#" in token.text:
        line = _LINE.match(sparql, token.start)
        yield line.end() if line else token.end


def _forbidden(token: Token, sparql: str) -> str:
    """The keyword that a terminal holds; parsers take keywords glued to others: trueSERVICE, SERVICEex:a {."""
    word = token.text.upper()
    if token.kind == "word":
        return "SERVICE" if "SERVICE" in word else word if word in _NEVER else ""
    if token.kind == "name" and "SERVICE" in word.partition(":")[0] and _BRACE.match(sparql, token.end):
        return "SERVICE"
    return ""


def _keyword(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _kind(sparql: str) -> str:
    usual = _USUAL.match(sparql)
    if usual is not None:
        return usual[1]
    tokens = scan(sparql)
    token = next(tokens, None)
    while token is not None and (word := _keyword(token)) in ("PREFIX", "BASE"):
        token = next(islice(tokens, 2 if word == "PREFIX" else 1, None), None)
    if token is not None and _keyword(token) in FORMS:
        return _keyword(token)
    line, column = place(sparql, token.start if token is not None else len(sparql))
    if token is not None and _keyword(token) in UPDATES:
        raise QueryRefused(f"{_keyword(token)} changes the graph, which is read only here. Ask with SELECT.")
    raise QueryMalformed(
        f"Line {line}, column {column}: a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE after its PREFIX lines.",
        line,
        column,
    )


def _graphs(tokens: list[Token]) -> tuple[str, ...]:
    prefixes = {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if _keyword(word) == "PREFIX"
    }
    found = []
    for position, token in enumerate(tokens):
        if _keyword(token) == "FROM":
            rest = [t for t in tokens[position + 1 : position + 3] if _keyword(t) != "NAMED"]
            found += [_iri(rest[0], prefixes)] if rest else []
    return tuple(found)


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(f"{prefix}:", "") + local
