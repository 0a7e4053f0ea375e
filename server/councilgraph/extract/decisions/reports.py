"""Reports: the decision that one proposes, where it asks for more than to be noted."""

import re
from collections.abc import Sequence

from councilgraph.extract import sureness
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.record import Record
from councilgraph.extract.decisions.records import decision
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.fields import Field
from councilgraph.extract.people import makers, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said

_ACTS = re.compile(
    r"(?i)\b(?:agree|approve|endorse|adopt|authorise|delegate|award|resolve|determine|make recommendations?"
    r"|recommend (?:(?:the|this|a|its) [\w', -]{2,60} )?to|confirm|"
    r"appoint|grant|accept|consider and|decide|ratify|support|extend|enter into|proceed|refuse)\w*\b"
)
_OF_OTHERS = re.compile(
    r"(?:make recommendations?|MAKE RECOMMENDATIONS?|recommend\w*|endorse\w*|ENDORSE"
    r"|on the proposed decision).{0,60}?\bto (?:the\s+)?(?=[A-Z])",
    re.DOTALL,
)
_PROPOSES = re.compile(
    r"\b(?:[Tt]h(?:e|is) (?:report|paper) (?:also )?(?:proposes|recommends|requests|seeks)"
    r"|[Ii]t is proposed|[Ww]e propose|[Aa]pproval is (?:sought|requested))"
    r"\s(?:(?:approval|agreement|authority|leave)\s)?"
    r"(?:that|to|for)\b(?!\s(?:note|inform|update|provide|set out|explain|outline|present|share)\b)"
)
_TAKER = re.compile(r"(?i)(?:proposed )?decision (?:of|by|to be taken by) (?:the\s+)?(?=[A-Z])")


def proposals(shadow: Shadow, fields: Sequence[Field], paper: DocumentFact, profile: Profile) -> list[DecisionFact]:
    """The decision that a report proposes to its body, or asks it to endorse; none where it is only for noting."""
    asked = _request(shadow, fields)
    if asked is None:
        asked = _proposal(shadow)
    elif not _ACTS.search(shadow.text[slice(*asked)]):
        return []
    if asked is None:
        return []
    record = Record(tuple(fields), 0, len(shadow.text))
    told = decision(shadow, record, "report", profile)
    heading = told.title if told is not None and told.title is not None else _heading(shadow)
    if heading is None:
        return []
    passage = shadow.evidence(asked[0], min(asked[1], asked[0] + 300))
    other = _other_maker(shadow, *asked)
    own = other is None
    return [
        DecisionFact(
            evidence=(*heading.evidence, passage),
            number=told.number if told is not None else None,
            title=heading,
            kind=Said("proposed", (passage,)),
            maker_role=other or paper.meeting_of,
            date=paper.date if own else None,
            date_type="meeting" if own and paper.date else None,
            key_decision=told.key_decision if told is not None else None,
            status=Said("proposed", (passage,)),
        )
    ]


def _heading(shadow: Shadow) -> Said[str] | None:
    """The heading of a report that labels none: the line below or above "Report of the Director of Finance"."""
    lines = shadow.lines[:12]
    index = next((i for i, line in enumerate(lines) if _REPORT_OF.match(line.text)), None)
    near = [lines[i] for i in (index + 1, index - 1) if 0 <= i < len(lines)] if index is not None else []
    line = next((one for one in near if 8 < len(one.text) < 160 and _NO_HEADING.search(one.text) is None), None)
    return shadow.said(line.start, line.end, clean_title(line.text)) if line is not None else None


_REPORT_OF = re.compile(r"(?i)(?:joint )?report (?:of|by|from) (?:the )?(?=\w)")
_NO_HEADING = re.compile(
    r"(?i)[:;.]$|^(?:\d+\W*)?(?:recommendations?|purpose|summary|introduction|wards?|item|agenda|date)\b"
    r"|\b(?:council|committee|cabinet|board|panel)$|\b(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december) \d{4}"
)


def _request(shadow: Shadow, fields: Sequence[Field]) -> tuple[int, int] | None:
    """Where the report says what its body is asked to do."""
    for field in fields:
        if field.key == "other" and field.label.lower().startswith("recommendation") and len(field.text) > 15:
            return field.start, min(field.end, field.start + 3000)
    for line in shadow.lines:
        if re.match(r"(?i)(?:\d+\.?\d*\.?\s*)?recommendations?(?:\(s\))?\W*$", line.text):
            return line.end, min(len(shadow.text), line.end + 2500)
    match = re.search(r"(?i)\b(?:is|are) (?:asked|invited|recommended|requested) to\b", shadow.text)
    return (match.start(), min(len(shadow.text), match.start() + 600)) if match else None


def _proposal(shadow: Shadow) -> tuple[int, int] | None:
    """Where a report that prints no recommendation says in a sentence what it proposes to do."""
    match = _PROPOSES.search(shadow.text)
    return (match.start(), min(len(shadow.text), match.start() + 300)) if match else None


def _other_maker(shadow: Shadow, start: int, end: int) -> Said[str] | None:
    """The one who is to take the decision, where it is not the body that the report goes to."""
    for pattern in (_OF_OTHERS, _TAKER):
        for match in pattern.finditer(shadow.text, start, end):
            role = posts.role_at(shadow.text, match.end())
            if role is not None and makers.kind(shadow.text[match.end() : role]) in {"member", "officer"}:
                return shadow.said(match.end(), role, " ".join(shadow.text[match.end() : role].split()))
            body = re.compile(r"(?:the )?(?:Cabinet|Executive)\b(?! Committee| Member)").match(shadow.text, match.end())
            if body is not None and re.match(r"(?i)make rec|recommend|on the", match[0]):
                return shadow.said(body.start(), body.end(), body[0])
    return None


def worded(shadow: Shadow, fields: Sequence[Field]) -> list[DecisionFact]:
    """The decision of a page that prints no title above "Proposed decision": titled by what it is to approve."""
    field = fields[0] if fields else None
    if field is None or field.label_start > 40 or field.label.lower() != "proposed decision":
        return []
    match = _TO_APPROVE.match(shadow.text, field.start, field.end)
    if match is None or not any(other.key in {"reasons", "implications"} for other in fields):
        return []
    words = shadow.said(*match.span("title"), clean_title(match["title"]))
    title = sureness.unsure(words, "titled by its words")
    maker = makers.speaking(shadow, field.start, field.end)
    proposed = Said("proposed", words.evidence)
    return [DecisionFact(evidence=words.evidence, title=title, kind=proposed, maker_role=maker.role, status=proposed)]


_TO_APPROVE = re.compile(
    r"(?:(?:That )?the [^\n.;]{3,90} )?to (?:approve|agree|adopt) (?:to )?(?:the )?(?P<title>[^\n.;]{10,160}?)"
    r"(?= from \d| up to| for (?:a|the) period| and (?:future|to|delegat|subsequent)| between |[.;\n]|$)",
    re.IGNORECASE,
)
