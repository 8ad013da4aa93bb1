"""Rows for tests, each with sensible content that a test overrides by keyword."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission, User
from django.utils import timezone
from PIL import Image as Pillow

from indicators.models import Area, Indicator, Observation, Release, Status, Target, Topic, Unit
from indicators.periods import Period
from indicators.units import parse_unit
from reports.models import Article, Image, Section, State, Tag
from reports.services.editions import keep_edition
from reports.services.images import Words, add_image

_numbers = itertools.count(1)
Q1_2018 = Period(2018, 1, 3)


def make_unit(text: str = "nghìn tấn") -> Unit:
    measure = parse_unit(text)
    existing = Unit.objects.filter(code=measure.code).first()
    if existing:
        return existing
    unit = Unit.from_measure(measure)
    unit.save()
    return unit


def make_topic(code: str = "cong-nghiep", **fields: Any) -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"name_vi": "Công nghiệp", "name_en": "Industry", **fields})[
        0
    ]


def make_area(code: str = "lang-son", **fields: Any) -> Area:
    return Area.objects.get_or_create(code=code, defaults={"name_vi": "Lạng Sơn", "name_en": "Lang Son", **fields})[0]


def make_indicator(code: str | None = None, *, unit: str | Unit = "nghìn tấn", **fields: Any) -> Indicator:
    number = next(_numbers)
    defaults = {"name_vi": f"Chỉ tiêu {number}", "name_en": f"Indicator {number}", "topic": None, **fields}
    defaults["topic"] = defaults["topic"] or make_topic()
    return Indicator.objects.create(
        code=code or f"chi-tieu-{number}", unit=unit if isinstance(unit, Unit) else make_unit(unit), **defaults
    )


def make_release(code: str | None = None, *, in_hours: float = -1, **fields: Any) -> Release:
    """A release that came out an hour ago; with positive `in_hours`, one still under embargo."""
    number = next(_numbers)
    return Release.objects.create(
        code=code or f"dot-{number}",
        published_at=timezone.now() + dt.timedelta(hours=in_hours),
        **{"title_vi": f"Đợt công bố {number}", "title_en": f"Release {number}", **fields},
    )


def make_observation(
    value: str | None = "230", *, period: Period = Q1_2018, indicator: Indicator | None = None, **fields: Any
) -> Observation:
    row = Observation(
        indicator=indicator or make_indicator(),
        area=fields.pop("area", None) or make_area(),
        value=None if value is None else Decimal(value),
        **{"absence": "" if value is not None else "not_available", "status": Status.ESTIMATE, **fields},
    )
    row.period = period
    row.save()
    return row


def make_target(value: str, *, indicator: Indicator, year: int = 2018, **fields: Any) -> Target:
    return Target.objects.create(
        indicator=indicator, area=fields.pop("area", None) or make_area(), year=year, value=Decimal(value), **fields
    )


def make_section(slug: str = "cong-nghiep", **fields: Any) -> Section:
    return Section.objects.get_or_create(
        slug=slug, defaults={"name_vi": "Công nghiệp", "name_en": "Industry", **fields}
    )[0]


def make_tag(slug: str = "xuat-khau", **fields: Any) -> Tag:
    return Tag.objects.get_or_create(
        slug=slug, defaults={"name_vi": f"Thẻ {slug}", "name_en": f"Tag {slug}", **fields}
    )[0]


def picture_bytes(size: tuple[int, int] = (64, 48), kind: str = "PNG", *, seed: int | None = None) -> bytes:
    """A small picture of its own, since the library keeps each file once."""
    number = next(_numbers) if seed is None else seed
    picture = Pillow.new("RGB", size, (number % 256, number // 256 % 256, 120))
    picture.putpixel((size[0] // 2, size[1] // 2), (255, 255, 255))
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def make_image(
    alt_vi: str = "Cửa khẩu", *, size: tuple[int, int] = (64, 48), alt_en: str = "", credit: str = ""
) -> Image:
    """An image of the library with every size of it, as an upload makes one."""
    return add_image(picture_bytes(size), Words(alt_vi, alt_en, credit), actor=None)


def make_article(slug: str | None = None, *, tables: list[dict[str, Any]] | None = None, **fields: Any) -> Article:
    """A draft; see `make_published_article` for one that the public sees."""
    number = next(_numbers)
    tags = fields.pop("tags", ())
    article = Article(
        slug=slug or f"bai-{number}",
        section=fields.pop("section", None) or make_section(),
        **{"title": f"Bài số {number}", "lead": "Tóm tắt.", "body": "<p>Nội dung.</p>", **fields},
    )
    article.save()
    article.tags.set(tags)
    for position, description in enumerate(tables or []):
        article.statistics_tables.create(position=position, description=description)
    return article


def make_published_article(
    slug: str | None = None, *, in_hours: float = -1, tables: list[dict[str, Any]] | None = None, **fields: Any
) -> Article:
    """An article public since an hour; with positive `in_hours`, one that is scheduled."""
    article = make_article(slug, tables=tables, **fields)
    article.published_edition = keep_edition(article, actor=None)
    article.published_at = timezone.now() + dt.timedelta(hours=in_hours)
    article.state = State.PUBLISHED if in_hours <= 0 else State.SCHEDULED
    article.save()
    return article


def make_user(username: str = "nguoi-dung", *permissions: str, **fields: Any) -> User:
    """A staff user with the named permissions ("reports.publish_article")."""
    user = User.objects.create_user(username, password="mat-khau-thu-nghiem", is_staff=True, **fields)
    for name in permissions:
        app_label, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return user
