"""CSV as RFC 4180 has it, one figure a line, with the mark that tells Excel that the text is UTF-8.

Numbers have a point and no grouping, whatever the language: `csv` has no place to say otherwise. The heads are those
that the import of the portal reads (indicators/workbook/tidy_heads.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from indicators.exchange.cells import formula_safe
from indicators.exchange.dataset import Dataset, Record

HEADS = (
    *("indicator_code", "indicator", "area_code", "area", "period", "period_name", "measure", "value", "unit"),
    *("status", "missing", "footnote", "source", "licence", "retrieved", "permalink"),
)
LINES_AT_ONCE = 1000
BOM = "\ufeff"


def write_csv(dataset: Dataset) -> Iterator[bytes]:
    """The file in pieces, each made when it is asked for."""
    provenance = dataset.provenance
    shared = [formula_safe(text) for text in (provenance.licence_text, provenance.retrieved_text, provenance.permalink)]
    lines = ([*_fields(record, provenance.language), *shared] for record in dataset.records)
    yield from encoded(HEADS, lines, before=BOM)


def encoded(heads: Sequence[str], lines: Iterable[Sequence[str]], *, before: str = "") -> Iterator[bytes]:
    """The heads and lines as UTF-8, a thousand lines at once."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(before)
    writer.writerow(heads)
    for number, line in enumerate(lines, start=1):
        writer.writerow(line)
        if number % LINES_AT_ONCE == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _fields(record: Record, language: str) -> list[str]:
    return [
        record.indicator,
        formula_safe(record.indicator_name),
        record.area,
        formula_safe(record.area_name),
        record.period.sdmx,
        record.period.label(language),
        record.measure.value,
        "" if record.value is None else format(record.value, "f"),
        formula_safe(record.unit),
        record.status,
        record.missing,
        formula_safe(record.footnote),
        formula_safe(record.source),
    ]
