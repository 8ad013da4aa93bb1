"""Charts as pictures: everything inside, nothing that a program would have to fetch or compute, the page's colours."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from PIL import Image

from indicators.exchange import pictures
from indicators.models import Indicator
from indicators.periods import Period
from tests.factories import make_area, make_indicator, make_observation, make_release

pytestmark = pytest.mark.django_db

SVG = {"svg": "http://www.w3.org/2000/svg"}
TABLE = "chi-tieu=xi-mang,than&loai-ky=quy&bieu-do="


@pytest.fixture
def cement() -> Indicator:
    cement, coal = make_indicator("xi-mang", name_vi="Xi măng <&>", source_vi="Sở Công Thương"), make_indicator("than")
    for quarter in (1, 2, 3, 4):
        for indicator in (cement, coal):
            period, status = Period.of_quarter(2017, quarter), "estimate" if quarter == 4 else "final"
            make_observation(f"{100 + quarter}.5", indicator=indicator, period=period, status=status)
    return cement


def svg(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    return etree.fromstring(response.content)


def words(picture: etree._Element) -> str:
    return "\n".join(picture.xpath("//svg:text/text()", namespaces=SVG))


@pytest.mark.parametrize("path", ["/chi-so/xi-mang.svg", f"/tra-cuu.svg?{TABLE}duong", f"/tra-cuu.svg?{TABLE}cot"])
def test_a_picture_has_its_colours_in_attributes_and_needs_nothing_from_elsewhere(
    client: Client, cement: Indicator, path: str
):
    picture = svg(client, path)

    assert not picture.xpath("//*[@class]|//*[@style]|//svg:style|//svg:script|//svg:image|//@href", namespaces=SVG)
    assert pictures.SERIES[0] in picture.xpath("//@stroke")
    assert all(element.get("fill") for element in picture.xpath("//svg:text", namespaces=SVG))
    assert picture.get("width") == picture.get("viewBox").split()[2]


def test_a_picture_says_what_it_shows_whose_it_is_and_under_which_terms(client: Client, cement: Indicator):
    told = words(svg(client, "/chi-so/xi-mang.svg?ky=quy"))

    for expected in (
        *("Xi măng <&>, Lạng Sơn", "nghìn tấn", "Dấu rỗng và nét chấm là số ước tính.", "Nguồn: Sở Công Thương."),
        *("CC BY 4.0", "Lấy lúc", "/chi-so/xi-mang/?ky=quy", "104,5"),
    ):
        assert expected in told


def test_a_picture_of_a_table_names_the_table(client: Client, cement: Indicator):
    told = words(svg(client, f"/en/tra-cuu.svg?{TABLE}cot&ten=My+table"))

    assert "My table" in told
    assert "/en/tra-cuu/?chi-tieu=xi-mang,than&loai-ky=quy&bieu-do=cot&ten=My+table" in told
    assert "Source: Sở Công Thương." in told


def test_pixels_show_the_words_and_the_lines(client: Client, cement: Indicator):
    response = client.get("/chi-so/xi-mang.png")
    image = Image.open(io.BytesIO(response.content))

    assert response.headers["Content-Type"] == "image/png"
    assert image.format == "PNG"
    assert image.width > 2000
    colours = {colour for _count, colour in image.convert("RGB").getcolors(1 << 24) or ()}
    assert tuple(bytes.fromhex(pictures.SERIES[0][1:])) in colours
    title = image.convert("L").crop((0, 0, image.width // 2, 2 * (pictures.MARGIN + pictures.TITLE_LINE)))
    assert title.getextrema()[0] < 60, "no word of the title was drawn"


def test_control_characters_in_a_name_do_no_harm(client: Client):
    indicator = make_indicator("la", name_vi="Tên \x0b lạ")
    for month in (1, 2, 3):
        make_observation("5", indicator=indicator, period=Period.of_month(2018, month))

    assert client.get("/chi-so/la.png").status_code == 200


@pytest.mark.parametrize("path", ["/chi-so/moi.svg", "/chi-so/khong-co.png", "/chi-so/mot.svg"])
def test_there_is_no_picture_of_too_few_figures(client: Client, path: str):
    make_indicator("moi")
    make_observation("5", indicator=make_indicator("mot"))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/chi-so/xi-mang.svg?ky=tuan", "/tra-cuu.png?chi-tieu=khong-co", "/tra-cuu.svg"])
def test_what_cannot_be_read_is_refused(client: Client, cement: Indicator, path: str):
    assert client.get(path).status_code == 400


def test_nothing_of_an_embargo_is_drawn(client: Client, cement: Indicator):
    embargo = make_release(in_hours=1)
    make_observation("918273", indicator=cement, period=Period.of_quarter(2018, 1), release=embargo)
    make_area()

    assert "918" not in client.get("/chi-so/xi-mang.svg").content.decode()


def test_colours_are_those_of_a_light_page():
    tokens = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens.partition("prefers-color-scheme: dark")[0]))

    assert tuple(light[f"series-{number}"] for number in range(1, 7)) == pictures.SERIES
    named = (pictures.PAPER, pictures.INK, pictures.INK_SOFT, pictures.LINE, pictures.LINE_STRONG)
    assert named == tuple(light[name] for name in ("paper", "ink", "ink-soft", "line", "line-strong"))


def test_every_class_of_a_chart_has_its_look(client: Client, cement: Indicator):
    """A class that a chart gains and pictures do not know would be drawn black."""
    stylesheet = (Path(settings.BASE_DIR) / "static" / "css" / "components" / "charts.css").read_text()
    parts = "label|series-label|value|group|grid|axis|line|point|bar|open|reading"
    drawn = set(re.findall(rf"\.(chart-(?:{parts}))\b", stylesheet))

    assert drawn == set(pictures.STYLES)
    assert Decimal(pictures.STYLES["chart-line"]["stroke-width"]) == Decimal("2.5")
