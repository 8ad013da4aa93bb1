"""The newsroom's list of articles: searched, narrowed and paged at a cost that does not grow with what is stored."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.admin.recorded import badge, shown_moment
from indicators.keyset import NEWER, NEWEST, OLDER, CursorError, Place
from indicators.languages import reading_language
from indicators.numbers import format_number
from indicators.text import fold
from reports.admin.article_filters import FilterForm
from reports.models import Article, Language, SavedFilter, State
from reports.services.article_list import COUNTED, PAGE_SIZE, counts, listed, revised_counts
from reports.services.revision_watch import watch
from reports.services.saved_filters import SHARE
from reports.services.visibility import Standing, effective_state, standing_of

STATE_BADGES = {
    State.DRAFT: "draft",
    State.IN_REVIEW: "embargoed",
    State.SCHEDULED: "embargoed",
    State.PUBLISHED: "public",
    State.WITHDRAWN: "hidden",
}
_WORD = re.compile(r"[a-z0-9]+")
# What a list that is opened to choose from carries along.
_KEPT = (IS_POPUP_VAR, TO_FIELD_VAR)


class ArticleChangeList(ChangeList):
    """Asks for a page behind a row instead of counting rows, and for whatever else the page shows, each once."""

    form: FilterForm

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        self.filter_specs, self.has_filters, self.has_active_filters = [], False, False
        self.form = FilterForm(request.GET)
        self.moment = timezone.now()
        if self.form.asked.is_revised:
            watch()
        self.asked = self.form.asked.with_few()
        return self.asked.articles(self.model_admin.get_queryset(request), at=self.moment)

    def get_results(self, request: HttpRequest) -> None:
        try:
            place = Place.asked_by(request.GET)
        except CursorError:
            place = NEWEST
        page = listed(self.queryset, self.root_queryset, by=self.form.order, place=place, size=PAGE_SIZE)
        self.counts = counts(self.asked, at=self.moment)
        self.form.count(self.counts)
        flags = revised_counts(page.rows)
        for article in page.rows:
            article.revised_count = flags.get(article.pk, 0)  # type: ignore[attr-defined]
        self.saved = list(SavedFilter.objects.seen_by(request.user))  # type: ignore[arg-type]
        self.may_share = request.user.has_perm(SHARE)
        self.result_list = page.rows
        self.newer_url = self._page_url(**{NEWER: str(page.newer)}) if page.newer else ""
        self.older_url = self._page_url(**{OLDER: str(page.older)}) if page.older else ""
        self.is_first_page = place.cursor is None
        # Django's own counter offers to select all that were found; where they are many it must not.
        shown = len(page.rows)
        self.result_count = self.counts.total if self.counts.total <= PAGE_SIZE else shown
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(page.rows)
        self.can_show_all, self.multi_page, self.paginator = False, False, None

    def get_ordering_field_columns(self) -> dict[int, Literal["desc", "asc"]]:
        return {}

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(name, self.params[name]) for name in _KEPT if name in self.params]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Every state, with how many articles are in it where that is known; "1.000+" where there are more."""
        present = self.form.asked.state
        tabs = [{"label": _("Tất cả"), "url": self.form.url(state=""), "is_present": not present, "count": ""}]
        for state in State:
            count = self.counts.states.get(state.value)
            tabs.append(
                {
                    "label": state.label,
                    "url": self.form.url(state=state.value),
                    "is_present": present == state.value,
                    "count": "" if count is None else _counted(count),
                }
            )
        return tabs

    @property
    def told(self) -> str:
        """How many articles were found, in words."""
        if self.counts.is_cut:
            return _("Hơn %(count)s bài.") % {"count": _grouped(COUNTED)}
        count = self.counts.total
        return ngettext("%(count)s bài.", "%(count)s bài.", count) % {"count": _grouped(count)}

    def _page_url(self, **cursor: str) -> str:
        return f"?{urlencode({**self.form.params, **dict(self.kept), **cursor})}"


class ArticleList(admin.ModelAdmin):
    """How articles are listed and searched in the admin."""

    change_list_template = "admin/reports/article_change_list.html"
    list_display = (
        *("title_shown", "state_shown", "public_shown", "section"),
        *("language", "translation_shown", "edited", "author"),
    )
    list_per_page = PAGE_SIZE
    sortable_by = ()
    search_fields = ("title",)
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Bài viết"), **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Lists do not carry bodies."""
        articles = super().get_queryset(request).select_related("section", "created_by", "release")
        is_one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return articles if is_one else articles.defer("body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """For whoever chooses an article elsewhere: every word in the title as typed, or folded in the address.

        A selector may ask for those of one `language`.
        """
        if (language := request.GET.get("language")) in Language.values:
            queryset = queryset.filter(language=language)
        for word in search_term.split():
            plain = "-".join(_WORD.findall(fold(word)))
            match = Q(title__icontains=word)
            queryset = queryset.filter(match | Q(slug__contains=plain) if plain else match)
        return queryset, False

    def autocomplete_label(self, article: Article) -> str:
        """What a selector shows: titles repeat from month to month."""
        public = self.public_shown(article)
        return f"{article.title} ({public})" if article.published_edition_id else article.title

    @admin.display(description=gettext_lazy("tiêu đề"))
    def title_shown(self, article: Any) -> SafeString | str:
        if not (count := getattr(article, "revised_count", 0)):
            return article.title
        said = ngettext("%(count)d số liệu vừa sửa", "%(count)d số liệu vừa sửa", count) % {"count": count}
        return format_html("{} {}", article.title, badge("revised", said))

    @admin.display(description=gettext_lazy("trạng thái"))
    def state_shown(self, article: Article) -> SafeString:
        state = effective_state(article)
        return badge(STATE_BADGES[state], str(state.label))

    @admin.display(description=gettext_lazy("công khai"))
    def public_shown(self, article: Article) -> SafeString | str:
        """Since when readers see it, from when they will, or why not."""
        match standing_of(article):
            case Standing.PUBLIC:
                return _("từ %(moment)s") % {"moment": shown_moment(article.published_at)}  # type: ignore[arg-type]
            case Standing.COMING:
                return _("sẽ đăng %(moment)s") % {"moment": shown_moment(article.published_at)}  # type: ignore[arg-type]
            case Standing.EMBARGOED:
                return _("chờ đợt công bố %(moment)s") % {"moment": shown_moment(article.release.published_at)}  # type: ignore[union-attr]
            case Standing.WITHDRAWN:
                return _("đã gỡ %(moment)s") % {"moment": shown_moment(article.withdrawn_at)}  # type: ignore[arg-type]
        return "—"

    @admin.display(description=gettext_lazy("sửa lúc"))
    def edited(self, article: Article) -> str:
        return shown_moment(article.updated_at)

    @admin.display(description=gettext_lazy("người viết"))
    def author(self, article: Article) -> str:
        return article.byline or (str(article.created_by) if article.created_by else "—")


def _counted(count: int) -> str:
    return f"{_grouped(COUNTED)}+" if count > COUNTED else _grouped(count)


def _grouped(count: int) -> str:
    return format_number(Decimal(count), reading_language())
