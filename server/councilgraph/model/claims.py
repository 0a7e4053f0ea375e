"""What documents say, as claims with their passages."""

from dataclasses import dataclass

from councilgraph.model.facts import Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """That a document says (subject, predicate, object), with the passages that say so.

    `object` is an rdflib term; subject and predicate are IRIs. Passages are of one document.
    """

    document: str
    subject: str
    predicate: str
    object: object
    evidence: tuple[Evidence, ...]
    rank: str = "normal"
    standing: int = 2  # of its source: 1 signed record or minutes, 2 report, 3 proposal, 4 mention in passing
    dated: str = ""  # ISO date of its document
    confidence: float = 1.0  # of the reading
    reason: str = ""  # why it is no surer
    reviewed: str = ""  # the ID of the review by which a person accepted or corrected the reading
