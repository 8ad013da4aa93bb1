"""What the audit finds and what it lets pass: totals, shares, growth, slips of unit, changes out of line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.audit import Claim, Finding, Ledger, Rule, audit
from indicators.audit.arithmetic import gap_to_sum, growth_given, part_over_whole, share_given
from indicators.audit.ledger import month_number, period_at
from indicators.audit.magnitudes import median, unit_slip, yearly_changes
from indicators.comparisons import growth, rounded, share_of_plan
from indicators.periods import Period
from indicators.workbook.problems import Severity

TURNOVER, EXPORTS, IMPORTS, CEMENT = 1, 2, 3, 4
AREA = 7
Q1 = month_number(Period(2018, 1, 3))
NAMES = {TURNOVER: "Tổng kim ngạch", EXPORTS: "Xuất khẩu", IMPORTS: "Nhập khẩu", CEMENT: "Xi măng"}
COMPONENTS = {TURNOVER: [(EXPORTS, 1), (IMPORTS, 1)]}

published = st.decimals(min_value="0.1", max_value="1000000", places=1)
positive = st.decimals(min_value="1", max_value="1000000", places=2)


def quarter(**values: str) -> dict[tuple[int, int, int], dict[int, Decimal]]:
    """The first quarter's values: turnover, exports, imports, cement."""
    ids = {"turnover": TURNOVER, "exports": EXPORTS, "imports": IMPORTS, "cement": CEMENT}
    return {(ids[name], AREA, 3): {Q1: Decimal(value)} for name, value in values.items()}


def found(**parts: object) -> list[Finding]:
    return list(audit(Ledger(names=NAMES, components=COMPONENTS, **parts)))  # type: ignore[arg-type]


def monthly(*values: str, first: Period | None = None) -> dict[int, Decimal]:
    start = month_number(first or Period(2015, 1, 1))
    return {start + place: Decimal(value) for place, value in enumerate(values)}


def test_components_that_add_up_are_no_finding():
    assert found(stated=quarter(turnover="1233", exports="769", imports="464")) == []


def test_components_that_do_not_add_up_are_a_warning_with_the_gap():
    [finding] = found(stated=quarter(turnover="1240", exports="769", imports="464"))

    assert (finding.rule, finding.severity) == (Rule.COMPONENTS, Severity.WARNING)
    assert finding.size == 7
    assert "1.233" in finding.message
    assert "Tổng kim ngạch" in finding.message


def test_a_part_greater_than_its_whole_is_an_error():
    [finding] = found(stated=quarter(turnover="700", exports="769"))

    assert (finding.rule, finding.severity) == (Rule.PART_OVER_WHOLE, Severity.ERROR)
    assert "Xuất khẩu" in finding.message


def test_a_stated_part_is_checked_against_the_stored_whole():
    [finding] = found(stated=quarter(exports="700"), stored=quarter(turnover="1233", imports="464"))

    assert finding.rule is Rule.COMPONENTS
    assert finding.size == 69


def test_a_total_with_an_unknown_part_is_let_pass():
    assert found(stated=quarter(turnover="1233", exports="769")) == []


def test_an_untouched_total_is_not_looked_at():
    stored = quarter(turnover="9", exports="769", imports="464")

    assert found(stated=quarter(cement="230"), stored=stored) == []


@pytest.mark.parametrize(
    ("printed", "is_fine"), [("25.4", True), ("25", True), ("25.42", True), ("26.4", False), ("2.54", False)]
)
def test_a_printed_share_of_the_plan_agrees_or_is_told(printed: str, is_fine: bool):
    stated = quarter(turnover="1233")
    claims = {((TURNOVER, AREA, 3), Q1): Claim(plan_share=Decimal(printed))}

    findings = found(stated=stated, claims=claims, targets={(TURNOVER, AREA, 2018): Decimal(4850)})

    assert [finding.rule for finding in findings] == ([] if is_fine else [Rule.PLAN_SHARE])


def test_a_share_printed_beside_a_month_belongs_to_the_year_to_date():
    month, to_date = Period(2018, 5, 1), Period(2018, 1, 5)
    stated = {
        (CEMENT, AREA, 1): {month_number(month): Decimal(80)},
        (CEMENT, AREA, 5): {month_number(to_date): Decimal(400)},
    }
    claims = {((CEMENT, AREA, 1), month_number(month)): Claim(plan_share=Decimal(40))}

    assert found(stated=stated, claims=claims, targets={(CEMENT, AREA, 2018): Decimal(1000)}) == []


def test_a_printed_growth_is_compared_with_the_stored_base():
    base = {(CEMENT, AREA, 3): {Q1 - 12: Decimal("206.8")}}
    right = {((CEMENT, AREA, 3), Q1): Claim(growth_yoy=Decimal("11.2"))}
    wrong = {((CEMENT, AREA, 3), Q1): Claim(growth_yoy=Decimal("12.1"))}

    [finding] = found(stated=quarter(cement="230"), stored=base, claims=wrong)

    assert found(stated=quarter(cement="230"), stored=base, claims=right) == []
    assert (finding.rule, finding.size) == (Rule.GROWTH_YOY, Decimal("11.2"))


def test_growth_without_a_base_is_let_pass():
    claims = {((CEMENT, AREA, 3), Q1): Claim(growth_yoy=Decimal("12.1"))}

    assert found(stated=quarter(cement="230"), claims=claims) == []


def test_the_growth_of_a_rate_may_be_printed_in_points():
    base = {(CEMENT, AREA, 3): {Q1 - 12: Decimal("3.2")}}
    claims = {((CEMENT, AREA, 3), Q1): Claim(growth_yoy=Decimal("-0.4"))}

    assert found(stated=quarter(cement="2.8"), stored=base, claims=claims, natures={CEMENT: "rate"}) == []


def test_a_value_a_thousand_times_its_neighbours_is_an_error():
    stored = {(CEMENT, AREA, 1): monthly("68", "70", "75", "71", "69")}
    stated = {(CEMENT, AREA, 1): monthly("74000", first=Period(2015, 6, 1))}

    [finding] = found(stated=stated, stored=stored)

    assert (finding.rule, finding.severity) == (Rule.UNIT_SLIP, Severity.ERROR)
    assert "74.000" in finding.message


def test_a_thousandth_of_the_neighbours_is_told_as_a_part():
    stored = {(CEMENT, AREA, 1): monthly("68000", "70000", "75000")}
    stated = {(CEMENT, AREA, 1): monthly("74", first=Period(2015, 4, 1))}

    [finding] = found(stated=stated, stored=stored)

    assert finding.rule is Rule.UNIT_SLIP
    assert "1/946" in finding.message


def test_two_neighbours_are_not_enough_for_an_error():
    stored = {(CEMENT, AREA, 1): monthly("68", "70")}
    stated = {(CEMENT, AREA, 1): monthly("74000", first=Period(2015, 3, 1))}

    [finding] = found(stated=stated, stored=stored)

    assert finding.severity is Severity.WARNING


def test_one_slipped_month_is_found_within_a_file_of_its_own():
    stated = {(CEMENT, AREA, 1): monthly("68", "70", "75000", "71", "69", "66", "70")}

    [finding] = found(stated=stated)

    assert finding.period == Period(2015, 3, 1)


def test_the_old_value_of_the_same_period_is_a_neighbour():
    [finding] = found(stated=quarter(cement="230000"), stored=quarter(cement="230"))

    assert finding.rule is Rule.UNIT_SLIP


def test_a_change_out_of_line_with_the_other_years_is_a_warning():
    steady = [str(100 + 5 * year) for year in range(9)]
    stated = {(CEMENT, AREA, 12): {24000 + 12 * i: Decimal(v) for i, v in enumerate([*steady, "280"])}}

    [finding] = found(stated=stated)

    assert (finding.rule, finding.severity) == (Rule.OUTLIER, Severity.WARNING)
    assert finding.size == 100


def test_a_short_series_has_no_outliers():
    stated = {(CEMENT, AREA, 12): {24000 + 12 * i: Decimal(v) for i, v in enumerate(["100", "105", "280"])}}

    assert found(stated=stated) == []


@given(st.lists(published, min_size=1, max_size=6))
def test_a_sum_of_its_own_terms_has_no_gap(values: list[Decimal]):
    terms = [(1, value) for value in values]

    assert gap_to_sum(sum(values, Decimal(0)), terms) is None
    assert part_over_whole(sum(values, Decimal(0)), terms) is None


@given(st.lists(positive, min_size=1, max_size=6), st.integers(min_value=0, max_value=2))
def test_rounding_each_figure_of_a_total_never_makes_a_finding(values: list[Decimal], decimals: int):
    whole = rounded(sum(values, Decimal(0)), decimals)

    assert gap_to_sum(whole, [(1, rounded(value, decimals)) for value in values]) is None


@given(positive, positive, st.integers(min_value=0, max_value=3))
def test_a_share_rounded_by_the_source_always_agrees(value: Decimal, target: Decimal, decimals: int):
    share = share_of_plan(value, target)
    assert share is not None

    assert share_given(rounded(share, decimals), value, target) is None


@given(positive, positive, st.integers(min_value=0, max_value=3))
def test_growth_rounded_by_the_source_always_agrees(value: Decimal, base: Decimal, decimals: int):
    exact = growth(value, base)
    assert exact is not None

    assert growth_given(rounded(exact, decimals), value, base) is None


@given(positive, st.sampled_from([3, -3, 6, -6]))
def test_a_slip_is_found_whatever_the_size(value: Decimal, power: int):
    slip = unit_slip(value.scaleb(power), [value, value, value])

    assert slip is not None
    assert slip.is_certain


@given(positive, st.decimals(min_value="0.01", max_value="100", places=2))
def test_a_value_within_a_hundredfold_is_no_slip(value: Decimal, factor: Decimal):
    assert unit_slip(value * factor, [value, value, value]) is None


@given(st.lists(positive, min_size=1, max_size=9))
def test_half_of_the_values_lie_on_each_side_of_the_median(values: list[Decimal]):
    middle = median(sorted(values))

    assert sum(value < middle for value in values) * 2 <= len(values)
    assert sum(value > middle for value in values) * 2 <= len(values)


@given(st.lists(positive, min_size=13, max_size=40))
def test_yearly_changes_are_the_growth_on_the_year_before(values: list[Decimal]):
    series = dict(enumerate(values, start=24000))

    for month, change in yearly_changes(series).items():
        exact = growth(series[month], series[month - 12])
        assert exact is not None
        assert abs(change - exact) <= abs(exact) * Decimal("1e-6") + Decimal("1e-6")


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 12))
def test_a_month_number_gives_its_period_back(year: int, month: int, months: int):
    period = Period(year, month, months)

    assert period_at(month_number(period), months) == period


def test_a_constant_series_raises_no_alarm():
    assert found(stated={(CEMENT, AREA, 1): monthly(*["70"] * 60)}) == []
