"""The read API as a whole: what is measured and what is written, described by OpenAPI, open to every origin."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext, override
from ninja import NinjaAPI, Query, Router, Schema, Status
from pydantic import Field

from indicators.api import Code, Problem
from indicators.api import router as indicators_router
from indicators.dcat import Portal, catalogue_of
from indicators.exchange.dataset import Licence
from indicators.keyset import Cursor as PageCursor
from indicators.keyset import CursorError, Place
from indicators.languages import site_name
from indicators.models import Indicator
from reports.models import Section, Tag
from reports.services.corrections import notices_page
from reports.services.stories import Moved, Story, Withdrawn, find, newest_page

api = NinjaAPI(
    title="Cổng tin tức và số liệu kinh tế",
    version="1",
    description=(
        "Read access to official figures and the news about them. Numbers are decimal strings with the published "
        "digits, periods are in their SDMX form, times are ISO 8601. Nothing of an embargoed release or an unpublished "
        "article is ever given. At most 120 requests a minute from one address: see the RateLimit headers."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
router = Router()


class ArticleOut(Schema):
    slug: str
    url: str
    language: str
    title: str
    lead: str
    section: str
    published_at: dt.datetime
    updated_at: dt.datetime


class NoticeOut(Schema):
    """A dated notice; of a single figure also what stood there and what stands there now."""

    kind: Literal["correction", "update", "withdrawal"]
    published_at: dt.datetime
    text_vi: str
    text_en: str
    old_text: str
    new_text: str


class RegisteredOut(NoticeOut):
    article: str = Field(description="The slug of the article; it answers 410 where it was withdrawn.")
    language: str


class NoticePage(Schema):
    corrections: list[RegisteredOut]
    next_cursor: str | None


class AuthorOut(Schema):
    slug: str
    name: str


class TagOut(Schema):
    slug: str
    name_vi: str
    name_en: str


class WholeArticle(ArticleOut):
    byline: str
    source: str
    authors: list[AuthorOut]
    tags: list[TagOut]
    body_html: str
    indicators: list[str]
    corrections: list[NoticeOut]


class ArticlePage(Schema):
    articles: list[ArticleOut]
    next_cursor: str | None


class ArticlesAsked(Schema):
    language: Annotated[str, Field(pattern="^(vi|en)$")] = "vi"
    section: Code | None = None
    tag: Code | None = None
    cursor: Annotated[str, Field(max_length=60)] = ""


@router.get("/articles", response={200: ArticlePage, 400: Problem, 404: Problem}, tags=["articles"])
def articles(request: HttpRequest, asked: Query[ArticlesAsked]) -> Any:
    """Public articles from newest to oldest, twenty a page."""
    under: Section | Tag | None = None
    if asked.section and asked.tag:
        return Status(400, {"detail": "ask for a section or a tag, not for both"})
    if asked.section and (under := Section.objects.filter(slug=asked.section).first()) is None:
        return Status(404, {"detail": "no such section"})
    if asked.tag and (under := Tag.objects.public().filter(slug=asked.tag).first()) is None:
        return Status(404, {"detail": "no such tag"})
    try:
        place = Place(PageCursor.parse(asked.cursor)) if asked.cursor else Place()
    except CursorError as error:
        return Status(400, {"detail": str(error)})
    page = newest_page(asked.language, under=under, place=place)
    return {
        "articles": [_told(story) for story in page.rows],
        "next_cursor": str(page.older) if page.older else None,
    }


@router.get("/articles/{slug}", response={200: WholeArticle, 301: None, 404: Problem, 410: Problem}, tags=["articles"])
def article(request: HttpRequest, slug: Code) -> Any:
    """One public article with its text and its indicators; 301 where its slug changed, 410 where it was withdrawn."""
    found = find(slug)
    if isinstance(found, Withdrawn):
        return Status(410, {"detail": found.reason})
    if isinstance(found, Moved):
        return HttpResponsePermanentRedirect(reverse("api-1:article", args=[found.article.slug]))
    if not isinstance(found, Story):
        return Status(404, {"detail": "no such article"})
    cited = Indicator.objects.public().filter(citing_editions=found.edition).values_list("code", flat=True)
    return _told(found) | {
        "byline": found.edition.byline,
        "source": found.edition.source,
        "authors": found.authors,
        "tags": found.tags,
        "body_html": found.edition.body,
        "indicators": list(cited),
        "corrections": found.notices,
    }


@router.get("/corrections", response={200: NoticePage, 400: Problem}, tags=["articles"])
def corrections(request: HttpRequest, cursor: Annotated[str, Field(max_length=60)] = "") -> Any:
    """The register of corrections, updates and withdrawals from newest to oldest, twenty a page."""
    try:
        place = Place(PageCursor.parse(cursor)) if cursor else Place()
    except CursorError as error:
        return Status(400, {"detail": str(error)})
    page = notices_page(place)
    told = [
        {name: getattr(row.notice, name) for name in NoticeOut.model_fields}
        | {"article": row.notice.article.slug, "language": row.notice.article.language}
        for row in page.rows
    ]
    return {"corrections": told, "next_cursor": str(page.older) if page.older else None}


@router.get("/", response=dict[str, str], tags=["index"], url_name="index")
def index(request: HttpRequest) -> Any:
    """What there is, by name and address."""
    root = settings.SITE_URL + reverse("api-1:index")
    names = (
        *("topics", "areas", "indicators", "observations", "releases"),
        *("articles", "corrections", "openapi.json", "catalog.jsonld"),
    )
    return {name: root + name for name in names}


@router.get("/catalog.jsonld", response=dict[str, Any], tags=["catalogue"], url_name="dcat")
def catalog(request: HttpRequest) -> Any:
    """The data sets as a DCAT 3 catalogue in JSON-LD: one data set an indicator, one distribution a format."""
    languages = [code for code, _name in settings.LANGUAGES]
    descriptions = {}
    for code in languages:
        with override(code):
            descriptions[code] = gettext("Tin tức và số liệu thống kê")
    portal = Portal(
        names={code: site_name(code) for code in languages},
        descriptions=descriptions,
        address=settings.SITE_URL,
        licence=Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL),
    )
    return catalogue_of(
        Indicator.objects.public().with_labels(),
        portal,
        address=settings.SITE_URL + reverse("api-1:dcat"),
        api=settings.SITE_URL + reverse("api-1:index"),
    )


api.add_router("", indicators_router)
api.add_router("", router)


def _told(story: Story) -> dict[str, Any]:
    return {
        "slug": story.slug,
        "url": settings.SITE_URL + story.url,
        "language": story.language,
        "title": story.title,
        "lead": story.lead,
        "section": story.section.slug,
        "published_at": story.published_at,
        "updated_at": story.changed_at,
    }
