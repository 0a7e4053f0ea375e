"""What kind of amount a figure is, by the words around it and a lexicon of weighted cues."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from councilgraph.extract.amounts.money import Figure
from councilgraph.extract.sentences import sentence
from councilgraph.extract.sieve import Sieve, Sieves
from councilgraph.resources import folder


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind; `side` is leading (to the sum), before, after or any."""

    kind: str
    weight: float
    pattern: Sieve
    side: str = "any"
    needs_bound: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues, with what is deducted for distance."""

    cues: tuple[Cue, ...]
    of: Mapping[Sieve, Cue]
    patterns: Sieves
    per: dict[str, tuple[str, float]]
    deductions: dict[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind with the weight of the words that say so."""

    kind: str
    score: float


@cache
def lexicon() -> Lexicon:
    """The bundled data/lexicons/amounts.toml."""
    raw = tomllib.loads((folder("data") / "lexicons" / "amounts.toml").read_text(encoding="utf-8"))
    cues = tuple(
        Cue(
            cue["kind"],
            cue["weight"],
            _words(cue["patterns"], raw["softened"] if cue.get("side") == "leading" else ""),
            cue.get("side", "any"),
            cue.get("needs_bound", False),
        )
        for cue in raw["cue"]
    )
    cues = (*_heads(raw["heads"], raw["softened"]), *cues)
    patterns = {cue.pattern: cue for cue in cues}
    per = {k: (v["kind"], v["weight"]) for k, v in raw["per"].items()}
    return Lexicon(cues, patterns, Sieves(patterns), per, raw["deductions"])


def _heads(raw: Mapping[str, Any], softened: str) -> Iterator[Cue]:
    """A cue for the nouns of each kind, with what they are told to be for, right before a sum."""
    for kind, nouns in raw["nouns"].items():
        yield Cue(kind, raw["weight"], _words([f"(?:{nouns}){raw['told_of']}{raw['link']}"], softened), "leading")


def _words(patterns: Sequence[str], softened: str) -> Sieve:
    """Whole words that any of some patterns finds; those that lead to a sum stand before it and what softens it."""
    end = rf"(?={softened})" if softened else r"(?!\w)"
    return Sieve(r"(?<![^\W\d])(?:" + "|".join(patterns) + ")" + end, re.IGNORECASE)


def kind_of(
    text: str, figure: Figure, places: Sequence[tuple[int, int]], besides: frozenset[str] = frozenset()
) -> Verdict:
    """The kind of a figure, one of `besides` left out; `places` are those of all figures, in order."""
    start, end = sentence(text, figure.start, figure.end)
    only_bounds = figure.bound is not None and _ONLY_BOUNDS.fullmatch(text, start, end) is not None
    if only_bounds or _in_band(text, figure):
        return Verdict("threshold", _ROW_OF_BOUNDS)
    told = [*_by_period(figure), *_by_words(text, figure, places, start, end)]
    verdicts = [verdict for verdict in told if verdict.kind not in besides]
    heading = _heading(text, figure, start, end)
    if heading and (above := list(_by_heading(heading))):
        row = lexicon().deductions["row"]
        most = 1 if _CELLS.search(heading) else 3
        if any(verdict.kind == "payment" for verdict in above):  # "Cheques, donations and balances": what was paid
            above = [verdict for verdict in above if verdict.kind != "grant"]
        above = [] if len({verdict.kind for verdict in above}) > most else above  # a head of many kinds tells none
        if _PAYMENTS.search(heading):  # "annual inspection" among the payments is what was paid for
            verdicts = [v for v in verdicts if v.kind != "annual" or figure.per is not None]
        verdicts = [v if v.kind == "total" else Verdict(v.kind, v.score - row) for v in verdicts] + above
    best = max(verdicts, key=lambda v: v.score, default=Verdict("other", 0.0))
    if not verdicts:
        best = max(_by_sentence_before(text, start), key=lambda v: v.score, default=best)
    lead = _by_lead(text, start, end) if best.score < _WEAK else best
    return lead if lead.kind != "other" or best.score < lexicon().deductions["least"] else best


_ROW_OF_BOUNDS = 90.0  # the weight of a line that only says from what to what: "£5,000 or more but less than £25,000"
_ONLY_BOUNDS = re.compile(
    r"(?i)(?:\W|£[\d.,]+\s?(?:k|m|million)?\b|\b(?:less|more|than|or|and|but|over|above|below|under|up|to|between|equal"
    r"|from|greater|not|exceeding|of|per annum|any|value|values|contracts?|[a-z])\b)*"
)
_SUM = r"£?[\d.,]+\s?(?:k|m|million)?\b"
_BAND = re.compile(
    r"(?i)(?:\W|\b[a-z\d]{1,3}[.)])*(?:over|above|below|under|up to|between|from|less than|more than|exceeding) (?=£)"
    rf"{_SUM}(?:(?: and | to |\s?[-–]\s?){_SUM})?\s*(?:[-–:|\t]\s*[A-Z\n]|$)"
)


def _in_band(text: str, figure: Figure) -> bool:
    """Whether a figure is in the words that head or open a band of sums: "Between £10k and £100k - with two quotes"."""
    band = _BAND.match(text, text.rfind("\n", 0, figure.start) + 1)
    return band is not None and figure.end <= band.end()


_WEAK = 40.0  # words that tell a kind from afar tell less than the heading of the item


def _by_sentence_before(text: str, start: int) -> Iterator[Verdict]:
    """The kind that the sentence before tells alone, on the same line: "Three quotes came. They were £6 and £9"."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, sentence(text, start - 2, start - 1)[0]) : start] if start - line > 2 else ""
    told = [v for v in _by_heading(before) if v.kind not in _QUALIFYING] if "£" not in before else []
    if len({verdict.kind for verdict in told}) == 1:
        yield from (Verdict(verdict.kind, verdict.score - lexicon().deductions["row"]) for verdict in told)


def _by_lead(text: str, start: int, end: int) -> Verdict:
    """The kind that an item's heading tells where the sentence does not: "Precept. Resolved to ask for £9,000"."""
    line = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    below = _LEAD_BELOW.match(text, end)
    leads = (_LEAD.match(text, line, start), _LEAD_ABOVE.fullmatch(text, above, max(above, line - 1)), below)
    told = (verdict for lead in leads if lead is not None for verdict in _by_heading(lead["lead"]))
    refused = _REFUSED.search(text, start, end) is not None  # what was not granted is no grant
    found = [verdict for verdict in told if verdict.kind in _OF_ITEMS and not refused]
    if len({verdict.kind for verdict in found}) > 1:  # "Cheques, donations and balances" heads what was paid
        found = [verdict for verdict in found if verdict.kind == "payment"] or found
    return max(found, key=lambda verdict: verdict.score, default=Verdict("other", 0.0))


_LEAD = re.compile(r"(?:[\w./-]{1,9}[.):]?\s+)?(?P<lead>[A-Z][^.:£\n]{3,60})[.:]\s")
_LEAD_ABOVE = re.compile(r"(?:[\w./-]{1,9}[.):]?\s+)?(?P<lead>[A-Z][^.:£\n]{3,60}):?")
_LEAD_BELOW = re.compile(r"\n+(?:The|This|A) (?P<lead>grant|donation|payment|precept)s? (?:was|is|were|be|will)\b")
_REFUSED = re.compile(r"\b(?:refused|declined|rejected|not (?:granted|awarded|supported))\b")
_OF_ITEMS = frozenset(("precept", "grant", "payment", "balance"))  # an item on these has sums of these
_CELLS = re.compile(r"[|\t].*[|\t]")  # a row of a table
_BEFORE = frozenset(("before", "leading"))
_PART = re.compile(r"\b(?:of|to) which\b")
_PAYMENTS = re.compile(
    r"(?i)\b(?:accounts?|invoices?|cheques?|bills?) (?:for|to be|were) pa(?:yment|id)|\bpayments?\b|\bpaid\b"
)


def _by_period(figure: Figure) -> Iterator[Verdict]:
    if figure.per is not None:
        kind, weight = lexicon().per.get(figure.per, lexicon().per["other"])
        yield Verdict(kind, weight)


def _by_words(text: str, figure: Figure, places: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Verdict]:
    cues = _cues(text, start, end)
    for cue, first, last in cues:
        after = first >= figure.end
        if after if cue.side in _BEFORE else (cue.side == "after" and not after):
            continue
        if cue.needs_bound:
            if figure.bound is not None:
                yield Verdict(cue.kind, cue.weight)
            continue
        gap = (figure.end, first) if after else (last, figure.start)
        if after and _PART.search(text, *gap):
            continue  # "£40,000, half of which comes from a grant" is no grant
        if gap[0] <= gap[1]:
            own = after and cue.kind == "annual"  # "£11m (£3m a year)": a period is of the figure right before it
            far = lexicon().deductions["per_figure"] if own and _figures_in(places, *gap) else 0.0
            if cue.kind == "annual" and (_OF_NEXT.match(text, last) if after else _right_behind(places, first)):
                far = lexicon().deductions["of_another_figure"]
            if after and _behind_another(text, cue, first, [c for c in cues if figure.end <= c[1]]):
                far += lexicon().deductions["behind_another_cue"]
            if cue.side == "leading" and (led := _figures_in(places, *gap)) and figure.start - led[-1][1] > _NEAR:
                far += lexicon().deductions["not_led_to"]
            if after and cue.side == "any" and _PURPOSE.match(text, figure.end, first):
                far += lexicon().deductions["purpose"]
            yield Verdict(cue.kind, cue.weight - far - _deduction(text, places, gap, (first, last), after))


def _behind_another(text: str, cue: Cue, position: int, cues: Sequence[tuple[Cue, int, int]]) -> bool:
    """Whether a noun of another kind stands between and governs, this one not being of it ("loss of income")."""
    return any(
        other.kind != cue.kind
        and other.kind not in _QUALIFYING
        and other.side == "any"
        and other.weight > _FAINT
        and end <= position
        and not _OF.fullmatch(text, end, position)
        for other, _, end in cues
    )


_QUALIFYING = frozenset(("annual", "total"))  # these tell of a noun, and are none
_FAINT = 50.0  # the weight of words that govern little: "cost", "budgets"
_NEAR = 25  # characters between two sums of one list
_PURPOSE = re.compile(r"\)?,? (?:for|towards|to(?! be\b)) \w")  # "£2m for food", "£3k to cover costs"
_OF = re.compile(r"\s?of (?:[\w'-]+ ){0,3}")
_OF_NEXT = re.compile(r"(?: [\w'-]+){1,4} (?:of|at) £")  # "an annual cost of £3m" is of the figure to come


def _right_behind(places: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a figure ends right before a position: "£61,200 per annum"."""
    last = bisect_left(places, (position, 0)) - 1
    return last >= 0 and position - places[last][1] < 3


def _cues(text: str, start: int, end: int) -> list[tuple[Cue, int, int]]:
    """The cues of a stretch with their places, without those inside a longer one ("annual" in "annual funding")."""
    among = lexicon().patterns.among(text, start, end)
    found = [(lexicon().of[p], m.start(), m.end()) for p in among for m in p.finditer(text, start, end)]
    told = [
        (cue, a, b)
        for cue, a, b in found
        if cue.needs_bound
        or not any(c <= a and b <= d and (d - c) > (b - a) and not other.needs_bound for other, c, d in found)
    ]
    heads = {a - 1: cue.kind for cue, a, _ in told if cue.kind in _HEADS and not cue.needs_bound}
    return [(cue, a, b) for cue, a, b in told if cue.kind not in _MODIFIERS or heads.get(b, cue.kind) == cue.kind]


_HEADS = frozenset(("budget", "saving", "forecast"))  # "the community grants budget" is a budget
_MODIFIERS = frozenset(("grant", "payment", "price"))


def _deduction(
    text: str, places: Sequence[tuple[int, int]], gap: tuple[int, int], cue: tuple[int, int], after: bool
) -> float:
    """What distance, other figures in between and the commas of a list take from a cue's weight."""
    less = lexicon().deductions
    between = text[gap[0] : gap[1]]
    taken = less["per_character"] * min(len(between), 120)
    for start, end in _figures_in(places, *gap):
        bracketed = text[start - 1 : start] == "(" or text[end : end + 1] == ")"
        taken += less["per_bracketed_figure" if bracketed else "per_figure"]
    if not after and between.count(")") > between.count("("):
        taken += less["per_figure"]
    if after:
        taken += less["after_the_figure"]
        if re.fullmatch(
            r"\)?\s?(?:(?:from|of|in|as|for)\s)?(?:the\s|a\s|its\s)?(?:\w+\s){0,4}", between
        ) and _APART.isdisjoint(between.split()):
            taken += less["right_after"]
        if any(not re.search(r"[,;)]", text[cue[1] : at]) for at, _ in _figures_in(places, cue[1], cue[1] + 5)):
            taken += less["before_another_figure"]
    elif re.search(r"[,;]|\b(?:and|but)\b", between) and _figures_in(places, max(0, cue[0] - 120), cue[0]):
        taken += less["over_a_list_comma"]
    return taken


_APART = frozenset(("and", "against", "versus", "compared", "but", "plus"))  # what follows is of another sum


def _figures_in(places: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The figures that start between two positions."""
    return places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]


_OPENED = re.compile(
    r"(?i)(?:outgoings|payments?|expenditure|income|receipts?)\b[^£\n]{0,20}:"
    r"|(?:bills|accounts|invoices|cheques)(?: to be| were| for)? (?:paid|payment)\b[^£\n]{0,20}[:–-]"
)  # the first row after it
_ROW = re.compile(r"\t[^\tA-Za-z]*\d[^\tA-Za-z]*$")  # the last cell is a figure
_LED = re.compile(
    r"\s*(?:[\da-z]{1,3}[.)]?\s+)?[A-Z][A-Za-z ]{4,30}[.:]\s[^\n]{0,80}(?<![a-z]\.\s)"
)  # "Balances. Current £40"


def _heading(text: str, figure: Figure, start: int, end: int) -> str:
    """The line that introduces a table or list which the line of a figure is a row of, else ""."""
    line = text.rfind("\n", 0, start) + 1
    if (opened := _OPENED.match(text, line, end)) is not None:
        return opened[0]
    own = _LED.fullmatch(text, line, start) if end - start < 40 else None
    if own is not None:
        return own[0]
    stopped = "." in text[end - 1 : end + 1]
    if _FIRST.fullmatch(text, line, figure.start) is None and (
        stopped or (end - start > 90 and "\t" not in text[start:end])
    ):
        return ""
    return _above([above.strip() for above in text[max(0, line - 1500) : line].split("\n")[-30:]])


def _above(lines: Sequence[str]) -> str:
    """The lowest of some lines that introduces what is below them, else ""."""
    introduced = False
    for line in reversed(lines):
        if (opened := _OPENED.match(line)) is not None:
            return opened[0]
        if ("£" in line and not line.endswith(":")) or _ROW.search(line):  # another row
            continue
        if len(line) > 120 and line.endswith(".") and not introduced and "following" not in line:
            return ""
        if line.endswith(":") and len(line) < 40 and not any(_by_heading(line)):  # "These included:"
            introduced = True
        elif introduced or line.endswith(":") or _INTRODUCES.search(line):
            return line[-200:]
        elif len(line) > 120:
            return ""
    return ""


_FIRST = re.compile(r"(?:\W|\(?[a-z\d]{1,4}[.)])*")  # the figure is the first of its item
_INTRODUCES = re.compile(r"(?i)\b(?:per annum|annual|budget|payments?|be paid|cheques?|precept|grants?)\b")


def _by_heading(heading: str) -> Iterator[Verdict]:
    for cue in lexicon().cues:
        if cue.side == "any" and not cue.needs_bound and cue.pattern.search(heading):
            yield Verdict(cue.kind, cue.weight - lexicon().deductions["heading"])


_COLUMN_KINDS = (
    ("variance", r"variance|change|movement|difference|increase"),
    ("forecast", r"forecast|outturn|projected|projection"),
    ("saving", r"savings?"),
    ("budget", r"(?:\w+ )?budget|estimate"),
    ("balance", r"balance"),
    ("grant", r"grant"),
    ("payment", r"actual|spend|expenditure|payment"),
    ("total", r"total"),
)


def heading_kinds(heads: Sequence[str], count: int) -> list[str]:
    """The kinds that the head of a table names for its columns of figures; "" for all where they do not fit."""
    pattern = re.compile("|".join(f"(?P<{k}>\\b(?:{p})\\b)" for k, p in _COLUMN_KINDS), re.IGNORECASE)
    for head in reversed(heads):
        named = [m.lastgroup or "" for m in pattern.finditer(head)]
        if len(named) == count:
            return named
        if len(set(named)) == 1 and count:
            return named[:1] * count
    return [""] * count
