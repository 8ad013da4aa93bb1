"""The release calendar: what is announced, what is out, and nothing of a figure before its minute."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_indicator, make_observation, make_release

pytestmark = pytest.mark.django_db


def test_announced_releases_stand_with_the_next_one_first(client: Client) -> None:
    make_release(in_hours=50, title_vi="Tháng 6")
    make_release(in_hours=20, title_vi="Tháng 5")
    make_release(in_hours=30, title_vi="Kín", is_announced=False)

    page = client.get("/lich-cong-bo/").content.decode()

    assert page.index("Tháng 5") < page.index("Tháng 6")
    assert "Kín" not in page


def test_past_release_leads_to_its_series(client: Client) -> None:
    out = make_release(in_hours=-2, title_vi="Đợt đã ra")
    coming = make_release(in_hours=2, title_vi="Đợt sắp ra")
    make_observation("1", indicator=make_indicator("xi-mang", name_vi="Xi măng"), release=out)
    make_observation("2", indicator=make_indicator("than-sach", name_vi="Than sạch"), release=coming)
    make_observation("3", indicator=make_indicator("kin", name_vi="Chỉ tiêu kín", is_public=False), release=out)

    page = client.get("/lich-cong-bo/").content.decode()

    assert 'href="/chi-so/xi-mang/"' in page
    assert "Than sạch" not in page
    assert "Chỉ tiêu kín" not in page


def test_series_beyond_the_first_are_counted(client: Client) -> None:
    out = make_release(in_hours=-2)
    for number in range(11):
        make_observation("1", indicator=make_indicator(f"chi-tieu-{number}-a"), release=out)

    page = client.get("/lich-cong-bo/").content.decode()

    assert "và 3 chỉ tiêu khác" in page


def test_older_releases_wait_behind_a_link(client: Client) -> None:
    for number in range(25):
        make_release(in_hours=-number - 1, title_vi=f"Đợt {number:02}")

    first = client.get("/lich-cong-bo/").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    second = client.get(f"/lich-cong-bo/{older[1]}").content.decode()

    assert "Đợt 19" in first
    assert "Đợt 20" not in first
    assert "Đợt 20" in second


def test_unreadable_place_is_a_bad_request(client: Client) -> None:
    assert client.get("/lich-cong-bo/", {"sau": "hôm qua"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 20])
def test_calendar_takes_the_same_queries_whatever_it_shows(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        make_release(in_hours=number + 1)
        out = make_release(in_hours=-number - 1)
        make_observation("1", indicator=make_indicator(), release=out)

    # Coming, past, which series, their names, the sections of the page's frame.
    with django_assert_max_num_queries(5):
        client.get("/lich-cong-bo/")
