"""The settings as the environment makes them: each case is a Python process of its own, as on a server."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STRONG_KEY = "q7Vw3nT9xLk2mB8sRf5yHc1zPd6gJ4uE0aWtNiXoKvQbMlSr"  # 48, two short
LONG_KEY = STRONG_KEY + "Z9"


def settings_value(expression: str, var_dir: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What an expression on the settings gives in a process with these variables and no others."""
    code = f"import json; from django.conf import settings; print(json.dumps({expression}, default=str))"
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment | variables, capture_output=True, text=True, check=False
    )


def value(expression: str, var_dir: Path, **variables: str) -> object:
    result = settings_value(expression, var_dir, **variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_without_variables_debug_is_off_and_the_database_is_in_var(tmp_path: Path) -> None:
    found = value("[settings.DEBUG, settings.DATABASES['default']['NAME']]", tmp_path)

    assert found == [False, str(tmp_path / "portal.sqlite3")]


def test_secret_key_is_generated_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = value("settings.SECRET_KEY", tmp_path)
    second = value("settings.SECRET_KEY", tmp_path)

    assert first == second
    assert isinstance(first, str)
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["secret_key"]


@pytest.mark.parametrize("key", ["changeme", "a" * 60, "django-insecure-" + LONG_KEY, STRONG_KEY])
def test_weak_secret_key_is_refused_in_production_with_the_remedy(tmp_path: Path, key: str) -> None:
    result = settings_value("settings.SECRET_KEY", tmp_path, SECRET_KEY=key)

    assert result.returncode != 0
    assert "SECRET_KEY is too weak" in result.stderr
    assert "token_urlsafe" in result.stderr


def test_weak_secret_key_is_good_enough_for_development(tmp_path: Path) -> None:
    assert value("settings.SECRET_KEY", tmp_path, SECRET_KEY="changeme", DEBUG="1") == "changeme"


def test_strong_secret_key_is_taken_as_it_is(tmp_path: Path) -> None:
    assert value("settings.SECRET_KEY", tmp_path, SECRET_KEY=LONG_KEY) == LONG_KEY
    assert not (tmp_path / "secret_key").exists()


def test_https_site_hardens_cookies_and_transport(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    expression = f"[getattr(settings, name) for name in {names!r}]"

    on_https = value(expression, tmp_path, SITE_URL="https://portal.example")
    on_http = value(expression, tmp_path)

    assert on_https == [True, True, True, 31_536_000]
    assert on_http == [False, False, False, 0]


def test_replicas_are_named_in_order_and_mirror_the_primary_in_tests(tmp_path: Path) -> None:
    urls = "postgres://u:p@one/portal,postgres://u:p@two/portal"

    found = value(
        "[settings.DATABASE_REPLICAS, settings.DATABASES['replica2']['HOST'], settings.DATABASES['replica1']['TEST']]",
        tmp_path,
        DATABASE_REPLICA_URLS=urls,
    )

    assert found == [["replica1", "replica2"], "two", {"MIRROR": "default"}]


def test_media_goes_to_a_folder_or_a_bucket(tmp_path: Path) -> None:
    expression = "[settings.STORAGES[name]['OPTIONS'] for name in ('default', 'private')]"

    folder = value(expression, tmp_path, MEDIA_URL_BACKEND="file:///srv/portal/media")
    bucket = value(expression, tmp_path, MEDIA_URL_BACKEND="s3://key:se%2Fcret@s3.example:9000/portal?region_name=vn")

    assert folder == [
        {"location": "/srv/portal/media", "base_url": "/media/"},
        {"location": "/srv/portal/private", "base_url": None},
    ]
    assert isinstance(bucket, list)
    assert bucket[0]["endpoint_url"] == "https://s3.example:9000"
    assert bucket[0]["secret_key"] == "se/cret"
    assert bucket[0]["region_name"] == "vn"
    assert bucket[1]["default_acl"] == "private"


def test_unknown_media_address_is_refused_by_name(tmp_path: Path) -> None:
    result = settings_value("settings.STORAGES", tmp_path, MEDIA_URL_BACKEND="ftp://files.example/")

    assert result.returncode != 0
    assert "file:// or s3://" in result.stderr


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "https://portal.example",
        "ALLOWED_HOSTS": "portal.example",
        "SECRET_KEY": LONG_KEY,
    }

    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
