"""Names of people and of posts, as patterns over the shadow."""

import re
from dataclasses import dataclass
from functools import cache

from councilgraph.extract.lexicons import lexicon

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Cllrs?|Councillors?|Sir|Dame|Lord|Lady|Baroness|Rev(?:erend)?"
    r"|Alderman|Canon|Major|Colonel|Capt(?:ain)?)\.?"
)
_TITLES = rf"(?:(?:the )?(?:{_TITLE} ){{1,3}}(?:the )?)"
_WORD = r"(?:(?:de|van|von|der|la|le|du|St\.?) )?(?:O'|D'|Mc|Mac)?[A-ZÀ-Þ][a-zà-ÿ]+(?:['-][A-ZÀ-Þa-z][a-zà-ÿ]+)*"
_INITIAL = r"[A-Z](?:\.[A-Z]){0,2}\.?(?![A-Za-z])"
_INITIALS = r"[A-Z]\.?(?:[A-Z]\.?){0,2}(?![A-Za-z])"
_AFTER = r"(?:,? (?:CBE|OBE|MBE|KBE|DBE|KC|QC|DL|JP|BEM|TD|MP|PhD|CPFA|FRSA|Esq))*(?![A-Za-z])"
_TITLED = rf"{_TITLES}(?:{_INITIALS} ?){{0,3}}{_WORD}(?: {_WORD}){{0,2}}"
_PLAIN = rf"{_WORD} (?:(?:{_WORD}|{_INITIAL}) ){{0,2}}{_WORD}|(?:{_INITIAL} ?){{1,3}}{_WORD}"

NAME = re.compile(rf"(?P<name>{_TITLED}|{_PLAIN}){_AFTER}")
TITLED = re.compile(rf"(?P<name>{_TITLED}){_AFTER}")
_STRIP = re.compile(rf"^(?:the\s)?(?:{_TITLE}\s+)+(?:the\s)?")
_NOT_GIVEN = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b")


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
    )


def bare(name: str) -> str:
    """A name without titles before it."""
    return _STRIP.sub("", " ".join(name.split()))


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else."""
    match = NAME.fullmatch(text.strip())
    return match is not None and plausible(match["name"])


def plausible(name: str) -> bool:
    """Whether none of the words of a would-be name is one that names never have."""
    titled = _STRIP.match(name) is not None
    words = [word.strip(".,") for word in bare(name).split()]
    if not words or (len(words) < 2 and not titled) or any(len(word) > 20 for word in words):
        return False
    lists = _words()
    if titled:
        return words[-1] not in lists.never
    known = words[0] in lists.given
    return not any(word in lists.never or (word in lists.surnames and not known) for word in words)


def role_at(text: str, position: int) -> int | None:
    """Where a post that starts at a position ends, None where no post starts there."""
    match = _words().phrase.match(text, position)
    if match is None:
        return None
    end = _cut(text, position, match.end())
    found = _words().heads.search(text, position, end)
    return end if found is not None else None


def _cut(text: str, start: int, end: int) -> int:
    """The end of a post before a person's name or another sentence follows it."""
    for comma in re.finditer(r",\s|\s(?:and|&)\s", text[start:end]):
        after = start + comma.end()
        name = NAME.match(text, after, min(len(text), end + 40))
        if name is None or not plausible(name["name"]):
            continue
        follows = text[name.end() : name.end() + 2]
        titled = TITLED.match(text, after) is not None
        if titled or follows[:1] in {",", "(", ".", "", "\n", ";"} or follows in {" (", " –", " -"}:
            return start + comma.start()
    return end


def is_role(text: str) -> bool:
    """Whether a text is a post and nothing else."""
    text = text.strip()
    return 2 < len(text) < 160 and role_at(text, 0) == len(text)


def looks_like_role(text: str) -> bool:
    """Whether a text, standing where a post is expected, names one."""
    sentence = re.search(r"[.;:]\s|\b(?:was|were|is|has|have)\b", text)
    return 2 < len(text) < 160 and sentence is None and _words().heads.search(text) is not None


def split(text: str, offset: int) -> Named | None:
    """Name and post of an entry such as "Jo Smith, Head of Law", "Head of Law, Jo Smith" or "Jo Smith (Chair)"."""
    start = len(text) - len(text.lstrip(" \t\n,;–-"))
    name = NAME.match(text, start)
    if name is not None and plausible(name["name"]):
        at = offset + name.start("name"), offset + name.end("name")
        rest = text[name.end() :]
        inner = rest.strip(" \t\n,;:–-.|")
        if inner.startswith("(") and inner.endswith(")"):
            inner = inner[1:-1].strip()
        if inner.startswith("as "):
            inner = inner[3:]
        if inner and looks_like_role(inner):
            begin = offset + name.end() + rest.index(inner)
            return Named(bare(name["name"]), at, " ".join(inner.split()), (begin, begin + len(inner)))
        return Named(bare(name["name"]), at) if not inner or len(inner) < 4 or not inner[0].isalpha() else None
    for match in re.finditer(r"(?:,|\s[–-])\s+", text):
        last = NAME.fullmatch(text, match.end())
        role = text[start : match.start()].strip()
        if last is not None and plausible(last["name"]) and looks_like_role(role):
            return Named(
                bare(last["name"]),
                (offset + last.start("name"), offset + last.end("name")),
                " ".join(role.split()),
                (offset + start, offset + start + len(role)),
            )
    return None
