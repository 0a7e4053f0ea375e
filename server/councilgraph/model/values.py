"""Values that refuse what they cannot be: dates as exactly as they are known, durations."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exactly as it is known: ISO 8601 day, month, year, or an interval "2026-04/2026-07"."""

    iso: str

    def __post_init__(self) -> None:
        self.bounds()

    @property
    def earliest(self) -> dt.date:
        """The first day that it can mean."""
        return self.bounds()[0]

    @property
    def latest(self) -> dt.date:
        """The last day that it can mean."""
        return self.bounds()[1]

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == 10

    @property
    def words(self) -> str:
        """In words, as exactly as it is known: 27 November 2025, April 2026, 2016, April 2026 to July 2026."""
        first, slash, last = self.iso.partition("/")
        return f"{_words(first)} to {_words(last)}" if slash else _words(first)

    def bounds(self) -> tuple[dt.date, dt.date]:
        """First and last day that it can mean; raises ValueError where it is no date."""
        first, slash, last = self.iso.partition("/")
        start, end = _part(first), _part(last if slash else first)
        if start[0] > end[1]:
            raise ValueError(f"{self.iso!r} ends before it starts.")
        return start[0], end[1]


def _words(iso: str) -> str:
    first = _part(iso)[0]
    return f"{first.day} {first:%B %Y}" if len(iso) == 10 else f"{first:%B %Y}" if len(iso) == 7 else iso


@lru_cache(maxsize=65_536)
def _part(iso: str) -> tuple[dt.date, dt.date]:
    match = _DATE.fullmatch(iso)
    if match is None:
        raise ValueError(f"{iso!r} is no ISO 8601 year, month or day.")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if month:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Duration:
    """A calendar duration as ISO 8601, in years, months, weeks or days: "P3Y", "P36M"."""

    iso: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?", self.iso):
            raise ValueError(f"{self.iso!r} is no ISO 8601 duration in years, months, weeks or days.")

    @property
    def months(self) -> int:
        """Whole months (years times twelve); weeks and days are left out."""
        years, months = (re.search(rf"(\d+){unit}", self.iso) for unit in "YM")
        return 12 * int(years[1] if years else 0) + int(months[1] if months else 0)

    def after(self, start: dt.date) -> dt.date:
        """The last day of a term that starts on `start`: one year from 1 May 2022 ends on 30 April 2023."""
        days = sum(int(n) * (7 if u == "W" else 1) for n, u in re.findall(r"(\d+)([WD])", self.iso))
        index = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(index, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, day) + dt.timedelta(days=days - 1)
