"""What the pages of an import need in their templates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.models import Area, Release, Status
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.services.import_options import ImportOptions
from indicators.workbook.problems import Severity

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under the key, or nothing."""
    return mapping.get(key)


@register.filter
def first_cell(cells: str) -> str:
    """The first cell of a range."""
    return cells.partition(":")[0]


@register.simple_tag
def querystring_of(**asked: Any) -> str:
    """Parameters of an address, escaped."""
    return urlencode(asked)


@register.simple_tag
def severity_label(severity: Severity | str) -> str:
    return {Severity.ERROR: _("Lỗi"), Severity.WARNING: _("Cảnh báo"), Severity.NOTE: _("Lưu ý")}[Severity(severity)]


@register.simple_tag
def chosen_options(options: ImportOptions) -> str:
    """What was chosen for the whole file, in one line."""
    area = Area.objects.filter(code=options.area).first() if options.area else None
    release = Release.objects.filter(code=options.release).first() if options.release else None
    told = [
        area.name if area else "",
        Period.from_sdmx(options.period).label(reading_language()) if options.period else "",
        release.title if release else "",
        str(Status(options.status).label) if options.status else "",
        options.source,
    ]
    return " · ".join(part for part in told if part)


@register.filter
def signed(value: Decimal) -> str:
    """A change with its sign: +1,5 or −1,5."""
    return format_number(value, reading_language(), signed=True)


@register.filter
def status_words(status: str) -> str:
    """How firm a figure is, in words."""
    return str(Status(status).label) if status in Status.values else ""
