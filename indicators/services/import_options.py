"""What a person chose beside the file that is imported, and what it names in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from indicators.models import Area, AreaKind, Release
from indicators.services.import_choices import NO_CHOICES, ImportChoices


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person chose beside the file; empty means that the file or the catalogue decides."""

    sheet: str = ""
    area: str = ""
    period: str = ""
    release: str = ""
    status: str = ""
    source: str = ""
    create_indicators: bool = False
    choices: ImportChoices = NO_CHOICES

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ImportOptions:
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**{**known, "choices": ImportChoices.from_json(data.get("choices", {}))})

    def as_json(self) -> dict[str, Any]:
        plain = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "choices"}
        return {**plain, "choices": self.choices.as_json()} if self.choices != NO_CHOICES else plain


class OptionError(ValueError):
    """An option that names nothing in the catalogue; the message says which."""


def chosen_release(options: ImportOptions) -> Release | None:
    """The release that the figures belong to; OptionError where its code names none."""
    if not options.release:
        return None
    release = Release.objects.filter(code=options.release).first()
    if release is None:
        raise OptionError(_("Không có đợt công bố “%(code)s”.") % {"code": options.release})
    return release


def chosen_area(options: ImportOptions) -> Area | None:
    """The area of figures that name none, the default one where none was chosen; OptionError for an unknown code."""
    if not options.area:
        return default_area()
    area = Area.objects.filter(code=options.area).first()
    if area is None:
        known = ", ".join(Area.objects.order_by("position").values_list("code", flat=True)[:8])
        raise OptionError(
            _("Không có địa bàn mang mã “%(code)s”. Có: %(known)s.") % {"code": options.area, "known": known}
        )
    return area


def default_area() -> Area | None:
    """The area that figures are about where nothing says so: the setting's, else the one province, else the country."""
    if code := settings.DEFAULT_AREA_CODE:
        return Area.objects.filter(code=code).first()
    for kind in (AreaKind.PROVINCE, AreaKind.COUNTRY):
        found = list(Area.objects.filter(kind=kind)[:2])
        if len(found) == 1:
            return found[0]
    return None
