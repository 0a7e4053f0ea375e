"""The people of contact blocks: name and post on the same or the next lines, columns side by side or in turn."""

import re
from collections.abc import Iterator

from councilgraph.extract.fields import Field, label_of
from councilgraph.extract.people import names, posts
from councilgraph.extract.people.name_words import word_lists
from councilgraph.extract.shadow import Shadow, first_after
from councilgraph.extract.sightings import Seen, flat

_SUM = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})*\.\d\d(?![\d.])")
_CONTACT_ROW = re.compile(r"(?i)(?:telephone|tel|e-?mail|phone|address|mobile)\b.*")


def contacts(shadow: Shadow, field: Field) -> Iterator[Seen]:
    """The people of a contact block: name, post on the same or the next lines, columns side by side or in turn."""
    if _SUM.search(shadow.text[field.start : field.end].partition("\n")[0]) is not None:
        return  # "Clerk" heads a row of a list of payments
    rows = _rows(shadow, field)
    part = _part(field)
    index = 0
    while index < len(rows):
        start, end = rows[index]
        index += 1
        text = shadow.text[start:end].strip()
        if several := _several(shadow.text, start, end):
            yield from (Seen(one.name, one.name_at, one.role, one.role_at, part) for one in several)
            part = "contact"
            continue
        entry = posts.split(text, start) if text else None
        if entry is None and index == 1 and (name := _named(shadow.text, start, end)) is not None:
            entry = name
        if entry is None:
            continue
        role, role_at = entry.role, entry.role_at
        if not role or len(role.split()) == 1:
            post, index = _post(shadow, rows, index)
            role, role_at = (flat(shadow.text[slice(*post)]), post) if post else (role, role_at)
        yield Seen(entry.name, entry.name_at, role, role_at, part)
        part = "contact"


def _named(text: str, start: int, end: int) -> posts.Named | None:
    """The name that a row begins with or is: where a person is asked for, "Mara White" is one."""
    if (name := names.at(text, start, end)) is not None:
        return posts.Named(name.text, (name.start, name.end))
    match = _TWO_WORDS.fullmatch(text, start, end)
    if match is None:
        match = _TWO_WORDS.match(text, start, end)
        match = match if match is not None and posts.is_role(text[match.end() : end]) else None
    if match is None or not word_lists().never.isdisjoint(match["name"].split()):
        return None
    return posts.Named(match["name"], match.span("name"))


_TWO_WORDS = re.compile(r"\s*(?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][a-z]+(?:-[A-Z][a-z]+)?)\s*")


def _several(text: str, start: int, end: int) -> list[posts.Named]:
    """The people of a line that names several, parted by "or", "and" or a stroke; none where it names one."""
    return _apart(text, start, end, _BETWEEN) or _apart(text, start, end, _COMMAS)


def _apart(text: str, start: int, end: int, between: re.Pattern[str]) -> list[posts.Named]:
    cuts = [match.span() for match in between.finditer(text, start, end)]
    places = zip([start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end], strict=True)
    told = [(a, b) for a, b in places if any(map(str.isalpha, text[a:b]))]  # not the second of two telephone numbers
    found = [posts.split(text[first:last], first) for first, last in told] if len(told) > 1 else []
    people = [one for one in found if one is not None and one.name]
    return people if len(people) == len(found) else []


_COMMAS = re.compile(r",\s(?:and\s)?(?=[A-Z])")
_BETWEEN = re.compile(r"\s(?:or|and|&)\s|\s?[/;]\s?")


def _part(field: Field) -> str:
    label = " ".join(field.label.lower().split())
    return re.sub(r"\(s\)|\?", "", label) if "director" in label or "author" in label else "contact"


def _rows(shadow: Shadow, field: Field) -> list[tuple[int, int]]:
    """The lines of a contact block, those in two columns read one column after the other."""
    column = shadow.text.rfind("\n", 0, field.label_start) + 1
    before = shadow.text[column : field.label_start].count("\t")
    rows = []
    line_end = field.start + len(field.line)
    cells = shadow.text[field.start : line_end].split("\t")
    below = "\n" in shadow.text[field.label_start : field.start] and before and len(cells) > before
    at = field.start + (sum(len(cell) + 1 for cell in cells[:before]) if below else 0)
    rows.append((at, at + len(cells[before if below else 0])))
    following = first_after(shadow.lines, line_end + 1, 9)
    for line in following:
        if (found := label_of(line.text)) is not None and found[0] not in {"jobtitle", "other"}:
            break
        cells = line.text.split("\t")
        if before and len(cells) <= before:
            continue
        at = line.start + sum(len(cell) + 1 for cell in cells[:before])
        rows.append((at, at + len(cells[before])))
    return rows


def _post(shadow: Shadow, rows: list[tuple[int, int]], index: int) -> tuple[tuple[int, int] | None, int]:
    """The post in the rows after a name, joined where it wraps; and the row after it."""
    if index >= len(rows):
        return None, index
    start, end = rows[index]
    text = shadow.text[start:end]
    label = re.match(r"(?i)(?:job title|post(?: title)?|position|role|title|designation)\s*:\s*", text)
    start += label.end() if label else 0
    if text.rstrip().endswith(":") or not posts.looks_like_role(shadow.text[start:end]) or names.is_name(text):
        return None, index
    index += 1
    while index < len(rows):
        more = shadow.text[slice(*rows[index])].strip()
        wraps = (
            _OPEN.search(shadow.text[start:end])
            or more[:1].islower()
            or shadow.text.count("(", start, end) > shadow.text.count(")", start, end)
        )
        wraps = wraps or (label is not None and ":" not in more and not names.is_name(more))
        if not more or not wraps or _CONTACT_ROW.match(more):
            break
        end = rows[index][1]
        index += 1
    return (start, end), index


_OPEN = re.compile(r"(?:,|&|–|\b(?:of|for|and|the|Strategic|Assistant|Corporate|Young))\s*$")
