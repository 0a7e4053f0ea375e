"""The table of known Acts and instruments, and which of them a printed title means."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from councilgraph.resources import folder

SMALL = frozenset({"the", "of", "and", "for", "a", "an", "in", "to", "etc", "s", "on", "as", "by", "with", "or", "at"})
PLACES = frozenset({"england", "wale", "scotland", "northern", "ireland"})
FAMILIES = {"act": "act", "measure": "act", "regulation": "regulation", "regs": "regulation", "reg": "regulation"}
FAMILIES |= {"order": "order", "rule": "rule", "direction": "regulation"}


@dataclass(frozen=True, slots=True)
class Statute:
    """An Act or instrument: its title, legislation.gov.uk identifier ("ukpga/2014/6") and other names."""

    title: str
    id: str
    aliases: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year at the end of the title, "" where it has none."""
        return year_of(self.title)

    @property
    def family(self) -> str:
        """What it is: act, regulation, order or rule."""
        return family_of(self.title)


@dataclass(frozen=True)
class Statutes:
    """The table, indexed by folded words so that a title costs a few look-ups."""

    by_title: dict[tuple[str, str], tuple[Statute, ...]]
    by_year: dict[tuple[str, str], tuple[Statute, ...]]
    placeless: dict[tuple[str, str], tuple[Statute, ...]]
    by_alias: dict[str, Statute]
    neighbours: frozenset[tuple[str, str]]  # words that stand one after the other in a title

    def exact(self, family: str, words: tuple[str, ...], year: str) -> Sequence[Statute]:
        """Those whose title is these folded words; without year, all years."""
        return [s for s in self.by_title.get((family, "".join(words)), ()) if not year or s.year == year]

    def near(self, family: str, words: Sequence[str], year: str, beyond: int = 0) -> tuple[Statute, int] | None:
        """The one of that year whose title is the end of these words but for slips of the pen; how many words it takes.

        Titles of `beyond` words or fewer do not count.
        """
        found = [
            (statute, size)
            for statute in self.by_year.get((family, year), ())
            if (title := title_words(statute.title)) and len(title) > beyond and (size := _ends_like(words, title))
        ]
        return max(found, key=lambda one: len(one[0].title)) if found else None

    def without_place(self, family: str, words: tuple[str, ...], year: str) -> Statute | None:
        """The one of that year, or of all years, with this title but for "(England)" and the like."""
        found = [s for s in self.placeless.get((family, "".join(words)), ()) if not year or s.year == year]
        return found[0] if len(found) == 1 else None


@cache
def statutes() -> Statutes:
    """The bundled table data/legislation.csv."""
    with (folder("data") / "legislation.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Statute(row["title"], row["id"], tuple(filter(None, row["aliases"].split("|"))))
            for row in csv.DictReader(file)
        ]
    by_title: dict[tuple[str, str], list[Statute]] = defaultdict(list)
    by_year: dict[tuple[str, str], list[Statute]] = defaultdict(list)
    placeless: dict[tuple[str, str], list[Statute]] = defaultdict(list)
    for row in rows:
        by_year[row.family, row.year].append(row)
        placeless[row.family, "".join(w for w in title_words(row.title) if w not in PLACES)].append(row)
        for title in (row.title, *(a for a in row.aliases if family_of(a))):
            key = family_of(title), "".join(title_words(title))
            if row not in by_title[key]:
                by_title[key].append(row)
    return Statutes(_frozen(by_title), _frozen(by_year), _frozen(placeless), _aliases(rows), _neighbours(rows))


def _neighbours(rows: Iterable[Statute]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for row in rows for pair in pairwise(title_words(row.title)))


def _frozen(index: dict[tuple[str, str], list[Statute]]) -> dict[tuple[str, str], tuple[Statute, ...]]:
    return {key: tuple(found) for key, found in index.items()}


@lru_cache(16_384)
def fold(word: str) -> str:
    """A word without case, apostrophe and the s of plural and possessive."""
    word = re.sub(r"[^a-z0-9]", "", word.lower())
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 5 else word.rstrip("s") or word


def title_words(title: str) -> tuple[str, ...]:
    """The folded words of a title that count, without its kind word and year."""
    words = [w for w in re.findall(r"[A-Za-z0-9][\w'’/-]*", title) if w.lower() not in SMALL]
    while words and words[-1].isdigit():
        words.pop()
    if words and fold(words[-1]) in FAMILIES:
        words.pop()
    return tuple(fold(w) for w in words)


def year_of(title: str) -> str:
    """The year that a title ends with, else ""."""
    found = re.search(r"\b(\d{4})$", title)
    return found[1] if found else ""


def family_of(title: str) -> str:
    """act, regulation, order or rule by the last kind word of a title, else ""."""
    kinds = [FAMILIES[fold(w)] for w in re.findall(r"[A-Za-z]+", title) if fold(w) in FAMILIES]
    return kinds[-1] if kinds else ""


def alike(printed: Sequence[str], title: Sequence[str]) -> bool:
    """Whether the words are the title's but for a slip in long words, or two words swapped."""
    if len(printed) != len(title):
        return False
    if len(title) == 1:
        return len(title[0]) >= 7 and _slip(printed[0], title[0])
    return all(a == b or _slip(a, b) for a, b in zip(printed, title, strict=True)) and any(
        a == b for a, b in zip(printed, title, strict=True)
    )


_LONG = 5  # words of a title in which one too many or too few leaves no doubt


def _ends_like(printed: Sequence[str], title: Sequence[str]) -> int:
    """How many of the last words are a title but for slips, or but for one or two words in a long one; 0: none."""
    size = len(title)
    if alike(printed[-size:], title):
        return size
    for more in (1, 2, -1, -2):
        window = printed[-size - more :] if size + more > 0 else ()
        longer, shorter = (window, title) if more > 0 else (title, window)
        whole = len(window) == size + more and len(shorter) >= _LONG and window[0] == title[0]
        if whole and _in_order(shorter, longer):
            return size + more
    return 0


def _in_order(words: Sequence[str], among: Sequence[str]) -> bool:
    """Whether all the words stand among others in their order."""
    rest = iter(among)
    return all(word in rest for word in words)


def _slip(a: str, b: str) -> bool:
    shortest = min(len(a), len(b))
    if shortest >= 6 and (a.startswith(b) or b.startswith(a)):
        return True  # "Homeless" for "Homelessness"
    most = 2 if shortest >= 6 else 1
    return shortest >= 5 and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=most) <= most


def _aliases(rows: Iterable[Statute]) -> dict[str, Statute]:
    """Short names without kind word in full: "PCR 2015", "TUPE", "NHS Act 2006"; those of two statutes go."""
    named: dict[str, set[Statute]] = defaultdict(set)
    for row in rows:
        stated = {alias_key(a) for a in row.aliases}
        for alias in stated | set(_initials(row)):
            named[alias].add(row)
    stated_of = {alias_key(a): row for row in rows for a in row.aliases}
    return {a: stated_of.get(a) or next(iter(found)) for a, found in named.items() if len(found) == 1 or a in stated_of}


def alias_key(alias: str) -> str:
    """A short name as compared: capitals, no blanks or points."""
    return re.sub(r"[^A-Z0-9]", "", alias.upper())


def _initials(row: Statute) -> Iterable[str]:
    words = [w for w in re.findall(r"[A-Za-z]+", row.title) if w.lower() not in SMALL]
    letters = "".join(w[0] for w in words).upper()
    if row.year and len(letters) >= 3:
        yield letters + row.year
        yield letters[:-1] + words[-1].upper() + row.year
