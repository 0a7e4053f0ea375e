"""People in public roles: who decides, reports, advises, attends, proposes; never private individuals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.extract.fields import Field
from councilgraph.extract.people import attendance, contact_blocks, motions, movers, name_lines, names, posts
from councilgraph.extract.shadow import Shadow, touching
from councilgraph.extract.sieve import Sieve
from councilgraph.extract.sightings import Seen, flat
from councilgraph.model import PersonFact

_LISTS = {"present": "present", "attendance": "in attendance", "signatories": "signatory"}


def people(shadow: Shadow, fields: Sequence[Field]) -> tuple[PersonFact, ...]:
    """Everybody named in a public role, each once, with the first full post printed for them."""
    facts: list[PersonFact] = []
    for seen in _seen(shadow, fields):
        fact = _fact(shadow, seen)
        index = _known(facts, fact)
        if index is None:
            facts.append(fact)
        else:
            facts[index] = _merged(facts[index], fact)
    return tuple(facts)


def _known(facts: Sequence[PersonFact], fact: PersonFact) -> int | None:
    """Which of those known a person is: the one of just this name, else one whose name agrees."""
    printed = [i for i, known in enumerate(facts) if known.name.value == fact.name.value]
    alike = (i for i, known in enumerate(facts) if same(known.name.value, fact.name.value) and not _apart(known, fact))
    return next(iter(printed), next(alike, None))


def _apart(known: PersonFact, fact: PersonFact) -> bool:
    """Whether two stand in one list of those present with initials of their own: "R Williams, R A Williams"."""
    words = min(len(one.name.value.split()) for one in (known, fact))
    if {known.part, fact.part} in ({"present", "apologies"}, {"in attendance", "apologies"}):
        return True  # nobody is both there and away
    if {known.part, fact.part} == {"present", "in attendance"} and words == 1:
        return True  # "Councillors Ward, Smith" and "Officers: Jo Smith"
    initials = [re.findall(r"[A-Z](?![a-z])", one.name.value) for one in (known, fact)]
    listed = known.part == fact.part == "present"
    gap = abs(known.name.evidence[0].start - fact.name.evidence[0].start)
    return gap < (400 if listed else 40) and all(initials) and initials[0] != initials[1]


def same(first: str, second: str) -> bool:
    """Whether two printed names within one paper are of one person: surname, and given names that agree."""
    a, b = ([w for w in re.findall(r"[a-z'-]+", name.lower()) if w not in _SMALL] for name in (first, second))
    if not a or not b or a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    if min(len(a[0]), len(b[0])) > 2 and (a[0].startswith(b[0]) or b[0].startswith(a[0])):
        return True  # "Don" for "Donald"
    return a[0] == b[0] or (a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1))


_SMALL = frozenset(("st", "de", "du", "la", "le", "van", "von", "der"))  # they go with the surname


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
    if _PRESIDES.fullmatch(known):
        return _PRESIDES.fullmatch(role) is None
    if re.fullmatch(r"(?:\w+ )?Councillors?", role):
        return False  # every member is one
    return len(known.split()) == 1 < len(role.split())


_PRESIDES = re.compile(r"(?i)(?:in the )?(?:vice[- ])?chair\w*(?: of .*)?")


def _fullness(name: str) -> int:
    """How much a printed name tells: a given name, initials, or the surname alone."""
    words = [word for word in name.split() if word.lower().strip(".") not in _SMALL]
    return 0 if len(words) == 1 else 2 if len(words[0].strip(".")) > 1 else 1


def _fact(shadow: Shadow, seen: Seen) -> PersonFact:
    start, end = seen.name_at
    if seen.role and 0 <= seen.role_at[0] - end < 40:
        whole = shadow.evidence(start, seen.role_at[1])
    elif seen.role and 0 <= start - seen.role_at[1] < 10:
        whole = shadow.evidence(seen.role_at[0], end)
    else:
        whole = shadow.evidence(start, end)
    said = _SHORT.sub("Councillor", seen.role)
    said = _WELSH.sub("", _PRESIDING.sub("", _CODED.sub("", _SIGNED.sub("", said))))
    role = shadow.said(*seen.role_at, said) if said else None
    return PersonFact(evidence=(whole,), name=shadow.said(start, end, seen.name), role=role, part=seen.part)


_SHORT = re.compile(r"(?<=\w )C(?:ou)?llr\b")  # "County Cllr"
_WELSH = re.compile(  # a post in both languages has one name here
    r"(?i)^(?:is-?)?(?:cadeirydd|gadeirydd|clerc|maer)\s?/\s?(?=\w)|(?<=\w)\s?/\s?(?:is-?)?(?:cadeirydd|gadeirydd|clerc|maer)$"
)
_CODED = re.compile(r"(?<=[a-z]) \([A-Z]{2,3}\)$")  # the initials by which minutes name somebody
_SIGNED = re.compile(r"^Signed (?:by )?(?:the )?(?=[A-Z])")  # "Signed Leader: Jo Smith"
_PRESIDING = re.compile(
    r"(?i)(?<=\w)(?:,| and|;) (?:(?:in the )?chair|presid(?:ed|ing))$"
)  # what somebody is beside, at this meeting


def _seen(shadow: Shadow, fields: Sequence[Field]) -> Iterator[Seen]:
    for field in fields:
        if field.key == "maker":
            yield from _block(shadow, field.start, field.end, "decision maker", 3)
        elif field.key == "from":
            yield from _block(shadow, field.start, field.end, "from", 12)
        elif field.key in {"proposer", "seconder"}:
            yield from _block(shadow, field.start, field.start + len(field.line), field.key, 1)
        elif field.key in {"author", "director"}:
            yield from contact_blocks.contacts(shadow, field)
        elif field.key in _LISTS:
            yield from attendance.listed(shadow, field, _LISTS[field.key])
    for start, end in motions.absent(shadow):
        role_at = _beside(shadow, start, end)
        yield Seen(
            names.bare(shadow.text[start:end]), (start, end), flat(shadow.text[slice(*role_at)]), role_at, "apologies"
        )
    for name in motions.sent(shadow):
        post = posts.post_before(shadow.text, name) or (0, 0)
        yield Seen(name.text, (name.start, name.end), flat(shadow.text[slice(*post)]), post, "apologies")
    yield from attendance.missing(shadow)
    yield from attendance.numbered(shadow)
    yield from name_lines.labelled(shadow)
    yield from attendance.surnames(shadow)
    yield from attendance.initialled(shadow)
    yield from movers.moved(shadow)
    yield from movers.substitutes(shadow)
    yield from name_lines.paired(shadow)
    yield from name_lines.in_columns(shadow)
    yield from movers.elected(shadow)
    yield from movers.together(shadow)
    yield from _running(shadow)
    yield from _members(shadow)
    yield from movers.speakers(shadow)


def _beside(shadow: Shadow, start: int, end: int) -> tuple[int, int]:
    """The post of one who is away: in brackets behind the name, or a tier before it ("County Councillor")."""
    bracket = attendance.BRACKET.match(shadow.text, end)
    if bracket is not None and posts.looks_like_role(bracket["role"]):
        return bracket.span("role")
    if (behind := attendance.after_comma(shadow.text, end))[0]:
        return behind[1]
    name = names.at(shadow.text, start)
    return (posts.post_before(shadow.text, name) if name is not None else None) or (0, 0)


def _block(shadow: Shadow, start: int, end: int, part: str, most: int) -> Iterator[Seen]:
    """Entries of "Name, Post" over several lines, in which a line that starts no entry carries on the last."""
    entries: list[tuple[int, int]] = []
    for line in touching(shadow.lines, start, end)[:most]:
        begin, stop = max(line.start, start), min(line.end, end)
        opens = names.at(shadow.text, begin, stop) is not None
        done = not entries or next(names.each(shadow.text, *entries[-1]), None) is None
        if entries and (not opens or (done and not _ended(shadow.text[entries[-1][0] : entries[-1][1]]))):
            if (
                not opens
                and _complete(shadow.text[slice(*entries[-1])])
                and posts.role_at(shadow.text, begin) is not None
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


def _entry(shadow: Shadow, start: int, end: int, part: str) -> Iterator[Seen]:
    text = shadow.text[start:end]
    for piece in re.finditer(r"[^;]+", text):
        entry = posts.split(piece[0].rstrip(" ,.;"), start + piece.start())
        if entry is not None:
            yield Seen(entry.name, entry.name_at, entry.role, entry.role_at, part)


def _members(shadow: Shadow) -> Iterator[Seen]:
    """Councillors named anywhere, and persons named right after their post: "the Leader, Councillor Jo Smith"."""
    for name in names.each(shadow.text):
        if _absent(shadow.text, name.start):
            continue
        post = posts.post_before(shadow.text, name) or _bracketed(shadow.text, name)
        start, end = post or (0, 0)
        if post is not None or _COUNCILLOR.match(shadow.text, name.start):
            yield Seen(name.text, (name.start, name.end), flat(shadow.text[start:end]), (start, end), "named")


def _bracketed(text: str, name: names.Name) -> tuple[int, int] | None:
    """The post right before a name that stands in brackets alone: "the Chief Finance Officer (Jane Doe)"."""
    if text[name.start - 2 : name.start] not in {" (", "\n("} or text[name.stop : name.stop + 1] != ")":
        return None
    first = max(0, name.start - 200)
    before = text[first : name.start - 2] + " "  # without the bracket, which could be part of a post
    post = posts.post_before(before, replace(name, start=len(before)))
    return (post[0] + first, post[1] + first) if post is not None else None


def _absent(text: str, position: int) -> bool:
    """Whether a name stands in a line of apologies, or on the line below such a heading."""
    if _PRESENT.match(text, position) is not None:
        return False
    line = text.rfind("\n", 0, position) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    told = [match[0].lower() for match in _ABSENT.finditer(text, max(line, position - 150), position)]
    heading = text[above : max(above, line - 1)]
    if attendance.BOTH.search(heading) is not None or attendance.BOTH.search(text, line, position) is not None:
        return False  # those present come first
    return (bool(told) and told[-1] not in {"present", "attendance"}) or (
        position - line < 300 and _ABSENT_HEAD.fullmatch(text, above, max(above, line - 1)) is not None
    )


_PRESENT = re.compile(
    r"[^.\n]{4,50}?\s(?:was|were) (?:present|in attendance|substituting)\b"
    r"|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4}(?:\s?\([^()\n]{3,90}\))?,? (?:attending|deputising|substituting)\b"
)
_ABSENT_HEAD = re.compile(r"(?i)(?!.*\b(?:none|nil)\b)[\w./ \t-]{0,20}\b(?:apologies|absent|absence)\b[\w ]{0,30}[.:]?")
_ABSENT = Sieve(r"(?i)apolog|absent|absence|ymddiheuriad|\bpresent\b|\battendance\b")
_COUNCILLOR = re.compile(r"(?:the )?(?:County |Borough |District |Town )?(?:Councillor|Cllr|Cyng|Alder(?:man|woman))\b")


def _running(shadow: Shadow) -> Iterator[Seen]:
    """Names with their posts in running text: "Jo Smith, Head of Law", "Jo Smith (Chair)", "the Leader, Mr Gough"."""
    text = shadow.text
    for name in names.each(text):
        after = _LINK.match(text, name.stop)
        end = posts.role_at(text, after.end()) if after else None
        office = attendance.BRACKET.match(text, name.stop) if end is None else None
        if office is not None and posts.QUIET_OFFICE.fullmatch(office["role"]) and not _absent(text, name.start):
            yield Seen(name.text, (name.start, name.end), office["role"], office.span("role"), "named")
        if after is None or end is None or _COMPANY.match(text, end) or posts.of_next(text, end):
            continue
        before = text[max(0, name.start - 160) : name.start]
        if _absent(text, name.start) or _SPEAKER.match(text, end) or _marked(text, name):
            continue
        part = next((part for part, pattern in _BEFORE if pattern.search(before)), "named")
        yield Seen(name.text, (name.start, name.end), flat(text[after.end() : end]), (after.end(), end), part)


_SPEAKER = Sieve(
    r"[,)]?\s*(?:who )?(?:had |was |is )?(?:registered to speak|a (?:local )?resident|an objector|the applicant)"
)


def _marked(text: str, name: names.Name) -> bool:
    """Whether what looks like a name's initial is the mark that tells who came: "P Jo Smith"."""
    first = re.match(r"[A-Z] (?=[A-Z][a-z])", name.text)
    return (
        first is not None
        and text[name.start - 1 : name.start] in {"", "\n"}
        and attendance.LEGEND.search(text) is not None
    )


_BEFORE = (
    ("consulted", re.compile(r"(?i)consult\w* (?:with )?(?:the )?$")),
    ("delegate", re.compile(r"(?i)\bdelegat\w+\b[^.\n]{0,140}\bto (?:the )?[^.\n]{0,60}$")),
)
_LINK = re.compile(
    r"\s?(?:,\s|\s?\(|\s[–-]\s|\s\(?as\s|\sto the office of\s)"
    r"(?:the\s|as\s)?(?=[A-Z])|\sthe\s(?=(?:[A-Z]\w+\s){0,2}(?:Clerk|Mayor)\b)"
    r"|\s(?=(?:Deputy )?(?:Cabinet|Executive) Member for [A-Z])"  # a post that runs on without a mark
)
_COMPANY = re.compile(r"\s?(?:of|at|from)?\s?[A-Z]\w+ (?:Ltd|Limited|LLP|plc)\b")
