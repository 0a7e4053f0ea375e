"""Dates and spans of time in a question."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from councilgraph.questions.counting import small
from councilgraph.questions.words import Token, phrase_at, text_of

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "winter": 12, "q1": 1, "q2": 4, "q3": 7, "q4": 10,
}  # fmt: skip
_HELPERS = frozenset({"did", "does", "do", "will", "would", "can", "could", "to", "may", "might", "should"})
_BEFORE = ("before", "prior to", "earlier than", "preceding", "ahead of")
_BY = (
    "before the end of", "before end of", "by the end of", "by end of", "until the end of", "until", "till", "up to",
    "by", "no later than", "not later than", "on or before", "to",
)  # fmt: skip
_AFTER = ("after", "later than", "beyond", "following", "past")
_SINCE = (
    "since the start of",
    "since",
    "from",
    "on or after",
    "starting from",
    "no earlier than",
    "as of",
    "from the start of",
)
_IN = ("in the year", "in the month of", "during", "throughout", "within", "in", "on the day", "on", "as at",
       "at the end of", "at", "of", "for", "dated", "for the year", "around the", "over the course of")  # fmt: skip
# The words that dates are made of.
WORDS = frozenset(
    word for phrases in (_BEFORE, _BY, _AFTER, _SINCE, _IN) for phrase in phrases for word in phrase.split()
) | {
    *_MONTHS, "between", "within", "next", "coming", "today", "ago", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "quarter", "yesterday", "tomorrow",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, None where open; `year` where a year stands before a noun ("the 2016 contract")."""

    first: dt.date | None
    last: dt.date | None
    text: str
    at: tuple[int, int]
    modifier: bool = False
    on: bool = False

    @property
    def first_year(self) -> bool:
        """Whether the first day is that of a year."""
        return self.first is not None and (self.first.month, self.first.day) == (1, 1)

    @property
    def first_month(self) -> bool:
        """Whether the first day is that of a month."""
        return self.first is not None and self.first.day == 1

    @property
    def last_month(self) -> bool:
        """Whether the last day is that of a month."""
        return self.last is not None and (self.last + dt.timedelta(days=1)).day == 1

    @property
    def last_year(self) -> bool:
        """Whether the last day is that of a year."""
        return self.last is not None and (self.last.month, self.last.day) == (12, 31)


@dataclass(frozen=True, slots=True)
class _Day:
    first: dt.date
    last: dt.date
    at: tuple[int, int]


def is_month(word: str) -> bool:
    """Whether a word is the name of a month."""
    return word in _MONTHS


def day_at(tokens: Sequence[Token], index: int, today: dt.date) -> tuple[dt.date, dt.date, int] | None:
    """The first and last day of the day, month or year that starts at a token, and the token after it."""
    day = _day(tokens, index, today) if index < len(tokens) else None
    return None if day is None else (day.first, day.last, day.at[1])


def spans(tokens: Sequence[Token], taken: Sequence[bool], today: dt.date) -> list[Span]:
    """The spans of time in the tokens not taken."""
    found: list[Span] = []
    index = 0
    while index < len(tokens):
        span = None if taken[index] else _span(tokens, taken, index, today)
        if span is not None:
            found.append(span)
        index = span.at[1] if span is not None else index + 1
    return found


def _span(tokens: Sequence[Token], taken: Sequence[bool], index: int, today: dt.date) -> Span | None:
    relative = _relative(tokens, index, today)
    if relative is not None:
        return relative
    word, after = phrase_at(tokens, index, ("between",)) if tokens[index].word == "between" else ("", index)
    if word or tokens[index].word == "from":
        pair = _pair(tokens, index, after if word else index + 1, today)
        if pair is not None:
            return pair
    for words, shape in ((_BEFORE, "before"), (_BY, "by"), (_AFTER, "after"), (_SINCE, "since"), (_IN, "in")):
        word, after = phrase_at(tokens, index, words)
        day = _day(tokens, after, today) if word else None
        if (
            day is not None
            and not any(taken[index : day.at[1]])
            and not (word in ("of", "for") and _before_noun(tokens, day))
        ):
            follow = _pair(tokens, index, after, today)
            return follow or _shaped(tokens, shape, day, index)
    day = _day(tokens, index, today)
    if day is None:
        return None
    pair = _pair(tokens, index, index, today)
    if pair is not None:
        return pair
    following = tokens[day.at[1]].word if day.at[1] < len(tokens) else ""
    text = text_of(tokens, day.at)
    year = re.fullmatch(r"\d{4}", tokens[day.at[1] - 1].word) is not None and day.at[1] - day.at[0] <= 2
    year = year and (day.at[1] - day.at[0] == 1 or tokens[day.at[0]].word == "the")
    modifier = year and following != "" and following not in ("and", "or", "to")
    return Span(day.first, day.last, text, day.at, modifier=modifier, on=True)


def _before_noun(tokens: Sequence[Token], day: _Day) -> bool:
    """Whether "the" and a year stand before a noun: "of the 2021 contract"."""
    year = day.at[1] - day.at[0] == 2 and tokens[day.at[0]].word == "the" and day.at[1] < len(tokens)
    return year and tokens[day.at[1]].word not in ("and", "or", "to")


def _shaped(tokens: Sequence[Token], shape: str, day: _Day, index: int) -> Span | None:
    at = (index, day.at[1])
    text = text_of(tokens, at)
    one = dt.timedelta(days=1)
    if shape == "before":
        return Span(None, day.first - one, text, at)
    if shape == "by":
        return Span(None, day.last, text, at)
    if shape == "after":
        return Span(day.last + one, None, text, at)
    # "Papers from 2022" are of that year; "from 1 May 2022" and "since 2022" run on.
    onwards = day.at[1] < len(tokens) and tokens[day.at[1]].word in ("on", "onwards", "onward")
    year_alone = tokens[index].word == "from" and (day.last - day.first).days > 1 and not onwards
    if shape == "since" and not year_alone:
        return Span(day.first, None, text, (index, day.at[1] + onwards))
    return Span(day.first, day.last, text, at, on=True)


def _pair(tokens: Sequence[Token], index: int, start: int, today: dt.date) -> Span | None:
    first = _day(tokens, start, today) or _yearless(tokens, start, today)
    if (
        first is None
        or first.at[1] >= len(tokens)
        or tokens[first.at[1]].word not in ("and", "to", "until", "till", "-")
    ):
        return None
    second = _day(tokens, first.at[1] + 1, today)
    if second is None or (tokens[first.at[1]].word == "and" and tokens[index].word != "between"):
        return None
    at = (index, second.at[1])
    return Span(first.first, second.last, text_of(tokens, at), at)


def _yearless(tokens: Sequence[Token], start: int, today: dt.date) -> _Day | None:
    """A day or month whose year comes with the second date: "June" in "between June and October 2027"."""
    for last in range(start + 1, min(start + 4, len(tokens) - 1)):
        if tokens[last].word not in ("and", "to", "until", "till"):
            continue
        second = _day(tokens, last + 1, today)
        if second is None:
            return None
        words = [token.word for token in tokens[start:last]]
        if len(words) == 1 and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words[0]):
            words.append(f"{second.first:%B}".lower())
        _, first, end = _dated([*words, str(second.last.year), "", "", ""])
        return _Day(first, end, (start, last)) if first and end else None
    return None


def _relative(tokens: Sequence[Token], index: int, today: dt.date) -> Span | None:
    """Spans counted from today: the next 12 months, within six months, last year, this month."""
    words = " ".join(token.word for token in tokens[index : index + 9])
    count = r"(?P<n>\d+|[a-z]+) (?P<unit>days?|weeks?|months?|years?)"
    lead = r"(?:(?:in|within|during|over|for|by|on) )?(?:the )?"
    match = re.match(rf"{lead}(?P<way>next|coming|following|last|past|previous) (?:a )?(?:{count})\b", words)
    # "The last day of the contract" is none of those before today.
    if re.match(rf"{lead}(?:last|first) (?:day|week|month|year) of\b", words):
        return None
    # "Did it last one year" is no span of time.
    if match is not None and words.startswith("last") and any(token.word in _HELPERS for token in tokens[:index]):
        match = None
    match = match or re.match(
        rf"(?P<way>within|in less than|in under|in) (?:the )?(?:a )?{count}(?: from now| of today| time)?\b", words
    )
    if match is not None and (number := small(match["n"])) is not None:
        return _counted(tokens, index, match, number, today)
    match = re.match(
        rf"{lead}(?P<way>next|coming|this|current|last|past|previous) (?P<unit>day|week|month|year|quarter)\b", words
    )
    if match is not None:
        return _unit(tokens, index, match, today)
    match = re.match(r"(?:within|in|in under|in less than) (?:a|one) (?P<unit>week|month|year)\b", words)
    if match is not None:
        at = (index, index + len(match[0].split()))
        last = today + _step(match["unit"], 1)
        return Span(today, last, text_of(tokens, at), at)
    match = re.match(r"(?:by |before )?(?:the )?end of (?:the |this )year\b", words)
    if match is not None:
        at = (index, index + len(match[0].split()))
        return Span(None if words.startswith("before") else today, dt.date(today.year, 12, 31), text_of(tokens, at), at)
    match = re.match(r"(?P<n>\d+|[a-z]+) (?P<unit>days?|weeks?|months?|years?) ago\b", words)
    if match is not None and (number := small(match["n"])) is not None:
        at = (index, index + 3)
        day = today - _step(match["unit"], number)
        return Span(day, day, text_of(tokens, at), at, on=True)
    return None


def _step(unit: str, number: int) -> relativedelta:
    return {
        "day": relativedelta(days=number), "week": relativedelta(weeks=number),
        "month": relativedelta(months=number), "year": relativedelta(years=number),
    }[unit.rstrip("s")]  # fmt: skip


def _counted(tokens: Sequence[Token], index: int, match: "re.Match[str]", number: int, today: dt.date) -> Span:
    at = (index, index + len(match[0].split()))
    step = _step(match["unit"], number)
    if match["way"] in ("last", "past", "previous"):
        return Span(today - step, today, text_of(tokens, at), at)
    return Span(today, today + step, text_of(tokens, at), at)


def _unit(tokens: Sequence[Token], index: int, match: "re.Match[str]", today: dt.date) -> Span:
    at = (index, index + len(match[0].split()))
    shift = {"next": 1, "coming": 1, "this": 0, "current": 0}.get(match["way"], -1)
    if match["unit"] == "year":
        first = dt.date(today.year + shift, 1, 1)
        last = dt.date(today.year + shift, 12, 31)
    elif match["unit"] == "month":
        first = today.replace(day=1) + relativedelta(months=shift)
        last = first + relativedelta(months=1, days=-1)
    elif match["unit"] == "quarter":
        first = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1) + relativedelta(months=3 * shift)
        last = first + relativedelta(months=3, days=-1)
    elif match["unit"] == "week":
        first = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=shift)
        last = first + dt.timedelta(days=6)
    else:
        first = last = today + dt.timedelta(days=shift)
    return Span(first, last, text_of(tokens, at), at)


def _day(tokens: Sequence[Token], index: int, today: dt.date) -> _Day | None:
    """A day, month or year that starts at a token, perhaps with "the" or "end of" before it."""
    start = index
    while index < len(tokens) and tokens[index].word in ("the", "year", "financial"):
        index += 1
    words = [token.word.rstrip(",") for token in tokens[index : index + 4]] + [""] * 4
    if index >= len(tokens):
        return None
    if words[0] in ("today", "yesterday", "tomorrow"):
        day = today + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words[0], 0))
        return _Day(day, day, (start, index + 1))
    length, first, last = _dated(words)
    if [token.word for token in tokens[index + length : index + length + 2]] in (
        ["financial", "year"],
        ["fiscal", "year"],
    ):
        length += 2
    return _Day(first, last, (start, index + length)) if first and last else None


def _dated(words: Sequence[str]) -> tuple[int, dt.date | None, dt.date | None]:
    one, two, three, four = words[:4]
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", one):
        return 1, *_exact(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)", one):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return 1, *_exact(year, int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", one):
        if 1 <= int(match[2]) <= 12 and int(match[2]) != (int(match[1]) + 1) % 100:
            return 1, *_month(int(match[1]), int(match[2]))
        return 1, *_financial(int(match[1]), int(match[2]))
    if (match := re.fullmatch(r"((?:19|20)\d\d)-((?:19|20)\d\d)", one)) and match[1] < match[2]:
        return 1, dt.date(int(match[1]), 1, 1), dt.date(int(match[2]), 12, 31)
    if match := re.fullmatch(r"(\d{4})/(\d\d|\d{4})", one):
        return 1, *_financial(int(match[1]), int(match[2]) % 100)
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", one)
    if day and two == "of" and three in _MONTHS and re.fullmatch(r"\d{4}", four):
        return 4, *_exact(int(four), _MONTHS[three], int(day[1]))
    if day and two in _MONTHS and re.fullmatch(r"\d{4}", three):
        return 3, *_exact(int(three), _MONTHS[two], int(day[1]))
    if one in _MONTHS and (day := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", two)) and re.fullmatch(r"\d{4}", three):
        return 3, *_exact(int(three), _MONTHS[one], int(day[1]))
    if one in _SEASONS and re.fullmatch(r"(19|20)\d\d", two):
        first = dt.date(int(two), _SEASONS[one], 1)
        return 2, first, first + relativedelta(months=3, days=-1)
    if one in _MONTHS and re.fullmatch(r"\d{4}", two):
        return 2, *_month(int(two), _MONTHS[one])
    if re.fullmatch(r"(19|20)\d\d", one):
        return 1, dt.date(int(one), 1, 1), dt.date(int(one), 12, 31)
    return 0, None, None


def _exact(year: int, month: int, day: int) -> tuple[dt.date | None, dt.date | None]:
    try:
        return (dt.date(year, month, day),) * 2
    except ValueError:
        return None, None


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    return first, first + relativedelta(months=1, days=-1)


def _financial(year: int, short: int) -> tuple[dt.date | None, dt.date | None]:
    if short != (year + 1) % 100:
        return None, None
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
