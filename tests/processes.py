"""Processes of their own that work on the database of the test."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the database that this test uses.

    PostgreSQL may listen on a socket: the folder of it is an option then, and no host.
    """
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = quote(settings["USER"], safe="")
    if settings["PASSWORD"]:
        who += f":{quote(settings['PASSWORD'], safe='')}"
    given = {"host": settings["HOST"], "port": settings["PORT"]}
    place = urlencode(settings["OPTIONS"] | {name: value for name, value in given.items() if value})
    return f"postgres://{who}@/{settings['NAME']}?{place}"


def environment(var_dir: Path, **more: str) -> dict[str, str]:
    """That of a process of the portal on the test's database, with files and a cache of its own."""
    inherited = {name: value for name, value in os.environ.items() if name != "CACHE_URL"}
    return inherited | {
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(var_dir),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }
