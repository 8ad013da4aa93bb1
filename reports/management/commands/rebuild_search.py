"""Makes the search documents of every public or coming edition anew, and the words that the newsroom searches."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils.translation import gettext as _

from reports.content_triggers import renew
from reports.models import Article, Edition, SearchDocument
from reports.services.article_words import write_words
from reports.services.search_index import forget_former_editions, index_editions

CHUNK = 500


class Command(BaseCommand):
    help = "Makes the search documents of public and coming editions anew, oldest first, and the words of all articles."

    def handle(self, *args: Any, **options: Any) -> None:
        articles = write_words()
        self.stdout.write(_("Đã ghi lại từ để tìm trong quản trị của %(count)d bài.") % {"count": articles})
        in_use = Article.objects.filter(Q(published_edition__isnull=False) | Q(next_edition__isnull=False))
        keys = in_use.order_by("published_at", "pk").values_list("published_edition_id", "next_edition_id")
        wanted = [key for pair in keys.iterator() for key in pair if key is not None]
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            editions = Edition.objects.select_related("article", "section").in_bulk(chunk)
            index_editions([editions[key] for key in chunk])
        forget_former_editions()
        renew(SearchDocument.objects.db)
        self.stdout.write(_("Đã lập lại chỉ mục tìm kiếm cho %(count)d bản bài viết.") % {"count": len(wanted)})
