"""Tables kept as they were at a moment, with everything that they said."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.frozen_content import thawed
from indicators.models.catalogue import CODE
from indicators.table_content import TableContent

# Without letters and digits that are taken for each other when read aloud or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 7


def fresh_code() -> str:
    """A short code that nobody guesses from another one."""
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


class FrozenSnapshot(RuntimeError):
    """Raised on an attempt to alter what a snapshot says."""


class TableSnapshotQuerySet(models.QuerySet["TableSnapshot"]):
    def public(self) -> TableSnapshotQuerySet:
        """The snapshots that anybody may see."""
        return self.filter(is_public=True)


class TableSnapshot(models.Model):
    """A table with its figures, names and notes of one moment, in both languages; only what was public then.

    `query` is the table builder's query of the same table, for those who want it as it is now.
    """

    code = models.CharField(_("mã"), max_length=40, unique=True, default=fresh_code, validators=[CODE], editable=False)
    caption = models.CharField(_("tên bảng"), max_length=300, editable=False)
    query = models.TextField(_("bảng trong Tra cứu"), editable=False)
    contents = models.JSONField(_("nội dung"), default=dict, editable=False)
    is_public = models.BooleanField(_("công khai"), default=True)
    created_at = models.DateTimeField(_("lưu lúc"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("người lưu"),
    )

    objects = TableSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng đã lưu")
        verbose_name_plural = _("bảng đã lưu")
        ordering = ["-created_at", "code"]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("indicators:snapshot", args=[self.code])

    @property
    def content(self) -> TableContent:
        """What the table said, in the reading language."""
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        return thawed(self.contents[language])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            kept = type(self).objects.filter(pk=self.pk).values("query", "contents", "created_at", "code").first()
            if kept and any(getattr(self, name) != value for name, value in kept.items()):
                raise FrozenSnapshot("A snapshot is never altered; make a new one.")
        super().save(*args, **kwargs)
