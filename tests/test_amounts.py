"""Sums of money with their meaning, from prose, lists and tables."""

from decimal import Decimal

import pytest

from councilgraph import extract
from councilgraph.extract.amounts.amounts import amounts, unreadable
from councilgraph.extract.shadow import Shadow
from councilgraph.model import AmountFact, Page, Text


def shadow(text: str) -> Shadow:
    return Shadow.of(Text("a.txt", "text/plain", "0", text, (Page(1, 0, len(text)),), ()))


def read(text: str) -> dict[Decimal, AmountFact]:
    return {fact.value: fact for fact in amounts(shadow(text))}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The cost of the service is £321,557 per annum.", {"321557": "annual"}),
        (
            "The contract costs £322k a year, and £1.61m in total over its five years.",
            {"322000": "annual", "1610000": "total"},
        ),
        ("A key decision as it affects two or more wards and involves spend over £1m.", {"1000000": "threshold"}),
        ("Contracts over £100,000 must be tendered.", {"100000": "threshold"}),
        ("The proposals deliver an in-year saving of £1m.", {"1000000": "saving"}),
        ("The forecast revenue overspend of £23.3m was noted.", {"23300000": "forecast"}),
        ("The position decreased by £3.5m compared with June.", {"3500000": "variance"}),
        (
            "The net revenue budget is £1,529.7m, an increase of £100.2m on last year.",
            {"1529700000": "budget", "100200000": "variance"},
        ),
        ("A grant of £5,000 from the county was noted.", {"5000": "grant"}),
        (
            "£8.0m use of capital receipts, £1.9m from the bonus grant and £1.8m from reserves",
            {"8000000": "one-off", "1900000": "grant", "1800000": "one-off"},
        ),
        ("The precept for 2025/26 was set at £38,500.", {"38500": "precept"}),
        ("The bank balance stood at £24,563.18.", {"24563.18": "balance"}),
        ("The land was valued at £250,000.", {"250000": "valuation"}),
        ("Invoices of £99.00 were paid.", {"99": "payment"}),
        (
            "Efficiencies of between £100,000 and £150,000 per annum are planned.",
            {"100000": "saving", "150000": "saving"},
        ),
    ],
)
def test_the_words_around_a_figure_say_its_kind(text: str, kinds: dict[str, str]) -> None:
    assert {str(value): fact.kind for value, fact in read(text).items()} == kinds


def test_one_value_is_one_fact_with_every_mention() -> None:
    text = "An overspend of £23.3m is forecast. The overspend of £23.3m is noted."
    (fact,) = read(text).values()
    assert [text[e.start : e.end] for e in fact.evidence] == ["£23.3m", "£23.3m"]


def test_a_payment_table_is_of_payments_and_its_last_row_a_total() -> None:
    text = (
        "The following payments were approved:\n\nPayee Details Amount\nHallam Ltd "
        "Hall hire £45.00\nBright Co Lights £87.13\nTOTAL £132.13\n"
    )
    assert {str(v): f.kind for v, f in read(text).items()} == {"45": "payment", "87.13": "payment", "132.13": "total"}


def test_rows_without_a_sign_take_the_unit_of_their_head() -> None:
    text = (
        "Revenue position\nService Budget Forecast Variance\n£'000 £'000 £'000\nHighways "
        "23,115 22,900 (215)\nLibraries 4,010 4,100 90\n"
    )
    found = read(text)
    assert {str(v): f.kind for v, f in found.items()} == {
        "23115000": "budget", "22900000": "forecast", "215000": "variance",
        "4010000": "budget", "4100000": "forecast", "90000": "variance",
    }  # fmt: skip
    assert found[Decimal(23115000)].rounded_to == 1000
    assert found[Decimal(23115000)].what == "Highways"


def test_a_cheque_without_a_sign_is_a_payment() -> None:
    assert read("g) Chq 001234 Northern Insurance 1,045.67\n")[Decimal("1045.67")].kind == "payment"


def test_years_pages_dates_and_percentages_are_no_amounts() -> None:
    text = "Table in £m\nSchools 2024 12.5 4%\nPages 11 - 84 on 27 January 2025, decision 20/00017\n"
    assert list(read(text)) == [Decimal(12500000)]


def test_a_rise_and_its_new_total_are_annual_where_the_old_sum_is() -> None:
    text = (
        "Re-procure with an additional £100k (new total £425,484) for the service.\n"
        "Current spend per annum on these contracts is:\nCarers £325,484.88\n"
    )
    assert {f.kind for f in read(text).values()} == {"annual"}


def test_a_payee_is_named_and_never_a_private_person() -> None:
    found = read("A donation of £250 to the Wexham Scouts was agreed. A payment of £40 to Mrs Jones was agreed.")
    assert [f.payee for f in found.values()] == ["the Wexham Scouts", None]


def test_malformed_figures_are_reported() -> None:
    view = shadow("An amount of £1.2.3m was noted.")
    assert amounts(view) == ()
    assert len(unreadable(view)) == 1
    assert "£1.2.3m" in unreadable(view)[0]


def test_the_head_of_a_column_tells_the_kind_and_what_counts_something_else_is_no_money() -> None:
    text = (
        "Contract title | Term (months) | Annual value (£'000)\nData warehouse | 48 | 1,250\nAudits | 24 | 180\n\n"
        "Bidder | Price\nOak Ltd | £1,184,500\n"
    )
    found = {int(value): fact.kind for value, fact in read(text).items()}
    assert set(found) == {1250000, 180000, 1184500}
    assert found[1184500] == "price"


def test_the_rows_below_accounts_for_payment_are_payments() -> None:
    text = (
        "RESOLVED that the following accounts be approved for payment:\n\n"
        "£50.76 – Hicks & Sons – annual playing field inspection\n£90 – Bladerunner – grass cutting – March\n"
    )
    assert {str(value): fact.kind for value, fact in read(text).items()} == {"50.76": "payment", "90": "payment"}


MINUTES = """HOLLINGDALE PARISH COUNCIL
Minutes of the meeting held on Tuesday 4 March 2025
Present: Cllr R Oakes (Chair), Cllr S Varley
12/25 Play area
RESOLVED to accept the quotation of £4,310 from Fernlea Surfacing Ltd.
13/25 Bank balances
The Clerk reported £15,200 in the savings account.
14/25 Grants
RESOLVED to give £250 to the village hall.
"""


def test_a_sum_is_of_the_decision_it_stands_with() -> None:
    facts = extract.extract(Text("a.txt", "text/plain", "0", MINUTES, (Page(1, 0, len(MINUTES)),), ()))
    titles = {index: fact.title.value for index, fact in enumerate(facts.decisions) if fact.title is not None}
    found = {int(fact.value): titles[fact.decision] for fact in facts.amounts if fact.decision is not None}
    assert found == {4310: "Play area", 250: "Grants"}


@pytest.mark.parametrize(
    ("text", "payee"),
    [
        ("RESOLVED to award grants: £150 to the Air Ambulance; £200 to Nattering Preschool.", "Nattering Preschool"),
        ("Upper Vale Primary School was awarded £200 towards its water butts.", "Upper Vale Primary School"),
        ("The following awards were made: Harrowby Carnival £1,500; 1st Harrowby Guides £200.", "1st Harrowby Guides"),
        ("The following grants were made: Harrowby Carnival £1,500; Susan Marlow £200.", None),
        ("Beneficiary\tPurpose\tAmount £\nVillage Hall\tRepairs grant\t200\n", "Village Hall"),
    ],
)
def test_a_grant_names_whom_it_goes_to_and_no_private_person(text: str, payee: str | None) -> None:
    assert read(text)[Decimal(200)].payee == payee
