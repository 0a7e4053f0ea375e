"""Legislation cited in a document: titles by table, provisions bound to their Act, short names, "the 1989 Act"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from councilgraph.extract.citations import EU, INSTRUMENT, SHORT, Provision, Title, provisions, titles
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.statutes import FAMILIES, PLACES, SMALL, Statutes, alias_key, fold, statutes, title_words
from councilgraph.model import Evidence, LegislationFact, Said


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

    @property
    def key(self) -> str:
        """What makes two mentions the same law."""
        return self.id or " ".join((*title_words(self.title), self.family, self.year))


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention with the provision cited of it, over the printed stretch."""

    start: int
    end: int
    law: Mention
    section: str | None


def legislation(shadow: Shadow) -> tuple[LegislationFact, ...]:
    """Each provision, or Act cited as a whole, once, with every passage that cites it."""
    grouped: dict[tuple[str, str], list[Citation]] = {}
    for citation in sorted(citations(shadow.text), key=lambda c: c.start):
        grouped.setdefault((citation.law.key, (citation.section or "").lower()), []).append(citation)
    return tuple(_fact(shadow, found) for found in grouped.values())


def citations(text: str) -> list[Citation]:
    """The citations of a text; what is cited as a whole has no section."""
    named = mentions(text)
    everything = sorted([*named, *_back_references(text, named)], key=lambda m: (m.start, -m.end))
    bound = [_closed(text, c) for c in _bound(text, everything)]
    taken = {c.law.start for c in bound}
    return [*bound, *(Citation(m.start, m.end, m, None) for m in named if m.sure and m.start not in taken)]


def _closed(text: str, citation: Citation) -> Citation:
    """A citation with the bracket that it opens closed: "Local Government Act 1972 (Section 101)"."""
    printed = text[citation.start : citation.end]
    opened = printed.count("(") > printed.count(")") and text[citation.end : citation.end + 1] == ")"
    return replace(citation, end=citation.end + opened)


def mentions(text: str) -> list[Mention]:
    """The Acts and instruments that a text names in full, by short name, or by number."""
    table = statutes()
    full = _outermost([m for t in titles(text) for m in _resolved(text, t, table)])
    full = _years_from_elsewhere(full)
    taken = [(m.start, m.end) for m in full]
    others = [*_numbered(text, full), *_short(text, table, full)]
    return sorted([*full, *(m for m in _outermost(others) if not _inside(m, taken))], key=lambda m: (m.start, -m.end))


# ── titles ───────────────────────────────────────────────────────────────────────────────────────


def _resolved(text: str, title: Title, table: Statutes) -> Iterator[Mention]:
    """The mention or mentions ("Children Acts 1989 and 2004") that a printed title stands for."""
    for year in title.years or (title.year,):
        mention = _known(text, title, year, table) or _unknown(text, title, year)
        if mention is not None:
            yield mention


def _known(text: str, title: Title, year: str, table: Statutes) -> Mention | None:
    for size in range(len(title.words), 0, -1):
        words = title.words[-size:]
        start = title.start if size == len(title.words) else title.starts[-size]
        found = table.exact(title.family, words, year)
        if not found or (not year and not _names_law(text, title, start, size)):
            continue
        if size < len(title.words) and _runs_on(text, title, size, table):
            return _slipped(title, year, table)
        if len(found) == 1:
            return Mention(start, title.end, found[0].title, found[0].id, title.family, found[0].year)
        return Mention(start, title.end, _printed(text, start, title.end), None, title.family, "")
    return _slipped(title, year, table)


def _names_law(text: str, title: Title, start: int, size: int) -> bool:
    """A title without year counts with a capital, and where it is no Act with two words at least."""
    return text[start].isupper() and title.kind[0].isupper() and (title.family == "act" or size > 1)


def _runs_on(text: str, title: Title, size: int, table: Statutes) -> bool:
    """Whether a printed title goes on to the left of a known one: "Health and Social Care Act 2014" is no Care Act."""
    word, printed = title.words[-size - 1], text[title.starts[-size - 1] : title.starts[-size]]
    if not printed[0].isupper() or word in _LEAD or word in FAMILIES or re.search(r"['’]s?\s|[^\w\s&'’-]", printed):
        return False
    if re.fullmatch(r"\S+\s(?:(?:and|of|for|&)\s)+", printed):
        return True
    return re.fullmatch(r"\S+\s", printed) is not None and (word, title.words[-size]) in table.neighbours


def _slipped(title: Title, year: str, table: Statutes) -> Mention | None:
    """A title with a slip of the pen, or without its "(England)"."""
    found = table.near(title.family, title.words, year) if year else None
    if found is None:
        for size in range(len(title.words), 2, -1):
            words = tuple(w for w in title.words[-size:] if w not in PLACES)
            if found := table.without_place(title.family, words, year):
                return Mention(title.starts[-size], title.end, found.title, found.id, title.family, found.year)
        return None
    size = len(title_words(found.title))
    return Mention(title.starts[-size], title.end, found.title, found.id, title.family, year)


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
    law = f"uksi/{numbered['year']}/{int(numbered['number'])}" if numbered else None
    return Mention(start, title.end, _printed(text, start, title.end), law, title.family, year, sure=bool(year))


def _capitalised_from(text: str, title: Title) -> int | None:
    """Where the run of capitalised words that ends in the kind word starts."""
    start = None
    following = title.end
    for word, place in zip(reversed(title.words), reversed(title.starts), strict=True):
        between = text[place:following]
        if not text[place].isupper() or word.isdigit() or word in _LEAD or word in FAMILIES:
            break
        if start is not None and re.search(r"\.\s|\b(?:is|are|was|the)\b|\d{4}", between[len(word) :]):
            break
        start = following = place
    return start


def _printed(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].replace("(", " (").split()).replace("( ", "(")


def _outermost(found: Sequence[Mention]) -> list[Mention]:
    """Without those that stand within another ("Equality Act 2010" in the Regulations made under it)."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if kept and mention.end <= kept[-1].end and (mention.start, mention.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(mention)
    return kept


def _inside(mention: Mention, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (mention.start, mention.end))
    return any(start <= mention.start and mention.end <= end for start, end in taken[max(0, at - 4) : at + 1])


def _years_from_elsewhere(found: list[Mention]) -> list[Mention]:
    """A title without year gets the year that it has elsewhere in the document, where that is one."""
    known: dict[tuple[str, tuple[str, ...]], set[Mention]] = {}
    for m in found:
        if m.year:
            known.setdefault((m.family, title_words(m.title)), set()).add(replace(m, start=0, end=0))
    out = []
    for m in found:
        same = known.get((m.family, title_words(m.title)), set()) if not m.id and not m.year else set()
        out.append(replace(next(iter(same)), start=m.start, end=m.end) if len(same) == 1 else m)
    return out


# ── numbers and short names ──────────────────────────────────────────────────────────────────────


def _numbered(text: str, full: Sequence[Mention]) -> Iterator[Mention]:
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
            law = f"uksi/{match['year']}/{int(match['number'])}"
            yield Mention(match.start(), match.end(), match[0], law, "regulation", match["year"])


def _short(text: str, table: Statutes, full: Sequence[Mention]) -> Iterator[Mention]:
    """Short names: those of the table (TUPE, LGA 1972), and those that the document introduces in brackets."""
    for match in SHORT.finditer(text):
        known = table.by_alias.get(alias_key(match[0]))
        if known is not None:
            yield Mention(match.start(), match.end(), known.title, known.id, known.family, known.year)
    introduced = dict(_introduced(text, full))
    if introduced:
        names = "|".join(re.escape(n) for n in sorted(introduced, key=len, reverse=True))
        for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text):
            if not text[: match.start()].endswith(("(", '("', "('", "(the ", '(the "', '("the ', "('the ")):
                yield replace(introduced[match[0]], start=match.start(), end=match.end())


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


_BACK = re.compile(
    r"\b(?:the|that|this|said|same)\s(?:(?P<year>(?:1[89]|20)\d\d)\s)?(?P<kind>Act|"
    r"Regulations|Order|Measure|Rules)\b(?!\s(?:19|20)\d\d)",
    re.IGNORECASE,
)


def _back_references(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """ "the Act", "that Act", "the 1989 Act": the last one named before, or the one of that year."""
    starts = [m.start for m in named]
    of_years: dict[tuple[str, str], dict[str, Mention]] = {}
    for m in named:
        of_years.setdefault((m.family, m.year), {})[m.key] = m
    for match in _BACK.finditer(text):
        family = FAMILIES[fold(match["kind"])]
        at = bisect_left(starts, match.start())
        meant = next((m for m in reversed(named[max(0, at - 40) : at]) if m.family == family), None)
        if match["year"] is not None:
            of_year = of_years.get((family, match["year"]), {})
            meant = next(iter(of_year.values())) if len(of_year) == 1 else None
        if meant is not None:
            yield replace(meant, start=match.start(), end=match.end(), back=True)


# ── provisions ───────────────────────────────────────────────────────────────────────────────────

_TO_LAW = re.compile(r"(?:[\s,]|\b(?:of|in|to|under|from|within|the|and|or|both|UK)\b|&|\([^()]{0,80}\))*")
_LINK = re.compile(r"\b(?:of|in|to|under|from|within)\b")
_FROM_LAW = re.compile(
    r"[\s,(:\[–-]*(?:(?:specifically|in particular|particularly|including|see|especially|notably|namely|e\.g\.|i\.e\.|"
    r"as amended|\(as amended\)|and its|its)[\s,:(–-]*)*"
)
_ELSEWHERE = re.compile(
    r"\s(?:of|in|to)\s(?:the|this|that|our|its)\s|\s(?:agreements?|contributions?"
    r"|officer|monies|obligations?|funding|notice)\b",
    re.IGNORECASE,
)


def _bound(text: str, named: Sequence[Mention]) -> Iterator[Citation]:
    """Each provision with the law that it stands beside; one that stands beside none is no law."""
    found = list(provisions(_masked(text, named)))
    starts = [m.start for m in named]
    for index, provision in enumerate(found):
        if _of_schedule(text, provision, found[index - 1] if index else None):
            continue
        after = bisect_left(starts, provision.end)
        forward = named[after] if after < len(named) else None
        if forward and (chain := _forward(text, provision, forward, found[index + 1 : index + 9])) is not None:
            yield from _cited(provision, forward, chain, min(provision.start, forward.start))
            continue
        back = _last_ending_before(named, after, provision.start)
        if back and not back.back and _backward(text, back, provision, found[max(0, index - 12) : index]):
            yield from _cited(provision, back, [], back.start)


def _of_schedule(text: str, provision: Provision, above: Provision | None) -> bool:
    """Whether a paragraph stands right behind its schedule: "Schedule 2, paragraph 3"."""
    behind = above is not None and above.unit == "schedule" and len(text[above.end : provision.start].strip(" ,")) == 0
    return behind and provision.unit in {"paragraph", "part", "chapter"}


def _masked(text: str, named: Sequence[Mention]) -> str:
    """The text with the names of laws blotted out, so that "Regulations 2012" is no regulation."""
    out = list(text)
    for mention in named:
        out[mention.start : mention.end] = "¤" * (mention.end - mention.start)
    return "".join(out)


def _last_ending_before(named: Sequence[Mention], index: int, position: int) -> Mention | None:
    return next((m for m in reversed(named[max(0, index - 4) : index]) if m.end <= position), None)


def _forward(text: str, provision: Provision, law: Mention, following: Sequence[Provision]) -> list[Provision] | None:
    """The provisions between this one and the law after it, or None where it does not belong to that law."""
    gap = text[provision.end : law.start]
    if len(gap) > 160:
        return None
    chain = []
    for other in following:
        if other.start >= law.start:
            break
        chain.append(other)
        gap = gap.replace(text[other.start : other.end], "", 1)
    if not _TO_LAW.fullmatch(gap) or (gap.strip(" ,\n") and not _LINK.search(gap)):
        return None
    return chain


def _backward(text: str, law: Mention, provision: Provision, earlier: Sequence[Provision]) -> bool:
    """Whether the provision belongs to the law right before it: "Children Act 1989, section 17"."""
    gap = text[law.end : provision.start]
    if len(gap) > 120 or "\n" in gap or _ELSEWHERE.match(text, provision.end):
        return False
    for other in reversed(earlier):
        if other.start < law.end:
            break
        gap = re.sub(
            r"(?:\band\b|[,&])?\s*" + re.escape(text[other.start : other.end]) + r"\s*(?:\band\b|[,&])?",
            "",
            gap,
            count=1,
        )
    return _FROM_LAW.fullmatch(gap) is not None


def _cited(provision: Provision, law: Mention, chain: Sequence[Provision], start: int) -> Iterator[Citation]:
    """One citation for each number; of a paragraph of a schedule the schedule is cited."""
    if provision.unit in {"paragraph", "part", "chapter"} and any(p.unit in {"schedule"} for p in chain):
        return
    end = max(provision.end, law.end)
    for number in provision.numbers:
        plural = "s" if "-" in number else ""
        yield Citation(start, end, law, f"{_unit(provision.unit, law)}{plural} {number}")


def _unit(unit: str, law: Mention) -> str:
    """How a division is called in that law: a "section" of Regulations is a regulation, of an Order an article."""
    called = {"regulation": "regulation", "order": "article", "rule": "rule", "directive": "article"}
    if unit == "section" and (law.id or "").startswith("eu"):
        return "article"
    return called.get(law.family, unit) if unit == "section" else unit


def _fact(shadow: Shadow, found: Sequence[Citation]) -> LegislationFact:
    first = found[0]
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(shadow.evidence(c.start, c.end) for c in found))
    section = Said(first.section, evidence) if first.section else None
    cited_as = " ".join(evidence[0].quote.split())
    return LegislationFact(
        evidence,
        title=Said(first.law.title, evidence),
        cited_as=Said(cited_as, evidence[:1]),
        id=first.law.id,
        section=section,
    )
