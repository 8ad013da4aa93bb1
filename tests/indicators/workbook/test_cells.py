"""A cell's number is exact, keeps what its format publishes, and is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measures import Absence
from indicators.workbook.cells import exact, find_convention, read_cell, split_marks
from indicators.workbook.grid import Grid
from indicators.workbook.number_formats import parse_number_format


def _read(text: str, convention=None):
    return read_cell(Grid("A", [[text]]), (0, 0), convention=convention)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False))
def test_a_decimal_stored_as_a_binary_number_comes_back_exactly(value):
    assert exact(float(value)) == value


@pytest.mark.parametrize(
    ("number", "code", "published"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (11.2, "0.0", "11.2"),
        (1233.0, "#,##0.0", "1233.0"),
        (1233.0, "#,##0", "1233"),
        (0.254, "0.0%", "25.4"),
        (0.25, "0.0%", "25.0"),
        (1.0, "0%", "100"),
        (1.321, "0.00%", "132.10"),
        (11.2345, "0.0", "11.2345"),
        (1e20, "General", "100000000000000000000"),
        (4800500.0, "#,##0.0,", "4800.5"),
        (1233.5, '_-* #,##0.00\\ "₫"_-;-* #,##0.00\\ "₫"_-', "1233.50"),
        (5.0, "#,##0.##", "5"),
    ],
)
def test_number_keeps_the_decimals_that_its_format_publishes(number, code, published):
    assert str(exact(number, parse_number_format(code))) == published


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "mm-dd-yy", "[$-409]d-mmm-yy;@", "h:mm"])
def test_date_formats_are_known_as_such(code):
    assert parse_number_format(code).is_date


@pytest.mark.parametrize(
    ("text", "absence"),
    [("-", "nil"), ("–", "nil"), ("…", "not_available"), ("..", "not_available"), ("x", "confidential")],
)
def test_signs_say_why_a_figure_is_missing(text, absence):
    assert _read(text).absence is Absence(absence)


def test_blank_cell_is_neither_a_value_nor_an_absence():
    assert _read("  ").is_blank


@pytest.mark.parametrize(
    ("text", "value", "marks", "is_estimate"),
    [
        ("1.233,5 (1)", "1233.5", ("1",), False),
        ("1.233,5(*)", "1233.5", ("*",), False),
        ("12,5²", "12.5", ("2",), False),
        ("980 (ước)", "980", (), True),
        ("Ước 980", "980", (), True),
        ("18,3 %", "18.3", (), False),
        ("(12,4)", "-12.4", (), False),
    ],
)
def test_marks_and_estimates_are_told_from_the_number(text, value, marks, is_estimate):
    reading = _read(text, "vi")

    assert (str(reading.value), reading.marks, reading.is_estimate) == (value, marks, is_estimate)


def test_doubtful_number_is_a_problem_that_names_both_readings():
    problem = _read("1.233").problem

    assert "1233" in problem
    assert "1,233" in problem


def test_mixed_conventions_decide_nothing():
    assert find_convention(["1.233,5", "1,233.5", "1.500"]) == (None, 1)


def test_clear_numbers_decide_for_doubtful_ones():
    assert find_convention(["18,3", "1.500"]) == ("vi", 1)


def test_footnote_mark_alone_is_left_as_text():
    assert split_marks("(1)") == ("(1)", (), False)
