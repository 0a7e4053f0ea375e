"""Made-up councils of any size: papers with facts and evidence, the same for the same seed."""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from decimal import Decimal

from councilgraph.iris import Iris, slug
from councilgraph.model import (
    AmountFact,
    ContractFact,
    DecisionFact,
    DocumentFact,
    Duration,
    Evidence,
    Facts,
    LegislationFact,
    Page,
    Paper,
    PartialDate,
    PersonFact,
    Relation,
    Said,
    Section,
    T,
    Text,
)

FORENAMES = ("Ada", "Bede", "Cora", "Dov", "Edda", "Finn", "Gwen", "Hal", "Ines", "Jory", "Kit", "Lowen")
SURNAMES = ("Ashdown", "Birtle", "Croft", "Dunmow", "Eastry", "Fenn", "Garth", "Hythe", "Ivers", "Joyce", "Kemp")
CONSONANTS, VOWELS = "BCDFGHKLMNPRSTVWYZJQ", "aeiou"
PERIOD = 1000  # decisions after which dates, sums and kinds come again, with other numbers and names
POSTS = ("Children", "Highways", "Adult Social Care", "Culture", "Waste", "Public Health", "Property", "Schools")
SERVICES = ("Respite", "Bus Shelter", "Home Care", "Library", "Recycling", "Lighting", "Transport", "Outreach")
PLACES = ("North", "South", "East", "West", "Upper", "Lower", "Central", "Coastal", "Vale", "Moor")
ACTS = (
    ("Care Act 2014", "ukpga/2014/23", 9),
    ("Highways Act 1980", "ukpga/1980/66", 41),
    ("Children Act 1989", "ukpga/1989/41", 17),
    ("Procurement Act 2023", "ukpga/2023/54", 41),
)


class Writer:
    """A text as it grows, and the evidence for each piece that was put into it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.section = ""

    def put(self, text: str) -> Evidence:
        """Add text; its place as evidence."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Evidence(self.section, start, self.length, text)

    def said(self, value: T, text: str) -> Said[T]:
        """Add text that says a value."""
        return Said(value, (self.put(text),))


def papers(decisions: int, iris: Iris, council: str = "westmark", seed: int = 1, first: int = 0) -> Iterator[Paper]:
    """Records of officer decisions: every fifth awards a contract, the next four extend, vary or mention it.

    Each paper is the same whatever other papers are made with it. Every period has people and suppliers of its own.
    """
    for number in range(first, first + decisions):
        yield _paper(number, number // 5, number % 5, random.Random(f"{seed} {number % PERIOD}"), iris, council)


def surname(which: int, period: int) -> str:
    """A made-up surname: each period has its own, which have the lengths of the first."""
    if period == 0:
        return SURNAMES[which]
    first, rest = divmod(period, 100)
    vowel, consonant = divmod(rest, 20)
    beginning = CONSONANTS[first % 20] + VOWELS[vowel] + CONSONANTS[consonant].lower()
    return beginning + SURNAMES[which][3:]


def supplier_of(contract: int) -> str:
    """Who supplies a contract: the same for eight contracts that follow one another."""
    return (
        f"{surname(contract // 8 % (PERIOD // 40) % 11, contract // (PERIOD // 5))} Care {100_000 + contract // 8} Ltd"
    )


def _paper(number: int, contract: int, step: int, chance: random.Random, iris: Iris, council: str) -> Paper:
    writer = Writer()
    name = council.capitalize() + " County Council"
    in_period, works = number % PERIOD, contract % (PERIOD // 5)
    year = 2001 + in_period % 25
    ref = f"OD/{year % 100:02}/{number:06}"
    day = dt.date(year, 1 + in_period % 12, 1 + in_period % 28)
    start = dt.date(2001 + works % 20, 1 + works % 12, 1)
    annual = Decimal(20_000 + works * 4_517 % 900_000)
    service = f"{PLACES[works % 10]} {SERVICES[works % 8]} {100_000 + contract}"
    post = f"Corporate Director for {POSTS[in_period % 8]}"
    person = f"{FORENAMES[in_period % 12]} {surname(in_period % 8, number // PERIOD)}"
    act, act_id, section = ACTS[in_period % 4]
    council_said = writer.said(name, name)
    writer.put(" - ")
    kind = writer.said("record of officer decision", "RECORD OF OFFICER DECISION")
    writer.put("\nDECISION TAKEN BY: ")
    maker = writer.said(person, person)
    writer.put(", ")
    role = writer.said(post, post)
    writer.put("\nDECISION NO: ")
    said_ref = writer.said(ref, ref)
    title_text = f"{service} Service - {('Award', 'Extension', 'Variation', 'Review', 'Extension')[step]}"
    writer.put("\nSubject: ")
    title = writer.said(title_text, title_text)
    writer.section = "Decision"
    writer.put("\nDecision: the contract for the ")
    contract_title = writer.said(f"{service} Service", f"{service} Service")
    writer.put(" (")
    reference = writer.said(f"WM{contract:06}", f"WM{contract:06}")
    writer.put(") with ")
    supplier = writer.said(supplier_of(contract), supplier_of(contract))
    writer.put(" from ")
    began = writer.said(PartialDate(start.isoformat()), f"{start.day} {start:%B} {start.year}")
    writer.put(" for ")
    term = writer.said(Duration("P3Y"), "three years")
    writer.put(" with the option of ")
    options: Said[tuple[Duration, ...]] = writer.said((Duration("P1Y"), Duration("P1Y")), "one year plus one year")
    writer.section = "Financial Implications"
    writer.put(" at ")
    value = writer.said(annual, f"£{annual:,} per annum")
    writer.section = "Legal Implications"
    writer.put(" under ")
    cited = writer.put(f"section {section} of the {act}")
    writer.put(".\nsigned ")
    signed = writer.said(PartialDate(day.isoformat()), f"{day.day:02}/{day.month:02}/{day.year}")
    body = "".join(writer.parts) + chance.choice((".\n", "\n"))
    action = ("award", "extend", "vary", "in force", "extend")[step]
    decision = DecisionFact(
        (title.evidence[0],),
        number=said_ref,
        title=title,
        kind=Said("officer", kind.evidence),
        maker_name=maker,
        maker_role=role,
        date=signed,
        date_type="signed",
        status=Said("taken", kind.evidence),
        related=()
        if step == 0
        else (
            Said(
                Relation(ref=f"OD/{(2001 + (contract * 5) % 25) % 100:02}/{contract * 5:06}", relation="follows"),
                title.evidence,
            ),
        ),
    )
    facts = Facts(
        document=DocumentFact(
            kind.evidence, kind=kind, title=title, date=signed, council=council, council_name=council_said
        ),
        decisions=(decision,),
        contracts=(
            ContractFact(
                reference.evidence,
                reference=reference,
                title=contract_title,
                supplier=supplier,
                start=began,
                term=term,
                extension_options=options,
                action=Said(action, title.evidence),
                decision=0,
                annual_value=value,
                extended_by=Said(Duration("P1Y"), title.evidence) if action == "extend" else None,
                extension_number=Said(1 if step == 1 else 2, title.evidence) if action == "extend" else None,
            ),
        ),
        amounts=(
            AmountFact(
                value.evidence,
                value=annual,
                verbatim=f"£{annual:,}",
                what="cost of the contract",
                kind="annual",
                per="annum",
                contract=0,
                role="annual_value",
            ),
        ),
        legislation=(
            LegislationFact(
                (cited,),
                title=Said(act, (cited,)),
                cited_as=Said(cited.quote, (cited,)),
                id=act_id,
                section=Said(f"section {section}", (cited,)),
                decision=0,
            ),
        ),
        people=(PersonFact(maker.evidence, name=maker, role=role, part="decision maker"),),
    )
    text = Text(
        f"{ref}.txt",
        "text/plain",
        hashlib.sha256(body.encode()).hexdigest(),
        body,
        (Page(1, 0, len(body)),),
        (Section("Decision", 0, len(body)),),
    )
    return Paper(iris.thing(council, "document", slug(ref)), council, text, facts)
