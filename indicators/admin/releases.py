"""Releases in the admin: the minutes at which figures become public, with a warning where one is moved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.admin.catalogue import FixedOnceUsed
from indicators.admin.recorded import badge, shown_moment
from indicators.admin.search import FoldedSearch
from indicators.models import Release


class ReleaseForm(forms.ModelForm):
    """Asks for a second word before figures that are public are hidden again or hidden ones come out at once."""

    confirm_move = forms.BooleanField(required=False, widget=forms.HiddenInput())

    class Meta:
        model = Release
        fields = ("code", "title_vi", "title_en", "published_at", "is_announced", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        moment = cleaned.get("published_at")
        if not self.instance.pk or moment is None or cleaned.get("confirm_move"):
            return cleaned
        warning = warning_of_move(self.instance, is_public=moment <= timezone.now())
        if warning:
            self.fields["confirm_move"].widget = forms.CheckboxInput()
            self.fields["confirm_move"].label = _("Tôi hiểu và vẫn đổi giờ")
            self.add_error("confirm_move", ValidationError(warning))
        return cleaned


def warning_of_move(release: Release, *, is_public: bool) -> str:
    """What moving the minute does to figures that are public or waiting; empty where it does nothing to either."""
    was_public = release.is_public()
    count = release.observations.count() + release.targets.count()
    if was_public == is_public or not count:
        return ""
    if was_public:
        return ngettext(
            "Đợt này đã công bố: %(count)d số liệu đang công khai sẽ bị ẩn khỏi trang công khai.",
            "Đợt này đã công bố: %(count)d số liệu đang công khai sẽ bị ẩn khỏi trang công khai.",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)d số liệu đang chờ công bố sẽ công khai ngay khi lưu.",
        "%(count)d số liệu đang chờ công bố sẽ công khai ngay khi lưu.",
        count,
    ) % {"count": count}


@admin.register(Release)
class ReleaseAdmin(FixedOnceUsed, FoldedSearch):
    form = ReleaseForm
    list_display = ("title_vi", "published_at", "state_shown", "is_announced", "observation_count", "code")
    list_filter = ("is_announced",)
    date_hierarchy = "published_at"
    folded_fields = ("title_vi", "title_en", "code")
    fields = ("title_vi", "title_en", "code", "published_at", "confirm_move", "is_announced", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).annotate(observation_count=Count("observations"))

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        old = form.initial.get("published_at")
        super().save_model(request, obj, form, change)
        if change and old and old != obj.published_at:
            self.message_user(
                request,
                _("Giờ công bố đã đổi từ %(old)s sang %(new)s. Bài viết gắn với đợt này cũng đổi theo.")
                % {"old": shown_moment(old), "new": shown_moment(obj.published_at)},
                level="WARNING",
            )

    @admin.display(description=gettext_lazy("tình trạng"))
    def state_shown(self, release: Release) -> SafeString:
        return badge("public", _("Đã công bố")) if release.is_public() else badge("embargoed", _("Chưa đến giờ"))

    @admin.display(description=gettext_lazy("số liệu"), ordering="observation_count")
    def observation_count(self, release: Any) -> int:
        return release.observation_count
