"""Things that a question leaves out: "decisions not taken by X", "contracts other than Y's", "X does not supply"."""

from collections.abc import Sequence
from dataclasses import replace

from councilgraph.questions.named import Entity
from councilgraph.questions.words import Token

_LEADS = (
    ("other", "than"), ("except",), ("except", "for"), ("apart", "from"), ("excluding",), ("besides",), ("not",),
)  # fmt: skip
# What may stand between "not" and the thing: the words that tie it to what is listed, and no act of its own.
_TIES = frozenset({
    "by", "with", "about", "of", "from", "for", "on", "under", "to", "the", "a", "any", "those", "that", "ones",
    "taken", "made", "signed", "decided", "approved", "agreed", "cite", "citing", "mention", "mentioning", "name",
    "naming", "concern", "concerning", "involve", "involving", "supplied", "provided", "run", "delivered", "held",
    "written", "authored", "relate", "relating", "refer", "referring", "go", "went", "belong", "belonging",
})  # fmt: skip
_VERBS = frozenset({
    "take", "make", "sign", "supply", "provide", "run", "deliver", "hold", "write", "decide", "approve", "agree",
})  # fmt: skip
_FARTHEST = 4


def left_out(tokens: Sequence[Token], named: Sequence[Entity]) -> tuple[list[Entity], list[tuple[int, int]]]:
    """The things with those that are left out marked so, and where the words stand that say it."""
    said = [token.word for token in tokens]
    found, places = [], []
    for entity in named:
        at = _before(said, entity.at[0]) or _after(said, entity.at[1])
        # "Ends when not SC1" says nothing of others.
        at = None if at and said[at[0] : entity.at[0]] == ["not"] and _is_one(entity) else at
        found.append(replace(entity, absent=True) if at else entity)
        places += [at] if at else []
    return found, places


def _is_one(entity: Entity) -> bool:
    """Whether a thing is one contract or decision, and not a name that things share."""
    return bool(entity.of("contract", "decision")) and not entity.of("service", "organisation")


def _before(said: Sequence[str], first: int) -> tuple[int, int] | None:
    """Where "not", "other than" and the like stand that lead to a thing."""
    start = first
    while start > max(0, first - _FARTHEST) and said[start - 1] in _TIES:
        start -= 1
    for last in range(start, first + 1):
        for lead in _LEADS:
            if last >= len(lead) and tuple(said[last - len(lead) : last]) == lead:
                return (last - len(lead), last)
    return None


def _after(said: Sequence[str], last: int) -> tuple[int, int] | None:
    """Where "not" stands between a thing and the verb that a question ends with."""
    ends = len(said) == last + 2 and said[last] == "not" and said[last + 1] in _VERBS
    return (last, last + 1) if ends else None
