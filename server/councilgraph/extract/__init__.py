"""Texts to facts: what a council paper says, each fact with the passage that says it. Knows no RDF."""

from councilgraph.extract import (
    amounts, councils, dates, decisions, delegations, document, fields, legislation,
    organisations, people, remarks, shadow, steps,
)  # fmt: skip
from councilgraph.extract.form import as_json
from councilgraph.model import Facts, Text

__all__ = ["as_json", "extract"]


def extract(text: Text, council: str | None = None) -> Facts:
    """Everything that is read from one paper; `council` is a slug or name that overrides what the paper shows."""
    view = shadow.Shadow.of(text)
    labelled = fields.fields(view)
    paper = document.document(view, labelled, council)
    profile = councils.profile(paper.council)
    delegated = delegations.delegations(view)
    return Facts(
        document=paper,
        decisions=decisions.decisions(view, labelled, paper, profile, delegated),
        amounts=amounts.amounts(view),
        legislation=legislation.legislation(view),
        people=people.people(view, labelled),
        dates=dates.dates(view, paper.date.value if paper.date else None),
        delegations=delegated,
        organisations=organisations.organisations(view, paper),
        steps=steps.steps(view),
        remarks=remarks.remarks(view, labelled),
        unsure=amounts.unreadable(view),
    )
