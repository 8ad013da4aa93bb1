"""The catalogue: a tree by topic with newest figures, a search that forgives missing marks, and its limits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from indicators.models import Component, Indicator, IndicatorAlias
from indicators.periods import Period
from indicators.services import catalogue as catalogue_service
from tests.factories import make_area, make_indicator, make_observation, make_release, make_topic

pytestmark = pytest.mark.django_db

Q1_2017 = Period(2017, 1, 3)


@pytest.fixture
def turnover() -> Indicator:
    """Turnover with exports below it, and cement in another topic."""
    industry = make_topic(position=1)
    trade = make_topic("thuong-mai", name_vi="Thương mại", position=2)
    make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", topic=industry)
    turnover = make_indicator("kim-ngach", name_vi="Tổng kim ngạch", topic=trade, unit="triệu USD")
    make_indicator("xuat-khau", name_vi="Hàng địa phương xuất khẩu", topic=trade, unit="triệu USD", parent=turnover)
    return turnover


def page(client: Client, query: str = "", *, language: str = "") -> html.HtmlElement:
    response = client.get(f"{language}/chi-so/{query}")
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def names(document: html.HtmlElement) -> list[str]:
    return [text(link) for link in document.xpath("//ul[@class='indicator-list']/li/a")]


def test_indicators_stand_by_topic_below_their_parents(client: Client, turnover: Indicator):
    document = page(client)

    assert [text(head) for head in document.xpath("//main//h2")] == ["Công nghiệp", "Thương mại"]
    assert names(document) == ["Xi măng", "Tổng kim ngạch", "Hàng địa phương xuất khẩu"]
    assert [li.get("class") for li in document.xpath("//ul[@class='indicator-list']/li")] == [
        "level-0",
        "level-0",
        "level-1",
    ]


def test_a_term_stands_below_its_total_without_being_its_child(client: Client):
    whole, part = make_indicator(name_vi="Tổng", position=2), make_indicator(name_vi="Phần", position=1)
    Component.objects.create(whole=whole, part=part)

    assert names(page(client)) == ["Tổng", "Phần"]


def test_each_shows_its_newest_value_unit_period_status_and_growth(client: Client, turnover: Indicator):
    make_observation("1000", indicator=turnover, period=Q1_2017)
    make_observation("1233", indicator=turnover)

    [line] = [li for li in page(client).xpath("//ul[@class='indicator-list']/li") if "Tổng kim ngạch" in text(li)]

    shown = text(line)
    assert "1.233ƯT (ước tính) triệu USD" in shown
    assert "tăng 23,3%" in shown
    assert "Quý I/2018" in shown


def test_the_newest_value_is_that_of_the_main_area(client: Client, turnover: Indicator):
    make_observation("55", indicator=turnover, area=make_area("huyen", position=2), period=Period.of_year(2018))
    make_observation("1233", indicator=turnover, area=make_area("tinh", position=1))

    shown = text(page(client))

    assert "1.233" in shown
    assert "55ƯT" not in shown


@pytest.mark.parametrize("query", ["xi măng", "XI MANG", "mang xi", "cement", "xi-mang"])
def test_search_finds_names_in_either_language_with_or_without_marks(client: Client, turnover: Indicator, query: str):
    assert names(page(client, f"?q={query}")) == ["Xi măng"]


def test_search_folds_the_letter_d(client: Client, turnover: Indicator):
    assert names(page(client, "?q=dia phuong"))[-1] == "Hàng địa phương xuất khẩu"


def test_search_finds_other_names(client: Client, turnover: Indicator):
    IndicatorAlias.objects.create(indicator=turnover, text="Xuất nhập khẩu qua cửa khẩu")

    assert names(page(client, "?q=cua khau")) == ["Tổng kim ngạch"]


def test_what_is_found_keeps_its_parents_in_sight(client: Client, turnover: Indicator):
    document = page(client, "?q=xuất khẩu")

    assert names(document) == ["Tổng kim ngạch", "Hàng địa phương xuất khẩu"]
    assert [li.get("class") for li in document.xpath("//ul[@class='indicator-list']/li")] == [
        "level-0 is-context",
        "level-1",
    ]
    assert "1 chỉ tiêu có “xuất khẩu”" in text(document.xpath("//*[@role='status']")[0])


def test_nothing_found_says_so_and_keeps_what_was_typed(client: Client, turnover: Indicator):
    document = page(client, "?q=<b>vàng</b>")

    assert names(document) == []
    assert "Không có chỉ tiêu nào" in text(document)
    assert document.xpath("//input[@name='q']/@value")[-1] == "<b>vàng</b>"


def test_an_empty_catalogue_has_a_page(client: Client):
    assert "Danh mục chưa có chỉ tiêu nào" in text(page(client))


def test_a_topic_can_be_chosen(client: Client, turnover: Indicator):
    assert names(page(client, "?linh-vuc=cong-nghiep")) == ["Xi măng"]


@pytest.mark.parametrize("query", ["?linh-vuc=khong-co", f"?q={'x' * 101}", "?linh-vuc=%00"])
def test_a_query_that_cannot_be_answered_is_refused(client: Client, turnover: Indicator, query: str):
    assert client.get(f"/chi-so/{query}").status_code == 400


def test_a_catalogue_longer_than_a_page_offers_its_topics(
    client: Client, turnover: Indicator, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(catalogue_service, "MOST_LINES", 2)

    document = page(client)

    assert names(document) == []
    assert document.xpath("//nav[@aria-label='Lĩnh vực']//a/@href") == ["?linh-vuc=cong-nghiep", "?linh-vuc=thuong-mai"]
    assert names(page(client, "?linh-vuc=cong-nghiep")) == ["Xi măng"]


def test_indicators_that_are_not_public_and_embargoed_figures_are_absent(client: Client, turnover: Indicator):
    make_observation("4321", indicator=turnover, release=make_release(in_hours=1))
    secret = make_indicator("kin", name_vi="Chỉ tiêu kín", is_public=False)
    make_observation("8765", indicator=secret)

    for query in ("", "?q=kin", "?q=tong"):
        shown = client.get(f"/chi-so/{query}").content.decode()
        assert "4.321" not in shown
        assert "8.765" not in shown
        assert "Chỉ tiêu kín" not in shown


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_takes_four_queries_and_a_search_one_more(client: Client, rows: int, django_assert_num_queries: Any):
    """Indicators with their totals, newest figures, their bases; the footer's sections. A search: other names."""
    for number in range(rows):
        indicator = make_indicator(name_vi=f"Chỉ tiêu {number}", topic=make_topic(f"linh-vuc-{number}"))
        for year in (2016, 2017, 2018):
            make_observation("1", indicator=indicator, period=Period.of_year(year), area=make_area(f"noi-{number % 3}"))

    with django_assert_num_queries(4):
        page(client)
    with django_assert_num_queries(5):
        page(client, "?q=chi tieu")
