"""What a decision leaves to somebody: delegated to whom, in consultation with whom, for what."""

import re

from councilgraph.extract.people import names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import DelegationFact, Said

_START = Sieve(
    r"(?i)\b(?:(?:be|is|are|was|were) (?:also |hereby )?delegated (?=(?:the )?(?:authority|responsibility"
    r"|powers?)\b(?! to the))"
    r"|delegat(?:e|es|ed|ing)\b|delegated (?:authority|powers?)\b|authority (?:is|be"
    r"|was) (?:also )?(?:given|granted)\b"
    r"|\b(?:be|is|are|was|were) (?:also |hereby )?(?:authoris|empower)ed\b"
    r"|\b(?:be|is|was) (?:also |hereby )?(?:given|granted) (?:full |delegated )?(?:authority|powers?)\b"
    r"|authoris(?:e|es|ed|ing) (?=the [A-Z])"
    r"|(?<!sub-)delegation (?:of (?:authority|powers?|responsibility) )?to\b|grant(?:s|ed)? authority\b"
    r"|giv(?:e|es|ing) (?:delegated |full )?authority(?= to the [A-Z]))"
)
_TO = re.compile(
    r"\b(?:to|[Aa]uthoris(?:e|es|ed|ing))\s+(?:the\s+|their\s+)?(?:(?:relevant|appropriate|respective)\s+)?(?=[A-Z])"
)
_WITH = re.compile(
    r"(?i)\b(?:in (?:full )?consultation with|(?:after|following|having) consult(?:ation|ing|ed)(?: with)?"
    r"|in agreement with)\s+(?:the\s+|with\s+)*"
)
_AS = re.compile(r",?\s*\(?as\s+(?=[A-Z])")
_SIGNING = re.compile(r"sign (?:the |these |those |draft )*minutes\b")  # what every chair does


def delegations(shadow: Shadow) -> tuple[DelegationFact, ...]:
    """Each delegation of the text once; the same one said again adds its passage."""
    found: dict[tuple[str, str, str], DelegationFact] = {}
    read = (
        fact for start in _START.finditer(shadow.text) for fact in (_listed(shadow, start) or [_read(shadow, start)])
    )
    for fact in read:
        if fact is None or (fact.what is not None and _SIGNING.match(fact.what.value)):
            continue
        consulted = fact.in_consultation_with.value if fact.in_consultation_with else ""
        key = fact.delegated_to.value.lower(), consulted.lower(), ""
        known = found.get(key)
        if known is not None and fact.what is not None and _next_entry(shadow, known, fact):
            key = *key[:2], fact.what.value.lower()
            known = found.get(key)
        found[key] = fact if known is None else _again(known, fact)
    return tuple(found.values())


def _next_entry(shadow: Shadow, known: DelegationFact, fact: DelegationFact) -> bool:
    """Whether two delegations stand in entries of one list, and leave different things to the same officer."""
    first, second = (shadow.position(one.evidence[0].start) for one in (known, fact))
    starts = [shadow.text.rfind("\n", 0, at) for at in (first, second)]
    marked = all(_MARKED.match(shadow.text, at) is not None for at in starts)
    between = shadow.text[starts[0] : starts[1]]
    told = [set(_WORD.findall(one.what.value.lower())) if one.what else set() for one in (known, fact)]
    alike = 2 * len(told[0] & told[1]) > min(map(len, told))
    return marked and 0 < len(between) < _LIST_SPAN and all(map(_MARKED.match, _LINES.findall(between))) and not alike


_LIST_SPAN = 1500  # characters
_LINES = re.compile(r"\n[^\n]+")
_WORD = re.compile(r"[a-z]{4,}")
_MARKED = re.compile(r"\n(?:(?:\d{1,2}(?:\.\d{1,2})?\.?|[a-z]\.|[•*-])\s|\(?(?:[a-z]{1,4}|\d{1,2})\))")


def _listed(shadow: Shadow, start: re.Match[str]) -> list[DelegationFact | None]:
    """Those whom a list below "delegate authority to:" names, one an entry; none where no list follows."""
    head = _LIST.match(shadow.text, start.end())
    found: list[DelegationFact | None] = []
    at = head.end() if head is not None else -1
    while head is not None and (entry := _ENTRY.match(shadow.text, at)) is not None:
        role = posts.role_at(shadow.text, entry.end())
        end = shadow.text.find("\n", entry.end())
        at = end if end > 0 else len(shadow.text)
        if role is not None:
            consulted, what = _consulted(shadow.text, role, at), _what(shadow.text, at, at, role, at)
            found.append(
                DelegationFact(
                    evidence=(shadow.evidence(entry.end(), at),),
                    delegated_to=shadow.said(entry.end(), role, _flat(shadow.text[entry.end() : role])),
                    in_consultation_with=_said(shadow, consulted),
                    what=_said(shadow, what, 160),
                )
            )
    return found


_LIST = re.compile(r"(?:\s(?:authority|powers?|responsibility))?\sto\s?(?:the following)?\s?[:–-](?=\n)")
_ENTRY = re.compile(r"\n(?:\d{1,2}[.)]|\(?[a-z]{1,3}[.)]|[•*-])\s+(?:[Tt]o )?(?:[Tt]he )?(?=[A-Z])")


def _again(known: DelegationFact, fact: DelegationFact) -> DelegationFact:
    return DelegationFact(
        evidence=known.evidence + fact.evidence,
        delegated_to=known.delegated_to,
        in_consultation_with=known.in_consultation_with,
        what=known.what or fact.what,
    )


def _sentence(text: str, start: int) -> int:
    """Where the sentence of a position ends."""
    end = re.compile(
        r"[.;](?:\s|$)|\n(?=\s*(?:\(?[a-z]\)|\(?[ivx]+[.)]|\d+[.)]|[A-Z][^\n]{2,60}:\s*(?:\n|$)))|\n\n"
    ).search(text, start)
    return min(end.start() if end else len(text), start + 700)


def _read(shadow: Shadow, start: re.Match[str]) -> DelegationFact | None:
    text = shadow.text
    end = _sentence(text, start.start())
    target = _named_before(text, start) or _target(text, start.start(), end)
    if target is None:
        return None
    first, last, role_start, role_end = target
    consulted = _consulted(text, last, end) or _consulted(text, start.end(), first)
    what = _what(text, start.end(), first, last, end)
    return DelegationFact(
        evidence=(shadow.evidence(min(start.start(), role_start), max(last, start.end())),),
        delegated_to=shadow.said(role_start, role_end, _flat(text[role_start:role_end])),
        in_consultation_with=_said(shadow, consulted),
        what=_said(shadow, what, 160),
    )


def _named_before(text: str, start: re.Match[str]) -> tuple[int, int, int, int] | None:
    """The places, as of `_target`, of a post that stands first: "the Director of Roads be authorised to"."""
    if not re.match(r"(?i)(?:be|is|are|was|were) ", start[0]):
        return None
    first = max(text.rfind("\n", 0, start.start()) + 1, start.start() - 240)
    for match in _THE.finditer(text, first, start.start()):
        role = posts.role_at(text, match.end())
        named = text[match.end() : role].split(" and the ")
        if role is not None and not all(map(posts.looks_like_role, named)):
            continue  # "make the Order and the Director of Roads be authorised": the first is no post
        between = text[role : start.start()].strip(" ,") if role is not None and role <= start.start() else None
        if role is not None and between is not None and (not between or _WITH.match(between)):
            return start.end(), role, match.end(), role
    return None


_THE = re.compile(
    r"(?:(?<=\bthe )|(?<=\bThe )|(?<=\bthat )|(?<=\bThat ))"
    r"(?:(?:relevant|appropriate|respective|nominated|lead) )?(?=[A-Z])"
)


def _target(text: str, start: int, end: int) -> tuple[int, int, int, int] | None:
    """Where "to" stands, where the one delegated to ends, and where the post itself stands."""
    for match in _TO.finditer(text, start, end):
        at = match.end()
        role = posts.role_at(text, at)
        person = names.at(text, at)
        if role is None and person is not None:
            as_ = re.compile(r",?\s*\(?(?:as\s+)?(?:the\s+)?(?=[A-Z])").match(text, person.stop)
            role = posts.role_at(text, as_.end()) if as_ else None
            if as_ is not None and role is not None:
                return match.start(), role, as_.end(), role
            continue
        if role is None:
            continue
        other = _OR.match(text, role)  # "to the Director or Assistant Director"
        second = posts.role_at(text, other.end()) if other is not None else None
        return match.start(), *_fuller(text, at, second or role)
    return None


_OR = re.compile(r" or (?:the )?(?=[A-Z])")


def _fuller(text: str, start: int, end: int) -> tuple[int, int, int]:
    """A post, or the fuller one that follows it: "the Director, Jo Smith (as Director of Roads)"."""
    person = re.compile(r",?\s*(?=[A-Z])").match(text, end)
    name = names.at(text, person.end()) if person else None
    if name is not None:
        as_ = _AS.match(text, name.stop)
        role = posts.role_at(text, as_.end()) if as_ else None
        if as_ is not None and role is not None:
            return role, as_.end(), role
    return end, start, end


def _consulted(text: str, start: int, end: int) -> tuple[int, int] | None:
    match = _WITH.search(text, start, max(start, end))
    if match is None:
        return None
    relevant = re.compile(r"(?:relevant|appropriate|respective) (?=[A-Z])").match(text, match.end())
    role = posts.role_at(text, relevant.end() if relevant else match.end())
    if role is not None:
        return match.end(), role
    plain = re.compile(r"[^,.;\n]{3,80}").match(text, match.end())
    return (plain.start(), plain.end()) if plain else None


def _what(text: str, start: int, to: int, after: int, end: int) -> tuple[int, int] | None:
    """What is delegated: between the verb and "to", else the clause with "to" after the post."""
    between = re.sub(
        r"(?i)^\W*(?:(?:authority|powers?|responsibility|is|be|the|decisions about)\b\W*)+", "", text[start:to]
    ).strip(" ,")
    if len(between) > 8 and not _WITH.match(between):
        at = text.index(between, start)
        return at, at + len(between)
    clause = re.compile(r"\bto\s+(?=[a-z])|\bfor (?:the )?(?=[a-z])").search(text, after, end)
    return (clause.end(), end) if clause is not None and end - clause.end() > 8 else None


def _said(shadow: Shadow, span: tuple[int, int] | None, most: int = 200) -> Said[str] | None:
    if span is None:
        return None
    start, end = span
    end = min(end, start + most)
    return shadow.said(start, end, _flat(shadow.text[start:end]))


def _flat(text: str) -> str:
    return " ".join(text.split()).strip(" ,.;")
