"""The items of a meeting: by the numbers that run through a paper, else by its headings."""

import re
from dataclasses import dataclass
from itertools import pairwise

from councilgraph.extract import dates
from councilgraph.extract.shadow import Line, Shadow

_SLASHED = re.compile(
    r"(?P<number>(?:(?i:min(?:ute)?\.? ))?(?:[A-Z]{1,5}[/. -]?)?\d{1,4}[/-]\d{1,4}(?:[/.-]\d{1,4})?[a-z]?"
    r"|(?i:min(?:ute)?\.? )\d{1,4} \d{2,4}/\d{2,4}|\d{4}\.\d{1,2}\.\d{1,3}|\d{2,3}\.\d{3}|\d{4}\.\d{2,3}"
    r"|[A-Z]{1,5}\.\s?\d{1,4})(?P<letter>\([a-z]\))?[.):]?\s+"
    r"(?:[-–]\s)?(?:\d{1,2}[.)]\s+)?(?P<title>[A-Z\"'].*)"
)
_PLAIN = re.compile(
    r"(?P<named>(?i:(?:agenda\s)?item\s(?:no\.?\s)?|minute\s(?:no\.?\s)?))?"
    r"(?:\((?=\d+\) [A-Z]{2}))?(?P<number>\d{1,5})(?:\.0)?[.):]{0,2}(?:\s+|(?<=\d\.)(?=[A-Z][a-z]))(?:[-–]\s)?"
    r"(?:\d{1,3}(?:\.\d{1,2})+\.?\s+)?(?!(?:For|Against|In favour|Abstentions?|Abstained)\b[:,;]?\s*\d?)"
    r"(?P<title>(?:[A-Z\"'(]|\d\d/\d{3,}).*)"
)
_BARE = re.compile(
    r"(?:[A-Z]{1,5}/?|(?i:(?:agenda )?item (?:no\.? )?|minute (?:no\.? )?))?\d{1,5}(?:/\d{2,4}|\.0)?[.)]?:?"
    r"(?: \d{1,3}(?:\.\d{1,2})+\.?)?"
)
_CAPITALS = re.compile(r"(?:[-•*]\s)?(?P<title>[A-Z][A-Z0-9'&,/()–: -]{5,110})")
_NOT_HEADINGS = re.compile(
    r"(?:COUNCIL|COMMITTEE|CABINET|BOARD|PANEL|EXECUTIVE)$|MINUTES OF|AGENDA|RESOLVED"
    r"|^(?:PRESENT|IN ATTENDANCE|MINUTES|DRAFT)\b"
)
_PAGE_PART = re.compile(r"(?:Minutes|Decision|Supporting documents|Additional documents)s?:?")
_HEADING = re.compile(r"To [a-z][\w'&/,() –-]{4,100}|[A-Z0-9\"'][\w'&/,() –-]{2,64}\??:?")
_NO_HEADING = re.compile(
    r"(?i)^(?:present|in attendance|attendance|clerk|apologies for|yours|signed|chair\w*|date|council|minutes|draft)\b"
    r".{0,40}$"
    r"|\b(?:was|were|has|had|is|are|will|said|cllrs?|councillors?|mrs?|council|committee)\b|\d{4}$"
)
_SUB = re.compile(r"(?P<number>\d{1,4}\.\d{1,2}|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])[.)]?\s+(?P<title>\S.*)")
_TAIL = re.compile(r"\s*(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B.*$")
_MARK = re.compile(
    r"(?P<dash>\s+[–-]\s+|(?<=[A-Za-z0-9])[–]\s+)|(?P<colon>:\s)|(?P<stop>(?<=[A-Za-z0-9)])(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bNo)\.\s)"
)
_TELLING = re.compile(
    r"\b(?:was|were|is|are|has|had|have|be|been|will|would|said|reported|asked|advised|noted|agreed?|resolved|proposed"
    r"|seconded|approved|thanked|confirmed|stated|received|discussed|considered|raised|informed|none|nil|to be"
    r"|RESOLVED|AGREED|NOTED|APPROVED|DEFERRED|NONE)\b|^(?:Cllrs?|Councillors?|Members|The|It|There|No|None|Nil)\b",
)
_SAYING = re.compile(
    r"\b(?:was|were|has|had|have|said|reported|asked|advised|thanked|stated|informed|expressed|explained|is|are)\b"
)
_NAMED = re.compile(r"(?i:(?:agenda )?item|minute) (?:[Nn]o\.? )?(?P<number>\d{1,4})\s*[:.–-]\s*(?P<title>[A-Z\"'].*)")
_MINUTED = re.compile(r"(?P<title>[A-Z].{3,200}?)(?:\s+(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B)?\s+Minutes:(?:\s|$)")
_CLAUSE = re.compile(r"(?:to|that|it|we|there|no|none|nil|agreed|noted|unanimous\w*|all)\b")
_RUN_ON = re.compile(
    r",\s(?=(?:It was|It is|There (?:was|were)|The (?:Clerk|Chair\w*|Council)|Cllr|Councillor)\b)"
    r"|\t|\s\|(?:\s|$)|\s(?=Minutes:)"
    r"|(?<=[a-z0-9)])\s(?=(?:These|This|It was|There (?:was|were)|there (?:was|were)|The (?:Clerk|Council|Chair\w*)"
    r"|Cllr|Members)\s)"
)


@dataclass(frozen=True)
class Item:
    """One item of a meeting, its number as printed, its title, and its stretch of the shadow."""

    number: str
    title: str
    start: int
    title_start: int
    title_end: int
    end: int


Head = tuple[Line, str, str, int]  # line, number, title, where the title starts in the line


def items(shadow: Shadow) -> list[Item]:
    """The items of a meeting in order; the page of one item of an agenda is that item."""
    if (alone := page(shadow)) is not None:
        return [alone]
    lines = _headed(shadow)
    named, slashed = _named(lines), _slashed(lines)
    if len(named) > 2 and len(named) >= len(slashed):
        return _placed(named, len(shadow.text))
    heads = slashed or _chain(lines) or _lettered(lines) or _capitals(lines) or _minuted(lines) or _plain(lines)
    return _placed(heads, len(shadow.text))


def page(shadow: Shadow) -> Item | None:
    """The item that a committee system shows on a page of its own, None where a paper is no such page."""
    lines = shadow.paragraphs
    index = next((i for i, line in enumerate(lines[:8]) if re.fullmatch(r"(?i)agenda item", line.text)), None)
    if index is None or index + 1 >= len(lines) or not any(_PAGE_PART.fullmatch(line.text) for line in lines):
        return None
    line = lines[index + 1]
    title = heading(_TAIL.sub("", line.text))
    return Item("", title, line.start, line.start, line.start + len(title), len(shadow.text))


def parts(shadow: Shadow, item: Item) -> list[Item]:
    """The numbered or lettered parts of an item, none where it has fewer than two."""
    lines = [p for p in shadow.paragraphs if item.title_end <= p.start < item.end]
    found = [(line, m) for line in lines if (m := _SUB.match(line.text))]
    heads = [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in found]
    return _placed(heads, item.end) if len(heads) > 1 else []


def _placed(heads: list[Head], last: int) -> list[Item]:
    found = []
    for index, (line, number, title, offset) in enumerate(heads):
        end = heads[index + 1][0].start if index + 1 < len(heads) else last
        start = line.start + offset
        found.append(Item(number, title, line.start, start, min(line.end, start + len(title)), end))
    return found


def _headed(shadow: Shadow) -> list[Line]:
    """The paragraphs, a number on a line of its own put before the line that follows it."""
    lines: list[Line] = []
    for line in shadow.paragraphs:
        above = lines[-1] if lines else None
        if above is not None and _BARE.fullmatch(above.text) and line.start - above.end < 4:
            text = shadow.text[above.start : line.end].replace("\n", " ")
            lines[-1] = Line(above.start, line.end, _TAIL.sub("", text))
        else:
            lines.append(line)
    return lines


def _named(lines: list[Line]) -> list[Head]:
    """The lines that say "Item 4:" or "Minute 12."."""
    found = [(line, m) for line in lines if (m := _NAMED.match(line.text)) is not None]
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in found]


def _slashed(lines: list[Line]) -> list[Head]:
    found = [(line, m) for line in lines if (m := _SLASHED.match(line.text)) and not _is_date(line.text)]
    if len(found) < 2:
        return []
    running = _running(found)
    found = running if len(running) > 2 and 2 * len(running) >= len(found) else found
    return [(line, _number(m), heading(m["title"]), m.start("title")) for line, m in found]


def _number(match: re.Match[str]) -> str:
    return match["number"] + (match["letter"] or "")


def _running(found: list[tuple[Line, re.Match[str]]]) -> list[tuple[Line, re.Match[str]]]:
    """The longest run in which one part of the number rises by three at most: references of others stand in no run."""
    runs: list[list[tuple[Line, re.Match[str]]]] = []
    for line, match in found:
        last = [run for run in runs if _follows(run[-1][1], match)]
        runs.append([*max(last, key=len, default=[]), (line, match)])
    return max(runs, key=len, default=[])


def _follows(before: re.Match[str], after: re.Match[str]) -> bool:
    a, b = ([int(n) for n in re.findall(r"\d+", m["number"])] for m in (before, after))
    if len(a) != len(b):
        return False
    steps = [y - x for x, y in zip(a, b, strict=True) if x != y]
    lettered = after["letter"] is not None or after["number"][-1].isalpha()
    return (len(steps) == 1 and 1 <= steps[0] <= 3) or (not steps and lettered)


def _chain(lines: list[Line]) -> list[Head]:
    """The longest run of rising numbers, preferring lines that look like titles."""
    numbered = [(line, m) for line in lines if (m := _PLAIN.match(line.text)) and not _is_date(line.text)]
    named = [(line, m) for line, m in numbered if m["named"] and _looks_titled(m["title"])]
    best = _rising([(line, m) for line, m in numbered if _looks_titled(m["title"])])
    if len(named) > 1 and len(named) >= len(best):
        return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in named]
    if len(best) < 3 and len(plain := _rising(numbered)) > 2:
        best = max(best, plain, key=len)
    if len(best) < 3 and len(ones := [(ln, m) for ln, m in numbered if m["number"] == "1"]) > 2:
        return [(line, "", heading(m["title"]), m.start("title")) for line, m in ones]  # a list whose numbers were lost
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in best] if len(best) > 1 else []


def _is_date(text: str) -> bool:
    return any(found.start < 2 for found in dates.find(text[:40]))


def _looks_titled(line: str) -> bool:
    title = heading(line)
    resolution = "RESOLVED" in title or re.match(
        r"(?:That|To (?!(?:receive|consider|approve|note|agree))[a-z]+)\b", title
    )
    if resolution or len(title) < 3 or len(title) > 178:
        return False
    if len(title) < len(line.rstrip(" .:|")) - 3:
        return _SAYING.search(title) is None and len(title.split()) < 16
    return (
        len(line) <= 200
        and line[-1] not in ";,"
        and (line[-1] != ":" or len(line) < 45)
        and not (line.endswith(".") and len(line) > 60)
    )


def _rising(numbered: list[tuple[Line, re.Match[str]]]) -> list[tuple[Line, re.Match[str]]]:
    """The longest chain in which each number is one more (at most three) than the one before."""
    chains: dict[int, list[tuple[Line, re.Match[str]]]] = {}
    for line, match in numbered:
        number = int(match["number"])
        before = max((chains.get(number - step, []) for step in (1, 2, 3)), key=len)
        if len(before) + 1 > len(chains.get(number, [])):
            chains[number] = [*before, (line, match)]
    return max(chains.values(), key=len, default=[])


def _lettered(lines: list[Line]) -> list[Head]:
    """Items lettered from (a) on, where one of the first two is routine, which no list of conditions opens with."""
    found: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        match = _LETTERED.match(line.text)
        if match is not None and ord(match["number"]) - ord("a") == len(found) and _looks_titled(match["title"]):
            found.append((line, match))
    if len(found) < 3 or not any(_OPENING.match(match["title"]) for _, match in found[:2]):
        return []
    return [(line, match["number"], heading(match["title"]), match.start("title")) for line, match in found]


_LETTERED = re.compile(r"\((?P<number>[a-z])\)\s+(?P<title>[A-Z\"'].*)")
_OPENING = re.compile(r"(?i)(?:apolog|welcome|declarations?\b|minutes\b|(?:appointment|election) of (?:a )?chair)")


def _capitals(lines: list[Line]) -> list[Head]:
    found = [
        (line, m) for line in lines if (m := _CAPITALS.fullmatch(line.text)) and not _NOT_HEADINGS.search(line.text)
    ]
    return [(line, "", m["title"], m.start("title")) for line, m in found]


def _minuted(lines: list[Line]) -> list[Head]:
    """The items of a committee system's page that lost their numbers: title and "Minutes:" on one line."""
    found = [(line, m) for line in lines if (m := _MINUTED.match(line.text)) is not None]
    return [(line, "", m["title"], m.start("title")) for line, m in found] if len(found) > 1 else []


def _plain(lines: list[Line]) -> list[Head]:
    """Short lines without number or stop, each above a line of text: the headings of minutes that number nothing."""
    found = []
    for line, below in pairwise(lines):
        led = re.match(r"[-–] (?=To [a-z])", line.text)
        title = line.text[led.end() if led else 0 :].rstrip(":")
        told = len(below.text) > 64 or below.text[-1:] in ".!?;" or below.text[:1] in "•-*"
        short = len(title.split()) < (16 if led else 9)
        plain = led is not None or _NO_HEADING.search(title) is None
        if _HEADING.fullmatch(title) and plain and told and short:
            found.append((line, "", title, led.end() if led else 0))
    return found if len(found) > 2 else []


def heading(text: str) -> str:
    """The heading at the start of an item's line, which may run on into its text."""
    text = _RUN_ON.split(re.split(r"\s\(Item\s\w+\)|\s*\(Pages?\s", text)[0])[0]
    capitals = re.match(
        r"[A-Z](?:[A-Z0-9'&,/() –-]|: (?=[A-Z]{2})){6,160}?(?=[:.–]?\s+[A-Z]?[a-z]|$|:(?! [A-Z]{2})|\.)", text
    )
    if capitals is not None and len(capitals[0].split()) > 1:
        return capitals[0].rstrip(" :–-.")
    for mark in _MARK.finditer(text):
        before, rest = text[: mark.start()], text[mark.end() :]
        if before.count("(") > before.count(")"):
            continue
        early = mark.lastgroup == "dash" and _CLAUSE.match(rest) is not None
        if early or mark.lastgroup == "stop" or _TELLING.search(rest) or (mark.lastgroup == "colon" and len(rest) > 90):
            text = before
            break
    return text.rstrip(" :.–-")[:180]
