"""Names of people and of posts, as patterns over the shadow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from councilgraph.extract.lexicons import lexicon

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Cllrs?|Councillors?|Sir|Dame|Lord|Lady|Baroness|Rev(?:erend)?"
    r"|Alderman|Canon|Major|Colonel|Capt(?:ain)?|Provost|Cyng(?:horydd)?\.?(?:/(?:Cllr|Councillor))?|Bailie)\.?"
)
_TITLES = rf"(?:(?:the )?(?:{_TITLE} ){{1,3}}(?:the )?)"
_WORD = (
    r"(?:(?:de|van|von|der|la|le|du|St\.?) )?(?:O'|D'|Mc"
    r"|Mac)?[A-ZÀ-Þ][a-zà-ÿ]+(?:['-][A-ZÀ-Þa-z][a-zà-ÿ]+)*"
)
_INITIAL = r"[A-Z](?:\.[A-Z]){0,2}\.?(?![A-Za-z])"
_INITIALS = r"[A-Z]\.?(?:[A-Z]\.?){0,2}(?![A-Za-z])"
_AFTER = r"(?:,? (?:CBE|OBE|MBE|KBE|DBE|KC|QC|DL|JP|BEM|TD|MP|PhD|CPFA|FRSA|Esq))*(?![A-Za-z])"
_LOUD = (
    r"(?!(?:CBE|OBE|MBE|KBE|DBE|BEM|CPFA|FRSA|LLB|MSC|BSC|CON|LAB|SNP|IND|GRN|LIB|DUP|UUP|SDLP|RFO)\b)"
    r"(?:Mc|Mac|O'|D')?[A-Z][A-Z'-]{2,}(?![a-z])"
)
_TITLED = rf"{_TITLES}(?:{_INITIALS} ?){{0,3}}(?:(?:{_WORD} )?{_LOUD}|{_WORD}(?: {_WORD}){{0,2}})"
_PLAIN = (
    rf"{_WORD} (?:(?:{_WORD}|{_INITIAL}) ){{0,2}}{_WORD}|(?:{_INITIAL} ?){{1,3}}{_WORD}|{_WORD} (?:{_INITIAL} )?{_LOUD}"
)

_NAME = re.compile(rf"(?<![A-Za-z])(?P<name>{_TITLED}|{_PLAIN}){_AFTER}")
TITLED = re.compile(rf"(?P<name>{_TITLED}){_AFTER}")
_CONTACT = re.compile(r"\s+(?:E-?mail|Tel|Telephone|Phone|Mobile|Ext|Contact)\b")
_STRIP = re.compile(rf"^(?:the\s)?(?:{_TITLE}\s+)+(?:the\s)?")


@dataclass(frozen=True)
class Name:
    """A person's name in a text: where it stands, and where letters after it (OBE) end."""

    text: str
    start: int
    end: int
    stop: int
    titled: bool


@dataclass(frozen=True)
class Named:
    """A name, a post, or both, with their places in the shadow."""

    name: str = ""
    name_at: tuple[int, int] = (0, 0)
    role: str = ""
    role_at: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class _Words:
    """The word lists of names and posts, as patterns and sets."""

    heads: re.Pattern[str]
    phrase: re.Pattern[str]
    never: frozenset[str]
    surnames: frozenset[str]
    given: frozenset[str]
    posts: frozenset[str]


@cache
def _words() -> _Words:
    posts = lexicon("posts")
    small = "|".join(map(re.escape, posts["small"]))
    word = r"(?:[A-Z][\w']*(?:[-/][A-Za-z][\w']*)*|\d{2,3})"
    inner = rf"\({word}(?:,? (?:(?:{small}) )*{word})*\)"
    return _Words(
        heads=re.compile(r"\b(?:" + "|".join(map(re.escape, posts["heads"])) + r")\b"),
        phrase=re.compile(rf"{word}(?:,? (?:(?:{small}) )*(?:{inner}|{word}))*"),
        never=frozenset(posts["never_names"]),
        surnames=frozenset(posts["surnames"]),
        given=frozenset(lexicon("given_names")["names"]),
        posts=frozenset(word for name in (*posts["heads"], *posts["before"], *posts["after"]) for word in name.split()),
    )


def at(text: str, position: int, end: int | None = None) -> Name | None:
    """The name that starts at a position, without the words of a post that follow it; None where none does."""
    match = _NAME.match(text, position, len(text) if end is None else end)
    if match is None:
        return None
    name, posts = match["name"], _words()
    while not plausible(name):
        name, _, last = name.rpartition(" ")
        if not name or (last not in posts.posts and bare(name).split(" ")[0] not in posts.given):
            return None
    stop = match.end() if name == match["name"] else match.start() + len(name)
    return Name(bare(name), match.start(), match.start() + len(name), stop, _STRIP.match(name) is not None)


def each(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """All names of a text, from left to right."""
    return iter(_all(text)) if start == 0 and end is None else _each(text, start, len(text) if end is None else end)


@lru_cache(64)
def _all(text: str) -> tuple[Name, ...]:
    """The names of a whole text: several readers ask for those of one paper."""
    return tuple(_each(text, 0, len(text)))


def _each(text: str, start: int, last: int) -> Iterator[Name]:
    while (match := _NAME.search(text, start, last)) is not None:
        if match["name"].startswith("I ") and at(text, match.start() + 2, last) is not None:
            start = match.start() + 2  # "I, Jo Smith, Mayor, …" printed without a comma: no initial
            continue
        name = at(text, match.start(), last)
        if name is None:
            start = match.start() + max(1, len(match["name"].split(" ")[0]))
            continue
        yield name
        start = name.stop


@lru_cache(8_192)
def bare(name: str) -> str:
    """A name without titles before it, one in capitals written as names are."""
    words = _STRIP.sub("", " ".join(name.split())).split(" ")
    return " ".join(map(_quiet, words))


def _quiet(word: str) -> str:
    """A word of a name printed in capitals as names are written: "SMITH", "McDONALD"."""
    if len(word) > 3 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    loud = re.fullmatch(r"(Mc|Mac)([A-Z]{3,})", word)
    return loud[1] + loud[2].capitalize() if loud is not None else word


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else."""
    name = at(text.strip(), 0)
    return name is not None and name.stop == len(text.strip())


@lru_cache(8_192)
def plausible(name: str) -> bool:
    """Whether none of the words of a would-be name is one that names never have."""
    titled = _STRIP.match(name) is not None
    words = [word.strip(".,") for word in bare(name).split()]
    if not words or (len(words) < 2 and not titled) or any(len(word) > 20 for word in words):
        return False
    lists = _words()
    if not titled and re.search(r" \S*[A-Z]{3}$", name) and words[0] not in lists.given:
        return False  # "Housing COMMITTEE"; a surname in capitals follows a given name
    words = [word for word in words if len(word) > 1]
    if titled or not words:
        return not any(word in lists.never for word in words)
    known = words[0] in lists.given
    return not any(word in lists.never or (word in lists.surnames and not known) for word in words)


def role_at(text: str, position: int) -> int | None:
    """Where a post that starts at a position ends, None where no post starts there."""
    match = _words().phrase.match(text, position)
    if match is None or TITLED.match(text, position):
        return None
    other = at(text, position)
    if other is not None and text[other.stop : other.stop + 2] == " (":
        return None  # the next of a list, with the post in brackets
    end = _next_person(text, position, _cut(text, position, match.end()))
    contact = _CONTACT.search(text, position, end)
    end = contact.start() if contact is not None else end
    person = TITLED.search(text, position, end)
    end = len(text[: person.start()].rstrip(" ,")) if person is not None else end
    found = _words().heads.search(text, position, end)
    listed = text.find(", ", position, end)
    if found is None or (0 <= listed < found.start() and plausible(f"Cllr {text[position:listed]}")):
        return None  # no post, or names of a list before one: "Ward, Yates, Parish Clerk"
    return end


def _cut(text: str, start: int, end: int) -> int:
    """The end of a post before a person's name or another sentence follows it."""
    for comma in re.finditer(r",\s(?:and\s)?|\s(?:and|&)\s", text[start:end]):
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
    words = _words()
    for match in _FOLLOWING.finditer(text, start, end):
        if match["given"] not in words.given or match["family"] in words.posts or match["family"] in words.never:
            continue
        if words.heads.search(text, start, match.start()) is not None:
            return match.start()
    return end


_FOLLOWING = re.compile(
    r"(?<=[a-z)]) (?<!\bof )(?<!\bfor )(?<!\band )(?<!\bthe )(?<!& )(?P<given>[A-Z][a-z]+) (?=(?P<family>[A-Z][a-z]+))"
)


def is_role(text: str) -> bool:
    """Whether a text is a post and nothing else."""
    text = text.strip()
    return 2 < len(text) < 160 and role_at(text, 0) == len(text)


def looks_like_role(text: str) -> bool:
    """Whether a text, standing where a post is expected, names one."""
    sentence = re.search(r"[.;:]\s|\b(?:was|were|is|has|have)\b", text)
    if sentence is not None or not 2 < len(text) < 160:
        return False
    return _words().heads.search(text) is not None or QUIET_OFFICE.fullmatch(text.strip()) is not None


QUIET_OFFICE = re.compile(
    r"(?:the )?(?:(?:parish|town|community|deputy|assistant|acting|locum) )*"
    r"(?:clerk(?: to the council)?|mayor|(?:vice[- ])?chair(?:man|woman|person)?)"
)


def _moved(found: Named, offset: int) -> Named:
    """What was found in a piece of a text, with its places in the text."""
    (a, b), (c, d) = found.name_at, found.role_at
    return Named(found.name, (a + offset, b + offset), found.role, (c + offset, d + offset))


_OFFICE = re.compile(
    r"(?P<role>(?:(?:Deputy|Vice|Lord|Executive|Town|City|Metro|Elected|Acting) |Vice-)*"
    r"(?:Mayor|Leader|Chair(?:man|woman|person)?|Commissioner|Provost|Convener|Convenor|Clerk))(?:,? \(?(?=[A-Z]))"
)


def office(text: str, position: int, end: int) -> Named | None:
    """A person named after their office: "Mayor Jo Smith", "Chair Councillor A Brown"; None where none is."""
    match = _OFFICE.match(text, position, end)
    name = at(text, match.end(), end) if match is not None else None
    if match is None or name is None:
        return None
    return Named(name.text, (name.start, name.end), match["role"], match.span("role"))


def post_before(text: str, name: Name) -> tuple[int, int] | None:
    """Where a post stands right before a name: "the Chair of Scrutiny, Councillor Jo Smith"; None where none does."""
    first = max(0, name.start - 110)
    window = text[first : name.start]
    ending = re.search(r"(?:,|:|\s[–-])?[ ]$", window)
    if ending is None:
        return None
    last = first + ending.start()
    for match in _words().heads.finditer(text, first, last):
        start = match.start()
        while (word := _QUALIFIER.search(text, first, start)) is not None:
            start = word.start()
        alone = next(each(text, start, last), None) is None
        if alone and role_at(text, start) in {last, name.start} and is_role(text[start:last]):
            vacant = _VACANT.search(text, max(0, start - 30), start) is not None
            return None if vacant or _of_another(text, start) else (start, last)
    return None


_VACANT = re.compile(r"(?i)\b(?:elect|election of|appoint|appointment of|nominations? for) (?:a |an |the )?\Z")
_QUALIFIER = re.compile(r"(?<![\w'-])(?!The |A |An |Councillor |Cllr |Mr |Mrs |Ms )[A-Z][\w'&]+[ -]$")


def _of_another(text: str, start: int) -> bool:
    """Whether a post follows a person's name or a label's stop: "Jo Smith, Head of Law" is no post of the next."""
    before = text[max(0, start - 60) : start].rstrip(" (")
    if not before.endswith((",", "–", "-")):
        return False
    return any(name.stop >= len(before.rstrip(" ,–-")) for name in each(before))


def split(text: str, offset: int) -> Named | None:
    """Name and post of an entry such as "Jo Smith, Head of Law", "Head of Law, Jo Smith" or "Jo Smith (Chair)"."""
    start = len(text) - len(text.lstrip(" \t\n,;–-"))
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
    inner = _CONTACT.split(inner.removeprefix("as "))[0].strip(" \n,;:–-@")
    if inner and looks_like_role(inner):
        begin = offset + name.stop + rest.index(inner)
        return Named(
            name.text, where, " ".join(word for word in inner.split() if "@" not in word), (begin, begin + len(inner))
        )
    return Named(name.text, where) if len(inner) < 4 or not inner[0].isalpha() else None


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
