"""What pages tell search engines and other readers of schema.org: https://schema.org/NewsArticle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.structured_data import absolute, publisher
from reports.services.stories import Story


def news_article(
    story: Story, *, site_name: str, site_url: str, cites: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """A NewsArticle. `cites` are the (name, address) of the series that its tables show; addresses may be paths."""
    house = publisher(site_name, site_url)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "url": site_url + story.url,
        "mainEntityOfPage": site_url + story.url,
        "inLanguage": story.language,
        "articleSection": story.section.name,
        "keywords": [tag.name for tag in story.tags],
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.touched_at.isoformat(),
        "author": house,
        "publisher": house,
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
