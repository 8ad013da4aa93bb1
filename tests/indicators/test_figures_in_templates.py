"""Numbers, growth and marks as templates show them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from indicators.periods import Period

ICT = dt.timezone(dt.timedelta(hours=7))


@dataclass
class Cell:
    value: Decimal | None
    absence: str = ""
    status: str = "final"


def shown(source: str, language: str = "vi", **context: object) -> str:
    with translation.override(language):
        return Template("{% load figures %}" + source).render(Context(context))


@pytest.mark.parametrize(("language", "expected"), [("vi", "1.233,50"), ("en", "1,233.50")])
def test_number_follows_the_reader_and_keeps_its_digits(language: str, expected: str) -> None:
    assert shown("{{ v|number }}", language, v=Decimal("1233.50")) == expected


def test_number_can_be_rounded() -> None:
    assert shown("{{ v|number:1 }}", v=Decimal("11.25")) == "11,3"


def test_a_missing_number_is_empty() -> None:
    assert shown("{{ v|number }}{{ v|growth }}{{ v|aligned:1 }}{{ v|growth_words }}{{ v|day }}", v=None) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("120", 1, '120<span class="filler" aria-hidden="true">,0</span>'),
        ("120.5", 2, '120,5<span class="filler" aria-hidden="true">0</span>'),
        ("120.55", 1, "120,55"),
    ],
)
def test_decimal_marks_stand_under_each_other(value: str, decimals: int, expected: str) -> None:
    assert shown("{{ v|aligned:d }}", v=Decimal(value), d=decimals) == expected


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
    context = {"p": Period.of_quarter(2018, 1), "d": dt.date(2018, 5, 2)}

    assert shown("{{ p|period_label }}, {{ d|day }}", **context) == "Quý I/2018, 2/5/2018"
    assert shown("{{ p|period_label }}, {{ d|day }}", "en", **context) == "Q1 2018, 2 May 2018"


def test_a_moment_falls_on_its_day_here() -> None:
    late_evening_in_utc = dt.datetime(2018, 5, 21, 18, 30, tzinfo=dt.UTC)

    assert shown("{{ d|day }}", d=late_evening_in_utc) == "22/5/2018"


def test_an_estimate_carries_its_mark_and_a_final_figure_none() -> None:
    estimate = shown("{% observed o %}", o=Cell(Decimal(230), status="estimate"))
    final = shown("{% observed o %}", o=Cell(Decimal(230)))

    assert estimate.startswith("230<sup")
    assert "ước tính" in estimate
    assert final == "230"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(None, "nil"), "không phát sinh"),
        (Cell(None, "confidential"), "không công bố để giữ bí mật số liệu"),
        (None, "chưa có số liệu"),
    ],
)
def test_a_missing_figure_says_why(cell: Cell | None, words: str) -> None:
    assert f">{words}<" in shown("{% observed o decimals=1 %}", o=cell)


def test_legend_lists_only_the_marks_that_occur() -> None:
    source = "{% status_legend s as marks %}{% for mark, words in marks %}{{ mark }}={{ words }} {% endfor %}"

    assert shown(source, s={"estimate", "final"}) == "ƯT=ước tính "


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
