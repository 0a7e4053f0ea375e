"""What a paper is called: a labelled title, the line above its text that says what it is about, or its one decision's.

What only names the page ("Issue - decisions", "Minutes:"), a label or a sentence is no title; a paper without one
is named by its kind, body and date where it is shown.
"""

import re
from collections.abc import Sequence
from functools import cache

from councilgraph.extract.fields import Field
from councilgraph.extract.headings import TAIL
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said

FORMS = {
    "record of decision", "record of officer decision", "proposed record of decision", "decision details", "call-in",
    "budget amendment",
}  # fmt: skip
_MET = {"minutes", "agenda"}
_PARAGRAPHS = 12  # from the top, among which a title stands; text begins where one is longer than a title
_SHORTEST, _LONGEST = 9, 159  # characters
_NUMBERED = re.compile(r"(?:Item\s)?\d{1,3}(?:[.)]\s?|\s)(?=[A-Z][a-z]*[a-zA-Z])(?![A-Z][a-z]{2,8}\s\d{4})")
_LABEL = re.compile(r"[A-Z][a-z']+(?:\s[a-z'/()]+){1,6}\??:\s|[^:]{3,50}\?:?\s")  # "Decided at meeting: "
_NO_OPENING = re.compile(r"[^\w\"'(]|\([a-z]{1,4}\)|[a-z]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}\.\d")
_TRAIL = re.compile(r"\s[>»]\s|\||\t")  # the path of a page on its site, or cells of a table
_SAYING = re.compile(
    r"\b(?:was|were|has|had|have|said|reported|asked|advised|thanked|stated|informed|expressed|explained|is|are|will)\b"
)
_DAYS = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+(?: \d{1,2}(?:st|nd|rd|th)?,?)? \d{4}(?: - )?")


def title(shadow: Shadow, fields: Sequence[Field], kind: Said[str]) -> Said[str] | None:
    """The title that the paper prints; None where it prints none."""
    if kind.value in _MET:
        return _of_meeting(kind) or _printed(shadow, fields, 1)  # the page of one item begins with its heading
    return _labelled(shadow, fields) or _printed(shadow, fields, _PARAGRAPHS)


def settled(paper: DocumentFact, own: Sequence[DecisionFact]) -> Said[str] | None:
    """The title of the one decision that a form records or that an untitled paper tells of, else the paper's."""
    theirs = own[0].title if len(own) == 1 else None
    if paper.kind.value in FORMS:
        return theirs or paper.title
    told = theirs is not None and paper.kind.value not in _MET and _is_title(theirs.value)
    return paper.title or (theirs if told else None)


def _labelled(shadow: Shadow, fields: Sequence[Field]) -> Said[str] | None:
    field = next((f for f in fields if f.key == "title" and f.text and not _page_words().fullmatch(f.line)), None)
    if field is None:
        return None
    end = shadow.text.find("\n", field.start)
    end = field.end if end < 0 else min(end, field.end)
    return shadow.said(field.start, end, " ".join(shadow.text[field.start : end].split()))


def _printed(shadow: Shadow, fields: Sequence[Field], among: int) -> Said[str] | None:
    labels = {field.label_start for field in fields}
    for index, line in enumerate(shadow.paragraphs[:among]):
        bare = _bare(line) if index == 0 else line
        if line.start not in labels and _is_title(bare.text):
            return shadow.said(bare.start, bare.end, " ".join(bare.text.split()))
        if len(line.text) > _LONGEST and index:
            return None
    return None


def _bare(line: Line) -> Line:
    """The line that opens a paper without the number of its item and the size of the file behind it."""
    number = _NUMBERED.match(line.text)
    start = number.end() if number else 0
    text = TAIL.sub("", line.text[start:])
    return Line(line.start + start, line.start + start + len(text), text)


def _of_meeting(kind: Said[str]) -> Said[str] | None:
    """The line that says what meeting it is."""
    evidence = kind.evidence[0]
    text = re.split(r"(?i),? (?:which was )?held\b", " ".join(evidence.quote.split()))[0]
    text = _NUMBERED.sub("", text, count=1)[:160] if _NUMBERED.match(text) else text[:160]
    if _earlier().search(text) or not _is_title(text[:_LONGEST]):
        return None
    return Said(text, (evidence,))


def _is_title(text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in ":;,-–." or _NO_OPENING.match(text):
        return False
    only_page = _page_words().fullmatch(text) or _DAYS.sub("", text).strip(" -–") == ""
    labelled = _LABEL.match(text) or _beginnings().match(text)
    return not (only_page or labelled or _SAYING.search(text) or _TRAIL.search(text))


@cache
def _page_words() -> re.Pattern[str]:
    words = "|".join(lexicon("paper_titles")["page_words"])
    return re.compile(rf"(?:(?:{words})(?:[\s,.:/–-]+|$))+", re.IGNORECASE)


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon('paper_titles')['beginnings'])})(?!\w)", re.IGNORECASE)


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("paper_titles")["earlier_minutes"]), re.IGNORECASE)
