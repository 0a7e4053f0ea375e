"""What kind a sum is: by the noun it is the sum of, by what leads to it, by the head of its list."""

import pytest

from councilgraph.extract.amounts.amounts import amounts
from councilgraph.extract.shadow import Shadow
from councilgraph.model import Page, Text


def kinds(text: str) -> list[str]:
    found = Text("a.txt", "text/plain", "0", text, (Page(1, 0, len(text)),), ())
    return [fact.kind for fact in amounts(Shadow.of(found))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The budget for grants to village halls is £48,000.", "budget"),
        ("An underspend against the revenue budget of £31,000 is expected.", "forecast"),
        ("A net decrease in scheme costs for the year of £0.6m was noted.", "variance"),
        ("The provision for inflation of £1.2m was agreed.", "budget"),
        ("A cap on the cost of any one scheme is set at £90,000.", "threshold"),
        ("The capital programme, which totals £212.4m, was approved.", "budget"),
        ("The revenue budget gap is £3.4m.", "forecast"),
        ("The estimated total value of the ten-year contract, before growth, is £81m.", "total"),
        ("The increase in rents of 1.9% (£1.42) was noted.", "variance"),
    ],
)
def test_the_noun_that_a_sum_is_the_sum_of_tells_its_kind(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("To award the contract for the ferry slip to Tollbar Marine Ltd in the sum of £412,300.", "total"),
        ("The extension, to run until 30 June 2027, was agreed at a cost of £118,000.", "total"),
        ("Direct award to Pellmark Systems Ltd, £48,200, for one year.", "total"),
        ("It was agreed to make payment to the joiner for the new gate in the sum of £86.40.", "payment"),
        ("Cheques as listed on the schedule, totalling £2,418.06, were signed.", "payment"),
        ("The post of each pass will not change: the cost of the pass will remain at £80.", "price"),
        ("The Corporate Contingency has been revised upwards by £3.9m.", "variance"),
        ("The chairman expects the sum raised to be nearer £900.", "estimate"),
        ("The Council agreed to accept the bus offer of £6,985,735.", "grant"),
        ("The bid to the Sports Fund for £206,000 was successful.", "grant"),
        ("The survey was accepted @ £630+VAT.", "price"),
        ("The lease of the depot is let for ten years, at £41,500 in the first year.", "annual"),
        ("Running it ourselves is estimated to cost an extra £90k in the first year.", "estimate"),
    ],
)
def test_the_words_that_lead_to_a_sum_tell_its_kind(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The contracts between £500,000 and £4,000,000 are let by the member.",
        "Those over £2m would be reported to Cabinet.",
        "Between £10k and £80k - with three quotes:",
        "Contracts with a whole life value of over £300k are reported each year.",
        "The maximum amount that can be asked for is £750.",
        "A decision is key where it costs or saves more than £900,000.",
    ],
)
def test_a_limit_that_a_rule_sets_is_a_threshold(text: str) -> None:
    assert set(kinds(text)) == {"threshold"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The budget decrease at paragraph 3.2 by £27,800 to £941,300 was agreed.", ["variance", "budget"]),
        ("An increase to the current budget of £43,000 up to £90,000 was agreed.", ["budget", "budget"]),
        ("The funding gap had been reduced from £3.2m to £1.7m.", ["forecast", "forecast"]),
        ("Deficits of £12.2m, £20.3m and £27.3m are possible.", ["forecast"] * 3),
        ("Three quotes were had. The figures were £6,480, £5,970 and £7,120.", ["price"] * 3),
    ],
)
def test_sums_that_go_on_with_others(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_what_a_sum_is_for_is_not_what_it_is() -> None:
    text = (
        "The allocations are as follows:\na) £2.5m for food vouchers;\n"
        "b) £1.2m to cover the estimated costs of the rates scheme;\nc) £0.4m to top up the fuel fund."
    )
    assert kinds(text) == ["grant"] * 3


def test_a_line_that_tells_nothing_does_not_hide_the_head_above_it() -> None:
    text = "Invoices for payment were approved as presented.\nThese included:\nHarbour office\t£899.96\nPier\t£31.20"
    assert kinds(text) == ["payment"] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The release of £749,000 of capital funding was agreed.", "budget"),
        ("The distribution of £3.7m of government funding was agreed.", "grant"),
        ("Up to £75,000 comes from the contingency budget.", "budget"),
        ("The committee would use the remaining £3,180 from 2024/25 budget.", "budget"),
        ("A £2.4m contribution from revenue balances was agreed.", "one-off"),
    ],
)
def test_money_is_told_by_where_it_comes_from(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
