"""The date of a paper itself, where its head, its foot or the name of its file shows that it is: no date by chance."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePath

from councilgraph.extract import dates
from councilgraph.extract.dates import Found
from councilgraph.extract.fields import Field
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import PartialDate, Said

HEAD_LINES, FOOT_LINES = 22, 8
_OTHER_MEETING = re.compile(
    r"(?i)\b(?:previous|last|next|earlier|future) (?:\w+ ){0,3}(?:meetings?|minutes)\b"
    r"|\bminutes\b.{0,140}\b(?:approved|agreed|confirmed|accepted|received|signed|adopted|true|correct|accurate|noted"
    r"|for approval)\b"
    r"|\b(?:approve|confirm|receive|sign|agree|accept|adopt|note|consider)\b.{0,60}\bminutes\b"
    r"|^To [a-z]|\bhad (?:considered|agreed|resolved|recommended|approved|decided)\b"  # what an earlier meeting did
    r"|\bdate (?:and \w+ )?of (?:the )?next\b"
)
_ITEM_OF_MINUTES = re.compile(
    r"(?i)(?:(?:item )?[A-Z]{0,5}[/. ]?\d{1,4}(?:[/.]\d{1,4})*[.):]?|\(?[a-z][.)])\s+(?:to .{0,30})?minutes\b"
)
_NUMBER_ALONE = re.compile(r"(?i)(?:item )?(?:[A-Z]{1,5}[/. ]?)?\d{1,4}(?:/\d{1,4})?[.):]?")
_LIMIT = re.compile(  # what starts, ends or is due on a date tells nothing of the paper
    r"(?i)(?:(?<!week )(?<!month )(?<!period )(?<!year )\bending|\b(?:from|until|till|to|by|before|since|after|through"
    r"|ends?|ended|expir\w+|expiry(?: date)?|commenc\w+|start(?:s|ed|ing)?|effective|due(?: date)?|deadline|valid|runs?"
    r"|renewed|end date|start date|completion|born|republished|uploaded|updated|amended|printed"
    r"|established))(?: (?:on|in|at|from))?(?: the)?[\s:–-]*$"
)
_CUE = re.compile(
    r"(?i)\b(?:held|meeting|minutes|agenda|dated?|signed|signature|published|report|council|cabinet|committee"
    r"|decisions?|taken|made|notice|record|issued|as at|executive|board|panel|week|call-?in|amendments?|plan|register"
    r"|summons|statement|outcome|version|budget|session|assembly|authority|cyfarfod|gyfarfod|cofnodion)\b"
)
_TELLING = re.compile(
    r"(?i)\b(?:held|took place|met|taken|made|signed|dated|published|issued|considered|determined|granted|meeting)\b"
    r"(?:[^.;]|(?<=\d)\.(?=\d)){0,60}$"
    r"|(?i:\b(?:held|took place|met)\b)(?:[^.;]|(?<=\d)\.(?=\d)){0,120}$"
    r"|(?i:\bminutes\b)[\s–:-]{1,3}(?:(?i:[a-z]+day),? )?$"
)
_OPENING = re.compile(
    r"(?i)(?:the |this )?(?:draft |unconfirmed )?(?:notice|minutes|record|decisions?|meeting|at (?:the|its|a)) "
)
_THIS_MEETING = re.compile(
    r"\b(?:Minutes|MINUTES) of (?:an?|the) [^.;]{0,90}\b[Mm]eeting\b[^;]{0,90}\b(?i:held (?:at|in)) [^;]{0,140}$"
)
_APPROVES = re.compile(r"(?i)\bto (?:approve|confirm|sign|receive|agree|accept|note|consider)\b")
_HELD = re.compile(r"(?i)\b(?:held|meeting)(?: (?:on|at|in))?$")  # what a line break parts from its day
_LONG = 140  # characters; a longer paragraph is a sentence, which has to say what happened on the date
_BARE = 12  # letters beside a date that stands alone: a day, a time of the day
_MET = {"minutes", "agenda", "decision list"}


def of_paper(shadow: Shadow, fields: Sequence[Field], kind: str) -> Said[PartialDate] | None:
    """The date of the paper: from a label, else of the meeting or issue in its head, else at its foot."""
    for key in ("to", "date") if kind == "report" else ("date", "published"):
        for field in (field for field in fields if field.key == key and not _heads_table(shadow, field)):
            found = dates.first(shadow.text, field.start, min(field.end, field.start + 200))
            if found is not None and found.date is not None:
                return shadow.said(found.start, found.end, found.date)
    lines = shadow.lines
    head = lines[HEAD_LINES - 1].end if len(lines) >= HEAD_LINES else len(shadow.text)
    foot = lines[-FOOT_LINES].start if len(lines) > FOOT_LINES else 0
    zones = [(0, head), (foot, len(shadow.text))]
    if kind in _MET and (held := _held(shadow, kind)) is not None:
        return held
    for start, end in zones[::-1] if "record" in kind else zones:
        for found in dates.find(shadow.text, start, end):
            if found.date is not None and found.date.is_day and _shows(shadow, found, kind):
                return shadow.said(found.start, found.end, found.date)
    return _without_year(shadow, head, kind)


def _held(shadow: Shadow, kind: str) -> Said[PartialDate] | None:
    """The day on which the first lines say that the meeting was held: above it a site may print one of its own."""
    lines = shadow.lines
    end = lines[_TITLE_LINES - 1].end if len(lines) >= _TITLE_LINES else len(shadow.text)
    for found in dates.find(shadow.text, 0, end):
        before = shadow.text[_paragraph(shadow, found)[1].start : found.start]
        told = _DATE_HELD.fullmatch(before) or (_THIS_MEETING.search(before) and not _APPROVES.search(before))
        if told and found.date is not None and found.date.is_day and _shows(shadow, found, kind):
            return shadow.said(found.start, found.end, found.date)
    return None


_TITLE_LINES = 10
_DATE_HELD = re.compile(r"(?i)\W*held\b[^.;]{0,140}")


def _heads_table(shadow: Shadow, field: Field) -> bool:
    """Whether a label is the head of a table's column: "Date, Payee, For"."""
    end = shadow.text.find("\n", field.label_start)
    return shadow.text.count("\t", field.label_start, end if end > 0 else len(shadow.text)) > 1


def _shows(shadow: Shadow, found: Found, kind: str) -> bool:
    """Whether the paragraph of a date shows that it is the day of the paper, not of something told in it."""
    index, line = _paragraph(shadow, found)
    before, after = shadow.text[line.start : found.start], shadow.text[found.end : line.end]
    if _THIS_MEETING.search(before) is not None and _APPROVES.search(before) is None:
        return True
    if line.text.count("\t") > 1 or _LIMIT.search(before) or _OTHER_MEETING.search(line.text):
        return False
    above = shadow.paragraphs[index - 1].text if index else ""
    if _ITEM_OF_MINUTES.match(line.text if not _NUMBER_ALONE.fullmatch(above) else f"{above} {line.text}"):
        return False
    if kind in _MET and not before and len(line.text) <= _LONG:  # the line of day, time and place under a title
        return True
    if "register" not in kind and len(re.sub(r"[^A-Za-z]|(?i:[a-z]+day\b)", "", before + after)) <= _BARE:
        return True
    if len(line.text) <= _LONG and (_CUE.search(line.text) or (kind in _MET and _HELD.search(above))):
        return True
    return _TELLING.search(before) is not None and (kind != "other" or _OPENING.match(line.text) is not None)


def _paragraph(shadow: Shadow, found: Found) -> tuple[int, Line]:
    """The paragraph in which a date starts, with its place among the paragraphs."""
    starts = [line.start for line in shadow.paragraphs]
    index = max(0, bisect_right(starts, found.start) - 1)
    return index, shadow.paragraphs[index]


def _without_year(shadow: Shadow, head: int, kind: str) -> Said[PartialDate] | None:
    """The day of a meeting whose head prints no year: the nearest to the file's date, else to the first full date."""
    if kind not in _MET:
        return None
    named = dates.first(re.sub(r"(?<!\d)[_-]|[_-](?!\d)", " ", PurePath(shadow.source.name).stem).replace("_", "-"))
    near = named or dates.first(shadow.text)
    for found in dates.find(shadow.text, 0, head):
        if near is not None and near.date is not None and found.date is None and _shows(shadow, found, kind):
            day = dates.nearest_year(found, near.date.earliest)
            return shadow.said(found.start, found.end, day) if day is not None else None
    return None
