"""Whether a printed percentage agrees with the rounded values beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparisons import growth, rounded, share_of_plan
from indicators.printed_comparisons import change_agrees, growth_agrees, share_agrees

positive = st.decimals(min_value=Decimal("0.001"), max_value=Decimal("1e9"), places=3)
places = st.integers(min_value=0, max_value=3)


@pytest.mark.parametrize(
    ("printed", "current", "base", "agrees"),
    [
        ("11.2", "230", "207", True),
        ("11.2", "230", "200", False),
        ("0", "26", "26", True),
        ("33.4", "769", "576.5", True),
        ("33.4", "769", "590", False),
        ("-100", "0", "5", True),
        ("900", "1", "0.1", True),
        ("5", "1", "0", True),
    ],
)
def test_growth_agrees_where_some_unrounded_pair_gives_it(printed: str, current: str, base: str, agrees: bool):
    assert growth_agrees(Decimal(printed), Decimal(current), Decimal(base)) is agrees


@given(positive, positive, places, places, places)
def test_what_an_honest_source_rounds_agrees(now: Decimal, before: Decimal, one: int, two: int, three: int):
    exact = growth(now, before)
    current, base = rounded(now, one), rounded(before, two)

    assert exact is not None
    assert growth_agrees(rounded(exact, three), current, base)


@given(positive, positive, places, places, places)
def test_an_honest_share_of_plan_agrees(value: Decimal, target: Decimal, one: int, two: int, three: int):
    exact = share_of_plan(value, target)

    assert exact is not None
    assert share_agrees(rounded(exact, three), rounded(value, one), rounded(target, two))


@given(positive, positive, places)
def test_an_honest_change_in_points_agrees(now: Decimal, before: Decimal, digits: int):
    assert change_agrees(rounded(now - before, digits), rounded(now, digits), rounded(before, digits))


def test_a_share_off_by_a_factor_of_a_thousand_does_not_agree():
    assert not share_agrees(Decimal("29.6"), Decimal("769000"), Decimal("2600"))
