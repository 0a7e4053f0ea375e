"""Posts in a text, and people named with them: where a post starts and ends, and whose it is."""

import re
from dataclasses import dataclass

from councilgraph.extract.people.name_words import word_lists
from councilgraph.extract.people.names import TITLED, Name, at, each, plausible

_CONTACT = re.compile(r"\s+(?:E-?mail|Tel|Telephone|Phone|Mobile|Ext|Contact)\b")


_BODY = re.compile(r"(?:Mayor|Leader) and Cabinet\b")  # who decide together; no post
_NEXT = re.compile(r" (?:Also|Present|Apologies|Absent|Members of)\b")  # what a list without stops goes on with


@dataclass(frozen=True)
class Named:
    """A name, a post, or both, with their places in the shadow."""

    name: str = ""
    name_at: tuple[int, int] = (0, 0)
    role: str = ""
    role_at: tuple[int, int] = (0, 0)


def role_at(text: str, position: int) -> int | None:
    """Where a post that starts at a position ends, None where no post starts there."""
    match = word_lists().phrase.match(text, position)
    if match is None or TITLED.match(text, position) or _BODY.match(text, position):
        return None
    other = at(text, position)
    if other is not None and text[other.stop : other.stop + 2] == " (":
        return None  # the next of a list, with the post in brackets
    end = _next_person(text, position, _cut(text, position, match.end()))
    colon = text.find(": ", position, end)
    end = colon if colon >= 0 and at(text, colon + 2) is not None else end  # "Director: Jo Smith"
    held = _OFFICE.match(text, position)
    if held is not None and at(text, held.end(), end + 1) is not None:
        end = held.end("role")  # "Chair Jo Smith Vice Chair Ann Brown"
    contact = _CONTACT.search(text, position, end) or _NEXT.search(text, position, end)
    end = contact.start() if contact is not None else end
    if (titled := _TITLE_LAST.search(text, position, end)) is not None:
        end = titled.start()  # "the Clerk Mrs. E Brown": the name starts there
    person = next((m for m in TITLED.finditer(text, position, end) if at(text, m.start()) is not None), None)
    end = len(text[: person.start()].rstrip(" ,")) if person is not None else end
    found = word_lists().heads.search(text, position, end)
    listed = text.find(", ", position, end)
    if found is None or (0 <= listed < found.start() and plausible(f"Cllr {text[position:listed]}")):
        return None  # no post, or names of a list before one: "Ward, Yates, Parish Clerk"
    return end


_TITLE_LAST = re.compile(r",? (?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\Z")


def _cut(text: str, start: int, end: int) -> int:
    """The end of a post before a person's name or another sentence follows it."""
    for comma in re.finditer(r",\s(?:and\s)?|\s(?:and|&|[–-])\s", text[start:end]):
        after = start + comma.end()
        name = at(text, after, min(len(text), end + 40))
        if name is None:
            continue
        follows = text[name.stop : name.stop + 2]
        if name.titled or follows[:1] in {",", "(", ".", "", "\n", ";"} or follows in {" (", " –", " -"}:
            return start + comma.start()
    return end


def _next_person(text: str, start: int, end: int) -> int:
    """The end of a post before a person's name that runs on after it without a stop between."""
    words = word_lists()
    for match in _FOLLOWING.finditer(text, start, end):
        known = match["given"] in words.given or match["given"].isupper()  # a given name, or initials
        if not known or match["family"] in words.posts or match["family"] in words.never:
            continue
        if words.heads.search(text, start, match.start()) is not None:
            return match.start()
    return end


_FOLLOWING = re.compile(
    r"(?:(?<=[a-z)])|(?<=\bRFO)) (?<!\bof )(?<!\bfor )(?<!\band )(?<!\bthe )(?<!& )"
    r"(?P<given>[A-Z][a-z]+|(?:[A-Z]\.?){1,3}) (?=(?P<family>[A-Z][a-z]+))"
)


def of_next(text: str, end: int) -> bool:
    """Whether a post that ends at a position is of the person named next: "Jo Smith, the Clerk Mrs Ann Brown"."""
    name = at(text, end + 1) if text[end : end + 1] == " " else None
    return name is not None and name.titled


def is_role(text: str) -> bool:
    """Whether a text is a post and nothing else."""
    text = text.strip()
    return 2 < len(text) < 160 and role_at(text, 0) == len(text)


def looks_like_role(text: str) -> bool:
    """Whether a text, standing where a post is expected, names one."""
    sentence = re.search(r"(?:[.;]|(?<!Director)(?<!Manager):)\s|\b(?:was|were|is|has|have|Mr|Mrs|Ms|Miss)\b", text)
    if sentence is not None or not 2 < len(text) < 160:
        return False
    return word_lists().heads.search(text) is not None or QUIET_OFFICE.fullmatch(text.strip()) is not None


QUIET_OFFICE = re.compile(
    r"(?:the )?(?:(?:parish|town|community|deputy|assistant|acting|locum|temporary|interim|relief) )*"
    r"(?:clerk(?: to the council)?|mayor|(?:vice[- ])?chair(?:man|woman|person)?)"
    r"|(?:county|district|borough|city|ward) councillor|in the [Cc]hair"
)


def _moved(found: Named, offset: int) -> Named:
    """What was found in a piece of a text, with its places in the text."""
    (a, b), (c, d) = found.name_at, found.role_at
    return Named(found.name, (a + offset, b + offset), found.role, (c + offset, d + offset))


_OFFICE = re.compile(
    r"(?P<role>(?:(?:Deputy|Vice|Lord|High|Executive|Town|City|Metro|Elected|Acting) |Vice-)*"
    r"(?:Mayor|Leader|Chair(?:man|woman| ?person)?|Commissioner|Provost|Convener|Convenor|Sheriff|Clerk|RFO))"
    r"(?:,? \(?(?=[A-Z]))"
)


def office(text: str, position: int, end: int) -> Named | None:
    """A person named after their office: "Mayor Jo Smith", "Chair Councillor A Brown"; None where none is."""
    match = _OFFICE.match(text, position, end)
    name = at(text, match.end(), end) if match is not None else None
    if match is None or name is None:
        return None
    return Named(name.text, (name.start, name.end), match["role"], match.span("role"))


_JOINT = re.compile(r"(?:(?:,|:|\s[–-])?[ ]|\t)$")  # what stands between a post and a name
_TIER = re.compile(r"\b(?:County|District|Borough|City) \Z")
_COUNCILLOR = re.compile(r"Councill?or\b|Cllr\b|Clr\b")


def post_before(text: str, name: Name) -> tuple[int, int] | None:
    """Where a post stands right before a name: "the Chair of Scrutiny, Councillor Jo Smith"; None where none does."""
    tier = _TIER.search(text, max(0, name.start - 10), name.start)
    titled = _COUNCILLOR.match(text, name.start) if tier is not None else None
    if tier is not None and titled is not None:
        return tier.start(), titled.end()  # "District Councillor Jo Smith"
    first = max(0, name.start - 110)
    near = max(first, name.start - 4)
    ending = _JOINT.search(text[near : name.start])
    if ending is None:
        return None
    last = near + ending.start()
    for match in word_lists().heads.finditer(text, first, last):
        start = match.start()
        while (word := _QUALIFIER.search(text, first, start)) is not None:
            start = word.start()
        alone = next(each(text, start, last), None) is None
        whole = role_at(text, start) in {last, name.start} or role_at(text[first:last], start - first) == last - first
        if alone and whole and is_role(text[start:last]):
            vacant = _VACANT.search(text, max(0, start - 30), start) or _PAST.search(text, max(0, start - 12), start)
            coded = ending[0] == " " and _CODE.search(text[max(0, start - 9) : start].rstrip()) is not None
            own = coded or (ending[0] == " " and name.titled and _CHAIRS.fullmatch(text, start, last) is not None)
            return None if vacant or (not own and _of_another(text, start)) else (start, last)
    quiet = _QUIET_BEFORE.search(text, first, name.start)
    return quiet.span("role") if quiet is not None else None


_QUIET_BEFORE = re.compile(
    r"\bthe (?P<role>(?:(?:deputy|assistant|acting|locum|temporary|parish|town) )*clerk|assistant to the clerk"
    r"|(?:vice[- ])?chair(?:man|woman|person)?(?=\s|, C)|(?:deputy )?mayor(?=\s|, C)),? \Z"
)


_CHAIRS = re.compile(r"(?:(?:Vice|Deputy|Town|Parish)[- ])*(?:Chair\w*|Mayor|Clerk)")
_PAST = re.compile(r"(?i)\b(?:outgoing|former|retiring|previous|past|ex-)\s?\Z")
_VACANT = re.compile(r"(?i)\b(?:elect|election of|appoint|appointment of|nominations? for) (?:a |an |the )?\Z")
_QUALIFIER = re.compile(
    r"\bPolice(?:, Fire)? (?:and|&) $"
    r"|(?<![\w'-])(?!The |A |An |Councillor |Cllr |Mr |Mrs |Ms |Also |Present |Attendance )"
    r"[A-Z][\w'&]+[ -]$|\b(?:[Ss]ection |[Ss]\.? ?)\d{2,3} $"
)


def _of_another(text: str, start: int) -> bool:
    """Whether a post follows a person's name or a label's stop: "Jo Smith, Head of Law" is no post of the next."""
    before = _CODE.sub(",", text[max(0, start - 60) : start].rstrip(" ("))
    if not before.endswith((",", "–", "-")):
        return False
    last = next((name for name in each(before) if name.stop >= len(before.rstrip(" ,–-"))), None)
    return last is not None and not _led(before, last)


def _led(text: str, name: Name) -> bool:
    """Whether a name of a list has its post before it: "RFO Jo Smith, Clerk Ann Brown"."""
    near = _OFFICE.finditer(text, max(0, name.start - 24), name.end)
    return any(held.end() == name.start and text[: held.start()][-2:] != ") " for held in near)  # "Smith (JS) Chair, "


_CODE = re.compile(r"\s\([A-Z]{2,4}$|\s\([A-Z]{2,4}\),?$")  # "Jo Smith (JS) Chair"


def split(text: str, offset: int) -> Named | None:
    """Name and post of an entry such as "Jo Smith, Head of Law", "Head of Law, Jo Smith" or "Jo Smith (Chair)"."""
    start = len(text) - len(text.lstrip(" \t\n,;–-"))
    if (tier := TIER.match(text, start)) is not None:
        start = tier.end()
    if (held := office(text, start, len(text))) is not None:
        return _moved(held, offset)
    name = at(text, start)
    if name is None:
        return _post_first(text, start, offset)
    where = offset + name.start, offset + name.end
    rest = text[name.stop :]
    inner = rest.strip(" \t\n,;:–-.|@")
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1].strip()
    inner = _CONTACT.split(f" {_ENTERED.sub('', inner)}")[0].strip(" \n,;:–-@")
    if inner and looks_like_role(inner):
        begin = offset + name.stop + rest.index(inner)
        return Named(
            name.text, where, " ".join(word for word in inner.split() if "@" not in word), (begin, begin + len(inner))
        )
    return Named(name.text, where) if len(inner) < 4 or not inner[0].isalpha() else None


TIER = re.compile(r"(?:County|District|Borough|City|Town|Parish|Community) (?=(?:Councillor|Cllr)\b)")
_ENTERED = re.compile(
    r"^(?:(?:duly |unanimously |re-)*(?:elected|appointed) )?(?:as )?(?:the (?=[A-Z]))?"
    r"|^(?i:(?:(?:job|post) )?title:?\s)"
)


def _post_first(text: str, start: int, offset: int) -> Named | None:
    for match in re.finditer(r"(?:,|\s[–-])\s+", text):
        last = at(text, match.end())
        role = text[start : match.start()].strip()
        if last is not None and last.stop == len(text) and looks_like_role(role):
            role_at = offset + start, offset + start + len(role)
            return Named(
                last.text,
                (offset + last.start, offset + last.end),
                " ".join(word for word in role.split() if "@" not in word),
                role_at,
            )
    return None
