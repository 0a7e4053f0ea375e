"""The lexicon of contracts, compiled."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from councilgraph.extract.literals import openings, opens
from councilgraph.extract.sieve import Sieve, Sieves
from councilgraph.resources import folder


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns by which papers speak of contracts."""

    about: Sieve
    never_suppliers: re.Pattern[str]
    new: Sieve
    current: Sieve
    previous: Sieve
    hypothetical: Sieve
    actions: Mapping[Sieve, str]
    acting: Sieves
    columns: tuple[tuple[str, re.Pattern[str]], ...]
    any_column: re.Pattern[str]  # the head of any column: most cells are none
    openings: frozenset[str]  # what the head of a column begins with
    envisaged: re.Pattern[str]
    with_to: re.Pattern[str]
    within_name: re.Pattern[str]  # a "for" that is part of a name


@cache
def words() -> Words:
    """The bundled data/lexicons/contracts.toml."""
    raw: dict[str, Any] = tomllib.loads((folder("data") / "lexicons" / "contracts.toml").read_text(encoding="utf-8"))
    any_column = re.compile("|".join(f"(?:{h})" for heads in raw["columns"].values() for h in heads), re.IGNORECASE)
    actions = {_any(a["patterns"]): a["code"] for a in raw["action"]}
    return Words(
        about=_any(raw["about"]),
        never_suppliers=re.compile(r"(?:the )?(?:\w+ )*(?:" + "|".join(raw["never_suppliers"]) + r")\b", re.IGNORECASE),
        new=_any(raw["new"]),
        current=_any(raw["current"]),
        previous=_any(raw["previous"]),
        hypothetical=_any(raw["hypothetical"]),
        actions=actions,
        acting=Sieves(actions),
        envisaged=re.compile(rf"\b(?:{'|'.join(raw['envisaged'])})\b[^.;]{{0,40}}$", re.IGNORECASE),
        within_name=re.compile(
            rf"\b(?:{'|'.join(raw['for_after'])})\sfor\b|\sfor\s(?:the )?(?:{'|'.join(raw['for_before'])})\b",
            re.IGNORECASE,
        ),
        with_to=re.compile(rf"\b(?:{'|'.join(raw['with_to'])})\s$", re.IGNORECASE),
        columns=tuple(
            (name, re.compile(rf"(?:{'|'.join(heads)})", re.IGNORECASE)) for name, heads in raw["columns"].items()
        ),
        any_column=any_column,
        openings=openings(any_column, _OPENING),
    )


def action_in(text: str, among: frozenset[str] | None = None) -> tuple[str, int, int] | None:
    """The first action of the lexicon's order (`among` some) that a text speaks of, with its place."""
    for pattern in words().acting.among(text):
        code = words().actions[pattern]
        if among is not None and code not in among:
            continue
        for match in pattern.finditer(text):
            if not words().envisaged.search(text[max(0, match.start() - 45) : match.start()]):
                return code, match.start(), match.end()
    return None


_OPENING = 8  # characters by which the head of a column is told from other words
_OF_UNIT = re.compile(r"(?i)in |excl|incl|net ")
_UNIT = Sieve(
    r"(?i)\(?(?:in )?£\s?['’]?(?:0{3}s?|k|m|millions?|thousands?)?\)?"
    r"|\((?:ex|inc|net|gross|if|where|dd|including|excluding|initial|max|maximum|whole|full|over)\b[^)]*\)"
    r"|\b(?:excl?(?:uding)?|incl?(?:uding)?|net of) vat\b"
)


_PLURAL = Sieve(r"(?<=[a-z])\(e?s\)")  # "Contractor(s)"


_BARE = str.maketrans(dict.fromkeys("*:.()[]", " "))
_FORESEEN = re.compile(
    r"(?i)(?:estimated|est|anticipated|planned|proposed|expected|indicative|target|approximate|approx)\s"
)
_OWNER = re.compile(r"[A-Z]{2,5}(?:'s)?\s(?=[a-z])")  # "HCC value p.a."


@lru_cache(4096)
def column_of(cell: str) -> str | None:
    """The field that a column's head names, "" for one that says nothing of the contract, None for no head."""
    cell = _PLURAL.sub("s", cell)
    printed = cell.strip()
    plain = " ".join((_UNIT.sub(" ", cell) if len(cell) > 4 else cell).translate(_BARE).split())
    heads = [one for one in dict.fromkeys((plain, printed)) if opens(words().openings, one)]
    if not any(map(words().any_column.fullmatch, heads)):
        bare = _without_lead(plain)
        return column_of(bare) if bare != plain else None
    return next((n for n, p in words().columns if any(map(p.fullmatch, heads))), None)


def _without_lead(head: str) -> str:
    """The head of a column without the words before it that say how sure its values are, or whose."""
    for lead in (_FORESEEN, _OWNER):
        if (found := lead.match(head)) is not None:
            head = head[found.end() :]
    return head


def begins_as_column(words_of: Sequence[str]) -> bool:
    """Whether the head of a column can begin with the first of some words."""
    first = " ".join(words_of[:_OPENING])[:_OPENING]
    return not first.replace(" ", "").isalpha() or opens(words().openings, first) or _OF_UNIT.match(first) is not None


_MARKS = str.maketrans("*:", "  ")


def columns_of(line: str) -> tuple[str, ...] | None:
    """The fields of a head printed without separators, None where a word of it is no column's head."""
    parts = line.translate(_MARKS).split()
    columns: list[str] = []
    index = 0
    while index < len(parts):
        if not begins_as_column(parts[index:]):
            return None
        for size in range(min(7, len(parts) - index), 0, -1):
            column = column_of(" ".join(parts[index : index + size]))
            if column is not None:
                columns.append(column)
                index += size
                break
        else:
            return None
    return tuple(columns)


def _any(patterns: list[str]) -> Sieve:
    return Sieve(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
