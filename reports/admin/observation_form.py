"""The form of an observation made from a sentence of an article, everything filled in that the sentence says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from indicators.form_fields import PeriodFormField, PublishedNumberFormField
from indicators.models import Area, Indicator, Status, Topic
from reports.models import Article
from reports.services.claim_recording import ADD_INDICATOR, NewIndicator, Proposal, RecordingRefused, record_claim

_NUMBERS = {
    "value": "value",
    "growth_yoy": "printed_growth_yoy",
    "growth_previous": "printed_growth_previous",
    "plan_share": "printed_plan_share",
}


class ClaimObservationForm(forms.Form):
    """Reads an observation; `record` writes it. A new indicator is described where `indicator` is empty."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.select_related("unit"),
        to_field_name="code",
        required=False,
        label=gettext_lazy("Chỉ tiêu"),
        widget=forms.HiddenInput(),
    )
    name = forms.CharField(label=gettext_lazy("Tên chỉ tiêu mới"), required=False, max_length=300)
    topic = forms.ModelChoiceField(
        Topic.objects.all(), to_field_name="code", required=False, label=gettext_lazy("Lĩnh vực của chỉ tiêu")
    )
    area = forms.ModelChoiceField(Area.objects.all(), to_field_name="code", label=gettext_lazy("Địa bàn"))
    period = PeriodFormField(label=gettext_lazy("Kỳ"))
    value = PublishedNumberFormField(label=gettext_lazy("Giá trị"), required=False)
    unit = forms.CharField(label=gettext_lazy("Đơn vị"), required=False, max_length=60)
    status = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=Status.choices)
    growth_yoy = PublishedNumberFormField(label=gettext_lazy("Tăng so với cùng kỳ, %"), required=False)
    growth_previous = PublishedNumberFormField(label=gettext_lazy("Tăng so với kỳ trước, %"), required=False)
    plan_share = PublishedNumberFormField(label=gettext_lazy("So với kế hoạch năm, %"), required=False)
    source = forms.CharField(label=gettext_lazy("Nguồn"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None, *, article: Article, proposal: Proposal, actor: User) -> None:
        super().__init__(data, prefix="so-lieu", label_suffix="", use_required_attribute=False)
        self.article, self.proposal, self.actor = article, proposal, actor
        self.said = ""
        self.initial = {
            "indicator": proposal.indicator.code if proposal.indicator else "",
            "name": proposal.name,
            "area": proposal.area.code if proposal.area else None,
            "topic": proposal.indicator.topic.code if proposal.indicator else None,
            **{field: getattr(proposal, field) for field in ("period", "unit", "status", "source", *_NUMBERS)},
        }
        for name in ("growth_yoy", "growth_previous", "plan_share"):
            if self.initial[name] is None and not self.is_bound:
                del self.fields[name]

    @property
    def may_name(self) -> bool:
        return self.actor.has_perm(ADD_INDICATOR)

    @property
    def stated(self) -> list[forms.BoundField]:
        """The fields of the observation itself."""
        return [field for field in self if field.name not in ("indicator", "name", "topic")]

    @property
    def chosen(self) -> Indicator | None:
        """The indicator that the form shows as chosen."""
        code = self["indicator"].value()
        return Indicator.objects.select_related("unit").filter(code=code).first() if code else None

    @property
    def visibility(self) -> str:
        """When the public sees what is about to be written."""
        release = self.article.release
        if release is None:
            return _("Bài không gắn đợt công bố: số liệu này công khai ngay khi ghi.")
        if release.is_public():
            return _("Thuộc đợt “%(release)s”, đã công bố: số liệu này công khai ngay khi ghi.") % {"release": release}
        return _("Thuộc đợt “%(release)s”: không ai ngoài trang quản trị thấy trước %(moment)s.") % {
            "release": release,
            "moment": shown_moment(release.published_at),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("indicator") is None and "indicator" not in self.errors:
            if not self.may_name:
                self.add_error("name", _("Hãy chọn một chỉ tiêu; bạn không có quyền thêm chỉ tiêu mới."))
            elif not cleaned.get("name") or cleaned.get("topic") is None:
                self.add_error("name", _("Hãy chọn một chỉ tiêu, hoặc nêu tên và lĩnh vực của chỉ tiêu mới."))
        return cleaned

    def record(self) -> bool:
        """Write the observation; where that is refused, the reason stands at its field and nothing is written."""
        cleaned = self.cleaned_data
        fields = {stored: cleaned.get(name) for name, stored in _NUMBERS.items()}
        try:
            row = record_claim(
                self.article,
                indicator=cleaned["indicator"] or NewIndicator(cleaned["name"], cleaned["topic"], cleaned["unit"]),
                area=cleaned["area"],
                period=cleaned["period"],
                unit=cleaned["unit"],
                fields={**fields, "status": cleaned["status"], "source": cleaned["source"]},
                actor=self.actor,
            )
        except RecordingRefused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
            return False
        self.said = _("Đã ghi số liệu: %(observation)s.") % {"observation": row}
        return True
