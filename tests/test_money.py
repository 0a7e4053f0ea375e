"""Figures of money as papers print them."""

from decimal import Decimal

import pytest

from councilgraph.extract.amounts.money import figures


@pytest.mark.parametrize(
    ("printed", "value", "rounded_to"),
    [
        ("£23.3m", "23300000", "100000"),
        ("£426k", "426000", "1000"),
        ("£1.9 million", "1900000", "100000"),
        ("£5million", "5000000", "1000000"),
        ("£1,529.7m", "1529700000", "100000"),
        ("£322k", "322000", "1000"),
        ("£1.61m", "1610000", "10000"),
        ("£321,557", "321557", "1"),
        ("£325,484.88", "325484.88", "0.01"),
        ("£ 1,234,567.89", "1234567.89", "0.01"),
        ("£1 234 567", "1234567", "1"),
        ("£1.5bn", "1500000000", "100000000"),
        ("5 million pounds", "5000000", "1000000"),
    ],
)
def test_value_and_precision_of_what_is_printed(printed: str, value: str, rounded_to: str) -> None:
    (figure,), bad = figures(f"It is {printed} here")
    assert (figure.value, figure.rounded_to, bad) == (Decimal(value), Decimal(rounded_to), ())
    assert figure.verbatim == printed


@pytest.mark.parametrize("printed", ["£1,23,456", "£1.234.567", "£12,34", "£325,4848", "£1,000.000"])
def test_malformed_figures_are_reported_and_not_read(printed: str) -> None:
    good, bad = figures(f"The sum of {printed} was noted")
    assert good == ()
    assert bad == (printed,)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("in excess of £500,000", "over"),
        ("spend > £1million over", "over"),
        ("up to £1.5bn", "up to"),
        ("not exceeding £5,000", "up to"),
        ("at least £10", "at least"),
        ("£1m or more", "at least"),
        ("£100+ was", "at least"),
        ("£780 plus VAT", None),
        ("£2,450 + VAT", None),
    ],
)
def test_bounds_stand_before_or_after_the_figure(text: str, bound: str | None) -> None:
    assert figures(text)[0][0].bound == bound


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("£1 million - £2 million", 1_000_000, 2_000_000),
        ("£5-6m", 5_000_000, 6_000_000),
        ("£5m to £6m", 5_000_000, 6_000_000),
        ("between £100,000 and £200,000", 100_000, 200_000),
        ("£100,000-£150,000", 100_000, 150_000),
    ],
)
def test_a_range_has_an_upper_end(text: str, lower: int, upper: int) -> None:
    first = figures(text)[0][0]
    assert (first.value, first.upper) == (Decimal(lower), Decimal(upper))


def test_a_value_raised_from_one_sum_to_another_is_no_range() -> None:
    found, _ = figures("increasing the total contract value from £45m to £47.1m")
    assert [(f.value, f.upper) for f in found] == [(45_000_000, None), (Decimal("47100000"), None)]


def test_signs_tell_over_from_under() -> None:
    found, _ = figures("an overspend of +£23.3m and an underspend of -£111.6m")
    assert [f.sign for f in found] == [1, -1]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("£20k pa", "annum"),
        ("£5 per annum", "annum"),
        ("£45 a week", "week"),
        ("£9 per place", "place"),
        ("£9 with", None),
    ],
)
def test_a_period_after_the_figure_says_what_it_is_counted_by(text: str, per: str | None) -> None:
    assert figures(text)[0][0].per == per


def test_unit_heads_and_other_numbers_are_no_sums() -> None:
    assert figures("£'000 £000 pages 11 - 84 on 27 January 2025, ref 20/00017") == ((), ())
