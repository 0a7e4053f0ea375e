"""People whose name and post fill a line or two: a label and a name, a name above or below its post."""

import re
from collections.abc import Iterator

from councilgraph.extract.fields import label_of
from councilgraph.extract.people import attendance, names, posts
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.sightings import Seen, flat


def labelled(shadow: Shadow) -> Iterator[Seen]:
    """Names after their office as a label: "Chair: Councillor Jo Smith", "Legal Adviser: A Brown"."""
    for line in shadow.lines:
        match = _OFFICE_LABEL.match(line.text)
        if match is None or not posts.looks_like_role(match["role"]) or len(match["role"].split()) > 7:
            continue
        if next(names.each(match["role"]), None) is not None:
            continue
        at = line.start + match.end()
        entry = posts.office(shadow.text, at, line.end)
        name = names.at(shadow.text, at, line.end)
        found = label_of(line.text)
        if entry is not None:
            yield Seen(entry.name, entry.name_at, entry.role, entry.role_at, "named")
        elif name is not None and (found is None or found[0] in {"present", "director"}):
            bracket = attendance.BRACKET.match(shadow.text, name.stop, line.end)
            part_only = found is not None and found[0] == "director" and _PART_ONLY.fullmatch(match["role"]) is not None
            if (
                part_only
                or attendance.after_comma(shadow.text, name.stop)[0]
                or (bracket is not None and posts.looks_like_role(bracket["role"]))
            ):
                continue
            role_at = line.start + match.start("role"), line.start + match.end("role")
            yield Seen(name.text, (name.start, name.end), match["role"], role_at, "named")


_PART_ONLY = re.compile(
    r"(?i)(?:lead|relevant|responsible|accountable|sponsoring) (?:director|member|officer)(?:\(s\))?"
)
_OFFICE_LABEL = re.compile(r"(?:[•*-] |\d{1,2}[.)] )?(?P<role>[A-Z][\w/&'() -]{3,60}?)(?:\s*:\s*|\s[–-]\s|\t)(?=[A-Z])")


def paired(shadow: Shadow) -> Iterator[Seen]:
    """A name on a line of its own with a post on the next, as under a letter, or on the one above, as in a list."""
    lines = shadow.lines
    for index, line in enumerate(lines):
        if len(line.text) > 60 or (name := _alone(shadow, line)) is None:
            continue
        below = _post_line(lines[index + 1]) if index + 1 < len(lines) else None
        above = _post_line(lines[index - 1]) if index and not (index > 1 and _alone(shadow, lines[index - 2])) else None
        role_at = below or (above if above is not None and above[1] - above[0] < 40 else None)
        if role_at is not None:
            yield Seen(name.text, (name.start, name.end), flat(shadow.text[slice(*role_at)]), role_at, "contact")


def in_columns(shadow: Shadow) -> Iterator[Seen]:
    """Names beside their posts, a column each: "Cllr Jo Smith", "Chair"."""
    for line in shadow.lines:
        name = names.at(shadow.text, line.start, line.end) if line.text.count("\t") == 1 else None
        role = line.text.partition("\t")[2].strip()
        if name is not None and shadow.text[name.stop] == "\t" and posts.looks_like_role(role):
            at = line.start + line.text.index(role, line.text.index("\t"))
            yield Seen(name.text, (name.start, name.end), flat(role), (at, at + len(role)), "present")


def _alone(shadow: Shadow, line: Line) -> names.Name | None:
    """The name that fills a line, letters of a qualification after it or not."""
    name = names.at(shadow.text, line.start, line.end)
    return name if name is not None and _LETTERS.fullmatch(shadow.text, name.stop, line.end) is not None else None


_LETTERS = re.compile(r"[.,]?(?:,? \(?(?:Hons|[A-Z][A-Za-z]?[A-Z]{1,5})\)?)*[.,]?")


def _post_line(line: Line) -> tuple[int, int] | None:
    """The place of the post that fills a line, None where a line says something else."""
    text = re.sub(r"(?: ?/ ?(?:Clerc|Cadeirydd))?[.:,]?$", "", line.text)
    post = len(text) < 120 and _ITEM.search(text) is None and posts.is_role(text)
    return (line.start, line.start + len(text)) if post else None


_ITEM = re.compile(r"(?i)(?:reports?|remarks|statement|announcements|updates?|election|correspondence)$")
