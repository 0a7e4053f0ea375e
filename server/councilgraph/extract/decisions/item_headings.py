"""Items that no numbers run through: the lines that head them by their form alone."""

import re
from itertools import pairwise

from councilgraph.extract.decisions.item_numbers import OPENING, Head
from councilgraph.extract.headings import TAIL, heading, looks_titled
from councilgraph.extract.shadow import Line

_CAPITALS = re.compile(r"(?:[-•*]\s)?(?P<title>[A-Z][A-Z0-9'&,/()–: -]{5,110})")
_NOT_HEADINGS = re.compile(
    r"(?:COUNCIL|COMMITTEE|CABINET|BOARD|PANEL|EXECUTIVE)$|MINUTES OF|AGENDA|RESOLVED"
    r"|^PDF\b|^[A-Z]+\(?\d+\)?[A-Z]*\d*$|^PART (?:ONE|TWO|[IAB12]{1,2})\b"
    r"|^(?:PRESENT|IN ATTENDANCE|MINUTES|DRAFT|NON-ATTENDANCE|ABSENT)\b|IN ATTENDANCE$"
)
_BODY = r"council(?!'s |s' | (?:tax|plan|hous\w+|homes|dwellings|strategy|assets))"
_HEADING = re.compile(r"To [a-z][\w'&/,() –-]{4,100}|[A-Z0-9\"'][\w'&/,() –-]{2,64}\??:?")
_NO_HEADING = re.compile(
    r"(?i)^(?:present|presiding|additional documents|in attendance|attendance|clerk|apologies for|yours|signed"
    rf"|chair\w*|date|{_BODY}|minutes|draft)\b"
    r".{0,40}$|\bin attendance$|^(?:decisions?|resolutions?|reasons?)(?: taken| made)?:?$"
    rf"|\b(?:was|were|has|had|is|are|will|said|cllrs?|councillors?|mrs?|{_BODY}|committee)\b|\d{{4}}$"
)
_MINUTED = re.compile(
    r"(?!That |RESOLVED|Resolved|\(?(?:\d|[a-z]|[ivx]{1,4})[.)])(?P<title>[A-Z0-9].{3,200}?)"
    r"(?:\s+(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B)?\s+(?:Minutes|Decision|Additional documents):(?:\s|$)"
)


def bulleted(lines: list[Line]) -> list[Head]:
    """Headings behind bullets, each above text without one, where a routine item is among them; some numbered."""
    found = []
    for line, below in pairwise(lines):
        match = _BULLETED.fullmatch(line.text)
        if match is not None and below.text[:2] not in {"- ", "• ", "* "} and looks_titled(match["title"]):
            found.append((line, match))
    bullets = sum(match["number"] is None for _, match in found)
    if bullets < 4 or not any(OPENING.match(match["title"]) for _, match in found):
        return []
    return [(line, match["number"] or "", match["title"], match.start("title")) for line, match in found]


_BULLETED = re.compile(r"(?:[-•*]|(?P<number>\d{1,3})[.)])\s(?P<title>[A-Z][^.;:\t]{2,70})")


def attached(lines: list[Line]) -> list[Head]:
    """The items of a committee system's page: a title with the size of its file, or above "Additional documents"."""
    sized = sum("PDF" in line.text and TAIL.search(line.text) is not None for line in lines)
    if not any(_PAGE.fullmatch(line.text) for line in lines[:14]) and sized < 3:
        return []
    found: list[Head] = []
    listing = False  # of the papers of an item, which have a size too
    for above, line, below in zip([Line(0, 0, ""), *lines], lines, [*lines[1:], Line(0, 0, "")], strict=False):
        size = TAIL.search(line.text) if "PDF" in line.text else None
        if _PAPERS.fullmatch(line.text):
            listing = True
        elif size is None or not listing:
            listing = False
            inline = _INLINE.search(line.text)  # the text of the item runs on in its line
            ends = [mark.start() for mark in (size, inline) if mark is not None]
            match = _TITLED.match(line.text[: min(ends, default=len(line.text))])
            told = size or inline or _PAPERS.fullmatch(below.text) or OPENING.match(line.text)
            if told is None and line.text in above.text and _NUMBERED.match(above.text):
                told = _TEXT.match(below.text)  # "4. Quay Repairs Award" over "Quay Repairs"
            titled = told is not None and _TEXT.match(line.text) is None and (ends or line.text[-1] != ":")
            bare = bool(found) and found[-1][0] is above and _INLINE.search(above.text) is None
            told_above = bare and line.text.startswith("To ")  # of what the item is
            if match is not None and titled and not told_above and looks_titled(match["title"].rstrip(" .")):
                lost = _PAPERS.match(match["title"]) is not None  # the title was a link
                title = "Minutes" if lost else heading(match["title"])
                found.append((line, match["number"] or "", title, match.start("title")))
    return found


_NUMBERED = re.compile(r"\d{1,3}[.)]? [A-Z]")
_TEXT = re.compile(r"(?:Minutes|Decisions?):")  # what stands below a title, and no title
_PAGE = re.compile(r"(?i)(?:[•*-] )?(?:agenda(?:,? decisions)?(?:,| and| &) minutes|no\.\t? ?item|items)")
_INLINE = re.compile(r"(?<!Key)\s(?:Additional documents|Minutes|Decisions?):(?=\s|$)")
_PAPERS = re.compile(r"(?:Additional|Supporting) documents:?")
_TITLED = re.compile(r"(?:[A-Z]{0,3}(?P<number>\d{1,4})[.)]?\s+)?(?P<title>(?:[A-Z\"']|\d\d/\d{3,5}[/A-Z]*\s).{3,})")


def numbered_below(lines: list[Line], bare: re.Pattern[str]) -> list[Head]:
    """Headings in capitals with the number of the minute on the line below, three at least."""
    found = []
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        loud = above.text[:1].isalnum() and above.text.isupper() and 3 < len(above.text) < 220
        loud = loud and bare.fullmatch(above.text) is None
        if loud and bare.fullmatch(line.text) and re.search(r"\d", line.text) and not below.text.isupper():
            found.append((above, line.text.rstrip(".:)"), heading(above.text), 0))
    return found if len(found) > 2 else []


def motions(lines: list[Line]) -> list[Head]:
    """The motions of a meeting under headings of their own, each above who moved it: "Motion 2 – Bus services"."""
    found: list[Head] = []
    for line, below in pairwise(lines):
        match = _MOTION.fullmatch(line.text)
        if match is not None and _MOTION.fullmatch(below.text) is None:
            found.append((line, match["number"], heading(match["title"]), match.start("title")))
    return found if any(_MOVED.search(line.text) for line in lines) else []


_MOTION = re.compile(
    r"(?:Notice of )?Motion(?: for (?:[Tt]ime[- ][Ll]imited )?[Dd]ebate)?(?: [Nn]o\.?)? (?P<number>\d{1,2})"
    r"\s*[-–:]\s*(?P<title>[A-Z\"'].{3,150}[^.])"
)
_MOVED = re.compile(r"\b(?:proposed|moved)\b.{0,60}\bseconded\b")


def tasks(lines: list[Line]) -> list[Head]:
    """The tasks of a meeting that numbers nothing, each a line of its own: "To elect a chair."; three at least."""
    found = [line for line in lines if _TASK.fullmatch(line.text)]
    return [(line, "", line.text.rstrip(".:"), 0) for line in found] if len(found) > 2 else []


_TASK = re.compile(r"To [a-z]+ (?:[^.;:]|\.(?=\S)){4,220}[.:]?")


def colons(lines: list[Line]) -> list[Head]:
    """Headings that a colon ends and text follows in their line, a routine one among them."""
    found = [(line, match) for line in lines if (match := _COLON.match(line.text)) is not None]
    if not any(OPENING.match(match["title"]) for _, match in found):
        return []
    return [(line, "", match["title"], match.start("title")) for line, match in found]


_COLON = re.compile(
    r"(?:[-•*]\s)?(?P<title>(?!That |(?i:resolved|agreed|decision|action|proposed|seconded)\b"
    r"|(?i:background|reasons?|minutes):)[A-Z][\w'&/,() –-]{3,70}):(?=\s|$)"
)


def capitals(lines: list[Line]) -> list[Head]:
    found = [
        (line, m) for line in lines if (m := _CAPITALS.fullmatch(line.text)) and not _NOT_HEADINGS.search(line.text)
    ]
    return [(line, "", m["title"], m.start("title")) for line, m in found]


def minuted(lines: list[Line]) -> list[Head]:
    """The items of a committee system's page that lost their numbers: title and "Minutes:" on one line."""
    found = []
    for above, line in pairwise([Line(0, 0, ""), *lines]):
        match = _MINUTED.match(line.text)
        if match is not None and _ADDED.match(match["title"]) and _MINUTED.match(above.text) is None and above.text:
            found.append((above, "", heading(above.text)[:180], 0))
        elif match is not None:
            lost = _PAPERS.match(match["title"]) is not None  # the title was a link, and is gone
            found.append((line, "", "Minutes" if lost else heading(match["title"]), match.start("title")))
    return found if len(found) > 1 else []


_ADDED = re.compile(r"(?:Note|NB|N\.B\.|Please note)\b")  # what a page adds to the heading above it


def decided(lines: list[Line]) -> list[Head]:
    """The lines right above "Decision:", where each such label stands below one that could be a heading."""
    above = [line for line, below in pairwise(lines) if _DECISION.match(below.text)]
    headed = [line for line in above if line.text[-1] not in ".;:" and looks_titled(line.text) and len(line.text) < 170]
    return [(line, "", heading(line.text), 0) for line in headed] if len(headed) == len(above) > 1 else []


_DECISION = re.compile(r"Decisions?(?: taken| made)?:(?:\s|$)")


def plain(lines: list[Line], fewest: int = 3) -> list[Head]:
    """Short lines without number or stop, each above a line of text: the headings of minutes that number nothing."""
    found = []
    tasks_led = sum(_DASHED_TASK.match(line.text) is not None for line in lines)
    for line, below in pairwise(lines):
        led = _DASHED_TASK.match(line.text)
        if led is None and tasks_led > 1 and _PART.match(below.text):
            led = re.match(r"[-–] (?=[A-Z])", line.text)  # "- Finance" above "5.1 To agree the accounts"
        title = TAIL.sub("", line.text[led.end() if led else 0 :]).rstrip(":")
        told = len(below.text) > 64 or below.text[-1:] in ".!?;" or below.text[:1] in "•-*" or _PART.match(below.text)
        short = len(title.split()) < (16 if led else 9)
        plain = led is not None or _NO_HEADING.search(title) is None
        if _HEADING.fullmatch(title) and plain and told and short:
            found.append((line, "", title, led.end() if led else 0))
    return found if len(found) >= fewest else []


_DASHED_TASK = re.compile(r"[-–] (?=To [a-z])")
_PART = re.compile(r"\d{1,2}\.\d{1,2} [A-Z]")
