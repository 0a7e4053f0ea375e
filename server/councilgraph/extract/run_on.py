"""Where the headings stand in a page whose text runs on in one line, as a committee system's pages do when copied."""

import re
from collections.abc import Iterator
from functools import cache

from councilgraph.extract.lexicons import lexicon

_LONG = 400  # characters of a line that no printer would set
_LINE = re.compile(rf"[^\n]{{{_LONG},}}")
_MARK = re.compile(r"\s(?=(?:Additional documents:\s+)?(?:Decisions?(?: taken)?|Minutes):\s)")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?]|.\))\s(?=[A-Z0-9\"'])(?<!\b(?:No|St|Mr|Dr)\.\s)")
_TITLE = 170  # characters
_SMALL = r"and|of|the|for|in|to|on|at|with|by|from|an?|its|&|[-–]"
_LOUD = re.compile(
    r"(?<=[a-z0-9)][.!?])\s(?P<title>(?!The |It )(?:[A-Z][\w'/,-]*|\d[\w/-]*)"
    rf"(?: (?:[A-Z(][\w'/,):-]*|\d[\w/-]*|{_SMALL})){{1,14}})"
    r"\s(?=(?:RESOLVED|AGREED|Resolved:|Agreed:))"
)
_BODY = re.compile(r"(?i)(?:council|committee|cabinet|board|panel|executive|members|meeting|unanimously|:)$")
_NUMBERED = re.compile(r"(?<=[a-z0-9)][.:!?])\s(?P<number>\d{1,3})\.\s(?=[A-Z])")
_FEWEST = 3  # numbers or labels that make a run


@cache
def _labels() -> re.Pattern[str]:
    """Up to the blank before each label, and behind the words that open the page."""
    words = {name: "|".join(patterns) for name, patterns in lexicon("run_on").items()}
    return re.compile(rf"(?<=\S)\s(?=(?:{words['labels']}):\s)|(?m:^)(?:{words['opening']})\s")


def breaks(text: str) -> Iterator[int]:
    """The blanks at which a line breaks: before each heading of a line that runs on, and behind it."""
    for line in _LINE.finditer(text):
        found = {*_opened(text, *line.span()), *_labelled(text, *line.span()), *_marked(text, *line.span())}
        found |= {*_dated(text, *line.span())}
        yield from sorted(found | {*_loud(text, *line.span()), *_running(text, *line.span())})


def _opened(text: str, start: int, end: int) -> Iterator[int]:
    """Behind the words that open a page of a meeting, and before those that head its items."""
    yield from (match.end() - 1 for match in _PAGE.finditer(text, start, end))


_PAGE = re.compile(
    r"(?m:^)(?:Agenda and (?:minutes|decisions)|Decision list|Printed (?:minutes|decisions))\s"
    r"|\s(?=Items No\. Item\b)|\bNo\. Item\s(?=1?\b)"
)


def _labelled(text: str, start: int, end: int) -> Iterator[int]:
    """Before the labels of a page that has lost its lines, several at least."""
    found = [match.end() - 1 for match in _labels().finditer(text, start, end)]
    yield from (found if len(found) > _FEWEST else ())


def _marked(text: str, start: int, end: int) -> Iterator[int]:
    """Before and behind the titles above "Decision:" or "Minutes:", two at least."""
    marks = [match.start() for match in _MARK.finditer(text, start, end)]
    for mark in marks if len(marks) > 1 else ():
        ends = [match.start() for match in _SENTENCE_END.finditer(text, max(start, mark - _TITLE), mark)]
        if ends:
            yield from (ends[-1], mark)


def _dated(text: str, start: int, end: int) -> Iterator[int]:
    """Before the entries of a committee system's list of decisions, two at least."""
    found = [match.start() for match in _ENTRY.finditer(text, start, end)]
    yield from (found if len(found) > 1 else ())


_ENTRY = re.compile(r"\s(?=\d\d/\d\d/\d{4} [-–] [^\n]{4,250}? ref: \d)")


def _loud(text: str, start: int, end: int) -> Iterator[int]:
    """Before and behind the titles above RESOLVED."""
    for match in _LOUD.finditer(text, start, end):
        if _BODY.search(match["title"]) is None:
            yield from (match.start(), match.end() - 1)


def _running(text: str, start: int, end: int) -> Iterator[int]:
    """Before the numbers of items that rise by one."""
    run: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text, start, end):
        if run and int(match["number"]) != int(run[-1]["number"]) + 1:
            continue
        run.append(match)
    yield from (match.start() for match in run if len(run) >= _FEWEST)
    yield from _counted(text, start, end)


def _counted(text: str, start: int, end: int) -> Iterator[int]:
    """Before the items of minutes that run through a line, a routine item among them, and before who was there."""
    runs: dict[int, list[re.Match[str]]] = {}
    for match in _COUNTED.finditer(text, start, end):
        number = int(match["number"])
        runs[number] = [*runs.get(number - 1, []), match]
    told = [run for run in runs.values() if any(_ROUTINE.match(text, match.end()) for match in run)]
    yield from (match.start() for match in max(told, key=len, default=[]) if len(max(told, key=len)) >= _FEWEST)
    yield from (match.start() for match in _THERE.finditer(text, start, end))


_COUNTED = re.compile(r"\s(?P<number>\d{1,4})(?:[.)]\s?(?=[A-Z])|\s(?=[A-Z]{3}|To [a-z]))")
_ROUTINE = re.compile(r"(?i)(?:to (?:receive|record) )?(?:apolog|welcome|declarations?\b|minutes\b)")
_THERE = re.compile(
    r"(?<![•·])\s(?=(?:Present|PRESENT|In [Aa]ttendance|IN ATTENDANCE|APOLOGIES|Apologies(?: for absence)?)\s?:)"
    r"|\s(?=[•·] [A-Z])"
)
