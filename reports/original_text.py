"""The text of an original beside its translation: as it reads now, with what changed since the translation was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.body_blocks import ImageBlock, TableBlock
from reports.body_markup import Body, Markup, render_body
from reports.body_parts import parts_of
from reports.compared_texts import Change, Compared


@dataclass(frozen=True, slots=True)
class Passage:
    """An outermost element of the text as it is shown, none where it was removed; `compared` where it changed."""

    html: str = ""
    compared: Compared | None = None


def shown_body(body: str, *, images: Mapping[int, tuple[str, str]], tables: Sequence[str]) -> Body:
    """The body with its figures marked, its images small and its tables named; `images` by key as (address, words).

    Links to articles lead nowhere from here.
    """

    def figure(_attributes: object, words: str) -> SafeString:
        return format_html('<span class="original-figure">{}</span>', words)

    def image(block: ImageBlock, caption: SafeString) -> SafeString:
        url, alt = images.get(block.image, ("", ""))
        words = block.alt or alt
        shown = format_html('<img src="{}" alt="">', url) if url else SafeString()
        return format_html(
            '<figure class="original-image">{}<p class="quiet">{}</p><figcaption>{}</figcaption></figure>',
            shown,
            words,
            caption,
        )

    def table(block: TableBlock) -> SafeString:
        caption = tables[block.number - 1] if block.number <= len(tables) else ""
        return format_html('<p class="original-table">{} {}: {}</p>', _("Bảng"), block.number, caption)

    return render_body(body, Markup(figure=figure, image=image, table=table))


def passages(shown: str, blocks: Sequence[Compared] | None) -> list[Passage]:
    """The elements of a shown body in order; with `blocks`, those of its comparison that changed in their place."""
    parts = [Passage(mark_safe(part.html)) for part in parts_of(shown)]
    if blocks is None:
        return parts
    standing = [block for block in blocks if block.change is not Change.REMOVED]
    if len(standing) != len(parts):
        # Shown otherwise than it is stored: what changed is then told in words throughout.
        return [_told(block) for block in blocks]
    left = iter(parts)
    woven = []
    for block in blocks:
        part = next(left) if block.change is not Change.REMOVED else Passage()
        woven.append(Passage(part.html, block) if block.is_changed else part)
    return woven


def _told(block: Compared) -> Passage:
    if block.is_changed:
        return Passage(compared=block)
    text = "".join(piece.text for piece in block.new)
    return Passage(mark_safe(f"<p>{escape(text, quote=False)}</p>"))
