"""Facts of one paper to claims: who says what about which thing, and where."""

from collections.abc import Mapping

from councilgraph.graph.telling import Telling
from councilgraph.graph.telling_amounts import tell_amounts
from councilgraph.graph.telling_contracts import tell_contracts
from councilgraph.graph.telling_decisions import tell_decisions
from councilgraph.graph.telling_papers import (
    tell_document,
    tell_laws,
    tell_organisations,
    tell_remarks,
    tell_renamings,
    tell_steps,
)
from councilgraph.graph.telling_people import tell_people
from councilgraph.iris import Iris
from councilgraph.model import Claim, Paper, Resolution, Thing


def claims(paper: Paper, resolution: Resolution, iris: Iris) -> list[Claim]:
    """The claims of one paper, each once, with all passages that say it."""
    things = {thing.iri: thing for thing in resolution.things}
    return list(tell(paper, resolution, iris, things).claims())


def tell(paper: Paper, resolution: Resolution, iris: Iris, things: Mapping[str, Thing]) -> Telling:
    """All that one paper tells: its claims, and the plain triples of the things that it brings along."""
    telling = Telling(paper, resolution, iris, things)
    tell_document(telling)
    tell_organisations(telling)
    tell_renamings(telling)
    tell_laws(telling)
    tell_people(telling)
    tell_decisions(telling)
    tell_contracts(telling)
    tell_amounts(telling)
    tell_steps(telling)
    tell_remarks(telling)
    return telling
