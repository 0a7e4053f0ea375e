"""IRIs of things: `{base}{council}/{class}/{slug}`, and those of graphs, claims and passages."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

CLASSES = (
    "decision", "document", "service", "contract", "event", "option", "amount", "person", "post", "holding",
    "organisation", "committee", "delegation", "step", "finding", "gap", "claim", "definition", "citation",
    "renaming",
)  # fmt: skip


def slug(text: str) -> str:
    """Text as a lower-case slug: NFKD, letters and digits kept, all else one hyphen."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:120].rstrip("-") or "unnamed"


def reference_slug(reference: str) -> str:
    """A printed reference as a slug: its case is kept, all but letters and digits becomes a hyphen."""
    return re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or "unnamed"


@dataclass(frozen=True)
class Iris:
    """Makes the IRIs of one deployment from its base."""

    base: str

    def thing(self, council: str, kind: str, slug: str) -> str:
        """The IRI of one thing; `kind` is one of CLASSES."""
        if kind not in CLASSES:
            raise ValueError(f"{kind!r} is no class of things; there are {', '.join(CLASSES)}.")
        return f"{self.base}{council}/{kind}/{slug}"

    def council(self, council: str) -> str:
        """The IRI of the council itself, an organisation."""
        return self.thing(council, "organisation", council)

    def council_of(self, thing: str) -> str | None:
        """The council that a thing's IRI belongs to; None for IRIs of others, as those of Acts."""
        return thing.removeprefix(self.base).partition("/")[0] if thing.startswith(self.base) else None

    def is_document(self, thing: str) -> bool:
        """Whether an IRI is that of a document, and not of a passage of it."""
        return re.fullmatch(r"[^/#]+/document/[^/#]+", thing.removeprefix(self.base)) is not None

    def document_graph(self, document: str) -> str:
        """The named graph of a document IRI `{base}{council}/document/{id}`."""
        council, _, name = document.removeprefix(self.base).split("/", 2)
        return f"{self.base}{council}/graph/document/{name}"

    def graph(self, name: str) -> str:
        """A graph over all councils: curated, facts, derived, findings, review or about."""
        return f"{self.base}graph/{name}"

    def claim(self, council: str, document: str, subject: str, predicate: str, value: str, start: int) -> str:
        """The IRI of a claim: a hash of document, subject, predicate, object and start."""
        key = "\x1f".join((document, subject, predicate, value, str(start)))
        return self.thing(council, "claim", hashlib.sha256(key.encode()).hexdigest()[:16])


def passage(document: str, start: int, end: int) -> str:
    """A passage of a document as an RFC 5147 fragment, half open, in Unicode code points."""
    return f"{document}#char={start},{end}"
