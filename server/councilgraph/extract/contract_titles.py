"""What a contract is for: the service or goods named beside the word contract, or by the document's title."""

import re
from collections.abc import Iterator

from councilgraph.extract.contract_stories import Story
from councilgraph.extract.contract_words import action_in, words
from councilgraph.extract.durations import spells
from councilgraph.extract.kinds import sentence
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.extract.statutes import fold
from councilgraph.model import Facts, Said

_CAP = r"[A-Z][\w'&/-]*"
_ON_A_LINE = rf"{_CAP}(?:,? (?:(?:and|of|for|the|in|&|to) ){{0,2}}{_CAP}| \d+[-–]\d+){{0,9}}"
_IN_A_SENTENCE = _ON_A_LINE.replace(" ", r"\s")  # what starts amid a sentence may run over a line's end
_RUN = rf"(?:(?<=[a-z,] ){_IN_A_SENTENCE}|{_ON_A_LINE})"
_STOP_AT = (
    r"(?=\s(?:(?<!\b[Hh]ome )(?<!\b[Aa]ccess )(?<!\b[Rr]eturn )(?<!\b[Dd]oor )to|with|at|from|for|"
    r"which|that|is|are|was|were|has|have|will|be|"
    r"by|supplied|commenc\w*|had|would|runs?|began|costs?|costing|worth|between|until|over|on|as|following|"
    r"under|ends?|expires?|starting|"
    r"beginning|via|through|delivered|provided|in (?:the|order|accordance|kent|"
    r"line|respect))\b|[.,;:()£\n\[]|\s[–-]\s|$)"
)
_PATTERNS = (
    Sieve(
        rf"(?P<t>{_CAP}(?: (?:(?:and|of|for) )?{_CAP}){{0,6}} \([A-Z][^()\n]{{1,60}}\)) (?:[Cc]ontract|CONTRACT)s?\b"
    ),
    Sieve(
        rf"(?P<t>{_RUN}) (?:Service )?(?:[Cc]ontract|CONTRACT)s?\b(?!\s(?:Procedure|"
        r"Standing|Register|Board|Management|Regulations))"
    ),
    Sieve(
        r"\b(?:[Cc]ontracts?|[Aa]greements?|[Ff]ramework|[Ll]icen[cs]e|SLAs?|"
        r"[Ll]ease)\s(?:award\s)?(?:[Ff]or|in respect of)\s(?:the\s)?(?:(?:provision|"
        r"supply|delivery|procurement|supply and \w+)\sof\s)?(?:an?\s|the\s)?(?P<t>[A-Za-z](?"
        r":(?! for a (?:period|term))[^.,;:()\n£]){2,90}?)" + _STOP_AT
    ),
    Sieve(
        r"\b(?:[Pp]rocure(?:ment of)?|[Rr]e-?procure(?:ment of)?|[Cc]ommission(?:ing "
        r"of)?|[Rr]e-?commission(?:ing of)?|[Ee]xtend|[Ee]xtension of|[Pp]rovision "
        r"of|[Dd]elivery of|[Tt]ender for)\s"
        rf"(?:an?\s|the\s)?(?:new\s|current\s|existing\s)?(?P<t>{_RUN})"
    ),
    Sieve(rf"\b[Ss]ervices? (?:provision )?(?:for|at) the (?P<t>{_CAP}(?: {_CAP}){{1,7}})" + _STOP_AT),
    Sieve(
        rf"(?P<t>{_RUN}\s(?:[Ss]ervices?|Framework(?: Agreement)?))\b(?!\s(?:[Mm]anager|[Dd]irector|[Rr]egulations))"
    ),
    Sieve(
        r"\b[Aa]ward\w*[^.;\n]{0,160}\bto\s[A-Z][\w&'. -]{2,60}?\sfor\s(?:the\s)?"
        r"(?:(?:provision|supply|delivery)\sof\s)?(?P<t>[a-z][a-z '-]{3,60}?)" + _STOP_AT
    ),
    Sieve(
        r"(?:^|\n|\b(?:the|a|an)\s|\.\s)(?P<t>(?!(?:current|new|existing|total|annual|"
        r"proposed|previous|overall|original|said|same|above|initial|estimated|whole|"
        r"successful|contract)\s)"
        r"[A-Za-z][A-Za-z'-]+(?:\s(?!contract)[a-z'&-]+){0,4})\scontracts?\b"
    ),
)
_LEAD = re.compile(
    r"^(?:(?:The|A|An|This|That|Extend|Award|Procure|Approve|Agree|New|Current|"
    r"Existing|Proposed|Key|Any|All|Each|Both|Our|To|Of|For|As|In|Under|Following|"
    r"of the|of|for the|Retain|Increase|Reduce|Although|However|Since|With|By|On|At|If|[A-Z]\.)"
    r"\s)+|^(?:[A-Z][\w']*\s){1,4}Council(?:'?s)?\s|^(?:KCC|Council)(?:'?s)?\s"
)
_BY_WAY_OF = re.compile(r"\b(?:from|under|via|through|using|used|off|with|by)\s(?:the\s|an?\s)?$")  # how it was bought
_FIRMS_BEFORE = re.compile(r".*\b(?:Ltd|Limited|plc|PLC|LLP|CIC)\b\.?,?\s(?:(?:to|for|and|with|on|the|a|an)\s)*")
_COMMON = frozenset(
    fold(w)
    for w in ("the", "of", "and", "for", "in", "to", "a", "council", "service", "services", "contract", "county")
)
_NO_NAME = re.compile(
    r"\b(?:value|terms?|end|costs?|part|length|extension|award|management|price|"
    r"form|life|of|the|an?|and|for|in|to|is|this|"
    r"that|any|each|our|its|their)$|\b(?:value|end|cost) of\b|\b(?:against|than|under|saving)\b",
    re.IGNORECASE,
)
_BAD = frozenset(
    {
        "contract", "service", "services", "decision", "contracts", "award", "the", "approval", "framework",
        "public", "call", "procurement", "agreement", "extension", "standing", "cabinet", "subject",
        "title", "maintenance", "works",
        "permitted", "allowable", "available", "relevant", "required", "necessary",
        "resulting", "successful", "following", "interim", "extended", "awarded",
        "new", "current", "existing", "total", "annual", "proposed",
        "previous", "overall", "original", "said", "same", "above", "initial", "whole", "key", "details",
        "maximum", "minimum", "notional", "combined", "estimated", "indicative", "individual", "single", "further",
        "full", "final", "first", "second", "third", "approved", "term", "direct", "one", "two", "three", "four",
        "five", "six", "seven", "eight", "nine", "ten", "several", "short", "urgent",
    }
)  # fmt: skip
_PREFIX = re.compile(
    r"^Minute\s\d+\s?[–:.-]\s|^\d{1,2}/\d{1,2}/\d{4}\s[-–]\s(?:\d\d/\d{3,5}\s[-–]\s)?"
    r"|^(?:(?:Leader|Mayor|Cabinet Member|Chief Executive)(?:'s)?\s)?"
    r"(?:Subject|Title|Re|Topic|(?:(?:Key|Urgent|Officer|Delegated) )*[Dd]ecision(?:\s[\dA-Z/]+\d)?)\s?[:–-]\s"
    r"|^(?:(?:Item\s)?\d{1,4}[.)]|"
    r"(?:[A-Z]{1,4}\.?\s?)?\d{1,3}/\d{2,4}[.:]?)\s+(?=[A-Z])|^(?:\d{1,2}\s)?gateway \d\w?\s?(?:[:–-]|and)\s?"
    r"|^(?:procurement|commissioning) (?:strategy|plan|approach|options?)(?: approval)?\s?(?:[:–-]|for|of)\s?(?:the\s)?"
    r"|^to (?:receive|consider|discuss|note|review|approve|agree|resolve|hear)\b(?:\s(?:an?|the|any|update|reports?|"
    r"matters?|quot\w+|information|proposals?|on|regarding|relating to|concerning|about)\b)*\s"
    r"|^(?:contract|procurement|financial)s?\s(?:procedure\s|standing\s)?(?:rules?|orders?)\s(?:waiver|exemption)s?\s?[:–-]\s"
    r"|^(?:purchase|hire|hiring) of (?:the |an? )?"
    r"|^(?:main )?contractors? for (?:the )?|^supplier (?=contract|award)"
    r"|^(?:to )?(?:consider(?:ation of)?|receive|approve|accept(?:ance of)?|agree) (?:the |a |any |an )?"
    r"(?:quot\w+|tenders?|estimates?|bids?)(?: received)? (?:for|to) (?:the )?"
    r"|^(?:(?:request for )?(?:an? )?(?:waiver|exemption|exception)s?\s(?:of|from|to)\s(?:the\s)?(?:[\w']+\s){0,2}?"
    r"(?:(?:contract|procurement|financial|standing|procedure)s?\s){1,2}(?:rules|orders|"
    r"regulations)\s?(?:[:–-]|for)\s?(?:the\s)?)"
    r"|^(?:\W*(?:proposed|approval|authority|permission|request|decision)\s(?:of|"
    r"to|for)\s(?:the\s)?)?(?:to\s)?(?:(?:direct\s)?award(?:ing)?|extension|extending|"
    r"extend|variation|re-?procurement|procurement|re-?commissioning|commissioning|"
    r"re-?tender(?:ing)?|tender(?:ing)?|termination|ending|novation|renewal|contract award(?:\sapproval)?|contract)\b"
    r"\s?(?:[:–-]|of|to|for)?\s?(?:(?:a|an|the|new|existing|current)\s)*(?:contracts?"
    r"\s(?:extensions?\s)?(?:[:–-]|for|of|to|on|under)?\s?)?(?:the\s(?=[A-Z]))?(?:(?:provision|"
    r"supply|delivery)\sof\s)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s(?:contracts?|agreements?|leases?) and (?:the )?(?:return|transfer|move|award|procurement|re-?\w+|next|future|"
    r"new)\b.*$|"
    r"\s[–-]\s\W?(?:resolved|agreed|approved|the (?:parish )?council|it was|members)\b.*$|"
    r"\s*[–-]\s*(?:non-)?key decision$|\s*\((?:forward plan|ref\b|reference|key decision)[^)]*\)$"
    r"|\s*(?:[–:]|\s-)\s*(?:proposed\s|request\sfor\s|approval\s(?:of|for|to)\s|"
    r"the\s|new\s|an?\s|early\s|first\s|second\s|third\s|final\s|further\s|short\s|one[- ]year\s|"
    r"\w+[- ]months?\s)*(?:contract|direct award|award|extension|procurement|re-?procurement|"
    r"commissioning|re-?commissioning|tender|re-?tender|variation|overview|update|waiver|exemption|"
    r"exception|extending|(?:deed|act)s? of \w+|supplement(?:al|ary) (?:deed|agreement)|change control notice|"
    r"(?:hire|rental|lease)\b(?=$| (?:for|of|from|until)\b)|"
    r"commissioned|ending of|renewal|future arrangements|termination)\b.*$|^overview\s*$"
    r"|\s(?:appointments?|awards?) and (?:the )?(?:initial |first )?call-?offs?\b.*$|\sapproval\s*$"
    r"|\s\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} 20\d\d (?:to|–|-|until) .*$|\sterm\s*$"
    r"|\s(?:contract\s)?(?:re-?procurement|re-?commissioning|procurement|contract "
    r"(?:extension|award|variation)s?|extensions?|re-?tender|tender|overview|update|contracts?"
    r")\s*$",
    re.IGNORECASE,
)


_PAPER = frozenset(
    fold(w)
    for w in (
        "record", "of", "officer", "officers", "decision", "decisions", "delegated", "executive", "cabinet", "member",
        "members", "portfolio", "holder", "notice", "report", "minutes", "committee", "the", "details", "key", "form",
        "request", "waiver", "procurement", "contract", "contracts", "award", "title", "subject", "and", "by", "taken",
        "issue", "schedule", "register", "agenda", "monitoring", "update", "meeting",
        "published", "director", "proposed", "to", "individual", "urgent", "overview", "council",
        "full", "parish", "town", "for", "approval", "a", "an", "new", "extension",
        "extensions", "purchase",
        "property", "agreed", "resolved", "minute", "item", "summary", "background",
        "recommendation", "recommendations", "purpose", "proposal", "proposals", "introduction", "context",
        "implications", "financial", "legal", "reasons", "conclusion", "options", "considerations", "next", "steps",
    )
)  # fmt: skip
_LONG = 90  # characters beyond which a title tells more than what the matter is
_ROLE = re.compile(
    r"(?:Deputy )?(?:Councillor|Cllr|(?:\w+ )?(?:Director|Head) of|Portfolio Holder|Leader|Mayor|Chief|"
    r"(?:\w+ )?Director\b|Cabinet Member|Clerk|Councillors)\b"
)
_POST_OF = re.compile(  # "Kim Oak, Assistant Director Regulatory Services": the service is where somebody works
    r"(?:,|\s[–-]|:)\s(?:[A-Z]\w+\s)?(?:Director|Head|Manager|Officer|Chief|Lead|Cabinet Member|Portfolio Holder)"
    r"\b[\w ,&'-]*$"
)
_HEADING = re.compile(r"(?:[-•*]\s|[\w/.]{1,8}[.)]?\s)?[A-Z][\w',/&() –:-]{3,125}[\w)]\.?")
_DECIDES = re.compile(r"(?i)(?:enter\b|approv|agree|resolv|authori[sz]|not(?:ed|e)\b|accept|recommend|delegat|decid)")
_OF_CONTRACT = re.compile(r"(?i)\b(?:contracts?|services?|framework|lease|supply|provision|agreement)\b")
_LABELLED = Sieve(
    r"(?m)^(?:(?<!\S)Contract(?=\s?:)|(?:Contract\s)?(?:[Tt]itle|[Nn]ame|[Dd]escription|"
    r"[Ss]ubject)(?: of (?:the )?(?:contract|agreement|"
    r"procurement|works|services?|goods[\w /,]*))?)\s?[:\t]\s*(?P<t>[A-Z][^\n\t]{3,90}?)\s*$"
)
_LOT = re.compile(r"(?:[Ll]ot|Area|Zone|Part|Phase)\s\w{1,3}\b(?:\s\([^)]*\)|[ ,:–-]+[A-Z].*)?")
_FOR_WHAT = re.compile(
    r"(?:\s\([^)]*\)){0,2}(?:\s(?:at|in)\s[^;£]{0,40}£[\d.,]+\d\w*(?: \+ VAT| plus VAT)?)?(?:,|"
    r",? of [^,;.]{3,60},|\sas\s(?:the\s|its\s|an?\s)?(?:[\w-]+\s){0,2}[\w-]+(?=\sfor\b))?\s(?:for|in respect of|"
    r"to (?:provide|deliver|supply|undertake|carry out|manage|operate|run|"
    r"install|design|build|maintain))\s(?:the\s|an?\s)?(?:(?:provision|supply|delivery|purchase|"
    r"installation)\s(?:and \w+\s)?of\s)?(?:an?\s|the\s)?"
    r"(?P<t>[A-Za-z0-9][^,.;:()\n£]{3,80}?)" + _STOP_AT
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
_NO_TASK = re.compile(
    r"(?:a |the )?(?:period|term|duration|remainder|sum|value|price|cost|total|initial|further|"
    r"maximum|up to|all|each|both|one|two|"
    r"three|four|five|\d)\b",
    re.IGNORECASE,
)


def title_of(shadow: Shadow, facts: Facts, story: Story, several: bool) -> Said[str] | None:
    """What the contract told at a stretch is for: the paper's title where it names it, else the words around."""
    firms = frozenset(fold(w) for c in story.said.get("supplier", []) for w in str(c.value).split())
    near = title_near(shadow, *(story.sentence or story.span), firms, 0 if story.sentence else 300)
    if near is None and story.sentence is not None:
        line = max(shadow.text.rfind("\n", 0, story.sentence[0]) + 1, story.sentence[0] - 200)
        near = title_near(shadow, line, story.sentence[1], firms, 0)
    if (named := _beside_reference(shadow, story)) is not None:
        return named
    paper = document_title(shadow, facts) or (None if several else labelled_title(shadow))
    if paper is not None and firms and firms <= {fold(w) for w in re.findall(r"[\w'&.-]+", paper.value)}:
        told = near is not None or beside(shadow, story) is not None
        paper = None if told else paper  # it names the firm, not what it does
    if story.sentence is None and paper is not None and _names_contract(facts):
        return paper
    near = beside(shadow, story) or near if paper is None or several else near
    if near is not None and paper is not None and _LOT.fullmatch(near.value):
        return Said(f"{paper.value} ({near.value})", (*paper.evidence, *near.evidence))
    if near is None or paper is None:
        return near or paper or heading_above(shadow, story.span[0]) or _anywhere(shadow, firms, several)
    shared = _words(near.value) & _words(paper.value) - _COMMON
    return near if story.sentence is not None or not shared else paper


def _beside_reference(shadow: Shadow, story: Story) -> Said[str] | None:
    """The name in brackets right behind a contract's reference: "contract SC77 (Meals at Home)"."""
    for clue in story.said.get("reference", []):
        match = _BRACKETED.match(shadow.text, clue.end)
        if match is not None and not _generic(match["t"]):
            kind = _NAMED_BEFORE.search(shadow.text, max(0, clue.start - 90), clue.start)
            title = f"{kind['n']} ({match['t']})" if kind else match["t"]
            return shadow.said(kind.start("n") if kind else match.start("t"), match.end("t"), title)
    return None


_NAMED_BEFORE = re.compile(rf"\b(?P<n>{_CAP}(?: {_CAP}){{0,6}}) [Cc]ontract\s$")
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


def title_near(shadow: Shadow, first: int, last: int, firms: frozenset[str], around: int) -> Said[str] | None:
    """The service named most often beside the word contract around a stretch."""
    left, right = max(0, first - around), min(len(shadow.text), last + around)
    found = [c for c in _candidates(shadow.text, left, right) if not {fold(w) for w in c[1].split()} <= firms]
    if not found:
        return None
    folded = [frozenset(map(fold, name.split())) for _, name, _ in found]
    best = max(range(len(found)), key=lambda i: (sum(folded[i] == w for w in folded) - 2 * found[i][0], -found[i][2]))
    _, name, start = found[best]
    return shadow.said(start, start + len(name), " ".join(name.split()))


def document_title(shadow: Shadow, facts: Facts) -> Said[str] | None:
    """The title of the decision or document without the words for what is done ("Contract Extension")."""
    titles = [d.title for d in facts.decisions if d.subject and d.title] + [facts.document.title]
    for title in titles:
        if title is None:
            continue
        bare = _shortened(stripped(title.value))
        if len(bare) > 2 and not _generic(bare):
            return Said(bare, title.evidence)
    return None


def _shortened(title: str) -> str:
    """A title that runs on, up to where it names what else is to be done."""
    if len(title) <= _LONG:
        return title
    return re.split(
        r",|;|\s(?:and (?:to )?(?:agree|resolve|consider|approve|provision)|including|to include|in order to)\b", title
    )[0]


def topic(shadow: Shadow, facts: Facts) -> Said[str] | None:
    """What a stretch with one decision is about: its decision's or item's title; None for a whole paper."""
    own = [d for d in facts.decisions if d.subject]
    apart = facts.document.kind.value in {"minutes", "decision list"}
    return document_title(shadow, facts) if len(own) < 2 and (own or apart) else None


def _generic(title: str) -> bool:
    """Whether a title only says what kind of paper this is, whose it is, or its number."""
    words_of = [fold(w) for w in re.findall(r"[A-Za-z]+", title)]
    return bool(
        all(w in _PAPER for w in words_of)
        or re.search(r"\b(?:council|authority|corporation)$", title, re.IGNORECASE)
        or re.search(r"(?i)\b(?:council|committee|cabinet|executive)\b.*\d{1,2}(?:st|nd|rd|th)? [a-z]+,? \d{4}$", title)
        or re.match(
            r"(?:joint )?report (?:of|by|from|to) |to [a-z]+ |\d+\.\d|"
            r"(?:name of|from|to|by|date|contact)\b[^:]*:|consent |[a-z][a-z ?]{3,30}\??:\s|minutes of |"
            r"(?:(?:london|royal|metropolitan|county) )*(?:borough|city|county|district) of [\w ]+$",
            title,
            re.IGNORECASE,
        )
        or re.search(
            r"\s(?:is|are|was|were|has|have|will|would|be)\s|\.\s[A-Z]|\b(?:Committee|Panel|Board|Authority)$", title
        )
        or len(title) > 140
        or re.fullmatch(r"[A-Z]{1,8}[-/ ]?[\dA-Z/-]*\d[\dA-Z/-]*|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}", title)
    )


def labelled_title(shadow: Shadow) -> Said[str] | None:
    """What a line of a form or notice says that the contract is for, where there is one such line."""
    found = {m["t"]: m for m in _LABELLED.finditer(shadow.text) if not _generic(stripped(m["t"]))}
    if len(found) != 1:
        return None
    ((text, match),) = found.items()
    bare = stripped(text)
    return shadow.said(match.start("t"), match.end("t"), bare) if bare else None


def heading_above(shadow: Shadow, position: int) -> Said[str] | None:
    """The nearest line above that stands as a heading, without the words for what is done."""
    for line in reversed([one for one in shadow.lines if one.end <= position][-25:]):
        bare = stripped(line.text)
        if _ROLE.match(re.sub(r"^[Tt]he\s", "", bare)) or line.text.endswith(":"):
            continue
        if _HEADING.fullmatch(line.text) and not _generic(bare) and len(bare) > 3:
            return shadow.said(line.start, line.end, bare)
    return None


def beside(shadow: Shadow, story: Story) -> Said[str] | None:
    """What a firm named in the sentence is to do: "with Orchard Meals Ltd for school catering"."""
    if story.sentence is not None:
        line = shadow.text.rfind("\n", 0, story.sentence[0]) + 1
        entry = _ENTRY.match(shadow.text, line, story.sentence[1])
        if entry is not None and not _generic(bare := stripped(entry["t"])) and bare:
            return shadow.said(entry.start("t"), entry.end("t"), bare)
        opened = _OPENED.fullmatch(shadow.text, line, story.sentence[0])
        if opened is not None and not _generic(opened["t"]):
            return shadow.said(opened.start("t"), opened.end("t"), opened["t"])
    for clue in story.said.get("supplier", []):
        _, end = sentence(shadow.text, clue.start, clue.end)
        match = _FOR_WHAT.match(shadow.text, clue.end, end)
        if match is not None and not spells(match["t"]) and not _NO_TASK.match(match["t"]):
            return shadow.said(match.start("t"), match.end("t"), match["t"])
    for clue in story.said.get("supplier", []):
        start, _ = sentence(shadow.text, clue.start, clue.end)
        for pattern in (_PROVIDED_BY, _BOUGHT):
            for match in pattern.finditer(shadow.text, start, clue.start + 1):
                return shadow.said(match.start("t"), match.end("t"), match["t"])
    return None


def stripped(title: str) -> str:
    """A title without what is done: "Award of Contract for the Young Carers Service" is the service."""
    bare, before = title.strip(), ""
    while bare != before:
        before, bare = bare, _SUFFIX.sub("", _PREFIX.sub("", bare, count=1)).strip(" .,–-:")
        if not bare:
            return before
    return bare


def _candidates(text: str, left: int, right: int) -> Iterator[tuple[int, str, int]]:
    """Rank of the pattern, name and start of each service that may be what the contract is for."""
    for rank, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text, left, right):
            name, start = match["t"], match.start("t")
            while lead := _LEAD.match(name):
                name, start = name[lead.end() :], start + lead.end()
            if firm := _FIRMS_BEFORE.match(name):
                name, start = name[firm.end() :], start + firm.end()
            name = name.rstrip(" ,'")
            whole, name = name, stripped(name)
            if rank == len(_PATTERNS) - 1 and _NO_NAME.search(name):
                continue
            start += max(0, whole.find(name))
            if _ROLE.match(name) or words().never_suppliers.fullmatch(name):
                continue
            if name.endswith(("Framework", "Agreement", "Services")) and _BY_WAY_OF.search(
                text, max(0, start - 20), start
            ):
                continue
            if _POST_OF.search(text[max(0, start - 60) : start] + name):
                continue
            if _DECIDES.match(name) or spells(name) or _generic(name) or name.lower().startswith("a period"):
                continue
            if len(name) > 2 and not {fold(w) for w in name.split()} <= {fold(w) for w in _BAD}:
                yield rank, name, start
