"""Two editions of an article side by side: metadata, text, tables and bound figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.models.labels import label_of
from reports.body_parts import BodyPart, parts_of
from reports.compared_texts import Change, Compared, compare_texts, one_sided
from reports.models import Article, Edition, Figure
from reports.services.editions import ATTACHMENTS, TABLES, TAGS
from reports.services.table_comparison import ComparedTable, compare_tables
from reports.templatetags.writing import byte_size
from reports.text_differences import Pair, pair_blocks

LONG_FIELDS = ("body",)


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """`older` and `newer` by number, whichever way they were asked for."""

    older: Edition
    newer: Edition
    fields: list[Compared] = field(default_factory=list)
    blocks: list[Compared] = field(default_factory=list)
    tables: list[ComparedTable] = field(default_factory=list)
    figures: list[Compared] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        every = [*self.fields, *self.blocks, *self.figures]
        return not any(each.is_changed for each in every) and all(t.change is Change.SAME for t in self.tables)

    @property
    def changed_blocks(self) -> int:
        return sum(block.is_changed for block in self.blocks)


def compare_editions(one: Edition, other: Edition) -> EditionComparison:
    """Compare two editions of one article; eleven queries at most."""
    older, newer = sorted((one, other), key=lambda edition: edition.number)
    return EditionComparison(
        older,
        newer,
        list(_fields(older, newer)),
        compare_bodies(older.body, newer.body),
        compare_tables(older.tables, newer.tables),
        compare_figures(
            older.figures.select_related("indicator", "area"), newer.figures.select_related("indicator", "area")
        ),
    )


def compare_bodies(old: str, new: str) -> list[Compared]:
    """The outermost elements of two bodies in order."""
    return [_block(pair) for pair in pair_blocks(parts_of(old), parts_of(new), key=lambda part: part.text)]


def compare_figures(old: Iterable[Figure], new: Iterable[Figure]) -> list[Compared]:
    """Bound figures that came, went, or were written or tied differently; those that stayed are left out."""
    before, after = ({figure.key: figure for figure in figures} for figures in (old, new))
    compared = []
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            change = Change.ADDED if was is None else Change.REMOVED
            compared.append(one_sided(change, _figure_text(was or now)))
        elif (found := compare_texts(_figure_text(was), _figure_text(now))).is_changed:
            compared.append(found)
    return compared


def shown_value(owner: Article | Edition, name: str) -> str:
    """A content field as people read it: of a relation what it is called, of a body its words."""
    if name.endswith("_id"):
        related: Model | None = getattr(owner, name.removesuffix("_id"))
        return str(related) if related is not None else ""
    return str(getattr(owner, name) or "")


def field_label(name: str) -> str:
    """What people call a content field, "tables", "attachments" or "tags"."""
    if name == TABLES:
        return _("Bảng số liệu")
    if name == ATTACHMENTS:
        return _("Tệp đính kèm")
    return capfirst(label_of(Article, name.removesuffix("_id")))


def _fields(older: Edition, newer: Edition) -> Iterable[Compared]:
    for name in Article.content_fields:
        if name in LONG_FIELDS:
            continue
        compared = compare_texts(shown_value(older, name), shown_value(newer, name), field_label(name))
        if not compared.is_changed and getattr(older, name) != getattr(newer, name):
            # Two rows that are called alike, as two images with the same words.
            compared = Compared(Change.RESTYLED, compared.label, compared.old, compared.new)
        yield compared
    if older.attachments or newer.attachments:
        files = compare_texts(_files_of(older), _files_of(newer), field_label(ATTACHMENTS))
        if not files.is_changed and older.attachments != newer.attachments:
            files = Compared(Change.RESTYLED, files.label, files.old, files.new)
        yield files
    older_tags, newer_tags = (", ".join(map(str, edition.tags.all())) for edition in (older, newer))
    if older_tags or newer_tags:
        yield compare_texts(older_tags, newer_tags, field_label(TAGS))


def _files_of(edition: Edition) -> str:
    """The files to take away, a line each."""
    return "\n".join(f"{each['title']} ({each['kind']}, {byte_size(each['size'])})" for each in edition.attachments)


def _block(pair: Pair[BodyPart]) -> Compared:
    was, now = pair.old, pair.new
    if was is None or now is None:
        return one_sided(Change.ADDED if was is None else Change.REMOVED, (was or now).text)  # type: ignore[union-attr]
    compared = compare_texts(was.text, now.text)
    if compared.is_changed or was.html == now.html:
        return compared
    label = _("đổi định dạng hoặc liên kết") if was.unbound != now.unbound else _("đổi số liệu được gắn")
    return Compared(Change.RESTYLED, label, compared.old, compared.new)


def _figure_text(figure: Figure | None) -> str:
    """ "230 nghìn tấn" = Xi măng, Lạng Sơn, Quý I/2018 (giá trị)."""
    if figure is None:
        return ""
    place = ", ".join([figure.indicator.name, figure.area.name, figure.period.label(reading_language())])
    return f"“{figure.text}” = {place} ({figure.get_measure_display()})"
