"""The front page as editors set it: stories pinned to its first places, and what its headline figures are chosen by."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article, Language

# The lead story and what stands out beside it.
PLACES = 5
LEAD = 0


class HeadlinesBy(models.TextChoices):
    EDITORS = "editors", _("Những chỉ tiêu do biên tập chọn, theo thứ tự đã xếp")
    RELEASE = "release", _("Những chỉ tiêu của đợt công bố mới nhất đã ra")


class FrontPage(models.Model):
    """What both languages share, in one row. Whoever changes any of the front page holds it until they are done."""

    headlines_by = models.CharField(
        _("số liệu chính"),
        max_length=10,
        choices=HeadlinesBy,
        default=HeadlinesBy.EDITORS,
        db_default=HeadlinesBy.EDITORS,
    )

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")
        # Who may publish articles may set it; it has no rights of its own.
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("Trang chủ"))


class FrontPinQuerySet(models.QuerySet["FrontPin"]):
    def holding(self, *, at: dt.datetime | None = None) -> FrontPinQuerySet:
        """Those that have not run out by `at`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at or timezone.now()))


class FrontPin(models.Model):
    """An article in a place of the front page of its language, the lead's (0) or one beside it, until its minute.

    It stands there as long as it is public; what is not leaves its place to the automatic choice.
    """

    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=Language)
    place = models.PositiveSmallIntegerField(_("chỗ"))
    # What was never approved cannot be pinned, and is not offered.
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        related_name="front_pins",
        verbose_name=_("bài viết"),
        limit_choices_to={"published_edition__isnull": False},
    )
    until = models.DateTimeField(_("ghim đến"), null=True, blank=True)
    pinned_at = models.DateTimeField(_("ghim lúc"), default=timezone.now)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người ghim")
    )

    objects = FrontPinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bài được ghim ở trang chủ")
        verbose_name_plural = _("bài được ghim ở trang chủ")
        ordering = ["language", "place"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["language", "place"], name="front_pin_one_a_place"),
            models.UniqueConstraint(fields=["language", "article"], name="front_pin_one_an_article"),
            models.CheckConstraint(condition=Q(place__lt=PLACES), name="front_pin_place_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="front_pin_language_known"),
        ]
        indexes = [
            # The next minute at which public pages change is looked for in it.
            models.Index(fields=["until"], name="front_pin_until", condition=Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_language_display()}, {self.place})"
