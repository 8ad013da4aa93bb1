"""The column type of published numbers: exact on every database, precision kept."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from indicators.form_fields import PublishedNumberFormField

MAX_DIGITS = 30


class PublishedDecimalField(models.Field):
    """A `Decimal` that comes back digit for digit, so that 2.435,20 never turns into 2.435,2.

    PostgreSQL keeps it as unconstrained `numeric`. SQLite has no decimal type (its NUMERIC affinity goes
    through a binary float), so the digits are kept as text there: compare and sort in Python, not in SQL.
    """

    description = _("Số thập phân đúng như đã công bố")
    empty_strings_allowed = False

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "numeric" if connection.vendor == "postgresql" else "text"

    def get_internal_type(self) -> str:
        return "PublishedDecimalField"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """The value as a finite `Decimal`; floats are refused because their digits are not the published ones."""
        if value is None or value == "":
            return None
        if isinstance(value, bool | float):
            raise ValidationError(_("“%(value)s” không phải là số thập phân chính xác."), params={"value": value})
        try:
            number = Decimal(value)
        except (InvalidOperation, TypeError, ValueError):
            raise ValidationError(_("“%(value)s” không phải là một số."), params={"value": value}) from None
        if not number.is_finite():
            raise ValidationError(_("“%(value)s” không phải là một số hữu hạn."), params={"value": value})
        if len(number.as_tuple().digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
            raise ValidationError(_("Số có quá %(digits)d chữ số."), params={"digits": MAX_DIGITS})
        return number

    def get_prep_value(self, value: Any) -> Decimal | None:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        number = value if prepared else self.get_prep_value(value)
        if number is None or connection.vendor == "postgresql":
            return number
        return format(number, "f")

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else format(value, "f")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": PublishedNumberFormField, **kwargs})
