"""Acts and instruments by number, by short name, and by "the Act" or "the 1989 Act"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract.law.citations import EU, INSTRUMENT, SERIES, SHORT
from councilgraph.extract.law.statutes import FAMILIES, SMALL, Statutes, alias_key, fold
from councilgraph.extract.law.titles import Mention
from councilgraph.extract.sieve import Sieve


def numbered(text: str, full: Sequence[Mention]) -> Iterator[Mention]:
    """EU regulations and directives, and statutory instruments cited by number alone."""
    for match in EU.finditer(text):
        first, second = match["a"], match["b"]
        year, number = (first, second) if len(first) == 4 and int(first) > 1950 else (second, first)
        year = year if len(year) == 4 else f"19{year}"
        kind = "eur" if match["kind"] == "Regulation" else "eudr"
        family = "regulation" if kind == "eur" else "directive"
        yield Mention(match.start(), match.end(), match[0], f"{kind}/{year}/{int(number)}", family, year)
    for match in INSTRUMENT.finditer(text):
        if not any(m.id and 0 <= match.start() - m.end < 25 for m in full):
            series = "wsi" if match["welsh"] else SERIES[match["series"].replace(".", "")]
            law = f"{series}/{match['year']}/{int(match['number'])}"
            yield Mention(match.start(), match.end(), match[0], law, "regulation", match["year"])


def short(text: str, table: Statutes, full: Sequence[Mention]) -> Iterator[Mention]:
    """Short names: those of the table (TUPE, LGA 1972), and those that the document introduces in brackets."""
    for match in SHORT.finditer(text):
        known = table.by_alias.get(alias_key(match[0]))
        if known is not None:
            yield Mention(match.start(), match.end(), known.title, known.id, known.family, known.year)
    introduced = dict(_introduced(text, full))
    if introduced:
        names = "|".join(_spaced(name) for name in sorted(introduced, key=len, reverse=True))
        by_key = {alias_key(name): mention for name, mention in introduced.items()}
        for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text):
            if not text[: match.start()].endswith(("(", '("', "('", "(the ", '(the "', '("the ', "('the ")):
                yield replace(by_key[alias_key(match[0])], start=match.start(), end=match.end())


def _spaced(name: str) -> str:
    """A short name as a pattern in which the blank before its year may be left out: "LA2003"."""
    return re.sub(r"\\ (?=(?:19|20)\d\d$)", r"\\s?", re.escape(name))


_BRACKET = re.compile(
    r"""\s?[([]\s?(?:(?:hereinafter|hereafter|referred to as|known as|or|collectively|"
    r"abbreviated to)\s)*["']?(?:the\s["']?)?"""
    r"""(?P<name>[A-Z0-9][\w&'. -]{1,40}?)["']?\s?[)\]]"""
)


def _introduced(text: str, full: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """Names given in brackets after a title: "Public Contracts Regulations 2015 (PCR 2015)"."""
    for mention in full:
        match = _BRACKET.match(text, mention.end)
        name = match["name"] if match else ""
        letters = re.sub(r"[^A-Z]", "", re.sub(r"\b(?:Acts?|Regulations|Regs|Order)\b", "", name))
        initials = "".join(w[0] for w in re.findall(r"[A-Za-z]+", mention.title) if w.lower() not in SMALL).upper()
        if len(letters) >= 2 and _within(letters, initials):
            yield name, mention


def _within(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


BEFORE = "law by the words before"
_BACK = Sieve(
    r"\b(?:the|that|this|said|same)\s(?:(?P<year>(?:1[89]|20)\d\d)\s)?(?P<kind>Act|"
    r"Regulations|Order|Measure|Rules)\b(?:\sof\s(?P<of>(?:1[89]|20)\d\d)\b)?(?!\s(?:19|20)\d\d)",
    re.IGNORECASE,
)


def back_references(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """ "the Act", "that Act", "the 1989 Act": the last one named before, or the one of that year."""
    starts = [m.start for m in named]
    of_years: dict[tuple[str, str], dict[str, Mention]] = {}
    for m in named:
        of_years.setdefault((m.family, m.year), {})[m.key] = m
    for match in _BACK.finditer(text):
        family = FAMILIES[fold(match["kind"])]
        at = bisect_left(starts, match.start())
        meant = next((m for m in reversed(named[max(0, at - 40) : at]) if m.family == family), None)
        if (year := match["year"] or match["of"]) is not None:
            of_year = of_years.get((family, year), {})
            meant = next(iter(of_year.values())) if len(of_year) == 1 else None
        if meant is not None:
            yield replace(meant, start=match.start(), end=match.end(), back=True, rule=meant.rule or BEFORE)
