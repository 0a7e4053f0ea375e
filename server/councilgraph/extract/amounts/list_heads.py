"""The lines that introduce a list, a table or an item, and so tell what its sums are."""

import re
from collections.abc import Sequence

from councilgraph.extract.amounts.cues import QUALIFYING, Verdict, by_heading, lexicon
from councilgraph.extract.amounts.money import Figure
from councilgraph.extract.sentences import sentence

_OPENED = re.compile(
    r"(?i)(?:outgoings|payments?|expenditure|income|receipts?)\b[^£\n]{0,20}:"
    r"|(?:bills|accounts|invoices|cheques)(?: to be| were| for)? (?:paid|payment)\b[^£\n]{0,20}[:–-]"
)  # the first row after it
_ROW = re.compile(r"\t[^\tA-Za-z]*\d[^\tA-Za-z]*$")  # the last cell is a figure
_LED = re.compile(
    r"\s*(?:[\da-z]{1,3}[.)]?\s+)?[A-Z][A-Za-z ]{4,30}[.:]\s[^\n]{0,80}(?<![a-z]\.\s)"
)  # "Balances. Current £40"


def list_head(text: str, figure: Figure, start: int, end: int) -> str:
    """The line that introduces a table or list which the line of a figure is a row of, else ""."""
    line = text.rfind("\n", 0, start) + 1
    if (opened := _OPENED.match(text, line, end)) is not None:
        return opened[0]
    own = _LED.fullmatch(text, line, start) if end - start < 40 else None
    if own is not None:
        return own[0]
    stopped = "." in text[end - 1 : end + 1]
    if _FIRST.fullmatch(text, line, figure.start) is None and (
        stopped or (end - start > 90 and "\t" not in text[start:end])
    ):
        return ""
    return _above([above.strip() for above in text[max(0, line - 1500) : line].split("\n")[-30:]])


def _above(lines: Sequence[str]) -> str:
    """The lowest of some lines that introduces what is below them, else ""."""
    introduced = False
    for line in reversed(lines):
        if (opened := _OPENED.match(line)) is not None:
            return opened[0]
        if ("£" in line and not line.endswith(":")) or _ROW.search(line):  # another row
            continue
        if len(line) > 120 and line.endswith(".") and not introduced and "following" not in line:
            return ""
        if line.endswith(":") and len(line) < 40 and not any(by_heading(line)):  # "These included:"
            introduced = True
        elif introduced or line.endswith(":") or _INTRODUCES.search(line):
            return line[-200:]
        elif len(line) > 120:
            return ""
    return ""


_FIRST = re.compile(r"(?:\W|\(?[a-z\d]{1,4}[.)])*")  # the figure is the first of its item
_INTRODUCES = re.compile(r"(?i)\b(?:per annum|annual|budget|payments?|be paid|cheques?|precept|grants?)\b")
_CELLS = re.compile(r"[|\t].*[|\t]")  # a row of a table


def by_list_head(head: str) -> list[Verdict]:
    """The kinds that the head of a list tells for its rows; none where it tells of too many."""
    told = list(by_heading(head)) if head else []
    if any(verdict.kind == "payment" for verdict in told):  # "Cheques, donations and balances": what was paid
        told = [verdict for verdict in told if verdict.kind != "grant"]
    most = 1 if _CELLS.search(head) else 3
    return told if len({verdict.kind for verdict in told}) <= most else []


def by_sentence_before(text: str, start: int) -> list[Verdict]:
    """The kind that the sentence before tells alone, on the same line: "Three quotes came. They were £6 and £9"."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, sentence(text, start - 2, start - 1)[0]) : start] if start - line > 2 else ""
    told = [v for v in by_heading(before) if v.kind not in QUALIFYING] if "£" not in before else []
    one = len({verdict.kind for verdict in told}) == 1
    return [Verdict(verdict.kind, verdict.score - lexicon().deductions["row"]) for verdict in told if one]


def by_item_head(text: str, start: int, end: int) -> Verdict:
    """The kind that an item's heading tells where the sentence does not: "Precept. Resolved to ask for £9,000"."""
    line = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    heads = (
        _ITEM_LED.match(text, line, start),
        _ITEM_ABOVE.fullmatch(text, above, max(above, line - 1)),
        _ITEM_BELOW.match(text, end),
    )
    told = (verdict for head in heads if head is not None for verdict in by_heading(head["head"]))
    refused = _REFUSED.search(text, start, end) is not None  # what was not granted is no grant
    found = [verdict for verdict in told if verdict.kind in _OF_ITEMS and not refused]
    paid = [verdict for verdict in found if verdict.kind == "payment"]  # "Cheques, donations and balances"
    return max(paid or found, key=lambda verdict: verdict.score, default=Verdict("other", 0.0))


_ITEM_LED = re.compile(r"(?:[\w./-]{1,9}[.):]?\s+)?(?P<head>[A-Z][^.:£\n]{3,60})[.:]\s")
_ITEM_ABOVE = re.compile(r"(?:[\w./-]{1,9}[.):]?\s+)?(?P<head>[A-Z][^.:£\n]{3,60}):?")
_ITEM_BELOW = re.compile(r"\n+(?:The|This|A) (?P<head>grant|donation|payment|precept)s? (?:was|is|were|be|will)\b")
_REFUSED = re.compile(r"\b(?:refused|declined|rejected|not (?:granted|awarded|supported))\b")
_OF_ITEMS = frozenset(("precept", "grant", "payment", "balance"))  # an item on these has sums of these
