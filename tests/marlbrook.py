"""Papers of a made-up council, built by hand: a text, and facts whose passages are looked up in it."""

from typing import TypeVar

from councilgraph.iris import Iris, slug
from councilgraph.model import (
    ContractFact,
    DecisionFact,
    DocumentFact,
    Duration,
    Evidence,
    Facts,
    OrganisationFact,
    Page,
    Paper,
    PartialDate,
    PersonFact,
    Said,
    Section,
    Text,
)  # fmt: skip

T = TypeVar("T")
IRIS = Iris("https://w3id.org/councilgraph/id/")


class Made:
    """A text under construction: what is said is added to it, and its passage comes back."""

    def __init__(self, name: str, kind: str = "report", date: str | None = None, council: str = "marlbrook") -> None:
        self.name, self.council, self.text = name, council, ""
        self.document = DocumentFact(
            evidence=(self.at("A paper"),),
            kind=self.said(kind, kind.upper()),
            date=self.said(PartialDate(date), date) if date else None,
            council=council,
            council_name=self.said(f"{council.title()} County Council"),
        )

    def at(self, words: str) -> Evidence:
        """Adds the words to the text and gives their passage."""
        start = len(self.text)
        self.text += words + "\n"
        return Evidence("Body", start, start + len(words), words)

    def said(self, value: T, words: str | None = None) -> Said[T]:
        """A value said in words, which default to the value itself."""
        return Said(value, (self.at(words or str(value)),))

    def person(self, name: str, role: str | None = None, part: str = "from") -> PersonFact:
        said = self.said(name)
        return PersonFact(evidence=said.evidence, name=said, role=self.said(role) if role else None, part=part)

    def organisation(self, name: str, kind: str = "organisation") -> OrganisationFact:
        return OrganisationFact(evidence=(self.at(name),), name=name, kind=kind)

    def contract(
        self, title: str | None = None, supplier: str | None = None, start: str | None = None,
        term: str | None = None, options: tuple[str, ...] | None = None, reference: str | None = None,
        end: str | None = None, action: str | None = None, decision: int | None = None,
    ) -> ContractFact:  # fmt: skip
        return ContractFact(
            evidence=(self.at("contract"),),
            reference=self.said(reference) if reference else None,
            title=self.said(title) if title else None,
            supplier=self.said(supplier) if supplier else None,
            start=self.said(PartialDate(start), start) if start else None,
            end=self.said(PartialDate(end), end) if end else None,
            term=self.said(Duration(term), term) if term else None,
            extension_options=self.said(tuple(map(Duration, options)), "+".join(options)) if options else None,
            action=self.said(action) if action else None,
            decision=decision,
        )

    def decision(
        self, number: str | None = None, title: str | None = None, status: str = "taken", date: str | None = None,
        maker: str | None = None, role: str | None = None, subject: bool = True,
    ) -> DecisionFact:  # fmt: skip
        return DecisionFact(
            evidence=(self.at("decision"),),
            number=self.said(number) if number else None,
            title=self.said(title) if title else None,
            status=self.said(status),
            date=self.said(PartialDate(date), date) if date else None,
            maker_name=self.said(maker) if maker else None,
            maker_role=self.said(role) if role else None,
            subject=subject,
        )

    def paper(self, **facts: object) -> Paper:
        """The paper, with its facts by kind."""
        text = self.text
        held = Text(
            f"{self.name}.txt", "text/plain", slug(self.name).ljust(64, "0"), text,
            (Page(1, 0, len(text)),), (Section("Body", 0, len(text)),),
        )  # fmt: skip
        iri = IRIS.thing(self.council, "document", slug(self.name))
        return Paper(iri, self.council, held, Facts(document=self.document, **facts))  # type: ignore[arg-type]


def award(date: str = "2023-05-12") -> Paper:
    """A signed record that awards contract MC230017."""
    made = Made("23-00041-record", "record of decision", date)
    return made.paper(
        decisions=(
            made.decision(
                "23/00041", "Home Library Service – Award of Contract", date=date, maker="Odile Farnsworth",
                role="Cabinet Member for Communities",
            ),
        ),
        contracts=(
            made.contract(
                "Home Library Service", "Brackenfold Trust", "2023-07-01", "P3Y", ("P1Y", "P1Y"), "MC230017",
                end="2026-06-30", action="award", decision=0,
            ),
        ),
    )  # fmt: skip


def report(date: str = "2026-01-20") -> Paper:
    """A report that tells of the same contract without its reference."""
    made = Made("2026-01-20-report", "report", date)
    return made.paper(
        contracts=(made.contract("Home Library Contract", "Brackenfold", "2023-07-01", action="in force"),),
        people=(made.person("Cllr O Farnsworth", "Cabinet Member for Communities"),),
    )
