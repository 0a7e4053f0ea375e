"""What is said of one contract, and which of several sayings counts."""

from dataclasses import dataclass, field

from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.contracts.terms import total
from councilgraph.model import PartialDate

NOW, NEW, OLD = "now", "new", "old"
_HARD = ("supplier", "start", "end", "term", "annual_value", "total_value", "total_paid", "reference", "extended_by")


@dataclass
class Story:
    """What is said of one contract: clues by field; `slot` tells whether it runs, is to come, or was before."""

    slot: str
    said: dict[str, list[Clue]] = field(default_factory=dict)
    sentence: tuple[int, int] | None = None  # the one that acts on it, where the paper acts on several
    part: tuple[int, int] | None = None  # what of that sentence is of it alone, where it names other firms too
    name: tuple[int, int] | None = None  # what the paper calls it, where it says so once for all
    decided: dict[int, int] = field(default_factory=dict)  # how far the sentence of a clue at a place decides

    def add(self, clue: Clue) -> None:
        """Takes one more clue."""
        self.said.setdefault(clue.field, []).append(clue)

    def first(self, name: str) -> Clue | None:
        """The clue that decides a field: the fullest, else of the decision, else said most often, else the first."""
        found = self.said.get(name, [])
        if name == "term" and (summed := self._summed()) is not None:
            return summed
        values = [c.value for c in found]

        def weight(c: Clue) -> tuple[int, ...]:
            return _fullness(c), self.decided.get(c.start, 0), values.count(c.value), -c.start

        return max(found, key=weight, default=None)

    def _summed(self) -> Clue | None:
        """The term that adds up, with the options, to what is told as the whole: "four years (2+1+1)"."""
        wholes = {c.value.months for c in self.said.get("term", [])}
        for options in self.said.get("extension_options", []):
            for term in self.said.get("term", []):
                if term.value.months + total(options.value) in wholes - {term.value.months}:
                    return term
        return None

    @property
    def hard(self) -> int:
        """How many fields are said that only a real contract has."""
        return sum(name in self.said for name in _HARD)

    @property
    def span(self) -> tuple[int, int]:
        """From the first clue to the last."""
        every = [c for found in self.said.values() for c in found]
        return min(c.start for c in every), max(c.end for c in every)


def _fullness(clue: Clue) -> int:
    """Days count before months, chains of options before their sum."""
    if isinstance(clue.value, PartialDate):
        return int(clue.value.is_day)
    return len(clue.value) if clue.field == "extension_options" else 0
