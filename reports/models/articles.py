"""News articles: the working copy that editors write in, and what decides when the public sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from indicators.keyset import Parts
from indicators.models import Indicator, Release
from indicators.models.catalogue import CODE
from indicators.models.releases import released
from reports.models.article_words import SEARCHED, ArticleWords
from reports.models.media import Image
from reports.models.sections import Section
from reports.rich_text import BodyField

if TYPE_CHECKING:
    from reports.models.editions import Edition


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Tiếng Việt")
    ENGLISH = "en", _("Tiếng Anh")

    @classmethod
    def read_in(cls, language: str) -> Language:
        """The one that articles have for whoever reads in `language`, such as "en-gb"."""
        return cls.ENGLISH if language.startswith("en") else cls.VIETNAMESE


class State(models.TextChoices):
    """Where the working copy is on its way; what the public sees is decided by editions and their minutes."""

    DRAFT = "draft", _("Bản nháp")
    IN_REVIEW = "in_review", _("Chờ duyệt")
    SCHEDULED = "scheduled", _("Đã lên lịch")
    PUBLISHED = "published", _("Đã đăng")
    WITHDRAWN = "withdrawn", _("Đã gỡ")


class ArticleContent(models.Model):
    """What is written, shared by the working copy and every edition of it."""

    title = models.CharField(_("tiêu đề"), max_length=250)
    lead = models.TextField(_("tóm tắt"), blank=True, help_text=_("Một hai câu nêu điều chính, hiện dưới tiêu đề."))
    byline = models.CharField(_("tác giả"), max_length=200, blank=True)
    source = models.CharField(_("nguồn tin"), max_length=300, blank=True)
    cover = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh bìa"))
    cover_caption = models.CharField(_("chú thích ảnh bìa"), max_length=300, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="%(class)ss", verbose_name=_("chuyên mục"))

    content_fields = ("title", "lead", "body", "byline", "source", "cover_id", "cover_caption", "section_id")

    body: Any

    class Meta:
        abstract = True


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self, *, at: dt.datetime | None = None, published_by: dt.datetime | None = None) -> ArticleQuerySet:
        """The articles that anybody may see at `at`: approved, their minute come, not withdrawn, release out.

        The clock is read in the query, so that the minute is exact even if no process was up at it. With
        `published_by` only those that had come out by then: of two bounds in a query, SQLite may walk to the other.
        """
        moment = at or timezone.now()
        return self.filter(
            released(at=moment),
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment),
            published_edition__isnull=False,
            published_at__lte=min(moment, published_by or moment),
        )

    def with_editions(self) -> ArticleQuerySet:
        """With the editions that may be public, their section and cover, in the same query."""
        return self.select_related(
            "published_edition__section",
            "published_edition__cover",
            "next_edition__section",
            "next_edition__cover",
            "release",
        )

    def withdrawn(self, *, at: dt.datetime | None = None) -> ArticleQuerySet:
        """The articles that the public has seen and that were taken from it by `at`."""
        moment = at or timezone.now()
        return self.filter(
            released(at=moment),
            published_edition__isnull=False,
            published_at__lte=F("withdrawn_at"),
            withdrawn_at__lte=moment,
        )

    def without_bodies(self) -> ArticleQuerySet:
        """With editions, less the long fields that lists do not show."""
        long = ("body", "tables")
        return self.with_editions().defer(
            "body", *(f"{edition}__{name}" for edition in ("published_edition", "next_edition") for name in long)
        )

    def in_section(self, section: Section, *, at: dt.datetime | None = None) -> Parts[ArticleQuerySet]:
        """The articles whose public edition at `at` stands in the section, whatever the working copy says.

        They are walked by an index: those whose edition stands there, and those that another version of the portal
        wrote and that do not say. Few are those whose next edition has come by the clock alone.
        """
        moment = at or timezone.now()
        settled = self.with_published_edition_shown(at=moment)
        return Parts(
            [
                settled.filter(published_section=section),
                settled.filter(published_section__isnull=True, published_edition__section=section),
            ],
            [self.filter(next_edition__section=section, next_at__lte=moment)],
        )

    def with_published_edition_shown(self, *, at: dt.datetime) -> ArticleQuerySet:
        """Those of public articles whose next edition has not taken the place of the published one by `at`."""
        return self.filter(Q(next_at__isnull=True) | Q(next_at__gt=at))

    def with_public_edition_in(
        self, editions: models.QuerySet, *, at: dt.datetime | None = None
    ) -> Parts[ArticleQuerySet]:
        """The articles whose public edition at `at` is among these keys, in parts as `in_section` gives them."""
        moment = at or timezone.now()
        return Parts(
            [self.with_published_edition_shown(at=moment).filter(published_edition__in=editions)],
            [self.filter(next_edition__in=editions, next_at__lte=moment)],
        )

    def with_public_edition_id(self, *, at: dt.datetime | None = None) -> ArticleQuerySet:
        """With `public_edition_id`, the edition of `edition_at`, for use inside a query."""
        due = When(next_edition__isnull=False, next_at__lte=at or timezone.now(), then=F("next_edition_id"))
        return self.annotate(public_edition_id=Case(due, default=F("published_edition_id")))

    def in_language(self, language: str) -> ArticleQuerySet:
        return self.filter(language=Language.read_in(language))

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-id")


class Article(ArticleContent):
    """An article under its address: a working copy, a state, and pointers to the editions that are public.

    `published_edition` is public from `published_at` on; `next_edition` takes its place at `next_at`. The working
    copy is never shown to the public. `revised_at` is when `published_edition` took the place of an earlier one.
    """

    slug = models.CharField(_("địa chỉ"), max_length=200, unique=True, validators=[CODE])
    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=Language, default=Language.VIETNAMESE)
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations", verbose_name=_("dịch từ bài")
    )
    body: Any = BodyField(_("nội dung"), blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    release = models.ForeignKey(
        Release,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("đợt công bố"),
        help_text=_("Bài gắn với đợt công bố chỉ hiện ra khi đợt công bố đến giờ."),
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="linked_articles", verbose_name=_("chỉ tiêu liên quan")
    )
    tags = models.ManyToManyField("reports.Tag", blank=True, related_name="articles", verbose_name=_("thẻ"))
    published_edition = models.ForeignKey(
        "reports.Edition", models.PROTECT, null=True, editable=False, related_name="+"
    )
    # That of `published_edition`, kept here so that an index leads to the newest of a section.
    published_section = models.ForeignKey(
        Section, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(_("đăng lúc"), null=True, editable=False)
    next_edition = models.ForeignKey("reports.Edition", models.PROTECT, null=True, editable=False, related_name="+")
    next_at = models.DateTimeField(_("bản mới thay từ lúc"), null=True, editable=False)
    revised_at = models.DateTimeField(_("cập nhật lúc"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, editable=False)
    withdrawal_reason = models.TextField(_("lý do gỡ"), blank=True, editable=False)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")
        ordering = ["-updated_at"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="article_newest_first"),
            models.Index(fields=["language", "-published_at", "-id"], name="article_newest_in_language"),
            models.Index(
                fields=["published_section", "language", "-published_at", "-id"], name="article_newest_in_section"
            ),
            # The newsroom's list, whole and by what most narrow it.
            models.Index(fields=["-updated_at", "-id"], name="article_edited_last"),
            models.Index(fields=["state", "-updated_at", "-id"], name="article_edited_in_state"),
            models.Index(fields=["section", "-updated_at", "-id"], name="article_edited_in_section"),
            # The next minute at which public pages change is looked for in these.
            models.Index(fields=["next_at"], name="article_next_at", condition=Q(next_at__isnull=False)),
            # The few that moved by the clock are found beside those that an edition alone places (`in_section`).
            models.Index(
                fields=["language", "-published_at", "-id"],
                name="article_with_next_edition",
                condition=Q(next_at__isnull=False),
            ),
            models.Index(fields=["withdrawn_at"], name="article_withdrawn_at", condition=Q(withdrawn_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_edition__isnull=True) | Q(published_at__isnull=False),
                name="article_public_edition_has_minute",
            ),
            models.CheckConstraint(
                condition=Q(next_edition__isnull=True) | Q(next_at__isnull=False),
                name="article_next_edition_has_minute",
            ),
            models.CheckConstraint(condition=~Q(translation_of=F("id")), name="article_not_its_own_translation"),
        ]
        permissions = [
            ("review_article", _("Duyệt bài viết")),
            ("publish_article", _("Đăng và gỡ bài viết")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The article's own address: an English article has it under /en/, in whatever language it is asked for."""
        with override(self.language):
            return reverse("reports:article", args=[self.slug])

    def edition_at(self, at: dt.datetime | None = None) -> Edition | None:
        """The edition that the public sees at `at`, whatever the queryset says of the article's visibility."""
        moment = at or timezone.now()
        if self.next_edition is not None and self.next_at is not None and self.next_at <= moment:
            return self.next_edition
        return self.published_edition

    def revised_at_by(self, at: dt.datetime | None = None) -> dt.datetime | None:
        """The minute from which the public sees the edition of `at`, where it is not the first one."""
        moment = at or timezone.now()
        if self.next_edition_id is not None and self.next_at is not None and self.next_at <= moment:
            return self.next_at
        return self.revised_at

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the old address when the slug changes, so that it can redirect, and the words that are searched."""
        with transaction.atomic():
            stored = Article.objects.filter(pk=self.pk).values("slug", "published_edition_id", "published_section_id")
            old = stored.first() if self.pk else None
            saved = kwargs.get("update_fields")
            if saved is None or not {"published_edition", "published_edition_id"}.isdisjoint(saved):
                self.published_section_id = self._section_of_published(old or {})
                if saved is not None:
                    kwargs["update_fields"] = {*saved, "published_section"}
            super().save(*args, **kwargs)
            if saved is None or not set(SEARCHED).isdisjoint(saved):
                self._keep_words()
            ArticleAddress.objects.filter(slug=self.slug).delete()
            if old and old["slug"] != self.slug:
                ArticleAddress.objects.update_or_create(slug=old["slug"], defaults={"article": self})

    def _section_of_published(self, old: Mapping[str, Any]) -> int | None:
        """The section of the published edition, asked for where the article has got another one."""
        if self.published_edition_id is None:
            return None
        if old.get("published_edition_id") == self.published_edition_id and old["published_section_id"]:
            return int(old["published_section_id"])
        assert self.published_edition is not None
        return self.published_edition.section_id

    def _keep_words(self) -> None:
        ArticleWords.objects.bulk_create(
            [ArticleWords.of(self)],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["words", "byline_words"],
        )


class ArticleAddress(models.Model):
    """A former address of an article, which redirects to the present one."""

    slug = models.CharField(_("địa chỉ cũ"), max_length=200, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="former_addresses")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("địa chỉ cũ")
        verbose_name_plural = _("địa chỉ cũ")

    def __str__(self) -> str:
        return self.slug
