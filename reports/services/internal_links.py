"""Links from one article to another: by the article itself, whatever its address is, and whether readers can follow."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from reports.body_blocks import links_in
from reports.models import Article, ArticleAddress
from reports.services.visibility import Standing, standing_of

_LINK = re.compile(r"<a\b(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>")
_HREF = re.compile(r'\bhref="([^"]*)"')
_PATH = re.compile(r"/(?:en/)?tin/(?P<slug>[a-z0-9-]+)/?")


class Target(StrEnum):
    """Whether readers can follow a link to an article."""

    PUBLIC = "public"
    COMING = "coming"
    NOT_PUBLIC = "not_public"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """A link of a text to an article: its words, the article where there is one, and whether readers can follow."""

    words: str
    key: int
    article: Article | None
    target: Target

    @property
    def leads_somewhere(self) -> bool:
        return self.target is Target.PUBLIC


def identify_links(body: str) -> str:
    """The body with each link to an article's page turned into one to the article; two queries, none without links.

    Former addresses count, and those with the site's own name before them.
    """
    slugs = {slug for link in _LINK.finditer(body) if (slug := _slug_of(link["attributes"]))}
    if not slugs:
        return body
    keys = dict(ArticleAddress.objects.filter(slug__in=slugs).values_list("slug", "article_id"))
    keys |= dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk"))

    def identified(link: re.Match[str]) -> str:
        key = keys.get(_slug_of(link["attributes"]) or "")
        return f'<a data-article="{key}"{link["attributes"]}>' if key else link[0]

    return _LINK.sub(identified, body)


def check_links(body: str, *, at: dt.datetime | None = None) -> list[CheckedLink]:
    """The links of a body to articles, and whether readers can follow them at `at`; one query, none without links."""
    links = links_in(body)
    if not links:
        return []
    rows = Article.objects.select_related("release").defer("body").in_bulk({link.article for link in links})
    moment = at or timezone.now()
    return [
        CheckedLink(link.words, link.article, (article := rows.get(link.article)), target_of(article, at=moment))
        for link in links
    ]


def target_of(article: Article | None, *, at: dt.datetime) -> Target:
    if article is None:
        return Target.GONE
    match standing_of(article, at=at):
        case Standing.PUBLIC:
            return Target.PUBLIC
        case Standing.WITHDRAWN:
            return Target.WITHDRAWN
        case Standing.COMING | Standing.EMBARGOED:
            return Target.COMING
    return Target.NOT_PUBLIC


def public_addresses(keys: Iterable[int], *, at: dt.datetime) -> Mapping[int, str]:
    """The addresses of those articles that are public at `at`; one query, none without keys."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Article.objects.public(at=at).filter(pk__in=wanted).only("slug", "language")
    return {article.pk: article.get_absolute_url() for article in rows}


def link_to(article: Article, words: str) -> str:
    """A link of the stored body to an article; the address is what it is now, for those who read the source."""
    address = escape(article.get_absolute_url())
    return f'<a data-article="{article.pk}" href="{address}">{escape(words, quote=False)}</a>'


def _slug_of(attributes: str) -> str | None:
    """The slug of an article's page that a link leads to; None for any other, and for one that names its article."""
    href = _HREF.search(attributes)
    if href is None or "data-article=" in attributes:
        return None
    try:
        parts = urlsplit(unescape(href[1]))
    except ValueError:
        return None
    own = urlsplit(settings.SITE_URL)
    if parts.netloc and parts.netloc != own.netloc:
        return None
    match = _PATH.fullmatch(unquote(parts.path))
    return match["slug"] if match and not parts.fragment else None
