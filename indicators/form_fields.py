"""Form fields that read numbers and periods as the reader's language writes them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from indicators.numbers import NumberError, format_number, parse_decimal
from indicators.period_lists import parse_periods, periods_as_text
from indicators.periods import Period, PeriodError


def _convention() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


class PublishedNumberFormField(forms.CharField):
    """Reads 1.233,5 in Vietnamese and 1,233.5 in English, and shows the stored digits the same way."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "number-input"}))
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, _convention()) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if text is None:
            return None
        try:
            return parse_decimal(text, convention=_convention())  # type: ignore[arg-type]
        except NumberError as error:
            raise ValidationError(error.translated(gettext)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PeriodFormField(forms.CharField):
    """Reads a period as people write it ("Quý I/2018", "5/2018", "2018-Q1") and shows it in the reader's language."""

    def prepare_value(self, value: Any) -> Any:
        return value.label(_convention()) if isinstance(value, Period) else value

    def clean(self, value: Any) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Period.parse(text)
        except PeriodError as error:
            raise ValidationError(error.translated(gettext)) from error


class PeriodListFormField(forms.CharField):
    """Reads several periods in one line, single ones and ranges: "2017-Q1..2018-Q1, năm 2018"."""

    def prepare_value(self, value: Any) -> Any:
        return periods_as_text(value, _convention()) if isinstance(value, tuple | list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs from the one that the initial periods are shown as."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> tuple[Period, ...]:
        text = super().clean(value)
        if not text:
            return ()
        try:
            return parse_periods(text)
        except PeriodError as error:
            raise ValidationError(error.translated(gettext)) from error
