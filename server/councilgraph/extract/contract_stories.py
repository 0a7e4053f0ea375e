"""The stories of a document's contracts: clues of many sentences, told apart by which contract they are of."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from councilgraph.extract import contract_money
from councilgraph.extract.contract_decided import decided
from councilgraph.extract.contract_offers import COMPANY
from councilgraph.extract.contract_parties import Clue
from councilgraph.extract.contract_terms import clues, total
from councilgraph.extract.contract_words import action_in, words
from councilgraph.extract.kinds import sentence, sentences
from councilgraph.extract.shadow import Shadow, once
from councilgraph.extract.sieve import Sieve
from councilgraph.model import Facts, PartialDate

NOW, NEW, OLD = "now", "new", "old"
_HARD = ("supplier", "start", "end", "term", "annual_value", "total_value", "total_paid", "reference", "extended_by")


_OFFERED = re.compile(r"\b(?:tender|bid|quotation|quote)s?\b[^.;]{0,40}$", re.IGNORECASE)
_AWARD = Sieve(r"\b(?:award|appoint|enter(?:ing)? into)", re.IGNORECASE)
_ACT = re.compile(
    r"\bbe (?:directly )?(?:awarded|appointed|extended|renewed|varied|terminated)"
    r"\b|\b(?:to|agreed?|approved?|RESOLVED) (?:to )?(?:\(?\w{1,3}[).]\s)?(?:award|appoint|enter into|extend|"
    r"renew|vary|terminate)\b|\b(?:approv\w+|agree\w*|exercis\w+|authoris\w+):? (?:of )?(?:the |an? )?(?:direct )?"
    r"(?:awards?|extensions?|renewal|variation|modification|appointment|termination)\b"
    r"|\b(?:award|extension|variation|renewal|appointment|termination)\b.*\bbe (?:approved|agreed|authori[sz]ed)\b"
    r"|^\W*(?:\(?\w{1,3}[).]\s)?(?:(?:[Tt]hat )?(?:[Tt]he )?(?:[A-Z][a-z]+ )?(?:to )?)(?:enters? into"
    r"|(?:direct )?awards?|appoints?|extends?|renews?|var(?:y|ies)|terminates?)\b"
    r"|^\W*(?:\(?\w{1,3}[).]\s)?(?:extension|renewal|variation|termination|novation) of\b",
    re.IGNORECASE,
)
_LISTED = re.compile(  # an entry of a list: "1. Specialist assessments - direct award to Wordpath Associates"
    r"\W*(?:\d{1,3}[).]\s|[•*]\s|\(?[a-z][).]\s)[^.]{4,120}?\b(?:award(?:ed)?|extension|waiver|exemption)\b[^.]{0,60}?"
    r"\b(?:to|with|of|for)\s[A-Z]"
)
_FRAMEWORK = re.compile(r"\b[Ff]ramework\b|\bDPS\b|\bdynamic purchasing\b")
_SHARED = frozenset(("start", "end", "term", "extension_options"))
_EACH = re.compile(r"\b(?:each|both|all|every)\b", re.IGNORECASE)
_WORDS_OF_HEADING = 9  # a longer title is the first line of a text, not what a section is of
_NEAR = 300  # characters within which a sentence still speaks of the contract acted upon before it


@dataclass
class Story:
    """What is said of one contract: clues by field; `slot` tells whether it runs, is to come, or was before."""

    slot: str
    said: dict[str, list[Clue]] = field(default_factory=dict)
    sentence: tuple[int, int] | None = None  # the one that acts on it, where the paper acts on several
    decided: dict[int, int] = field(default_factory=dict)  # how far the sentence of a clue at a place decides

    def add(self, clue: Clue) -> None:
        """Takes one more clue."""
        self.said.setdefault(clue.field, []).append(clue)

    def first(self, name: str) -> Clue | None:
        """The clue that decides a field: the fullest, else of the decision, else said most often, else the first."""
        found = self.said.get(name, [])
        if name == "term" and (summed := self._summed()) is not None:
            return summed
        values = [c.value for c in found]

        def weight(c: Clue) -> tuple[int, ...]:
            return _fullness(c), self.decided.get(c.start, 0), values.count(c.value), -c.start

        return max(found, key=weight, default=None)

    def _summed(self) -> Clue | None:
        """The term that adds up, with the options, to what is told as the whole: "four years (2+1+1)"."""
        wholes = {c.value.months for c in self.said.get("term", [])}
        for options in self.said.get("extension_options", []):
            for term in self.said.get("term", []):
                if term.value.months + total(options.value) in wholes - {term.value.months}:
                    return term
        return None

    @property
    def hard(self) -> int:
        """How many fields are said that only a real contract has."""
        return sum(name in self.said for name in _HARD)

    @property
    def span(self) -> tuple[int, int]:
        """From the first clue to the last."""
        every = [c for found in self.said.values() for c in found]
        return min(c.start for c in every), max(c.end for c in every)


def stories(shadow: Shadow, facts: Facts, by_sentence: bool = True) -> list[Story]:
    """The contract that runs, the one to come, or the only one, each with its clues.

    Where a paper acts on several, each in a sentence of its own, these are told apart, unless `by_sentence` is false.
    """
    placed = list(_placed(shadow, facts))
    told = _told(shadow, facts, placed, by_sentence)
    if any(len({str(c.value) for c in found}) > 1 for story in told for found in story.said.values()):
        deciding = {c.start: decided(shadow, *sentence(shadow.text, c.start, c.end)) for c, _ in placed}
        for story in told:
            story.decided = deciding
    return told


def _told(shadow: Shadow, facts: Facts, placed: Sequence[tuple[Clue, str]], by_sentence: bool) -> list[Story]:
    """The stories that the placed clues of a paper tell."""
    told = {slot: Story(slot) for slot in (NOW, NEW, OLD)}
    for clue, slot in placed:
        if slot:
            told[slot].add(clue)
    if by_sentence and (several := _acts(shadow, [clue for clue, _ in placed])):
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


def _acts(shadow: Shadow, found: Sequence[Clue]) -> list[Story]:
    """Where one paper acts on the contracts of several firms, each in a sentence of its own: one story each."""
    acts: dict[int, Story] = {}
    firms: dict[int, list[Clue]] = {}
    for clue in sorted(found, key=lambda c: c.start):
        start, end = sentence(shadow.text, clue.start, clue.end)
        if clue.field == "supplier" and _acting(shadow.text, start, end):
            slot = NEW if _AWARD.search(shadow.text, start, end) else NOW
            known = [c for c in firms.get(start, []) if c.value == clue.value]
            if not known:
                firms.setdefault(start, []).append(clue)
                acts[clue.start] = Story(slot, sentence=_item(shadow.text, start, end, clue.start))
            acts[known[0].start if known else clue.start].add(clue)
    if not acts:
        return _unnamed(shadow, found)
    if len({s.said["supplier"][0].value for s in acts.values()}) < 2 and not _old_and_new(shadow.text, acts.values()):
        return []
    for clue in found:
        start, end = sentence(shadow.text, clue.start, clue.end)
        if start in firms:
            if clue.field != "supplier":
                for at in _whose(shadow.text, clue, firms[start], found):
                    acts[at].add(clue)
        elif clue.field in _SHARED and re.search(r"\b[Cc]ontracts\b", shadow.text[start:end]):
            for story in acts.values():
                story.add(clue)
        elif (lot := _lot(shadow.text, start, clue.start)) and (of_lot := _of_lot(shadow.text, acts, lot)):
            of_lot.add(clue)
        elif near := [at for at in acts if 0 <= start - at < _NEAR]:
            story = acts[max(near)]
            running = story.slot == NEW and words().current.search(shadow.text, start, end) is not None
            story.add(clue) if clue.field not in story.said and not running else None
    _on_same_terms(shadow.text, list(acts.values()))
    return list(acts.values())


def _lot(text: str, start: int, position: int) -> str:
    """The lot that a sentence names last before a position, "" for none."""
    named = _LOTS.findall(text, start, position)
    return named[-1] if named else ""


def _of_lot(text: str, acts: Mapping[int, Story], lot: str) -> Story | None:
    """The one story whose sentence acts on a lot."""
    found = [s for s in acts.values() if s.sentence and lot in _LOTS.findall(text, *s.sentence)]
    return found[0] if len(found) == 1 else None


def _on_same_terms(text: str, told: Sequence[Story]) -> None:
    """Gives the stories awarded "on the same terms" the times of the one before."""
    for before, story in pairwise(told):
        if story.sentence is not None and _SAME_TERMS.search(text, *story.sentence):
            for name in _SHARED - set(story.said):
                if name in before.said:
                    story.said[name] = list(before.said[name])


_LOTS = re.compile(r"\b[Ll]ot\s?(\d{1,2}|[A-Z])\b")
_SAME_TERMS = re.compile(r"\b(?:on|for|under) the same (?:terms|period|basis|conditions|duration)\b", re.IGNORECASE)


def _old_and_new(text: str, acts: Iterable[Story]) -> bool:
    """Whether a paper gives one firm a new contract and acts on the one it has: "the existing contract with …"."""
    told = [(story.slot, text[slice(*story.sentence)]) for story in acts if story.sentence is not None]
    running = any(slot == NOW and _RUNNING.search(said) for slot, said in told)
    return running and any(slot == NEW and _ANOTHER.search(said) for slot, said in told)


_RUNNING = re.compile(r"\b(?:existing|current|present)\s(?:[\w-]+\s){0,3}(?:contract|agreement)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:new|another|further|second|separate)\s(?:[\w-]+\s){0,3}(?:contract|agreement)\b", re.IGNORECASE
)


def _item(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The item of a sentence with lettered or numbered items that a place stands in; the sentence where it has none."""
    marks = [m.start() for m in _ITEMS.finditer(text, start, end)]
    if len(marks) < 2 or at < marks[0]:
        return start, end
    first = max(mark for mark in marks if mark <= at)
    return first, min((mark for mark in marks if mark > at), default=end)


_ITEMS = re.compile(r"(?<=[\s:;,])\((?:[a-z]{1,3}|\d{1,2})\)(?=\s)|(?<=[;:,]\s)(?:[a-z]|\d{1,2})\)(?=\s)")


def _unnamed(shadow: Shadow, found: Sequence[Clue]) -> list[Story]:
    """Where several sentences each act on a contract and say its times, and name no firm: one story each."""
    told: dict[int, Story] = {}
    for clue in sorted(found, key=lambda c: c.start):
        start, end = sentence(shadow.text, clue.start, clue.end)
        if _acts_in(shadow.text[start:end]):
            slot = NEW if _AWARD.search(shadow.text, start, end) else NOW
            told.setdefault(start, Story(slot, sentence=(start, end))).add(clue)
    dated = [story for story in told.values() if {"start", "end"} & set(story.said)]
    return dated if len(dated) > 1 and len(dated) == len(told) else []


def _acting(text: str, start: int, end: int) -> bool:
    """Whether a sentence acts on a contract, or its line is an entry of a list of awards or extensions."""
    line = text.rfind("\n", 0, start) + 1
    return _acts_in(text[start:end]) or _LISTED.match(text, line, end) is not None


def _acts_in(told: str) -> bool:
    """Whether a sentence acts on a contract, and does not only delegate the use of its options."""
    act = _ACT.search(told)
    if act is None:
        return False
    later = _LATER.search(told)
    return later is None or act.start() < later.start()


_LATER = re.compile(
    r"\bdelegat\w+\b.*\b(?:exercis|us(?:e|ing)\b|tak(?:e|ing) up|approv|agree|enter|award|grant)\w*[^.;]{0,60}"
    r"\b(?:options?|extensions?|extend)\b",
    re.IGNORECASE | re.DOTALL,
)


def _whose(text: str, clue: Clue, firms: Sequence[Clue], found: Sequence[Clue]) -> list[int]:
    """The firms of a sentence that a clue in it is of: the one before it, or all where it is said once of each."""
    if len(firms) == 1:
        return [firms[0].start]
    first, last = firms[0].start, firms[-1].end
    alike = [c for c in found if c.field == clue.field and first - 300 <= c.start <= last + 300]
    each = _EACH.search(text[last : clue.start]) if clue.start > last else None
    if _FRAMEWORK.search(text, first, max(last, clue.start)) and clue.start > last:
        if clue.field == "reference":
            return [f.start for f in firms]
        if clue.field == "total_value" and not each:
            return []  # of the framework, not of one of its firms
    if clue.field in _SHARED and (clue.start < first or each or len({str(c.value) for c in alike}) == 1):
        return [f.start for f in firms]
    if each and clue.field in {"annual_value", "total_value"}:
        return [f.start for f in firms]
    opened = [f.start for f in firms if _opening(text, f, firms) <= clue.start]
    return opened[-1:]


def _opening(text: str, firm: Clue, firms: Sequence[Clue]) -> int:
    """Where a firm's part of a sentence begins: at its lot or after a semicolon, else with its name."""
    before = max((f.end for f in firms if f.end <= firm.start), default=firm.start)
    lots = [before + m.start() for m in re.finditer(r"\b[Ll]ots?\s\w|;", text[before : firm.start])]
    return lots[0] if lots else firm.start


def _apart(real: Sequence[Story]) -> bool:
    """Whether the stories cannot be of one contract: other starts, other terms, or one after the other's end."""
    starts = [{c.value.iso for c in s.said.get("start", [])} for s in real]
    terms = [{str(c.value.months) for c in s.said.get("term", [])} for s in real]
    ends = [{c.value.earliest for c in s.said.get("end", [])} for s in real]
    opens = [{c.value.latest for c in s.said.get("start", [])} for s in real]
    pairs = [(i, j) for i in range(len(real)) for j in range(len(real)) if i != j]
    other = any(g[i] and g[j] and not g[i] & g[j] for g in (starts, terms) for i, j in pairs)
    return other or any(ends[i] and opens[j] and min(opens[j]) >= max(ends[i]) for i, j in pairs)


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
        if re.match(r"\d+\.\d|[A-Z][\w' ]{2,50}:?$", text[start:end]):
            last = ""
        named = any(firm in text[start:end] for firm in firms)
        about = named or words().about.search(text, start, end) is not None
        warm = 3 if about else warm - 1
        if warm < 0:
            continue
        marks = _marks(text, start, end)
        found = list(clues(text, start, end)) if about else []
        for clue in (*found, *(c for c in money if start <= c.start < end)):
            if clue.field != "supplier" or _is_firm(str(clue.value), people):
                offered = clue.field == "supplier" and _OFFERED.search(text[max(start, clue.start - 60) : clue.start])
                yield clue, NEW if offered else _slot(marks, clue, last)
                if clue.field == "supplier":
                    firms.add(str(clue.value))
        last = marks[-1][1] if marks else last


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


def _fullness(clue: Clue) -> int:
    """Days count before months, chains of options before their sum."""
    if isinstance(clue.value, PartialDate):
        return int(clue.value.is_day)
    return len(clue.value) if clue.field == "extension_options" else 0
