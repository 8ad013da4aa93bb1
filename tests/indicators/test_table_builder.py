"""The table builder: what it shows for what is asked, what it refuses, what it costs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from jsonstat_validator import validate_jsonstat
from lxml import html

from indicators.exchange.formats import FORMATS
from indicators.models import Change, Indicator, ObservationVersion, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_target, make_topic

pytestmark = pytest.mark.django_db

Q1_2017 = Period(2017, 1, 3)


@pytest.fixture
def cement() -> Indicator:
    """Cement by quarter in 2017 and 2018 in two areas, and by month in 2018."""
    indicator = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", source_vi="Sở Công Thương")
    gate = make_area("huu-nghi", name_vi="Hữu Nghị", position=5)
    for year in (2017, 2018):
        for quarter in (1, 2, 3, 4)[: 4 if year == 2017 else 1]:
            period = Period.of_quarter(year, quarter)
            make_observation(f"{100 + year - 2017 + quarter}", indicator=indicator, period=period, status="final")
            make_observation(f"{quarter}.5", indicator=indicator, area=gate, period=period, status="final")
    make_observation("40", indicator=indicator, period=Period.of_month(2018, 1))
    return indicator


def page(client: Client, query: str = "", *, path: str = "/tra-cuu/", status: int = 200) -> html.HtmlElement:
    response = client.get(f"{path}?{query}" if query else path)
    assert response.status_code == status, response.content.decode()[:2000]
    return html.fromstring(response.content.decode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def body(document: html.HtmlElement) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./th|./td")] for row in document.xpath("//tbody/tr")]


def checked(document: html.HtmlElement, name: str) -> list[str]:
    return document.xpath(f"//input[@name='{name}'][@checked]/@value")


def test_without_a_query_indicators_can_be_chosen_and_there_is_no_table(client: Client, cement: Indicator):
    document = page(client)

    assert document.xpath("//input[@name='chi-tieu']/@value") == ["xi-mang"]
    assert not document.xpath("//table")
    assert "Chưa chọn chỉ tiêu nào" in text(document)


def test_an_indicator_alone_gives_its_newest_series_in_the_main_area(client: Client, cement: Indicator):
    document = page(client, "chi-tieu=xi-mang&loai-ky=quy")

    assert [row[0] for row in body(document)] == [f"Quý {q}/2017" for q in ("I", "II", "III", "IV")] + ["Quý I/2018"]
    assert body(document)[0][1] == "101"
    assert checked(document, "chi-tieu") == ["xi-mang"]
    assert checked(document, "dia-ban") == ["lang-son"]
    assert checked(document, "so") == ["gia-tri"]


def test_what_a_form_sends_is_answered(client: Client, cement: Indicator):
    sent = "tim=&linh-vuc=&chi-tieu=xi-mang&loai-ky=quy&tu=2017&den=Quý+I/2018&ky=&dia-ban=lang-son&dia-ban=huu-nghi"

    document = page(client, f"{sent}&so=gia-tri&so=so-cung-ky&dong=dia-ban&bieu-do=cot&tong=dia-ban&ten=Bảng+của+tôi")

    assert [row[0] for row in body(document)] == ["Lạng Sơn", "Hữu Nghị", "Cộng"]
    assert text(document.xpath("//p[@class='statistics-table-caption']")[0]) == "Bảng của tôi"
    assert document.xpath("//svg[contains(@class, 'chart')]")
    assert document.xpath("//select[@name='loai-ky']/option[@selected]/@value") == ["quy"]
    assert document.xpath("//input[@name='den']/@value") == ["Quý I/2018"]


def test_the_permalink_is_short_and_leads_to_the_same_table(client: Client, cement: Indicator):
    document = page(client, "tim=&chi-tieu=xi-mang&ky=Quý I/2017, Quý I/2018&dia-ban=lang-son&so=gia-tri&dong=ky")

    permalink = document.xpath("//input[@id='dia-chi']/@value")[0]

    assert permalink.endswith("/tra-cuu/?chi-tieu=xi-mang&ky=2017-Q1,2018-Q1&dia-ban=lang-son&so=gia-tri&dong=ky")
    assert document.xpath("//link[@rel='canonical']/@href") == [permalink]
    again = page(client, permalink.partition("?")[2])
    assert body(again) == body(document)


def test_rows_and_columns_are_swapped_by_a_link(client: Client, cement: Indicator):
    document = page(client, "chi-tieu=xi-mang&ky=2017-Q1,2018-Q1&dong=ky")

    link = document.xpath("//a[text()='Đổi dòng và cột']/@href")[0]
    swapped = page(client, link.partition("?")[2].partition("#")[0])

    assert [row[0] for row in body(swapped)] == ["Xi măng"]
    assert body(swapped)[0][1:] == ["101", "102"]


def test_periods_are_bounded(client: Client, cement: Indicator):
    document = page(client, "chi-tieu=xi-mang&loai-ky=quy&tu=2017-Q2&den=2017-Q3")

    assert [row[0] for row in body(document)] == ["Quý II/2017", "Quý III/2017"]


def test_indicators_are_searched_without_marks_and_the_chosen_ones_stay(client: Client, cement: Indicator):
    make_indicator("than", name_vi="Than đá")
    make_indicator("dien", name_vi="Điện", topic=make_topic("nang-luong", name_vi="Năng lượng"))

    document = page(client, "tim=than+da&chi-tieu=xi-mang")

    assert document.xpath("//input[@name='chi-tieu']/@value") == ["xi-mang", "than"]
    assert checked(document, "chi-tieu") == ["xi-mang"]
    assert page(client, "linh-vuc=nang-luong").xpath("//input[@name='chi-tieu']/@value") == ["dien"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("chi-tieu=khong-co", "khong-co"),
        ("chi-tieu=kin", "kin"),
        ("chi-tieu=xi-mang&dia-ban=khong-co", "khong-co"),
        ("chi-tieu=xi-mang&ky=tuan", "ky"),
        ("chi-tieu=xi-mang&ngay=2999-01-01", "chưa tới"),
        ("chi-tieu=%3Cscript%3E", "&lt;script&gt;"),
        ("linh-vuc=khong-co", "khong-co"),
        ("tim=" + "a" * 101, "100"),
        ("chi-tieu=%00", "chi-tieu"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(client: Client, cement: Indicator, query: str, told: str):
    make_indicator("kin", is_public=False)

    response = client.get(f"/tra-cuu/?{query}")

    assert response.status_code == 400
    assert told in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_a_table_that_nobody_could_read_is_refused(client: Client, cement: Indicator):
    codes = ",".join(make_indicator().code for _ in range(60))
    areas = ",".join(make_area(f"noi-{k}").code for k in range(60))

    response = client.get(f"/tra-cuu/?chi-tieu={codes}&dia-ban={areas}&ky=2010-01..2018-12&so=gia-tri")

    assert response.status_code == 400
    assert "388800" in response.content.decode()


def test_a_table_larger_than_a_page_is_offered_as_files(client: Client, cement: Indicator):
    areas = ",".join(make_area(f"noi-{k}").code for k in range(50))

    document = page(client, f"chi-tieu=xi-mang&dia-ban={areas}&ky=2010-01..2018-12")

    assert "Bảng quá lớn" in text(document)
    assert not document.xpath("//table")
    assert document.xpath("//nav[@class='downloads']//a")


def as_it_was(days: int) -> None:
    """Everything recorded so far was recorded so many days ago."""
    QuerySet.update(ObservationVersion.objects.all(), recorded_at=timezone.now() - dt.timedelta(days=days))


def test_a_table_as_of_a_day_says_what_was_public_then_for_ever(client: Client, cement: Indicator):
    make_target("900", indicator=cement)
    as_it_was(days=30)
    day = timezone.localdate(timezone.now() - dt.timedelta(days=10))
    query = f"chi-tieu=xi-mang&loai-ky=quy&so=gia-tri,so-ke-hoach&ngay={day}"
    before = body(page(client, query))

    place = (cement.pk, make_area().pk)
    stated = [
        Stated(VersionKind.OBSERVATION, *place, Q1_2018, {"value": Decimal("555")}),
        Stated(VersionKind.OBSERVATION, *place, Period.of_quarter(2018, 2), {"value": Decimal("666")}),
        Stated(VersionKind.TARGET, *place, Period.of_year(2018), {"value": Decimal("777")}),
    ]
    record(stated, change=Change())

    assert body(page(client, query)) == before
    assert before[-1] == ["Quý I/2018", "102", "11,3"]
    assert "555" in str(body(page(client, "chi-tieu=xi-mang&loai-ky=quy")))
    assert f"{day.day}/{day.month}/{day.year}" in text(page(client, query).xpath("//p[@class='notice']")[0])


def test_a_table_as_of_a_day_before_any_figure_is_empty(client: Client, cement: Indicator):
    assert "Chưa có số liệu" in text(page(client, "chi-tieu=xi-mang&ngay=2001-01-01"))


def test_a_page_offers_the_address_that_keeps_its_figures(client: Client, cement: Indicator):
    cited = page(client, "chi-tieu=xi-mang").xpath("//input[@id='trich-dan']/@value")[0]

    assert f"&ngay={timezone.localdate().isoformat()}T" in cited


@pytest.mark.parametrize("extension", FORMATS)
def test_a_table_leaves_in_every_format(client: Client, cement: Indicator, extension: str):
    areas = "dia-ban=lang-son,huu-nghi"
    query = f"chi-tieu=xi-mang&ky=2017-Q1,2018-Q1&{areas}&so=gia-tri,so-cung-ky&dong=dia-ban&tong=dia-ban"

    response = client.get(f"/tra-cuu.{extension}?{query}")
    written = b"".join(response)

    assert response.headers["Content-Disposition"] == f'attachment; filename="bang-so-lieu.{extension}"'
    match extension:
        case "csv":
            lines = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
            assert len(lines) == 8
            assert {line["area_code"] for line in lines} == {"lang-son", "huu-nghi"}
            assert {line["measure"]: line["unit"] for line in lines} == {"value": "nghìn tấn", "growth_yoy": "%"}
            assert [line["missing"] for line in lines if line["measure"] == "growth_yoy"] == [
                "no_base",
                "",
                "no_base",
                "",
            ]
            assert lines[0]["permalink"].endswith(f"/tra-cuu/?{query}")
        case "json":
            validate_jsonstat(json.loads(written))
            units = json.loads(written)["dimension"]["indicator"]["category"]["unit"]
            assert units["xi-mang.growth_yoy"]["label"] == "%"
        case "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            assert sheet.title == "Bảng"
            assert rows[2][:3] == [None, "Quý I/2017", "Quý I/2017"]
            assert rows[3][:3] == ["Địa bàn", "Giá trị", "Tăng so với cùng kỳ (%)"]
            assert rows[6][:2] == ["Cộng", 102.5]
            assert any(row[0] and row[0].startswith("Giấy phép: CC BY 4.0") for row in rows)


@pytest.mark.parametrize("query", ["", "chi-tieu=khong-co", "chi-tieu=xi-mang&ky=1990", "chi-tieu=moi"])
def test_a_file_of_nothing_is_refused_or_says_what_is_missing(client: Client, cement: Indicator, query: str):
    make_indicator("moi")

    response = client.get(f"/tra-cuu.csv?{query}")

    if query.endswith("1990"):
        assert b"not_available" in b"".join(response)
    else:
        assert response.status_code == 400


def test_the_table_alone_may_stand_in_a_frame_of_any_site_and_nothing_else_may(client: Client, cement: Indicator):
    framed = client.get("/tra-cuu/nhung/?chi-tieu=xi-mang")
    whole = client.get("/tra-cuu/?chi-tieu=xi-mang")

    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert whole.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    document = html.fromstring(framed.content.decode())
    assert document.xpath("//table")
    assert not document.xpath("//nav")
    assert document.xpath("//p[@class='source-line']/a/@href")[-1].endswith("/tra-cuu/?chi-tieu=xi-mang")


def test_snippets_hold_no_script_and_name_source_and_licence(client: Client, cement: Indicator):
    make_observation("7", indicator=cement, period=Period(2016, 1, 3), footnote="<script>alert(1)</script>")

    document = page(client, "chi-tieu=xi-mang&ky=2016-Q1,2018-Q1&dong=ky&so=gia-tri,so-cung-ky")

    frame = html.fromstring(document.xpath("//textarea[@id='khung']/text()")[0])
    assert frame.get("src").endswith(
        "/tra-cuu/nhung/?chi-tieu=xi-mang&ky=2016-Q1,2018-Q1&so=gia-tri,so-cung-ky&dong=ky"
    )
    snippet = html.fragment_fromstring(document.xpath("//textarea[@id='html']/text()")[0], create_parent="div")
    assert not snippet.xpath("//script|//style|//*[@style]|//*[@onclick]")
    assert [[text(cell) for cell in row.xpath("./th|./td")] for row in snippet.xpath("//tbody/tr")] == [
        ["Quý I/2016", "7 ƯT (1)", "…"],
        ["Quý I/2018", "102", "+1,0"],
    ]
    assert "Nguồn: Sở Công Thương." in text(snippet)
    assert snippet.xpath("//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_nothing_of_an_embargo_shows(client: Client, cement: Indicator):
    embargo = make_release(in_hours=2)
    make_observation("918273", indicator=cement, period=Period.of_quarter(2018, 2), release=embargo)
    make_observation("918273", indicator=cement, area=make_area("kin", name_vi="Nơi kín"), release=embargo)

    shown = client.get("/tra-cuu/?chi-tieu=xi-mang&loai-ky=quy&ky=2018-Q1,2018-Q2").content.decode()

    assert "918.273" not in shown
    assert "Nơi kín" not in shown
    assert "Quý II/2018" not in client.get("/tra-cuu/?chi-tieu=xi-mang&loai-ky=quy").content.decode()


def test_the_page_is_in_english_under_en(client: Client, cement: Indicator):
    document = page(client, "chi-tieu=xi-mang&loai-ky=quy", path="/en/tra-cuu/")

    assert body(document)[0][0] == "Q1 2017"
    assert document.xpath("//input[@id='dia-chi']/@value")[0].endswith("/en/tra-cuu/?chi-tieu=xi-mang&loai-ky=quy")


def test_the_other_language_shows_the_same_table(client: Client, cement: Indicator):
    link = page(client, "chi-tieu=xi-mang&tu=Quý+I/2017").xpath("//a[@hreflang='en']/@href")[0]

    assert link.startswith("/en/tra-cuu/?chi-tieu=xi-mang&")
    assert body(page(client, path=link))[0][0] == "Q1 2017"


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_takes_seven_queries_and_nine_at_most(client: Client, rows: int, django_assert_num_queries: Any):
    """Indicators, figures there, areas; the table's indicators, areas, figures; the footer's sections.

    A search reads the other names too, and a table of a past day the versions.
    """
    codes = []
    for _ in range(rows):
        indicator = make_indicator()
        codes.append(indicator.code)
        make_target("9", indicator=indicator)
        for place in range(rows):
            make_observation("5", indicator=indicator, area=make_area(f"noi-{place}"))
    query = f"chi-tieu={','.join(codes)}&so=gia-tri,so-cung-ky,so-ke-hoach&bieu-do=cot"

    with django_assert_num_queries(7):
        page(client, query)
    as_it_was(days=2)
    with django_assert_num_queries(9):
        page(client, f"{query}&tim=chi+tieu&ngay={timezone.localdate() - dt.timedelta(days=1)}")
    with django_assert_num_queries(2):
        page(client)


@pytest.mark.parametrize("path", ["/tra-cuu/", "/tra-cuu.csv", "/tra-cuu/nhung/"])
def test_only_reading_is_allowed(client: Client, path: str):
    assert client.post(path).status_code == 405
