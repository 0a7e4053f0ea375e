"""What every engine does alike, once it can fetch the serialised result of a checked query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import rdflib

from councilgraph.errors import QueryMalformed
from councilgraph.model import Named
from councilgraph.store import dialects, guard, media, table
from councilgraph.store.names import Index
from councilgraph.store.proofs import Proofs
from councilgraph.store.searching import Hit
from councilgraph.store.table import Table

_LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing rdfs:label ?label }"""
_AT_ONCE = 1_000  # things that one query names
_OWN_CHARACTERS = 1_000_000  # the project's own queries list the things that they ask about


@dataclass(frozen=True)
class Reply:
    """A serialised result with its media type: a tuple where it is whole, else parts that are read once."""

    media_type: str
    parts: Iterable[bytes]

    @cached_property
    def body(self) -> bytes:
        """The whole of it."""
        return b"".join(self.parts)


class Asking:
    """What every engine does alike, given `parts`, the serialised result of a checked query, and its `index`."""

    index: Index

    def parts(self, sparql: str, form: guard.Form, media_type: str) -> Iterable[bytes]:
        """The serialised result, a tuple where it is whole, else as it comes; each kind of engine has its own."""
        raise NotImplementedError

    def fetch(self, sparql: str, form: guard.Form, media_type: str) -> bytes:
        """The serialised result, whole."""
        return b"".join(self.parts(sparql, form, media_type))

    @property
    def max_characters(self) -> int:
        """How long a query may be."""
        raise NotImplementedError

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        return table.read(self.fetch(sparql, self._form(sparql, "SELECT"), media.JSON))

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK."""
        return dialects.truth(self.fetch(sparql, self._form(sparql, "ASK"), media.JSON))

    def construct(self, sparql: str) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        body = self.fetch(sparql, self._form(sparql, "CONSTRUCT", "DESCRIBE"), media.N_TRIPLES)
        return rdflib.Graph().parse(data=body, format="nt")

    def query(self, sparql: str, accept: str = "") -> Reply:
        """Any query's result in the format that an Accept header or a short name asks for."""
        form = guard.check(sparql, self.max_characters)
        media_type = media.choose(form.kind, accept)
        return Reply(media_type, self.parts(sparql, form, media_type))

    def search(self, text: str, kind: str | None = None, council: str | None = None, since: str | None = None,
               until: str | None = None, limit: int = 20, offset: int = 0) -> list[Hit]:  # fmt: skip
        """Things and passages by their words."""
        return self.index.search(text, kind, council, since, until, limit, offset)

    def respelled(self, text: str) -> str:
        """A search with its misspelt words put right."""
        return self.index.respelled(text)

    @property
    def proofs(self) -> Proofs | None:
        """The evidence of claims by what they are about; None where it has to be asked in SPARQL."""
        return None

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of some things by IRI, of several the first by the alphabet; those that have none are left out."""
        found: dict[str, str] = {}
        listed = sorted(set(iris))
        for start in range(0, len(listed), _AT_ONCE):
            some = " ".join(f"<{iri}>" for iri in listed[start : start + _AT_ONCE])
            for row in self.select(_LABELS % some).dicts():
                thing, label = str(row["thing"]), str(row["label"])
                found[thing] = min(found.get(thing, label), label)
        return found

    def councils(self) -> list[str]:
        """The slugs of the councils whose papers are here."""
        return self.index.councils()

    def counts(self, what: str) -> list[tuple[str, str, int]]:
        """How many things each class has, or findings by verdict and severity."""
        return self.index.counts(what)

    def listed(self, kind: str, limit: int, offset: int = 0, newest: bool = False) -> Sequence[Named]:
        """Things of a kind, a page at a time."""
        return self.index.listed(kind, limit, offset, newest)

    def text(self, sha256: str) -> str | None:
        """A document's whole text by its hash; an engine without snapshots keeps none."""
        return None

    def _form(self, sparql: str, *kinds: str) -> guard.Form:
        form = guard.check(sparql, _OWN_CHARACTERS)
        if form.kind not in kinds:
            raise QueryMalformed(f"This is a {form.kind} query, and {' or '.join(kinds)} is needed here.")
        return form
