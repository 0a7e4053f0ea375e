"""What kind of paper it is, by evidence: its title, its date, its council, the body it goes to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from councilgraph.extract import councils, paper_dates, paper_titles
from councilgraph.extract.fields import Field
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.sieve import Sieve, Sieves
from councilgraph.model import DecisionFact, DocumentFact, Said

HEAD_LINES = 22
_BODY = re.compile(
    r"(?:[Mm]eeting of (?:the )?|^To:?\s+(?:the )?|[Rr]eport to:?\s+(?:the )?"
    r"|^Meeting(?::\s+|[ \t]+)|^Decisions? [-–]\s+|^Committee:?\s+(?!Rooms?\b|Suite\b))"
    r"(?P<body>[A-Z][\w',&() -]{3,90}?)"
    r"(?=\s+(?:(?i:held)|on|at|–|-|was|meeting|which|to be|dated)\b"
    r"|\s+in (?:Jan|Feb|March|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec)[a-z]*\b"
    r"|\s+[–-]\s"
    r"|,?\s+[A-Z][a-z]+day\b|,?\s+\d|[,.;]?$|,\s+\d|\n)",
    re.MULTILINE,
)
_TAKEN_BY = re.compile(
    r"(?i:decisions? (?:(?:were|was|are) )?(?:taken|made) (?:by"
    r"|at) (?:a meeting of )?(?:the )?)(?P<body>[A-Z][\w',&() -]{3,80}?)(?= on | at |[.,\n])"
    r"|^(?:[A-Z][\w ']+ Council [-–] |[A-Z][\w ]{2,40} [Mm]eeting, )?"
    r"(?P<head>[A-Z][A-Za-z ,&']{3,70}?) [-–] (?:[A-Z][a-z]+day,? )?(?:the"
    r" )?\d{1,2}",
    re.MULTILINE,
)
_MINUTES_OF = Sieve(
    r"(?i)\b(?:minutes|meeting|decisions) (?:of|made by|taken by) (?:an? |the )?"
    r"(?!last|previous)(?:(?!held)\w+ ){0,3}?(?:meeting of (?:the )?)?"
    r"(?P<body>(?:(?!held|meeting|minutes|on |in |at )[\w',&()-]+ ){0,9}"
    r"(?:committee|cabinet|executive|board|panel|council))\b(?= |,|\n|\.|$)"
)
_ADJECTIVES = re.compile(
    r"(?i)^(?:(?:last|previous|an?|annual|ordinary|extra[- ]?ordinary|special|virtual|remote|hybrid|monthly|draft),? )+"
    r"(?=(?:parish|town|community|county|district|borough|city) council\b|council\b"
    r"|(?:[\w'-]+ ){1,3}(?:parish|town|community) council\b)"
)
_OPENING_WORDS = re.compile(
    r"(?i)^(?:minutes of )?(?:the )?(?:full (?=(?:[\w'-]+ ){0,3}(?:parish|town|community) council\b))?"
    r"(?=.*\b(?:council|committee|cabinet|board|panel)\b)"
)
_MINUTED = re.compile(r"(?i)(?:draft )?minutes of (?:the|an?) .{0,60}\bmeeting\b")
_LOWER_TAIL = re.compile(
    r"(?P<body>\b(?:Committee|Council|Cabinet|Board|Panel|Executive)) "
    r"(?!and\b|of\b|for\b|on\b|the\b|with\b|to\b|in\b)[a-z].*$"
)
_SENTENCE = re.compile(r",\s(?!and\b|of\b|for\b)[a-z]")  # "report to the Committee, advised that": the body of no paper
_EARLY = 90  # characters into a line
_COMMITTEE_LINE = re.compile(
    r"(?:(?:[A-Z][A-Za-z',&()-]*|and|of|for|&)\s){0,12}(?:CABINET|Cabinet|(?:SUB-|Sub-)?(?:COMMITTEE|Committee)|EXECUTIVE|Executive|BOARD|Board"
    r"|PANEL|Panel|COUNCIL|Council)"
)

_HEAD_LINE = re.compile(
    rf"(?P<body>{_COMMITTEE_LINE.pattern})(?<!Council)(?<!COUNCIL)"
    r"(?:\s*[-–,:]\s*|\s+(?:[Mm]eeting|MEETING|[Mm]inutes|MINUTES)(?:\s*[-–,:]\s*|\s)(?:held )?(?:on )?)"
    r"(?:[A-Z][A-Za-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][A-Za-z]+ \d{4}.{0,40}"
)
_ADDRESSED = re.compile(
    r"(?:the )?(?P<body>[A-Z][\w',&() -]{3,90}?)(?=\t|\s+[–-]\s|,?\s+\d|\s+(?:on|at)\s\d|[,.;]?\n|$)"
)


@cache
def _kinds() -> tuple[tuple[str, Sieves, Sieves, frozenset[str]], ...]:
    return tuple(
        (
            entry["name"],
            Sieves(Sieve(p, re.IGNORECASE) for p in entry.get("head", ())),
            Sieves(Sieve(p, re.IGNORECASE) for p in entry.get("any", ())),
            frozenset(entry.get("labels", ())),
        )
        for entry in lexicon("kinds")["kind"]
    )


def document(shadow: Shadow, fields: Sequence[Field], council: str | None) -> DocumentFact:
    """The document itself, as far as its text tells."""
    kind = _kind(shadow, fields)
    slug, name = councils.find(shadow, council)
    body = meeting_of(shadow, fields) or (_local(shadow, name) if kind.value == "minutes" else None)
    return DocumentFact(
        evidence=kind.evidence,
        kind=kind,
        title=paper_titles.title(shadow, fields, kind),
        date=paper_dates.of_paper(shadow, fields, kind.value),
        council=slug,
        council_name=name,
        meeting_of=body,
    )


_LETTER = Sieve(r"(?:[A-Z ]+COUNCIL\s?[–-]?\s?)(?:PROPOSED )?RECORD OF .*")


def _kind(shadow: Shadow, fields: Sequence[Field]) -> Said[str]:
    head = shadow.lines[:HEAD_LINES]
    lettered = shadow.lines if _LETTER.search(shadow.text) is not None else ()
    letter = next((line for line in lettered if _LETTER.fullmatch(line.text)), None)
    if _is_report(fields) and letter is None:
        return shadow.said(fields[0].label_start, fields[0].start, "report")
    keys = {f.key for f in fields}
    best: tuple[int, Line, str] | None = None
    for name, of_head, of_any, labels in _kinds():
        patterns, anywhere = of_head.among(shadow.text), of_any.among(shadow.text)
        for index, line in enumerate((*head, *((letter,) if letter else ()))):
            earlier = best is None or index < best[0]
            if (
                earlier
                and len(line.text) < 240
                and line.text.count("\t") < 2
                and any(p.fullmatch(line.text) for p in patterns)
            ):
                best = (-1 if line is letter else index), line, name
        lines = shadow.lines if anywhere else ()
        found = next((ln for ln in lines if any(p.fullmatch(ln.text) for p in anywhere)), None)
        if found is None and labels and labels <= keys and (best is None or best[0] > 3):
            at = next(f for f in fields if f.key in labels)
            found = Line(at.label_start, max(at.start, at.label_start + 1), "")
        if found is not None and (best is None or best[0] >= 0):
            best = (best[0] if best else 0), found, name
            break
    minuted = next((line for line in head if _MINUTED.match(line.text)), None)
    present = next((f for f in fields if f.key == "present"), None)
    if present is not None and (best is None or best[2] in {"report", "agenda"}) and _RESOLVED.search(shadow.text):
        return shadow.said(present.label_start, max(present.start, present.label_start + 1), "minutes")
    if best is not None and minuted is not None and best[2] in {"call-in", "report"} and "present" in keys:
        best = 0, minuted, "minutes"
    if best is not None:
        return shadow.said(best[1].start, best[1].end, best[2])
    first = shadow.lines[0] if shadow.lines else Line(0, 0, "")
    return shadow.said(first.start, first.end, "other")


_RESOLVED = re.compile(r"\bRESOLVED\b|\bResolved\b|\b(?:was|were) (?:resolved|agreed) (?:to|that)\b")  # by a meeting


def _is_report(fields: Sequence[Field]) -> bool:
    """Whether the head lines From or By, To, and Subject open the paper."""
    keys = [f.key for f in fields[:6]]
    return "from" in keys[:3] and "to" in keys[:5] and ("title" in keys or "other" in keys)


def meeting_of(shadow: Shadow, fields: Sequence[Field]) -> Said[str] | None:
    """The body that the paper goes to or that met, by a name that says that it is one."""
    body = _meeting_of(shadow, fields)
    return body if body is not None and _IS_BODY.search(body.value) and not _IS_NONE.match(body.value) else None


_IS_BODY = re.compile(
    r"(?i)\b(?:(?:sub-?)?committees?|cabinet|councils?|boards?|panels?|executive|forum|trustees?|authority|assembly|group"
    r"|partnership|commission|governors|consortium|conference|trust|hearing|senedd|pwyllgor|cyngor|parish)\b"
)
_IS_NONE = re.compile(r"(?i)(?:relevant|appropriate|members?|any|reference from|consolidation)\b")


def _local(shadow: Shadow, council: Said[str] | None) -> Said[str] | None:
    """The local council whose minutes call it by what it is ("the Parish Council"), where no council has a name."""
    found = _LOCAL.search(shadow.text) if council is None else None
    return shadow.said(found.start(), found.end(), found[0]) if found is not None else None


_LOCAL = re.compile(r"(?<!-)\b(?:Parish|Town|Community) Council\b(?!\s(?:Tax|Offices?)\b)")


def _meeting_of(shadow: Shadow, fields: Sequence[Field]) -> Said[str] | None:
    head = shadow.lines[min(len(shadow.lines), HEAD_LINES) - 1].end if shadow.lines else 0
    match = next((m for m in _BODY.finditer(shadow.text, 0, max(head, 0)) if not _SENTENCE.search(m["body"])), None)
    minutes = next((m for m in _MINUTES_OF.finditer(shadow.text, 0, max(head, 0)) if _opens(shadow.text, m)), None)
    if match is not None and (minutes is None or minutes.end() > match.start()):
        name = re.sub(r"\s+(?:Meeting|meeting)$", "", " ".join(match["body"].split())).strip(" ,-–")
        name = _ADJECTIVES.sub("", _OPENING_WORDS.sub("", _LOWER_TAIL.sub(r"\g<body>", name)))
        return shadow.said(match.start("body"), match.end("body"), name)
    for field in fields:
        addressed = _ADDRESSED.match(shadow.text, field.start, field.end) if field.key == "to" else None
        if addressed is not None and field.label_start < head and _COMMITTEE_LINE.fullmatch(addressed["body"]):
            return shadow.said(addressed.start("body"), addressed.end("body"), proper(addressed["body"].strip()))
    match = _TAKEN_BY.search(shadow.text, 0, max(head, 0))
    if match is not None and _COMMITTEE_LINE.fullmatch(match["body"] or match["head"]):
        key = "body" if match["body"] else "head"
        return shadow.said(match.start(key), match.end(key), proper(match[key]))
    if minutes is not None:
        body = re.split(
            r"(?i) of (?=\w+ (?:\w+ )?(?:town|parish|community|county|district|borough|city))", minutes["body"]
        )[0]
        name = re.sub(r"(?i)^(?:of |the )+", "", body)
        end = minutes.start("body") + len(body)
        name = _ADJECTIVES.sub("", name)
        return shadow.said(end - len(name), end, proper(name))
    for line in shadow.lines[:8]:
        text = line.text
        if re.match(r"(?i)notice|decisions|record", text):
            continue
        if (named := _HEAD_LINE.fullmatch(text)) is not None:
            return shadow.said(line.start, line.start + named.end("body"), proper(named["body"]))
        if _COMMITTEE_LINE.fullmatch(text) and not re.search(r"(?i)record|report|minutes|agenda", text):
            if re.search(r"(?i)\bcouncil$", text) and len(text.split()) > 2:
                continue
            return shadow.said(line.start, line.end, proper(text))
    return None


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a match stands near the start of its line, not far inside a sentence."""
    return match.start() - text.rfind("\n", 0, match.start()) < _EARLY


def proper(name: str) -> str:
    """A name printed in capitals as names are written, others as they are."""
    if not name.isupper():
        return name
    small = {"and", "of", "the", "for", "in", "on", "with"}
    words = [
        word.lower() if word.lower() in small else "-".join(part.capitalize() for part in word.split("-"))
        for word in name.split()
    ]
    return " ".join(words)


def settled(paper: DocumentFact, decisions: Sequence[DecisionFact]) -> DocumentFact:
    """The document with the title and date of the one decision that it records, where it records one."""
    own = [fact for fact in decisions if fact.subject]
    paper = replace(paper, title=paper_titles.settled(paper, own))
    if len(own) != 1 or paper.kind.value not in paper_titles.FORMS:
        return paper
    decided = own[0].date if own[0].date_type in {"signed", "taken", "published"} else None
    return replace(paper, date=decided)
