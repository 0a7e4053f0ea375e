"""The stories of a document's contracts: clues of many sentences, told apart by which contract they are of."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract.contracts import money as contract_money
from councilgraph.extract.contracts.called import called_apart
from councilgraph.extract.contracts.decided import decided
from councilgraph.extract.contracts.merging import same_firm
from councilgraph.extract.contracts.offers import COMPANY
from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.contracts.several import acts_apart, items_of
from councilgraph.extract.contracts.story import NEW, NOW, OLD, Story
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.words import action_in, words
from councilgraph.extract.sentences import sentence, sentences
from councilgraph.extract.shadow import Shadow, once
from councilgraph.model import Facts

_OFFERED = re.compile(r"\b(?:tender|bid|quotation|quote)s?\b[^.;]{0,40}$", re.IGNORECASE)
_WORDS_OF_HEADING = 9  # a longer title is the first line of a text, not what a section is of


def stories(shadow: Shadow, facts: Facts, by_sentence: bool = True) -> list[Story]:
    """The contract that runs, the one to come, or the only one, each with its clues.

    Where a paper acts on several, each in a sentence of its own, these are told apart, unless `by_sentence` is false.
    """
    placed = _by_full_name(list(_placed(shadow, facts)))
    told = _told(shadow, facts, placed, by_sentence)
    if any(len({str(c.value) for c in found}) > 1 for story in told for found in story.said.values()):
        deciding = {c.start: decided(shadow, *sentence(shadow.text, c.start, c.end)) for c, _ in placed}
        for story in told:
            story.decided = deciding
    return told


def _by_full_name(placed: Sequence[tuple[Clue, str]]) -> list[tuple[Clue, str]]:
    """The clues, a firm by its full name where a paper says once how it is called: "Fen Trust (FT)", then "FT"."""
    named = [m for c, _ in placed if c.field == "supplier" and (m := _CALLED.fullmatch(c.value)) is not None]
    full = {m["short"]: m["full"] for m in named} | {m[0]: m["full"] for m in named}
    return [(replace(c, value=full.get(c.value, c.value)) if c.field == "supplier" else c, slot) for c, slot in placed]


_CALLED = re.compile(r"(?P<full>.{3,}) \((?P<short>[A-Z][^()]*)\)")


def _told(shadow: Shadow, facts: Facts, placed: Sequence[tuple[Clue, str]], by_sentence: bool) -> list[Story]:
    """The stories that the placed clues of a paper tell."""
    told = {slot: Story(slot) for slot in (NOW, NEW, OLD)}
    placed = _with_new_one(shadow, placed)
    for clue, slot in placed:
        if slot:
            told[slot].add(clue)
    clues_of = [clue for clue, _ in placed]
    if by_sentence and (several := called_apart(shadow, clues_of) or acts_apart(shadow, clues_of)):
        return several
    real = [s for s in told.values() if s.hard]
    if not _apart(real):
        only = Story(_main(real, facts))
        for clue, _ in placed:
            only.add(clue)
        return [only] if only.said else []
    main = max(real, key=lambda s: s.hard)
    opens = min((c.start for c, slot in placed if slot == NEW), default=0)
    for clue, slot in placed:
        if not slot:
            before = clue.start < opens and told[NOW].said
            (told[NOW] if before else main).add(clue)
    return [s for s in real if s is main or s.hard > 1]


def _with_new_one(shadow: Shadow, placed: Sequence[tuple[Clue, str]]) -> list[tuple[Clue, str]]:
    """The clues, those of the one to come where a sentence awards to another firm or starts after the running one."""
    running = [c.value for c, slot in placed if slot == NOW and c.field == "supplier"]
    awarding = set()
    for clue, slot in placed if running else ():
        around = sentence(shadow.text, clue.start, clue.end)
        other = clue.field == "supplier" and not slot and not any(same_firm(clue.value, firm) for firm in running)
        if other and action_in(shadow.text[slice(*around)], _AWARDS):
            awarding.add(around)
    ends = [c.value.earliest for c, slot in placed if slot == NOW and c.field == "end"]
    for clue, slot in placed if ends else ():
        if clue.field == "start" and not slot and clue.value.latest > max(ends):
            awarding.add(sentence(shadow.text, clue.start, clue.end))
    return [(c, slot or NEW if any(a <= c.start < b for a, b in awarding) else slot) for c, slot in placed]


_AWARDS = frozenset(("award", "direct award"))


def _apart(real: Sequence[Story]) -> bool:
    """Whether the stories cannot be of one contract: other starts, other terms, or one after the other's end."""
    starts = [{c.value.iso for c in s.said.get("start", [])} for s in real]
    terms = [{str(c.value.months) for c in s.said.get("term", [])} for s in real]
    ends = [{c.value.earliest for c in s.said.get("end", [])} for s in real]
    opens = [{c.value.latest for c in s.said.get("start", [])} for s in real]
    pairs = [(i, j) for i in range(len(real)) for j in range(len(real)) if i != j]
    other = any(g[i] and g[j] and not g[i] & g[j] for g in (starts, terms) for i, j in pairs)
    bare = any(s.slot == NEW and "supplier" not in s.said and s.hard > 1 for s in real)
    held = any(s.slot == NOW and {"supplier", "end"} <= set(s.said) for s in real)
    return other or (bare and held) or any(ends[i] and opens[j] and min(opens[j]) >= max(ends[i]) for i, j in pairs)


def _main(real: Sequence[Story], facts: Facts) -> str:
    if real:
        return max(real, key=lambda s: s.hard).slot
    titles = [d.title.value for d in facts.decisions if d.subject and d.title]
    action = next((a[0] for t in titles if (a := action_in(t))), "")
    return NEW if action in {"award", "direct award", "procure", "reprocure"} else NOW


def _placed(shadow: Shadow, facts: Facts) -> Iterator[tuple[Clue, str]]:
    """Every clue of the sentences that speak of contracts, with the slot that the words before it give it."""
    text = shadow.text
    money = contract_money.clues(shadow)
    people = {p.name.value.split()[-1].lower() for p in facts.people}
    warm, last = 0, ""
    firms: set[str] = set()
    for start, end in sentences(text):
        if _hypothetical(shadow, start):
            continue
        if re.match(r"\d+\.\d+\.?(?!\S)(?!\s+(?:Its?|This|They|Their)\b)|[A-Z][\w' ]{2,50}:?$", text[start:end]):
            last = ""
        named = any(firm in text[start:end] for firm in firms)
        about = named or words().about.search(text, start, end) is not None
        warm = 3 if about else warm - 1
        if warm < 0:
            continue
        for first, stop in items_of(text, start, end):
            marks = _marks(text, first, stop)
            found = list(clues(text, first, stop)) if about else []
            if last == NOW and not marks and _to_another(text[first:stop], found, firms):
                marks = [(first, NEW)]
            for clue in (*found, *(c for c in money if first <= c.start < stop)):
                if clue.field != "supplier" or _is_firm(str(clue.value), people):
                    offered = clue.field == "supplier" and _OFFERED.search(
                        text[max(start, clue.start - 60) : clue.start]
                    )
                    yield clue, NEW if offered else _slot(marks, clue, last)
                    if clue.field == "supplier":
                        firms.add(str(clue.value))
            last = marks[-1][1] if marks else last


def _to_another(told: str, found: Sequence[Clue], firms: set[str]) -> bool:
    """Whether words award something to a firm that was not named before."""
    new = [c for c in found if c.field == "supplier" and not any(same_firm(str(c.value), firm) for firm in firms)]
    return bool(new) and action_in(told, _AWARDS) is not None


def _is_firm(name: str, people: set[str]) -> bool:
    """Whether a name is of a firm: no person of the paper is called so, or a word of it is a trade's."""
    return name.split()[-1].lower() not in people or COMPANY.search(name) is not None


def _slot(marks: Sequence[tuple[int, str]], clue: Clue, last: str) -> str:
    """The mark before a clue in its sentence, else the first after it, else that of the sentence before."""
    return next((slot for at, slot in reversed(marks) if at <= clue.start), marks[0][1] if marks else last)


def _hypothetical(shadow: Shadow, position: int) -> bool:
    title = _latest_heading(shadow, position) or shadow.source.section_at(shadow.offsets[position])
    label, _, _ = shadow.text[position : position + 80].partition(":")
    told = [one for one in (title, label) if len(one.split()) <= _WORDS_OF_HEADING]
    return any(words().hypothetical.search(one) for one in told)


def _latest_heading(shadow: Shadow, position: int) -> str:
    """The short line nearest above that stands as a heading of a few words, "" for none within reach."""
    first = max(0, position - 900)
    starts, lines = _headings(shadow)
    index = bisect_left(starts, position) - 1
    if index >= 0 and starts[index] + len(lines[index]) > position:
        index -= 1  # the line that the position itself stands in
    within = shadow.text[first:position].split("\n")
    if _is_heading(within[-1]):
        return within[-1]
    if index >= 0 and starts[index] >= first:
        return lines[index]
    return within[0] if _is_heading(within[0]) else ""  # as much of a line as is within reach


@once
def _headings(shadow: Shadow) -> tuple[list[int], list[str]]:
    """Where the lines start that stand as headings, and the lines."""
    found = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", shadow.text) if _is_heading(m[0])]
    return [start for start, _ in found], [line for _, line in found]


def _is_heading(line: str) -> bool:
    """Whether a line of a few words stands as a heading: a capital first, a letter last."""
    short = line[:1].isupper() and line.rstrip(":")[-1:].isalpha() and not line[-1].isspace()
    return short and 1 < len(line.split()) < _WORDS_OF_HEADING


def _marks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where a sentence turns to the contract that runs, the one to come, the one before."""
    lexicon = ((words().new, NEW), (words().current, NOW), (words().previous, OLD))
    return sorted((m.start(), slot) for pattern, slot in lexicon for m in pattern.finditer(text, start, end))
