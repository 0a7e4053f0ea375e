"""Who was present: lists of names with a post in brackets or after a comma, members by their surnames."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from councilgraph.extract.fields import Field
from councilgraph.extract.people import names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.extract.sightings import Seen, flat


def listed(shadow: Shadow, field: Field, part: str) -> Iterator[Seen]:
    """The people of a list of those present, with the post in brackets or after a comma where printed."""
    stretch = shadow.text[field.start : min(field.end, field.start + 3500)]
    end = field.start + (
        len(stretch) if part == "signatory" else len(_LIST_END.split(stretch)[0])
    )  # theirs is numbered
    if (legend := LEGEND.search(shadow.text, field.start)) is not None:
        yield from _marked(shadow, field.start, end, legend["mark"], part)
        return
    if pairs := _posts_first(shadow.text, field.start, end):
        yield from (Seen(one.name, one.name_at, flat(one.role), one.role_at, part) for one in pairs)
        return
    coded = [person.start for person, _ in _introduced(shadow)]
    for name in (_whole(shadow.text, one) for one in names.each(shadow.text, field.start, end)):
        if part == "in attendance" and of_the_public(shadow.text, name, end):
            continue
        member = _MEMBER.search(shadow.text, max(0, name.start - 9), name.end)
        if member is None and _PUBLIC.search(shadow.text, max(field.label_start, name.start - 120), name.start):
            continue
        if _WARD.match(shadow.text, name.stop) or _within_post(shadow.text, name):
            continue
        if not name.titled and _GROUP.search(shadow.text, max(field.start, name.start - 30), name.start):
            continue  # "member of the Play Area Working Group"
        if re.search(r"\bfor $", shadow.text[max(field.start, name.start - 4) : name.start]):
            continue  # somebody absent, whom another stands in for
        bracket = BRACKET.match(shadow.text, name.stop, end)
        role = bracket["role"].strip() if bracket else ""
        if bracket is not None and posts.looks_like_role(role):
            role_at = bracket.start("role"), bracket.start("role") + len(bracket["role"])
            chairs = re.match(r"(?i)(?:in the )?chair", role) or _ALSO_CHAIR.match(shadow.text, bracket.end())
            yield Seen(name.text, (name.start, name.end), flat(role), role_at, "chairman" if chairs else part)
        elif bracket is not None and (chair := _ALSO_CHAIR.match(shadow.text, bracket.end())) is not None:
            yield Seen(name.text, (name.start, name.end), chair["role"], chair.span("role"), "chairman")
        else:
            shown, role_at = after_comma(shadow.text, name.stop)
            shown, role_at = (shown, role_at) if shown else quiet(shadow.text, name.stop)
            if any(role_at[0] < start <= role_at[1] + 1 for start in coded):
                shown = ""  # the post of the next: "Jo Smith (JS), Treasurer Ann Brown (AB)"
            post = posts.post_before(shadow.text, name)
            if shown and (post is None or names.at(shadow.text, role_at[1] + 1) is None):
                post = None  # else what follows is the post of the next: "RFO Jo Smith, Clerk Ann Brown"
            if post is not None and post[0] >= field.label_start:
                shown, role_at = shadow.text[slice(*post)], post  # "Chairman – Cllr Jo Smith"
            yield Seen(name.text, (name.start, name.end), flat(shown), role_at, part)


def missing(shadow: Shadow) -> Iterator[Seen]:
    """Who was absent without apologies, a line of its own: "Absent: Jo Smith, Ann Brown"."""
    for line in shadow.lines:
        label = _ABSENT.match(line.text)
        at = line.start + label.end() if label is not None else line.end
        while (name := names.at(shadow.text, at, line.end)) is not None:
            yield Seen(name.text, (name.start, name.end), "", (0, 0), "absent")
            following = _THEN.match(shadow.text, name.stop, line.end)
            at = following.end() if following is not None else line.end


_ABSENT = re.compile(r"(?i:absent|not present)\s?[:–-]\s*(?=[A-Z])")
_THEN = re.compile(r",? and |[,;&]\s?")


def numbered(shadow: Shadow) -> Iterator[Seen]:
    """Those present in a numbered list without a heading, above who else was there; three at least."""
    lines = shadow.paragraphs
    last = next((i for i, line in enumerate(lines[:40]) if _ALSO_THERE.match(line.text)), 0)
    found: list[Seen] = []
    for line in reversed(lines[:last]):
        lead = _COUNTED.match(line.text)
        name = names.at(shadow.text, line.start + lead.end(), line.end) if lead is not None else None
        rest = shadow.text[name.stop : line.end].strip() if name is not None else ""
        if name is None or (rest and not (rest.startswith("(") and rest.endswith(")"))):
            break
        bracket = BRACKET.match(shadow.text, name.stop, line.end)
        post = bracket.span("role") if bracket is not None and posts.looks_like_role(bracket["role"]) else (0, 0)
        found.append(Seen(name.text, (name.start, name.end), flat(shadow.text[slice(*post)]), post, "present"))
    yield from reversed(found) if len(found) > 2 else ()


_ALSO_THERE = re.compile(r"(?i)(?:also )?(?:in attendance|present)\b")
_COUNTED = re.compile(r"\d{1,2}[.)]\s+")


def _whole(text: str, name: names.Name) -> names.Name:
    """A name of initials in a list with its second surname: "G Wyn Owen"."""
    second = _SECOND.match(text, name.stop) if _ONE_SURNAME.fullmatch(name.text) else None
    if second is None or not names.plausible(f"Cllr {name.text}{second[0]}"):
        return name
    return replace(name, text=name.text + second[0], end=second.end(), stop=second.end())


_ONE_SURNAME = re.compile(r"(?:[A-Z]\.? ?){1,3} ?[A-Z][a-z]+")
_SECOND = re.compile(r" [A-Z][a-z]+(?=[,;]| and [A-Z])")


def _posts_first(text: str, start: int, end: int) -> list[posts.Named]:
    """The people of a list that runs on "Post - Name Post - Name"; none where it is no such list."""
    found: list[posts.Named] = []
    last = start
    for name in names.each(text, start, end):
        before = text[last : name.start]
        post = re.sub(r"\s?(?:[–-]|:)\s?$", "", before)
        role = post.strip(" ,;\n•")
        if len(post) == len(before) or not posts.is_role(role):
            return []
        at = last + before.index(role)
        found.append(posts.Named(name.text, (name.start, name.end), role, (at, at + len(role))))
        last = name.stop
    return found if len(found) > 1 else []


LEGEND = Sieve(r"(?m)^(?P<mark>[A-Z✓])\s?[:=–-]\s?(?:Present|Attended|In attendance)$")


def _marked(shadow: Shadow, start: int, end: int, mark: str, part: str) -> Iterator[Seen]:
    """The people of a list in which a letter before each name tells who came: "P Jo Smith", "A Ann Brown"."""
    for line in shadow.lines:
        if not start <= line.start < end or not line.text.startswith(f"{mark} "):
            continue
        entry = posts.split(line.text[len(mark) :], line.start + len(mark))
        name = names.at(shadow.text, line.start + len(mark) + 1, line.end)
        if entry is not None:
            yield Seen(entry.name, entry.name_at, entry.role, entry.role_at, part)
        elif name is not None:
            yield Seen(name.text, (name.start, name.end), "", (0, 0), part)


def initialled(shadow: Shadow) -> Iterator[Seen]:
    """Those whose initials the head of minutes introduces, three at least: "Jo Smith (JS), Ann Brown AB"."""
    starts = {person.start for person, _ in _introduced(shadow)}
    for person, after in _introduced(shadow):
        shown, role_at = after_comma(shadow.text, after)
        if any(role_at[0] < start <= role_at[1] + 1 for start in starts):
            shown = ""
        shown, role_at = (shown, role_at) if shown else quiet(shadow.text, after)
        bracket = BRACKET.match(shadow.text, after)
        if not shown and bracket is not None and posts.looks_like_role(bracket["role"]):
            shown, role_at = bracket["role"], bracket.span("role")
        post = posts.post_before(shadow.text, person) if not shown else None
        shown, role_at = (shadow.text[slice(*post)], post) if post is not None else (shown, role_at)
        shown = shown if len(shown) < 45 else ""
        yield Seen(person.text, (person.start, person.end), flat(shown), role_at, "present")


def codes(shadow: Shadow) -> Mapping[str, str]:
    """The people whose initials the head of minutes introduces, by their initials."""
    known = {}
    for person, after in _introduced(shadow):
        code = next((m for m in _CODE.finditer(shadow.text, person.end - 1, after)), None)
        if code is not None:
            known[code["code"]] = person.text
    return known


def _introduced(shadow: Shadow) -> Sequence[tuple[names.Name, int]]:
    near = names.each(shadow.text, 0, min(len(shadow.text), 1500))
    found = [one for name in near if (one := _initialled(shadow.text, name)) is not None]
    return found if len(found) > 2 else ()


_CODE = re.compile(r"\s\(?(?P<code>[A-Z]{2,4})\)?(?![A-Za-z])")


def _initialled(text: str, name: names.Name) -> tuple[names.Name, int] | None:
    """A name, without words before it that are no part of it, whose initials follow, and where they end."""
    code = _CODE.match(text, name.end)
    if code is None:
        return None
    said = re.findall(r"(?i)present|apolog|absen", text[max(0, name.start - 300) : name.start])
    if said and not said[-1].lower().startswith("p"):
        return None  # of somebody who was away
    words = name.text.split()
    for first in range(len(words) - 1):
        if code["code"][0] == words[first][0] and code["code"][-1] in re.findall(r"[A-Z]", words[-1]):
            rest = " ".join(words[first:])
            start = text.rfind(words[first], name.start, name.end)
            return replace(name, text=rest, start=start), code.end()
    return None


def _posted(text: str, name: names.Name, end: int) -> bool:
    """Whether a post stands beside a name: before it, in brackets or after a comma."""
    bracket = BRACKET.match(text, name.stop, end)
    beside = bracket is not None and (
        posts.looks_like_role(bracket["role"]) or _BODY.fullmatch(bracket["role"]) is not None
    )
    return (
        beside
        or bool(after_comma(text, name.stop)[0])
        or _POST_BEFORE.search(text, max(0, name.start - 60), name.start) is not None
        or _IN_GROUP.match(text, name.stop) is not None
    )


def _within_post(text: str, name: names.Name) -> bool:
    """Whether what looks like a name is the end of a post in brackets: "(Parks and Play Supervisor)"."""
    opened = text.rfind("(", max(0, name.start - 60), name.start)
    inside = text[opened + 1 : name.stop] if opened >= 0 else ")"
    return (
        ")" not in inside
        and text[name.stop : name.stop + 1] == ")"
        and inside != text[name.start : name.stop]
        and posts.looks_like_role(inside)
    )


def of_the_public(text: str, name: names.Name, end: int) -> bool:
    """Whether a name with a plain title and no post, in the minutes of a local council, is of nobody in a public role.

    Members of a parish, town or community council are printed as councillors, so "Mrs Ann Brown" there came to listen.
    """
    plain = _PLAIN_TITLE.match(text, name.start) is not None
    return plain and _LOCAL.search(text, 0, 1200) is not None and not _posted(text, name, end)


_IN_GROUP = re.compile(r",? (?:a )?member of the (?:[A-Z][a-z]+ ){1,4}(?:Group|Working|Committee|Party|Panel)\b")
_BODY = re.compile(r"[A-Z]{2,8}(?: [A-Z][\w]+){0,3}")  # whom somebody comes for: "Mr Jo Smith (NALC)"
_LOCAL = re.compile(r"(?i)\b(?:parish|town|community) council\b")
_PLAIN_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\b")
_POST_BEFORE = re.compile(r"(?:[Cc]lerk|[Oo]fficer|RFO|[Mm]anager|[Ww]arden|[Aa]dministrator)[ ,:(–-]*$")
_PUBLIC = re.compile(
    r"(?i)\b(?:members? of (?:the )?public|residents?|parishioners?|applicants?|objectors?)\b(?: present)?:?[^.:;\n]*\Z"
)
_ALSO_CHAIR = re.compile(r"(?i)\s?\((?P<role>(?:in the )?chair(?:man|woman|person)?)\)")  # "(Leader) (Chair)"
BRACKET = re.compile(r",?\s*\((?P<role>[^()]*(?:\([^()]*\)[^()]*)?)\)")
_LIST_END = re.compile(
    r"\n(?=[A-Z]{0,4}\d[\w/.-]*[.):]?\s|[A-Z ]{12,}\n)|\b(?=(?i:apologies)\b)|\n(?=ACTION\b|Action:)"
    r"|\n(?=[^\n]{0,60}\b(?:reported|welcomed|declared|opened|resigned|received from|tendered"
    r"|(?:was|were|had|has) (?!also |present|in attendance))\b)"
)
_GROUP = re.compile(r"\b(?:members?|[Ll]eader|[Cc]hair\w*|representatives?) (?:of|for|from) (?:the )?\Z")
_WARD = re.compile(r" (?:Ward|Division)\b")
_MEMBER = re.compile(r"\b(?:Councillors?|Cllrs?)\b")
_PLURAL = Sieve(
    r"\b(?:(?P<tier>County|District|Borough|City) )?"
    r"(?:Councillors|COUNCILLORS|Cllrs|CLLRS|Messrs|Aldermen)\.?:?(?:\s[–-])?"
    r"\s+(?P<list>(?:(?:Mrs?|Ms|Miss"
    r"|Dr)\.? )?[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,2}(?:\s?\([^)]*\)|\s[–-]\s(?:Vice[- ])?Chair\w*)?"
    r"(?:,\s?(?:and )?|\s+and\s+|\s+&\s+|(?<=\))[ ])(?:[A-Z][^\n:;]*))"
)
_CALLED = re.compile(
    r"(?:(?:the |The )?(?P<post>(?:(?:Parish|Town|Deputy|Assistant|Locum|City) ){0,2}(?:Clerk|Mayor))"
    r"(?: to (?:the )?Council)?"
    r"|(?:(?:Parish|Town|County|District|Borough|City|Ward) )?(?:Cllrs?|Councillors?))[,:]?\s+(?=[A-Z])"
)
_SURNAME = re.compile(
    r"(?:(?:Mrs?|Ms|Miss|Dr|Provost|Bailie)\.? )?(?:[A-Z]\.? ?){0,3}(?:[A-Z][a-z]+ )?(?:de |van |von )?(?:Mc|Mac|O'"
    r"|D')?(?:[A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)*|[A-Z][A-Z'-]{2,}(?![a-z]))"
)
_DASHED = re.compile(r"\s?[–-]\s(?!(?i:vice|deputy|chair|mayor))")


BOTH = re.compile(
    r"(?i)\b(?:present|attendance)(?:,| and| &|/)+ ?(?:for )?apologies\b(?: for absence)?"
)  # a heading of both


def surnames(shadow: Shadow) -> Iterator[Seen]:
    """Members listed by surname after "Councillors"."""
    for match in _PLURAL.finditer(shadow.text):
        before = shadow.text[max(0, match.start() - 90) : match.start()]
        told = re.findall(r"(?i)apolog|absen|\bpresent\b", BOTH.sub("present", before))
        if told and told[-1].lower() != "present":
            continue
        listed = re.sub(r"\([^()]*\)", lambda m: "," + " " * (len(m[0]) - 1), match["list"])
        for piece in re.finditer(r"[^,&]+", re.sub(r"\band\b", ",  ", listed)):
            shown = piece[0].lstrip()
            if not shown:
                continue  # between two commas, as before "and", or behind a bracket
            office = _CALLED.match(shown)
            shown = shown[office.end() :] if office is not None else shown
            name = _SURNAME.match(shown)
            words = name[0].split() if name else []
            if name is None or not words or not names.plausible(f"Cllr {name[0]}"):
                break
            at = match.start("list") + piece.end() - len(shown)
            post = at - office.end() if office is not None and office["post"] else at
            role = office["post"] if office is not None and office["post"] else ""
            bracket = BRACKET.match(shadow.text, at + len(name[0]))
            if not role and bracket is not None and posts.looks_like_role(bracket["role"]):
                role, post = bracket["role"], bracket.start("role")
            if not role and match["tier"]:
                role, post = f"{match['tier']} Councillor", match.start("tier")
            yield Seen(names.bare(name[0]), (at, at + len(name[0])), role, (post, post + len(role)), "present")
            if _DASHED.match(shown, name.end()):
                break  # what they declare, or where they come from: "Smith – Guide Hut"


def after_comma(text: str, position: int) -> tuple[str, tuple[int, int]]:
    match = _BEHIND.match(text, position)
    end = posts.role_at(text, match.end()) if match else None
    if match is None or end is None or posts.of_next(text, end):
        return "", (0, 0)
    return text[match.end() : end], (match.end(), end)


_BEHIND = re.compile(r"(?:\s?(?:,|–|-))?[ \t]+(?:the (?=(?:[A-Z]\w+ ){0,2}(?:Clerk|Mayor|Leader|Chair)))?(?=[A-Z])")


def quiet(text: str, position: int) -> tuple[str, tuple[int, int]]:
    """The office in small letters that follows a name: "Jo Smith, the temporary clerk"."""
    match = _QUIET.match(text, position)
    return (match["role"], match.span("role")) if match is not None else ("", (0, 0))


_QUIET = re.compile(
    rf"(?:,|\s[–-])?\s(?:\([A-Z]{{2,4}}\),?\s)?(?:acting as )?(?:the )?"
    rf"(?P<role>{posts.QUIET_OFFICE.pattern}|in the [Cc]hair)(?=[,.;\n]|$| and | there )"
)
