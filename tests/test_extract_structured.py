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
