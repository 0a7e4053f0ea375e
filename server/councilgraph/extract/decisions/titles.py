"""Titles of decisions: cleaned, told from their labels, or found on the line that stands alone before the decision."""

import re
from collections.abc import Sequence
from itertools import pairwise

from councilgraph.extract import dates
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.record import AMENDMENT, NUMBERED, Record, entitled
from councilgraph.extract.fields import Field, label_of
from councilgraph.extract.shadow import Line, Shadow, starting_in
from councilgraph.model import Said


def clean_title(text: str) -> str:
    """A title on one line, without page references at its end."""
    plain = " ".join(text.replace("@", " at ").split())
    plain = re.sub(
        r"\s*\((?:Pages?|Item|Agenda Item)\s[\d\s–-]+\)$|\s*(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B.*$", "", plain
    )
    plain = re.sub(r"(?i)\s*\((?:non-)?key(?: decision)?\)$", "", plain)
    plain = re.sub(r"(?:\s+(?:New!|NEW|\(new\)|\|))+$", "", plain)
    return plain.strip(" .:;–-")


def title(shadow: Shadow, record: Record) -> Said[str] | None:
    """The title of a record: from its label, else the line that stands alone before the decision."""
    field = record.get("title")
    if field is not None and _PAGE_NAME.fullmatch(field.line) and "\n" in field.text:
        start, text = field.start + len(field.line) + 1, field.text.split("\n")[1].strip()
        return shadow.said(start, start + len(text), clean_title(text))
    if field is not None:
        end = field.start + len(_title_text(shadow, field))
        return shadow.said(field.start, end, clean_title(shadow.text[field.start : end]))
    if (named := _below_name(shadow, record)) is not None:
        return shadow.said(named.start, named.end, clean_title(named.text))
    if (key := next((f for f in record.fields if entitled(f)), None)) is not None:
        return shadow.said(key.start, key.start + len(key.line), clean_title(key.line))
    decision = record.label("decision")
    if decision is not None and (dated := dates.first(decision.line)) is not None and dated.end >= len(decision.line):
        below = starting_in(shadow.paragraphs, decision.start + len(decision.line), decision.end)
        if below and _is_title(below[0]):
            return shadow.said(below[0].start, below[0].end, clean_title(below[0].text))
    first = record.label("maker", "number", "key", "status")
    lines: Sequence[Line] = ()
    if decision is not None:
        last = max((f for f in record.fields if f.label_start < decision.label_start), key=_label_start, default=None)
        follows = last is not None and "\n" in shadow.text[last.label_start : last.start]  # its value stands below it
        head = decision.label_start if follows else last.label_start if last is not None else 0
        lines = starting_in(shadow.paragraphs, head + 1, decision.label_start)
    if first is not None and not any(map(_is_title, lines)):
        lines = _below_page_name(starting_in(shadow.paragraphs, record.start, first.label_start))
    lines = [line for line in _without_meeting(lines) if not _argued(record, line)]
    numbered = next((line for line in lines if NUMBERED.match(line.text) and len(line.text) < 220), None)
    best = numbered or next((line for line in reversed(lines) if _is_title(line)), None)
    best = best or (_purpose(shadow, record) if first is not None else None)
    return shadow.said(best.start, best.end, clean_title(best.text)) if best else None


def _purpose(shadow: Shadow, record: Record) -> Line | None:
    """What stands below the head of a page that prints no title above it: the title, or "To present the report."."""
    lines = starting_in(shadow.paragraphs, record.start, record.end)
    after = [line for above, line in pairwise(lines) if _HEAD.match(above.text) and label_of(line.text) is None]
    return next((line for line in after if _PURPOSE.fullmatch(line.text) or _is_title(line)), None)


_HEAD = re.compile(r"(?i)decision status|is (?:this |it )?(?:a )?key decision|is subject to call")
_PURPOSE = re.compile(r"To [a-z]+ [^:]{12,200}")


def _without_meeting(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without the name of a body that stands above the day of its meeting."""
    below = [*lines, Line(0, 0, "")][1:]
    return [a for a, b in zip(lines, below, strict=True) if not (_BODY.search(a.text) and _DAY.fullmatch(b.text))]


_BODY = re.compile(r"(?i)\b(?:committee|board|panel|cabinet|executive|council)$")


def _argued(record: Record, line: Line) -> bool:
    """Whether a line is of the reasons or implications that a record gives, which name nothing."""
    return any(f.key in {"implications", "reasons"} and f.start <= line.start < f.end for f in record.fields)


_PAGE_NAME = re.compile(r"(?i)(?:[•*-] )?(?:decision|issue) details")


def _label_start(field: Field) -> int:
    return field.label_start


def _below_page_name(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines below the name of a committee system's page, above which only its place on the site stands."""
    named = [index for index, line in enumerate(lines) if _PAGE_NAME.fullmatch(line.text)]
    return lines[named[-1] + 1 :] if named else lines


def _below_name(shadow: Shadow, record: Record) -> Line | None:
    """The line right below "Decision details", where the title stands; the words of a form may open it."""
    lines = starting_in(shadow.paragraphs, record.start, record.end)[:_NEAR]
    line = next((line for above, line in pairwise(lines) if _DETAILS.fullmatch(above.text)), None)
    label = label_of(line.text) if line is not None else None
    filled = label is None or (label[0] == "decision" and line is not None and label[2] < len(line.text))
    return line if line is not None and filled and 8 < len(line.text) < 220 else None


_NEAR = 12  # lines of a page above its title
_DETAILS = re.compile(r"(?i)(?:[•*-] )?(?:decision|issue) details")


def above(shadow: Shadow, record: Record) -> Said[str] | None:
    """The heading with a number that stands above the first label of a record: "25/00031 - Bus services"."""
    first = min((f.label_start for f in record.fields), default=record.start)
    lines = starting_in(shadow.paragraphs, record.start, first)[-4:]
    best = next((line for line in lines if NUMBERED.match(line.text) and len(line.text) < 220), None)
    return shadow.said(best.start, best.end, clean_title(best.text)) if best else None


def _is_title(line: object) -> bool:
    text = str(getattr(line, "text", ""))
    form = re.search(
        r"(?i)record of|decision details|issue details|^decision notice|council$|^for publication"
        r"|criteria|^(?:how|why|what) |^(?:this|the) (?:report|paper|decision) |https?://",
        text,
    )
    if form is not None or _DAY.fullmatch(text) is not None or text[-1:] in ".:;":
        return False
    label = label_of(text)
    bare = label is not None and label[2] >= len(text)
    return 8 < len(text) < 180 and not bare and (text.lstrip("(")[:1].isupper() or text[:1].isdigit())


_DAY = re.compile(  # of a meeting: "Monday, 3rd March, 2031 7.30 pm"
    r"(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}"
    r"(?:,? (?:at )?\d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?)?)?"
)


def _title_text(shadow: Shadow, field: Field) -> str:
    """The lines of a title: those that follow without a blank line, three at most."""
    lines = field.text.split("\n")
    text = lines[0]
    for line in lines[1:3]:
        position = field.start + len(text)
        gap = shadow.source.text[
            shadow.offsets[position - 1] : shadow.offsets[min(position + 1, len(shadow.offsets) - 1)]
        ]
        if gap.count("\n") > 1 or len(text) > 200 or text.endswith((".", "?")) or re.match(r"[•(]|\d+\.", line):
            break
        if (len(line) < 12 and not line[:1].islower()) or re.match(r"[A-Z][\w' ]{2,40}:\s", line):
            break
        if len(text) < 40 and not re.search(r"[–,&-]$|\b(?:of|and|for|the)$", text):
            break
        text += "\n" + line
    return text


def numbered(shadow: Shadow, heading: Said[str], profile: Profile) -> tuple[Said[str] | None, Said[str] | None]:
    """Number and title of a heading such as "25/00031 - Bus services"."""
    numbers = "|".join(profile.decision_numbers[:3])
    match = re.match(
        rf"(?P<number>{numbers})(?:\s*[-–:]|(?<=\d\d/\d{{5}}))(?:\s+|(?<=\s[-–])(?=[A-Z]))(?P<title>.{{4,}})|(?P<filed>\d\d[_-]\d{{4,5}})\s(?P<rest>.{{4,}})"
        rf"|(?P<before>.{{4,}}?)\s\((?P<last>{numbers})\)$",
        heading.value,
    )
    if match is None:
        return None, heading
    start = shadow.position(heading.evidence[0].start)
    if match["last"]:
        start += match.start("last")
        return shadow.said(start, start + len(match["last"]), match["last"]), Said(match["before"], heading.evidence)
    printed = match["number"] or match["filed"]
    number = shadow.said(start, start + len(printed), re.sub("[_-]", "/", printed) if match["filed"] else printed)
    return number, Said(match["title"] or match["rest"], heading.evidence)


def called_in(
    shadow: Shadow, decided: Field, profile: Profile, number: Said[str] | None, heading: Said[str] | None
) -> tuple[Said[str] | None, Said[str] | None]:
    """Number and title of the decision that was called in, where they stand under "Decision"."""
    match = re.match(
        rf"(?P<number>{'|'.join(profile.decision_numbers[:3])})\s*[-–:]?\s+(?P<title>[A-Z].{{4,}})", decided.line
    )
    if match is None:
        return number, heading
    at = decided.start + match.start("title")
    return (
        shadow.said(decided.start, decided.start + len(match["number"]), match["number"]),
        shadow.said(at, at + len(match["title"]), clean_title(match["title"])),
    )


def amendment(shadow: Shadow, record: Record) -> Said[str] | None:
    """The number of an amendment in its heading: "Amendment No. 2"."""
    match = re.compile(r"(?i)\bamendment (?:no\.?|number)? ?(?P<number>\d{1,3}[a-z]?|(?<=[o.r] )\w{1,3})\b").search(
        shadow.text, record.start
    )
    return shadow.said(match.start("number"), match.end("number"), match["number"]) if match else None


def amended(shadow: Shadow, record: Record) -> Said[str] | None:
    """What an amendment is about, where no label says so: the words after who proposes it."""
    headed = AMENDMENT.match(shadow.text[record.start : record.start + 250].split("\n")[0])
    if headed is not None:
        at = record.start + headed.start("title")
        return shadow.said(at, at + len(headed["title"]), clean_title(headed["title"]))
    match = re.compile(r"(?m:^)Proposed by [^\n:]{3,60}: (?P<title>[A-Z][^\n]{6,120})").search(shadow.text)
    return shadow.said(match.start("title"), match.end("title"), clean_title(match["title"])) if match else None
