"""How a person wants to be written to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Language


class Preference(models.Model):
    """A person's own choices; who has no row gets mail in Vietnamese."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    language = models.CharField(_("ngôn ngữ của thư"), max_length=2, choices=Language, default=Language.VIETNAMESE)
    wants_mail = models.BooleanField(_("nhận thư khi bài đổi trạng thái"), default=True)

    class Meta:
        verbose_name = _("tuỳ chọn cá nhân")
        verbose_name_plural = _("tuỳ chọn cá nhân")

    def __str__(self) -> str:
        return str(self.user)
