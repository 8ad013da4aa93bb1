"""Putting images into the library: several at once, each with its own words; by a plain form, or one by one in JSON."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.image_files import ACCEPTED, DEFAULT_LIMITS, ImageRefused, check_weight
from reports.models import Image
from reports.pictures import smallest_file
from reports.services.images import Words, add_image

ROWS = 3
"""As many images a form without scripts takes at once."""
MOST_ROWS = 50
PREFIX = "images"


class UploadForm(forms.Form):
    """A file and what is said of it; a row without a file is left out."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Tệp ảnh"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )
    alt_vi = forms.CharField(
        label=gettext_lazy("Mô tả ảnh"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Người không nhìn thấy ảnh cần biết điều gì trong ảnh?"),
    )
    alt_en = forms.CharField(label=gettext_lazy("Mô tả ảnh tiếng Anh"), required=False, max_length=300)
    credit = forms.CharField(label=gettext_lazy("Tác giả ảnh"), required=False, max_length=200)

    image: Image | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file and not cleaned.get("alt_vi", "").strip() and "alt_vi" not in self.errors:
            self.add_error("alt_vi", _("Hãy viết mô tả: ảnh không có mô tả thì người khiếm thị không biết đó là gì."))
        if not file and any(cleaned.get(name) for name in ("alt_vi", "alt_en", "credit")):
            self.add_error("file", _("Hãy chọn tệp ảnh."))
        return cleaned

    def keep(self, user: Any) -> bool:
        """Put the image of a valid form into the library; False with an error on the form where it is refused."""
        file = self.cleaned_data["file"]
        try:
            check_weight(file.size)
            words = Words(self.cleaned_data["alt_vi"], self.cleaned_data["alt_en"], self.cleaned_data["credit"])
            self.image = add_image(file.read(), words, actor=user)
        except ImageRefused as refusal:
            self.add_error("file", str(refusal))
            return False
        return True


UploadFormSet = forms.formset_factory(UploadForm, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class ImageUploadPages(admin.ModelAdmin):
    """Takes the place of the admin's form for one image."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._upload_page(request, UploadFormSet(prefix=PREFIX))
        forms_sent = UploadFormSet(request.POST, request.FILES, prefix=PREFIX)
        kept = self._keep(request, forms_sent)
        wrong = [form for form in forms_sent if form.errors]
        if request.accepts("application/json") and not request.accepts("text/html"):
            return _told(kept, wrong)
        if IS_POPUP_VAR in request.POST and len(kept) == 1 and not wrong:
            return self.response_add(request, kept[0])
        if kept:
            said = ngettext("Đã thêm %(count)d ảnh vào thư viện.", "Đã thêm %(count)d ảnh vào thư viện.", len(kept))
            messages.success(request, said % {"count": len(kept)})
        if not kept and not wrong:
            messages.warning(request, _("Chưa chọn ảnh nào."))
        if kept and not wrong:
            return HttpResponseRedirect(reverse("admin:reports_image_changelist"))
        return self._upload_page(request, _only(wrong) if wrong else UploadFormSet(prefix=PREFIX))

    def _keep(self, request: HttpRequest, forms_sent: BaseFormSet) -> list[Image]:
        kept = []
        forms_sent.is_valid()
        for form in forms_sent:
            if form.cleaned_data.get("file") and not form.errors and form.keep(request.user):
                self.log_addition(request, form.image, [{"added": {}}])
                kept.append(form.image)
        return kept

    def _upload_page(self, request: HttpRequest, formset: BaseFormSet) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Thêm ảnh vào thư viện"),
            "opts": self.opts,
            "formset": formset,
            "accepted": ACCEPTED,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            "popup_var": IS_POPUP_VAR,
            "limit": DEFAULT_LIMITS,
            "limit_megabytes": DEFAULT_LIMITS.file_bytes >> 20,
        }
        return TemplateResponse(request, "admin/reports/image_upload.html", context)


def _only(wrong: list[UploadForm]) -> BaseFormSet:
    """A form of the rows that could not be kept, with what was written; browsers do not send a file twice."""
    formset = UploadFormSet(prefix=PREFIX)
    formset.forms = wrong
    for number, form in enumerate(wrong):
        form.prefix = f"{PREFIX}-{number}"
        form.data = {form.add_prefix(name): form.cleaned_data.get(name, "") for name in form.fields}
    return formset


def _told(kept: list[Image], wrong: list[UploadForm]) -> JsonResponse:
    """What a script is answered: the image, or what is wrong with each field."""
    if wrong:
        errors = {name: [str(e) for e in errors] for form in wrong for name, errors in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    if not kept:
        return JsonResponse({"errors": {"file": [_("Hãy chọn tệp ảnh.")]}}, status=422)
    return JsonResponse({"images": [image_json(image) for image in kept]})


def image_json(image: Image) -> dict[str, Any]:
    """What the editor needs of an image."""
    return {
        "id": image.pk,
        "url": smallest_file(image),
        "alt": image.alt_vi,
        "alt_en": image.alt_en,
        "credit": image.credit,
        "change": reverse("admin:reports_image_change", args=[image.pk]),
    }
