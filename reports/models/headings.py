"""What editors name to gather news under, in both languages, with a page of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import CODE, in_language


class NamedHeading(models.Model):
    """An address, a name and an introduction; where there is no English, the Vietnamese stands in."""

    slug = models.CharField(_("địa chỉ"), max_length=80, unique=True, validators=[CODE])
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    description_vi = models.TextField(_("giới thiệu"), blank=True)
    description_en = models.TextField(_("giới thiệu tiếng Anh"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def description(self) -> str:
        return in_language(self, "description")
