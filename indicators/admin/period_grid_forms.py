"""The forms of the period grid: what to type, and one row a figure that remembers what it showed."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from indicators.form_fields import PeriodFormField, PublishedNumberFormField
from indicators.models import Absence, Area, Observation, Release, Status, Topic
from indicators.models.labels import label_of
from indicators.services.period_grid import CellContent, GridRow, Typed


class GridChoice(forms.Form):
    """What to type: a topic in an area over a period, with the status and the release of new values."""

    topic = forms.ModelChoiceField(Topic.objects.all(), label=gettext_lazy("Lĩnh vực"))
    area = forms.ModelChoiceField(Area.objects.all(), label=gettext_lazy("Địa bàn"))
    period = PeriodFormField(
        label=gettext_lazy("Kỳ"), widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Quý I/2018")})
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Trạng thái của số liệu mới"), choices=Status, required=False, initial=Status.ESTIMATE
    )
    release = forms.ModelChoiceField(
        Release.objects.all(),
        label=gettext_lazy("Đợt công bố"),
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        # Offered are the coming ones; one whose minute came while the person typed is still taken.
        coming = Release.objects.filter(published_at__gt=timezone.now()).order_by("published_at")
        offered = [(r.pk, f"{r} ({shown_moment(r.published_at)})") for r in coming]
        self.fields["release"].choices = [("", _("Công khai ngay khi ghi")), *offered]  # type: ignore[attr-defined]


class GridReason(forms.Form):
    """What is said of the whole saving."""

    source = forms.CharField(label=gettext_lazy("Nguồn"), required=False, max_length=300)
    reason = forms.CharField(label=gettext_lazy("Lý do sửa"), required=False, max_length=500)


class GridRowForm(forms.Form):
    """One figure. `seen` carries what the row showed, so that an overtaken value is noticed."""

    value = PublishedNumberFormField(required=False)
    status = forms.ChoiceField(choices=Status)
    absence = forms.ChoiceField(choices=[("", "—"), *Absence.choices], required=False)
    footnote = forms.CharField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, row: GridRow, *, default_status: str, data: Any = None) -> None:
        self.row = row
        content = row.content if row.stored else CellContent(status=default_status)
        initial = {name: getattr(content, name) for name in ("value", "status", "absence", "footnote")}
        super().__init__(data, prefix=f"i{row.indicator.pk}", initial={**initial, "seen": as_text(content)})
        for name in self.fields:
            widget = self.fields[name].widget
            widget.attrs |= {"data-field": name, "aria-label": f"{row.indicator}: {self.label_of(name)}"}
        self.fields["value"].widget.attrs |= {"class": "number-input grid-value", "autocomplete": "off"}

    @staticmethod
    def label_of(name: str) -> str:
        return label_of(Observation, name) if name != "seen" else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        typed = self.typed
        if not typed.is_touched:
            return cleaned
        if typed.content.value is not None and typed.content.absence:
            self.add_error("absence", _("Đã có giá trị thì không chọn lý do không có giá trị."))
        elif typed.content.value is None and not typed.content.absence:
            self.add_error(
                "value",
                _("Muốn bỏ giá trị đã ghi, hãy chọn lý do không có giá trị; muốn xoá hẳn, mở trang của số liệu đó.")
                if self.row.stored
                else _("Hãy nhập giá trị, hoặc chọn lý do không có giá trị."),
            )
        return cleaned

    @property
    def typed(self) -> Typed:
        """What the person typed, after validation."""
        cleaned = self.cleaned_data
        content = CellContent(cleaned["value"], cleaned["absence"], cleaned["status"], cleaned["footnote"].strip())
        return Typed(self.row.indicator, content, from_text(cleaned["seen"]))


def as_text(content: CellContent) -> str:
    """The content as the hidden field carries it."""
    value = None if content.value is None else format(content.value, "f")
    return json.dumps([value, content.absence, content.status, content.footnote], ensure_ascii=False)


def from_text(text: str) -> CellContent:
    """The content of `as_text`; what cannot be read counts as nothing seen, so that no value is overwritten unseen."""
    try:
        value, absence, status, footnote = json.loads(text)
        return CellContent(None if value is None else Decimal(value), str(absence), str(status), str(footnote))
    except (ValueError, TypeError, InvalidOperation):
        return CellContent()
