"""Minutes: what each item of a meeting resolved, or each part of one."""

import re
from dataclasses import replace

from councilgraph.extract.decisions import unnumbered
from councilgraph.extract.decisions.items import Item, items, parts
from councilgraph.extract.decisions.resolutions import Outcome, form_words, outcome_in, resolution, routine
from councilgraph.extract.headings import says
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, DocumentFact

_ARISING = re.compile(
    r"(?i)(?:\w+ ){0,3}matters arising|(?:update|action|item|matter)s?\b.{0,25} from the (?:\w+ )?minutes"
    r"|materion yn codi"
)


def decisions(shadow: Shadow, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each item that resolved something, or for each part that did; routine left out."""
    found: list[DecisionFact] = []
    bare = paper.kind.value == "decision list" or _SYSTEM_PAGE.search(shadow.text, 0, 600) is not None
    of_meeting = items(shadow)
    for item in of_meeting:
        if _SENTENCE.fullmatch(item.title) or form_words(item.title):
            continue
        if routine(item.title) and not _ARISING.match(item.title):
            continue
        divided, resolved = _divided(shadow, item)
        if divided:
            found += [resolution(shadow, paper, part, outcome) for part, outcome in resolved]
        elif routine(item.title):
            found += [resolution(shadow, paper, part, outcome) for part, outcome in resolved if _titled(part)]
        elif (outcome := outcome_of(shadow, item) or (that(shadow, item) if bare else None)) is not None:
            found.append(resolution(shadow, paper, item, outcome))
    quiet = [one for one in of_meeting if routine(one.title)]
    done = [(one.start, one.end) for one in quiet] if len(of_meeting) > 3 or len(quiet) == len(of_meeting) else []
    return found or unnumbered.resolved(shadow, paper, done)


_SENTENCE = re.compile(r"(?:It was|That|The (?:Committee|Council|Cabinet|Board))(?: then| also)?")  # of a numbered one


def _divided(shadow: Shadow, item: Item) -> tuple[bool, list[tuple[Item, Outcome]]]:
    """Whether several parts of an item resolved something under headings of their own; the parts without routine."""
    resolved = [(p, o) for p in parts(shadow, item) if (o := outcome_in(shadow.text, p.title_start, p.end))]
    least = 0 if _MOTIONS.match(item.title) else 1
    divided = len(resolved) > least and all(_apart(part, outcome) for part, outcome in resolved)
    plain = [(part, outcome) for part, outcome in resolved if not routine(part.title)]
    if len(resolved) == 1 and (told := _subject(shadow, *resolved[0])) is not None:
        return True, [(told, resolved[0][1])]
    only = outcome_of(shadow, item) if resolved and not plain else None
    if only is not None and any(part.start <= only[1] < part.end for part, _ in resolved):
        return True, []  # what it resolved is of its routine parts
    return divided and bool(plain), plain if divided else resolved


def _subject(shadow: Shadow, part: Item, outcome: Outcome) -> Item | None:
    """The part that is one sentence, titled by what it is about: "2.8 The asset register was approved and signed."."""
    match = _ONE_SENTENCE.match(shadow.text, part.title_start, part.end)
    if match is None or routine(match["title"]) or not match.start("said") <= outcome[1] < match.end():
        return None
    return replace(part, title=match["title"], title_start=match.start("title"), title_end=match.end("title"))


_ONE_SENTENCE = re.compile(
    r"(?:The )?(?!(?:This|These|That|All|Both|Members)\b)(?P<title>[A-Za-z][\w'&/-]*(?: [\w'&/()-]+){1,9})"
    r" (?P<said>(?:was|were) (?:unanimously |duly )?"
    r"(?:approved|adopted|accepted|ratified)\b[^.\n]{0,60})\.?\s*(?=\n|$)"
)


def _apart(part: Item, outcome: Outcome) -> bool:
    """Whether a part has words before those that decide it, which are no sentence: "The Council AGREED to"."""
    before = outcome[1] - part.title_start
    return before > 8 and (part.title_end <= outcome[1] or _BODY_SAYS.fullmatch(part.title[:before].strip()) is None)


_BODY_SAYS = re.compile(
    r"(?:(?:The )?(?:Parish |Town |Community )?(?:Council|Committee|Board|Cabinet)|Members|Councillors|Cllrs)"
    r"(?: \w+ly)?"
)
_MOTIONS = re.compile(r"(?i)(?:notices? of )?motions\b")  # each a matter of its own


def _titled(part: Item) -> bool:
    """Whether a part has a heading of its own."""
    return part.title_end < part.end - 20 and 4 < len(part.title) < 90 and not says(part.title)


def outcome_of(shadow: Shadow, item: Item) -> Outcome | None:
    """How and where an item was decided, None where it was not; a routine entry of a list in it decides nothing."""
    at = item.title_start
    while (told := outcome_in(shadow.text, at, item.end)) is not None:
        line = shadow.text.rfind("\n", 0, told[1]) + 1
        if line < item.title_start or _ROUTINE.match(shadow.text, line) is None:
            return told
        at = shadow.text.find("\n", told[2])
        if not 0 < at < item.end:
            return None
    return None


_ROUTINE = re.compile(
    r"(?:\d{1,2}[.)]|\(?[a-z][.)]|[•*-])\s+(?:Apolog|Declarations? of|Disclos|(?:The )?[Mm]inutes of|Dispensations?\b)"
)


def that(shadow: Shadow, item: Item) -> Outcome | None:
    """The outcome of an item of a notice of decisions that prints only what was agreed: "That the bid be made"."""
    said = _THAT.finditer(shadow.text, item.title_end, item.end)
    told = (match for match in said if not _NOTED.search(shadow.text[match.start("that") : match.end()]))
    return next((("agreed", match.start("that"), match.start("that") + 4) for match in told), None)


_SYSTEM_PAGE = re.compile(
    r"(?m)^(?:Agenda(?:, decisions)? and minutes|No\.\s?Item)$"
)  # of a committee system, which may lose RESOLVED
_THAT = re.compile(r"(?m)^(?:[\da-z]{1,4}[.)] |\([\da-z]{1,4}\) )?(?P<that>That )(?!the minutes).*\bbe\b.*")
_NOTED = re.compile(r"^That it be noted\b|\bbe (?:received and )?noted\.?$")
