"""What a contract is for: the service or goods named beside the word contract, or by the document's title."""

import re
from dataclasses import replace

from councilgraph.extract.contracts.story import Story
from councilgraph.extract.contracts.title_near import CAP, ROLE, STOP_AT, title_near
from councilgraph.extract.contracts.title_words import generic, shortened, stripped
from councilgraph.extract.contracts.words import action_in
from councilgraph.extract.durations import spells
from councilgraph.extract.law.statutes import fold
from councilgraph.extract.sentences import sentence
from councilgraph.extract.shadow import Shadow, last_before
from councilgraph.extract.sieve import Sieve
from councilgraph.model import Facts, Said

_COMMON = frozenset(
    fold(w)
    for w in ("the", "of", "and", "for", "in", "to", "a", "council", "service", "services", "contract", "county")
)
_HEADING = re.compile(r"(?:[-•*]\s|[\w/.]{1,8}[.)]?\s)?[A-Z][\w',/&() –:-]{3,125}[\w)]\.?")
_OF_CONTRACT = re.compile(r"(?i)\b(?:contracts?|services?|framework|lease|supply|provision|agreement)\b")
_LABELLED = Sieve(
    r"(?m)^(?:(?<!\S)Contract(?=\s?:)|(?:Contract\s)?(?:[Tt]itle|[Nn]ame|[Dd]escription|"
    r"[Ss]ubject)(?: of (?:the )?(?:contract|agreement|"
    r"procurement|works|services?|goods[\w /,]*))?)\s?[:\t]\s*(?P<t>[A-Z][^\n\t]{3,90}?)\s*$"
)
_LOT = re.compile(r"(?:[Ll]ot|Area|Zone|Part|Phase)\s\w{1,3}\b(?:\s\([^)]*\)|[ ,:–-]+[A-Z].*)?")
FOR_WHAT = re.compile(
    r"(?:\s\([^)]*\)){0,2}(?:\s(?:at|in)\s[^;£]{0,40}£[\d.,]+\d\w*(?: \+ VAT| plus VAT)?)?(?:,|"
    r",? of [^,;.]{3,60},|,\s(?:under|via|through|using|following)\s[^,;]{3,90},|"
    r"\sas\s(?:the\s|its\s|an?\s)?(?:[\w-]+\s){0,2}[\w-]+(?=\sfor\b))?\s(?:for|in respect of|"
    r"to (?:provide|deliver|supply|undertake|carry out|manage|operate|run|"
    r"install|design|build|maintain))\s(?:the\s|an?\s)?(?:(?:provision|supply|delivery|purchase|"
    r"installation)\s(?:and \w+\s)?of\s)?(?:an?\s|the\s)?"
    r"(?P<t>[A-Za-z0-9][^,.;:()\n£]{3,80}?)" + STOP_AT
)
_BOUGHT = Sieve(
    r"\b(?:[Tt]hat|[Tt]o (?:buy|purchase|hire|lease|rent)|(?:purchase|hire|lease|rental) of)\s(?:the\s|an?\s)?"
    r"(?P<t>[a-z0-9][^,.;:()\n£]{3,60}?)\s(?:(?:be|are|is) (?:purchased|bought|hired|leased|rented)\s)?"
    r"from\s(?:the\s)?(?=[A-Z])"
)
_PROVIDED_BY = Sieve(
    r"\b[Tt]he\s(?P<t>[a-z][^,.;:()\n£]{3,60}?)\s(?:service\s|contract\s)?(?:is\s|"
    r"are\s)?(?:currently\s)?(?:provided|delivered|run|"
    r"operated|supplied)\sby\s"
)
_ENTRY = re.compile(  # "1. Interim payroll manager - direct award to …"
    r"\W*(?:\d{1,3}[).]\s|[•*]\s|\(?[a-z][).]\s)(?P<t>[A-Z][^–:.\n]{3,90}?)\s?(?:\s[-–]|[:–])\s"
    r"(?=.*\b(?:award|extension|waiver|exemption|extend|appoint)\w*\b)"
)
_OPENED = re.compile(  # "Wheelchair store. Direct award to …": what a line opens with, before the sentence that acts
    r"(?:[-•*]\s|\(?\w{1,5}[.)]\s)?(?P<t>[A-Z][\w',&/-]*"
    r"(?: (?!(?:was|were|is|are|be|had|has|will)\b)[\w',&/()-]+){1,9})[.:]\s+"
)
_LEFT_OVER = re.compile(r"\s+(?:and|or)?\s*$")
_AND_FIRM = re.compile(r" and [A-Z][\w&' -]*$")  # "to Alder for red paint and Birch for white paint"
NO_TASK = re.compile(
    r"(?:its|their|our|this|these|those|contracts?|agreements?|commencement)\b|"
    r"(?:a |the )?(?:period|term|duration|remainder|sum|value|price|cost|total|initial|further|"
    r"maximum|up to|all|each|both|one|two|"
    r"three|four|five|\d)\b",
    re.IGNORECASE,
)


def title_of(shadow: Shadow, facts: Facts, story: Story, several: bool) -> Said[str] | None:
    """What the contract told at a stretch is for: the paper's title where it names it, else the words around."""
    if story.name is not None:
        return shadow.said(*story.name, " ".join(shadow.text[slice(*story.name)].split()))
    firms = frozenset(fold(w) for c in story.said.get("supplier", []) for w in str(c.value).split())
    around = story.part or story.sentence
    near = title_near(shadow, *(around or story.span), firms, 0 if around else 300)
    if near is None and story.sentence is not None:
        line = max(shadow.text.rfind("\n", 0, story.sentence[0]) + 1, story.sentence[0] - 200)
        near = title_near(shadow, line, story.sentence[1], firms, 0)
    if (named := _beside_reference(shadow, story)) is not None:
        return named
    paper = document_title(shadow, facts) or (None if several else labelled_title(shadow))
    if paper is not None and firms and firms <= {fold(w) for w in re.findall(r"[\w'&.-]+", paper.value)}:
        told = near is not None or beside(shadow, story) is not None
        paper = _before_firm(paper, story) or (None if told else paper)  # it names the firm, not what it does
    if story.sentence is None and paper is not None and _names_contract(facts):
        return paper
    near = beside(shadow, story) or near if paper is None or several else near
    if near is not None and paper is not None and _LOT.fullmatch(near.value):
        return Said(f"{paper.value} ({near.value})", (*paper.evidence, *near.evidence))
    if near is None or paper is None:
        return (
            near
            or paper
            or labelled_title(shadow)
            or heading_above(shadow, story.span[0])
            or _anywhere(shadow, firms, several)
        )
    shared = _words(near.value) & _words(paper.value) - _COMMON
    return near if story.sentence is not None or not shared else paper


def _before_firm(paper: Said[str], story: Story) -> Said[str] | None:
    """What a title awards to a firm: "Meals at Home to Orchard Ltd" is Meals at Home; None where it is none such."""
    for clue in story.said.get("supplier", []):
        before, firm, _ = paper.value.partition(f" to {clue.value}")
        if firm and not generic(before):
            return replace(paper, value=stripped(before))
    return None


def _beside_reference(shadow: Shadow, story: Story) -> Said[str] | None:
    """The name in brackets right behind a contract's reference: "contract SC77 (Meals at Home)"."""
    for clue in story.said.get("reference", []):
        match = _BRACKETED.match(shadow.text, clue.end)
        if match is not None and not generic(match["t"]):
            kind = _NAMED_BEFORE.search(shadow.text, max(0, clue.start - 90), clue.start)
            title = f"{kind['n']} ({match['t']})" if kind else match["t"]
            return shadow.said(kind.start("n") if kind else match.start("t"), match.end("t"), title)
    return None


_NAMED_BEFORE = re.compile(rf"\b(?P<n>{CAP}(?: {CAP}){{0,6}}) [Cc]ontract\s$")
_BRACKETED = re.compile(r"\s\((?:the\s)?(?P<t>[A-Z][a-z][^()\d£]{4,70})\)")


def _words(title: str) -> set[str]:
    return {fold(w) for w in re.findall(r"[\w'&-]+", title)}


def _anywhere(shadow: Shadow, firms: frozenset[str], several: bool) -> Said[str] | None:
    """What the one contract of a paper is for by words far from those that act on it."""
    return None if several else title_near(shadow, 0, len(shadow.text), firms, 0)


def _names_contract(facts: Facts) -> bool:
    """Whether the decision's title itself speaks of a contract, a service or what is done with one."""
    own = [d.title.value for d in facts.decisions if d.subject and d.title]
    return len(own) == 1 and (action_in(own[0]) is not None or _OF_CONTRACT.search(own[0]) is not None)


def document_title(shadow: Shadow, facts: Facts) -> Said[str] | None:
    """The title of the decision or document without the words for what is done ("Contract Extension")."""
    titles = [d.title for d in facts.decisions if d.subject and d.title] + [facts.document.title]
    for title in titles:
        if title is None:
            continue
        bare = shortened(stripped(title.value))
        if len(bare) > 2 and not generic(bare):
            return Said(bare, title.evidence)
    return None


def topic(shadow: Shadow, facts: Facts) -> Said[str] | None:
    """What a stretch with one decision is about: its decision's or item's title; None for a whole paper."""
    own = [d for d in facts.decisions if d.subject]
    apart = facts.document.kind.value in {"minutes", "decision list"}
    return document_title(shadow, facts) if len(own) < 2 and (own or apart) else None


def labelled_title(shadow: Shadow) -> Said[str] | None:
    """What a line of a form or notice says that the contract is for, where there is one such line."""
    found = {m["t"]: m for m in _LABELLED.finditer(shadow.text) if not generic(stripped(m["t"]))}
    if len(found) != 1:
        return None
    ((text, match),) = found.items()
    bare = stripped(text)
    return shadow.said(match.start("t"), match.end("t"), bare) if bare else None


def heading_above(shadow: Shadow, position: int) -> Said[str] | None:
    """The nearest line above that stands as a heading, without the words for what is done."""
    for line in reversed(last_before(shadow.lines, position, 25)):
        bare = stripped(line.text)
        if ROLE.match(re.sub(r"^[Tt]he\s", "", bare)) or line.text.endswith(":"):
            continue
        if (_HEADING.fullmatch(line.text) or _HEADING.fullmatch(bare)) and not generic(bare) and len(bare) > 3:
            return shadow.said(line.start, line.end, bare)
    return None


def beside(shadow: Shadow, story: Story) -> Said[str] | None:
    """What a firm named in the sentence is to do: "with Orchard Meals Ltd for school catering"."""
    if story.sentence is not None:
        line = shadow.text.rfind("\n", 0, story.sentence[0]) + 1
        entry = _ENTRY.match(shadow.text, line, story.sentence[1])
        if entry is not None and not generic(bare := stripped(entry["t"])) and bare:
            return shadow.said(entry.start("t"), entry.end("t"), bare)
        opened = _OPENED.fullmatch(shadow.text, line, story.sentence[0])
        if opened is not None and not generic(opened["t"]):
            return shadow.said(opened.start("t"), opened.end("t"), opened["t"])
    for clue in story.said.get("supplier", []):
        _, end = sentence(shadow.text, clue.start, clue.end)
        match = FOR_WHAT.match(shadow.text, clue.end, end)
        if match is not None and not spells(match["t"]) and not NO_TASK.match(match["t"]):
            task = _AND_FIRM.sub("", match["t"]) if shadow.text.startswith(" for ", match.end()) else match["t"]
            task = _LEFT_OVER.sub("", task)
            return shadow.said(match.start("t"), match.start("t") + len(task), task)
    for clue in story.said.get("supplier", []):
        start, _ = sentence(shadow.text, clue.start, clue.end)
        for pattern in (_PROVIDED_BY, _BOUGHT):
            for match in pattern.finditer(shadow.text, start, clue.start + 1):
                return shadow.said(match.start("t"), match.end("t"), match["t"])
    return None
