"""Static files are served whether or not they were collected, and under hashed names where they were."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client


@pytest.fixture
def static_root(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    as_after_a_restart(settings)
    return settings.STATIC_ROOT


def as_after_a_restart(settings: Any) -> None:
    """The storage reads what has been collected when it is made, and assigning the setting makes it anew."""
    settings.STORAGES = dict(settings.STORAGES)


def test_uncollected_file_keeps_its_name_and_is_served(static_root: Path) -> None:
    url = staticfiles_storage.url("admin/css/base.css")

    assert url == "/static/admin/css/base.css"
    assert Client().get(url).status_code == 200


def test_collected_file_has_a_hashed_name_that_browsers_keep(static_root: Path, settings: Any) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    as_after_a_restart(settings)

    url = staticfiles_storage.url("admin/css/base.css")
    response = Client().get(url)

    assert url.startswith("/static/admin/css/base.")
    assert url != "/static/admin/css/base.css"
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]


def test_file_that_was_not_collected_does_not_break_a_collected_site(static_root: Path, settings: Any) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    as_after_a_restart(settings)

    assert staticfiles_storage.url("not/collected.css") == "/static/not/collected.css"
