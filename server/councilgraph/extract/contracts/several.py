"""Papers that act on several contracts, each in a sentence of its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from councilgraph.extract.contracts.merging import same_firm
from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.contracts.story import NEW, NOW, Story
from councilgraph.extract.contracts.words import words
from councilgraph.extract.sentences import sentence
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve

_AWARD = Sieve(r"\b(?:award|appoint|enter(?:ing)? into)", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:has been|have been) (?:\w+ly )?(?:awarded|extended|renewed|terminated)\b"
    r"|\b(?:was|were) (?:\w+ )?terminated\b"
    r"|\bbe (?:directly )?(?:awarded|appointed|purchased|bought|hired|leased|extended|renewed|varied|terminated)"
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
_NEAR = 300  # characters within which a sentence still speaks of the contract acted upon before it


def acts_apart(shadow: Shadow, found: Sequence[Clue]) -> list[Story]:
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
    for start, named in firms.items():
        for before, firm in pairwise(named):
            acts[firm.start].part = _own_part(shadow.text, before.end, firm.start)
            if acts[before.start].part is None and acts[firm.start].part is not None:
                acts[before.start].part = (start, before.end)
    if not acts:
        return _unnamed(shadow, found)
    told = acts.values()
    if _one_firm(told, found) and not _old_and_new(shadow.text, told):
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


def _one_firm(told: Iterable[Story], found: Sequence[Clue]) -> bool:
    """Whether stories are all of one firm, printed more or less fully, and do not each say another sum."""
    names = {story.said["supplier"][0].value for story in told}
    longest = max(names, key=len)
    if not all(same_firm(longest, name) for name in names):
        return False
    sums = [[c.value for c in found if c.field == "total_value" and _inside(c, story)] for story in told]
    return len(names) == 1 or len({str(one) for one in sums if one}) < 2


def _inside(clue: Clue, story: Story) -> bool:
    """Whether a clue stands in the sentence that acts on a story's contract."""
    return story.sentence is not None and story.sentence[0] <= clue.start < story.sentence[1]


def _own_part(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch between two firms of a sentence, where it names the contract of the second."""
    return (start, end) if _CONTRACT_OF.search(text, start, end) else None


_CONTRACT_OF = re.compile(
    r"\band\s(?:the|an?)\s[^.;£]{3,80}\b(?:contract|agreement|works|service|framework|award|extension|termination)\b"
)


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


def items_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items that a sentence lists between semicolons: "(a) To end …; (b) to invite …"; else the whole."""
    marks = [m.start() for m in _ITEMS.finditer(text, start, end) if _CLOSED.search(text, start, m.start())]
    bounds = [start, *marks, end] if marks else [start, end]
    return list(pairwise(bounds))


_CLOSED = re.compile(r";\s(?:and\s|or\s)?$")


def _unnamed(shadow: Shadow, found: Sequence[Clue]) -> list[Story]:
    """Where several sentences each act on a contract and say its times, and name no firm: one story each."""
    told: dict[int, Story] = {}
    for clue in sorted(found, key=lambda c: c.start):
        start, end = _clause(shadow.text, *sentence(shadow.text, clue.start, clue.end), clue.start)
        if _acts_in(shadow.text[start:end]):
            slot = NEW if _AWARD.search(shadow.text, start, end) else NOW
            told.setdefault(start, Story(slot, sentence=(start, end))).add(clue)
    dated = [story for story in told.values() if {"start", "end"} & set(story.said)]
    return dated if len(dated) > 1 and len(dated) == len(told) else []


def _clause(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The part of a sentence that acts at a place: "award …, approve an extension … and extend …"."""
    cuts = [start, *(m.start() for m in _NEXT_ACT.finditer(text, start, end)), end]
    return next((a, b) for a, b in pairwise(cuts) if at < b)


_NEXT_ACT = re.compile(
    r"\b(?:approve|award|extend|vary|terminate|agree)s? (?=(?:to |the |an? ){1,2}(?:direct |further |\w+ )?"
    r"(?:award|extension|modification|variation|contract|agreement|termination)\b)",
    re.IGNORECASE,
)


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
    once = len({str(c.value) for c in alike}) == 1 and not first < clue.start < last
    if clue.field in _SHARED and (clue.start < first or each or once):
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
