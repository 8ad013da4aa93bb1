"""Saved tables: they say for ever what they said, in both languages and every format, and only what was public."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation
from lxml import html

from indicators.exchange.formats import FORMATS
from indicators.frozen_content import frozen, thawed
from indicators.models import Change, FrozenSnapshot, Indicator, TableSnapshot, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from indicators.services.snapshots import keep_snapshot
from indicators.services.table_asked import asked_table, content_asked, find_indicators
from indicators.table_query import QueryError, TableQuery
from tests.factories import (
    Q1_2018,
    make_area,
    make_indicator,
    make_observation,
    make_release,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

QUERY = "chi-tieu=xi-mang&loai-ky=quy&so=gia-tri,so-cung-ky,so-ke-hoach&bieu-do=duong&tong=ky"


@pytest.fixture
def cement() -> Indicator:
    indicator = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", source_vi="Sở Công Thương")
    for quarter in (1, 2, 3, 4):
        make_observation(f"{100 + quarter}.50", indicator=indicator, period=Period.of_quarter(2017, quarter))
    make_observation("230", indicator=indicator, footnote="Ước.", printed_growth_yoy=Decimal("11.2"))
    make_observation(None, absence="confidential", indicator=indicator, period=Period.of_quarter(2016, 4))
    make_target("900", indicator=indicator)
    return indicator


def keep(query: str = QUERY, **fields: Any) -> TableSnapshot:
    return keep_snapshot(TableQuery.read(QueryDict(query)), actor=None, at=timezone.now(), **fields)


def body(client: Client, path: str) -> list[list[str]]:
    document = html.fromstring(client.get(path).content.decode())
    rows = document.xpath("//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in rows]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_content_comes_back_from_json_as_it_was(cement: Indicator, language: str):
    with translation.override(language):
        query = TableQuery.read(QueryDict(QUERY))
        now = timezone.now()
        content = content_asked(asked_table(query, find_indicators(query.indicators), at=now), at=now)
    assert content is not None

    assert thawed(frozen(content)) == content


def test_a_snapshot_keeps_figures_names_and_notes_whatever_changes(client: Client, cement: Indicator):
    snapshot = keep()
    address = snapshot.get_absolute_url()
    before, english = body(client, address), body(client, f"/en{address}")

    place = (cement.pk, make_area().pk)
    record([Stated(VersionKind.OBSERVATION, *place, Q1_2018, {"value": Decimal("999")})], change=Change())
    Indicator.objects.filter(pk=cement.pk).update(name_vi="Tên khác", name_en="Another name")

    assert body(client, address) == before
    assert body(client, f"/en{address}") == english
    assert before[-2][0].startswith("Quý I/2018")
    assert english[-2][0].startswith("Q1 2018")
    assert "Tên khác" not in client.get(address).content.decode().partition("<main")[2].partition("</main")[0]


def test_a_snapshot_leads_to_the_same_table_of_now(client: Client, cement: Indicator):
    snapshot = keep()

    document = html.fromstring(client.get(snapshot.get_absolute_url()).content.decode())
    link = document.xpath("//p[@class='notice']/a/@href")[0]

    assert body(client, link) == body(client, snapshot.get_absolute_url())


@pytest.mark.parametrize("extension", [*FORMATS, "svg", "png"])
def test_a_snapshot_leaves_in_every_format(client: Client, cement: Indicator, extension: str):
    snapshot = keep()
    address = f"/bang/{snapshot.code}.{extension}"

    response = client.get(address)

    assert response.status_code == 200
    assert f"bang-{snapshot.code}.{extension}" in response.headers["Content-Disposition"]
    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert f'href="{address}"' in page


def test_its_files_say_what_it_says(client: Client, cement: Indicator):
    snapshot = keep()
    record(
        [Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal("999")})],
        change=Change(),
    )

    written = b"".join(client.get(f"/bang/{snapshot.code}.csv")).decode("utf-8-sig")
    lines = {(line["period"], line["measure"]): line for line in csv.DictReader(io.StringIO(written))}

    assert lines["2018-Q1", "value"]["value"] == "230"
    assert lines["2018-Q1", "value"]["permalink"].endswith(snapshot.get_absolute_url())
    assert lines["2016-Q4", "value"]["missing"] == "confidential"


def test_a_snapshot_stands_in_a_frame(client: Client, cement: Indicator):
    response = client.get(f"{keep().get_absolute_url()}nhung/")

    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "<table" in response.content.decode()


def test_a_snapshot_is_never_altered(cement: Indicator):
    snapshot = keep()
    snapshot.contents = {}

    with pytest.raises(FrozenSnapshot):
        snapshot.save()
    again = TableSnapshot.objects.get()
    again.is_public = False
    again.save()
    assert not TableSnapshot.objects.public().exists()


def test_one_that_is_not_public_is_not_found(client: Client, cement: Indicator):
    snapshot = keep(is_public=False)

    for path in (snapshot.get_absolute_url(), f"/bang/{snapshot.code}.csv", f"/bang/{snapshot.code}/nhung/"):
        assert client.get(path).status_code == 404


def test_what_is_under_embargo_is_not_kept(client: Client, cement: Indicator):
    make_observation("918273", indicator=cement, period=Period.of_quarter(2018, 2), release=make_release(in_hours=1))

    snapshot = keep("chi-tieu=xi-mang&ky=2018-Q1,2018-Q2")

    assert "918273" not in str(snapshot.contents)


def test_nothing_is_kept_of_nothing(cement: Indicator):
    make_indicator("moi")

    with pytest.raises(QueryError):
        keep("chi-tieu=moi")


def test_staff_keep_the_table_of_an_address(client: Client, cement: Indicator):
    officer = make_user("solieu", "indicators.add_tablesnapshot", "indicators.view_tablesnapshot")
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(
        "/admin/indicators/tablesnapshot/add/",
        {"address": f"https://portal.example/tra-cuu/?{QUERY}", "is_public": "on"},
    )

    assert response.status_code == 302, response.content.decode()
    snapshot = TableSnapshot.objects.get()
    assert snapshot.created_by == officer
    assert snapshot.content.caption.startswith("Xi măng")
    assert client.get(f"/admin/indicators/tablesnapshot/{snapshot.pk}/change/").status_code == 200


@pytest.mark.parametrize("address", ["", "https://portal.example/tra-cuu/", "chi-tieu=khong-co", "ky=tuan"])
def test_staff_are_told_what_is_wrong_with_an_address(client: Client, cement: Indicator, address: str):
    officer = make_user("solieu", "indicators.add_tablesnapshot")
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post("/admin/indicators/tablesnapshot/add/", {"address": address, "is_public": "on"})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not TableSnapshot.objects.exists()


def test_editors_and_data_officers_may_keep_tables():
    for name in ("Biên tập", "Số liệu"):
        assert Group.objects.get(name=name).permissions.filter(codename="add_tablesnapshot").exists()


def test_a_snapshot_takes_two_queries(client: Client, cement: Indicator, django_assert_num_queries: Any):
    """The snapshot, and the footer's sections."""
    address = keep().get_absolute_url()

    with django_assert_num_queries(2):
        client.get(address)
