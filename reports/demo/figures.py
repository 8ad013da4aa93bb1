"""The demo's catalogue and figures, the latter through the same import that users have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from indicators.models import (
    Area,
    BatchState,
    Component,
    ImportBatch,
    Indicator,
    IndicatorAlias,
    Release,
    Topic,
    Unit,
)
from indicators.services.importing import ImportOptions, import_file
from indicators.units import parse_unit
from reports.demo.catalogue import AREAS, COMPONENTS, INDICATORS, TOPICS, DemoIndicator

FOLDER = Path(__file__).resolve().parent / "so-lieu"
FIRST_QUARTER = "bao-cao-quy-1-2018"
COMING = "so-lieu-thang-6-2018"
ILLUSTRATIVE = "Số liệu minh họa (illustrative figures)"


def load_catalogue() -> None:
    for position, (code, name_vi, name_en) in enumerate(TOPICS):
        Topic.objects.get_or_create(code=code, defaults={"name_vi": name_vi, "name_en": name_en, "position": position})
    for position, (code, name_vi, name_en, kind, parent) in enumerate(AREAS):
        Area.objects.get_or_create(
            code=code,
            defaults={
                "name_vi": name_vi,
                "name_en": name_en,
                "kind": kind,
                "parent": Area.objects.get(code=parent),
                "position": position,
            },
        )
    for position, demo in enumerate(INDICATORS):
        _load_indicator(demo, position)
    for whole, part, sign in COMPONENTS:
        Component.objects.get_or_create(
            whole=Indicator.objects.get(code=whole), part=Indicator.objects.get(code=part), defaults={"sign": sign}
        )


def load_figures(data_officer: User) -> None:
    """The published quarter, the illustrative series around it, and a release that is still to come."""
    Release.objects.get_or_create(
        code=FIRST_QUARTER,
        defaults={
            "title_vi": "Tình hình công nghiệp, thương mại quý I năm 2018",
            "title_en": "Industry and trade in the first quarter of 2018",
            "published_at": dt.datetime(2018, 5, 22, 8, 0, tzinfo=timezone.get_default_timezone()),
        },
    )
    coming, _is_new = Release.objects.get_or_create(
        code=COMING,
        defaults={
            "title_vi": "Số liệu công nghiệp, thương mại tháng 6 năm 2018 (minh họa)",
            "title_en": "Industry and trade in June 2018 (illustrative)",
            "published_at": timezone.now().replace(hour=1, minute=0, second=0, microsecond=0) + dt.timedelta(days=14),
        },
    )
    _import(
        data_officer,
        "lang-son-quy-1-2018.xlsx",
        ImportOptions(area="lang-son", release=FIRST_QUARTER, status="estimate"),
    )
    _import(data_officer, "chuoi-minh-hoa.csv", ImportOptions(area="lang-son", source=ILLUSTRATIVE))
    _import(
        data_officer,
        "thang-6-2018-minh-hoa.csv",
        ImportOptions(area="lang-son", source=ILLUSTRATIVE, release=coming.code),
    )


def load_revisions(data_officer: User) -> None:
    """What the series said of two indicators, put right after articles were written about them."""
    _import(data_officer, "dieu-chinh-minh-hoa.csv", ImportOptions(area="lang-son", source=ILLUSTRATIVE))


def _load_indicator(demo: DemoIndicator, position: int) -> None:
    if Indicator.objects.filter(code=demo.code).exists():
        return
    indicator = Indicator.objects.create(
        code=demo.code,
        name_vi=demo.name_vi,
        name_en=demo.name_en,
        topic=Topic.objects.get(code=demo.topic),
        unit=_unit(demo.unit),
        decimals=demo.decimals,
        nature=demo.nature,
        accumulation=demo.accumulation,
        parent=Indicator.objects.get(code=demo.parent) if demo.parent else None,
        position=position,
        definition_vi=demo.definition_vi,
        definition_en=demo.definition_en,
        source_vi="Sở Công Thương tỉnh Lạng Sơn",
        source_en="Lang Son Department of Industry and Trade",
        is_headline=demo.headline,
    )
    for text, parent_text in demo.aliases:
        IndicatorAlias.objects.create(indicator=indicator, text=text, parent_text=parent_text)


def _unit(text: str) -> Unit:
    measurement = parse_unit(text)
    unit = Unit.objects.filter(code=measurement.code).first() or Unit.from_measure(measurement)
    unit.save()
    return unit


def _import(data_officer: User, name: str, options: ImportOptions) -> None:
    """Import a file once; a file that came in before, even if it was undone, is left alone."""
    if ImportBatch.objects.filter(original_name=name, state__in=[BatchState.COMMITTED, BatchState.UNDONE]).exists():
        return
    content = (FOLDER / name).read_bytes()
    import_file(content, name, options, actor=data_officer)
