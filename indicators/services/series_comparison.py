"""One series beside others: the same indicator in other areas, or other indicators in the same area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.charts import Chart, Kind, Series
from indicators.charts.values import MAX_SERIES
from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period
from indicators.series_choice import ChoiceError
from indicators.services.table_contents import content_of
from indicators.services.table_facts import Facts, observed_figures
from indicators.services.table_needs import base_last_year, spans
from indicators.table_chart import charted_measure, reading_of
from indicators.table_content import TableContent
from indicators.table_description import Rows, TableDescription
from indicators.table_markup import column_decimals

M = TypeVar("M", Area, Indicator)

MIN_PERIODS = 2


@dataclass(frozen=True, slots=True)
class Compared:
    """What a series is compared with."""

    areas: Sequence[Area] = ()
    indicators: Sequence[Indicator] = ()

    def __bool__(self) -> bool:
        return bool(self.areas or self.indicators)

    @property
    def all(self) -> Sequence[Area | Indicator]:
        return [*self.areas, *self.indicators]


def compared_with(codes: Sequence[str], areas: Sequence[Area]) -> Compared:
    """The areas with figures of the indicator among the codes, and the public indicators; one query for the latter.

    Raises `ChoiceError` for a code that is neither.
    """
    by_code = {area.code: area for area in areas}
    others = [code for code in codes if code not in by_code]
    found = (
        {row.code: row for row in Indicator.objects.public().with_labels().filter(code__in=others)} if others else {}
    )
    for code in others:
        if code not in found:
            raise ChoiceError(
                _("Không so sánh được với “%(code)s”: không phải địa bàn có số liệu, cũng không phải chỉ tiêu.")
                % {"code": code[:60]}
            )
    return Compared([by_code[code] for code in codes if code in by_code], [found[code] for code in others])


def comparison(
    indicator: Indicator, area: Area, compared: Compared, periods: Sequence[Period], *, at: dt.datetime
) -> TableContent:
    """The series over the periods, the newest first, each value beside those of the others; one query."""
    indicators = _once([indicator, *compared.indicators])
    areas = _once([area, *compared.areas])
    bases = filter(None, map(base_last_year, periods))
    about = Q(indicator_id__in=[i.pk for i in indicators], area_id__in=[a.pk for a in areas])
    about &= spans({*periods, *bases})
    facts = Facts({i.code: i for i in indicators}, {a.code: a for a in areas}, observed_figures(about, at=at))
    description = TableDescription(
        tuple(facts.indicators),
        tuple(reversed(periods)),
        tuple(facts.areas),
        (Measure.VALUE, Measure.GROWTH_YOY),
        Rows.PERIODS,
        caption=_("%(series)s, so với %(others)s")
        % {
            "series": f"{indicator.name}, {area.name}",
            "others": ", ".join(
                [*(each.name for each in compared.areas), *(each.name for each in compared.indicators)]
            ),
        },
    )
    return content_of(description, facts)


def comparison_chart(content: TableContent, *, key: str) -> Chart | None:
    """A line for each series: their values where one unit holds for all, else how they grow."""
    rows = list(reversed(content.rows))
    measure = charted_measure(content)
    # What has no figure for any of the periods has no line, and so no place in the legend; the table says that.
    charted = [place for place, column in enumerate(content.columns) if column.measure is measure]
    drawn = [(place, content.column_cells(place)) for place in charted]
    lines = [(place, column) for place, column in drawn if any(cell.value is not None for cell in column)][:MAX_SERIES]
    cells = [column for _place, column in lines]
    if sum(any(column[k].value is not None for column in cells) for k in range(len(rows))) < MIN_PERIODS:
        return None
    title = content.caption if measure is Measure.VALUE else _("%(series)s: tăng so với cùng kỳ năm trước")
    return Chart.of_periods(
        Kind.LINE,
        title if measure is Measure.VALUE else title % {"series": content.caption},
        cells[0][0].unit,
        [row.period for row in rows if row.period],
        [
            Series(" – ".join(content.columns[place].heads[:-1]), tuple(map(reading_of, reversed(column))))
            for place, column in lines
        ],
        key=key,
        decimals=None if measure is Measure.VALUE else column_decimals([cell for column in cells for cell in column]),
        language=content.language,
    )


def _once(rows: Sequence[M]) -> list[M]:
    return list({row.pk: row for row in rows}.values())
