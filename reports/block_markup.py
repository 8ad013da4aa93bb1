"""The images and tables that stand in an article's text, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from reports.body_blocks import ImageBlock, TableBlock
from reports.body_markup import Captioned, GalleryMarkup, ImageMarkup, TableMarkup
from reports.models import Image
from reports.pictures import Picture


@dataclass(frozen=True, slots=True)
class GalleryImage:
    """An image of a gallery with its caption."""

    picture: Picture
    caption: SafeString


def image_markup(images: Mapping[int, Image], language: str) -> ImageMarkup:
    """Shows an image under its caption; one that is in the library no more leaves its caption."""

    def markup(block: ImageBlock, caption: SafeString) -> SafeString:
        image = images.get(block.image)
        if image is None:
            return mark_safe(f"<p>{caption}</p>") if strip_tags(caption).strip() else SafeString()
        shown = _shown(image, block, language)
        context = {"image": shown, "caption": caption, "credit": shown.credit}
        return mark_safe(render_to_string("components/figure.html", context))

    return markup


def gallery_markup(images: Mapping[int, Image], language: str) -> GalleryMarkup:
    """Shows images side by side, each leading to its whole; fewer than two that are there stand as usual."""
    alone = image_markup(images, language)

    def markup(run: Sequence[Captioned]) -> SafeString:
        shown = [_shown(images[block.image], block, language) for block, _caption in run if block.image in images]
        if len(shown) < 2:
            return mark_safe("".join(alone(block, caption) for block, caption in run))
        captions = [caption for block, caption in run if block.image in images]
        left = (alone(block, caption) for block, caption in run if block.image not in images)
        gallery = [GalleryImage(picture, caption) for picture, caption in zip(shown, captions, strict=True)]
        return mark_safe("".join([render_to_string("components/gallery.html", {"gallery": gallery}), *left]))

    return markup


def table_markup(tables: Mapping[int, SafeString]) -> TableMarkup:
    """Shows a table where it was placed: once, since its address within the page is one."""
    left = dict(tables)

    def markup(block: TableBlock) -> SafeString:
        return left.pop(block.number, SafeString())

    return markup


def _shown(image: Image, block: ImageBlock, language: str) -> Picture:
    """The picture with the words of this article, where it has its own."""
    picture = Picture.of(image, language)
    if not block.alt:
        return picture
    return replace(picture, alt=block.alt, wide=picture.wide and replace(picture.wide, alt=block.alt))
