"""What the admin's scripts say: Django's own words, and ours where Django has none in Vietnamese."""

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminTexts(JavaScriptCatalog):
    """Takes the place of the admin's catalogue at its own address; `locale/vi/…/djangojs.po` fills its gaps."""

    packages = ["django.contrib.admin"]

    def get_paths(self, packages: list[str]) -> list[str]:
        # The later catalogue wins.
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]
