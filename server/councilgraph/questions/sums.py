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
_CLOSE = 20  # no sum is off by more than a twentieth
# Numbers in words that stand before a scale: "three hundred thousand", "half a million", "one and a half million".
_WORDED = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}

# The words that sums are made of.
WORDS = frozenset(
    word for phrases in (_OVER, _UNDER, _LEAST, _MOST) for phrase in phrases for word in phrase.split()
) | {*_SCALE, "pounds", "pound", "quid", "between", "hundred", *_PARTS}


@dataclass(frozen=True, slots=True)
class Sum:
    """Pounds more than `over` and less than `under`, or exactly `exactly`."""

    text: str
    at: tuple[int, int]
    over: Decimal | None = None
    under: Decimal | None = None
    exactly: Decimal | None = None
    within: Decimal = Decimal(0)  # how far off "£1.3m" may be, said to the nearest hundred thousand


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
    if tokens[index].word == "between" and (low := _money(tokens, taken, index + 1) or _scaled(tokens, taken, index)):
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
    text = text_of(tokens, (index, money[1]))
    return Sum(text, (index, money[1]), exactly=money[0], within=min(_rounding(text), money[0] / _CLOSE))


def _scaled(tokens: Sequence[Token], taken: Sequence[bool], index: int) -> tuple[Decimal, int] | None:
    """The first sum of "between one and two million", which has the scale of the second."""
    words = [token.word.removeprefix("£") for token in tokens[index + 1 : index + 5]]
    if len(words) < 4 or words[1] != "and" or any(taken[index : index + 5]) or words[3] not in _SCALE:
        return None
    low = Decimal(words[0]) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", words[0]) else Decimal(_WORDED.get(words[0], 0))
    return (low * Decimal(10) ** _SCALE[words[3]], index + 2) if low else None


def _rounding(text: str) -> Decimal:
    """Half of the last place of a sum with a scale, "£1.3m" or "322 thousand"; 0 for one written out."""
    match = re.search(r"\d[\d,]*(?:\.(\d+))?\s*(k|thousand|mn|m|million|bn|billion)\b", text.lower())
    return Decimal(10) ** (_SCALE[match[2]] - len(match[1] or "")) / 2 if match else Decimal(0)


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
        return _in_words(tokens, taken, index)
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


def _in_words(tokens: Sequence[Token], taken: Sequence[bool], index: int) -> tuple[Decimal, int] | None:
    """A sum whose number is in words and has a scale: "a million", "half a million", "three hundred thousand"."""
    words = [token.word for token, used in zip(tokens[index:], taken[index:], strict=True) if not used][:8]
    value, read = _number(words)
    if not read or read >= len(words) or words[read] not in _SCALE:
        return None
    last = index + read + 1
    worded = last < len(tokens) and tokens[last].word in ("pounds", "pound", "gbp", "quid")
    return value * Decimal(10) ** _SCALE[words[read]], last + worded


def _number(words: Sequence[str]) -> tuple[Decimal, int]:
    """The number that some words begin with and how many words it takes; 0 words where they begin with none."""
    if words and words[0] in _PARTS:
        return _PARTS[words[0]], next((n for n in (3, 2) if words[1:n] in (["of", "a"], ["a"])), 1)
    if not words or words[0] not in _WORDED:
        return Decimal(0), 0
    value, read = Decimal(_WORDED[words[0]]), 1
    if read < len(words) and value >= 20 and _WORDED.get(words[read], 10) < 10:
        value, read = value + _WORDED[words[read]], read + 1
    if read < len(words) and words[read] == "hundred":
        value, read = value * 100, read + 1
        if words[read : read + 1] == ["and"] and len(words) > read + 1 and words[read + 1] in _WORDED:
            more, taken = _number(words[read + 1 :])
            value, read = value + more, read + 1 + taken
    if words[read : read + 2] == ["and", "a"] and words[read + 2 : read + 3] and words[read + 2] in _PARTS:
        value, read = value + _PARTS[words[read + 2]], read + 3
    return value, read
