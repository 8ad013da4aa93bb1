"""An article as it stands in its form, which nobody has saved yet: for what is shown of it while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from indicators.models import Release
from reports.admin.statistics_tables import TableForm
from reports.form_content import FormContent
from reports.models import Article, Image, Language, Section
from reports.rich_text import clean_body
from reports.services.internal_links import identify_links
from reports.slugs import slug_of

TABLES = "statistics_tables"
MOST_TABLES = 30
_TEXTS = ("title", "lead", "byline", "source", "cover_caption")


@dataclass(frozen=True, slots=True)
class TypedArticle:
    """`tables` are descriptions in the order of the form's rows, empty ones where a row says nothing that stands."""

    article: Article
    tables: tuple[dict[str, Any], ...]


def typed_article(data: QueryDict, stored: Article | None) -> TypedArticle:
    """The words of the form on the stored article, or on a new one; nothing is validated beyond what must be."""
    content = FormContent.of_post(data)
    article = stored or Article()
    for name in _TEXTS:
        setattr(article, name, content.one(name).replace("\r\n", "\n"))
    article.body = identify_links(clean_body(content.one("body").replace("\r\n", "\n")))
    article.slug = article.slug or content.one("slug") or slug_of(article.title) or "bai"
    language = content.one("language")
    article.language = language if language in Language.values else article.language
    article.section = _row(Section, content.number("section"), article.section if article.section_id else None)
    article.cover = _row(Image, content.number("cover"), None)
    article.release = _row(Release, content.number("release"), None)
    return TypedArticle(article, tuple(_descriptions(content, data)))


def _descriptions(content: FormContent, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        _description(data, f"{TABLES}-{number}")
        for number in range(min(content.number(f"{TABLES}-TOTAL_FORMS") or 0, MOST_TABLES))
    ]


def _description(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What a row describes; nothing where it is marked to go, or cannot be read yet."""
    if data.get(f"{prefix}-DELETE"):
        return {}
    form = TableForm(data, prefix=prefix)
    form.fields.pop("position")
    return form.instance.description if form.is_valid() else {}


def _row(model: Any, key: int | None, otherwise: Any) -> Any:
    return (model._default_manager.filter(pk=key).first() if key else None) or otherwise
