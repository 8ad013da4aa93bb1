"""What pages tell search engines and other readers of schema.org: https://schema.org/NewsArticle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports.services.stories import Story

Trail = Sequence[tuple[str, str]]
# A data block is never executed, but "</script>" in a title would still end it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def news_article(
    story: Story, *, site_name: str, site_url: str, cites: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """A NewsArticle. `cites` are the (name, address) of the series that its tables show; addresses may be paths."""
    publisher = {"@type": "GovernmentOrganization", "name": site_name, "url": f"{site_url}/"}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "url": site_url + story.url,
        "mainEntityOfPage": site_url + story.url,
        "inLanguage": story.language,
        "articleSection": story.section.name,
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.touched_at.isoformat(),
        "author": publisher,
        "publisher": publisher,
        "isAccessibleForFree": True,
    }
    # A byline names a person or an office and does not say which; creditText is for both.
    if story.edition.byline:
        said["creditText"] = story.edition.byline
    if picture := story.image:
        said["image"] = {
            "@type": "ImageObject",
            "url": absolute(picture.url, site_url),
            "width": picture.width,
            "height": picture.height,
            "caption": story.edition.cover_caption or picture.alt,
        }
    if notices := story.notices:
        # https://schema.org/CorrectionComment: an update corrects what was true when it was written.
        said["correction"] = [
            {"@type": "CorrectionComment", "text": notice.text, "datePublished": notice.published_at.isoformat()}
            for notice in notices
            if notice.published_at is not None
        ]
    if cites:
        said["isBasedOn"] = [
            {"@type": "Dataset", "name": name, "url": absolute(url, site_url)} for name, url in cites if url
        ]
    return said


def breadcrumbs(trail: Trail, *, site_url: str) -> dict[str, Any]:
    """A BreadcrumbList of (name, path), from the home page to the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(url, site_url)}
            for position, (name, url) in enumerate(trail, start=1)
        ],
    }


def data_block(*things: Mapping[str, Any]) -> SafeString:
    """The things as one JSON-LD block for a page's head."""
    told: Any = things[0] if len(things) == 1 else list(things)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def absolute(url: str, site_url: str) -> str:
    """The address with the site in front where it is a path; a picture of another origin keeps its own."""
    return site_url + url if url.startswith("/") else url
