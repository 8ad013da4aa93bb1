"""The admin's scripts speak the reader's language, also where Django leaves them in English."""

import json
import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def catalogue(client: Client, address: str) -> dict[str, Any]:
    script = client.get(address).content.decode()
    found = re.search(r"newcatalog = (\{.*?\n  \});", script, re.DOTALL)
    return json.loads(found[1]) if found else {}


def test_calendar_and_filters_of_the_admin_speak_vietnamese(client: Client) -> None:
    texts = catalogue(client, "/admin/jsi18n/")

    assert texts["Monday"] == "Thứ Hai"
    assert texts["Choose all %s"] == "Chọn tất cả %s"


def test_what_django_says_in_vietnamese_itself_is_kept(client: Client) -> None:
    texts = catalogue(client, "/admin/jsi18n/")

    assert texts["January"] == "Tháng Một"


def test_admin_below_en_keeps_its_english(client: Client) -> None:
    texts = catalogue(client, "/en/admin/jsi18n/")

    assert texts.get("Monday", "Monday") == "Monday"
