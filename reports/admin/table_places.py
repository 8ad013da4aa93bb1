"""After a save: the text's table blocks under the numbers that their tables came to have."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reports.body_blocks import tables_in, with_tables_numbered
from reports.models import Article, StatisticsTable


def settle_tables(request: HttpRequest, article: Article, formsets: Iterable[BaseInlineFormSet]) -> None:
    """Renumber the blocks of the saved body, which count the rows of the form, and drop those of rows that went."""
    formset = next((each for each in formsets if each.model is StatisticsTable), None)
    placed = tables_in(article.body)
    if formset is None or not placed:
        return
    stored = {pk: number for number, pk in enumerate(article.statistics_tables.values_list("pk", flat=True), start=1)}
    numbers = {row: stored.get(form.instance.pk) for row, form in enumerate(formset.forms, start=1)}
    numbers |= dict.fromkeys(placed - numbers.keys())
    body = with_tables_numbered(article.body, numbers)
    if body == article.body:
        return
    article.body = body
    article.save(update_fields=["body"])
    if any(numbers[row] is None for row in placed):
        messages.warning(request, _("Chỗ đặt của bảng số liệu đã xoá hoặc chưa chọn chỉ tiêu đã được bỏ khỏi bài."))
