"""Loads the demo: catalogue, figures through the import that users have, articles through the workflow, users."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import transaction
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
from reports import workflow
from reports.demo.articles import DemoArticle, demo_articles
from reports.demo.catalogue import AREAS, COMPONENTS, INDICATORS, SECTIONS, TOPICS, DemoIndicator
from reports.models import Article, Image, Section

FOLDER = Path(__file__).resolve().parent
FIRST_QUARTER = "bao-cao-quy-1-2018"
COMING = "so-lieu-thang-6-2018"
ILLUSTRATIVE = "Số liệu minh họa"


@dataclass(frozen=True, slots=True)
class DemoUser:
    username: str
    group: str
    first_name: str
    is_superuser: bool = False


USERS = (
    DemoUser("quantri", "Quản trị", "Quản trị viên", is_superuser=True),
    DemoUser("bientap", "Biên tập", "Biên tập viên"),
    DemoUser("solieu", "Số liệu", "Cán bộ số liệu"),
    DemoUser("duyet", "Duyệt", "Người duyệt bài"),
)


def load(password: str) -> None:
    """Load whatever of the demo is not there yet; what people changed since stays as they left it."""
    load_users(password)
    with transaction.atomic():
        load_catalogue()
        load_figures()
        load_articles()


def load_users(password: str) -> None:
    for demo in USERS:
        user, is_new = User.objects.get_or_create(
            username=demo.username,
            defaults={
                "first_name": demo.first_name,
                "email": f"{demo.username}@example.org",
                "is_staff": True,
                "is_superuser": demo.is_superuser,
            },
        )
        if is_new:
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=demo.group))


def load_catalogue() -> None:
    for position, (code, name_vi, name_en) in enumerate(TOPICS):
        Topic.objects.get_or_create(code=code, defaults={"name_vi": name_vi, "name_en": name_en, "position": position})
    for position, (slug, name_vi, name_en) in enumerate(SECTIONS):
        Section.objects.get_or_create(
            slug=slug, defaults={"name_vi": name_vi, "name_en": name_en, "position": position}
        )
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


def load_figures() -> None:
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
    _import("lang-son-quy-1-2018.xlsx", ImportOptions(area="lang-son", release=FIRST_QUARTER, status="estimate"))
    _import("chuoi-minh-hoa.csv", ImportOptions(area="lang-son", source=ILLUSTRATIVE))
    _import("thang-6-2018-minh-hoa.csv", ImportOptions(area="lang-son", source=ILLUSTRATIVE, release=coming.code))


def load_articles() -> None:
    loaded: dict[str, Article] = {}
    for demo in demo_articles():
        article = Article.objects.filter(slug=demo.slug).first()
        loaded[demo.slug] = article or _load_article(demo, loaded)


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


def _import(name: str, options: ImportOptions) -> None:
    """Import a file once; a file that came in before, even if it was undone, is left alone."""
    if ImportBatch.objects.filter(original_name=name, state__in=[BatchState.COMMITTED, BatchState.UNDONE]).exists():
        return
    content = (FOLDER / "so-lieu" / name).read_bytes()
    import_file(content, name, options, actor=User.objects.get(username="solieu"))


def _load_article(demo: DemoArticle, loaded: dict[str, Article]) -> Article:
    article = Article(
        slug=demo.slug,
        language=demo.language,
        translation_of=loaded.get(demo.translation_of or ""),
        section=Section.objects.get(slug=demo.section),
        title=demo.title,
        lead=demo.lead,
        body=demo.body_html,
        byline=demo.byline,
        source=demo.source,
        cover=_image(demo),
        cover_caption=demo.caption,
        created_by=User.objects.get(username="bientap"),
    )
    article.save()
    for position, description in enumerate(demo.tables):
        article.statistics_tables.create(position=position, description=description)
    workflow.publish(article, actor=User.objects.get(username="duyet"), at=demo.published_at)
    return article


def _image(demo: DemoArticle) -> Image | None:
    if not demo.cover:
        return None
    known = Image.objects.filter(alt_vi=demo.alt_vi).first()
    if known is not None:
        return known
    image = Image(alt_vi=demo.alt_vi, alt_en=demo.alt_en)
    image.file.save(demo.cover, ContentFile((FOLDER / "images" / demo.cover).read_bytes()), save=False)
    image.save()
    return image
