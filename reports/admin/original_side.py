"""What stands beside the form of a translation: the original's fields, text and tables, with what changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.table_description import DescriptionError, TableDescription
from reports.body_blocks import images_in
from reports.body_markup import Footnote
from reports.compared_texts import Change, Compared, compare_texts
from reports.models import Edition, Image
from reports.original_text import Passage, passages, shown_body
from reports.pictures import Picture, smallest_file
from reports.services.edition_comparison import compare_bodies
from reports.services.table_comparison import ComparedTable, compare_tables
from reports.services.translations import Standing, TranslationReport


@dataclass(frozen=True, slots=True)
class OriginalSide:
    """`fields` by their names; `tables` are captions; `changed_tables` those that are others since the mark."""

    language: str
    fields: Mapping[str, Compared]
    passages: list[Passage]
    footnotes: tuple[Footnote, ...]
    tables: list[str]
    changed_tables: list[ComparedTable]

    @property
    def changes(self) -> int:
        """How many fields, passages and tables changed."""
        texts = sum(field.is_changed for field in self.fields.values())
        return texts + sum(each.compared is not None for each in self.passages) + len(self.changed_tables)


def original_side(report: TranslationReport) -> OriginalSide:
    """The newest edition of the original, against the one that the translation was made from; two queries."""
    newest = report.newest
    before = report.mark.original_edition if report.mark and report.standing is Standing.BEHIND else newest
    captions = [_caption(description) for description in newest.tables]
    body = shown_body(newest.body, images=_images(newest, report.original.language), tables=captions)
    is_behind = report.standing is Standing.BEHIND
    return OriginalSide(
        report.original.language,
        {
            name: compare_texts(str(getattr(before, name) or ""), str(getattr(newest, name) or ""))
            for name in ("title", "lead", "cover_caption")
        },
        passages(str(body.html), compare_bodies(before.body, newest.body) if is_behind else None),
        body.footnotes,
        captions,
        [table for table in compare_tables(before.tables, newest.tables) if table.change is not Change.SAME],
    )


def comparison_url(report: TranslationReport) -> str:
    """The page on which the whole of both editions of the original is compared."""
    address = reverse("admin:reports_edition_compare", args=[report.original.pk])
    before = report.mark.original_edition.number if report.mark else 1
    return f"{address}?from={before}&to={report.newest.number}"


def _caption(description: dict[str, Any]) -> str:
    try:
        caption = TableDescription.from_json(description).caption if description else ""
    except DescriptionError:
        caption = ""
    return caption or _("chưa đặt tên")


def _images(edition: Edition, language: str) -> dict[int, tuple[str, str]]:
    """The images of the text: where a small one lies, and what the library says that it shows."""
    wanted = images_in(edition.body)
    found = Image.objects.in_bulk(wanted) if wanted else {}
    return {pk: (smallest_file(image), Picture.of(image, language).alt) for pk, image in found.items()}
