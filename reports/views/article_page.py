"""What the template of an article's page is given, whether the public reads it or those who are shown it before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.languages import site_name
from indicators.structured_data import absolute, breadcrumbs, data_block
from reports import structured_data
from reports.context_processors import Alternate, own_name
from reports.models import Article
from reports.rendering import RenderedArticle
from reports.services.attachments import shown_attachments
from reports.services.share_cards import leading_place
from reports.services.stories import Story, Surroundings
from reports.views.sharing import share_links

TEMPLATE = "reports/article.html"
# Texts with fewer headings are seen at a glance.
CONTENTS_FROM = 3
# In characters of the stored body: some three minutes. Of shorter texts one sees how far one has read.
LONG_FROM = 4000


def page_context(story: Story, rendered: RenderedArticle, around: Surroundings, *, now: dt.datetime) -> dict[str, Any]:
    """The context of a page that is read; one that is only shown leaves out what would lead readers to it."""
    address = settings.SITE_URL + story.url
    trail = [(_("Tin tức"), reverse("reports:news")), (story.section.name, story.section.get_absolute_url())]
    picture = story.image
    return {
        "story": story,
        "picture": picture,
        "picture_address": absolute(picture.cut.url, settings.SITE_URL) if picture else "",
        "is_long": len(story.edition.body) >= LONG_FROM,
        "leads_with_figure": leading_place(story.edition) is not None,
        "rendered": rendered,
        "authors": story.authors,
        "tags": [(tag.name, tag.get_absolute_url()) for tag in story.tags],
        "attachments": shown_attachments(story.edition),
        "now": now,
        "contents": rendered.body.contents if len(rendered.body.contents) >= CONTENTS_FROM else (),
        "related": around.related,
        "versions": [story.article, *around.translations],
        "alternates": _alternates(story, around.translations),
        "trail": trail,
        "address": address,
        "shares": share_links(story.title, address),
        "structured_data": data_block(
            structured_data.news_article(
                story, site_name=site_name(story.language), site_url=settings.SITE_URL, cites=rendered.series
            ),
            breadcrumbs([*trail, (story.title, story.url)], site_url=settings.SITE_URL),
        ),
    }


def _alternates(story: Story, translations: Sequence[Article]) -> list[Alternate]:
    """The header's way to each language: the translation, or that language's home page where there is none."""
    own = {article.language: article.get_absolute_url() for article in [*translations, story.article]}
    return [
        Alternate(code, own_name(code), own.get(code) or _home(code), is_current=code == story.language)
        for code, _name in settings.LANGUAGES
    ]


def _home(language: str) -> str:
    with override(language):
        return reverse("reports:home")
