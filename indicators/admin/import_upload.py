"""The first page of an import: a file and what it does not say of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.import_steps import (
    REPORT,
    UNDERSTOOD,
    ImportPages,
    keep_options,
    options_of,
    redirect_onwards,
    redirect_to,
    step_url,
)
from indicators.admin.recorded import shown_moment
from indicators.form_fields import PeriodFormField
from indicators.models import Area, BatchState, ImportBatch, Release, Status
from indicators.periods import Period
from indicators.services.import_options import ImportOptions, default_area
from indicators.services.importing import keep_file
from indicators.workbook.grid import open_workbook
from indicators.workbook.problems import WorkbookError

ENDINGS = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"


class OptionsForm(forms.Form):
    """What holds for every figure of the file that does not say otherwise itself."""

    area = forms.ModelChoiceField(
        Area.objects.all(),
        to_field_name="code",
        required=False,
        label=gettext_lazy("Địa bàn"),
        help_text=gettext_lazy("Cho các số liệu mà tệp không ghi địa bàn."),
    )
    period = PeriodFormField(
        required=False,
        label=gettext_lazy("Kỳ"),
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("đọc từ tệp")}),
        help_text=gettext_lazy("Chỉ điền khi tệp không ghi kỳ, hoặc ghi sai. Ví dụ: Quý I/2018, 5/2018."),
    )
    release = forms.ModelChoiceField(
        Release.objects.all(),
        to_field_name="code",
        required=False,
        label=gettext_lazy("Đợt công bố"),
        help_text=gettext_lazy("Số liệu của một đợt sắp tới chỉ công khai khi đến giờ của đợt."),
    )
    status = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Trạng thái"),
        help_text=gettext_lazy("Cho các số liệu mà tệp không ghi là ước tính, sơ bộ hay chính thức."),
    )
    source = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Nguồn"),
        help_text=gettext_lazy("Chỉ điền khi khác với nguồn ghi trong danh mục chỉ tiêu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        fallback = default_area()
        empty = _("Theo tệp, nếu không: %(area)s") % {"area": fallback} if fallback else _("Theo tệp")
        self.fields["area"].empty_label = empty  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("Theo tệp, nếu không: ước tính")), *Status.choices]  # type: ignore[attr-defined]
        self.fields["release"].choices = [("", _("Công khai ngay khi ghi")), *_releases()]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{self[name].auto_id}_help"

    def options(self, earlier: ImportOptions | None = None) -> ImportOptions:
        """What was chosen, in place of what `earlier` said; its decisions about layouts and names stay."""
        cleaned = self.cleaned_data
        period: Period | None = cleaned["period"]
        return replace(
            earlier or ImportOptions(),
            area=cleaned["area"].code if cleaned["area"] else "",
            period=period.sdmx if period else "",
            release=cleaned["release"].code if cleaned["release"] else "",
            status=cleaned["status"],
            source=cleaned["source"],
        )

    @classmethod
    def of(cls, options: ImportOptions) -> OptionsForm:
        """The form filled with what was chosen."""
        period = Period.from_sdmx(options.period) if options.period else None
        told = {"area": options.area, "period": period, "release": options.release}
        return cls(initial={**told, "status": options.status, "source": options.source})


class UploadForm(OptionsForm):
    """The options with the file itself, read once so that what is no workbook goes no further."""

    file = forms.FileField(
        label=gettext_lazy("Tệp số liệu"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp trống, không có nội dung."),
        },
    )
    field_order = ("file",)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        limit = settings.IMPORT_MAX_BYTES
        if (file.size or 0) > limit:
            raise ValidationError(
                _("Tệp lớn hơn mức cho phép (%(limit)s MB). Hãy tách tệp, hoặc bỏ các trang không có số liệu.")
                % {"limit": limit // (1 << 20)}
            )
        self.content = file.read()
        try:
            open_workbook(self.content)
        except WorkbookError as error:
            raise ValidationError(str(error)) from error
        return file


class UploadPages(ImportPages):
    """Adding a batch is uploading a file."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_import(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        status = 200
        if request.method == "POST":
            if form.is_valid():
                return self._keep(request, form)
            status = 422
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "title": _("Nhập số liệu từ tệp"),
            "form": form,
            "limit": settings.IMPORT_MAX_BYTES // (1 << 20),
        }
        return TemplateResponse(request, "admin/indicators/import_upload.html", context, status=status)

    def options_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Changes what holds for the whole file; decisions about layouts and names stay."""
        batch = self.batch_for(request, batch_id)
        if batch.state != BatchState.READ:
            return redirect_onwards(batch)
        form = OptionsForm(request.POST) if request.method == "POST" else OptionsForm.of(options_of(batch))
        if form.is_bound and form.is_valid():
            keep_options(batch, form.options(options_of(batch)))
            return redirect_to(UNDERSTOOD, batch)
        context = self.page_context(request, batch, UNDERSTOOD, title=_("Lựa chọn chung"), form=form)
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/indicators/import_options.html", context, status=status)

    def _keep(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        batch = keep_file(form.content, file.name, form.options(), actor=request.user)  # type: ignore[arg-type]
        if earlier := _earlier(form.content, batch):
            messages.warning(request, _same_file(earlier))
        return redirect_to(UNDERSTOOD, batch)


def _earlier(content: bytes, batch: ImportBatch) -> ImportBatch | None:
    """The same file as it was written before."""
    same = ImportBatch.objects.filter(sha256=hashlib.sha256(content).hexdigest(), state=BatchState.COMMITTED)
    return same.exclude(pk=batch.pk).first()


def _same_file(earlier: ImportBatch) -> str:
    moment = shown_moment(earlier.committed_at) if earlier.committed_at else ""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Tệp này đã được nhập lúc %(moment)s.") % {"moment": moment},
        step_url(REPORT, earlier),
        _("Xem lần nhập đó."),
    )


def _releases() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Coming releases first: their figures wait for their minute."""
    now = timezone.now()
    releases = list(Release.objects.order_by("-published_at"))
    coming = [r for r in reversed(releases) if r.published_at > now]
    out = [r for r in releases if r.published_at <= now]
    groups = ((_("Sắp công bố"), coming), (_("Đã công bố"), out))
    return [
        (label, [(r.code, f"{r} ({shown_moment(r.published_at)})") for r in found]) for label, found in groups if found
    ]
