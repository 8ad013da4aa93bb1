"""Forms filled with what someone wrote before, without judging it: half a thought is not a mistake yet."""

from __future__ import annotations

from typing import Any, TypeVar

from django.forms import BaseForm, BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

F = TypeVar("F", bound=BaseForm)
S = TypeVar("S", bound=BaseFormSet)


class _Unjudged(BaseForm):
    """Bound, and never validated; only for showing."""

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


class _UnjudgedSet(BaseFormSet):
    def full_clean(self) -> None:
        self._errors: Any = [{} for _form in self.forms]
        self._non_form_errors = self.error_class()


def form_shown_again(form_class: type[F], data: QueryDict) -> type[F]:
    """The class of a form that is filled with `data`, however it is called."""

    class Again(_Unjudged, form_class):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "data": data})

    Again.__name__ = form_class.__name__
    return Again


def formset_shown_again(formset_class: type[S]) -> type[S]:
    """The class of a formset that is given its data and not validated."""

    class Form(_Unjudged, formset_class.form):  # type: ignore[name-defined, misc]
        pass

    class Again(_UnjudgedSet, formset_class):  # type: ignore[valid-type, misc]
        form = Form

    return Again
