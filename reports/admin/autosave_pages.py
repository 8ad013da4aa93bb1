"""Autosave of the article's form: the address that it is sent to, and what was never saved offered on return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.admin.article_pages import ArticlePages
from reports.admin.shown_again import form_shown_again, formset_shown_again
from reports.form_content import FormContent
from reports.models import Article, Autosave
from reports.services import autosaving
from reports.services.autosaving import PageFinished

KEY = "draft_key"
RECOVER = "recover"
# Rows that others may have replaced since; what else stands in inlines goes back as it was.
ROWS = "statistics_tables"


class AutosavePages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("add/autosave/", view(require_POST(self.autosave_new)), name="reports_autosave_new"),
            path("<int:pk>/autosave/", view(require_POST(self.autosave)), name="reports_autosave"),
            path(
                "autosave/<int:number>/discard/",
                view(require_POST(self.discard_autosave)),
                name="reports_autosave_discard",
            ),
            *super().get_urls(),
        ]

    def autosave_new(self, request: HttpRequest) -> HttpResponse:
        """The form of an article that has no row yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._keep(request, None)

    def autosave(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._keep(request, self.article_to_write(request, pk))

    def discard_autosave(self, request: HttpRequest, number: int) -> HttpResponse:
        kept = Autosave.objects.filter(user__username=request.user.get_username(), pk=number).first()
        if kept is not None and autosaving.discard(request.user, number):  # type: ignore[arg-type]
            messages.success(request, _("Đã bỏ bản tự lưu."))
        return HttpResponseRedirect(form_url(kept.article_id if kept else None))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Opens with what was kept where the address asks for it."""
        number = request.GET.get(RECOVER, "")
        if request.method == "GET" and number.isdecimal() and (object_id is None or object_id.isdecimal()):
            article = Article(pk=int(object_id)) if object_id else None
            kept = autosaving.recovered(request.user, article, int(number))  # type: ignore[arg-type]
            if kept is not None:
                request.recovered = kept  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        kept = recovered_of(request)
        return form_shown_again(form_class, _data(kept, obj)) if kept is not None else form_class

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        is_recovered = recovered_of(request) is not None
        for formset_class, inline in super().get_formsets_with_inlines(request, obj):
            yield (formset_shown_again(formset_class) if is_recovered else formset_class), inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        kept = recovered_of(request)
        if kept is not None and f"{prefix}-TOTAL_FORMS" in kept.content:
            kwargs["data"] = _data(kept, obj if obj.pk else None)
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        key = form.cleaned_data.get(KEY)
        if key is not None:
            autosaving.finish(request.user, key)  # type: ignore[arg-type]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        kept = recovered_of(request)
        offered = autosaving.recoverable(request.user, article)  # type: ignore[arg-type]
        key = str(context["adminform"].form[KEY].value()) if KEY in context["adminform"].form.fields else ""
        context |= {
            "recovered": kept,
            "offered": [each for each in offered if str(each.draft_key) != key] if kept is None else [],
            "autosave": autosave_element(article) if key else None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _keep(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        try:
            key = UUID(request.POST.get(KEY, ""))
        except ValueError:
            return JsonResponse({"problem": "key"}, status=400)
        content = FormContent.of_post(request.POST)
        try:
            kept = autosaving.autosave(request.user, key, content, article=article)  # type: ignore[arg-type]
        except PageFinished:
            return JsonResponse({"problem": "finished"}, status=409)
        return JsonResponse({"saved": date_format(timezone.localtime(kept.saved_at), "H:i")})


def recovered_of(request: HttpRequest) -> Autosave | None:
    """What the page of this request is filled with in place of what is stored."""
    return getattr(request, "recovered", None)


def autosave_element(article: Article | None) -> dict[str, str]:
    """What the page's script needs to know and say."""
    url = reverse("admin:reports_autosave", args=[article.pk]) if article else reverse("admin:reports_autosave_new")
    return {
        "url": url,
        "saved": _("Đã tự lưu lúc %(time)s."),
        "offline": _("Chưa tự lưu được lên máy chủ; bản viết đang giữ trong trình duyệt này và sẽ gửi lại."),
        "refused": _("Chưa tự lưu được: phiên đăng nhập đã hết. Hãy đăng nhập lại ở thẻ khác; bản viết còn nguyên."),
    }


def form_url(pk: int | None) -> str:
    return reverse("admin:reports_article_change", args=[pk]) if pk else reverse("admin:reports_article_add")


def _data(kept: Autosave, article: Article | None) -> Any:
    content = FormContent(kept.content)
    if f"{ROWS}-TOTAL_FORMS" in content.fields:
        existing = article.statistics_tables.values_list("pk", flat=True) if article else ()
        content = content.fitted(ROWS, existing)
    return content.as_data()
