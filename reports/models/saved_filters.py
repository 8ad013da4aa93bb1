"""Filters of the article list that people keep under a name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def seen_by(self, user: User) -> SavedFilterQuerySet:
        """The person's own and those that others share, in the order of their names."""
        return self.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner").order_by("name", "pk")


class SavedFilter(models.Model):
    """A query string of the article list under a name: its owner's, and the whole newsroom's where it is shared."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("người lập")
    )
    name = models.CharField(_("tên"), max_length=60)
    query = models.CharField(_("bộ lọc"), max_length=1000)
    is_shared = models.BooleanField(_("cả toà soạn dùng"), default=False)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_named_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(is_shared=True), name="shared_filter_named_once"),
        ]
        permissions = [("share_savedfilter", _("Chia sẻ bộ lọc với toà soạn"))]

    def __str__(self) -> str:
        return self.name
