"""What the list of articles says of translations: which there are, which are behind their originals."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import badge
from reports.models import Article
from reports.services.article_list import UNTRANSLATED
from reports.services.translations import Standing, standing_in_list, with_translations

LABELS = {
    Standing.CURRENT: gettext_lazy("khớp bài gốc"),
    Standing.BEHIND: gettext_lazy("bài gốc đã đổi"),
    Standing.UNKNOWN: gettext_lazy("chưa đối chiếu"),
}
BADGES = {Standing.CURRENT: "public", Standing.BEHIND: "embargoed", Standing.UNKNOWN: "embargoed"}
CHOICES = [
    (UNTRANSLATED, gettext_lazy("Bài chưa có bản dịch")),
    (Standing.BEHIND.value, gettext_lazy("Bản dịch cần cập nhật")),
    (Standing.UNKNOWN.value, gettext_lazy("Bản dịch chưa đối chiếu")),
    (Standing.CURRENT.value, gettext_lazy("Bản dịch khớp bài gốc")),
]


class TranslationList(admin.ModelAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        match = request.resolver_match
        return with_translations(articles) if match is not None and match.url_name == _LIST else articles

    @admin.display(description=gettext_lazy("bản dịch"))
    def translation_shown(self, article: Article) -> SafeString | str:
        """Of a translation how it stands; of an original each of its translations, with a link; a dash where none."""
        if article.translation_of_id is not None:
            return _standing_badge(article)
        rows: list[Any] = [
            (
                reverse("admin:reports_article_change", args=[each.pk]),
                each.get_language_display(),
                _standing_badge(each),
            )
            for each in article.translations.all()
        ]
        if not rows:
            return "—"
        return format_html_join("", '<a href="{}">{}</a> {}', rows)


def shown_translations(original: Article) -> list[tuple[Article, SafeString]]:
    """The translations of an article, each with how it stands; three queries at most."""
    whole = with_translations(Article.objects.filter(pk=original.pk)).first()
    return [(each, _standing_badge(each)) for each in whole.translations.all()] if whole else []


_LIST = "reports_article_changelist"


def _standing_badge(translation: Article) -> SafeString:
    standing = standing_in_list(translation)
    return badge(BADGES[standing], str(LABELS[standing]))
