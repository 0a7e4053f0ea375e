"""Sections of a text by its headings: numbered ones, markdown ones, and labels that end in a colon."""

import re

from councilgraph.model import Section

_MARKDOWN = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.{0,150}?)[ \t#:]*")
_NUMBER = re.compile(r"(?:[-*•][ \t]+)?(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})(?P<dot>[.)]?)[ \t]+(?=[A-Z(])")
_HEADING = re.compile(r"[A-Z(][^.;!]{2,90}?:?")
_LABEL = re.compile(
    r"(?:\*\*)?(?P<title>[A-Z][A-Za-z'’/&,() ?-]{2,170}?)(?:[ \t]?:(?:\*\*)?|(?:\*\*)?:)(?P<value>[ \t].*)?"
)
_CAPITALS = re.compile(r"(?P<title>[A-Z][A-Z'’&,/() -]{3,70})")
_KNOWN = re.compile(
    r"(?P<title>(?:financial|legal|equalit(?:y|ies)|data protection|policy|climate|procurement|risk|"
    r"other corporate|human rights|resource|staffing|environmental|crime and disorder|privacy|governance)\b"
    r".{0,40}\bimplications?|recommendations?|reasons? for (?:the )?(?:decision|recommendations?|urgency)|"
    r"background(?: documents| papers)?|introduction|summary|conclusions?|contact details|appendices|"
    r"decisions?|consultation|"
    r"alternative options.{0,40}|options considered.{0,40}|purpose(?: of (?:the )?report)?)",
    re.IGNORECASE,
)
_LONGEST_KNOWN = 160  # characters: a line of more is none of these headings
_NO_TITLES = re.compile(r"(?i)(?:tel|telephone|phone|e-?mail|fax|mobile|http|www|page|note)\b")


_SENTENCE = re.compile(
    r"\b(?:to|is|are|that|includ\w+|the|of|as|was|were|will|on|has|have|following|RESOLVED.*|[Ii]t was.*|"
    r"agreed?)\s*:?$"
)
_LABEL_END = re.compile(r"[A-Za-z][^.:;]{1,90}:(?:\s|$)")
_WRAPPED = re.compile(r"[A-Z][^.;:!?]{50,140}")

Head = tuple[int, int, str, str]  # start, level, title, number


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order; a heading's section ends where one of its level or above begins."""
    heads = _heads(text)
    ends = [len(text)] * len(heads)
    open_: list[int] = []
    for index, (start, level, _, _) in enumerate(heads):
        while open_ and heads[open_[-1]][1] >= level:
            ends[open_.pop()] = start
        open_.append(index)
    return tuple(
        Section(title, start, end, level, number)
        for (start, level, title, number), end in zip(heads, ends, strict=True)
    )


def _heads(text: str) -> list[Head]:
    heads: list[Head] = []
    position, parent, last = 0, "", 0
    chapters: dict[str, str] = {}
    lines = text.split("\n")
    for index, line in enumerate(lines):
        stripped = line.strip()
        following = lines[index + 1].strip() if index + 1 < len(lines) else ""
        head = _head(stripped, following, last) if 2 < len(stripped) < 400 else None
        start = position + len(line) - len(line.lstrip())
        if (head is None or not head[2]) and (above := _wrapped_label(lines, index, stripped)):
            start = position - 1 - len(lines[index - 1].lstrip())
            head = 3, f"{above} {_title(stripped.split(':')[0])}", ""
        if head is not None:
            level, title, number = head
            if title and number:
                chapters[number] = title
            parent = title or chapters.get(number.split(".")[0]) or parent
            last = int(number) if number.isdecimal() else last
            heads.append((start, level, title or parent, number))
        position += len(line) + 1
    return heads


def _head(line: str, following: str, last: int) -> tuple[int, str, str] | None:
    """Level, title and number of a line that is a heading; a numbered paragraph has no title of its own."""
    if line[0] == "#" and (markdown := _MARKDOWN.fullmatch(line)):
        return 3, _title(markdown["title"]), ""
    if numbered := _NUMBER.match(line):
        return _numbered(line, numbered, following, last)
    if len(line) < _LONGEST_KNOWN and (known := _KNOWN.fullmatch(line.strip("*: "))):
        return 3, _title(known["title"]), ""
    label = _LABEL.fullmatch(line) if ":" in line else None
    if label and not _NO_TITLES.match(label["title"]) and not _SENTENCE.search(label["title"]):
        return 3, _title(label["title"]), ""
    if line.isupper() and (capitals := _CAPITALS.fullmatch(line)):
        return 3, _title(capitals["title"]), ""
    return None


def _numbered(line: str, match: re.Match[str], following: str, last: int) -> tuple[int, str, str] | None:
    number, rest = match["number"], line[match.end() :].strip()
    level = min(6, 3 + number.count("."))
    plain = number.isdecimal() and not match["dot"]
    if plain and int(number) != last + 1 and not _KNOWN.fullmatch(rest):
        return None
    stands_alone = len(rest) <= 55 or not following or _NUMBER.match(following) is not None
    is_title = _HEADING.fullmatch(rest) and not following[:1].islower() and not _NO_TITLES.match(rest)
    wrapped = "." in number and len(rest) > 60  # a paragraph's first line, whatever stands below it
    if is_title and stands_alone and not wrapped and not _SENTENCE.search(rest):
        return level, _title(rest), number
    return (level, "", number) if "." in number else None


def _wrapped_label(lines: list[str], index: int, line: str) -> str:
    """The first half of a label that runs over two lines, "" where the label stands alone."""
    if index == 0 or ":" not in line or not _LABEL_END.match(line):
        return ""
    above = lines[index - 1].strip()
    before = lines[index - 2].strip() if index > 1 else ""
    alone = not before or before[-1] in ".:;" or len(before) < 40
    return _title(above) if alone and _WRAPPED.fullmatch(above) else ""


def _title(text: str) -> str:
    plain = " ".join(text.replace("*", "").split()).rstrip(":").strip()
    return plain if len(plain) <= 80 else plain[:79].rstrip() + "…"
