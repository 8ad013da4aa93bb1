"""The files of a series, each read back by the library of its format: digit for digit, nothing lost, no secret."""

from __future__ import annotations

import csv
import io
import itertools
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sdmx
from django.core.management import call_command
from django.test import Client
from jsonstat_validator import validate_jsonstat
from odf import grammar, opendocument, table, teletype
from odf.element import Element

from indicators.exchange.formats import FORMATS
from indicators.frequencies import Frequency
from indicators.models import Change, Indicator, Observation, VersionKind
from indicators.periods import Period
from indicators.services.datasets import IN_SERIES
from indicators.services.recording import Stated, record
from indicators.workbook.grid import open_workbook
from tests.factories import (
    Q1_2018,
    make_area,
    make_indicator,
    make_observation,
    make_release,
    make_target,
)

pytestmark = pytest.mark.django_db

SECRET = "918273"
Q4_2017 = Period.of_quarter(2017, 4)


@pytest.fixture
def cement() -> Indicator:
    """Two areas, an estimate with a note, a missing value, months of a year to date, a plan; and what is kept back."""
    indicator = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", source_vi="Sở Công Thương")
    make_observation("230.50", indicator=indicator, footnote="=HYPERLINK(1)\nKể cả clinker.")
    make_observation("-1233.5", indicator=indicator, period=Q4_2017, status="final", source="Cục Thống kê")
    make_observation(None, indicator=indicator, period=Period(2017, 1, 3), absence="confidential")
    make_observation("370", indicator=indicator, period=Period(2018, 1, 5), status="preliminary")
    make_observation("12", indicator=indicator, area=make_area("huu-nghi", name_vi="Hữu Nghị", position=5))
    make_target("1000", indicator=indicator)
    embargo = make_release(in_hours=2)
    make_observation(SECRET, indicator=indicator, period=Period.of_quarter(2018, 2), release=embargo)
    make_target(SECRET, indicator=indicator, year=2019, release=embargo)
    revised = Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, Q1_2018, {"value": Decimal(SECRET)})
    record([revised], change=Change(), release=embargo)
    return indicator


def download(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response)


def csv_lines(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_csv_has_a_line_for_every_figure_with_everything_that_belongs_to_it(client: Client, cement: Indicator):
    lines = csv_lines(download(client, "/chi-so/xi-mang.csv"))

    assert [(line["area_code"], line["period"], line["value"]) for line in lines] == [
        ("lang-son", "2017-Q1", ""),
        ("lang-son", "2017-Q4", "-1233.5"),
        ("lang-son", "2018-Q1", "230.50"),
        ("lang-son", "2018-01/P5M", "370"),
        ("huu-nghi", "2018-Q1", "12"),
        ("lang-son", "2018", "1000"),
    ]
    estimate = lines[2]
    assert estimate["indicator"] == "Xi măng"
    assert estimate["period_name"] == "Quý I/2018"
    assert (estimate["unit"], estimate["status"], estimate["measure"]) == ("nghìn tấn", "estimate", "value")
    assert estimate["source"] == "Sở Công Thương"
    assert estimate["licence"] == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    assert estimate["permalink"].endswith("/chi-so/xi-mang/")
    assert estimate["retrieved"][:2] == "20"
    assert (lines[0]["missing"], lines[0]["status"]) == ("confidential", "")
    assert lines[1]["source"] == "Cục Thống kê"
    assert lines[-1]["measure"] == "target"


def test_csv_begins_with_the_mark_of_utf_8_and_runs_no_formula(client: Client, cement: Indicator):
    written = download(client, "/chi-so/xi-mang.csv")

    assert written.startswith(b"\xef\xbb\xbfindicator_code,")
    assert csv_lines(written)[2]["footnote"] == "'=HYPERLINK(1)\nKể cả clinker."
    assert b"\r\n" in written


def test_csv_is_read_again_by_the_import(client: Client, cement: Indicator, tmp_path: Path):
    file = tmp_path / "xi-mang.csv"
    file.write_bytes(download(client, "/chi-so/xi-mang.csv"))
    printed = io.StringIO()

    call_command("import_observations", str(file), "--dry-run", "--json", stdout=printed)

    told = json.loads(printed.getvalue())
    assert told["rejected"] == 0
    assert told["sheets"][0]["layout"] == "tidy"
    read = {(each["area_code"], each["period"], each["measure"]): each["value"] for each in told["observations"]}
    assert read["lang-son", "2018-Q1", "value"] == "230.50"
    assert read["lang-son", "2018", "target"] == "1000"


def test_sdmx_csv_is_read_by_sdmx1_with_the_structure_that_is_published(client: Client, cement: Indicator):
    structure = sdmx.read_sdmx(io.BytesIO(client.get("/sdmx/structure.xml").content)).dataflow["OBSERVATIONS"]

    written = download(client, "/chi-so/xi-mang.sdmx.csv")
    (found,) = sdmx.read_sdmx(io.BytesIO(written), format="csv", structure=structure).data

    heads = written.decode().splitlines()[0].split(",")
    assert heads[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    figures = {
        (each.dimension["REF_AREA"].value, each.dimension["TIME_PERIOD"].value, each.dimension["MEASURE"].value): each
        for each in found.obs
    }
    estimate = figures["lang-son", "2018-Q1", "value"]
    attributes = {name: value.value for name, value in estimate.attached_attribute.items()}
    assert estimate.value == "230.50"
    assert attributes["OBS_STATUS"] == "E"
    assert attributes["UNIT_MEASURE"] == "nghìn tấn"
    assert attributes["DECIMALS"] == "2"
    # Its ending makes spreadsheets open it: no cell of it may start a formula either.
    assert attributes["COMMENT_OBS"] == "'=HYPERLINK(1) Kể cả clinker."
    assert attributes["TITLE"] == "Xi măng, Lạng Sơn"
    assert "creativecommons" in attributes["LICENCE"]
    assert figures["lang-son", "2018-01-01/P5M", "value"].attached_attribute["OBS_STATUS"].value == "P"
    secret = figures["lang-son", "2017-Q1", "value"].attached_attribute
    assert (secret["OBS_STATUS"].value, secret["CONF_STATUS"].value) == ("Q", "C")


def test_json_stat_is_valid_and_keeps_every_digit(client: Client, cement: Indicator):
    written = download(client, "/chi-so/xi-mang.json")
    cube = json.loads(written, parse_float=Decimal)

    validate_jsonstat(json.loads(written))
    assert cube["label"] == "Xi măng"
    assert cube["dimension"]["indicator"]["category"]["unit"]["xi-mang"] == {"label": "nghìn tấn", "decimals": 2}
    periods = cube["dimension"]["period"]["category"]["index"]
    assert periods == ["2017-Q1", "2017-Q4", "2018-Q1", "2018-01/P5M", "2018"]
    place = str(periods.index("2018-Q1"))
    assert str(cube["value"][place]) == "230.50"
    assert cube["status"][place] == "estimate"
    assert cube["status"]["0"] == "confidential"
    assert cube["extension"]["footnotes"][place].startswith("=HYPERLINK")
    assert cube["link"]["license"][0]["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert cube["source"] == "Sở Công Thương; Cục Thống kê"


def test_xlsx_is_read_by_openpyxl_with_numbers_as_numbers(client: Client, cement: Indicator):
    book = openpyxl.load_workbook(io.BytesIO(download(client, "/chi-so/xi-mang.xlsx")))

    assert book.sheetnames == ["Số liệu", "Thông tin"]
    figures, told = book.worksheets
    rows = [[cell.value for cell in row] for row in figures.iter_rows()]
    assert rows[0][:2] == ["Mã chỉ tiêu", "Chỉ tiêu"]
    assert rows[3][4:10] == ["2018-Q1", "Quý I/2018", "Giá trị", 230.5, "nghìn tấn", "Ước tính"]
    assert figures["H4"].number_format == "#,##0.00"
    assert figures["L4"].value == "'=HYPERLINK(1)\nKể cả clinker."
    assert figures["L4"].data_type == "s"
    assert rows[1][10] == "không công bố để giữ bí mật số liệu"
    words = {row[0].value: row[1].value for row in told.iter_rows()}
    assert words["Giấy phép"].startswith("CC BY 4.0")
    assert words["Nguồn"] == "Sở Công Thương; Cục Thống kê"
    assert words["Địa chỉ"].endswith("/chi-so/xi-mang/")
    assert "Lấy lúc" in words


def test_ods_is_read_by_odfpy_and_holds_to_the_grammar_of_opendocument(client: Client, cement: Indicator):
    written = download(client, "/chi-so/xi-mang.ods")
    document = opendocument.load(io.BytesIO(written))

    assert grammar_problems(document.topnode) == []
    figures = document.spreadsheet.getElementsByType(table.Table)[0]
    row = [teletype.extractText(cell) for cell in figures.getElementsByType(table.TableRow)[3].childNodes]
    assert row[4:10] == ["2018-Q1", "Quý I/2018", "Giá trị", "230.50", "nghìn tấn", "Ước tính"]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def grammar_problems(node: Element) -> list[str]:
    """Children and attributes that ISO 26300 does not allow where they stand."""
    if not isinstance(node, Element):
        return []
    problems = []
    children = grammar.allowed_children.get(node.qname)
    attributes = grammar.allowed_attributes.get(node.qname)
    for child in node.childNodes:
        if isinstance(child, Element):
            if children is not None and child.qname not in children:
                problems.append(f"{child.tagName} in {node.tagName}")
            problems += grammar_problems(child)
    problems += [
        f"{name} of {node.tagName}" for name in node.attributes if attributes is not None and name not in attributes
    ]
    problems += [
        f"{name} missing of {node.tagName}"
        for name in grammar.required_attributes.get(node.qname, ())
        if name not in node.attributes
    ]
    return problems


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_workbooks_of_both_formats_say_the_same(client: Client, cement: Indicator, extension: str):
    """Read by the reader that the import uses."""
    grid = open_workbook(download(client, f"/chi-so/xi-mang.{extension}")).grids[0]

    assert grid.height == 7
    assert [grid.text(3, column) for column in (0, 2, 4)] == ["xi-mang", "lang-son", "2018-Q1"]
    assert Decimal(str(grid.value(3, 7))) == Decimal("230.5")


@pytest.mark.parametrize("extension", FORMATS)
def test_no_file_shows_what_is_kept_back(client: Client, cement: Indicator, extension: str):
    written = download(client, f"/chi-so/xi-mang.{extension}")
    if zipfile.is_zipfile(io.BytesIO(written)):
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            written = b"".join(archive.read(name) for name in archive.namelist())

    assert SECRET.encode() not in written
    assert b"2018-Q2" not in written


@pytest.mark.parametrize("extension", FORMATS)
def test_a_series_without_figures_is_an_empty_file_that_is_valid(client: Client, extension: str):
    make_indicator("moi", name_vi="Chỉ tiêu mới")

    written = download(client, f"/chi-so/moi.{extension}")

    assert written
    if extension == "json":
        validate_jsonstat(json.loads(written))


def test_names_are_english_under_en(client: Client, cement: Indicator):
    lines = csv_lines(download(client, "/en/chi-so/xi-mang.csv"))

    assert lines[0]["indicator"] == "Cement"
    assert lines[2]["period_name"] == "Q1 2018"
    assert lines[0]["permalink"].endswith("/en/chi-so/xi-mang/")


@pytest.mark.parametrize("path", ["/chi-so.csv", "/chi-so/xi-mang.csv", "/chi-so/xi-mang.sdmx.csv"])
def test_what_can_be_sent_while_it_is_written_is(client: Client, cement: Indicator, path: str):
    assert client.get(path).streaming


@pytest.mark.parametrize("extension", FORMATS)
def test_the_answer_says_what_it_is_and_whose(client: Client, cement: Indicator, extension: str):
    response = client.get(f"/chi-so/xi-mang.{extension}")

    assert response.headers["Content-Type"] == FORMATS[extension].content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="xi-mang.{extension}"'
    assert 'rel="license"' in response.headers["Link"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_whole_catalogue_is_one_file(client: Client, cement: Indicator):
    make_observation("5", indicator=make_indicator("than", name_vi="Than"))
    make_observation("827728", indicator=make_indicator("kin", is_public=False))

    lines = csv_lines(download(client, "/chi-so.csv"))

    assert {line["indicator_code"] for line in lines} == {"xi-mang", "than"}
    assert len(lines) == 7
    assert not any(line["value"] in {SECRET, "827728"} for line in lines)


@pytest.mark.parametrize(
    "path", ["/chi-so/khong-co.csv", "/chi-so/kin.csv", "/chi-so/xi-mang.pdf", "/chi-so.xlsx", "/chi-so/xi-mang.CSV"]
)
def test_what_there_is_not_is_not_found(client: Client, cement: Indicator, path: str):
    make_indicator("kin", is_public=False)

    assert client.get(path).status_code == 404


def test_only_reading_is_allowed(client: Client, cement: Indicator):
    assert client.post("/chi-so/xi-mang.csv").status_code == 405
    assert client.head("/chi-so/xi-mang.csv").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_a_series_takes_five_queries_however_long(client: Client, rows: int, django_assert_num_queries: Any):
    """The indicator, when it changed, the areas, the observations, the plans."""
    indicator = make_indicator("dai")
    for year in range(rows):
        make_observation("5", indicator=indicator, area=make_area(f"noi-{year}"), period=Period.of_year(2000 + year))

    with django_assert_num_queries(5):
        download(client, "/chi-so/dai.csv")


def rows_of(client: Client, query: str) -> set[tuple[str, str, str, str]]:
    text = download(client, f"/chi-so/xi-mang.csv?{query}").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {(row["indicator_code"], row["area_code"], row["period"], row["measure"]) for row in rows}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("tu=2018", lambda row: row[2].startswith("2018")),
        ("den=2017", lambda row: row[2].startswith("2017")),
        ("ky=quy", lambda row: "Q" in row[2]),
        ("ky=khac", lambda row: False),
        ("ky=luy-ke&tu=2018", lambda row: row[2] in ("2018-Q1", "2018-01/P5M") and row[3] == "value"),
        ("dia-ban=huu-nghi", lambda row: row[1] == "huu-nghi"),
        ("dia-ban=lang-son&so-voi=huu-nghi", lambda row: True),
        ("ky=nam", lambda row: row[2] == "2018"),
    ],
)
def test_a_file_holds_what_the_query_of_the_page_names(
    query: str, kept: Callable[[tuple[str, ...]], bool], client: Client, cement: Indicator
) -> None:
    everything = rows_of(client, "")

    assert rows_of(client, query) == {row for row in everything if kept(row)}


def test_a_file_holds_the_indicators_compared_with(client: Client, cement: Indicator) -> None:
    make_observation("55", indicator=make_indicator("than", name_vi="Than"))

    assert {row[0] for row in rows_of(client, "so-voi=than")} == {"xi-mang", "than"}


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("query", ["tu=sai", "dia-ban=khong-co", "so-voi=khong-co", "ky=tuan", "tu=2018&den=2017"])
def test_a_file_of_what_cannot_be_chosen_is_refused(
    query: str, extension: str, client: Client, cement: Indicator
) -> None:
    assert client.get(f"/chi-so/xi-mang.{extension}?{query}").status_code == 400


def test_the_page_leads_to_the_files_of_what_it_shows(client: Client, cement: Indicator) -> None:
    page = client.get("/chi-so/xi-mang/?ky=quy&tu=2018").content.decode()

    assert 'href="/chi-so/xi-mang.csv?ky=quy&amp;tu=2018"' in page
    assert rows_of(client, "ky=quy&tu=2018") == {
        ("xi-mang", area, "2018-Q1", "value") for area in ("lang-son", "huu-nghi")
    }
    assert b"/chi-so/xi-mang/?ky=quy&tu=2018" in download(client, "/chi-so/xi-mang.csv?ky=quy&tu=2018")


def test_the_database_finds_the_periods_of_a_series_as_the_series_itself() -> None:
    cement = make_indicator("xi-mang")
    for month, months in itertools.product(range(1, 13), range(1, 15)):
        make_observation("1", indicator=cement, period=Period(2017, month, months))

    for frequency in Frequency:
        found = {row.period for row in Observation.objects.filter(IN_SERIES[frequency])}
        assert found == {row.period for row in Observation.objects.all() if frequency.holds(row.period)}, frequency
