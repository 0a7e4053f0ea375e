"""Notices in the Open Contracting Data Standard and registers as CSV become contracts with evidence."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from councilgraph import documents, extract
from councilgraph.model import Facts, Text

RELEASE = {
    "ocid": "ocds-h6vhtk-0a1b2c",
    "id": "ocds-h6vhtk-0a1b2c-1",
    "date": "2025-09-01T09:00:00Z",
    "buyer": {"id": "GB-1", "name": "Marlbrook County Council"},
    "parties": [{"name": "Marlbrook County Council"}, {"name": "Brackenfold Trust"}],
    "tender": {"id": "MC230017", "title": "Home Library Service", "value": {"amount": 600000, "currency": "GBP"}},
    "awards": [
        {
            "id": "1",
            "title": "Home Library Service",
            "suppliers": [{"id": "GB-CHC-1", "name": "Brackenfold Trust"}],
            "value": {"amount": 444750.5, "currency": "GBP"},
        }
    ],
    "contracts": [
        {
            "id": "1",
            "awardID": "1",
            "period": {
                "startDate": "2023-07-01T00:00:00Z",
                "endDate": "2026-06-30T23:59:59Z",
                "maxExtentDate": "2028-06-30T23:59:59Z",
            },
            "amendments": [{"id": "a", "rationale": "First option to extend “used”"}],
        }
    ],
}


def read(folder: Path, name: str, content: str) -> tuple[Text, Facts]:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    text = documents.read(path)
    return text, extract.extract(text)


def fits(text: Text, facts: Facts) -> bool:
    found = extract.as_json(text, facts)["facts"]
    evidence = [e for kind in found.values() for fact in kind if isinstance(fact, dict) for e in fact["evidence"]]
    return bool(evidence) and all(text.text[e["start"] : e["end"]] == e["quote"] for e in evidence)


@pytest.mark.parametrize("package", [{"releases": [RELEASE]}, {"records": [{"compiledRelease": RELEASE}]}])
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_a_package_becomes_a_contract_with_its_periods(
    tmp_path: Path, package: object, indent: int | str | None
) -> None:
    text, facts = read(tmp_path, "notice.json", json.dumps(package, indent=indent))
    [contract] = facts.contracts
    assert contract.reference is not None
    assert contract.reference.value == "MC230017"
    assert contract.supplier is not None
    assert contract.supplier.value == "Brackenfold Trust"
    assert contract.latest_end is not None
    assert contract.latest_end.value.iso == "2028-06-30"
    assert contract.latest_end.evidence[0].quote.startswith("2028-06-30")
    assert contract.total_value is not None
    assert contract.total_value.value == Decimal("444750.5")
    assert contract.action is not None
    assert contract.action.value == "extend"
    assert facts.document.council == "marlbrook"
    assert fits(text, facts)


def test_a_process_without_a_reference_of_its_own_is_known_by_its_ocid(tmp_path: Path) -> None:
    buyer = {"name": "Vale Borough Council"}
    release = {"ocid": "ocds-x-1", "buyer": buyer, "tender": {"id": "7", "title": "Lighting"}}
    _, facts = read(tmp_path, "tender.json", json.dumps({"releases": [release]}))
    [contract] = facts.contracts
    assert contract.reference is not None
    assert contract.reference.value == "ocds-x-1"
    assert contract.action is not None
    assert contract.action.value == "procure"


REGISTER = """Contract Ref,Title of agreement,Supplier name,Start date,End date,Total contract value
LT-001,Street lighting,"Lumen, Sons & Co Ltd",01/04/2023,31/03/2026,"£120,000.00"
LT-002,Grounds maintenance,Greenleaf Ltd,1 June 2024,31 May 2027,"45,500"
LT-003,Cleaning,Brightways,01/01/2025,31/12/2025,"£1,2.3"
"""


def test_a_register_row_is_a_contract(tmp_path: Path) -> None:
    text, facts = read(tmp_path, "register.csv", REGISTER)
    found = {c.reference.value: c for c in facts.contracts if c.reference}
    assert set(found) == {"LT-001", "LT-002", "LT-003"}
    supplier, value, end = found["LT-001"].supplier, found["LT-002"].total_value, found["LT-002"].end
    assert supplier is not None
    assert supplier.value == "Lumen, Sons & Co Ltd"
    assert value is not None
    assert value.value == Decimal(45500)
    assert end is not None
    assert end.value.iso == "2027-05-31"
    assert fits(text, facts)


def test_a_malformed_figure_in_a_register_is_reported_and_not_guessed(tmp_path: Path) -> None:
    _, facts = read(tmp_path, "register.csv", REGISTER)
    assert [c.total_value for c in facts.contracts if c.reference and c.reference.value == "LT-003"] == [None]
    assert any("£1,2.3" in line for line in facts.unsure)


def test_a_release_that_stands_alone_is_read_too(tmp_path: Path) -> None:
    release = {key: value for key, value in RELEASE.items() if key != "buyer"}
    release["parties"] = [{"name": "Brackenfold Trust", "roles": ["supplier"]},
                          {"name": "Marlbrook County Council", "roles": ["buyer"]}]  # fmt: skip
    _, facts = read(tmp_path, "compiled.json", json.dumps(release))
    assert [c.supplier.value for c in facts.contracts if c.supplier] == ["Brackenfold Trust"]
    assert facts.document.council == "marlbrook"


LOTS = {
    "ocid": "ocds-h6vhtk-0c0c0c",
    "date": "2025-03-01T09:00:00Z",
    "buyer": {"name": "Vale Borough Council"},
    "tender": {
        "id": "VBC-77",
        "title": "Stairlifts",
        "lots": [
            {"id": "1", "title": "Supply", "contractPeriod": {"startDate": "2025-05-01", "endDate": "2027-04-30"},
             "renewal": {"description": "2 one-year extension options"}},
            {"id": "2", "title": "Repair", "contractPeriod": {"durationInDays": 720}},
        ],
    },
}  # fmt: skip


def test_each_lot_and_each_supplier_of_a_lot_is_a_contract(tmp_path: Path) -> None:
    awards = [
        {"id": "a", "relatedLots": ["1"], "suppliers": [{"name": "Easyrise Ltd"}, {"name": "Upwardly Ltd"}]},
        {"id": "b", "relatedLots": ["2"], "suppliers": [{"id": "x"}], "value": {"amount": 90000, "currency": "GBP"}},
        {"id": "c", "relatedLots": ["2"], "suppliers": [{"name": "Nobody Ltd"}], "status": "cancelled"},
    ]
    release = LOTS | {"awards": awards, "parties": [{"id": "x", "name": "Spanner & Sons"}]}
    text, facts = read(tmp_path, "lots.json", json.dumps({"releases": [release]}))
    found = extract.as_json(text, facts)["facts"]["contracts"]
    assert [(c["title"], c["supplier"], c["start"], c["term"], c["extension_options"]) for c in found] == [
        ("Supply", "Easyrise Ltd", "2025-05-01", None, ["P1Y", "P1Y"]),
        ("Supply", "Upwardly Ltd", "2025-05-01", None, ["P1Y", "P1Y"]),
        ("Repair", "Spanner & Sons", None, "P720D", None),
    ]
    assert found[2]["total_value"] == 90000
    assert fits(text, facts)


def test_the_latest_release_of_a_process_counts_and_a_tender_that_was_awarded_is_no_contract_more(
    tmp_path: Path,
) -> None:
    award = {"id": "a", "suppliers": [{"name": "Easyrise Ltd"}], "relatedLots": ["1"]}
    later = {"date": "2025-06-01T09:00:00Z", "tender": {"id": "VBC-77", "title": "Stairlifts"}, "awards": [award]}
    last = later | {
        "date": "2026-06-01T09:00:00Z",
        "contracts": [{"id": "a", "awardID": "a", "status": "terminated", "period": {"endDate": "2026-06-30"}}],
    }
    releases = [LOTS | last, LOTS, LOTS | later]
    _, facts = read(tmp_path, "history.json", json.dumps({"releases": releases}))
    [contract] = facts.contracts
    assert contract.action is not None
    assert contract.action.value == "terminate"
    assert contract.end is not None
    assert contract.end.value.iso == "2026-06-30"
    assert contract.supplier is not None


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Contract ID;Contract Name;Vendor Name;Commencement;Expiry Date;Option to extend;Est. Annual Value (£)",
         "C1;Lifts;Upwardly Ltd;01/06/2025;31/05/2029;2 x 12 months;12,500"),
        ("Reference Number\tDescription of Contract\tName of Contractor\tDate From\tDate To\tExtension\tAnnual Cost",
         "C1\tLifts\tUpwardly Ltd\t1-Jun-25\t31-May-29\t12+12\t£12,500 p.a."),
        ("DN Ref,Title,Contract awarded to,Start,End,Extension (months),Annual contract value ex VAT",
         'C1,Lifts,"Upwardly Ltd, 4 Mill Lane, Marl MB1 2AB",2025-06-01,2029-05-31,12 + 12,"12,500 (excl VAT)"'),
    ],
)  # fmt: skip
def test_the_heads_of_registers_are_spelled_in_many_ways(tmp_path: Path, head: str, row: str) -> None:
    text, facts = read(tmp_path, "register.csv", f"Marlbrook contracts at 1 April 2026\n\n{head}\n{row}\n")
    [found] = extract.as_json(text, facts)["facts"]["contracts"]
    assert (found["title"], found["supplier"]) == ("Lifts", "Upwardly Ltd")
    assert (found["start"], found["end"], found["annual_value"]) == ("2025-06-01", "2029-05-31", 12500)
    assert found["extension_options"] == ["P12M", "P12M"]


def test_a_register_of_grants_is_sums_and_whom_they_go_to_and_no_contracts(tmp_path: Path) -> None:
    content = (
        "Grants to voluntary organisations 2025/26\n\nDate,Organisation,Purpose of grant,Amount\n"
        "01/05/2025,Saltby Scouts,Tents,£500\n02/05/2025,Warm Space,Heating,1250.50\n,Total,,1750.50\n"
    )
    _, facts = read(tmp_path, "grants.csv", content)
    assert [(a.payee, a.value, a.kind) for a in facts.amounts] == [
        ("Saltby Scouts", Decimal(500), "grant"),
        ("Warm Space", Decimal("1250.50"), "grant"),
    ]
    assert facts.contracts == ()


def test_a_list_of_payments_is_no_register_of_contracts(tmp_path: Path) -> None:
    content = (
        "Supplier Name,Description,Date,Amount\nLumen Ltd,Lamps,01/04/2025,120.00\nBrightways,Soap,02/04/2025,8.10\n"
    )
    _, facts = read(tmp_path, "payments.csv", content)
    assert facts.contracts == ()


def test_a_table_of_years_is_sums_of_the_kind_that_each_column_names(tmp_path: Path) -> None:
    content = 'Service,2029/30 Actual £000,2030/31 Budget £000,Staff 2030\nRoads,"1,200",1500,14\nLibraries,300,,6\n'
    text, facts = read(tmp_path, "spending.csv", content)
    assert [(one.what.split(",")[0], one.value, one.kind) for one in facts.amounts] == [
        ("Roads", Decimal(1_200_000), "payment"),
        ("Roads", Decimal(1_500_000), "budget"),
        ("Libraries", Decimal(300_000), "payment"),
    ]
    assert all(text.text[one.evidence[0].start : one.evidence[0].end] == one.evidence[0].quote for one in facts.amounts)


def test_a_table_of_years_that_counts_no_money_gives_no_sums(tmp_path: Path) -> None:
    _, facts = read(tmp_path, "visits.csv", "Library,2029/30,2030/31\nQuay,1200,1500\n")
    assert facts.amounts == ()
