"""What kind of amount a figure is, by the words around it and a lexicon of weighted cues."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from councilgraph.extract.amounts.cues import QUALIFYING, Cue, Verdict, lexicon
from councilgraph.extract.amounts.list_heads import by_item_head, by_list_head, by_sentence_before, list_head
from councilgraph.extract.amounts.money import Figure
from councilgraph.extract.sentences import sentence


def kind_of(
    text: str, figure: Figure, places: Sequence[tuple[int, int]], besides: frozenset[str] = frozenset()
) -> Verdict:
    """The kind of a figure, one of `besides` left out; `places` are those of all figures, in order."""
    start, end = sentence(text, figure.start, figure.end)
    if _is_bound(text, figure, start, end):
        return Verdict("threshold", _BOUND)
    told = [*_by_period(figure), *_by_words(text, figure, places, start, end)]
    told = [verdict for verdict in told if verdict.kind not in besides]
    head = list_head(text, figure, start, end)
    if above := by_list_head(head):
        told = [*_of_row(told, head, figure), *above]
    best = max(told or by_sentence_before(text, start), key=lambda v: v.score, default=Verdict("other", 0.0))
    if best.score >= _WEAK:
        return best
    item = by_item_head(text, start, end)
    return item if item.kind != "other" or best.score < lexicon().deductions["least"] else best


def _of_row(told: Sequence[Verdict], head: str, figure: Figure) -> Iterator[Verdict]:
    """What the words of a row tell, the head of its list telling as well: a total stays one, all else is weaker."""
    for verdict in told:
        bought = verdict.kind == "annual" and figure.per is None and _PAYMENTS.search(head)
        if not bought:  # "annual inspection" among the payments is what was paid for
            row = 0.0 if verdict.kind == "total" else lexicon().deductions["row"]
            yield Verdict(verdict.kind, verdict.score - row)


_WEAK = 40.0  # words that tell a kind from afar tell less than the heading of the item
_BOUND = 90.0  # the weight of a line that only says from what to what: "£5,000 or more but less than £25,000"
_ONLY_BOUNDS = re.compile(
    r"(?i)(?:\W|£[\d.,]+\s?(?:k|m|million)?\b|\b(?:less|more|than|or|and|but|over|above|below|under|up|to|between|equal"
    r"|from|greater|not|exceeding|of|per annum|any|value|values|contracts?|[a-z])\b)*"
)
_SUM = r"£?[\d.,]+\s?(?:k|m|million)?\b"
_BAND = re.compile(
    r"(?i)(?:\W|\b[a-z\d]{1,3}[.)])*(?:over|above|below|under|up to|between|from|less than|more than|exceeding) (?=£)"
    rf"{_SUM}(?:(?: and | to |\s?[-–]\s?){_SUM})?\s*(?:[-–:|\t]\s*[A-Z\n]|$)"
)


def _is_bound(text: str, figure: Figure, start: int, end: int) -> bool:
    """Whether a figure heads or opens a band of sums: "£5k or more", "Between £10k and £100k - with two quotes"."""
    if figure.bound is not None and _ONLY_BOUNDS.fullmatch(text, start, end) is not None:
        return True
    band = _BAND.match(text, text.rfind("\n", 0, figure.start) + 1)
    return band is not None and figure.end <= band.end()


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
        if cue.needs_bound:
            if figure.bound is not None:
                yield Verdict(cue.kind, cue.weight)
        elif last <= figure.start and cue.side != "after":
            yield Verdict(cue.kind, cue.weight - _lost_before(text, places, first, last, figure))
        elif figure.end <= first and cue.side in _MAY_FOLLOW and not _PART.search(text, figure.end, first):
            lost = _lost_after(text, places, cue, first, last, figure)
            if _behind_another(text, cue, first, [c for c in cues if figure.end <= c[1]]):
                lost += lexicon().deductions["behind_another_cue"]
            yield Verdict(cue.kind, cue.weight - lost)


def _lost_before(text: str, places: Sequence[tuple[int, int]], first: int, last: int, figure: Figure) -> float:
    """What distance, other figures, brackets and the commas of a list take from a cue that stands before a figure."""
    less = lexicon().deductions
    between = text[last : figure.start]
    lost = _lost_between(text, places, last, figure.start)
    if between.count(")") > between.count("("):
        lost += less["per_figure"]
    if _LISTS.search(between) and _figures_in(places, max(0, first - 120), first):
        lost += less["over_a_list_comma"]
    return lost


def _lost_after(text: str, places: Sequence[tuple[int, int]], cue: Cue, first: int, last: int, figure: Figure) -> float:
    """What distance, other figures and a purpose told in between take from a cue that stands after a figure."""
    less = lexicon().deductions
    lost = _lost_between(text, places, figure.end, first) + less["after_the_figure"]
    if _BESIDE.fullmatch(text, figure.end, first):
        lost += less["right_after"]
    if any(not re.search(r"[,;)]", text[last:at]) for at, _ in _figures_in(places, last, last + 5)):
        lost += less["before_another_figure"]
    if cue.kind == "annual" and _figures_in(places, figure.end, first):
        lost += less["per_figure"]  # "£11m (£3m a year)": a period is of the figure right before it
    if cue.side == "any" and _PURPOSE.match(text, figure.end, first):
        lost += less["purpose"]
    return lost


def _lost_between(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """What the characters and the figures of a stretch take from the weight of a cue beyond it."""
    less = lexicon().deductions
    lost = less["per_character"] * min(end - start, 120)
    for first, last in _figures_in(places, start, end):
        bracketed = text[first - 1 : first] == "(" or text[last : last + 1] == ")"
        lost += less["per_bracketed_figure" if bracketed else "per_figure"]
    return lost


_MAY_FOLLOW = frozenset(("any", "after"))
_PART = re.compile(r"\b(?:of|to) which\b")  # "£40,000, half of which comes from a grant" is no grant
_LISTS = re.compile(r"[,;]|\b(?:and|but)\b")
_BESIDE = re.compile(r"\)?\s?(?:(?:from|of|in|as|for)\s)?(?:the\s|a\s|its\s)?(?:\w+\s){0,4}")
_PURPOSE = re.compile(r"\)?,? (?:for|towards|to(?! be\b)) \w")  # "£2m for food", "£3k to cover costs"


def _behind_another(text: str, cue: Cue, position: int, cues: Sequence[tuple[Cue, int, int]]) -> bool:
    """Whether a noun of another kind stands between and governs, this one not being of it ("loss of income")."""
    return any(
        other.kind != cue.kind
        and other.kind not in QUALIFYING
        and other.side == "any"
        and other.weight > _FAINT
        and end <= position
        and not _OF.fullmatch(text, end, position)
        for other, _, end in cues
    )


_FAINT = 50.0  # the weight of words that govern little: "cost", "budgets"
_OF = re.compile(r"\s?of (?:[\w'-]+ ){0,3}")


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


_MODIFIERS = frozenset(("grant", "payment", "price", "one-off"))
_HEADS = frozenset(("budget", "saving", "forecast"))  # "the community grants budget" is a budget


def _figures_in(places: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The figures that start between two positions."""
    return places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]
