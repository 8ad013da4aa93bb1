"""An article as its page will show it, before it is public: as it is being written, or one edition of it."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from reports.body_blocks import links_in
from reports.models import Article, Edition
from reports.services.article_check import moment_of
from reports.services.attachments import noted
from reports.services.internal_links import public_addresses
from reports.services.stories import Story, Surroundings, surroundings

RELATED = 4


def working_edition(article: Article, *, tables: Sequence[dict[str, Any]] | None = None) -> Edition:
    """What an edition of the working copy would be, not stored; `tables` are those of a form that is not saved yet."""
    if tables is None:
        tables = [table.description for table in article.statistics_tables.all()] if article.pk else []
    content = {name: getattr(article, name) for name in Article.content_fields}
    edition = Edition(number=0, tables=list(tables), attachments=noted(article), created_at=timezone.now(), **content)
    # The relations that the form gave stay as they are: no query asks for them again.
    edition.section, edition.cover = article.section, article.cover
    return edition


def preview_of(article: Article, edition: Edition, *, at: dt.datetime | None = None) -> tuple[Story, dt.datetime]:
    """The story that readers will see, and the minute as of which they will: that of its publication, or now."""
    moment = moment_of(article, at=at or article.next_at or article.published_at)
    shown = copy.copy(article)
    shown.published_at = article.published_at if _was_public(article) else moment
    return Story(shown, edition, moment if _was_public(article) else None), moment


def preview_surroundings(story: Story, *, at: dt.datetime) -> Surroundings:
    """What stands around it; an article that is not stored has nothing yet but its links."""
    linked = [link.article for link in links_in(story.edition.body)]
    if story.article._state.adding:
        return Surroundings((), (), public_addresses(linked, at=at))
    return surroundings(story, limit=RELATED, linked=linked, at=at)


def _was_public(article: Article) -> bool:
    return article.published_at is not None and article.published_at <= timezone.now()
