"""Which edition of the original a translation was last brought up to date with: said by whom, and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from indicators.models.versions import AppendOnly
from reports.models.articles import Article
from reports.models.editions import Edition

# What a translator carries over; a change of anything else leaves a translation as good as it was.
TRANSLATED = ("title", "lead", "body", "cover_caption", "tables")


class TranslationMarkQuerySet(models.QuerySet["TranslationMark"]):
    def newest_first(self) -> TranslationMarkQuerySet:
        """The mark of the newest edition first; of one edition the one that was made last."""
        return self.order_by("-edition__number", "-marked_at", "-pk")

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("A mark is never altered; make a new one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Marks are never deleted.")

    def with_standing(self) -> TranslationMarkQuerySet:
        """With `is_behind`: whether a later edition of the original changed what is translated."""
        later = Edition.objects.filter(
            article=OuterRef("original_edition__article"), number__gt=OuterRef("original_edition__number")
        )
        return self.annotate(is_behind=Exists(translated_changes(later)))


class TranslationMark(models.Model):
    """At `edition`, the translation said what `original_edition` says. Never altered; a later mark takes its place.

    It holds for every edition of the translation from `edition` on, until one that has a mark of its own.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="translation_marks", verbose_name=_("bản dịch"))
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("bản của bản dịch"))
    original_edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("bản của bài gốc"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người đánh dấu")
    )
    marked_at = models.DateTimeField(_("đánh dấu lúc"), auto_now_add=True)

    objects = TranslationMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đối chiếu bản dịch")
        verbose_name_plural = _("các lần đối chiếu bản dịch")
        ordering = ["article_id", "-marked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.edition} = {self.original_edition}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("A mark is never altered; make a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Marks are never deleted.")


def translated_changes(editions: models.QuerySet[Edition]) -> models.QuerySet[Edition]:
    """Those of the editions that changed something that is translated."""
    named = Q()
    for name in TRANSLATED:
        named |= Q(changed_text__contains=f'"{name}"')
    return editions.annotate(changed_text=Cast("changed", TextField())).filter(named)
