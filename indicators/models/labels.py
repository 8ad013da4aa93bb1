"""What people call a field of a model."""

from __future__ import annotations

from django.db import models


def label_of(model: type[models.Model], field: str) -> str:
    """The verbose name of a column, in the active language; raises FieldDoesNotExist for any other name."""
    found = model._meta.get_field(field)
    return str(getattr(found, "verbose_name", field))
