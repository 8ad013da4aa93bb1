"""The language that the present page is read in, and what the site is called in it."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.utils.translation import get_language


def reading_language() -> Literal["vi", "en"]:
    """ "en" under an English locale, "vi" under any other and under none."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def site_name(language: str | None = None) -> str:
    """The site's name in `language`, that of the page by default."""
    name: str = settings.SITE_NAME_EN if (language or reading_language()) == "en" else settings.SITE_NAME
    return name
