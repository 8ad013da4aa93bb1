"""Bound figures as rows of an edition: which public articles cite an observation."""

from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, Change, Indicator, ObservationVersion
from indicators.periods import Period
from indicators.services.recording import record
from reports.models import Edition, Figure, FigureMeasure
from reports.services.binding import bind, bindable
from reports.services.checking import check_text
from reports.services.editions import keep_edition
from tests.factories import make_article, make_published_article
from tests.reports.checking.lang_son import BODY, DAY, Q1, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound_body(first_quarter: dict[str, Indicator]) -> str:
    keys = count(1)
    claims = check_text(BODY, date=DAY, area=None, public=True)
    return bind(BODY, bindable(claims), new_key=lambda: UUID(int=next(keys)))


def test_edition_knows_each_bound_figure(bound_body: str, first_quarter: dict[str, Indicator], lang_son: Area) -> None:
    edition = make_published_article(body=bound_body).published_edition

    first, second = edition.figures.all()[:2]

    assert edition.figures.count() == 23
    assert (first.indicator, first.area, first.period, first.measure) == (
        first_quarter["xi-mang"],
        lang_son,
        Q1,
        FigureMeasure.VALUE,
    )
    assert (first.text, first.number, first.unit_code) == ("230 nghìn tấn", Decimal(230), "nghin-tan")
    assert (second.text, second.number, second.measure) == ("11,2%", Decimal("11.2"), FigureMeasure.GROWTH_YOY)
    assert first.sentence.startswith("Sản xuất xi măng ước đạt 230 nghìn tấn, tăng 11,2%")
    assert first.checked_version == ObservationVersion.objects.get(indicator=first_quarter["xi-mang"])
    assert set(edition.figures.values_list("verdict", flat=True)) == {"agrees"}


def test_edition_is_linked_with_the_indicators_of_its_figures(bound_body: str) -> None:
    edition = make_published_article(body=bound_body).published_edition

    assert edition.indicators.count() == 9


def test_public_articles_that_cite_an_observation_are_found(
    bound_body: str, first_quarter: dict[str, Indicator], lang_son: Area
) -> None:
    public = make_published_article(body=bound_body)
    make_published_article(body=bound_body, in_hours=2)
    keep_edition(make_article(body=bound_body), actor=None)
    public.body = "<p>Bản đang viết không còn số.</p>"
    keep_edition(public, actor=None)

    found = Figure.objects.public().resting_on(first_quarter["xk"].pk, lang_son.pk, Q1)

    assert [(figure.text, figure.edition.article) for figure in found] == [
        ("769 triệu USD", public),
        ("29,6%", public),
        ("33,4%", public),
    ]


def test_growths_rest_on_their_base_too(bound_body: str, first_quarter: dict[str, Indicator], lang_son: Area) -> None:
    make_published_article(body=bound_body)
    xk = first_quarter["xk"].pk

    of_base = Figure.objects.resting_on(xk, lang_son.pk, Period(2017, 1, 3))
    of_plan = Figure.objects.resting_on_plan(xk, lang_son.pk, 2018)
    of_another = Figure.objects.resting_on(xk, lang_son.pk, Period(2016, 1, 3))

    assert [figure.text for figure in of_base] == ["33,4%"]
    assert [figure.text for figure in of_plan] == ["29,6%"]
    assert list(of_another) == []


def test_keeping_an_edition_costs_the_same_for_one_figure_and_for_all(
    bound_body: str, first_quarter: dict[str, Indicator]
) -> None:
    first_paragraphs = bound_body[: bound_body.index("</p>") + 4]
    counts = []

    for body in ("<p>Không có số.</p>", first_paragraphs, bound_body):
        article = make_article(body=body)
        with CaptureQueriesContext(connection) as queries:
            keep_edition(article, actor=None)
        counts.append(len(queries))

    # Tables, indicators, areas, observations, plans, kept figures, the old rows and the new ones.
    assert counts[1] == counts[2]
    assert counts[1] - counts[0] <= 11


def test_figure_of_an_indicator_that_is_gone_has_no_row(bound_body: str) -> None:
    body = bound_body.replace('data-indicator="xi-mang"', 'data-indicator="khong-con"')

    edition = keep_edition(make_article(body=body), actor=None)

    assert edition.figures.count() == 21


def test_kept_edition_tells_how_its_figures_stood_on_that_day(
    bound_body: str, first_quarter: dict[str, Indicator]
) -> None:
    article = make_published_article(body=bound_body)
    before: Edition = article.published_edition
    record([state(first_quarter["xi-mang"], "231.4", growth="11.9")], change=Change(reason="Số chính thức"))

    article.title = "Tiêu đề mới"
    article.save()
    after = keep_edition(article, actor=None)

    assert before.figures.filter(verdict="differs").count() == 0
    assert [(f.text, f.verdict) for f in after.figures.exclude(verdict="agrees")] == [
        ("230 nghìn tấn", "differs"),
        ("11,2%", "differs"),
    ]
    assert before.figures.first().checked_version_id < after.figures.first().checked_version_id
