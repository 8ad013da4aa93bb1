"""Figures are bound, reworded and released in the body's HTML, and nothing else in it changes."""

from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest

from indicators.models import Indicator
from reports.passages import blocks_of_html
from reports.prose.checked import CheckedClaim
from reports.rich_text import clean_body
from reports.services.binding import (
    BindingRefused,
    bind,
    bindable,
    release_figure,
    take_database_figure,
    unbound_claims,
)
from reports.services.checking import check_text
from tests.reports.checking.lang_son import BODY, DAY, NUMBERS

pytestmark = pytest.mark.django_db


def _check(body: str) -> list[CheckedClaim]:
    return check_text(body, date=DAY, area=None, public=True)


def _bound(body: str, *, first_key: int = 1) -> str:
    keys = count(first_key)
    return bind(body, bindable(_check(body)), new_key=lambda: UUID(int=next(keys)))


def _node(key: int, indicator: str, measure: str, version: int | None, words: str) -> str:
    return (
        f'<span data-figure="{UUID(int=key)}" data-indicator="{indicator}" data-area="lang-son" data-period="2018-Q1"'
        f' data-measure="{measure}" data-version="{version}">{words}</span>'
    )


def test_value_and_growth_are_bound_where_they_stand(first_quarter: dict[str, Indicator]) -> None:
    body = "<p>Quý I năm 2018, sản xuất xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ &amp; tốt.</p>"
    version = _check(body)[0].figures[0].known.version

    html = _bound(body)

    assert html == (
        "<p>Quý I năm 2018, sản xuất xi măng ước đạt "
        + _node(1, "xi-mang", "value", version, "230 nghìn tấn")
        + ", tăng "
        + _node(2, "xi-mang", "growth_yoy", version, "11,2%")
        + " so với cùng kỳ &amp; tốt.</p>"
    )
    assert clean_body(html) == html


def test_whole_article_is_bound_in_one_step_and_reads_the_same(first_quarter: dict[str, Indicator]) -> None:
    html = _bound(BODY)

    assert html.count("data-figure=") == len(NUMBERS) + 1
    assert clean_body(html) == html
    assert [block.text for block in blocks_of_html(html)] == [block.text for block in blocks_of_html(BODY)]
    assert unbound_claims(_check(html)) == []
    assert {str(claim.verdict) for claim in _check(html)} == {"agrees"}
    assert bindable(_check(html)) == []


def test_bound_figures_are_held_against_what_they_are_bound_to(first_quarter: dict[str, Indicator]) -> None:
    html = _bound(BODY).replace("769 triệu USD", "796 triệu USD")

    differing = [figure for claim in _check(html) for figure in claim.figures if figure.verdict == "differs"]

    assert [(figure.written.text, figure.bound.indicator) for figure in differing] == [("796 triệu USD", "xk")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<strong>230</strong> nghìn tấn", "{}"),
        ("<strong>ước đạt 230</strong> nghìn tấn", "<strong>ước đạt </strong>{}"),
        ("đạt 230 <em>nghìn tấn, nhiều</em> nhất", "đạt {}<em>, nhiều</em> nhất"),
        ("đạt 230 <em>nghìn</em> tấn", None),
    ],
)
def test_marks_around_a_figure_stay_well_formed(
    first_quarter: dict[str, Indicator], written: str, expected: str | None
) -> None:
    verb = "" if "đạt" in written else "đạt "
    body = f"<p>Quý I năm 2018, xi măng {verb}{written}.</p>"
    figures = bindable(_check(body))
    version = figures[0].known.version

    html = bind(body, figures, new_key=lambda: UUID(int=1))

    if expected is None:
        node = _node(1, "xi-mang", "value", version, "230 <em>nghìn</em> tấn")
        assert html == f"<p>Quý I năm 2018, xi măng đạt {node}.</p>"
    else:
        node = _node(1, "xi-mang", "value", version, "230 nghìn tấn")
        assert html == f"<p>Quý I năm 2018, xi măng {verb}{expected.format(node)}.</p>"
    assert clean_body(html) == html


def test_figure_in_a_link_is_not_bound(first_quarter: dict[str, Indicator]) -> None:
    body = '<p>Quý I năm 2018, xi măng đạt <a href="https://example.org">230 nghìn tấn</a>.</p>'
    claims = _check(body)

    assert claims[0].verdict == "agrees"
    assert bindable(claims) == []
    with pytest.raises(BindingRefused, match="liên kết"):
        bind(body, claims[0].figures)


def test_text_that_changed_since_is_refused(first_quarter: dict[str, Indicator]) -> None:
    figures = bindable(_check(BODY))

    with pytest.raises(BindingRefused, match="Văn bản đã đổi"):
        bind(BODY.replace("230", "240"), figures)


def test_released_figure_leaves_its_words(first_quarter: dict[str, Indicator]) -> None:
    body = "<p>Quý I năm 2018, xi măng đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.</p>"
    html = _bound(body)

    once = release_figure(html, UUID(int=1))

    assert once.count("data-figure=") == 1
    assert release_figure(once, UUID(int=2)) == body
    with pytest.raises(BindingRefused):
        release_figure(body, UUID(int=1))


def test_differing_figure_is_reworded_in_the_style_of_the_article_and_bound(
    first_quarter: dict[str, Indicator],
) -> None:
    body = "<p>Quý I năm 2018, tổng mức bán lẻ đạt gần 4,9 nghìn tỷ đồng, giảm 10,3% so với cùng kỳ.</p>"
    value = _check(body)[0].figure("value")
    version = value.known.version

    html = take_database_figure(body, value, new_key=lambda: UUID(int=1))
    growth = _check(html)[0].figure("growth")
    html = take_database_figure(html, growth, new_key=lambda: UUID(int=2))

    assert html == (
        "<p>Quý I năm 2018, tổng mức bán lẻ đạt "
        + _node(1, "ban-le", "value", version, "4,8 nghìn tỷ đồng")
        + ", tăng "
        + _node(2, "ban-le", "growth_yoy", version, "10,3%")
        + " so với cùng kỳ.</p>"
    )
    assert {str(claim.verdict) for claim in _check(html)} == {"agrees"}


def test_bound_figure_keeps_its_key_when_it_is_reworded(first_quarter: dict[str, Indicator]) -> None:
    html = _bound("<p>Quý I năm 2018, xi măng đạt 230 nghìn tấn.</p>").replace("230 nghìn", "320 nghìn")
    figure = _check(html)[0].figures[0]

    reworded = take_database_figure(html, figure)

    assert reworded == html.replace("320 nghìn", "230 nghìn")
    assert figure.judgement.exact == Decimal(230)
