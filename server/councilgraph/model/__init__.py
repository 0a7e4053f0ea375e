"""The values that pass between the rooms: texts, facts with their evidence, things, answers."""

from councilgraph.model.answers import Answer, Cell, Claimed, Correction, Named, Names, Proof, Touching
from councilgraph.model.claims import Claim
from councilgraph.model.facts import (
    AmountFact,
    ContractFact,
    DateFact,
    DecisionFact,
    DelegationFact,
    DocumentFact,
    Doubt,
    Evidence,
    Fact,
    Facts,
    LegislationFact,
    OrganisationFact,
    Paper,
    PersonFact,
    Relation,
    RemarkFact,
    RenamingFact,
    Review,
    Said,
    StepFact,
    T,
)
from councilgraph.model.texts import Page, Section, Text
from councilgraph.model.things import Mention, Merge, Resolution, Thing, Told
from councilgraph.model.values import Duration, PartialDate

__all__ = [
    "AmountFact", "Answer", "Cell", "Claim", "Claimed", "ContractFact", "Correction", "DateFact", "DecisionFact",
    "DelegationFact", "DocumentFact", "Doubt", "Duration", "Evidence", "Fact", "Facts", "LegislationFact", "Mention",
    "Merge", "Named", "Names", "OrganisationFact", "Page", "Paper", "PartialDate", "PersonFact", "Proof", "Relation",
    "RemarkFact", "RenamingFact", "Resolution", "Review", "Said", "Section", "StepFact", "T", "Text", "Thing", "Told",
    "Touching",
]  # fmt: skip
