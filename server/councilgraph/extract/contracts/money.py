"""Which sums of a document are a contract's: its value a year, its value in total, what was paid for it."""

import re
from collections.abc import Iterator

from councilgraph.extract.amounts.amounts import Mention, mentions
from councilgraph.extract.amounts.money import MOVED
from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.sentences import sentence
from councilgraph.extract.shadow import Shadow, once

_NOT_OF_CONTRACT = frozenset(
    ("threshold", "saving", "variance", "grant", "balance", "precept", "valuation", "forecast")
)
_ANNUAL = re.compile(
    r"contract|service|provision|\bcosts?\b|annual (?:payment|charge|sum|price)|value|premium|concession|"
    r"\bfunds?\b|allowance|fee|"
    r"spend|agreement|\bworth\b|\blet for\b|\brent|lease|licen[cs]e|^(?:\d+(?:\.\d+)*\.?\s)?at £|\btotal over\b",
    re.IGNORECASE,
)
_PAID = re.compile(r"\bpaid\b|payments?|\bspent\b|to date", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    r"(?:total|lifetime|whole[- ]life|overall|maximum|estimated|contract|aggregate|"
    r"initial|full|its|combined|a)\s(?:\w+\s){0,2}(?:values?|costs?|sum|price|"
    r"spend)\b[^£;]{0,60}$"
    r"|contract[^.;£]{0,80}\b(?:value|valued|worth|cost|costing|sum|price|for)\b[^.;£]{0,30}$"
    r"|(?:in the (?:total )?sum of|at an? (?:\w+ )?(?:cost|price|value|sum) of(?"
    r": up to)?|to the value of|valued at|award\w*[^.;£]{0,160}(?:for|value|sum|"
    r"cost|at)\b[^.;£]{0,20}|\bto [A-Z][^;£\n]{2,80}\s(?:at|for))\s?\(?$"
    r"|^\s*(?:value|fee|cost|price|contract sum|total)\s?[:\t–-]\s?$|value of (?:the|"
    r"this|each) (?:\w+ ){0,3}(?:contract|agreement|award)[^£;]{0,40}$"
    r"|(?:increas|rais|tak(?:es?|ing)|br(?:ings?|inging|ought))\w*[^.;]{0,80}(?:value|cost|sum)[^.;]{0,40}\sto\s$"
    r"|\b[Tt]he (?:\w+ ){0,2}(?:years|months) (?:will |would )?cost\s$"
    r"|\b(?:agreement|framework|call[- ]off)[^.;£]{0,60}\bfor (?:approximately |about |around |up to )?$"
    r"|\baward\w*\sto\s[A-Z][^.;£]{2,80},\s(?:up to\s)?$|\b(?:exten|renew)\w*\b[^.;£]{0,200}\sat\s$"
    r"|\b(?:contract|award)\s(?:gross|net)\s(?:amount|value|sum)\s(?:of|is|was)\s$"
    r"|\b(?:cost|value|price)\s(?:over|for|of)\s(?:the|these)\s(?:[\w-]+\s){0,2}(?:years?|months?|extension|term|period)"
    r"\s(?:is|was|will be|would be)\s$"
    r"|\bworks? order (?:of|for|to the value of|valued at) (?:up to )?$"
    r"|\btotal (?:over|across) [^.;£]{0,40}$|contract[^.;£]{0,160}\b(?:up to|not exceeding|totalling|amounting to)"
    r"(?: a maximum of)?\s$"
    r"|\b(?:engage|instruct|commission|employ|hire)[ds]?\b[^.;£]{0,160}\b(?:for|at|(?:sum|cost|price|fee) of)\s$"
    r"|\b(?:for|at) an? (?:\w+ )?total of\s$"
    r"|\bappoint\w*\b[^.;£]{0,160}\b(?:for|at|in) (?:an? |the )?(?:\w+ )?(?:fee|price|sum|cost)(?: of)?\s$"
    r"|\b(?:award|contract|exten)\w*\b[^£\n]*\t$|with this extension[^.;£]{0,60}$"
    r"|tender(?:ed)? (?:price|sum|of)[^.;£]{0,20}$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"\s(?:\([^)]*\)\s)?(?:over|for|across|during) (?:the |a |its )?(?:\w+[ -])"
    r"{0,3}(?:years?|months?|term|life|lifetime|period|duration)\b|\s(?:in (?:total|all)|altogether|overall)\b",
    re.IGNORECASE,
)
_WHOLE_TERM = re.compile(
    r"\s(?:over|for|across|during) the (?:(?:initial|whole|full|entire|\w+[- ](?:year|month))\s)?"
    r"(?:contract\s)?(?:term|life|lifetime|contract period)\b",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\bfrom £[\d,.]+\s?\w{0,8}(?: a year| per annum)?\sto\s$", re.IGNORECASE)
_TO_A_YEAR = re.compile(r"\s?to £[\d,.]+\w?\s(?:per annum|a year|p\.?a\b)", re.IGNORECASE)
_LIMIT = re.compile(  # what a contract may be worth before other rules hold
    r"\b(?:where|if|when|contracts?|whose) (?:the |their |its )?(?:total |estimated |annual )?"
    r"(?:values? |costs? |sums? )?(?:is |are |was |with a value |valued |worth )?"
    r"(?:above|over|below|under|exceed\w*|in excess of|greater than|less than)\s$",
    re.IGNORECASE,
)
_PRICED = re.compile(  # a price of the sentence's own, whatever limits and rules the sentence speaks of
    r"\b(?:award|contract|appoint|engag)[^;£]*\bat an? (?:\w+ )?(?:cost|price|fee|sum) of\s$", re.IGNORECASE
)
_FIRST_YEAR = re.compile(r"[^£.;,]{0,40}?\s(?:for|in) the first year\b", re.IGNORECASE)
_IN_HOUSE = re.compile(r"\bin-?\s?house\b[^.;£]{0,100}$", re.IGNORECASE)  # what it costs without a contract
_TOGETHER = re.compile(  # of several contracts, so of none
    r"\bcombined (?:contracts|awards|lots)\b[^.;£]{0,40}$|\b(?:combined|aggregate|joint|cumulative|total"
    r"|overall)\s(?:\w+\s){0,2}(?:values?|costs?|sum|price|spend)\b"
    r"[^.;£]{0,30}\b(?:both|all|the (?:two|three|four|five|six|seven|eight|\d+)|these)\s(?:\w+\s){0,2}"
    r"(?:contracts|agreements|awards|extensions|lots|leases|frameworks|call-offs)\b[^.;£]{0,40}$"
    r"|\b(?:\d{2,}|several|many|all|these|those)\s(?:\w+\s)?(?:contracts|awards|agreements)\b[^.;£]{0,60}"
    r"\b(?:values?|worth|totall?ing|cost)\b[^.;£]{0,30}$"
    r"|\b(?:procurements|contracts|awards)\b[^.;£]{0,60}\b(?:to|with) a (?:total )?maximum (?:value )?of\s$",
    re.IGNORECASE,
)
_VARIED_TO = re.compile(  # "a variation to the contract with Alder Ltd from £2m to £2.5m"
    r"(?i)\bvari(?:ation|es|ed|y)\b[^.;£]{0,60}\bcontract\b[^;£]{0,160}\bfrom £[\d,.]+\w*\sto\s$"
)
_OF_SCHEME = re.compile(r"(?i)\b(?:scheme|programme) costs?[^.;£]{0,20}(?:£[\d,.]+\w* to )?$")
_OR_MORE = re.compile(r"\s?(?:\([^)]*\)\s)?(?:or|and) (?:more|above|over)\b")
_OF_VARIATIONS = re.compile(r"(?i)\bvariations?\b[^.;£]{0,60}\b(?:exceed|up to|more than)[^.;£]{0,40}$")  # may vary by
_RATE = re.compile(
    r"\s?(?:per\b|for (?:each|every)\b|each\b|every\b|(?:month|week|dai)ly\b|an? (?:month|week|day|quarter|hour)\b)",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"\s(?:in|for) 20\d\d\s?[/-]\s?\d\d\b(?=[^.;]{0,20}£)")  # one of the years' sums
_EACH_UNIT = re.compile(
    r"\s(?:per|for each|each|an?)\s(?!annum|year|calendar|month|week|quarter)\w+\s(?:per|a|each)\s", re.IGNORECASE
)
_NEW = re.compile(r"\bnew (?:total|(?:annual|yearly) (?:contract )?(?:value|cost|price))\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"external(?:ly)?\b|budget for|reserves?|income", re.IGNORECASE)


@once
def clues(shadow: Shadow) -> list[Clue]:
    """The sums that say a contract's value, as clues in the order of the text."""
    found = [c for m in mentions(shadow) for c in _clue(shadow.text, m)]
    raised = any(c.field == "total_value" and _RAISED.search(shadow.text, c.start - 60, c.start) for c in found)
    if not raised:
        return found
    return [c for c in found if not (c.field == "total_value" and _ORIGINAL.search(shadow.text, c.start - 60, c.start))]


_RAISED = re.compile(  # "takes the contract's value to £2.5m", "a revised contract value of £2.5m"
    r"\b(?:revised|new) (?:total |overall |maximum )?contract (?:value|cost|sum) (?:of|to|is|being) (?:up to )?$|"
    r"\b(?:increas|rais|tak|br(?:ing|ought))\w*\s(?:[\w']+\s){0,6}(?:value|cost|sum|price)(?:\s[\w']+){0,4}\sto\s$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"\bfor this (?:variation|extension|modification) of $|"
    r"\b(?:original|initial|present|current)(?:ly)?\s(?:\w+\s){0,2}(?:values?|valued|cost|sum|price|worth)\b[^£.;]*$",
    re.IGNORECASE,
)


def _clue(text: str, mention: Mention) -> Iterator[Clue]:
    figure = mention.figure
    start, end = sentence(text, figure.start, figure.end)
    onward = text[figure.end : min(end, figure.end + 60)]
    if _VARIED_TO.search(text[start : figure.start]):
        yield Clue("total_value", figure.value, figure.start, figure.end)
        return
    if MOVED.search(text[max(start, figure.start - 200) : figure.start]) and _TO_A_YEAR.match(onward):
        yield Clue("annual_value", figure.value, figure.start, figure.end)
        return
    worth = re.search(
        r"\b(?:contract|agreement|lease)\b[^.;£]{0,40}\bworth\b[^.;£]{0,15}$", text[start : figure.start], re.I
    )
    priced = mention.verdict.kind == "threshold" and _PRICED.search(text[start : figure.start]) is not None
    if (mention.verdict.kind in _NOT_OF_CONTRACT and worth is None and not priced) or figure.currency != "GBP":
        return
    before, after = text[max(start, figure.start - 200) : figure.start], text[figure.end : min(end, figure.end + 80)]
    if re.search(
        r"\b(?:adds?|adding|additional|extra|further|increases?|increased|reduction|uplift|saving)\b(?!\s[\w-]+\s(?:\(\d+\)\s)?"
        r"(?:years?|months?|term|period))[^£.;,]{0,40}$|\b(?:termination|cancellation|compensation|"
        r"settlement|penalty)\b"
        r"[^£.;,]{0,30}$",
        before,
        re.IGNORECASE,
    ):
        return
    if (
        _EACH_UNIT.match(after)
        or (figure.per is None and _OF_YEAR.match(after))
        or _TOGETHER.search(before)
        or _OF_VARIATIONS.search(before)
        or _OR_MORE.match(after)
        or _IN_HOUSE.search(before)
    ):
        return
    if _OF_SCHEME.search(before):
        return
    if MOVED.search(before):
        if mention.verdict.kind == "annual":
            yield Clue("annual_value", figure.value, figure.start, figure.end)
        return
    if figure.per is None and mention.verdict.kind == "annual" and _WHOLE_TERM.match(after):
        yield Clue("total_value", figure.value, figure.start, figure.end)
        return
    if mention.verdict.kind == "annual" and _MOVED_TO.search(before):
        yield Clue("new_annual_value", figure.value, figure.start, figure.end)
        return
    if figure.per is None and _FIRST_YEAR.match(after) and _TOTAL_BEFORE.search(before):
        yield Clue("annual_value", figure.value, figure.start, figure.end)
    elif _NEW.search(before[-40:]):
        yield Clue("new_annual_value", figure.value, figure.start, figure.end)
    elif _OUTSIDE.search(text, start, figure.start):
        return
    elif mention.verdict.kind in {"total", "payment"} and _PAID.search(before[-120:] + after):
        yield Clue("total_paid", figure.value, figure.start, figure.end)
    elif mention.verdict.kind == "annual":
        if _ANNUAL.search(text, start, end):
            yield Clue("annual_value", figure.value, figure.start, figure.end)
    elif (
        figure.per is None
        and not _RATE.match(after)
        and not _LIMIT.search(before)
        and (
            _TOTAL_BEFORE.search(before)
            or (mention.verdict.kind == "total" and _TOTAL_AFTER.match(after))
            or _WHOLE_TERM.match(after)
        )
    ):
        yield Clue("total_value", figure.value, figure.start, figure.end)
