"""The form above the newsroom's list of articles: what can be asked for, and each part of it as a chip to take off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Indicator, Release
from reports.admin.translation_list import CHOICES as TRANSLATION_CHOICES
from reports.models import Article, Language, Section, State, Tag
from reports.search_words import LONGEST_QUERY
from reports.services.article_list import EDITED, PUBLISHED, ArticleFilter, Counts

ANY = gettext_lazy("Tất cả")
MOST_WRITERS = 500


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of what is asked for, in words, and the address of the list without it."""

    name: str
    label: str
    url: str


class RowSelect(AutocompleteSelect):
    """Finds a row by typing. What is no number cannot be a row's, and is read as a row that there never is."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        value = super().value_from_datadict(data, files, name) or ""
        return value if not value or (value.isdecimal() and len(value) < 18) else "0"

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Django's own leaves the field without words."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": base_attrs.get("data-placeholder", "")}


class DayField(forms.DateField):
    """A day, as the browser's own control sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=self.input_formats, required=False, **kwargs)


class FilterForm(forms.Form):
    """The query string of the list. What cannot be read is left out of the filter, and said beside its field."""

    q = forms.CharField(
        label=gettext_lazy("Tìm"), required=False, max_length=LONGEST_QUERY, widget=forms.TextInput({"type": "search"})
    )
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False, choices=[("", ANY), *State.choices])
    section = forms.TypedChoiceField(
        label=gettext_lazy("Chuyên mục"), required=False, coerce=int, empty_value=None, choices=[]
    )
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ"), required=False, choices=[("", ANY), *Language.choices])
    translation = forms.ChoiceField(
        label=gettext_lazy("Bản dịch"), required=False, choices=[("", ANY), *TRANSLATION_CHOICES]
    )
    public = forms.ChoiceField(
        label=gettext_lazy("Công khai"),
        required=False,
        choices=[("", ANY), ("yes", gettext_lazy("Đang công khai")), ("no", gettext_lazy("Không công khai"))],
    )
    writer = forms.TypedChoiceField(
        label=gettext_lazy("Người viết"), required=False, coerce=int, empty_value=None, choices=[]
    )
    byline = forms.CharField(label=gettext_lazy("Tác giả ghi trên bài"), required=False, max_length=LONGEST_QUERY)
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Dẫn chỉ tiêu"),
        required=False,
        queryset=Indicator.objects.select_related("unit", "parent"),
        widget=RowSelect(Article._meta.get_field("indicators"), admin.site),
    )
    tag = forms.ModelChoiceField(
        label=gettext_lazy("Thẻ"),
        required=False,
        queryset=Tag.objects.all(),
        widget=RowSelect(Article._meta.get_field("tags"), admin.site),
    )
    release = forms.ModelChoiceField(
        label=gettext_lazy("Đợt công bố"),
        required=False,
        queryset=Release.objects.all(),
        widget=RowSelect(Article._meta.get_field("release"), admin.site),
    )
    dated = forms.ChoiceField(
        label=gettext_lazy("Theo giờ"),
        required=False,
        choices=[(EDITED, gettext_lazy("sửa lần cuối")), (PUBLISHED, gettext_lazy("đăng"))],
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(label=gettext_lazy("Đến hết ngày"))
    revised = forms.BooleanField(label=gettext_lazy("Có số liệu vừa sửa"), required=False)

    def __init__(self, data: QueryDict | Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filter-%s", label_suffix="", use_required_attribute=False)
        sections = [(section.pk, section.name) for section in Section.objects.all()]
        people = User.objects.filter(is_staff=True).order_by("username")[:MOST_WRITERS]
        self._choose("section", sections)
        self._choose("writer", [(person.pk, person.get_full_name() or person.username) for person in people])
        for name in ("indicator", "tag", "release"):
            self.fields[name].widget.attrs["data-placeholder"] = _("Gõ tên để tìm")
        self.is_valid()

    def _choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", ANY), *choices]  # type: ignore[attr-defined]

    @cached_property
    def asked(self) -> ArticleFilter:
        """What is asked for, as far as it can be read."""
        read = self.cleaned_data
        rows = {name: read[name].pk for name in ("indicator", "tag", "release") if read.get(name)}
        names = ("section", "writer", "since", "until", "state", "public", "language", "byline", "translation")
        parts: dict[str, Any] = {name: read[name] for name in names if read.get(name)}
        return ArticleFilter(
            text=read.get("q", ""),
            is_revised=bool(read.get("revised")),
            dated=self.order,
            **rows,
            **parts,
        )

    @property
    def order(self) -> str:
        """By which moment the list is ordered, and days are meant."""
        return self.cleaned_data.get("dated") or EDITED

    @cached_property
    def params(self) -> dict[str, str]:
        """What is asked for as a query string would say it, in the order of the fields."""
        return {
            name: self._written(value)
            for name in self.fields
            if (value := self.cleaned_data.get(name)) not in (None, "", False, EDITED)
        }

    @property
    def query(self) -> str:
        return urlencode(self.params)

    @property
    def folded_away(self) -> list[forms.BoundField]:
        """The fields below the search box; states stand as tabs."""
        return [self[name] for name in self.fields if name not in ("q", "state")]

    @property
    def folded_count(self) -> int:
        """How many parts of what is asked for are folded away."""
        return sum(name not in ("q", "state", "dated") for name in self.params)

    def url(self, **changed: str) -> str:
        """The address of the list with these parts said otherwise; empty takes one off."""
        params = {name: value for name, value in {**self.params, **changed}.items() if value}
        return f"?{urlencode(params)}"

    def chips(self) -> list[Chip]:
        """What is asked for, part by part."""
        return [Chip(name, self._told(name), self.url(**{name: ""})) for name in self.params if name != "dated"]

    def count(self, counts: Counts) -> None:
        """Write beside options how many articles they would leave, as far as that was counted."""
        for name, counted in (("section", counts.sections), ("language", counts.languages)):
            if counted is not None:
                choices = self.fields[name].choices  # type: ignore[attr-defined]
                self.fields[name].widget.choices = [  # type: ignore[attr-defined]
                    (value, label if value == "" else f"{label} ({counted.get(value, 0)})") for value, label in choices
                ]

    def _told(self, name: str) -> str:
        """ "Chuyên mục: Công nghiệp"; a box that is ticked by its label alone."""
        field, value = self.fields[name], self.cleaned_data[name]
        if value is True:
            return str(field.label)
        return f"{field.label}: {self._shown(field, value)}"

    def _shown(self, field: forms.Field, value: Any) -> str:
        if isinstance(field, DayField):
            return date_format(value, "j/n/Y")
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
            return str(labels.get(value, value))
        return f"“{value}”" if isinstance(value, str) else str(value)

    @staticmethod
    def _written(value: Any) -> str:
        return "1" if value is True else str(getattr(value, "pk", value))
