"""What kind of amount a figure is, by the words around it and a lexicon of weighted cues."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from councilgraph.extract.money import Figure
from councilgraph.resources import folder


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind; `side` is before, after or any."""

    kind: str
    weight: float
    pattern: re.Pattern[str]
    side: str = "any"
    needs_bound: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues, with what is deducted for distance."""

    cues: tuple[Cue, ...]
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
            c["kind"],
            c["weight"],
            re.compile(r"(?<!\w)(?:" + "|".join(c["patterns"]) + r")(?!\w)", re.IGNORECASE),
            c.get("side", "any"),
            c.get("needs_bound", False),
        )
        for c in raw["cue"]
    )
    return Lexicon(cues, {k: (v["kind"], v["weight"]) for k, v in raw["per"].items()}, raw["deductions"])


def kind_of(text: str, figure: Figure, places: Sequence[tuple[int, int]]) -> Verdict:
    """The kind of a figure; `places` are those of all figures, in order."""
    start, end = sentence(text, figure.start, figure.end)
    verdicts = [*_by_period(figure), *_by_words(text, figure, places, start, end)]
    heading = _heading(text, start, end)
    if heading:
        verdicts += _by_heading(heading)
    best = max(verdicts, key=lambda v: v.score, default=Verdict("other", 0.0))
    return best if best.score >= lexicon().deductions["least"] else Verdict("other", 0.0)


_STOP = re.compile(r"(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)(?<!\bp\.a)(?<!\d)\.\s(?=[A-Z(\"'•£])|(?<=\d)\.\s(?=[A-Z])|[!?]\s(?=[A-Z])|\n")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch, at most 400 characters each way."""
    left = max(0, start - 400)
    begin = max((m.end() for m in _STOP.finditer(text, left, start)), default=left)
    following = _STOP.search(text, end, min(len(text), end + 400))
    return begin, following.start() if following else min(len(text), end + 400)


def _by_period(figure: Figure) -> Iterator[Verdict]:
    if figure.per is not None:
        kind, weight = lexicon().per.get(figure.per, lexicon().per["other"])
        yield Verdict(kind, weight)


def _by_words(
    text: str, figure: Figure, places: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[Verdict]:
    less = lexicon().deductions
    for cue in lexicon().cues:
        if cue.needs_bound and figure.bound is None:
            continue
        for match in cue.pattern.finditer(text, start, end):
            after = match.start() >= figure.end
            if (cue.side == "after" and not after) or (cue.side == "before" and after):
                continue
            gap = (figure.end, match.start()) if after else (match.end(), figure.start)
            between = _count(places, *gap)
            score = cue.weight - less["per_character"] * min(max(0, gap[1] - gap[0]), 120) - less["per_figure"] * between
            if not cue.needs_bound:
                score -= less["after_the_figure"] * after
            else:
                score = cue.weight
            yield Verdict(cue.kind, score)


def _count(places: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """How many figures start between two positions."""
    return max(0, bisect_left(places, (end, 0)) - bisect_left(places, (start, 0)))


def _heading(text: str, start: int, end: int) -> str:
    """The line that introduces a table or list which the line at `start` is a row of, else ""."""
    if end - start > 90:
        return ""
    lines = text[max(0, start - 1500) : start].split("\n")
    for line in reversed(lines[-30:]):
        stripped = line.strip()
        if stripped.endswith(":") or re.search(r"(?i)\b(?:per annum|annual|budget|payments?|cheques?|precept|grants?)\b", stripped):
            return stripped[-200:]
        if len(stripped) > 120:
            return ""
    return ""


def _by_heading(heading: str) -> Iterator[Verdict]:
    for cue in lexicon().cues:
        if cue.side == "any" and not cue.needs_bound and cue.pattern.search(heading):
            yield Verdict(cue.kind, cue.weight - lexicon().deductions["heading"])
