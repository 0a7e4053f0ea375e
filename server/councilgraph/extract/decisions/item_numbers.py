"""Items by the numbers or letters that run through a paper: the lines that head them."""

import re

from councilgraph.extract import dates
from councilgraph.extract.headings import heading, looks_titled, says
from councilgraph.extract.shadow import Line

Head = tuple[Line, str, str, int]  # line, number, title, where the title starts in the line
_SLASHED = re.compile(
    r"(?P<number>(?:(?i:min(?:ute)?\.? ))?(?:[A-Z]{1,5}[/. -]?|[A-Z][A-Za-z]{1,4}/)?\d{1,4}[/-]\d{1,4}"
    r"(?:[/._-]\d{1,4}){0,2}(?:[a-z]|/[A-Z][A-Z&]{0,4})?"
    r"|[A-Z]{0,4}\d{1,4}:\d{1,2}/\d{2,4}|(?i:min(?:ute)?\.? )\d{1,4} \d{2,4}/\d{2,4}"
    r"|(?P<dotted>\d{2}\.\d{2}(?!\d))|\d{4}\.\d{1,2}\.\d{1,3}|\d{2,3}\.\d{3}|\d{4}\.\d{2,3}"
    r"|[A-Z]{1,5}\.\s?\d{1,4})(?P<letter>\([a-z]\))?[.):]?\s+"
    r"(?:[-–]\s)?(?:\d{1,2}[.)]\s+)?(?P<title>[A-Z\"'].*)"
)
_PLAIN = re.compile(
    r"\*?(?P<named>(?i:(?:agenda\s)?item\s(?:no\.?\s)?|minute\s(?:no\.?\s)?))?"
    r"(?:\((?=\d+\) [A-Z]{2})|[A-Z]{2,3}(?=\d))?(?P<number>\d{1,5}|I(?=\.\s))(?:\.0)?[.):]{0,2}"
    r"(?:\s+|(?<=\d\.)(?=[A-Z][a-z]|[A-Z]{3}))(?:[-–]\s)?"
    r"(?:\d{1,3}(?:\.\d{1,2})+\.?\s+)?(?:Agenda Item \d{1,3}[.:]?\s+)?"
    r"(?!(?:For|Against|In favour|Abstentions?|Abstained)\b[:,;]?\s*\d?)"
    r"(?P<title>(?:[A-Z\"'(]|\d\d/\d{3,}).*)"
)
_NAMED = re.compile(r"(?i:(?:agenda )?item|minute) (?:[Nn]o\.? )?(?P<number>\d{1,4})\s*[:.–-]\s*(?P<title>[A-Z\"'].*)")


def named(lines: list[Line]) -> list[Head]:
    """The lines that say "Item 4:" or "Minute 12."."""
    found = [(line, m) for line in lines if (m := _NAMED.match(line.text)) is not None]
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in found]


def slashed(lines: list[Line], running: frozenset[int]) -> list[Head]:
    """The lines with numbers such as "45/24"; a date is none, but where it runs on from line to line."""
    matched = [(line, m) for line in lines if (m := _SLASHED.match(line.text))]
    found = [(line, m) for line, m in matched if line.start in running or not _is_date(line.text)]
    if len(found) < 2:
        return []
    longest = _running(found)
    if len(longest) < 4:  # times of the day and prices look like "12.77" too
        found = [(line, m) for line, m in found if not m["dotted"]]
        longest = _running(found)
    found = longest if len(longest) > 2 and 2 * len(longest) >= len(found) else found
    if len(found) < 2:
        return []
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
    again = before["title"].isupper() and after["title"].isupper()  # one number printed for two items
    return (len(steps) == 1 and 1 <= steps[0] <= 3) or (not steps and (lettered or again))


def chain(lines: list[Line]) -> list[Head]:
    """The longest run of rising numbers, preferring lines that look like titles."""
    told = (line for line in lines if line.text.count("\t") < 3 and not _is_date(line.text))  # no rows of a table
    numbered = [(line, m) for line in told if (m := _PLAIN.match(line.text))]
    named = [(line, m) for line, m in numbered if m["named"] and looks_titled(m["title"])]
    best = _filled(_rising([(line, m) for line, m in numbered if looks_titled(m["title"])]), numbered)
    if len(named) > 1 and len(named) >= len(best):
        return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in named]
    plain = _rising(numbered)
    telling = 2 * sum(says(heading(match["title"])) for _, match in best) > len(best) and any(
        OPENING.match(match["title"]) for _, match in plain[:2]
    )
    if len(plain) > max(2, len(best)) and (len(best) < 3 or telling) and not _of_resolution(lines, plain[0][0]):
        best = plain
    if len(best) < 3 and len(ones := [(ln, m) for ln, m in numbered if m["number"] == "1"]) > 2:
        return [(line, "", heading(m["title"]), m.start("title")) for line, m in ones]  # a list whose numbers were lost
    return [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in best] if len(best) > 1 else []


def _of_resolution(lines: list[Line], first: Line) -> bool:
    """Whether the line above the first of a list says RESOLVED: the list is what was resolved, no items."""
    above = [line for line in lines if line.end <= first.start][-1:]
    return any(_RESOLVED.match(line.text) for line in above)


_RESOLVED = re.compile(
    r"(?:It was )?(?:RESOLVED|Resolved|AGREED|Agreed|resolved|agreed"
    r"|(?:Decision|DECISION|RECOMMENDATION|Recommendation)s?)\b.{0,30}$"
)


def _is_date(text: str) -> bool:
    return any(found.start < 2 for found in dates.find(text[:40]))


def _rising(numbered: list[tuple[Line, re.Match[str]]]) -> list[tuple[Line, re.Match[str]]]:
    """The longest chain in which each number is one more (at most three) than the one before."""
    chains: dict[int, list[tuple[Line, re.Match[str]]]] = {}
    for line, match in numbered:
        number = _value(match)
        before = max((chains.get(number - step, []) for step in (1, 2, 3)), key=len)
        if len(before) + 1 > len(chains.get(number, [])):
            chains[number] = [*before, (line, match)]
    return max(chains.values(), key=_weight, default=[])


def _weight(run: list[tuple[Line, re.Match[str]]]) -> int:
    """How much a run counts: a meeting's opens with apologies or the like, a list of figures within it does not."""
    return len(run) + (3 if len(run) > 3 and OPENING.match(run[0][1]["title"]) else 0)


def _filled(
    chain: list[tuple[Line, re.Match[str]]], numbered: list[tuple[Line, re.Match[str]]]
) -> list[tuple[Line, re.Match[str]]]:
    """A chain with the numbers that it leaves out, a sentence each, and with tasks that are out of their order."""
    found: list[tuple[Line, re.Match[str]]] = []
    later = {one[1]["number"] for one in numbered} - {match["number"] for _, match in chain}  # items brought forward
    for line, match in chain if len(chain) > 2 else ():
        last, start = (_value(found[-1][1]), found[-1][0].start) if found else (0, -1)
        between = [one for one in numbered if start < one[0].start < line.start]
        following = last + 1
        for one in between:
            if _value(one[1]) == following < _value(match):
                following += 1
                found.append(one)
            elif one[1]["number"] in later and _TASK.match(one[1]["title"]):
                found.append(one)
        found.append((line, match))
    return found or chain


def _value(match: re.Match[str]) -> int:
    return 1 if match["number"] == "I" else int(match["number"])  # a letter that was meant for a figure


_TASK = re.compile(
    r"To [a-z]+ |The following [^.]{5,120}:$|[A-Z][A-Z'&-]{2,}(?: [A-Z'&-]{2,})* [–-] "
)  # "MILLTHORPE - 24/0183 - Erection of a barn"


def lettered(lines: list[Line]) -> list[Head]:
    """Items lettered from (a) on, where one of the first two is routine, which no list of conditions opens with."""
    found: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        match = _LETTERED.match(line.text)
        if match is not None and ord(match["number"]) - ord("a") == len(found) and looks_titled(match["title"]):
            found.append((line, match))
    if len(found) < 3 or not any(OPENING.match(match["title"]) for _, match in found[:2]):
        return []
    return [(line, match["number"], heading(match["title"]), match.start("title")) for line, match in found]


_LETTERED = re.compile(r"\((?P<number>[a-z])\)\s+(?P<title>[A-Z\"'].*)")
OPENING = re.compile(r"(?i)(?:apolog|welcome|declarations?\b|minutes\b|(?:appointment|election) of (?:a )?chair)")
