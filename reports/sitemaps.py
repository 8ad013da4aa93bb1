"""What search engines are told of: every public page in its languages, and the news of the last two days by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Indicator
from reports.models import Article, Author, Section, Tag
from reports.services.stories import Story, stories_of

# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: two days, a thousand articles.
NEWS_AGE = dt.timedelta(days=2)
NEWS_LIMIT = 1000
NOT_INDEXED = ("/admin/", "/en/admin/", "/xem-truoc/", "/en/xem-truoc/")


class SiteSitemap(Sitemap):
    """Addresses are those of the site, whatever host was asked."""

    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class ArticleSitemap(SiteSitemap):
    """Every public article, each under its own language."""

    def items(self) -> QuerySet[Article]:
        fields = ("slug", "language", "published_at", "revised_at", "next_edition_id", "next_at")
        return Article.objects.public().only(*fields).order_by("pk")

    def lastmod(self, item: Article) -> dt.datetime | None:
        return item.revised_at_by() or item.published_at

    def get_latest_lastmod(self) -> dt.datetime | None:
        due = Q(next_at__lte=timezone.now())
        newest = Article.objects.public().aggregate(
            published=Max("published_at"), revised=Max("revised_at"), replaced=Max("next_at", filter=due)
        )
        return max(filter(None, newest.values()), default=None)


class PageSitemap(SiteSitemap):
    """The pages that every language has: home, lists, sections."""

    i18n = True
    alternates = True

    def items(self) -> list[str | Section]:
        news = ("reports:home", "reports:news", "reports:archive", "reports:corrections")
        pages = (*news, "indicators:catalogue", "indicators:builder", "indicators:calendar", "reports:open_data")
        return [*pages, *Section.objects.all()]

    def location(self, item: str | Section) -> str:
        return reverse(item) if isinstance(item, str) else item.get_absolute_url()


class LabelSitemap(SiteSitemap):
    """The pages of tags and authors that public articles bear."""

    i18n = True
    alternates = True

    def items(self) -> list[Tag | Author]:
        return [*Tag.objects.public(), *Author.objects.public()]


class IndicatorSitemap(SiteSitemap):
    """The page of each public indicator."""

    i18n = True
    alternates = True

    def items(self) -> QuerySet[Indicator]:
        return Indicator.objects.public().order_by("pk")


class NewsSitemap(SiteSitemap):
    """The newest articles with what news search asks for: title, language, minute."""

    limit = NEWS_LIMIT

    def items(self) -> list[Story]:
        now = timezone.now()
        recent = Article.objects.public(at=now).filter(published_at__gte=now - NEWS_AGE)
        return stories_of(recent.without_bodies().newest_first()[:NEWS_LIMIT], now)

    def location(self, item: Story) -> str:
        return item.url

    def get_latest_lastmod(self) -> None:
        return None


SITEMAPS: dict[str, type[SiteSitemap]] = {
    "articles": ArticleSitemap,
    "pages": PageSitemap,
    "labels": LabelSitemap,
    "indicators": IndicatorSitemap,
    "news": NewsSitemap,
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps, each page of each."""
    maps = [item for name, kind in SITEMAPS.items() for item in _pages_of(name, kind())]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": maps}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, name: str) -> HttpResponse:
    """One sitemap; 404 where there is none of that name or no such page of it."""
    template = "reports/news_sitemap.xml" if name == "news" else "sitemap.xml"
    return sitemap_view(request, {**SITEMAPS}, section=name, template_name=template)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_INDEXED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _pages_of(name: str, site: SiteSitemap) -> Iterable[SitemapIndexItem]:
    address = f"{settings.SITE_URL}{reverse('sitemap_part', args=[name])}"
    changed: Any = site.get_latest_lastmod()
    yield SitemapIndexItem(address, changed)
    for page in range(2, site.paginator.num_pages + 1):
        yield SitemapIndexItem(f"{address}?p={page}", changed)
