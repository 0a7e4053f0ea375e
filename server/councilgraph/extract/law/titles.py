"""Acts and instruments by their titles: those of the table, those with a slip, and those that it lacks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from councilgraph.extract.law.citations import Title, titles
from councilgraph.extract.law.statutes import FAMILIES, PLACES, Statutes, fold, statutes, title_words
from councilgraph.extract.lexicons import lexicon


@dataclass(frozen=True, slots=True)
class Mention:
    """An Act or instrument named at `text[start:end]`; `back` marks "the Act", which cites nothing by itself."""

    start: int
    end: int
    title: str
    id: str | None
    family: str
    year: str
    sure: bool = True  # False where the name alone does not make it a citation of law
    back: bool = False
    rule: str = ""  # of the lexicon `sureness`, where its reading is a guess

    @property
    def key(self) -> str:
        """What makes two mentions the same law."""
        return self.id or " ".join((*title_words(self.title), self.family, self.year))


def named(text: str) -> list[Mention]:
    """The Acts and instruments that a text names by a title."""
    table = statutes()
    return _years_from_elsewhere(outermost([m for title in titles(text) for m in _resolved(text, title, table)]))


def _resolved(text: str, title: Title, table: Statutes) -> Iterator[Mention]:
    """The mention or mentions ("Children Acts 1989 and 2004") that a printed title stands for."""
    for year in title.years or (title.year,):
        if title.northern:
            mention = _northern(text, title, year, table) or _unknown(text, title, year)
        elif not year and _compound().match(text, title.end):
            continue
        else:
            northern = _northern(text, title, year, table) if title.words[-2:] == _COUNTRY else None
            mention = northern or _known(text, title, year, table) or _unknown(text, title, year)
        if mention is not None:
            yield mention


@cache
def _in_force() -> frozenset[str]:
    return frozenset(lexicon("law")["in_force"])


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(lexicon('law')['compounds'])})\b")


def _northern(text: str, title: Title, year: str, table: Statutes) -> Mention | None:
    """An Act of Northern Ireland, whose title has the country behind its kind word."""
    before = title.words[:-2] if title.words[-2:] == _COUNTRY else title.words  # "Local Government (NI) Act 1972"
    for first in range(len(before)):
        words = (*before[first:], fold(title.kind), *_COUNTRY)
        if found := table.exact(title.family, words, year):
            return Mention(title.starts[first], title.end, found[0].title, found[0].id, title.family, found[0].year)
    return None


_COUNTRY = "northern", "ireland"


def _known(text: str, title: Title, year: str, table: Statutes) -> Mention | None:
    for size in range(len(title.words), 0, -1):
        words = title.words[-size:]
        start = title.start if size == len(title.words) else title.starts[-size]
        found = table.exact(title.family, words, year)
        if not found or (not year and not _names_law(text, title, start, size)):
            continue
        if size < len(title.words) and _runs_on(text, title, size, table):
            longer = _slipped(title, year, table, size)
            if longer is not None or size == 1 or _joined(text, title, size):
                return longer
        if len(found) == 1:
            rule = "" if year else "law without a year"
            return Mention(start, title.end, found[0].title, found[0].id, title.family, found[0].year, rule=rule)
        if (meant := next((one for one in found if one.title in _in_force()), None)) is not None:
            return Mention(start, title.end, meant.title, meant.id, title.family, meant.year, rule="law in force")
        printed = _printed(text, start, title.end)
        return Mention(start, title.end, printed, None, title.family, "", rule="law of several years")
    return _slipped(title, year, table)


def _names_law(text: str, title: Title, start: int, size: int) -> bool:
    """A title without year counts with a capital, and where it is no Act with two words at least."""
    return text[start].isupper() and title.kind[0].isupper() and (title.family == "act" or size > 1)


def _runs_on(text: str, title: Title, size: int, table: Statutes) -> bool:
    """Whether a printed title goes on to the left of a known one: "Health and Social Care Act 2014" is no Care Act."""
    word, printed = title.words[-size - 1], text[title.starts[-size - 1] : title.starts[-size]]
    if not printed[0].isupper() or word in _LEAD or word in FAMILIES or re.search(r"['’]s?\s|[^\w\s&'’-]", printed):
        return False
    if _joined(text, title, size):
        return True
    return re.fullmatch(r"\S+\s", printed) is not None and (word, title.words[-size]) in table.neighbours


def _joined(text: str, title: Title, size: int) -> bool:
    """Whether "and" or the like joins a known title to the word before it, so that it is the end of another."""
    printed = text[title.starts[-size - 1] : title.starts[-size]]
    return re.fullmatch(r"\S+\s(?:(?:and|of|for|&)\s)+", printed) is not None


_SLIP = "law with a slip"


def _slipped(title: Title, year: str, table: Statutes, beyond: int = 0) -> Mention | None:
    """A title of more than `beyond` words with a slip of the pen, or without its "(England)"."""
    found = table.near(title.family, title.words, year, beyond) if year else None
    if found is not None:
        statute, size = found
        return Mention(title.starts[-size], title.end, statute.title, statute.id, title.family, year, rule=_SLIP)
    for size in range(len(title.words), max(2, beyond), -1):
        words = tuple(w for w in title.words[-size:] if w not in PLACES)
        if placeless := table.without_place(title.family, words, year):
            start = title.starts[-size]
            return Mention(start, title.end, placeless.title, placeless.id, title.family, placeless.year, rule=_SLIP)
    return None


_LEAD = frozenset(
    {
        "under", "section", "sections", "see", "both", "new", "this", "that", "these", "said", "principal",
        "parent", "per", "via", "following", "uk", "by", "in", "of", "to", "the", "a", "and", "or", "with",
        "for", "from", "as", "whether", "if", "when", "where", "pursuant",
    }
)  # fmt: skip
_NO_TITLE = frozenset(
    {
        "the", "this", "that", "said", "same", "an", "any", "such", "each", "new", "relevant",
        "appropriate", "above", "principal", "draft",
    }
)  # fmt: skip


_SI_AFTER = re.compile(r",?\s\(?S\.?I\.?\s?(?P<year>(?:19|20)\d\d)\s?(?:/|No\.?\s?)\s?(?P<number>\d{1,5})\b")
_AS_LAW = re.compile(
    r"\b(?:amended by|under|by virtue of|pursuant to|in accordance with|made under|requirements of)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _unknown(text: str, title: Title, year: str) -> Mention | None:
    """A title that the table lacks, kept as printed, without identifier."""
    start = _capitalised_from(text, title)
    if start is None:
        return None
    words = [w for w in title_words(text[start : title.end]) if w not in _NO_TITLE]
    numbered = _SI_AFTER.match(text, title.end)
    least = 1 if title.family == "act" else 3
    local = (
        title.family in {"order", "rule"}
        and not PLACES & set(words)
        and not _AS_LAW.search(text, max(0, start - 60), start)
    )
    if len(words) < least or (local and numbered is None):
        return None
    series = "wsi" if "(Wales)" in text[start : title.end] and year >= "2000" else "uksi"  # made in Cardiff since then
    law = f"{series}/{numbered['year']}/{int(numbered['number'])}" if numbered else None
    return Mention(
        start,
        title.end,
        _printed(text, start, title.end),
        law,
        title.family,
        year,
        bool(year),
        rule="" if law else "law not in the table",
    )


def _capitalised_from(text: str, title: Title) -> int | None:
    """Where the run of capitalised words that ends in the kind word starts."""
    start = None
    following = title.end
    for word, place in zip(reversed(title.words), reversed(title.starts), strict=True):
        between = text[place:following]
        inner = word in FAMILIES and text[place:following].partition(" ")[2].startswith(
            "("
        )  # "Traffic Orders (Procedure)"
        if not text[place].isupper() or word.isdigit() or word in _LEAD or (word in FAMILIES and not inner):
            break
        if start is not None and re.search(r"\.\s|\b(?:is|are|was|the)\b|\d{4}", between[len(word) :]):
            break
        start = following = place
    return start


def _printed(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].replace("(", " (").split()).replace("( ", "(")


def outermost(found: Sequence[Mention]) -> list[Mention]:
    """Without those that stand within another ("Equality Act 2010" in the Regulations made under it)."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if kept and mention.end <= kept[-1].end and (mention.start, mention.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(mention)
    return kept


def inside(mention: Mention, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (mention.start, mention.end))
    return any(start <= mention.start and mention.end <= end for start, end in taken[max(0, at - 4) : at + 1])


def _years_from_elsewhere(found: list[Mention]) -> list[Mention]:
    """A title without year gets the year that it has elsewhere in the document, where that is one."""
    known: dict[tuple[str, tuple[str, ...]], set[Mention]] = {}
    for m in found:
        if m.year:
            known.setdefault((m.family, title_words(m.title)), set()).add(replace(m, start=0, end=0, rule=""))
    out = []
    for m in found:
        same = known.get((m.family, title_words(m.title)), set()) if not m.id and not m.year else set()
        out.append(replace(next(iter(same)), start=m.start, end=m.end) if len(same) == 1 else m)
    return out
