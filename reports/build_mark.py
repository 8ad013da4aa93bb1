"""A mark of the program and its settings, another one after an upgrade: no page of the version before is shown."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

PARTS = ("config", "indicators", "reports", "templates", "locale", "static")
PASSED_OVER = frozenset({"__pycache__", "fonts", "images", "demo", "migrations"})


def build_mark() -> str:
    """Of the files that pages are made by, their times and sizes, and of the settings that are plain values."""
    digest = hashlib.blake2b(digest_size=16)
    for path, stat in sorted(_files(Path(settings.BASE_DIR))):
        digest.update(f"{path}\n{stat}\n".encode())
    for name in sorted(dir(settings)):
        if name.isupper() and isinstance(value := getattr(settings, name), str | int | bool | list | tuple):
            digest.update(f"{name}={value!r}\n".encode())
    return digest.hexdigest()


def mark_of_process() -> str:
    """The mark with which this process began; in DEBUG that of now."""
    return build_mark() if settings.DEBUG else _first_mark()


@cache
def _first_mark() -> str:
    return build_mark()


def _files(root: Path) -> Iterator[tuple[str, str]]:
    waiting = [root / part for part in PARTS]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in PASSED_OVER:
                        waiting.append(Path(entry.path))
                else:
                    stat = entry.stat()
                    yield entry.path, f"{stat.st_mtime_ns} {stat.st_size}"
