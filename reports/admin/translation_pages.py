"""Translating in the admin: the form of a translation with its original beside every field, and how it is begun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.admin.article_pages import ArticlePages
from reports.admin.original_side import OriginalSide, comparison_url, original_side
from reports.models import Article, Language
from reports.services import translations
from reports.services.translations import TranslationRefused, report_of
from reports.services.visibility import Standing, standing_of

UP_TO_DATE, CARRY = "_up_to_date", "_carry"
# Fields of the form that stand beside the same field of the original.
BESIDE = ("title", "lead", "cover_caption")
SIDES = ("original_title", "original_lead", "original_body", "original_tables", "original_cover_caption")


class StartForm(forms.Form):
    title = forms.CharField(
        max_length=250, label=gettext_lazy("Tiêu đề bản dịch"), widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    begin = forms.ChoiceField(
        label=gettext_lazy("Bắt đầu từ"),
        choices=[
            ("copy", gettext_lazy("Bố cục của bài gốc: chữ để dịch dần, số liệu vẫn gắn và đã đổi sang cách viết mới")),
            ("empty", gettext_lazy("Trang trắng")),
        ],
        initial="copy",
        widget=forms.RadioSelect,
    )


class TranslationPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.translate_page)
        return [path("<int:pk>/translate/", page, name="reports_article_translate"), *super().get_urls()]

    def translate_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The translation of an article: the one that there is, or the form to begin one."""
        original = self.article_to_see(request, pk)
        existing = original if original.translation_of_id else original.translations.first()
        if existing is not None:
            return HttpResponseRedirect(_form_url(existing))
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = StartForm(request.POST or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            try:
                return self._started(request, original, form)
            except TranslationRefused as refusal:
                form.add_error(None, str(refusal))
        target = translations.OTHER[Language(original.language)]
        context = self.page_context(
            request, original, _("Dịch bài"), form=form, target=target.value, target_name=target.label
        )
        return TemplateResponse(request, "admin/reports/translation_start.html", context)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *SIDES)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A translation has the original's words beside its own."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.translation_of_id is None:
            return fieldsets
        return [(title, {**options, "fields": _beside(options["fields"])}) for title, options in fieldsets]

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        """What has just become a translation was made from what its original says now."""
        super().save_related(request, form, formsets, change)
        translations.mark_first_save(form.instance, actor=request.user)  # type: ignore[arg-type]

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """What the buttons of a translation ask for, once the form is saved."""
        if CARRY in request.POST:
            return self._carried(request, obj)
        number = request.POST.get(UP_TO_DATE, "")
        if not (number.isdecimal() and len(number) < 10):
            return super().response_change(request, obj)
        try:
            translations.mark_up_to_date(obj, int(number), actor=request.user)  # type: ignore[arg-type]
        except TranslationRefused as refusal:
            messages.error(request, _("Đã lưu bài, nhưng: %(reason)s") % {"reason": refusal})
        else:
            said = _("Đã đánh dấu bản dịch khớp với bản số %(number)s của bài gốc.") % {"number": number}
            self.log_change(request, obj, said)
            messages.success(request, said)
        return HttpResponseRedirect(_form_url(obj))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        if article is not None:
            report = report_of(article)
            if report is not None:
                side = original_side(report)
                context["adminform"].form.instance.original_side = side
                context |= {"original_side": side, "comparison_url": comparison_url(report)}
                context["original_is_gone"] = standing_of(report.original) is Standing.WITHDRAWN
            context |= {"translation": report, "up_to_date_field": UP_TO_DATE, "carry_field": CARRY}
            context["may_carry"] = report is not None and translations.is_empty(article)
            context["may_translate"] = (
                article.translation_of_id is None
                and self.has_add_permission(request)
                and not article.translations.exists()
            )
            context["translation_target"] = translations.OTHER[Language(article.language)].label
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("tiêu đề bài gốc"))
    def original_title(self, article: Any) -> SafeString | str:
        return _words(article, "title")

    @admin.display(description=gettext_lazy("tóm tắt bài gốc"))
    def original_lead(self, article: Any) -> SafeString | str:
        return _words(article, "lead")

    @admin.display(description=gettext_lazy("chú thích ảnh bìa bài gốc"))
    def original_cover_caption(self, article: Any) -> SafeString | str:
        return _words(article, "cover_caption")

    @admin.display(description=gettext_lazy("nội dung bài gốc"))
    def original_body(self, article: Any) -> SafeString | str:
        side = _side(article)
        return render_to_string("admin/reports/original_body.html", {"side": side}) if side else "—"

    @admin.display(description=gettext_lazy("bảng số liệu bài gốc"))
    def original_tables(self, article: Any) -> SafeString | str:
        side = _side(article)
        return render_to_string("admin/reports/original_tables.html", {"side": side}) if side else "—"

    def _started(self, request: HttpRequest, original: Article, form: StartForm) -> HttpResponse:
        article, left = translations.start_translation(
            original,
            title=form.cleaned_data["title"],
            actor=request.user,  # type: ignore[arg-type]
            copies=form.cleaned_data["begin"] == "copy",
        )
        self.log_addition(request, article, _("Bắt đầu dịch từ “%(title)s”.") % {"title": original.title})
        messages.success(request, _("Đã mở bản dịch; bài gốc đứng cạnh từng ô."))
        _name_figures(request, left)
        return HttpResponseRedirect(_form_url(article))

    def _carried(self, request: HttpRequest, article: Article) -> HttpResponse:
        try:
            left = translations.carry_over(article, actor=request.user)  # type: ignore[arg-type]
        except TranslationRefused as refusal:
            messages.error(request, _("Đã lưu bài, nhưng: %(reason)s") % {"reason": refusal})
        else:
            self.log_change(request, article, _("Chép bố cục của bài gốc."))
            messages.success(request, _("Đã chép bố cục của bài gốc; chữ còn nguyên để dịch dần."))
            _name_figures(request, left)
        return HttpResponseRedirect(_form_url(article))


def _name_figures(request: HttpRequest, left: Sequence[str]) -> None:
    """Say which figures stand as the original wrote them."""
    if left:
        figures = ", ".join(f"“{words}”" for words in left)
        messages.warning(request, _("Số liệu chưa tự viết lại được, hãy sửa bằng tay: %s") % figures)


def _form_url(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def _beside(fields: Iterable[Any]) -> list[Any]:
    """The rows of a fieldset, each of the fields that are translated after that of the original."""
    rows: list[Any] = []
    for row in fields:
        names = row if isinstance(row, list | tuple) else (row,)
        if names[0] in BESIDE:
            rows.append((f"original_{names[0]}", *names))
        elif names[0] == "body":
            rows += [("original_body", *names), "original_tables"]
        else:
            rows.append(row)
    return rows


def _side(article: Any) -> OriginalSide | None:
    return getattr(article, "original_side", None)


def _words(article: Any, name: str) -> SafeString | str:
    side = _side(article)
    if side is None:
        return "—"
    html = render_to_string("admin/reports/original_words.html", {"compared": side.fields[name]})
    return format_html('<div class="original-words" lang="{}">{}</div>', side.language, SafeString(html))
