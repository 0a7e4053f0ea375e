"""A query that fits a question, and what a yes-or-no question expects of its answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from councilgraph.canned import Query
from councilgraph.model import Named
from councilgraph.questions.frames import Wording


@dataclass(frozen=True)
class Check:
    """What a yes-or-no question expects of the answer: a thing, a day, or a sum within bounds."""

    text: str
    iris: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    over: str = ""
    under: str = ""
    months: tuple[int, int | None] | None = None  # the shortest and the longest of a length of time
    anywhere: bool = False  # whether a day in any column of a row will do


@dataclass
class Match:
    """A query that fits a question wholly, with what fills its parameters."""

    query: Query
    wording: Wording
    score: float
    params: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    things: dict[str, tuple[Named, ...]] = field(default_factory=dict)  # what fills its parameters
    explained: frozenset[str] = frozenset()  # concepts that say how the rows are sorted
    joined: bool = False  # whether several things fill one parameter ("MC1 and MC2")
    missing: list[Named] = field(default_factory=list)  # things needed that are only cited


class UnfitError(Exception):
    """Raised inside this package when a wording does not fit a question."""


def listed(things: Sequence[Named]) -> str:
    """Things by their labels: "a or b"."""
    return " or ".join(dict.fromkeys(named.label for named in things))
