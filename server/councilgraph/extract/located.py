"""JSON and CSV with the place of each value, so that structured notices and registers have evidence like any paper."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, Union

import yaml

from councilgraph.model import Evidence, Said, T, Text


@dataclass(frozen=True)
class Scalar:
    """A string, number or word, and where it stands (strings without their quotation marks)."""

    value: str
    start: int
    end: int


Node: TypeAlias = Union[Scalar, dict[str, "Node"], list["Node"]]  # noqa: UP007 - the alias names itself


def read_json(text: str) -> Node | None:
    """The values of a JSON text with their places; None where it is no JSON (RFC 8259)."""
    try:
        json.loads(text)
    except ValueError:
        return None
    # JSON is YAML but for tabs, which outside of strings may be blanks; YAML's composer keeps the places.
    return _node(yaml.compose(text.replace("\t", " "), Loader=yaml.CSafeLoader))


def _node(node: yaml.Node | None) -> Node:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _node(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_node(item) for item in node.value]
    if node is None:
        return Scalar("", 0, 0)
    quoted = 1 if getattr(node, "style", None) == '"' else 0
    value = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Scalar(value, node.start_mark.index + quoted, node.end_mark.index - quoted)


def at(node: Node | None, path: str) -> Node | None:
    """What stands under a path of keys like "tender.value.amount"; None where a key is missing."""
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node


def text_at(node: Node | None, path: str) -> Scalar | None:
    """The value under a path, None where it is missing, null, empty or no single value."""
    found = at(node, path)
    return found if isinstance(found, Scalar) and found.value.strip() not in ("", "null") else None


def items(node: Node | None, path: str) -> list[Node]:
    """The items of the list under a path, none where there is no list."""
    found = at(node, path)
    return found if isinstance(found, list) else []


def evidence(text: Text, scalar: Scalar, section: str) -> Evidence:
    """The place of a value as evidence."""
    return Evidence(section, scalar.start, scalar.end, text.text[scalar.start : scalar.end])


def said(text: Text, scalar: Scalar, section: str, value: T) -> Said[T]:
    """What a value is taken to say, with its place."""
    return Said(value, (evidence(text, scalar, section),))


def rows(text: str) -> Iterator[Mapping[str, Scalar]]:
    """The rows of a CSV by column name, each cell with its place; commas, semicolons or tabs (RFC 4180)."""
    sample = text[:8_000].splitlines()
    separator = max(",;\t", key=lambda mark: (sum(line.count(mark) > 1 for line in sample), text[:8_000].count(mark)))
    head: list[str] | None = None
    position = 0
    for row in csv.reader(io.StringIO(text), delimiter=separator):
        cells = []
        for cell in row:
            found = re.compile(re.escape(cell).replace('"', '"+')).search(text, position) if cell else None
            start, end = (found.start(), found.end()) if found else (position, position)
            cells.append(Scalar(" ".join(cell.split()), start, end))
            position = max(position, end)
        if head is None and sum(bool(cell.value) for cell in cells) >= 3:
            head = [cell.value for cell in cells]
        elif head is not None:
            yield dict(zip(head, cells, strict=False))
