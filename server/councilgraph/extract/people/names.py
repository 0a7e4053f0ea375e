"""Names of people, as patterns over the shadow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from councilgraph.extract.people.name_words import word_lists

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Cllrs?|Cll|Councillors?|Sir|Dame|Lord|Lady|Baroness|Rev(?:erend)?"
    r"|Alder(?:man|woman|men)|Canon|Major|Colonel|Capt(?:ain)?|Provost|Cyng(?:horydd)?\.?(?:/(?:Cllr|Councillor))?|Bailie)\.?"
)
_TITLES = rf"(?:(?:the )?(?:{_TITLE} ){{1,3}}(?:the )?)"
_WORD = (
    r"(?:(?:de la|van de[rn]|von der|de|van|von|der|la|le|du|St\.?|Ó|Ní|Nic|Mac(?: Giolla)?) )?(?:O'|D'|Mc"
    r"|Mac)?[A-ZÀ-Þ][a-zà-ÿ]+(?:['-](?:Mc|Mac|O')?[A-ZÀ-Þa-z][a-zà-ÿ]+)*"
)
_JOINED = r"(?:[A-Z]\.){1,3}(?=(?:O'|D'|Mc|Mac)?[A-Z][a-z]{2})"  # "M.Rees"
_INITIAL = rf"(?:{_JOINED}|[A-Z](?:\.[A-Z]){{0,2}}\.?(?![A-Za-z]))"
_INITIALS = rf"(?:{_JOINED}|[A-Z]\.?(?:[A-Z]\.?){{0,2}}(?![A-Za-z]))"
_AFTER = r"(?:,? (?:CBE|OBE|MBE|KBE|DBE|KC|QC|DL|JP|BEM|TD|MP|PhD|CPFA|FRSA|Esq))*(?![A-Za-z])"
_LOUD = (
    r"(?!(?:CBE|OBE|MBE|KBE|DBE|BEM|CPFA|FRSA|LLB|MSC|BSC|CON|LAB|SNP|IND|GRN|LIB|DUP|UUP|SDLP|RFO)\b)"
    r"(?:Mc|Mac|O'|D')?[A-Z][A-Z'-]{2,}(?![a-z])"
)
_NOT_NEXT = (  # the title of the next in a list without commas
    r"(?!(?:(?:Parish|Town|Community|County|District|Borough|City|Ward) )?"
    r"(?:Cllrs?|Councillors?|Mrs?|Ms|Miss|Dr|Rev|Clerk)\b)"
)
_TITLED = (
    rf"{_TITLES}(?:{_WORD} \([A-Z][a-z]+\) {_WORD}|{_WORD} (?:[A-Z]\.|[B-HJ-Z]) {_WORD}(?![a-z])"
    rf"|(?:{_INITIALS} ?){{0,4}}(?:(?:{_WORD} )?{_LOUD}|{_WORD}(?: {_NOT_NEXT}{_WORD}){{0,2}}))"
)
_KNOWN_AS = rf"(?:\([A-Z][a-z]+\) (?={_WORD}(?:[,.;\n]|$| [a-z])))?"  # "Leopold (Leo) Garside"
_PLAIN = (
    rf"{_WORD} {_KNOWN_AS}(?:(?:{_WORD}|{_INITIAL}) ){{0,2}}{_WORD}"
    rf"|(?:{_INITIAL} ?){{1,4}}{_WORD}|{_WORD} (?:{_INITIAL} )?{_LOUD}"
)

_BEGUN = r"(?=[A-ZÀ-Þ]|the [A-Z]|(?:de|van|von|der|la|le|du) )"  # most words of a text begin no name
_NAME = re.compile(rf"(?<![A-Za-z]){_BEGUN}(?P<name>{_TITLED}|{_PLAIN}){_AFTER}")
TITLED = re.compile(rf"(?P<name>{_TITLED}){_AFTER}")
_AGAIN = re.compile(
    rf"{_TITLE}|County|District|Borough|Ward|In|IN|Members|Officers|Clerk|Also|Present|APOLOGIES|Apologies"
)
_STRIP = re.compile(rf"^(?:the\s)?(?:{_TITLE}\s+)+(?:the\s)?")


@dataclass(frozen=True)
class Name:
    """A person's name in a text: where it stands, and where letters after it (OBE) end."""

    text: str
    start: int
    end: int
    stop: int
    titled: bool


def at(text: str, position: int, end: int | None = None) -> Name | None:
    """The name that starts at a position, without the words of a post that follow it; None where none does."""
    match = _NAME.match(text, position, len(text) if end is None else end)
    return _told(match) if match is not None else None


def _told(match: re.Match[str]) -> Name | None:
    """The name that a match holds, None where it holds none."""
    name, posts = _first(match["name"]), word_lists()
    while not plausible(name):
        name, _, last = name.rpartition(" ")
        again = _AGAIN.fullmatch(last) is not None and " " in name  # "Cllr A Brown Cllr C Smith"
        if not name or (not again and last not in posts.posts and bare(name).split(" ")[0] not in posts.given):
            return None
    stop = match.end() if name == match["name"] else match.start() + len(name)
    return Name(bare(name), match.start(), match.start() + len(name), stop, _STRIP.match(name) is not None)


def _first(name: str) -> str:
    """The first of two names that run on without a comma: "Jo Smith Ann Brown"."""
    words = name.split(" ")
    given = word_lists().given
    second = len(words) > 3 and words[-4] in given and words[-2] in given
    return " ".join(words[:-2]) if second else name


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
        name = _told(match)
        if name is None:
            start = match.start() + max(1, len(match["name"].split(" ")[0]))
            continue
        yield name
        start = name.stop


@lru_cache(8_192)
def bare(name: str) -> str:
    """A name without titles before it, one in capitals written as names are."""
    plain = _STRIP.sub("", " ".join(name.split()))
    return " ".join(map(_quiet, (_GLUED.sub(r"\g<0> ", plain) if "." in plain else plain).split(" ")))


def _quiet(word: str) -> str:
    """A word of a name printed in capitals as names are written: "SMITH", "McDONALD"."""
    if len(word) > 3 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    loud = _LOUD_MAC.fullmatch(word)
    return loud[1] + loud[2].capitalize() if loud is not None else word


_LOUD_MAC = re.compile(r"(Mc|Mac)([A-Z]{3,})")


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else."""
    name = at(text.strip(), 0)
    return name is not None and name.stop == len(text.strip())


@lru_cache(8_192)
def plausible(name: str) -> bool:
    """Whether none of the words of a would-be name is one that names never have."""
    if _OFFICE.match(name) is not None:
        return False
    titled = _STRIP.match(name) is not None
    words = [word.strip(".,") for word in bare(name).split()]
    if not words or (len(words) < 2 and not titled) or any(len(word) > 20 for word in words):
        return False
    lists = word_lists()
    if not titled and re.search(r" \S*[A-Z]{3}$", name) and words[0] not in lists.given:
        return False  # "Housing COMMITTEE"; a surname in capitals follows a given name
    initials = (len(words[0]) == 1 and words[0] not in {"A", "I"}) or "." in name[:3]
    words = [word for word in words if len(word) > 1]
    titled = titled or (initials and len(words) == 1)  # "P March", no month
    if titled or not words:
        return not any(word in lists.never for word in words)
    known = words[0] in lists.given
    return not any(word in lists.never or (word in lists.surnames and not known) for word in words)


_GLUED = re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){1,3}(?=(?:O')?[A-Z][a-z])")  # "M.Rees"
_OFFICE = re.compile(
    r"(?:the )?(?:.* )?(?:Sir|Dame)$|(?:the )?(?:Lord|Lady)(?:$| (?:Mayor|Provost|Lieutenant|Justice)\b)"
)
