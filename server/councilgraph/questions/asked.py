"""Whether rows tell what was asked for: "who" wants somebody, "when" a day, "which decision" a decision."""

import itertools
import re
from collections.abc import Mapping, Sequence

from councilgraph.model import Cell
from councilgraph.questions.words import Token

_DIVISION = re.compile(r"legislation\.gov\.uk/id/[a-z]+/\d+/\d+/\w")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LAW = "legislation.gov.uk"
_SOMEBODY = ("person", "organisation", "post", "committee")
_NOUNS = {
    "decision": "decision", "decisions": "decision", "contract": "contract", "contracts": "contract",
    "supplier": "organisation", "suppliers": "organisation", "provider": "organisation", "providers": "organisation",
    "company": "organisation", "companies": "organisation", "organisation": "organisation", "firm": "organisation",
    "organisations": "organisation", "firms": "organisation", "contractor": "organisation", "vendor": "organisation",
    "committee": "committee", "committees": "committee",
    "act": "law", "acts": "law", "law": "law", "laws": "law",
    "document": "document", "documents": "document", "paper": "document", "papers": "document",
    "council": "organisation", "councils": "organisation",
    "report": "document", "reports": "document", "service": "service", "services": "service",
    "section": "section", "sections": "section", "regulation": "section", "paragraph": "section",
}  # fmt: skip
# What may stand between "which" and the noun.
_SORTS = frozenset({
    "member", "officer", "cabinet", "committee", "key", "earlier", "previous", "later", "other", "current", "new",
    "old",
})  # fmt: skip


def noun(tokens: Sequence[Token]) -> str:
    """The kind of thing that a question asks for by "which" or "what", "" where it names none."""
    for token, after in itertools.pairwise(tokens):
        if token.word in ("which", "what"):
            rest = itertools.dropwhile(lambda one: one.word in _SORTS, tokens[tokens.index(after) :])
            return _NOUNS.get(next(rest, after).word, "")
    return ""


def told(asks: frozenset[str], kind: str, rows: Sequence[Mapping[str, Cell]]) -> bool:
    """Whether some row has what was asked for; a question of yes or no asks for nothing else."""
    if "yesno" in asks or not rows:
        return True
    if kind in {column for row in rows for column in row}:
        return True
    cells = [cell for row in rows for cell in row.values()]
    if asks == {"who"} and not any(_is(cell, one) for cell in cells for one in _SOMEBODY):
        return False
    if asks == {"when"} and not any(_YEAR.search(cell.value) for cell in cells):
        return False
    return not kind or any(_is(cell, kind) for cell in cells)


def _is(cell: Cell, kind: str) -> bool:
    iri = cell.iri or ""
    if kind == "section":
        return bool(_DIVISION.search(iri))
    # The record of a decision is a paper, also where it is not held.
    kinds = {"document": ("document", "decision"), "law": ("citation",)}.get(kind, (kind,))
    return any(f"/{one}/" in iri for one in kinds) or (kind == "law" and _LAW in iri)
