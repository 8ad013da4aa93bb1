"""A figure as written against the exact one: rounding, approximation, slips, and which source it agrees with."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.numbers import format_number
from indicators.table_description import Measure
from indicators.units import parse_unit
from reports.prose.verification import (
    Known,
    Reason,
    Slip,
    Verdict,
    compare,
    judge_growth,
    judge_share,
    judge_value,
    round_to,
    worst,
)
from reports.prose.written import Approximation, Form, Written, read_amount, read_growth, read_plan_share

TONNES = parse_unit("nghìn tấn")

exact_values = st.decimals("-1e6", "1e6", places=6, allow_nan=False, allow_infinity=False)


def _amount(text: str, unit: str | None = "nghìn tấn") -> Written:
    """The value in a phrase such as "gần 1.230,5 nghìn tấn"."""
    start = next(i for i, c in enumerate(text) if c.isdigit())
    digits = text[start:].split(" ")[0]
    return read_amount(Decimal(digits.replace(".", "").replace(",", ".")), (start, len(text)), text, unit)


def _growth(text: str, growth: str) -> Written:
    start = next((i for i, c in enumerate(text) if c.isdigit()), 0)
    end = start + len(text[start:].split(" so")[0])
    return read_growth(Decimal(growth), (start, end), text)


def _known(**fields: Any) -> Known:
    return Known(unit=TONNES, **{k: Decimal(v) if isinstance(v, str) else v for k, v in fields.items()})


@given(exact_values, st.integers(0, 4))
def test_every_value_rounds_to_what_is_written_of_it(exact: Decimal, decimals: int) -> None:
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = format_number(abs(shown), "vi") + " nghìn tấn"
    written = read_amount(shown, (0, len(text)), text, "nghìn tấn")

    expected = Verdict.AGREES if shown == exact else Verdict.ROUNDS_TO

    assert compare(written, exact) is expected


@given(exact_values, st.integers(0, 4), st.integers(1, 9))
def test_no_other_last_digit_agrees(exact: Decimal, decimals: int, off: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    shown = exact.quantize(step, rounding=ROUND_HALF_UP) + off * step
    assume((shown < 0) == (exact < 0))
    text = format_number(abs(shown), "vi") + " nghìn tấn"
    written = read_amount(shown, (0, len(text)), text, "nghìn tấn")

    assert compare(written, exact) is Verdict.DIFFERS


@given(exact_values, st.integers(-3, 3))
def test_rounding_is_to_the_nearest_step_and_stays_there(exact: Decimal, power: int) -> None:
    step = Decimal(1).scaleb(power)

    rounded = round_to(exact, step)

    assert abs(rounded - exact) <= step / 2
    assert round_to(rounded, step) == rounded


@pytest.mark.parametrize(
    ("text", "agreeing", "differing"),
    [
        ("230 nghìn tấn", ["230", "229.5", "230.49"], ["229.49", "230.5"]),
        ("230,0 nghìn tấn", ["230", "230.04"], ["230.05", "229.9"]),
        ("1.200 nghìn tấn", ["1200", "1200.4"], ["1199", "1233"]),
        ("hơn 230 nghìn tấn", ["230", "230.6", "239.9"], ["229.9", "240"]),
        ("trên 1.000 nghìn tấn", ["1000", "1099"], ["999", "1100"]),
        ("hơn 2,3 nghìn tấn", ["2.3", "2.39"], ["2.29", "2.4"]),
        ("gần 230 nghìn tấn", ["230", "229.6", "220.1"], ["230.1", "220"]),
        ("khoảng 230 nghìn tấn", ["230", "225", "234.9"], ["224.9", "235.1"]),
        ("khoảng 1.000 nghìn tấn", ["950", "1050"], ["949", "1051"]),
        ("xấp xỉ 7 nghìn tấn", ["6.5", "7.5"], ["6.4", "7.6"]),
        ("trên dưới 230 nghìn tấn", ["226"], ["224"]),
    ],
)
def test_words_of_approximation_widen_what_agrees(text: str, agreeing: list[str], differing: list[str]) -> None:
    written = _amount(text)

    assert Verdict.DIFFERS not in {compare(written, Decimal(value)) for value in agreeing}
    assert {compare(written, Decimal(value)) for value in differing} == {Verdict.DIFFERS}


def test_fall_that_is_nearly_so_large_is_compared_by_its_size() -> None:
    written = _growth("giảm gần 30% so với cùng kỳ", "-30")

    assert compare(written, Decimal("-29.4")) is Verdict.ROUNDS_TO
    assert compare(written, Decimal("-30.5")) is Verdict.DIFFERS
    assert compare(written, Decimal("29.4")) is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("text", "growth", "form", "step"),
    [
        ("tăng 11,2% so với cùng kỳ", "11.2", Form.CHANGE, "0.1"),
        ("giảm 29% so với cùng kỳ", "-29", Form.CHANGE, "1"),
        ("bằng 100% so với cùng kỳ", "0", Form.LEVEL, "1"),
        ("bằng 95,5% so với cùng kỳ", "-4.5", Form.LEVEL, "0.1"),
        ("bằng 50% so với cùng kỳ", "-50", Form.LEVEL, "1"),
        ("giảm 50% so với cùng kỳ", "-50", Form.CHANGE, "1"),
        ("gấp 2,3 lần so với cùng kỳ", "130", Form.TIMES, "10"),
    ],
)
def test_form_and_precision_of_a_growth_are_read_from_its_words(text: str, growth: str, form: Form, step: str) -> None:
    written = _growth(text, growth)

    assert (written.form, written.step) == (form, Decimal(step))


def test_share_over_the_plan_is_read_as_such() -> None:
    written = read_plan_share(Decimal("105.2"), (5, 9), "vượt 5,2% kế hoạch")

    assert (written.form, written.step) == (Form.OVER, Decimal("0.1"))


@pytest.mark.parametrize(
    ("unit", "amount", "verdict"),
    [
        ("nghìn tấn", "230", Verdict.AGREES),
        ("tấn", "230.000", Verdict.AGREES),
        ("triệu tấn", "0,23", Verdict.AGREES),
        ("triệu tấn", "0,2", Verdict.ROUNDS_TO),
        ("tạ", "2.300.000", Verdict.AGREES),
    ],
)
def test_value_is_converted_exactly(unit: str, amount: str, verdict: Verdict) -> None:
    written = _amount(f"{amount} {unit}", unit)

    assert judge_value(written, parse_unit(unit), _known(value="230")).verdict is verdict


def test_value_in_a_unit_of_another_dimension_is_not_compared() -> None:
    judgement = judge_value(_amount("230 triệu USD", "triệu USD"), parse_unit("triệu USD"), _known(value="230"))

    assert (judgement.verdict, judgement.reason) == (Verdict.NO_DATA, Reason.OTHER_UNIT)


@pytest.mark.parametrize(
    ("text", "value", "slip", "detail"),
    [
        ("230.000 nghìn tấn", "230", Slip.SCALE, Decimal(1000)),
        ("230 nghìn tấn", "230000", Slip.SCALE, Decimal("0.001")),
        ("1.233 nghìn tấn", "1233123", Slip.SCALE, Decimal("0.001")),
        ("2.300 nghìn tấn", "230", Slip.SCALE, Decimal(10)),
        ("240 nghìn tấn", "230", Slip.DIGIT, 1),
        ("230,5 nghìn tấn", "230.2", Slip.DIGIT, -1),
        ("320 nghìn tấn", "230", Slip.SWAPPED, 1),
        ("317 nghìn tấn", "230", Slip.NONE, None),
    ],
)
def test_difference_that_looks_like_a_slip_is_named(text: str, value: str, slip: Slip, detail: object) -> None:
    judgement = judge_value(_amount(text), TONNES, _known(value=value))

    assert judgement.verdict is Verdict.DIFFERS
    assert (judgement.slip, judgement.factor if slip is Slip.SCALE else judgement.place) == (slip, detail)


def test_difference_is_written_less_known() -> None:
    judgement = judge_value(_amount("240 nghìn tấn"), TONNES, _known(value="230.5"))

    assert (judgement.exact, judgement.difference) == (Decimal("230.5"), Decimal("9.5"))


@pytest.mark.parametrize(
    ("growth", "known", "verdict", "against"),
    [
        ("11.2", {"printed_growth_yoy": "11.2"}, Verdict.AGREES, "printed"),
        ("11.2", {"printed_growth_yoy": "11.24"}, Verdict.ROUNDS_TO, "printed"),
        ("11.2", {"base_yoy": "206.8"}, Verdict.AGREES, "computed"),
        ("11.2", {"printed_growth_yoy": "12.5", "base_yoy": "206.8"}, Verdict.AGREES, "computed"),
        ("11.2", {"printed_growth_yoy": "11.2", "base_yoy": "180"}, Verdict.AGREES, "printed"),
        ("11.3", {"printed_growth_yoy": "11.2", "base_yoy": "206.8"}, Verdict.DIFFERS, "printed"),
        ("11.3", {"base_yoy": "206.8"}, Verdict.ROUNDS_TO, "computed"),
        ("12.2", {"base_yoy": "206.8"}, Verdict.DIFFERS, "computed"),
    ],
)
def test_growth_agrees_with_the_printed_or_the_computed_one(
    growth: str, known: dict[str, str], verdict: Verdict, against: str
) -> None:
    written = _growth(f"tăng {growth.replace('.', ',')}% so với cùng kỳ", growth)

    judgement = judge_growth(written, "same_period_last_year", _known(value="230", **known))

    assert (judgement.verdict, judgement.against) == (verdict, against)


def test_growth_on_the_previous_period_has_a_base_of_its_own() -> None:
    known = _known(value="230", printed_growth_yoy="11.2", printed_growth_previous="-3.1")
    written = _growth("giảm 3,1% so với tháng trước", "-3.1")

    judgement = judge_growth(written, "previous_period", known)

    assert (judgement.verdict, judgement.measure) == (Verdict.AGREES, Measure.GROWTH_PREVIOUS)


def test_growth_without_a_named_base_is_last_years_where_there_is_one() -> None:
    written = _growth("tăng 3,1%", "3.1")

    of_year = judge_growth(written, None, _known(value="230", printed_growth_yoy="3.1", printed_growth_previous="9"))
    of_month = judge_growth(written, None, _known(value="230", printed_growth_previous="3.1"))

    assert (of_year.measure, of_month.measure) == (Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS)
    assert {of_year.verdict, of_month.verdict} == {Verdict.AGREES}


@pytest.mark.parametrize(
    ("growth", "slip"), [("-11.2", Slip.DIRECTION), ("111.2", Slip.INDEX), ("112", Slip.SCALE), ("11.7", Slip.DIGIT)]
)
def test_wrong_growth_says_what_went_wrong(growth: str, slip: Slip) -> None:
    word = "giảm" if growth.startswith("-") else "tăng"
    written = _growth(f"{word} {growth.strip('-').replace('.', ',')}% so với cùng kỳ", growth)

    judgement = judge_growth(written, "same_period_last_year", _known(value="230", printed_growth_yoy="11.2"))

    assert (judgement.verdict, judgement.slip) == (Verdict.DIFFERS, slip)


def test_growth_on_another_base_is_not_compared() -> None:
    judgement = judge_growth(_growth("tăng 3%", "3"), "other", _known(value="230", printed_growth_yoy="11.2"))

    assert (judgement.verdict, judgement.reason) == (Verdict.NO_DATA, Reason.OTHER_BASE)


def test_share_of_plan_is_computed_from_the_target() -> None:
    written = read_plan_share(Decimal("25.4"), (4, 9), "đạt 25,4% kế hoạch")

    verdicts = [
        judge_share(written, Measure.PLAN_SHARE, _known(value="1233", target="4854")).verdict,
        judge_share(written, Measure.PLAN_SHARE, _known(value="1233", target="5000")).verdict,
        judge_share(written, Measure.PLAN_SHARE, _known(value="1233", target="4854", is_year_to_date=False)).verdict,
        judge_share(written, Measure.PLAN_SHARE, _known(value="1233", printed_plan_share="25.4")).verdict,
    ]

    assert verdicts == [Verdict.AGREES, Verdict.DIFFERS, Verdict.NO_DATA, Verdict.AGREES]


def test_rate_grows_by_percentage_points() -> None:
    known = _known(value="8.2", base_yoy="7.9", is_rate=True)

    assert judge_growth(_growth("tăng 0,3", "0.3"), None, known).verdict is Verdict.AGREES


def test_missing_value_and_missing_observation_are_told_apart() -> None:
    written = _amount("230 nghìn tấn")

    absent = judge_value(written, TONNES, Known(TONNES, absence="confidential"))
    unknown = judge_value(written, TONNES, _known(exists=False))

    assert (absent.reason, unknown.reason) == (Reason.ABSENT, Reason.NO_OBSERVATION)
    assert {absent.verdict, unknown.verdict} == {Verdict.NO_DATA}


def test_worst_verdict_of_a_claim_counts() -> None:
    assert worst([Verdict.AGREES, Verdict.DIFFERS, Verdict.NO_DATA]) is Verdict.DIFFERS
    assert worst([Verdict.AGREES, Verdict.ROUNDS_TO]) is Verdict.ROUNDS_TO
    assert worst([]) is Verdict.UNMATCHED


def test_approximation_is_read_with_where_it_begins() -> None:
    written = _amount("ước đạt xấp xỉ 230 nghìn tấn")

    assert (written.approximation, written.opening) == (Approximation.ABOUT, 8)
