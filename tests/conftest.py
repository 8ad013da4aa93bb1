"""What every test may rely on: a real database file and folders of its own, quick passwords, an empty cache."""

from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connections, models
from django.utils import translation

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

COMMITTING_FIXTURES = {"live_server", "transactional_db"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite the test database is a file, as on a real site: in memory there is no WAL and one writer at most."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            path = tmp_path_factory.getbasetemp() / f"{connection.alias}.sqlite3"
            connection.settings_dict["TEST"]["NAME"] = str(path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits empties the database after itself; what migrations put there must be back for the next."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        asked = dict(marker.kwargs) if marker is not None else {}
        if asked.get("transaction") or COMMITTING_FIXTURES & set(getattr(item, "fixturenames", ())):
            # All of them or none: one that is not restored leaves rows behind that the next restoring collides with.
            asked |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**asked), append=False)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads of a test go to folders of its own, public ones under `media`, the others under `private`."""
    folder = tmp_path / "files"
    settings.MEDIA_ROOT = folder / "media"
    stores = {"default": ("media", settings.MEDIA_URL), "private": ("private", None)}
    settings.STORAGES = settings.STORAGES | {
        alias: {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / name, "base_url": base_url},
        }
        for alias, (name, base_url) in stores.items()
    }
    # A field that names its storage has taken it when its model was loaded.
    private = FileSystemStorage(location=folder / "private")
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField) and field.storage is not default_storage:
                monkeypatch.setattr(field, "storage", private)
    return folder


@pytest.fixture(autouse=True)
def own_language() -> None:
    """A test begins in the site's own language, whatever the page was in that the one before it read last."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_logins(settings: Any) -> None:
    """Passwords are hashed quickly and failures not counted; tests of logins set AXES_ENABLED for themselves."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False


@pytest.fixture(autouse=True)
def no_follow_up(settings: Any) -> None:
    """Requests do only their own work; tests of what follows them, and of what counts them, say so for themselves."""
    settings.SIDE_EFFECTS_EVERY = 0
    settings.COUNT_READS_EVERY = 0


@pytest.fixture(autouse=True)
def no_kept_pages(settings: Any) -> None:
    """Each request does its own work, so that its queries can be counted; tests of kept pages set KEEP_PAGES."""
    settings.KEEP_PAGES = False


@pytest.fixture(autouse=True)
def empty_caches(settings: Any, own_files: Path) -> None:
    """No test reads what another one left in the cache, or what the workers of another one tell."""
    live = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": own_files / "live"}
    settings.CACHES = settings.CACHES | {"live": live}
    for alias in caches:
        caches[alias].clear()
