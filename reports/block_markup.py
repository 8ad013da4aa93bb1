"""The images and tables that stand in an article's text, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from reports.body_blocks import ImageBlock, TableBlock
from reports.body_markup import ImageMarkup, TableMarkup
from reports.models import Image
from reports.pictures import Picture


def image_markup(images: Mapping[int, Image], language: str) -> ImageMarkup:
    """Shows an image under its caption; one that is in the library no more leaves its caption."""

    def markup(block: ImageBlock, caption: SafeString) -> SafeString:
        image = images.get(block.image)
        if image is None:
            return mark_safe(f"<p>{caption}</p>") if strip_tags(caption).strip() else SafeString()
        picture = Picture.of(image, language)
        shown = replace(picture, alt=block.alt or picture.alt)
        context = {"image": shown, "caption": caption, "credit": shown.credit}
        return mark_safe(render_to_string("components/figure.html", context))

    return markup


def table_markup(tables: Mapping[int, SafeString]) -> TableMarkup:
    """Shows a table where it was placed: once, since its address within the page is one."""
    left = dict(tables)

    def markup(block: TableBlock) -> SafeString:
        return left.pop(block.number, SafeString())

    return markup
