"""The language that the present page is read in."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language


def reading_language() -> Literal["vi", "en"]:
    """ "en" under an English locale, "vi" under any other and under none."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"
