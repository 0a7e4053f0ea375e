"""People in public roles: who decides, reports, advises, attends, proposes; never private individuals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from councilgraph.extract import names
from councilgraph.extract.fields import Field, label_of
from councilgraph.extract.shadow import Shadow
from councilgraph.model import PersonFact

_LISTS = {"present": "present", "attendance": "in attendance", "signatories": "signatory"}
_MOVED = re.compile(
    r"(?i)\b(?P<what>proposed|moved|seconded)\s+by\s+(?P<first>(?-i:"
    + names.TITLED.pattern.replace("?P<name>", "?:")
    + r"|[A-Z][a-z]+\s[A-Z][a-z]+))"
)
_CONTACT_ROW = re.compile(r"(?i)(?:telephone|tel|e-?mail|phone|address|mobile)\b.*")


@dataclass(frozen=True)
class _Seen:
    name: str
    name_at: tuple[int, int]
    role: str
    role_at: tuple[int, int]
    part: str


def people(shadow: Shadow, fields: Sequence[Field]) -> tuple[PersonFact, ...]:
    """Everybody named in a public role, each once, with the first full post printed for them."""
    facts: list[PersonFact] = []
    for seen in _seen(shadow, fields):
        fact = _fact(shadow, seen)
        index = next((i for i, known in enumerate(facts) if same(known.name.value, fact.name.value)), None)
        if index is None:
            facts.append(fact)
        else:
            facts[index] = _merged(facts[index], fact)
    return tuple(facts)


def same(first: str, second: str) -> bool:
    """Whether two printed names within one paper are of one person: surname, and given names that agree."""
    a, b = (re.findall(r"[a-z'-]+", name.lower()) for name in (first, second))
    if not a or not b or a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    return a[0] == b[0] or (a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1))


def _merged(known: PersonFact, fact: PersonFact) -> PersonFact:
    role = known.role
    if fact.role is not None and (role is None or _tells_more(fact.role.value, role.value)):
        role = fact.role
    return replace(
        known,
        evidence=tuple(dict.fromkeys(known.evidence + fact.evidence)),
        name=max((known.name, fact.name), key=lambda said: _fullness(said.value)),
        role=role,
        part=known.part if known.part != "named" else fact.part,
    )


def _tells_more(role: str, known: str) -> bool:
    """Whether a post tells more than the one known: more than one word, or what one is beside chairing a meeting."""
    if re.match(r"(?i)(?:in the )?chair\w*$", known):
        return re.match(r"(?i)(?:in the )?chair\w*$", role) is None
    return len(known.split()) == 1 < len(role.split())


def _fullness(name: str) -> int:
    """How much a printed name tells: a given name, initials, or the surname alone."""
    words = name.split()
    return 0 if len(words) == 1 else 2 if len(words[0].strip(".")) > 1 else 1


def _fact(shadow: Shadow, seen: _Seen) -> PersonFact:
    start, end = seen.name_at
    if seen.role and 0 <= seen.role_at[0] - end < 40:
        whole = shadow.evidence(start, seen.role_at[1])
    elif seen.role and 0 <= start - seen.role_at[1] < 10:
        whole = shadow.evidence(seen.role_at[0], end)
    else:
        whole = shadow.evidence(start, end)
    role = shadow.said(*seen.role_at, seen.role) if seen.role else None
    return PersonFact(evidence=(whole,), name=shadow.said(start, end, seen.name), role=role, part=seen.part)


def _seen(shadow: Shadow, fields: Sequence[Field]) -> Iterator[_Seen]:
    for field in fields:
        if field.key == "maker":
            yield from _block(shadow, field.start, field.end, "decision maker", 3)
        elif field.key == "from":
            yield from _block(shadow, field.start, field.end, "from", 12)
        elif field.key in {"proposer", "seconder"}:
            yield from _block(shadow, field.start, field.start + len(field.line), field.key, 1)
        elif field.key in {"author", "director"}:
            yield from _contact(shadow, field)
        elif field.key in _LISTS:
            yield from _listed(shadow, field, _LISTS[field.key])
    yield from _labelled(shadow)
    yield from _surnames(shadow)
    yield from _moved(shadow)
    yield from _pairs(shadow)
    yield from _running(shadow)
    yield from _members(shadow)


def _block(shadow: Shadow, start: int, end: int, part: str, most: int) -> Iterator[_Seen]:
    """Entries of "Name, Post" over several lines, in which a line that starts no entry carries on the last."""
    entries: list[tuple[int, int]] = []
    for line in [ln for ln in shadow.lines if ln.end > start and ln.start < end][:most]:
        begin, stop = max(line.start, start), min(line.end, end)
        opens = names.at(shadow.text, begin, stop) is not None
        done = not entries or next(names.each(shadow.text, *entries[-1]), None) is None
        if entries and (not opens or (done and not _ended(shadow.text[entries[-1][0] : entries[-1][1]]))):
            if (
                not opens
                and _complete(shadow.text[slice(*entries[-1])])
                and names.role_at(shadow.text, begin) is not None
                and part == "from"
            ):
                entries.append((begin, stop))
            else:
                entries[-1] = entries[-1][0], stop
        else:
            entries.append((begin, stop))
    for first, last in entries:
        yield from _entry(shadow, first, last, part)


def _ended(text: str) -> bool:
    return not re.search(r"(?:,|\b(?:and|of|for|&))\s*$", text)


def _complete(text: str) -> bool:
    """Whether an entry already ends with a person's name."""
    last = re.split(r",\s|\s[–-]\s", text)[-1].strip()
    return "," in text and names.is_name(last)


def _entry(shadow: Shadow, start: int, end: int, part: str) -> Iterator[_Seen]:
    text = shadow.text[start:end]
    for piece in re.finditer(r"[^;]+", text):
        entry = names.split(piece[0].rstrip(" ,.;"), start + piece.start())
        if entry is not None:
            yield _Seen(entry.name, entry.name_at, entry.role, entry.role_at, part)


def _contact(shadow: Shadow, field: Field) -> Iterator[_Seen]:
    """The people of a contact block: name, post on the same or the next lines, columns side by side or in turn."""
    rows = _rows(shadow, field)
    part = _part(field)
    index = 0
    while index < len(rows):
        start, end = rows[index]
        index += 1
        text = shadow.text[start:end].strip()
        entry = names.split(text, start) if text else None
        if entry is None and index == 1 and (name := names.at(shadow.text, start, end)) is not None:
            entry = names.Named(name.text, (name.start, name.end))
        if entry is None:
            continue
        role, role_at = entry.role, entry.role_at
        if not role or len(role.split()) == 1:
            post, index = _post(shadow, rows, index)
            role, role_at = (_flat(shadow.text[slice(*post)]), post) if post else (role, role_at)
        yield _Seen(entry.name, entry.name_at, role, role_at, part)
        part = "contact"


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
    following = [ln for ln in shadow.lines if ln.start > line_end][:9]
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
    if not names.looks_like_role(shadow.text[start:end]) or names.is_name(text):
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


def _listed(shadow: Shadow, field: Field, part: str) -> Iterator[_Seen]:
    """The people of a list of those present, with the post in brackets or after a comma where printed."""
    end = field.start + len(_LIST_END.split(shadow.text[field.start : min(field.end, field.start + 3500)])[0])
    local = part == "in attendance" and _LOCAL.search(shadow.text, 0, 1200) is not None
    for name in names.each(shadow.text, field.start, end):
        plain = _PLAIN_TITLE.match(shadow.text, name.start) is not None
        if local and plain and not _posted(shadow.text, name, end):
            continue
        if _PUBLIC.search(shadow.text, max(field.label_start, name.start - 120), name.start):
            continue
        if re.search(r"\bfor $", shadow.text[max(field.start, name.start - 4) : name.start]):
            continue  # somebody absent, whom another stands in for
        bracket = _BRACKET.match(shadow.text, name.stop, end)
        role = bracket["role"].strip() if bracket else ""
        if bracket is not None and names.looks_like_role(role):
            role_at = bracket.start("role"), bracket.start("role") + len(bracket["role"])
            chairs = re.match(r"(?i)(?:in the )?chair", role)
            yield _Seen(name.text, (name.start, name.end), _flat(role), role_at, "chairman" if chairs else part)
        else:
            shown, role_at = _after_comma(shadow.text, name.stop)
            yield _Seen(name.text, (name.start, name.end), _flat(shown), role_at, part)


def _posted(text: str, name: names.Name, end: int) -> bool:
    """Whether a post stands beside a name: before it, in brackets or after a comma."""
    bracket = _BRACKET.match(text, name.stop, end)
    beside = bracket is not None and names.looks_like_role(bracket["role"])
    return (
        beside
        or bool(_after_comma(text, name.stop)[0])
        or _POST_BEFORE.search(text, max(0, name.start - 60), name.start) is not None
    )


_LOCAL = re.compile(r"(?i)\b(?:parish|town|community) council\b")
_PLAIN_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\b")
_POST_BEFORE = re.compile(r"(?:[Cc]lerk|[Oo]fficer|RFO|[Mm]anager|[Ww]arden|[Aa]dministrator)[ ,:(–-]*$")
_PUBLIC = re.compile(
    r"(?i)\b(?:members? of (?:the )?public|residents?|parishioners?|applicants?|objectors?)\b[^.:;\n]*$"
)
_BRACKET = re.compile(r"\s*\((?P<role>[^()]*(?:\([^()]*\)[^()]*)?)\)")
_LIST_END = re.compile(r"\n(?=[A-Z]{0,4}\d[\w/.-]*[.):]?\s|[A-Z ]{12,}\n)|\b(?=(?i:apologies)\b)")
_PLURAL = re.compile(
    r"\b(?:Councillors|Cllrs|Messrs)\.?:?\s+(?P<list>(?:(?:Mrs?|Ms|Miss"
    r"|Dr)\.? )?[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,2}(?:\s?\([^)]*\))?"
    r"(?:,\s?(?:and )?|\s+and\s+|\s+&\s+)(?:[A-Z][^\n:;]*))"
)
_CALLED = re.compile(
    r"(?:(?:the |The )?(?P<post>(?:(?:Parish|Town|Deputy|Assistant|Locum|City) ){0,2}(?:Clerk|Mayor))"
    r"(?: to (?:the )?Council)?"
    r"|(?:(?:Parish|Town|County|District|Borough|City|Ward) )?(?:Cllrs?|Councillors?))[,:]?\s+(?=[A-Z])"
)
_SURNAME = re.compile(
    r"(?:(?:Mrs?|Ms|Miss|Dr|Provost|Bailie)\.? )?(?:[A-Z]\.? ?){0,3}(?:[A-Z][a-z]+ )?(?:Mc|Mac|O'"
    r"|D')?[A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)*"
)


def _surnames(shadow: Shadow) -> Iterator[_Seen]:
    """Members listed by surname after "Councillors"."""
    for match in _PLURAL.finditer(shadow.text):
        if re.search(r"(?i)apolog|absent|absence", shadow.text[max(0, match.start() - 90) : match.start()]):
            continue
        listed = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), match["list"])
        for piece in re.finditer(r"[^,&]+", re.sub(r"\band\b", ",  ", listed)):
            shown = piece[0].lstrip()
            office = _CALLED.match(shown)
            shown = shown[office.end() :] if office is not None else shown
            name = _SURNAME.match(shown)
            words = name[0].split() if name else []
            if name is None or not words or (len(words) == 1 and not names.plausible(f"Cllr {words[0]}")):
                break
            at = match.start("list") + piece.end() - len(shown)
            post = at - office.end() if office is not None and office["post"] else at
            role = office["post"] if office is not None and office["post"] else ""
            yield _Seen(names.bare(name[0]), (at, at + len(name[0])), role, (post, post + len(role)), "present")


def _after_comma(text: str, position: int) -> tuple[str, tuple[int, int]]:
    match = re.compile(r"(?:\s?(?:,|–|-))?[ \t]+(?=[A-Z])").match(text, position)
    end = names.role_at(text, match.end()) if match else None
    return (text[match.end() : end], (match.end(), end)) if match and end else ("", (0, 0))


def _moved(shadow: Shadow) -> Iterator[_Seen]:
    for match in _MOVED.finditer(shadow.text):
        name = match["first"]
        if names.plausible(name):
            part = "seconder" if match["what"].lower() == "seconded" else "proposer"
            yield _Seen(names.bare(name), (match.start("first"), match.end("first")), "", (0, 0), part)


def _labelled(shadow: Shadow) -> Iterator[_Seen]:
    """Names after their office as a label: "Chair: Councillor Jo Smith", "Legal Adviser: A Brown"."""
    for line in shadow.lines:
        match = _OFFICE_LABEL.match(line.text)
        if match is None or not names.looks_like_role(match["role"]) or len(match["role"].split()) > 7:
            continue
        if next(names.each(match["role"]), None) is not None:
            continue
        at = line.start + match.end()
        entry = names.office(shadow.text, at, line.end)
        name = names.at(shadow.text, at, line.end)
        found = label_of(line.text)
        if entry is not None:
            yield _Seen(entry.name, entry.name_at, entry.role, entry.role_at, "named")
        elif name is not None and (found is None or found[0] in {"present", "director"}):
            bracket = _BRACKET.match(shadow.text, name.stop, line.end)
            part_only = found is not None and found[0] == "director" and _PART_ONLY.fullmatch(match["role"]) is not None
            if (
                part_only
                or _after_comma(shadow.text, name.stop)[0]
                or (bracket is not None and names.looks_like_role(bracket["role"]))
            ):
                continue
            role_at = line.start + match.start("role"), line.start + match.end("role")
            yield _Seen(name.text, (name.start, name.end), match["role"], role_at, "named")


_PART_ONLY = re.compile(
    r"(?i)(?:lead|relevant|responsible|accountable|sponsoring) (?:director|member|officer)(?:\(s\))?"
)
_OFFICE_LABEL = re.compile(r"(?:[•*-] )?(?P<role>[A-Z][\w/&'() -]{3,60}?)(?:\s*:\s*|\s[–-]\s|\t)(?=[A-Z])")


def _members(shadow: Shadow) -> Iterator[_Seen]:
    """Councillors named anywhere, and persons named right after their post: "the Leader, Councillor Jo Smith"."""
    for name in names.each(shadow.text):
        if _absent(shadow.text, name.start):
            continue
        post = names.post_before(shadow.text, name)
        start, end = post or (0, 0)
        if post is not None or _COUNCILLOR.match(shadow.text, name.start):
            yield _Seen(name.text, (name.start, name.end), _flat(shadow.text[start:end]), (start, end), "named")


def _absent(text: str, position: int) -> bool:
    """Whether a name stands in a line of apologies, or on the line below such a heading."""
    line = text.rfind("\n", 0, position) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    said = _ABSENT.search(text, max(line, position - 150), position)
    return said is not None or (
        position - line < 300 and _ABSENT_HEAD.fullmatch(text, above, max(above, line - 1)) is not None
    )


_ABSENT_HEAD = re.compile(r"(?i)[\w./ \t-]{0,20}\b(?:apologies|absent|absence)\b[\w ]{0,30}[.:]?")
_ABSENT = re.compile(r"(?i)apolog|absent|absence|ymddiheuriad")
_COUNCILLOR = re.compile(r"(?:the )?(?:County |Borough |District |Town )?(?:Councillor|Cllr|Cyng)\b")


def _pairs(shadow: Shadow) -> Iterator[_Seen]:
    """A name on a line of its own with a post on the next, as under a letter."""
    lines = shadow.lines
    for line, below in pairwise(lines):
        if len(line.text) < 45 and names.is_name(line.text) and names.is_role(below.text) and len(below.text) < 120:
            entry = names.split(line.text, line.start)
            if entry is not None:
                yield _Seen(entry.name, entry.name_at, below.text, (below.start, below.end), "contact")


def _running(shadow: Shadow) -> Iterator[_Seen]:
    """Names with their posts in running text: "Jo Smith, Head of Law", "Jo Smith (Chair)", "the Leader, Mr Gough"."""
    text = shadow.text
    for name in names.each(text):
        after = _LINK.match(text, name.stop)
        end = names.role_at(text, after.end()) if after else None
        if after is None or end is None or _COMPANY.match(text, end):
            continue
        before = text[max(0, name.start - 160) : name.start]
        if _absent(text, name.start) or _SPEAKER.match(text, end):
            continue
        part = next((part for part, pattern in _BEFORE if pattern.search(before)), "named")
        yield _Seen(name.text, (name.start, name.end), _flat(text[after.end() : end]), (after.end(), end), part)


_SPEAKER = re.compile(
    r"[,)]?\s*(?:who )?(?:had |was |is )?(?:registered to speak|a (?:local )?resident|an objector|the applicant)"
)
_BEFORE = (
    ("consulted", re.compile(r"(?i)consult\w* (?:with )?(?:the )?$")),
    ("delegate", re.compile(r"(?i)\bdelegat\w+\b[^.\n]{0,140}\bto (?:the )?[^.\n]{0,60}$")),
)
_LINK = re.compile(r"\s?(?:,\s|\s?\(|\s[–-]\s|\s\(?as\s)(?:the\s|as\s)?(?=[A-Z])")
_COMPANY = re.compile(r"\s?(?:of|at|from)?\s?[A-Z]\w+ (?:Ltd|Limited|LLP|plc)\b")


def _flat(text: str) -> str:
    return " ".join(text.split()).strip(" ,.;")
