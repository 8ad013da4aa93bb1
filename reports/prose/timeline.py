"""Which period a text speaks of: its main one, a narrower remark that holds for a paragraph, an aside in a sentence.

"Riêng tháng 4, …" at the head of a sentence holds until the paragraph ends; "…, trong đó riêng tháng 4 đạt …" is an
aside: the next sentence goes on with the period before it.
"""

from __future__ import annotations

from indicators.periods import Period
from reports.prose.period_phrases import PeriodMention
from reports.prose.periods_in_text import Calendar
from reports.prose.regions import Region

_NEARLY_OVER = 62  # days: "dự kiến cả năm" is a forecast in August and an estimate in November


class Timeline:
    """The period of the figure read now; moved on by every mention, put back at the end of asides and paragraphs."""

    def __init__(self, calendar: Calendar) -> None:
        self.current: Period | None = None
        self._main: Period | None = None
        self._before_aside: Period | None = None
        self._calendar = calendar

    @property
    def has_begun(self) -> bool:
        return self._main is not None

    @property
    def is_ahead(self) -> bool:
        """Whether the period ends well after the day of publication."""
        published = self._calendar.published
        if self.current is None or published is None:
            return False
        return (self.current.end - published).days > _NEARLY_OVER

    def move(self, mention: PeriodMention, region: Region, *, inside_sentence: bool) -> None:
        """Takes a period that the text names; `inside_sentence` where figures of the sentence stand before it."""
        period = self._calendar.resolve(mention, self.current)
        if period is None:
            if mention.kind == "part_of_month":
                self.current = None
            return
        is_narrower = region.only or region.within
        around = self._before_aside or self.current
        is_part = around is not None and around != period and around.contains(period)
        if inside_sentence and is_part and (is_narrower or self._before_aside is not None):
            self._before_aside = around
        else:
            self._before_aside = None
        self.current = period
        if self._main is None or not (is_narrower or self._before_aside is not None):
            self._main = period

    def open_paragraph(self) -> None:
        self.current = self._main

    def close_sentence(self) -> None:
        """Ends an aside."""
        self.current, self._before_aside = self._before_aside or self.current, None
