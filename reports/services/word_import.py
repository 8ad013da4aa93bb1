"""A Word document as an article: a new draft, or the text of a working copy, its images in the library."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from reports.image_files import ImageRefused
from reports.models import Article, Edition, Image, Language, Section
from reports.rich_text import clean_body
from reports.services.editions import keep_edition
from reports.services.images import AlreadyThere, Words, add_image
from reports.services.internal_links import identify_links
from reports.slugs import free_slug
from reports.word_files import Left, WordDocument, WordImage

_FIGURE = re.compile(r'<figure data-image="(?P<number>\d+)"')
_GONE = re.compile(r'<figure data-image="0"[^>]*><figcaption>(?P<caption>.*?)</figcaption></figure>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ImportedWord:
    """What came of it: `left` counts what did not come along, `refused` says why an image did not."""

    article: Article
    edition: Edition
    images: tuple[Image, ...]
    refused: tuple[str, ...]
    left: Counter[Left]

    @property
    def without_words(self) -> list[Image]:
        """The images that somebody has to describe before the article goes out."""
        return [image for image in self.images if not image.alt_vi]


def new_article_from_word(
    document: WordDocument, *, section: Section, language: str, actor: User, name: str
) -> ImportedWord:
    """A draft with the title, lead and text of the document; without a title it is called as the file."""
    title = document.text.title or name
    article = Article(section=section, language=language, title=title[:250], created_by=actor)
    article.slug = free_slug(article.title)
    return _written(article, document, actor=actor, name=name)


def replace_text_by_word(article: Article, document: WordDocument, *, actor: User, name: str) -> ImportedWord:
    """The document's text in the place of the working copy's, whose last words are kept as an edition."""
    with transaction.atomic():
        keep_edition(article, actor=actor)
        return _written(article, document, actor=actor, name=name)


def _written(article: Article, document: WordDocument, *, actor: User, name: str) -> ImportedWord:
    with transaction.atomic():
        images, refused = _images(document, article.language, actor)
        article.title = article.title or document.text.title
        article.lead = article.lead or document.text.lead
        article.body = _body(document, images)
        article.save()
        edition = keep_edition(article, actor=actor, note=_("Nhập từ tệp Word “%(name)s”") % {"name": name})
    left = Counter(document.left)
    left[Left.IMAGES] += len(refused)
    kept = tuple(dict.fromkeys(image for image in images if image is not None))
    return ImportedWord(article, edition, kept, refused, +left)


def _images(document: WordDocument, language: str, actor: User) -> tuple[list[Image | None], tuple[str, ...]]:
    """For each image of the document that of the library, None where it was refused; and the reasons."""
    images: list[Image | None] = []
    refused: list[str] = []
    for number, image in enumerate(document.images, start=1):
        try:
            images.append(add_image(image.data, _words(image, language), actor=actor))
        except AlreadyThere as known:
            images.append(known.image)
        except ImageRefused as refusal:
            images.append(None)
            refused.append(_("Ảnh thứ %(number)d: %(reason)s") % {"number": number, "reason": refusal})
    return images, tuple(refused)


def _words(image: WordImage, language: str) -> Words:
    return Words("", alt_en=image.alt) if language == Language.ENGLISH else Words(image.alt)


def _body(document: WordDocument, images: list[Image | None]) -> str:
    """The text with the keys of the library in the place of the document's numbers."""

    def keyed(figure: re.Match[str]) -> str:
        number = int(figure["number"])
        image = images[number - 1] if 0 < number <= len(images) else None
        return f'<figure data-image="{image.pk if image else 0}"'

    keyed_html = _FIGURE.sub(keyed, document.text.html)
    without_gone = _GONE.sub(lambda gone: f"<p>{gone['caption']}</p>" if gone["caption"] else "", keyed_html)
    return identify_links(clean_body(without_gone))
