"""Files to take away, in the form of an article."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from reports.attachment_files import ACCEPTED, FileRefused, kind_of
from reports.models import Attachment


class AttachmentForm(forms.ModelForm):
    """Takes only what the bytes show to be a document; without a name the file is called as it was uploaded."""

    title = forms.CharField(
        label=gettext_lazy("Tên tệp"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Người đọc thấy tên này ở cuối bài. Để trống thì lấy theo tên tệp tải lên."),
    )
    file = forms.FileField(label=gettext_lazy("Tệp"), widget=AdminFileWidget(attrs={"accept": ACCEPTED}))

    class Meta:
        model = Attachment
        fields = ("title", "file", "position")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            try:
                self.instance.kind = kind_of(file.read())
            except FileRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
            file.seek(0)
            self.instance.size = file.size
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file and not cleaned.get("title", "").strip():
            cleaned["title"] = PurePath(file.name).stem.replace("_", " ")[:200]
        return cleaned


class AttachmentInline(admin.TabularInline):
    model = Attachment
    form = AttachmentForm
    extra = 0
    fields = ("title", "file", "kind_shown", "position")
    readonly_fields = ("kind_shown",)

    @admin.display(description=gettext_lazy("loại"))
    def kind_shown(self, attachment: Attachment) -> str:
        return attachment.get_kind_display() if attachment.kind else "—"


def sign_attachments(request: HttpRequest, formset: BaseInlineFormSet) -> None:
    """Note who uploads the new files of a formset that is about to be saved."""
    if formset.model is not Attachment:
        return
    for form in formset.forms:
        if form.instance._state.adding:
            form.instance.uploaded_by = request.user
