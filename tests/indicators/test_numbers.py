import pickle
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.numbers import (
    MAX_DIGITS,
    AmbiguousNumber,
    Convention,
    NumberError,
    decimals_of,
    format_number,
    parse_decimal,
    read_number,
)

LANGUAGES: tuple[Convention, ...] = ("vi", "en")

published = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(min_value=-(10**20), max_value=10**20),
    st.integers(min_value=0, max_value=8),
)


@pytest.mark.parametrize(
    ("text", "value", "convention"),
    [
        ("1233", "1233", None),
        ("1.233,5", "1233.5", "vi"),
        ("1,233.5", "1233.5", "en"),
        ("1.233,50", "1233.50", "vi"),
        ("1.233.567", "1233567", "vi"),
        ("1,233,567", "1233567", "en"),
        ("1.233.567,125", "1233567.125", "vi"),
        ("12,5", "12.5", "vi"),
        ("12.5", "12.5", "en"),
        ("0.233", "0.233", "en"),
        ("0,233", "0.233", "vi"),
        ("1233.567", "1233.567", "en"),
        ("1233,567", "1233.567", "vi"),
        ("12,3456", "12.3456", "vi"),
        ("1 233", "1233", None),
        ("1\u00a0233\u00a0567,8", "1233567.8", "vi"),
        ("1\u202f233.567", "1233.567", "en"),
        ("05", "5", None),
        ("0", "0", None),
        ("+3,2", "3.2", "vi"),
        ("-3", "-3", None),
        ("−3", "-3", None),
        ("– 3,2", "-3.2", "vi"),
        ("(12,4)", "-12.4", "vi"),
        ("１２,５", "12.5", "vi"),
        (" \t12,5\n", "12.5", "vi"),
    ],
)
def test_number_is_read_with_its_published_digits(text: str, value: str, convention: str | None) -> None:
    number = read_number(text)

    assert number.value == Decimal(value)
    assert number.value.as_tuple() == Decimal(value).as_tuple()
    assert number.convention == convention
    assert not number.is_percent


@pytest.mark.parametrize(
    ("text", "value"),
    [("18,3%", "18.3"), ("18.3 %", "18.3"), ("(6,5%)", "-6.5"), ("(6,5) %", "-6.5"), ("100％", "100")],
)
def test_percent_sign_is_noticed(text: str, value: str) -> None:
    number = read_number(text)

    assert number.value == Decimal(value)
    assert number.is_percent


@pytest.mark.parametrize(
    ("text", "thousands", "decimals"),
    [("1.233", "1233", "1.233"), ("12,345", "12345", "12.345"), ("-1.233%", "1233", "1.233")],
)
def test_text_that_could_be_two_numbers_is_refused_with_both(text: str, thousands: str, decimals: str) -> None:
    with pytest.raises(AmbiguousNumber) as refusal:
        read_number(text)

    sign = -1 if text.startswith("-") else 1
    assert refusal.value.readings == (sign * Decimal(thousands), sign * Decimal(decimals))


@pytest.mark.parametrize(
    ("text", "convention", "value"),
    [("1.233", "vi", "1233"), ("1.233", "en", "1.233"), ("1,233", "vi", "1.233"), ("1,233", "en", "1233")],
)
def test_convention_of_the_source_decides_what_the_text_leaves_open(
    text: str, convention: Convention, value: str
) -> None:
    assert parse_decimal(text, convention=convention) == Decimal(value)
    assert read_number(text, convention=convention).convention == convention


@pytest.mark.parametrize(("text", "shown"), [("12.5", "en"), ("1,233.5", "en"), ("12,5", "vi"), ("1.233.567", "vi")])
@pytest.mark.parametrize("convention", LANGUAGES)
def test_what_the_text_itself_shows_is_stronger_than_the_convention(
    text: str, shown: str, convention: Convention
) -> None:
    assert read_number(text, convention=convention) == read_number(text)
    assert read_number(text, convention=convention).convention == shown


@pytest.mark.parametrize(
    "text",
    ["", "   ", "-", "−", "…", "%", "()", "(-3)", "--3", "3-", "+-3", "abc", "12 tấn", "1e309", "1E5", "NaN", "inf",
     "-Infinity", "1.2.3", "1.233.56", "1,5.233", "1.233,5,6", "1 23", "12  345", "1.233 567", "012.345.678", ".5",
     "5.", "1..2", "0x1F", "1_000", "½", "²", "٣", "5%%", "(5%)%", "1 233 56,7", "0.000.000", "12:30", "1/2"],
)  # fmt: skip
def test_what_is_not_a_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(NumberError) as refusal:
        read_number(text)

    assert not isinstance(refusal.value, AmbiguousNumber)
    assert str(refusal.value)


def test_apostrophes_are_refused_with_the_way_to_mend_them() -> None:
    with pytest.raises(NumberError, match="dấu nháy"):
        read_number("1'233")


@pytest.mark.parametrize("text", ["1\u200b233", "12\x005", "\u202e12,5", "1\n233", "12\t5"])
def test_control_characters_are_refused_and_not_echoed(text: str) -> None:
    with pytest.raises(NumberError, match="ký tự điều khiển") as refusal:
        read_number(text)

    assert str(refusal.value).isprintable()


def test_number_longer_than_exact_arithmetic_is_refused() -> None:
    assert parse_decimal("9" * MAX_DIGITS) == Decimal("9" * MAX_DIGITS)
    with pytest.raises(NumberError, match="dài quá"):
        read_number("9" * (MAX_DIGITS + 1))


def test_refusal_can_be_translated_and_pickled() -> None:
    with pytest.raises(NumberError) as refusal:
        read_number("abc")

    error = refusal.value
    assert error.translated(lambda msgid: "not a number: %(text)s") == "not a number: abc"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_zero_has_no_sign() -> None:
    assert str(parse_decimal("-0,0")) == "0.0"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("1233.5", "vi", "1.233,5"),
        ("1233.5", "en", "1,233.5"),
        ("1233.50", "vi", "1.233,50"),
        ("1233567", "en-gb", "1,233,567"),
        ("-3.2", "vi", "−3,2"),
        ("-0.0", "vi", "0,0"),
        ("1E+3", "vi", "1.000"),
        ("0.05", "vi", "0,05"),
        ("999", "vi", "999"),
    ],
)
def test_number_is_written_for_its_readers(value: str, language: str, text: str) -> None:
    assert format_number(Decimal(value), language) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("2.25", 1, "2,3"),
        ("-2.25", 1, "−2,3"),
        ("2.5", 0, "3"),
        ("1233", 2, "1.233,00"),
        ("-0.04", 1, "0,0"),
        ("999.95", 1, "1.000,0"),
    ],
)
def test_written_number_is_rounded_half_up(value: str, decimals: int, text: str) -> None:
    assert format_number(Decimal(value), decimals=decimals) == text


@pytest.mark.parametrize(("value", "text"), [("3.2", "+3,2"), ("-3.2", "−3,2"), ("0.0", "0,0"), ("0.04", "+0,04")])
def test_signed_number_shows_which_way_it_goes(value: str, text: str) -> None:
    assert format_number(Decimal(value), signed=True) == text


def test_signed_number_that_rounds_to_zero_shows_no_sign() -> None:
    assert format_number(Decimal("0.04"), decimals=1, signed=True) == "0,0"


def test_thousands_can_stand_together() -> None:
    assert format_number(Decimal("1233567.5"), grouping=False) == "1233567,5"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_not_finite_is_not_written(value: str) -> None:
    with pytest.raises(NumberError):
        format_number(Decimal(value))


@pytest.mark.parametrize(("value", "decimals"), [("1233.50", 2), ("1233", 0), ("1E+3", 0), ("0.000", 3)])
def test_published_decimals_are_counted(value: str, decimals: int) -> None:
    assert decimals_of(Decimal(value)) == decimals


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=published, signed=st.booleans(), grouping=st.booleans())
def test_written_number_reads_back_digit_for_digit(
    language: Convention, value: Decimal, signed: bool, grouping: bool
) -> None:
    text = format_number(value, language, signed=signed, grouping=grouping)

    assert parse_decimal(text, convention=language).as_tuple() == value.as_tuple() or value == 0
    assert parse_decimal(text, convention=language) == value


@given(value=published, decimals=st.integers(min_value=0, max_value=6))
def test_rounded_number_is_within_half_a_unit_of_its_last_digit(value: Decimal, decimals: int) -> None:
    shown = parse_decimal(format_number(value, decimals=decimals), convention="vi")

    assert decimals_of(shown) == decimals
    assert abs(shown - value) * 2 <= Decimal(1).scaleb(-decimals)


@given(text=st.text(alphabet="0123456789., \u00a0-−()%+'e", max_size=14))
def test_any_text_of_number_signs_is_one_number_or_a_refusal(text: str) -> None:
    try:
        number = read_number(text)
    except NumberError:
        return

    assert number.value.is_finite()
    assert read_number(text, convention="vi").value == number.value == read_number(text, convention="en").value


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(NumberError):
        assert read_number(text).value.is_finite()
