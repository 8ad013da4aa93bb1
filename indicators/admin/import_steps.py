"""What the pages of an import share: the batch, who may work on it, its options, the steps shown above each page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import BatchState, ImportBatch
from indicators.services.import_choices import ImportChoices
from indicators.services.import_options import ImportOptions

UNDERSTOOD = "indicators_importbatch_understood"
NAMES = "indicators_importbatch_names"
DIFFERENCE = "indicators_importbatch_difference"
PROGRESS = "indicators_importbatch_progress"
REPORT = "indicators_importbatch_change"

UNDER_WAY = (BatchState.WAITING, BatchState.RUNNING)


@dataclass(frozen=True, slots=True)
class Step:
    """One step above the page; `url` is empty for what cannot be opened yet."""

    label: str
    url: str
    is_current: bool
    note: str = ""


class ImportPages(admin.ModelAdmin):
    """The base of the pages of an import."""

    def may_import(self, request: HttpRequest) -> bool:
        return request.user.has_perm("indicators.import_observation")  # type: ignore[union-attr]

    def batch_for(self, request: HttpRequest, batch_id: int) -> ImportBatch:
        """The batch for a person who may import; 404 where there is none, PermissionDenied for others."""
        if not self.may_import(request):
            raise PermissionDenied
        return get_object_or_404(ImportBatch.objects.select_related("uploaded_by"), pk=batch_id)

    def page_context(
        self, request: HttpRequest, batch: ImportBatch, current: str, *, title: str, **context: Any
    ) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "batch": batch,
            "title": title,
            "is_open": batch.state == BatchState.READ,
            "steps": steps_of(batch, current),
            **context,
        }


def steps_of(batch: ImportBatch, current: str) -> list[Step]:
    """The steps of the batch; the first ones stay open for a look after it is written."""
    is_open = batch.state == BatchState.READ
    labels = (
        (UNDERSTOOD, _("Đã hiểu gì"), True),
        (NAMES, _("Khớp tên"), is_open),
        (DIFFERENCE, _("Khác biệt"), is_open),
        (REPORT, _("Kết quả"), not is_open),
    )
    return [
        Step(label, step_url(name, batch) if is_reachable else "", name == current)
        for name, label, is_reachable in labels
    ]


def step_url(name: str, batch: ImportBatch) -> str:
    return reverse(f"admin:{name}", args=[batch.pk])


def redirect_to(name: str, batch: ImportBatch) -> HttpResponseRedirect:
    return HttpResponseRedirect(step_url(name, batch))


def redirect_onwards(batch: ImportBatch) -> HttpResponseRedirect:
    """To where a batch is that nothing can be decided about any more: being written, or done with."""
    return redirect_to(PROGRESS if batch.state in UNDER_WAY else REPORT, batch)


def options_of(batch: ImportBatch) -> ImportOptions:
    return ImportOptions.from_json(batch.options)


def keep_options(batch: ImportBatch, options: ImportOptions) -> None:
    """Keep what was chosen with the batch, so that every step reads the file alike."""
    batch.options = options.as_json()
    batch.save(update_fields=["options"])


def keep_choices(batch: ImportBatch, choices: ImportChoices) -> None:
    keep_options(batch, replace(options_of(batch), choices=choices))


def content_of(batch: ImportBatch) -> bytes:
    """The file as it came."""
    with batch.file.open("rb") as file:
        return bytes(file.read())
