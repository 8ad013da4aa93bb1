"""Numbers, growth and marks as templates show them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from indicators.periods import Period


def shown(source: str, language: str = "vi", **context: object) -> str:
    with translation.override(language):
        return Template("{% load figures %}" + source).render(Context(context))


@pytest.mark.parametrize(("language", "expected"), [("vi", "1.233,50"), ("en", "1,233.50")])
def test_number_follows_the_reader_and_keeps_its_digits(language: str, expected: str) -> None:
    assert shown("{{ v|number }}", language, v=Decimal("1233.50")) == expected


def test_number_can_be_rounded() -> None:
    assert shown("{{ v|number:1 }}", v=Decimal("11.25")) == "11,3"


def test_a_missing_number_is_empty() -> None:
    assert shown("{{ v|number }}{{ v|growth }}{{ v|growth_words }}{{ v|day }}", v=None) == ""


def test_growth_has_a_sign_and_words() -> None:
    rise, fall = shown("{{ v|growth }}", v=Decimal("11.2")), shown("{{ v|growth }}", v=Decimal("-3"))

    assert "+11,2%" in rise
    assert ">tăng 11,2%<" in rise
    assert "−3%" in fall
    assert ">giảm 3%<" in fall


def test_computed_growth_is_rounded_and_printed_growth_is_not() -> None:
    assert "+32,1%" in shown("{{ v|growth }}", v=Decimal("32.0987654321"))
    assert "+32,25%" in shown("{{ v|growth }}", v=Decimal("32.25"))


@pytest.mark.parametrize("value", ["0", "0.0", "-0.0004"])
def test_no_growth_has_no_arrow(value: str) -> None:
    drawn = shown("{{ v|growth }}", v=Decimal(value))

    assert "không đổi" in drawn
    assert "▲" not in drawn
    assert "▼" not in drawn


def test_period_and_day_follow_the_reader() -> None:
    source = "{{ p|period_label }}, {{ d|day }}"
    quarter, date = Period.of_quarter(2018, 1), dt.date(2018, 5, 2)

    assert shown(source, p=quarter, d=date) == "Quý I/2018, 2/5/2018"
    assert shown(source, "en", p=quarter, d=date) == "Q1 2018, 2 May 2018"


def test_a_moment_falls_on_its_day_here() -> None:
    late_evening_in_utc = dt.datetime(2018, 5, 21, 18, 30, tzinfo=dt.UTC)

    assert shown("{{ d|day }}", d=late_evening_in_utc) == "22/5/2018"


def test_an_estimate_has_a_mark_that_is_read_aloud_and_a_final_figure_none() -> None:
    estimate, final = shown("{{ s|status_mark }}", s="estimate"), shown("{{ s|status_mark }}", s="final")

    assert "ƯT" in estimate
    assert "(ước tính)" in estimate
    assert final == ""


@pytest.mark.parametrize(
    ("absence", "words"),
    [
        ("nil", "không phát sinh"),
        ("not_available", "chưa có số liệu"),
        ("confidential", "không công bố để giữ bí mật số liệu"),
    ],
)
def test_a_missing_figure_says_why(absence: str, words: str) -> None:
    assert f">{words}<" in shown("{{ a|absence_mark }}", a=absence)


def test_headline_figure_needs_no_more_than_it_has() -> None:
    drawn = shown(
        '{% include "components/headline_figure.html" with name="Xi măng" value=v unit="nghìn tấn" period=p '
        'status="estimate" %}',
        v=Decimal("230"),
        p=Period.of_quarter(2018, 1),
    )

    assert "230" in drawn
    assert "Quý I/2018, ước tính" in drawn
    assert "%" not in drawn
