"""The forms of the front page: a row for each place that a story may be pinned to, and the choice of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.catalogue import indicator_label
from indicators.models import Indicator
from reports.admin.article_filters import RowSelect
from reports.admin.steps import MomentField
from reports.models import Article, FrontPin, HeadlinesBy
from reports.models.front_page import LEAD, PLACES
from reports.services.front_pins import Pin, may_be_pinned

Row = dict[str, str]
"""What stands in a row of the form, as it was typed: `article` and `until`."""
EMPTY: Row = {"article": "", "until": ""}
UP, DOWN, CLEAR = "up", "down", "clear"
LAST_NUMBER = 999


def place_name(place: int) -> str:
    return _("Tin chính") if place == LEAD else _("Tiêu điểm %(number)d") % {"number": place}


class ArticleSelect(RowSelect):
    """Finds an article of one language by typing."""

    language = ""

    def get_url(self) -> str:
        return f"{super().get_url()}?language={self.language}"


class PlaceForm(forms.Form):
    """A place: which article stands there, and until when."""

    article = forms.ModelChoiceField(
        label=gettext_lazy("Bài"),
        required=False,
        queryset=Article.objects.select_related("release").defer("body"),
        widget=ArticleSelect(FrontPin._meta.get_field("article"), admin.site),
        error_messages={"invalid_choice": gettext_lazy("Bài này không còn nữa.")},
    )
    until = MomentField(label=gettext_lazy("Ghim đến (để trống là đến khi bỏ ghim)"))

    def __init__(self, language: str, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False, **kwargs)
        self.language = language
        select: Any = self.fields["article"].widget
        select.language = language
        select.attrs["data-placeholder"] = _("Tự động; gõ tiêu đề để tìm bài")

    def clean_article(self) -> Article | None:
        article: Article | None = self.cleaned_data["article"]
        if article is not None and (reason := may_be_pinned(article, self.language)):
            raise forms.ValidationError(reason)
        return article

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("until") and not cleaned.get("article") and not self.errors:
            self.add_error("article", _("Hãy chọn bài, hoặc xoá giờ hẹn."))
        return cleaned

    @property
    def pin(self) -> Pin | None:
        article = self.cleaned_data.get("article")
        return Pin(article.pk, self.cleaned_data.get("until")) if article else None


@dataclass(frozen=True, slots=True)
class PlaceForms:
    """The rows of one language. `is_unsaved` where they are not what is set."""

    language: str
    forms: Sequence[PlaceForm]
    is_unsaved: bool = False

    @classmethod
    def of_rows(cls, language: str, rows: Sequence[Row], *, is_unsaved: bool = False) -> PlaceForms:
        """Rows to look at and to go on with, not judged yet."""
        forms = [PlaceForm(language, initial=row, prefix=_prefix(language, n)) for n, row in enumerate(rows)]
        return cls(language, forms, is_unsaved)

    @classmethod
    def of_pins(cls, language: str, pins: Iterable[FrontPin]) -> PlaceForms:
        return cls.of_rows(language, rows_of_pins(pins))

    @classmethod
    def of_post(cls, language: str, data: QueryDict) -> PlaceForms:
        """Rows to be judged."""
        forms = [PlaceForm(language, data, prefix=_prefix(language, place)) for place in range(PLACES)]
        return cls(language, forms, is_unsaved=True)

    def are_valid(self) -> bool:
        # Each, so that every mistake is told at once.
        valid = [form.is_valid() for form in self.forms]
        seen: set[int] = set()
        for form in self.forms:
            article = form.cleaned_data.get("article")
            if article is not None and article.pk in seen:
                form.add_error("article", _("Bài này đã có ở chỗ khác phía trên."))
            seen |= {article.pk} if article else set()
        return all(valid) and not any(form.errors for form in self.forms)

    @property
    def pins(self) -> list[Pin | None]:
        """Of rows that are valid."""
        return [form.pin for form in self.forms]


def rows_of_pins(pins: Iterable[FrontPin]) -> list[Row]:
    rows = [EMPTY] * PLACES
    for pin in pins:
        until = timezone.localtime(pin.until).strftime("%Y-%m-%dT%H:%M") if pin.until else ""
        rows[pin.place] = {"article": str(pin.article_id), "until": until}
    return rows


def rows_of_post(language: str, data: QueryDict) -> list[Row]:
    return [{name: data.get(f"{_prefix(language, n)}-{name}", "") for name in EMPTY} for n in range(PLACES)]


def rearranged(rows: Sequence[Row], move: str) -> tuple[list[Row], str]:
    """The rows after a move, "2:up", and the button to go on with; as they were where the move is none."""
    place_text, _colon, way = move.partition(":")
    place = int(place_text) if place_text in map(str, range(PLACES)) else -1
    after = list(rows)
    other = {UP: place - 1, DOWN: place + 1, CLEAR: place}.get(way, -1)
    if place < 0 or not 0 <= other < PLACES:
        return after, ""
    if way == CLEAR:
        after[place] = EMPTY
        return after, ""
    after[place], after[other] = after[other], after[place]
    at_the_end = other == (0 if way == UP else PLACES - 1)
    return after, f"{other}:{(DOWN if way == UP else UP) if at_the_end else way}"


def with_articles_first(rows: Sequence[Row], articles: Iterable[int]) -> tuple[list[Row], list[Row]]:
    """The rows with these articles before all that stand there, and those for which there is no place any more."""
    stand = [row for row in rows if row["article"]]
    known = {row["article"] for row in stand}
    new = [{"article": str(key), "until": ""} for key in articles if str(key) not in known]
    if not new:
        return list(rows), []
    after = [*new, *stand]
    return [*after[:PLACES], *[EMPTY] * (PLACES - len(after))], after[PLACES:]


class FiguresForm(forms.Form):
    """What the headline figures are chosen by; of those that editors chose the order, and which come and go."""

    by = forms.ChoiceField(label=gettext_lazy("Số liệu chính gồm"), choices=HeadlinesBy, widget=forms.RadioSelect)
    add = forms.ModelChoiceField(
        label=gettext_lazy("Thêm chỉ tiêu"),
        required=False,
        queryset=Indicator.objects.public().select_related("unit", "parent"),
        widget=RowSelect(Article._meta.get_field("indicators"), admin.site),
        error_messages={"invalid_choice": gettext_lazy("Chỉ tiêu này không công khai.")},
    )

    def __init__(self, chosen: Sequence[Indicator], data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, prefix="figures", label_suffix="", use_required_attribute=False, **kwargs)
        self.chosen = chosen
        add: Any = self.fields["add"]
        add.label_from_instance = indicator_label
        add.widget.attrs["data-placeholder"] = _("Gõ tên để tìm")
        for number, indicator in enumerate(chosen, start=1):
            label = indicator_label(indicator)
            self.fields[f"order-{indicator.pk}"] = forms.IntegerField(
                label=_("Thứ tự của “%(name)s”") % {"name": label},
                min_value=1,
                max_value=LAST_NUMBER,
                initial=number,
                required=False,
            )
            self.fields[f"drop-{indicator.pk}"] = forms.BooleanField(
                label=_("Bỏ “%(name)s” khỏi trang chủ") % {"name": label}, required=False
            )

    @property
    def rows(self) -> list[tuple[Indicator, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"order-{each.pk}"], self[f"drop-{each.pk}"]) for each in self.chosen]

    @property
    def ordered(self) -> list[int]:
        """Of a valid form: the keys by their numbers, those without behind, then what is added."""
        cleaned = self.cleaned_data
        kept = [each.pk for each in self.chosen if not cleaned[f"drop-{each.pk}"]]
        kept.sort(key=lambda key: cleaned[f"order-{key}"] or LAST_NUMBER + 1)
        added = cleaned.get("add")
        return [*kept, added.pk] if added and added.pk not in kept else kept


def _prefix(language: str, place: int) -> str:
    return f"{language}-{place}"
