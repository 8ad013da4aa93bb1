"""Bound forms that come back to the person with another value than was sent, in a field that they do not see."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import QueryDict


def resend_with(form: BaseForm, field: str, value: str) -> None:
    """Let the form, shown again, carry `value` in `field`, so that sending it once more means something else."""
    data = QueryDict(mutable=True)
    for name, values in getattr(form.data, "lists", lambda: [(k, [v]) for k, v in form.data.items()])():
        data.setlist(name, values)
    data[form.add_prefix(field)] = value
    form.data = data
