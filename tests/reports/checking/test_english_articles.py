"""Figures of English articles: found, matched by English names, judged and reworded in English."""

import datetime as dt

import pytest

from indicators.models import Indicator
from reports.prose.english_claims import find_english_claims
from reports.prose.writing_language import is_english, number_style
from reports.services.checking import check_text
from tests.reports.checking.lang_son import DAY

NAMES = {
    "xi-mang": "Cement",
    "da": "Stone",
    "dien": "Commercial electricity",
    "xnk": "Total trade through the province",
    "xk": "Exports through the province",
    "nk": "Imports through the province",
    "hang-dia-phuong": "Exports of local goods",
    "ban-le": "Retail sales of goods and services",
}
TEXT = (
    "In the first quarter of 2018 cement is estimated at 230 thousand tonnes, up 11.2% on the same period of last year;"
    " stone at 720 thousand m³, up 9.5%. Total trade through the province is estimated at 1,233 million USD, 25.4% of"
    " the year plan and up 32.1% on the same period. Exports reached 769 million USD; imports 464 million USD.\n\n"
    "Retail sales of goods and services came to 4,800 billion dong in the quarter, up 10.3%."
)


@pytest.fixture
def named(first_quarter: dict[str, Indicator]) -> dict[str, Indicator]:
    for code, name in NAMES.items():
        Indicator.objects.filter(code=code).update(name_en=name)
    return first_quarter


def _found(text: str) -> list[tuple[object, ...]]:
    claims = find_english_claims(text, dt.date(2018, 6, 7))
    return [
        (
            c.indicator,
            c.value and str(c.value),
            c.unit,
            c.growth_pct and str(c.growth_pct),
            c.growth_base,
            c.period.sdmx,
        )
        for c in claims
        if c.period
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "In April 2018 exports are estimated at 296.9 million USD, up 4.2% on the month before and up 33.4% on the"
            " same month of last year.",
            [
                ("exports", "296.9", "million USD", "4.2", "previous_period", "2018-04"),
                ("exports", None, None, "33.4", "same_period_last_year", "2018-04"),
            ],
        ),
        (
            "The consumer price index of May 2018 rose 0.3% on the month before and 3% on the same month of last year.",
            [
                ("consumer price index", None, None, "0.3", "previous_period", "2018-05"),
                ("consumer price index", None, None, "3", "same_period_last_year", "2018-05"),
            ],
        ),
        (
            "In February 2018 output was only 63.1 thousand tonnes, down 22.8% on January.",
            [("output", "63.1", "thousand tonnes", "-22.8", "previous_period", "2018-02")],
        ),
        (
            "In 2017 retail sales came to 20,162.6 billion dong, up 9% on 2016.",
            [("retail sales", "20162.6", "billion dong", "9", "previous_year", "2017")],
        ),
        ("The plan has 12 chapters and 230 pages.", []),
    ],
)
def test_shapes_of_translated_articles_are_read(text: str, found: list[tuple[object, ...]]) -> None:
    assert _found(text) == found


@pytest.mark.django_db
def test_english_article_agrees(named: dict[str, Indicator]) -> None:
    claims = check_text(TEXT, date=DAY, area=None, public=True)

    assert [(claim.indicator and claim.indicator.code, str(claim.verdict)) for claim in claims] == [
        ("xi-mang", "agrees"),
        ("da", "agrees"),
        ("xnk", "agrees"),
        ("xk", "agrees"),
        ("ban-le", "agrees"),
    ]


@pytest.mark.django_db
def test_english_figure_is_reworded_in_english(named: dict[str, Indicator]) -> None:
    claims = check_text(
        TEXT.replace("4,800", "480").replace("up 10.3%", "down 10.3%"), date=DAY, area=None, public=True
    )

    rewordings = [figure.rewording.text for claim in claims for figure in claim.figures if figure.rewording]

    assert rewordings == ["4,800 billion dong", "up 10.3%"]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (TEXT, True),
        ("Quý I năm 2018, xi măng đạt 230 nghìn tấn.", False),
        ("Xi mang dat 230 nghin tan.", False),
        ("", False),
    ],
)
def test_language_of_a_text_is_recognised(text: str, english: bool) -> None:
    assert is_english(text) is english
    assert number_style(text) == ("en" if english else "vi")
