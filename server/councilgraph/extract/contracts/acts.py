"""What a paper does with a contract, and on which ground in law."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from councilgraph.extract.contracts.decided import decides, says_decided
from councilgraph.extract.contracts.story import NEW, Story
from councilgraph.extract.contracts.titles import document_title
from councilgraph.extract.contracts.words import action_in, words
from councilgraph.extract.durations import spells
from councilgraph.extract.law.legislation import citations
from councilgraph.extract.sentences import sentence, sentences
from councilgraph.extract.shadow import Shadow, once
from councilgraph.extract.sieve import Sieve
from councilgraph.model import ContractFact, Facts, Said

Act = tuple[str, int, int, tuple[int, int] | None]  # code, place, and the sentence that decides it
_CLAUSE = 79  # characters at most of the words that prove what is done
_FOR_NEW = frozenset(("award", "direct award", "procure", "reprocure"))
_GROUNDS = re.compile(r"contract|procurement|provider selection|concession", re.IGNORECASE)


def acted(shadow: Shadow, story: Story, facts: Facts, several: bool) -> Said[str] | None:
    """What the paper does with this contract: by its title, then by its decision; else it is in force."""
    extended = story.first("extended_by")
    for stretch in (story.part, story.sentence):
        if stretch is not None and (own := action_in(shadow.text[slice(*stretch)])):
            return _shown(shadow, own[0], (stretch[0] + own[1], stretch[0] + own[2]), story.sentence or stretch)
    told = [a for a in _actions(shadow, facts) if not several or (a[0] in _FOR_NEW) == (story.slot == NEW)]
    if told:
        told = _given(told, story) or told
        return _proved(shadow, told)
    if extended is not None:
        return shadow.said(extended.start, extended.end, "extend")
    first, last = story.span
    firm = story.first("supplier") or story.first("term") or story.first("start") or story.first("end")
    if firm is not None and not several:
        a, b = sentence(shadow.text, firm.start, firm.end)
        if firm.field == "start" and _SEVERAL.search(shadow.text, a, b):
            return shadow.said(*_first(story), "in force")
        done = action_in(shadow.text[a:b])
        if done is not None and (
            _ANOTHER.match(shadow.text, a) or not words().current.search(shadow.text, a, firm.end)
        ):
            return shadow.said(a + done[1], a + done[2], done[0])
    if several and story.slot == NEW:
        found = action_in(shadow.text[max(0, first - 200) : last + 200], _FOR_NEW)
        if found is not None:
            at = max(0, first - 200)
            return shadow.said(at + found[1], at + found[2], found[0])
        return shadow.said(*_first(story), "procure")
    return shadow.said(*_first(story), "in force") if first < last else None


_SEVERAL = re.compile(r"\b(?:contracts|exemptions|waivers|exceptions)\b")  # whose day is that of none of them
_ANOTHER = re.compile(r"\W*(?:An?|Two|Three|Four|Five|Six)\s")  # "A contract was awarded …": not one already told of


def _given(told: Sequence[Act], story: Story) -> list[Act]:
    """The awards to the story's firm where a title only speaks of buying anew: "Re-tendering of …"."""
    firm = story.first("supplier")
    if firm is None or told[0][0] not in {"procure", "reprocure"}:
        return []
    done = [act for act in told if act[0] in {"award", "direct award"} and act[3] is not None]
    return done if any(act[3] and act[3][0] <= firm.start < act[3][1] for act in done) else []


def _proved(shadow: Shadow, told: Sequence[Act]) -> Said[str]:
    """The first action, proved by the sentence that decides it, then by the title that speaks of it."""
    code, start, end, around = told[0]
    deciding = [(a[1], a[2], a[3]) for a in told if a[0] == code and a[3] is not None][:1]
    clauses = [_shown(shadow, code, (a, b), within) for a, b, within in deciding]
    title = [shadow.said(start, end, code)] if around is None else []
    return Said(code, tuple(dict.fromkeys(e for said in (*clauses, *title) for e in said.evidence)))


def _first(story: Story) -> tuple[int, int]:
    """Where the first clue stands."""
    return min((c.start, c.end) for found in story.said.values() for c in found)


def _shown(shadow: Shadow, code: str, place: tuple[int, int], around: tuple[int, int]) -> Said[str]:
    """An action with the clause that says it: from the verb to the last duration or contract within reach."""
    start, end = place
    reach = shadow.text[start : min(around[1], start + _CLAUSE)]
    ends = [m.end() for m in _OBJECT.finditer(reach)] + [s.end for s in spells(reach)]
    return shadow.said(start, max([end, *(start + e for e in ends)]), code)


_OBJECT = Sieve(
    r"\b(?:[Cc]ontracts?|[Aa]greements?|[Ll]eases?|[Ff]ramework|SLA|"
    r"[Ll]icen[cs]e)\b(?:\s\([\w/-]+\))?(?!\s[Pp]rocedure)"
)


def _actions(shadow: Shadow, facts: Facts) -> Iterator[Act]:
    """The actions of the paper's titles, then of the sentences that decide (the last item), with their places."""
    for decision in facts.decisions:
        if decision.subject and decision.title is not None:
            start = shadow.position(decision.title.evidence[0].start)
            if found := action_in(shadow.text[start : start + len(decision.title.value) + 5]):
                yield found[0], start + found[1], start + found[2], None
    yield from _in_sentences(shadow)


@once
def _in_sentences(shadow: Shadow) -> list[Act]:
    return list(_of_sentences(shadow))


def _of_sentences(shadow: Shadow) -> Iterator[Act]:
    """The actions of the sentences that decide, those of the sections that do first."""
    every = sentences(shadow.text)
    codes = dict[tuple[int, int], tuple[str, int, int] | None]()  # sections stand within sections
    first, last = (shadow.offsets[0], shadow.offsets[-1]) if shadow.text else (0, -1)
    for section in shadow.source.sections:
        if section.start <= last and section.end > first and decides(section.title):
            start, end = shadow.position(section.start), shadow.position(section.end)
            inside = every[bisect_left(every, (start, 0)) : bisect_left(every, (end, 0))]
            codes |= {s: action_in(shadow.text[slice(*s)]) for s in inside if s not in codes}
            acting = [(code, s) for s in inside if (code := codes[s])]
            itself = [s for _, s in acting if not _LEFT_TO.search(shadow.text, *s)]
            order = action_in(
                shadow.text[slice(*itself[0])] if 0 < len(itself) < len(acting) else shadow.text[start:end]
            )
            for found, (a, b) in sorted(acting, key=lambda f: order is None or f[0][0] != order[0]):
                yield found[0], a + found[1], a + found[2], (a, b)
    for a, b in every:
        done = action_in(shadow.text[a:b]) if says_decided(shadow.text, a, b) else None
        if done is not None:
            yield done[0], a + done[1], a + done[2], (a, b)


_LEFT_TO = Sieve(  # what an officer may do later
    r"\bdelegat\w*\b|\b(?:be|is|are) authori[sz]ed to\b|\bauthori[sz]es? the [\w ,&]{3,60}? to\b", re.IGNORECASE
)


def legal_ground(shadow: Shadow, story: Story) -> tuple[Said[str], str | None] | None:
    """The provision of procurement law cited in the sentence that extends, varies or awards the contract."""
    acts = [c for name in ("extended_by", "end", "supplier") for c in story.said.get(name, [])]
    cited = [c for c in citations(shadow.text) if c.section and _GROUNDS.search(c.law.title)]
    for clue in acts:
        start, end = sentence(shadow.text, clue.start, clue.end)
        for citation in cited:
            if start <= citation.start < end:
                words = f"{citation.law.title}, {citation.section}"
                return shadow.said(citation.start, citation.end, words), _path(citation.law.id, citation.section)
    return None


def _path(law: str | None, section: str | None) -> str | None:
    """ "uksi/2015/102" and "regulation 72(1)(c)" as "uksi/2015/102/regulation/72/1/c"."""
    if law is None or section is None:
        return None
    return "/".join([law, *re.findall(r"[A-Za-z0-9]+", section)])


def sentences_deciding(shadow: Shadow) -> Iterator[tuple[int, int]]:
    """The sentences of the sections that decide, with those of their items."""
    deciding = [s for s in shadow.source.sections if decides(s.title)]
    for start, end in sentences(shadow.text):
        at = shadow.offsets[start]
        if any(s.start <= at < s.end for s in deciding):
            yield start, end


_BARE = Sieve(
    r"\b(?:contracts?|framework|lease|licen[cs]e|(?<!funding )(?<!grant )(?<!planning )(?<!section 106 )"
    r"(?:service level )?agreement|SLA|tender)\b"
    r"(?!\s(?:procedure|standing|rules?|regulations?|management|register))",
    re.IGNORECASE,
)
_OUTRIGHT = Sieve(
    r"(?i)\b(?:award|extend|extension of|vary|terminate|novate|enter(?:ing)? into|renew)\w*\s(?:of\s)?(?:\w+\s){0,4}"
    r"(?:contracts?|agreements?|lease|framework)\b"
)
_MANY = re.compile(
    r"(?i)\b(?:contracts|procurements|agreements|leases|frameworks|awards|a number of|pipeline)\b(?!\sprocedure)"
)
_LISTED = re.compile(r"(?i)\b(?:as follows|following|below)\b[^:]{0,60}:")
_BARE_ACTS = frozenset(("award", "direct award", "extend", "vary", "terminate", "novate", "reprocure", "procure"))
_TO_OTHERS = Sieve(r"\bdelegat\w*\b|\bauthori[sz]e[sd]?\b|\bnot(?:ed|e)\b|\bdefer\w*\b|\bupdate\b", re.IGNORECASE)


def bare_act(shadow: Shadow, facts: Facts) -> Iterator[ContractFact]:
    """The contract that a decision awards, extends or ends without more being said of it than what it is for."""
    own = [d for d in facts.decisions if d.subject and d.title is not None]
    title = document_title(shadow, facts)
    if len(own) != 1 or title is None or own[0].status is None or own[0].status.value in _UNDECIDED:
        return
    named = own[0].title.value if own[0].title else ""
    titled = _BARE.search(named) is not None or action_in(named, _BARE_ACTS - {"extend", "vary"}) is not None
    to_buy = _TO_BUY.search(named) is not None and _OF_PAPERS.search(named) is None and not _BARE.search(named)
    for code, start, end, around in _actions(shadow, facts):
        if around is None or code not in _BARE_ACTS or not (to_buy or _BARE.search(shadow.text, *around)):
            continue
        if to_buy and code not in {"procure", "reprocure"}:
            continue
        text = shadow.text[slice(*around)]
        if (_MANY.search(f"{named} {text}") and not _LISTED.search(text)) or _of_other_work(text, title.value):
            continue
        if not titled and not _OUTRIGHT.search(shadow.text, *around):
            continue
        if not _TO_OTHERS.search(shadow.text, around[0], start):
            said = _shown(shadow, code, (start, end), around)
            yield ContractFact((*title.evidence, *said.evidence), title=title, action=said)
            return


def _of_other_work(text: str, title: str) -> bool:
    """Whether a sentence awards a contract for a kind of work that the title does not name."""
    match = _KIND_OF_WORK.search(text)
    return match is not None and not any(word in title.lower() for word in match["what"].split())


_KIND_OF_WORK = re.compile(
    r"\baward of an? (?P<what>(?:[a-z]+ )?(?:works|construction|design|supply|build)) contract\b"
)
_TO_BUY = re.compile(  # a title of a decision that only sends for offers
    r"(?i)\b(?:re-?)?procure(?:ment of)?\b|\btender(?:ing)? (?:of|for)\b"
)
_OF_PAPERS = re.compile(
    r"(?i)\b(?:strateg\w+|plans?|polic\w+|pipeline|rules|updates?|reports?|activity|guidance|regulations?|board|forum)\b"
)
_UNDECIDED = frozenset(("mentioned", "deferred", "withdrawn", "rejected", "lost", "noted"))
