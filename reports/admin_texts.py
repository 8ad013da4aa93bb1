"""What the admin's scripts say: Django's own words, and ours where Django has none in Vietnamese."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminTexts(JavaScriptCatalog):
    """Takes the place of the admin's catalogue at its own address; `locale/vi/…/djangojs.po` fills its gaps."""

    packages = ("django.contrib.admin",)

    def get_paths(self, packages: Sequence[str]) -> list[str | Path]:
        # The later catalogue wins.
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]
