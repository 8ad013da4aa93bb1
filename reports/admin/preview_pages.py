"""An article's page and checklist while it is written, and the links that show it to people without an account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from reports.admin.article_pages import ArticlePages
from reports.admin.typed_article import TypedArticle, typed_article
from reports.models import Article, Edition, PreviewLink, Section
from reports.services.checklist import Checklist, checklist_of
from reports.services.found_figures import checked_of
from reports.services.preview_links import PreviewRefused, make_link, take_back
from reports.services.previews import working_edition
from reports.views.previews import NOT_TO_BE_KEPT, Banner, preview_html

LANGUAGES = ("vi", "en")
LASTING = tuple(
    (days, ngettext_lazy("%(days)d ngày", "%(days)d ngày", "days") % {"days": days}) for days in (1, 3, 7, 30)
)


class PreviewLinkForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Gửi cho ai"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Để sau này biết liên kết nào cần thu hồi. Chỉ hiện trong trang quản trị."),
    )
    days = forms.TypedChoiceField(label=gettext_lazy("Dùng được"), choices=LASTING, coerce=int, initial=3)
    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label=gettext_lazy("Cho xem"),
        required=False,
        empty_label=gettext_lazy("Bài như đang viết, sửa đến đâu thấy đến đó"),
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        editions: Any = self.fields["edition"]
        editions.queryset = article.editions.defer("body", "tables")
        editions.label_from_instance = lambda edition: (
            _("Bản số %(number)d, giữ nguyên như đã lưu") % {"number": edition.number}
        )


class PreviewPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("add/preview/", view(require_POST(self.preview_typed)), name="reports_preview_new"),
            path("add/checklist/", view(require_POST(self.checklist_typed)), name="reports_checklist_new"),
            path("<int:pk>/preview/", view(self.preview), name="reports_preview"),
            path("<int:pk>/checklist/", view(require_POST(self.checklist_typed)), name="reports_checklist"),
            path("<int:pk>/preview-links/", view(self.preview_links), name="reports_preview_links"),
            path(
                "<int:pk>/preview-links/<int:link>/take-back/",
                view(require_POST(self.take_back)),
                name="reports_preview_take_back",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        found = context.get("found_figures")
        if article is not None and found is not None:
            context["checklist"] = checklist_of(article, checked=checked_of(found))
        return super().render_change_form(request, context, *args, **kwargs)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved working copy, or an edition of it (`?edition=3`); posted, the form as it stands."""
        if request.method == "POST":
            return self.preview_typed(request, pk)
        article = self.article_to_see(request, pk)
        number = request.GET.get("edition", "")
        edition = article.editions.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
        if number and edition is None:
            raise Http404
        banner = Banner(edition_number=edition.number if edition else None)
        return _shown(preview_html(request, article, edition or working_edition(article), banner=banner))

    def preview_typed(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The page of the form as it stands, with its interface in the language asked for."""
        typed = self._typed(request, pk)
        if not typed.article.section_id:
            typed.article.section = Section(name_vi=_("Chưa chọn chuyên mục"), name_en="", slug="-")
        language = request.POST.get("interface", "")
        html = preview_html(
            request,
            typed.article,
            working_edition(typed.article, tables=typed.tables),
            banner=Banner(),
            language=language if language in LANGUAGES else typed.article.language,
            alternates=(),
        )
        return _shown(html)

    def checklist_typed(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """What the form lacks as it stands, as markup, and the links that lead nowhere, for the text to mark them."""
        typed = self._typed(request, pk)
        found = checklist_of(typed.article, tables=typed.tables)
        return JsonResponse(
            {
                "html": render_to_string("admin/reports/checklist.html", {"checklist": found}),
                "said": said_of(found),
                "dead": sorted({link.key for link in found.links if not link.leads_somewhere}),
            },
            headers={"Cache-Control": NOT_TO_BE_KEPT["Cache-Control"]},
        )

    def preview_links(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links that were made of an article, and the form of a new one."""
        article = self.article_to_write(request, pk)
        form = PreviewLinkForm(request.POST or None, article=article)
        address = ""
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            lasts = dt.timedelta(days=cleaned["days"])
            try:
                new = make_link(
                    article,
                    actor=request.user,  # type: ignore[arg-type]
                    label=cleaned["label"],
                    lasts=lasts,
                    edition=cleaned["edition"],
                )
            except PreviewRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                # Told on this page only, never by a redirect that a history would keep.
                address = request.build_absolute_uri(reverse("reports:preview", args=[new.token]))
                form = PreviewLinkForm(article=article)
                self.log_change(request, article, _("Tạo liên kết xem trước cho “%(label)s”.") % {"label": new.link})
        links = article.preview_links.select_related("created_by", "revoked_by", "edition").defer(
            "edition__body", "edition__tables"
        )
        context = self.page_context(
            request, article, _("Liên kết xem trước"), form=form, links=links, address=address, now=timezone.now()
        )
        response = TemplateResponse(request, "admin/reports/preview_links.html", context)
        response["Cache-Control"] = NOT_TO_BE_KEPT["Cache-Control"]
        return response

    def take_back(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        article = self.article_to_write(request, pk)
        found = PreviewLink.objects.filter(article=article, pk=link).first()
        if found is None:
            raise Http404
        take_back(found, actor=request.user)  # type: ignore[arg-type]
        said = _("Đã thu hồi liên kết xem trước của “%(label)s”.") % {"label": found}
        self.log_change(request, article, said)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:reports_preview_links", args=[article.pk]))

    def _typed(self, request: HttpRequest, pk: int | None) -> TypedArticle:
        if pk is not None:
            return typed_article(request.POST, self.article_to_write(request, pk))
        if not self.has_add_permission(request):
            raise Http404
        return typed_article(request.POST, None)


def said_of(checklist: Checklist) -> str:
    """The list in a sentence, for those who hear the page."""
    if checklist.is_ready:
        return _("Bài đủ điều kiện đăng; %(advice)d điều nên xem lại.") % {"advice": len(checklist.advice)}
    return _("%(blocking)d điều phải sửa trước khi đăng; %(advice)d điều nên xem lại.") % {
        "blocking": len(checklist.blocking),
        "advice": len(checklist.advice),
    }


def _shown(html: str) -> HttpResponse:
    return HttpResponse(html, headers=dict(NOT_TO_BE_KEPT))
