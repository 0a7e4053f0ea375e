"""Which column of a register holds what, by the words of its head."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from councilgraph import resources
from councilgraph.extract.located import Scalar


def columns(row: Mapping[str, Scalar], register: str) -> dict[str, str]:
    """The head of each field's column: the first head that the field's words match as a whole.

    `register` is "contracts" or "grants": whose heads they are.
    """
    found: dict[str, str] = {}
    for field, pattern in _heads(register).items():
        head = next((h for h in row if pattern.fullmatch(" ".join(h.split())) and h not in found.values()), None)
        if head is not None:
            found[field] = head
    return found


@cache
def _heads(register: str) -> Mapping[str, re.Pattern[str]]:
    path = resources.folder("data") / "lexicons" / "register_columns.toml"
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    heads = lexicon.get(register, lexicon)  # those of contracts stand at the top
    return {field: re.compile("|".join(n), re.IGNORECASE) for field, n in heads.items() if isinstance(n, list)}
