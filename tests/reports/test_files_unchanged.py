"""Files of figures are sent whole once, and again only when something changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import make_indicator, make_observation, make_published_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keep_pages(settings: Any) -> None:
    settings.KEEP_PAGES = True


@pytest.mark.parametrize(
    "address",
    [
        *("/chi-so/xi-mang.csv", "/en/chi-so/xi-mang.xlsx", "/chi-so/xi-mang.json", "/chi-so.csv", "/chi-so.sdmx.csv"),
        *("/tra-cuu.ods?chi-tieu=xi-mang&ky=2018-Q1", "/tin/tin/bang-1.csv", "/tin/tin/so-lieu.csv"),
    ],
)
def test_file_is_sent_again_only_when_figures_changed(client: Client, address: str) -> None:
    cement = make_indicator("xi-mang")
    shown = make_observation("230", indicator=cement)
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"]}
    make_published_article("tin", tables=[{**table, "rows": "indicators", "chart": "none", "caption": "Bảng"}])
    first = client.get(address)
    whole = b"".join(first.streaming_content) if first.streaming else first.content

    unchanged = client.get(address, headers={"If-None-Match": first["ETag"]})
    shown.footnote = "Sửa."
    shown.save()
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert whole
    assert first["ETag"].startswith('W/"')
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_file_of_another_address_has_another_etag(client: Client) -> None:
    make_observation("230", indicator=make_indicator("xi-mang"))

    addresses = ("/chi-so/xi-mang.csv", "/en/chi-so/xi-mang.csv", "/chi-so.csv")
    etags = {client.get(address)["ETag"] for address in addresses}

    assert len(etags) == 3


def test_file_has_no_etag_where_no_generation_holds(client: Client, settings: Any) -> None:
    settings.KEEP_PAGES = False
    make_observation("230", indicator=make_indicator("xi-mang"))

    response = client.get("/chi-so/xi-mang.csv", headers={"If-None-Match": 'W/"0"'})

    assert response.status_code == 200
    assert not response.has_header("ETag")
