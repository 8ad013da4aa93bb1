"""Loads the demo: users, catalogue and figures, articles through the workflow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from reports import workflow
from reports.demo.articles import DemoArticle, demo_articles
from reports.demo.catalogue import SECTIONS, TAGS
from reports.demo.figures import load_catalogue, load_figures, load_revisions
from reports.models import Article, Image, RevisionFlag, Section, Tag
from reports.services.article_check import check_article
from reports.services.binding import bind, bindable
from reports.services.corrections import file_correction
from reports.services.images import Words, add_image
from reports.services.revision_watch import watch
from reports.services.translations import mark_first_save

FOLDER = Path(__file__).resolve().parent


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

CORRECTED = "than-sach-nam-2017"
CORRECTION_VI = (
    "Sản lượng than sạch năm 2017 đã được rà soát lại (số liệu minh họa): quý IV là 164,7 nghìn tấn, cả năm là 601,3"
    " nghìn tấn. Khi đăng, bài viết 163,5 và 600,1 nghìn tấn."
)
CORRECTION_EN = (
    "Output of clean coal in 2017 has been reviewed (illustrative figures): 164.7 thousand tonnes in the fourth quarter"
    " and 601.3 thousand tonnes in the year. When published, the article said 163.5 and 600.1 thousand tonnes."
)


def load(password: str) -> None:
    """Load whatever of the demo is not there yet; what people changed since stays as they left it."""
    load_users(password)
    with transaction.atomic():
        load_catalogue()
        load_figures(User.objects.get(username="solieu"))
        load_sections()
        load_tags()
        load_articles()
        load_revisions(User.objects.get(username="solieu"))
        watch()
        load_correction(User.objects.get(username="duyet"))


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


def load_sections() -> None:
    for position, (slug, name_vi, name_en) in enumerate(SECTIONS):
        Section.objects.get_or_create(
            slug=slug, defaults={"name_vi": name_vi, "name_en": name_en, "position": position}
        )


def load_tags() -> None:
    for slug, name_vi, name_en in TAGS:
        Tag.objects.get_or_create(slug=slug, defaults={"name_vi": name_vi, "name_en": name_en})


def load_articles() -> None:
    loaded: dict[str, Article] = {}
    for demo in demo_articles():
        article = Article.objects.filter(slug=demo.slug).first()
        loaded[demo.slug] = article or _load_article(demo, loaded)


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
    article.tags.set(Tag.objects.filter(slug__in=demo.tags))
    for position, description in enumerate(demo.tables):
        article.statistics_tables.create(position=position, description=description)
    article.body = bind(article.body, bindable(check_article(article, at=demo.published_at)))
    article.save()
    workflow.publish(article, actor=User.objects.get(username="duyet"), at=demo.published_at)
    mark_first_save(article, actor=article.created_by)
    return article


def load_correction(reviewer: User) -> None:
    """One article says openly what was revised; the other waits at the desk for whoever tries it."""
    article = Article.objects.get(slug=CORRECTED)
    flags = list(RevisionFlag.objects.open().filter(article=article))
    if flags and not article.corrections.exists():
        file_correction(article, text_vi=CORRECTION_VI, text_en=CORRECTION_EN, actor=reviewer, flags=flags)


def _image(demo: DemoArticle) -> Image | None:
    if not demo.cover:
        return None
    known = Image.objects.filter(alt_vi=demo.alt_vi).first()
    if known is not None:
        return known
    content = (FOLDER / "images" / demo.cover).read_bytes()
    return add_image(content, Words(demo.alt_vi, demo.alt_en), actor=None)
