"""Form fields that read numbers as the reader's language writes them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from indicators.numbers import NumberError, format_number, parse_decimal


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
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
