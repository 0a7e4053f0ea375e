"""The members of an aggregate: the subjects that its own conditions find, group by group."""

from collections.abc import Iterator, Mapping, Sequence

from rdflib.term import Identifier

from councilgraph import store
from councilgraph.canned import Source
from councilgraph.store import guard

Row = Mapping[str, Identifier]
Group = tuple[Identifier | None, ...]

_MOST = 20  # members that are shown of a group
_MOST_ROWS = 2_000  # members of all groups that are asked for together


def members(
    engine: store.Engine, sparql: str, source: Source, rows: Sequence[Row]
) -> list[list[Identifier]]:  # fmt: skip
    """Members behind each row, at most twenty; where all together are too many, those of one group after another."""
    keys, query = member_query(sparql, source.subject)
    found: dict[Group, list[Identifier]] = {}
    taken = 0
    for group, member in _asked(engine, query, keys, source.subject):
        taken += 1
        several = found.setdefault(group, [])
        if len(several) < _MOST:
            several.append(member)
    if keys and taken == _MOST_ROWS:
        for row in rows:
            group = _group(row, keys)
            if len(found.get(group, ())) < _MOST and (narrowed := _narrowed(query, keys, group)):
                found[group] = [member for _, member in _asked(engine, narrowed, keys, source.subject)]
    return [found.get(_group(row, keys), []) for row in rows]


def _asked(
    engine: store.Engine, query: str, keys: Sequence[str], subject: str
) -> Iterator[tuple[Group, Identifier]]:  # fmt: skip
    for row in engine.select(query).dicts():
        if subject in row:
            yield _group(row, keys), row[subject]


def _group(row: Row, keys: Sequence[str]) -> Group:
    return tuple(row.get(key) for key in keys)


def _narrowed(query: str, keys: Sequence[str], group: Group) -> str:
    """The query for the members of one group alone; "" where the group has no name for a part of it."""
    if any(value is None for value in group):
        return ""
    values = " ".join(f"VALUES ?{key} {{ {value.n3()} }}" for key, value in zip(keys, group, strict=True) if value)
    head, _, _ = query.rpartition(" LIMIT ")
    tokens = list(guard.scan(head))
    select = next(i for i, token in enumerate(tokens) if token.text.upper() == "SELECT")
    body = next(token for token in tokens[select:] if token.text == "{")
    return f"{head[: body.end]} {values} {head[body.end :]} LIMIT {_MOST}"


def member_query(sparql: str, subject: str) -> tuple[list[str], str]:
    """The columns that an aggregate groups by, and a query for them together with the members' subjects."""
    tokens = list(guard.scan(sparql))
    selects = [i for i, token in enumerate(tokens) if token.text.upper() == "SELECT"]
    _, keys, body, last = next(
        (found for one in selects if _aggregates(found := _part(tokens, one), tokens, subject)),
        _part(tokens, selects[0]),
    )
    shown = " ".join(f"?{name}" for name in [*keys, subject])
    where = sparql[tokens[body].start : tokens[last].end]
    most = _MOST_ROWS if keys else _MOST
    return keys, f"{sparql[: tokens[selects[0]].start]}SELECT DISTINCT {shown} WHERE {where} LIMIT {most}"


_Part = tuple[int, list[str], int, int]  # a SELECT, its plain columns, where its group begins and where that ends


def _part(tokens: Sequence[guard.Token], select: int) -> _Part:
    body = next(i for i in range(select, len(tokens)) if tokens[i].text == "{")
    keys, depth = list[str](), 0
    for token in tokens[select:body]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        keys += [token.text[1:]] if token.kind == "variable" and depth == 0 else []
    depth, last = 0, body
    for last in range(body, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[last].text, 0)
        if depth == 0:
            break
    return select, keys, body, last


def _aggregates(part: _Part, tokens: Sequence[guard.Token], subject: str) -> bool:
    """Whether a SELECT computes something from a group that names the subject."""
    select, _, body, last = part
    computes = any(token.text == "(" for token in tokens[select:body])
    return computes and any(token.kind == "variable" and token.text[1:] == subject for token in tokens[body:last])
