"""Search in admin lists and selectors as people type: without diacritics, in any order of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from indicators.models import Area, Indicator, IndicatorAlias
from indicators.text import fold


class FoldedSearch(admin.ModelAdmin):
    """Finds rows whose `folded_fields` together contain every word, in whatever case and with whatever diacritics.

    The rows are read and compared in Python: for catalogues of thousands, not for observations.
    """

    folded_fields: tuple[str, ...] = ()
    search_fields = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not fold(search_term):
            return queryset, False
        return queryset.filter(pk__in=rows_matching(self.model, self.folded_fields, search_term)), False


def rows_matching(model: type[Model], fields: Iterable[str], term: str) -> set[int]:
    """The keys of the rows whose fields together contain every word of `term`."""
    words = fold(term).split()
    rows = model._default_manager.values_list("pk", *fields)
    return {pk for pk, *texts in rows if _has_all(words, texts)}


def indicators_matching(term: str) -> set[int]:
    """The indicators that a name in either language, the code or another name (alias) finds."""
    words = fold(term).split()
    named = rows_matching(Indicator, ("name_vi", "name_en", "code"), term)
    aliases = IndicatorAlias.objects.values_list("indicator_id", "folded")
    return named | {indicator for indicator, alias in aliases if _has_all(words, [alias])}


def areas_matching(term: str) -> set[int]:
    """The areas that a name in either language or the code finds."""
    return rows_matching(Area, ("name_vi", "name_en", "code"), term)


def _has_all(words: list[str], texts: Iterable[Any]) -> bool:
    whole = " ".join(fold(str(text)) for text in texts if text)
    return all(word in whole for word in words)
