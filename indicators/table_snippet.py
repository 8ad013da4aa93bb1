"""A table as plain HTML to copy into any page: no script, no style, no frame, and where it comes from."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.exchange.dataset import Provenance
from indicators.languages import reading_language
from indicators.numbers import format_number
from indicators.table_content import Cell, Gap, Row, TableContent
from indicators.table_heads import head_levels
from indicators.table_markup import GAP_MARKS, SIGNED, cell_decimals, legend, printed_words, style_of
from indicators.templatetags.figures import STATUS_MARKS


def plain_html(content: TableContent, provenance: Provenance) -> SafeString:
    """The table with its caption, marks, notes, source, licence and address."""
    return format_html(
        "<table>\n<caption>{}</caption>\n<thead>\n{}</thead>\n<tbody>\n{}</tbody>\n</table>\n{}",
        " · ".join([content.caption, *content.context, *([content.unit] if content.unit else [])]),
        _heads(content),
        format_html_join("", "<tr>{}</tr>\n", ((_row(row),) for row in content.rows)),
        _notes(content, provenance),
    )


def _heads(content: TableContent) -> SafeString:
    styles = {column.key: style_of(content, place) for place, column in enumerate(content.columns)}
    levels = head_levels(content, styles)
    lines = []
    for number, level in enumerate(levels):
        stub = format_html('<th scope="col" rowspan="{}">{}</th>', len(levels), content.stub) if number == 0 else ""
        heads = format_html_join(
            "",
            '<th scope="{}"{}>{}</th>',
            (
                (
                    "col" if head.span == 1 else "colgroup",
                    format_html(' colspan="{}"', head.span) if head.span > 1 else "",
                    f"{head.label} ({head.unit})" if head.unit else head.label,
                )
                for head in level
            ),
        )
        lines.append(format_html("<tr>{}{}</tr>\n", stub, heads))
    return format_html_join("", "{}", ((line,) for line in lines))


def _row(row: Row) -> SafeString:
    label = f"{row.label} ({row.unit})" if row.unit else row.label
    cells = format_html_join("", "<td>{}</td>", ((_shown(cell),) for cell in row.cells))
    return format_html('<th scope="row">{}</th>{}', label, cells)


def _shown(cell: Cell) -> str:
    """The number with its marks behind it, or the sign of a gap."""
    if cell.value is None:
        return GAP_MARKS[cell.gap or Gap.NOT_AVAILABLE]()[0]
    number = format_number(cell.value, reading_language(), decimals=cell_decimals(cell), signed=cell.measure in SIGNED)
    marks = [STATUS_MARKS[cell.status]()[0]] if cell.status in STATUS_MARKS else []
    marks += [printed_words()[0]] if cell.is_from_print else []
    return " ".join([number, *marks, *(f"({note})" for note in cell.footnotes)])


def _notes(content: TableContent, provenance: Provenance) -> SafeString:
    notes = [f"{mark}: {words}." for mark, words in legend(content)]
    notes += [f"({note.number}) {note.text}" for note in content.footnotes]
    if content.sources:
        notes.append(_("Nguồn: %(sources)s.") % {"sources": "; ".join(content.sources)})
    return format_html(
        '{}<p><a href="{}">{}</a> · <a href="{}" rel="license">{}</a></p>',
        format_html_join("", "<p>{}</p>\n", ((note,) for note in notes)),
        provenance.permalink,
        provenance.publisher,
        provenance.licence.url,
        provenance.licence.name,
    )
