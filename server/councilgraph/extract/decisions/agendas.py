"""Decisions of an agenda: its numbered items that carry the number of a decision."""

import re

from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.shadow import Shadow
from councilgraph.model import DecisionFact, DocumentFact, Said


def agenda(shadow: Shadow, paper: DocumentFact, profile: Profile) -> list[DecisionFact]:
    """The numbered items of an agenda that carry the number of a decision."""
    numbers = "|".join(profile.decision_numbers[:2])
    found: dict[str, DecisionFact] = {}
    for line in shadow.paragraphs:
        match = re.match(
            rf"(?:\d{{1,2}}[.)]?\s+)?(?P<number>{numbers})\s*[-–:]?\s+(?P<title>[A-Z].{{5,250}})", line.text
        )
        if match is None or match["number"] in found:
            continue
        title = re.split(r"\s*\(Pages?\b", match["title"])[0]
        start, at = line.start + match.start("number"), line.start + match.start("title")
        number = shadow.said(start, start + len(match["number"]), match["number"])
        found[match["number"]] = DecisionFact(
            evidence=(shadow.evidence(start, at + len(title)),),
            number=number,
            title=shadow.said(at, at + len(title), clean_title(title)),
            kind=Said("agenda", number.evidence),
            maker_role=paper.meeting_of,
            date=paper.date,
            date_type="meeting" if paper.date else None,
        )
    return list(found.values())
