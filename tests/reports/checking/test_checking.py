"""An article's figures against the data: the first quarter of 2018 of Lạng Sơn as published."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.measures import Measure
from indicators.models import Change, Indicator
from indicators.services.recording import record
from reports.bindings import Binding
from reports.prose.verification import Verdict
from reports.services.checking import check_text
from tests.reports.checking.lang_son import BODY, DAY, NUMBERS, Q1, state

pytestmark = pytest.mark.django_db


def _figures(body: str) -> list[tuple[str, str]]:
    claims = check_text(body, date=DAY, area=None, public=True)
    return [(figure.written.digits, str(figure.verdict)) for claim in claims for figure in claim.figures]


def test_every_figure_of_the_quarter_agrees(first_quarter: dict[str, Indicator]) -> None:
    claims = check_text(BODY, date=DAY, area=None, public=True)

    assert [claim.indicator.code if claim.indicator else claim.claim.indicator for claim in claims] == [
        "xi-mang", "da", "dien", "than", "xnk", "xk", "nk", "hang-dia-phuong", "ban-le",
    ]  # fmt: skip
    assert {claim.verdict for claim in claims} == {Verdict.AGREES}
    assert sum(len(claim.figures) for claim in claims) == len(NUMBERS) + 1


def _with_digit_changed(number: str, index: int) -> str:
    return number[:index] + str((int(number[index]) + 1) % 10 or 1) + number[index + 1 :]


@pytest.mark.parametrize("number", NUMBERS)
def test_one_changed_digit_makes_that_figure_differ_and_no_other(
    first_quarter: dict[str, Indicator], number: str
) -> None:
    for index in (i for i, character in enumerate(number) if character.isdigit()):
        changed = _with_digit_changed(number, index)
        body = re.sub(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]\d|\d)", changed, BODY)
        assert body != BODY

        figures = _figures(body)

        assert [digits for digits, verdict in figures if verdict != "agrees"] == [changed]
        assert [verdict for _digits, verdict in figures if verdict != "agrees"] == ["differs"]


def test_a_whole_article_costs_six_queries_however_many_figures_it_has(first_quarter: dict[str, Indicator]) -> None:
    counts = []

    for times in (1, 5):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            claims = check_text(BODY * times, date=DAY, area=None, public=True)
        counts.append((len(claims), len(queries)))

    assert counts == [(9, 6), (45, 6)]


def test_text_without_figures_asks_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert check_text("<p>Hội nghị tổng kết.</p>", date=DAY, area=None, public=True) == []

    assert len(queries) == 0


@pytest.mark.parametrize("words", ["sơ bộ đạt", "dự kiến đạt", "chính thức đạt", "thực hiện"])
def test_words_for_how_firm_a_figure_is_are_no_part_of_its_name(
    first_quarter: dict[str, Indicator], words: str
) -> None:
    assert _figures(f"<p>Quý I năm 2018, than sạch {words} 138 nghìn tấn.</p>") == [("138", "agrees")]


def test_a_value_that_is_bound_is_one_even_where_it_reads_like_a_share_of_plan(
    first_quarter: dict[str, Indicator],
) -> None:
    record([state(first_quarter["iip"], "111.2", plan="40")], change=Change(reason="Chỉ số"))
    value = Binding(UUID(int=1), "iip", "lang-son", Q1, Measure.VALUE)
    share = Binding(UUID(int=2), "iip", "lang-son", Q1, Measure.PLAN_SHARE)
    body = (
        "<p>Quý I năm 2018, than sạch ước đạt 138 nghìn tấn, đạt 25% kế hoạch năm. Chỉ số sản xuất công nghiệp ước đạt"
        f" {value.around('111,2%')}, đạt {share.around('40%')} kế hoạch năm.</p>"
    )

    assert _figures(body)[-2:] == [("111,2", "agrees"), ("40", "agrees")]
