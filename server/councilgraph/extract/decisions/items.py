"""The items of a meeting: by the numbers that run through a paper, else by its headings."""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from councilgraph.extract import numbering
from councilgraph.extract.decisions import item_headings, item_numbers
from councilgraph.extract.decisions.item_numbers import Head
from councilgraph.extract.headings import TAIL, heading, says
from councilgraph.extract.people import names
from councilgraph.extract.people.name_words import word_lists
from councilgraph.extract.shadow import Line, Shadow, starting_in

_BARE = re.compile(
    r"(?:[A-Z]{1,5}(?:/| (?=\d{1,4}/\d))?|(?i:(?:agenda )?item (?:no\.? )?|minute (?:no\.? )?))?"
    r"\d{1,5}(?:/\d{2,4}|\.0|[a-z](?=$))?[.)]?:?"
    r"(?: \d{1,3}(?:\.\d{1,2})+\.?)?"
)
_PAGE_PART = re.compile(r"(?:Minutes|Decision|Supporting documents|Additional documents)s?:?")
_TOLD = re.compile(
    r"(?:1[.)] )?(?:The )?(?:Cabinet|Committee|Council|Executive|Board) (?:approved|agreed|resolved)\b"
    r"|\(?1[.)]\s.*\b(?:proposed|moved)\b.{0,60}\bseconded\b"
)
_MOTIONS = re.compile(r"(?i)(?:the following )?motions?\b.{0,60}")  # the page of those of one meeting
_SUB = re.compile(
    r"(?P<number>\d{1,4}\.\d{1,2}|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])[.)]?(?:\s+|(?<=\))(?=[A-Z]))(?P<title>\S.*)"
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


def items(shadow: Shadow) -> list[Item]:
    """The items of a meeting in order; the page of one item of an agenda is that item."""
    if (alone := page(shadow)) is not None:
        return [alone]
    if below := item_headings.numbered_below(list(shadow.paragraphs), _BARE):
        return _placed(below, len(shadow.text))
    lines = _without_people(_headed(shadow))
    if _MOTIONS.match(lines[0].text if lines else "") and (moved := item_headings.motions(lines)):
        return _placed(moved, len(shadow.text))
    named, slashed = item_numbers.named(lines), item_numbers.slashed(lines, numbering.starts(shadow.text))
    if len(named) > 2 and len(named) >= len(slashed):
        return _placed(named, len(shadow.text))
    heads = (
        _above(shadow, slashed, item_numbers.chain(lines))
        or _paged(lines, item_numbers.chain(lines), item_headings.attached(lines))
        or item_numbers.lettered(lines)
        or item_headings.bulleted(lines)
        or item_headings.tasks(lines)
        or item_headings.capitals(lines)
        or item_headings.minuted(lines)
        or item_headings.decided(lines)
        or _alone(item_headings.plain(lines), item_headings.colons(lines))
    )
    return _placed(heads, len(shadow.text))


def _without_people(lines: list[Line]) -> list[Line]:
    """The lines without a numbered list of those present, three at least: "4. Jo Smith (Chair)"."""
    kept: list[Line] = []
    for listed, run in groupby(lines, _of_list):
        people = list(run)
        known = sum(line.text.split()[1] in word_lists().given for line in people) if listed else 0
        kept += people if known < max(3, len(people) / 2) else []
    return kept


def _of_list(line: Line) -> bool:
    """Whether a numbered line is a name, with a post or a time in brackets or not."""
    lead = _COUNTED.match(line.text)
    name = names.at(line.text, lead.end()) if lead is not None else None
    return name is not None and _NOTE.fullmatch(line.text, name.stop) is not None


_COUNTED = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z][a-z])")
_NOTE = re.compile(r"(?:\s?\([^()]{2,60}\))?[,.]?")


def _alone(plain: list[Head], colons: list[Head]) -> list[Head]:
    """Headings that stand alone, but where many more stand before a colon: "Clerk: Jo Smith" is no item."""
    return colons if len(colons) > 2 * len(plain) else plain


def _above(shadow: Shadow, paragraphs: list[Head], headings: list[Head]) -> list[Head]:
    """Numbered paragraphs of minutes, each with the numbered heading right above it where most have one."""
    above = {shadow.text.find(line.text, line.start) + len(line.text): head for head in headings for line in (head[0],)}
    titled = [(head, above.get(len(shadow.text[: head[0].start].rstrip()))) for head in paragraphs]
    if 2 * sum(heading is not None for _, heading in titled) <= len(paragraphs):
        opened = any(item_numbers.OPENING.match(title) for _, _, title, _ in headings)
        return headings if opened and all(says(title) for _, _, title, _ in paragraphs) else paragraphs
    return [(found[0], head[1], found[2], found[3]) if found is not None else head for head, found in titled]


def _paged(lines: list[Line], numbered: list[Head], attached: list[Head]) -> list[Head]:
    """The items that numbers run through; those of a committee system's page where the numbers are of other things."""
    heads = {head[0].start for head in numbered}
    heads |= {below.start for line, below in pairwise(lines) if line.start in heads}  # what describes an item
    missing = sum(head[0].start not in heads for head in attached)
    return attached if len(attached) > 1 and 2 * missing > len(attached) else numbered


def page(shadow: Shadow) -> Item | None:
    """The item that a committee system shows on a page of its own, None where a paper is no such page."""
    lines = shadow.paragraphs
    if len(lines) > 2 and "PDF" in lines[0].text and TAIL.search(lines[0].text) and lines[1].text == "Minutes:":
        lead = _BARE.match(lines[0].text)  # "6 Grit bins PDF 120 KB" above its minutes
        title = heading(TAIL.sub("", lines[0].text[lead.end() if lead else 0 :]).strip())
        start = lines[0].start + lines[0].text.index(title)
        number = lead[0].strip() if lead else ""
        return Item(number, title, lines[0].start, start, start + len(title), len(shadow.text))
    index = next((i for i, line in enumerate(lines[:8]) if re.fullmatch(r"(?i)agenda item", line.text)), None)
    if index is None or index + 1 >= len(lines):
        return None
    if not any(_PAGE_PART.fullmatch(line.text) or _TOLD.match(line.text) for line in lines[index + 2 :]):
        return None
    line = lines[index + 1]
    title = heading(TAIL.sub("", line.text))
    return Item("", title, line.start, line.start, line.start + len(title), len(shadow.text))


def parts(shadow: Shadow, item: Item) -> list[Item]:
    """The numbered or lettered parts of an item, none where it has fewer than two."""
    lines = starting_in(shadow.paragraphs, item.title_end, item.end)
    if moved := item_headings.motions(list(lines)):
        return _placed(moved, item.end)
    found = [(line, m) for line in lines if (m := _SUB.match(line.text))]
    heads = [(line, m["number"], heading(m["title"]), m.start("title")) for line, m in found]
    if len(heads) < 2 and not item.number and item.title.isupper():
        heads = item_headings.plain(list(lines), 2)  # headings in small letters below one in capitals
    return _placed(heads, item.end) if len(heads) > 1 else []


def _placed(heads: list[Head], last: int) -> list[Item]:
    found = []
    for index, (line, number, title, offset) in enumerate(heads):
        end = heads[index + 1][0].start if index + 1 < len(heads) else last
        start = line.start + offset
        found.append(Item(number, title, line.start, start, min(line.end, start + len(title)), end))
    return found


def _headed(shadow: Shadow) -> list[Line]:
    """The paragraphs, a number on a line of its own put before the next, a heading that goes on below made whole."""
    lines: list[Line] = []
    for line in shadow.paragraphs:
        above = lines[-1] if lines else None
        if above is not None and _BARE.fullmatch(above.text) and line.start - above.end < 4:
            text = shadow.text[above.start : line.end].replace("\n", " ")
            lines[-1] = Line(above.start, line.end, TAIL.sub("", text))
        elif above is not None and _WRAPPED.search(above.text) and _MARKED.search(line.text):
            lines[-1] = Line(above.start, line.end, f"{above.text} {line.text}")
        else:
            lines.append(line)
    return lines


_WRAPPED = re.compile(r"\b[Tt]o (?:receive|consider|note|approve|agree|determine|review) [^.;:]*$")
_MARKED = re.compile(r"^[A-Z][^:]{3,160}\s(?:Additional documents|Minutes|Decision):")
