"""Importing a Word document in the admin: as a new article or as the text of one, and what was left behind."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import workflow
from reports.admin.article_pages import ArticlePages
from reports.body_blocks import images_in
from reports.models import Article, Image, Language, Section
from reports.pictures import smallest_file
from reports.services.word_import import ImportedWord, new_article_from_word, replace_text_by_word
from reports.word_files import MAX_BYTES, WordDocument, WordRefused, left_label, read_word

REPORT = "word_import_report"
ALT = "alt"


class WordForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Tệp Word (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"}))

    document: WordDocument

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.document = read_word(file.read(MAX_BYTES + 1))
        except WordRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    @property
    def file_name(self) -> str:
        return PurePath(self.cleaned_data["file"].name).name[:150]


class NewWordForm(WordForm):
    section = forms.ModelChoiceField(Section.objects.all(), label=gettext_lazy("Chuyên mục"))
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ"), choices=Language.choices)


class WordPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("word/", view(self.import_new), name="reports_word_new"),
            path("<int:pk>/word/", view(self.import_into), name="reports_word"),
            path("<int:pk>/word/report/", view(self.import_report), name="reports_word_report"),
            *super().get_urls(),
        ]

    def import_new(self, request: HttpRequest) -> HttpResponse:
        """A document as a new draft."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewWordForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            imported = new_article_from_word(
                form.document,
                section=form.cleaned_data["section"],
                language=form.cleaned_data["language"],
                actor=request.user,  # type: ignore[arg-type]
                name=form.file_name,
            )
            self.log_addition(request, imported.article, _("Nhập từ tệp Word “%(name)s”.") % {"name": form.file_name})
            return self._to_report(request, imported)
        return self._form_page(request, form, None)

    def import_into(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A document in the place of the working copy's text."""
        article = self.article_to_write(request, pk)
        form = WordForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            user: Any = request.user
            imported = replace_text_by_word(article, form.document, actor=user, name=form.file_name)
            workflow.go_on_writing(article, actor=user)
            self.log_change(request, article, _("Thay nội dung bằng tệp Word “%(name)s”.") % {"name": form.file_name})
            return self._to_report(request, imported)
        return self._form_page(request, form, article)

    def import_report(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What came along and what did not; the images that still need words are described here."""
        article = self.article_to_write(request, pk)
        told: dict[str, Any] = request.session.get(REPORT, {})
        images = list(Image.objects.filter(pk__in=images_in(article.body), alt_vi=""))
        if request.method == "POST":
            described = _describe(images, request.POST)
            if described == len(images):
                messages.success(request, _("Đã ghi mô tả ảnh."))
                return HttpResponseRedirect(reverse("admin:reports_article_change", args=[pk]))
            messages.warning(request, _("Còn ảnh chưa có mô tả; bài chưa đăng được khi còn ảnh như vậy."))
            images = [image for image in images if not image.alt_vi]
        context = self.page_context(
            request,
            article,
            _("Đã nhập từ tệp Word"),
            told=told if told.get("article") == pk else {},
            images=[(image, smallest_file(image), f"{ALT}-{image.pk}") for image in images],
        )
        return TemplateResponse(request, "admin/reports/word_report.html", context)

    def _to_report(self, request: HttpRequest, imported: ImportedWord) -> HttpResponse:
        request.session[REPORT] = {
            "article": imported.article.pk,
            "left": [left_label(kind, count) for kind, count in imported.left.items()],
            "refused": list(imported.refused),
            "images": len(imported.images),
        }
        return HttpResponseRedirect(reverse("admin:reports_word_report", args=[imported.article.pk]))

    def _form_page(self, request: HttpRequest, form: WordForm, article: Article | None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Nhập bài từ tệp Word") if article is None else _("Thay nội dung bằng tệp Word"),
            "opts": self.opts,
            "article": article,
            "form": form,
            "limit": MAX_BYTES >> 20,
        }
        return TemplateResponse(request, "admin/reports/word_form.html", context)


def _describe(images: list[Image], data: Any) -> int:
    """Write down the words that were sent for the images; gives how many have words now."""
    for image in images:
        words = " ".join(data.get(f"{ALT}-{image.pk}", "").split())[:300]
        if words:
            image.alt_vi = words
            image.save(update_fields=["alt_vi"])
    return sum(bool(image.alt_vi) for image in images)
