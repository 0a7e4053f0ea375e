"""Texts to facts: what a council paper says, each fact with the passage that says it. Knows no RDF."""

from collections.abc import Mapping
from dataclasses import replace

from councilgraph.extract import (
    councils,
    dates,
    delegations,
    document,
    fields,
    remarks,
    renamings,
    review,
    shadow,
    steps,
    sureness,
)
from councilgraph.extract.amounts import amounts
from councilgraph.extract.contracts import contracts, linked
from councilgraph.extract.decisions import decisions, stretches
from councilgraph.extract.form import as_json
from councilgraph.extract.law import legislation
from councilgraph.extract.people import organisations, people
from councilgraph.extract.registers import ocds, rows
from councilgraph.model import Facts, Review, Text

__all__ = ["as_json", "extract", "sorted_out", "unsorted"]

STRUCTURED = {"application/json": ocds.facts, "text/csv": rows.facts}


def extract(
    text: Text, council: str | None = None, reviews: Mapping[str, Review] | None = None, least: float = review.LEAST
) -> Facts:
    """Everything that is read from one paper; `council` is a slug or name that overrides what the paper shows.

    What is less sure than `least` stands in `review`, but for what a person accepted, corrected or rejected.
    """
    return sorted_out(text, unsorted(text, council), reviews, least)


def unsorted(text: Text, council: str | None = None) -> Facts:
    """Everything that is read from one paper, the guesses too."""
    structured = STRUCTURED.get(text.media_type)
    found = structured(text, council) if structured is not None else None
    return found if found is not None else sureness.weighed(_prose(text, council))


def sorted_out(text: Text, facts: Facts, reviews: Mapping[str, Review] | None, least: float) -> Facts:
    """What was read without what is too unsure, which stands in `review`, as far as no person has looked at it."""
    return review.sorted_out(text.name, facts, reviews, least)


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
        legislation=legislation.legislation(view),
        people=people.people(view, labelled),
        dates=dates.dates(view, paper.date.value if paper.date else None),
        delegations=delegated,
        organisations=organisations.organisations(view, paper),
        steps=steps.steps(view),
        remarks=remarks.remarks(view, labelled),
        unsure=amounts.unreadable(view),
    )
    facts = stretches.owned(view, facts)
    found = contracts.contracts(view, facts)
    return replace(
        facts,
        contracts=found,
        amounts=linked.linked(facts.amounts, found),
        renamings=renamings.renamings(view, facts.organisations, found),
    )
