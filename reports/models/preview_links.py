"""Links by which people without an account see an article before it is public."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article
from reports.models.editions import Edition


def token_digest(token: str) -> str:
    """What is kept of a link's secret: whoever reads the database cannot open a preview with it."""
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, *, at: dt.datetime | None = None) -> PreviewLinkQuerySet:
        """The links that still show something at `at`."""
        return self.filter(expires_at__gt=at or timezone.now(), revoked_at__isnull=True)


class PreviewLink(models.Model):
    """Shows one edition of an article, or without one its working copy, to whoever has the address, until it ends."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name=_("bài viết"))
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("bản được xem")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("gửi cho ai"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người tạo")
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người thu hồi")
    )
    used_count = models.PositiveIntegerField(_("số lần mở"), default=0)
    last_used_at = models.DateTimeField(_("mở lần cuối lúc"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("liên kết xem trước")
        verbose_name_plural = _("liên kết xem trước")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(token_hash=""), name="preview_link_has_hash"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
