"""What proves a finding: the passages of the claims on its sides."""

from collections.abc import Collection

from councilgraph import store
from councilgraph.answers.evidence import Evidence, Key
from councilgraph.model import Claimed
from councilgraph.namespaces import CG

SIDE = str(CG.sideA)  # the predicate by which a column asks for both sides

_SIDES = """PREFIX cg: <https://w3id.org/councilgraph/def#>
SELECT DISTINCT ?finding ?claim WHERE { VALUES ?finding { %s } ?finding cg:sideA|cg:sideB ?claim }"""


def of_findings(engine: store.Engine, held: Evidence, keys: Collection[Key]) -> list[Claimed]:
    """The claims on the sides of the findings among some (subject, predicate) pairs, a row for each passage.

    A side that a rule concluded shows the passages of the claims that it was concluded from.
    """
    findings = sorted({subject for subject, predicate in keys if predicate == SIDE})
    if not findings:
        return []
    listed = " ".join(f"<{finding}>" for finding in findings)
    sides = [(str(row["finding"]), str(row["claim"])) for row in engine.select(_SIDES % listed).dicts()]
    claims = {claim for _, claim in sides}
    sources = held.sources(claims)
    passages = held.passages(claims.union(*sources.values()))
    return [
        Claimed(finding, SIDE, claim, claim, proof=proof)
        for finding, claim in sides
        for one in ((claim,) if claim in passages else sources.get(claim, ()))
        for proof in passages.get(one, ())
    ]
