"""Sums of money in a question: more than, at least, between, or exactly so many pounds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from councilgraph.questions.words import Token, phrase_at, text_of

_SCALE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_MONEY = re.compile(r"(?P<sign>£)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>k|mn|m|bn)?(?P<pounds>gbp)?")
_OVER = ("more than", "greater than", "higher than", "larger than", "bigger than", "in excess of", "over", "above",
         "exceeding", "exceed", "exceeds", "exceeded", "upwards of", "costlier than", "beyond", ">")  # fmt: skip
_UNDER = ("less than", "lower than", "smaller than", "fewer than", "cheaper than", "under", "below", "<", "short of")
_LEAST = ("at least", "no less than", "not less than", "a minimum of", "minimum of", ">=", "or more than", "from")
_MOST = ("at most", "no more than", "not more than", "up to", "a maximum of", "maximum of", "<=", "to")
_CENT = Decimal("0.01")

# The words that sums are made of.
WORDS = frozenset(
    word for phrases in (_OVER, _UNDER, _LEAST, _MOST) for phrase in phrases for word in phrase.split()
) | {*_SCALE, "pounds", "pound", "quid", "between"}


@dataclass(frozen=True, slots=True)
class Sum:
    """Pounds more than `over` and less than `under`, or exactly `exactly`."""

    text: str
    at: tuple[int, int]
    over: Decimal | None = None
    under: Decimal | None = None
    exactly: Decimal | None = None


def sums(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Sum]:
    """The sums of money in the tokens not taken, with more than, at least, between and the like."""
    found: list[Sum] = []
    index = 0
    while index < len(tokens):
        hit = None if taken[index] else _sum(tokens, taken, index)
        if hit is not None:
            found.append(hit)
        index = hit.at[1] if hit is not None else index + 1
    return found


def _sum(tokens: Sequence[Token], taken: Sequence[bool], index: int) -> Sum | None:
    if tokens[index].word == "between" and (low := _money(tokens, taken, index + 1)):
        high = _money(tokens, taken, low[1] + 1) if low[1] < len(tokens) and tokens[low[1]].word == "and" else None
        if high:
            at = (index, high[1])
            return Sum(text_of(tokens, at), at, over=low[0] - _CENT, under=high[0] + _CENT)
    for words, shape in ((_LEAST, "least"), (_MOST, "most"), (_OVER, "over"), (_UNDER, "under")):
        word, after = phrase_at(tokens, index, words)
        money = _money(tokens, taken, after) if word else None
        if money:
            return _bounded(tokens, shape, money, index)
    money = _money(tokens, taken, index)
    if money is None:
        return None
    return Sum(text_of(tokens, (index, money[1])), (index, money[1]), exactly=money[0])


def _bounded(tokens: Sequence[Token], shape: str, money: tuple[Decimal, int], index: int) -> Sum:
    value, last = money
    text = text_of(tokens, (index, last))
    if shape in ("over", "least"):
        return Sum(text, (index, last), over=value if shape == "over" else value - _CENT)
    return Sum(text, (index, last), under=value if shape == "under" else value + _CENT)


def _money(tokens: Sequence[Token], taken: Sequence[bool], index: int) -> tuple[Decimal, int] | None:
    """A sum at a token and the token after it: it has a pound sign, a scale, the word pounds, or is large."""
    if index >= len(tokens) or taken[index]:
        return None
    word = tokens[index].word.rstrip(",")
    if word == "£" and index + 1 < len(tokens):
        word, index = "£" + tokens[index + 1].word, index + 1
    match = _MONEY.fullmatch(word)
    if match is None:
        if (
            word in ("a", "one", "half")
            and index + 1 < len(tokens)
            and tokens[index + 1].word in ("million", "billion")
        ):
            return Decimal(10) ** _SCALE[tokens[index + 1].word], index + 2
        return None
    value, last = Decimal(match["number"].replace(",", "")), index + 1
    scale = match["scale"] or (tokens[last].word if last < len(tokens) and tokens[last].word in _SCALE else "")
    if scale and not match["scale"]:
        last += 1
    worded = last < len(tokens) and tokens[last].word in ("pounds", "pound", "gbp", "quid")
    last += worded
    large = value >= 10000 or "," in match["number"] or ("." in match["number"] and value >= 1000)
    if not (match["sign"] or scale or match["pounds"] or worded or large):
        return None
    return value * Decimal(10) ** _SCALE.get(scale, 0), last
