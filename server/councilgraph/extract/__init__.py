"""Texts to facts: what a council paper says, each fact with the passage that says it. Knows no RDF."""

from dataclasses import replace

from councilgraph.extract import (
    amounts,
    contracts,
    councils,
    dates,
    decisions,
    delegations,
    document,
    fields,
    legislation,
    ocds,
    organisations,
    owners,
    people,
    register_rows,
    remarks,
    review,
    shadow,
    steps,
)  # fmt: skip
from councilgraph.extract.form import as_json
from councilgraph.model import Facts, Text

__all__ = ["as_json", "extract"]

STRUCTURED = {"application/json": ocds.facts, "text/csv": register_rows.facts}


def extract(text: Text, council: str | None = None) -> Facts:
    """Everything that is read from one paper; `council` is a slug or name that overrides what the paper shows."""
    structured = STRUCTURED.get(text.media_type)
    found = structured(text, council) if structured is not None else None
    return review.sorted_out(found if found is not None else _prose(text, council))


def _prose(text: Text, council: str | None) -> Facts:
    view = shadow.Shadow.of(text)
    labelled = fields.fields(view)
    paper = document.document(view, labelled, council)
    delegated = delegations.delegations(view)
    own = decisions.decisions(view, labelled, paper, councils.profile(paper.council), delegated)
    paper = document.settled(paper, own)
    facts = Facts(
        document=paper,
        decisions=own,
        amounts=amounts.amounts(view),
        legislation=owners.assign(legislation.legislation(view), own),
        people=people.people(view, labelled),
        dates=dates.dates(view, paper.date.value if paper.date else None),
        delegations=owners.assign(delegated, own),
        organisations=organisations.organisations(view, paper),
        steps=steps.steps(view),
        remarks=owners.assign(remarks.remarks(view, labelled), own),
        unsure=amounts.unreadable(view),
    )
    found = contracts.contracts(view, facts)
    return replace(facts, contracts=found, amounts=contracts.linked(facts.amounts, found))
