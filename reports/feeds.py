"""The news for feed readers: RSS 2.0, Atom 1.0 and JSON Feed 1.1, of everything or under a section, tag or author."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.languages import reading_language, site_name
from indicators.structured_data import absolute
from indicators.templatetags.figures import day
from reports.models import Author, Section, Tag
from reports.services.stories import Story, newest

FEED_SIZE = 30

FedHeading = Section | Tag | Author
HEADINGS: dict[str, Callable[[], QuerySet[Any]]] = {
    "section": Section.objects.all,
    "tag": Tag.objects.public,
    "author": Author.objects.public,
}


class NewsFeed(Feed):
    """RSS. Addresses are written out in full here, so that they do not depend on the host that was asked."""

    def get_object(self, request: HttpRequest, slug: str = "", kind: str = "") -> FedHeading | None:
        return _heading(kind, slug)

    def title(self, heading: FedHeading | None) -> str:
        return feed_title(heading)

    def description(self, heading: FedHeading | None) -> str:
        return feed_description(heading)

    def subtitle(self, heading: FedHeading | None) -> str:
        return feed_description(heading)

    def link(self, heading: FedHeading | None) -> str:
        return feed_page(heading)

    def feed_url(self, heading: FedHeading | None) -> str:
        return feed_address("rss", heading)

    def items(self, heading: FedHeading | None) -> Sequence[Story]:
        return newest(reading_language(), limit=FEED_SIZE, under=heading)

    def item_title(self, item: Story) -> str:
        return item.title

    def item_description(self, item: Story) -> str:
        return told_with_notices(item)

    def item_link(self, item: Story) -> str:
        return absolute(item.url, settings.SITE_URL)

    def item_guid(self, item: Story) -> str:
        return feed_identifier(item)

    item_guid_is_permalink = False

    def item_pubdate(self, item: Story) -> dt.datetime:
        return item.published_at

    def item_updateddate(self, item: Story) -> dt.datetime:
        return item.touched_at

    def item_categories(self, item: Story) -> list[str]:
        return [item.section.name, *_kinds(item)]


class AtomNewsFeed(NewsFeed):
    feed_type = Atom1Feed

    def feed_url(self, heading: FedHeading | None) -> str:
        return feed_address("atom", heading)


@require_safe
def json_feed(request: HttpRequest, slug: str = "", kind: str = "") -> HttpResponse:
    """https://www.jsonfeed.org/version/1.1/"""
    heading = _heading(kind, slug)
    stories = newest(reading_language(), limit=FEED_SIZE, under=heading)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(heading),
        "description": feed_description(heading),
        "home_page_url": feed_page(heading),
        "feed_url": feed_address("json_feed", heading),
        "language": reading_language(),
        "items": [_json_item(story) for story in stories],
    }
    response = JsonResponse(feed, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")
    if stories:
        response.headers["Last-Modified"] = http_date(max(story.touched_at for story in stories).timestamp())
    return response


def feed_title(heading: FedHeading | None) -> str:
    return f"{heading.name} | {site_name()}" if heading else site_name()


def feed_description(heading: FedHeading | None) -> str:
    if isinstance(heading, Section):
        return heading.description or _("Tin mới trong chuyên mục %(section)s") % {"section": heading.name}
    if heading:
        return heading.description or _("Tin mới: %(name)s") % {"name": heading.name}
    return _("Tin tức và số liệu thống kê")


def feed_page(heading: FedHeading | None) -> str:
    """The page whose news the feed carries."""
    path = heading.get_absolute_url() if heading else reverse("reports:home")
    return absolute(path, settings.SITE_URL)


def feed_address(name: str, heading: FedHeading | None) -> str:
    path = reverse(f"reports:{heading.kind}_{name}", args=[heading.slug]) if heading else reverse(f"reports:{name}")
    return absolute(path, settings.SITE_URL)


def feed_identifier(story: Story) -> str:
    """What stays the same for an article when its address changes; feed readers show it once. RFC 4151."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return f"tag:{host},2018:tin/{story.article.pk}"


def told_with_notices(story: Story) -> str:
    """The lead, and below it what was corrected or brought up to date since, newest first."""
    told = [f"{notice.get_kind_display()} ({day(notice.published_at)}): {notice.text}" for notice in story.notices]
    return "\n\n".join(filter(None, [story.lead, *told]))


def _kinds(story: Story) -> list[str]:
    """ "Đính chính", "Cập nhật": by which a feed reader can tell that something changed."""
    return list(dict.fromkeys(str(notice.get_kind_display()) for notice in story.notices))


def _heading(kind: str, slug: str) -> FedHeading | None:
    """What the feed is of; None for everything. 404 where there is none of that address."""
    return get_object_or_404(HEADINGS[kind](), slug=slug) if kind else None


def _json_item(story: Story) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": feed_identifier(story),
        "url": absolute(story.url, settings.SITE_URL),
        "title": story.title,
        "content_text": told_with_notices(story),
        "summary": story.lead,
        "date_published": story.published_at.isoformat(),
        "date_modified": story.touched_at.isoformat(),
        "tags": [story.section.name, *_kinds(story)],
        "language": story.language,
    }
    if story.edition.byline:
        item["authors"] = [{"name": story.edition.byline}]
    if picture := story.image:
        item["image"] = absolute(picture.url, settings.SITE_URL)
    return item
