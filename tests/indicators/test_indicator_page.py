"""The page of an indicator: what it shows, what it refuses, what it never shows, what it costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from indicators.models import Change, Component, Indicator, Nature, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from tests.factories import (
    Q1_2018,
    make_area,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_target,
)

pytestmark = pytest.mark.django_db

QUERIES = 11

SECRET = "98765"


@pytest.fixture
def cement() -> Indicator:
    """Cement by quarter since 2016 and by month in 2017."""
    indicator = make_indicator(
        "xi-mang", name_vi="Xi măng", name_en="Cement", definition_vi="Sản lượng.", source_vi="Sở Công Thương"
    )
    for year in (2016, 2017):
        for quarter in (1, 2, 3, 4):
            period = Period.of_quarter(year, quarter)
            make_observation(str(10 * (year - 2000) + quarter), indicator=indicator, period=period, status="final")
    for month in (1, 2):
        make_observation("6", indicator=indicator, period=Period.of_month(2017, month), status="final")
    make_observation("230", indicator=indicator)
    return indicator


def page(client: Client, path: str = "/chi-so/xi-mang/", *, status: int = 200) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return html.fromstring(response.content.decode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def row_heads(document: html.HtmlElement) -> list[str]:
    return [text(cell) for cell in document.xpath("//tbody/tr/th")]


def test_the_page_tells_name_definition_source_and_newest_value_in_words(client: Client, cement: Indicator):
    document = page(client)

    assert text(document.xpath("//h1")[0]) == "Xi măng"
    latest = text(document.xpath("//section[@aria-label='Số liệu mới nhất']")[0])
    assert "Quý I/2018 ước tính" in latest
    assert "230 nghìn tấn" in latest
    assert "tăng 34,5%" in latest
    assert "Sản lượng." in text(document)
    assert "Sở Công Thương" in text(document)


def test_the_series_opens_with_the_newest_period_first_and_its_growth(client: Client, cement: Indicator):
    document = page(client)

    assert row_heads(document)[:2] == ["Quý I/2018ƯT (ước tính)", "Quý IV/2017"]
    assert [text(cell) for cell in document.xpath("//tbody/tr[1]/td")] == ["230", "+34,5", "+32,2"]


def test_the_chart_runs_from_the_oldest_period_to_the_newest(client: Client, cement: Indicator):
    summary = text(page(client).xpath("//figcaption")[0])

    assert "từ 161 (Quý I/2016) đến 230 (Quý I/2018)" in summary


def test_another_series_can_be_chosen(client: Client, cement: Indicator):
    document = page(client, "/chi-so/xi-mang/?ky=thang")

    assert row_heads(document) == ["Tháng 2/2017", "Tháng 1/2017"]
    assert document.xpath("//select[@name='ky']/option[@selected]/@value") == ["thang"]


def test_years_can_be_bounded(client: Client, cement: Indicator):
    document = page(client, "/chi-so/xi-mang/?tu=2017&den=2017")

    assert row_heads(document) == ["Quý IV/2017", "Quý III/2017", "Quý II/2017", "Quý I/2017"]


def test_the_newest_figure_stays_the_newest_whatever_years_are_chosen(client: Client, cement: Indicator):
    document = page(client, "/chi-so/xi-mang/?tu=2016&den=2016")

    assert "Quý I/2018" in text(document.xpath("//section[@aria-label='Số liệu mới nhất']")[0])


def test_another_area_can_be_chosen_where_there_is_more_than_one(client: Client, cement: Indicator):
    gate = make_area("huu-nghi", name_vi="Cửa khẩu Hữu Nghị", position=9)
    make_observation("77", indicator=cement, area=gate)

    document = page(client, "/chi-so/xi-mang/?dia-ban=huu-nghi")

    assert [text(option) for option in document.xpath("//select[@name='dia-ban']/option")] == [
        "Lạng Sơn",
        "Cửa khẩu Hữu Nghị",
    ]
    assert text(document.xpath("//tbody/tr[1]/td[1]")[0]) == "77"


def test_a_series_that_is_empty_says_so(client: Client, cement: Indicator):
    assert "Chưa có số liệu" in text(page(client, "/chi-so/xi-mang/?ky=nam"))


def test_an_indicator_without_any_figure_has_a_page(client: Client):
    make_indicator("moi", name_vi="Chỉ tiêu mới")

    assert "Chưa có số liệu" in text(page(client, "/chi-so/moi/"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ky=tuan", "ky"),
        ("ky=%3Cscript%3E", "&lt;script&gt;"),
        ("dia-ban=khong-co", "khong-co"),
        ("tu=18", "tu"),
        ("den=2018.5", "den"),
        ("tu=%D9%A2%D9%A0%D9%A1%D9%A8", "tu"),
        ("tu=2018&den=2016", "2016"),
        ("ky=%00", "ky"),
    ],
)
def test_a_query_that_cannot_be_answered_is_told_what_was_wrong(
    client: Client, cement: Indicator, query: str, told: str
):
    response = client.get(f"/chi-so/xi-mang/?{query}")

    assert response.status_code == 400
    assert told in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_parameters_of_others_are_left_alone(client: Client, cement: Indicator):
    page(client, "/chi-so/xi-mang/?utm_source=x&ky=&tu=&den=&dia-ban=")


@pytest.mark.parametrize("code", ["khong-co", "KHONG", "kin"])
def test_what_does_not_exist_and_what_is_not_public_look_the_same(client: Client, code: str):
    make_indicator("kin", is_public=False)

    page(client, f"/chi-so/{code}/", status=404)


def test_terms_totals_and_details_are_linked_where_public(client: Client):
    turnover = make_indicator("kim-ngach", name_vi="Kim ngạch")
    exports = make_indicator("xuat-khau", name_vi="Xuất khẩu", parent=turnover)
    hidden = make_indicator("kin", name_vi="Chỉ tiêu kín")
    balance = make_indicator("can-can", name_vi="Cán cân")
    Component.objects.create(whole=turnover, part=exports)
    Component.objects.create(whole=turnover, part=hidden)
    Component.objects.create(whole=balance, part=exports)
    make_indicator("chi-tiet", name_vi="Chi tiết", parent=exports)
    Indicator.objects.filter(pk=hidden.pk).update(is_public=False)

    of_turnover = page(client, "/chi-so/kim-ngach/")
    of_exports = page(client, "/chi-so/xuat-khau/")

    assert of_turnover.xpath("//section[@aria-labelledby='lien-quan']//a/@href") == ["/chi-so/xuat-khau/"]
    assert "Chỉ tiêu kín" not in text(of_turnover)
    assert of_exports.xpath("//section[@aria-labelledby='lien-quan']//a/@href") == [
        "/chi-so/can-can/",
        "/chi-so/chi-tiet/",
    ]


def test_revisions_are_told_with_what_was_said_before(client: Client, cement: Indicator):
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal("231.5")})
    record([stated], change=Change(reason="Nhập nhầm hàng"))

    told = text(page(client).xpath("//section[@aria-labelledby='cong-bo']")[0])

    assert "Quý I/2018: 231,5 nghìn tấn (ước tính), thay cho 230" in told
    assert "Nhập nhầm" not in told


def test_articles_that_use_the_indicator_are_listed_if_public(client: Client, cement: Indicator):
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"]}
    make_published_article("tang-kha", title="Xi măng tăng khá", tables=[table])
    make_article("nhap", title="Bản nháp", tables=[table])
    make_published_article("hen-gio", title="Bài hẹn giờ", tables=[table], in_hours=2)
    make_published_article("khac", title="Bài khác")

    document = page(client)

    assert document.xpath("//section[@aria-labelledby='bai-viet']//h3/a/@href") == ["/tin/tang-kha/"]


def test_the_address_of_an_indicator_leads_to_the_page_with_its_articles():
    assert reverse("indicators:indicator", args=["xi-mang"]) == "/chi-so/xi-mang/"
    assert resolve("/chi-so/xi-mang/").view_name == "reports:indicator"


def test_the_page_is_in_english_under_en(client: Client, cement: Indicator):
    document = page(client, "/en/chi-so/xi-mang/")

    assert text(document.xpath("//h1")[0]) == "Cement"
    assert document.xpath("//link[@hreflang='vi']/@href")[0].endswith("/chi-so/xi-mang/")


def test_a_rate_changes_by_points_in_words(client: Client):
    rate = make_indicator("ty-le", unit="%", nature=Nature.RATE)
    make_observation("3.3", indicator=rate, period=Period(2017, 1, 3))
    make_observation("4.5", indicator=rate)

    document = page(client, "/chi-so/ty-le/")

    assert "tăng 1,2 điểm phần trăm so với cùng kỳ năm trước" in text(document)


def test_embargoed_figures_revisions_plans_and_places_are_nowhere_on_the_page(client: Client, cement: Indicator):
    embargo = make_release(in_hours=1)
    elsewhere = make_area("noi-kin", name_vi="Nơi kín")
    make_observation(SECRET, indicator=cement, period=Period.of_quarter(2018, 2), release=embargo)
    make_observation(SECRET, indicator=cement, area=elsewhere, release=embargo)
    make_target(SECRET, indicator=cement, release=embargo)
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal(SECRET)})
    record([stated], change=Change(), release=embargo)

    for query in ("", "?ky=quy", "?tu=2018", "?ky=luy-ke"):
        shown = client.get(f"/chi-so/xi-mang/{query}").content.decode()
        assert "98.765" not in shown
        assert SECRET not in shown
        assert "Quý II/2018" not in shown
        assert "Nơi kín" not in shown
    assert client.get("/chi-so/xi-mang/?dia-ban=noi-kin").status_code == 400


def test_only_reading_is_allowed(client: Client, cement: Indicator):
    assert client.post("/chi-so/xi-mang/").status_code == 405
    assert client.head("/chi-so/xi-mang/").status_code == 200


@pytest.mark.parametrize("rows", [1, 8])
def test_the_page_takes_eleven_queries_whatever_it_shows(client: Client, rows: int, django_assert_num_queries: Any):
    """Indicator, areas, observations, plans, terms, children, versions, the release to come, articles; the sections.

    And the articles of its past releases.
    """
    whole = make_indicator("tong")
    area = make_area()
    for number in range(rows):
        part = make_indicator(parent=whole)
        Component.objects.create(whole=whole, part=part)
        make_indicator(parent=whole)
        make_target("9", indicator=whole, year=2000 + number)
        make_observation("1", indicator=whole, area=make_area(f"noi-{number}"))
        for month in range(1, 13):
            release = make_release(in_hours=-24 * number - month)
            make_observation(
                "5", indicator=whole, area=area, period=Period.of_month(2000 + number, month), release=release
            )
        table = {"indicators": ["tong"], "periods": ["2018-Q1"], "areas": ["lang-son"]}
        make_published_article(tables=[table])

    with django_assert_num_queries(QUERIES):
        page(client, "/chi-so/tong/")


@pytest.mark.parametrize(("years", "is_shown"), [((2018,), False), ((2016, 2017, 2018), True)])
def test_shares_of_plan_have_a_column_where_most_years_have_a_plan(
    client: Client, cement: Indicator, years: tuple[int, ...], is_shown: bool
):
    for year in (2016, 2017, 2018):
        make_observation("900", indicator=cement, period=Period.of_year(year))
        if year in years:
            make_target("1000", indicator=cement, year=year)

    document = page(client, "/chi-so/xi-mang/?ky=nam")

    assert ("So với kế hoạch năm" in text(document.xpath("//thead")[0])) is is_shown
    assert "90% kế hoạch năm" in text(document)


def test_a_series_is_compared_with_another_area(client: Client, cement: Indicator):
    gate = make_area("huu-nghi", name_vi="Cửa khẩu Hữu Nghị", position=9)
    make_observation("77", indicator=cement, area=gate)

    document = page(client, "/chi-so/xi-mang/?so-voi=huu-nghi")

    assert [text(cell)[:15] for cell in document.xpath("//thead/tr[1]/th")][1:] == ["Lạng Sơn", "Cửa khẩu Hữu Ng"]
    figures = [text(cell) for cell in document.xpath("//tbody/tr[1]/td")]
    assert [figure[:5] for figure in figures] == ["230ƯT", "+34,5", "77", "…chưa"]
    assert document.xpath("//input[@name='so-voi'][@checked]/@value") == ["huu-nghi"]
    assert "Cửa khẩu Hữu Nghị" in text(document.xpath("//figcaption")[0])


def test_a_comparison_is_named_by_all_that_is_compared(client: Client, cement: Indicator):
    make_observation("77", indicator=cement, area=make_area("huu-nghi", name_vi="Cửa khẩu Hữu Nghị", position=9))
    make_observation("55", indicator=make_indicator("than", name_vi="Than"))

    document = page(client, "/chi-so/xi-mang/?so-voi=huu-nghi,than")

    caption = text(document.xpath("//p[@class='statistics-table-caption']")[0])
    assert caption == "Xi măng, Lạng Sơn, so với Cửa khẩu Hữu Nghị, Than"


def test_a_series_without_any_figure_has_no_line_and_no_place_in_the_legend(client: Client, cement: Indicator):
    gate = make_area("huu-nghi", name_vi="Cửa khẩu Hữu Nghị", position=9)
    make_observation("7", indicator=cement, area=gate, period=Period.of_month(2017, 1))

    document = page(client, "/chi-so/xi-mang/?ky=quy&so-voi=huu-nghi")

    assert "Cửa khẩu Hữu Nghị" in text(document.xpath("//thead")[0])
    assert "Cửa khẩu Hữu Nghị – " not in text(document.xpath("//section[@class='indicator-latest']")[0])
    assert "không có số liệu" not in text(document.xpath("//figcaption")[0])


def test_a_series_of_another_unit_is_compared_by_its_growth(client: Client, cement: Indicator):
    power = make_indicator("dien", name_vi="Điện", unit="triệu kWh", parent=cement)
    make_observation("100", indicator=power, period=Period(2017, 1, 3))
    make_observation("110", indicator=power)

    offered = page(client)
    document = page(client, "/chi-so/xi-mang/?so-voi=dien&ky=quy")

    assert "dien" in offered.xpath("//select[@name='so-voi']//option/@value")
    assert "+10,0" in [text(cell) for cell in document.xpath("//tbody/tr[1]/td")]
    assert "tăng so với cùng kỳ" in text(document.xpath("//section[@class='indicator-latest']//svg/title")[0])
    assert "Điện" in text(document.xpath("//figcaption")[0])


@pytest.mark.parametrize("query", ["so-voi=khong-co", "so-voi=kin", "so-voi=a,b,c,d,e,f", "so-voi=%00"])
def test_what_cannot_be_compared_is_told(client: Client, cement: Indicator, query: str):
    make_indicator("kin", is_public=False)

    assert client.get(f"/chi-so/xi-mang/?{query}").status_code == 400


def test_a_comparison_shows_nothing_of_an_embargo(client: Client, cement: Indicator):
    other = make_indicator("khac", name_vi="Khác")
    make_observation(SECRET, indicator=other, release=make_release(in_hours=1))

    shown = client.get("/chi-so/xi-mang/?so-voi=khac").content.decode()

    assert "98.765" not in shown
    assert SECRET not in shown


def test_a_comparison_takes_two_queries_more(client: Client, cement: Indicator, django_assert_num_queries: Any):
    """The indicators it names, and the figures of all series; no release of these figures has articles to ask for."""
    make_observation("5", indicator=make_indicator("khac"))
    make_observation("7", indicator=cement, area=make_area("huu-nghi"))

    with django_assert_num_queries(QUERIES - 1 + 2):
        page(client, "/chi-so/xi-mang/?so-voi=khac,huu-nghi")


def test_the_page_leads_to_the_table_builder_with_its_series(client: Client, cement: Indicator):
    link = page(client, "/chi-so/xi-mang/?ky=quy").xpath("//a[contains(@href, '/tra-cuu/?')]/@href")[0]

    table = page(client, link)

    assert table.xpath("//input[@name='chi-tieu'][@checked]/@value") == ["xi-mang"]
    assert table.xpath("//tbody/tr")


def test_the_table_builder_goes_on_from_the_years_that_the_page_shows(client: Client, cement: Indicator):
    document = page(client, "/chi-so/xi-mang/?ky=quy&tu=2016&den=2016")
    [link] = document.xpath("//a[starts-with(@href, '/tra-cuu/?')][contains(., 'chuỗi này')]/@href")

    table = page(client, link)

    assert sorted(row_heads(table)) == sorted(row_heads(document))
    assert len(row_heads(table)) == 4
