"""Whose paper it is: profiles of councils, known names of councils, names printed in the text."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from councilgraph import resources
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.iris import slug
from councilgraph.model import Said

_KINDS = (
    r"(?:Metropolitan |Royal |London )?(?:County Borough|County|District|Borough|City|Town|Parish|Community"
    r"|Unitary|Metropolitan)"
)
_JOINERS = "and|with|upon|on|in|le|the|of|&|y|yr|ar|cum|juxta|next|under|by|de"
_PRINTED = Sieve(
    rf"(?=[A-Z])(?:(?:[A-Z][\w'.-]+(?:,? (?:{_JOINERS})(?: the)?)? ){{1,5}}{_KINDS} Council\b"
    rf"|\b(?:[A-Z][A-Z'.-]+ (?:AND |WITH |UPON |IN |& )?){{1,5}}{_KINDS.upper()} COUNCIL\b"
    r"|(?:London|Royal) Borough of [A-Z][a-z]+(?: (?:and|upon|&)? ?[A-Z][a-z]+){0,3}"
    r"|(?:[A-Z][\w'-]+,? (?:(?:and|of|&) (?:the )?)?){1,5}Council\b(?! Tax\b)"
    r"|(?m:^)(?:[A-Z][A-Z'-]+ (?:AND |WITH |UPON |& )?){1,3}COUNCIL\b"
    r"|(?:LONDON|ROYAL) BOROUGH OF [A-Z]+(?: (?:AND |UPON )?[A-Z]+){0,2}\b"
    r"|(?:[A-Z][\w'.-]+,? (?:(?:and|of|the|&) ){0,2}){1,5}"
    r"(?:Combined (?:County )?|Fire (?:(?:and|&) Rescue )?|National Park )Authority\b"
    r"|(?:[A-Z][A-Z'.-]+,? (?:(?:AND|OF|THE|&) ){0,2}){1,5}"
    r"(?:COMBINED (?:COUNTY )?|FIRE (?:(?:AND|&) RESCUE )?|NATIONAL PARK )AUTHORITY\b)"
)
_ADDRESS = Sieve(r"(?i)(?:@|\bwww\.|https?://)(?:[a-z0-9-]+\.)*?([a-z][a-z0-9-]+)\.gov\.(?:uk|wales|scot)\b")
_LEADING = re.compile(
    r"^(?:(?:The|Of|From|By|At|In|For|To|Dear|And|A|Meeting|MINUTES|OF|THE|MEETING|Annual|Ordinary|Extra|Extraordinary|Special|Setting|Posted|Filed|Published|Last|Draft|Virtual|Monthly)\s)+",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?i)^.*\b(?:committee|board|panel|meeting|minutes|cabinet) (?:of|at|for) (?:the )?|^cyngor (?:cymuned"
    r"|tref|sir|bwrdeistref sirol) "
)
_LOCAL = re.compile(r"(?i)\b(?:parish|town|community)\s+council$")
_NOT = re.compile(
    r"(?i)^(?:(?:(?:extra-?)?ordinary|annual|special) full|full|the|this|that|that the|if|when|which|no|any"
    r"|county|district|borough"
    r"|city|town|parish|community|unitary|extraordinary|each"
    r"|youth|"
    r"local|other|their|our|annual|ordinary|special|new|all|research|arts|british|design|general|national|"
    r"members? of|cabinet|joint|metropolitan)?\s?(?:county|district|borough|city|town|parish"
    r"|community)?\s?council$"
    r"|^(?:(?:the|mayoral|strategic|new|constituent) )*(?:combined(?: county)?|fire(?: (?:and|&) rescue)?"
    r"|national park) authority$"
)


_TAIL = re.compile(r"(?i)\b(?:of|to|for|by|on|at) (?:the )?|\band (?=full\b)")  # "Director of the Combined Authority"
_SURE = re.compile(rf"(?i)(?:\b{_KINDS} Council|\bBorough of .*|\bAuthority)$")
_JOINED = re.compile(
    r"^.* (?:and|of|&)(?: the)? "
)  # "Leader of Holt Council": joined words only in names that are known


@dataclass(frozen=True)
class Profile:
    """What differs between councils; patterns are regular expressions.

    The first two of `decision_numbers` are sure enough to be read without a label, in lists and headings.
    """

    slug: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    decision_numbers: tuple[str, ...] = ()
    contract_references: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    procurement_lead: str = ""  # how long a new contract usually takes, for the rules that reckon with it


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles of data/councils, by slug; "general" serves councils without one."""
    found = {}
    for path in sorted((resources.folder("data") / "councils").glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
        found[raw["slug"]] = Profile(**values)
    return found


@cache
def known() -> Mapping[str, str]:
    """Slugs of the known councils of the United Kingdom, by lower-case name; profiles come first."""
    with (resources.folder("data") / "council_names.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"].lower(): row["slug"] for row in csv.DictReader(file)}
    return names | {p.name.lower(): p.slug for p in profiles().values() if p.name}


def profile(council: str | None) -> Profile:
    """The profile of a council's slug, the general one where it has none."""
    return profiles().get(council or "", profiles()["general"])


def council_slug(name: str) -> str:
    """The slug of a council by its name: short for principal councils, whole for local ones."""
    plain = " ".join(name.replace("&", "and").split())
    if (found := known().get(plain.lower())) is not None:
        return found
    if _LOCAL.search(plain):
        return slug(plain)
    return slug(re.sub(rf"(?i)\s(?:{_KINDS}\s)?Council$|^(?:London|Royal)\sBorough\sof\s", "", plain))


def _by_address(shadow: Shadow) -> str | None:
    """The slug of the council whose address on the web or for post is named most often, None where none is."""
    found = Counter(match[1].lower() for match in _ADDRESS.finditer(shadow.source.text.replace("@\n", "@")))
    return slug(found.most_common(1)[0][0]) if found else None


@cache
def _named(alias: str) -> Sieve:
    return Sieve(rf"\b{alias}\b")


def find(shadow: Shadow, given: str | None) -> tuple[str | None, Said[str] | None]:
    """Slug and printed name of the council whose paper it is: as given, else best shown by the text."""
    printed = _printed(shadow)
    if given is not None:
        wanted = given if given in profiles() else council_slug(given)
        return wanted, printed.get(wanted, (0.0, None))[1]
    scores = {key: points for key, (points, _) in printed.items()}
    for entry in profiles().values():
        for alias in entry.aliases:
            scores[entry.slug] = scores.get(entry.slug, 0) + min(3, sum(1 for _ in _named(alias).finditer(shadow.text)))
        for domain in entry.domains:
            scores[entry.slug] = scores.get(entry.slug, 0) + 4 * (f"@{domain}" in shadow.source.text.replace("\n", ""))
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] <= 0:
        return _by_address(shadow), None
    return best, printed.get(best, (0.0, None))[1]


def _known_end(name: str) -> str:
    """The name of a known council that a run of words ends with, else the words: "Plan of the Kent County Council"."""
    words = name.split(" ")
    ends = (" ".join(words[start:]) for start in range(1, len(words) - 1))
    if name.lower() in known():
        return name
    found = next((end for end in ends if end.lower() in known()), None)
    return found or (name if _SURE.search(name) else _JOINED.sub("", name))


def _printed(shadow: Shadow) -> dict[str, tuple[float, Said[str] | None]]:
    """Points and first mention of each council named; the head of the paper counts most."""
    found: dict[str, tuple[float, Said[str] | None]] = {}
    for match in _PRINTED.finditer(shadow.text):
        text = " ".join(match[0].split())
        name = _known_end(_LEADING.sub("", _BEFORE.sub("", re.split(r"(?<=[a-z]{3})\. ", text)[-1])))
        if _NOT.match(name) or _NOT.match(_TAIL.split(name)[-1]) or len(name) < 9:
            continue
        sure = name.lower() in known() or name.lower().endswith("authority") or _LOCAL.search(name) is not None
        sure = sure or re.search(_KINDS, name, re.IGNORECASE) is not None
        points = (10.0 if match.start() < 500 else 1.0) if sure else (2.0 if match.start() < 300 else 0.2)
        key = council_slug(name)
        before, said = found.get(key, (0.0, None))
        start = match.end() - len(name)
        proper = name.title().replace("'S", "'s") if name.isupper() else name
        found[key] = before + points, said or shadow.said(max(match.start(), start), match.end(), proper)
    for match in _WELSH.finditer(shadow.text, 0, 500):  # counts less than a name in English beside it
        found.setdefault(slug(match[0]), (9.0, shadow.said(*match.span(), match[0])))
    return found


_WELSH = re.compile(
    r"\bCyngor (?:Cymuned|Tref) (?!Council|Town|Community)[A-Z][\w'-]+(?: (?!Town|Community)[A-Z][\w'-]+){0,3}"
)
