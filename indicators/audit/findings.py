"""What an audit found: which rule, where, how large, how grave, and the plain sentence for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.languages import reading_language
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.workbook.problems import Severity

POINTS = "points"
"""In `Finding.other` of an outlier: the change is told in points and not in percent."""


class Rule(StrEnum):
    """The checks, each named by what does not fit."""

    PART_OVER_WHOLE = "part_over_whole"
    UNIT_SLIP = "unit_slip"
    COMPONENTS = "components"
    PLAN_SHARE = "plan_share"
    GROWTH_YOY = "growth_yoy"
    GROWTH_PREVIOUS = "growth_previous"
    OUTLIER = "outlier"

    @property
    def label(self) -> str:
        """What the rule looks at, as the head of a list of findings."""
        return str(_LABELS[self])


_LABELS = {
    Rule.PART_OVER_WHOLE: gettext_lazy("Thành phần lớn hơn tổng"),
    Rule.UNIT_SLIP: gettext_lazy("Có thể sai đơn vị (gấp 1.000 lần)"),
    Rule.COMPONENTS: gettext_lazy("Các thành phần không cộng thành tổng"),
    Rule.PLAN_SHARE: gettext_lazy("Tỷ lệ so với kế hoạch không khớp kế hoạch năm"),
    Rule.GROWTH_YOY: gettext_lazy("Mức tăng đã in không khớp số cùng kỳ năm trước"),
    Rule.GROWTH_PREVIOUS: gettext_lazy("Mức tăng đã in không khớp số kỳ trước"),
    Rule.OUTLIER: gettext_lazy("Biến động khác thường so với các năm"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure that does not fit the others.

    `size` is how far off it is, in the terms of its rule: the gap to the sum, the share or growth that the values
    give, the factor to the neighbours, the change that is out of line. `facts` are the other numbers of the
    sentence, in the order in which it tells them. `sheet` and `cell` are where the figure came from.
    """

    rule: Rule
    severity: Severity
    indicator: int
    area: int
    period: Period
    value: Decimal
    size: Decimal
    facts: tuple[Decimal, ...] = ()
    name: str = ""
    other: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def message(self) -> str:
        """The sentence in the language of the reader."""
        language = reading_language()
        numbers = {f"fact{place}": format_number(fact, language) for place, fact in enumerate(self.facts)}
        return _SENTENCES[self.rule](self) % {
            "name": self.name,
            "other": self.other,
            "period": self.period.label(language),
            "value": format_number(self.value, language),
            "size": format_number(abs(self.size), language),
            **numbers,
        }

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same finding when the file is audited again."""
        return (
            str(self.rule),
            str(self.indicator),
            str(self.area),
            self.period.sdmx,
            format(self.value, "f"),
            format(self.size, "f"),
        )


def _part_over_whole(_finding: Finding) -> str:
    return _("“%(other)s” là %(fact0)s, lớn hơn tổng “%(name)s” %(value)s (%(period)s).")


def _unit_slip(finding: Finding) -> str:
    if finding.size > 1:
        return _("%(name)s, %(period)s: %(value)s gấp khoảng %(size)s lần các kỳ lân cận (%(fact0)s).")
    return _("%(name)s, %(period)s: %(value)s chỉ bằng khoảng 1/%(fact1)s các kỳ lân cận (%(fact0)s).")


def _components(finding: Finding) -> str:
    if finding.size > 0:
        return _("%(name)s, %(period)s: tổng ghi %(value)s, lớn hơn các thành phần cộng lại (%(fact0)s) là %(size)s.")
    return _("%(name)s, %(period)s: tổng ghi %(value)s, nhỏ hơn các thành phần cộng lại (%(fact0)s) là %(size)s.")


def _plan_share(_finding: Finding) -> str:
    return _("%(name)s, %(period)s: nguồn in %(fact0)s%% kế hoạch, nhưng %(value)s so với %(fact1)s là %(size)s%%.")


def _growth_yoy(finding: Finding) -> str:
    if finding.size < 0:
        return _(
            "%(name)s, %(period)s: nguồn in mức tăng %(fact0)s%%, nhưng so với cùng kỳ %(fact1)s thì giảm %(size)s%%."
        )
    return _("%(name)s, %(period)s: nguồn in mức tăng %(fact0)s%%, nhưng so với cùng kỳ %(fact1)s thì tăng %(size)s%%.")


def _growth_previous(finding: Finding) -> str:
    if finding.size < 0:
        return _(
            "%(name)s, %(period)s: nguồn in mức tăng %(fact0)s%%, nhưng so với kỳ trước %(fact1)s thì giảm %(size)s%%."
        )
    return _(
        "%(name)s, %(period)s: nguồn in mức tăng %(fact0)s%%, nhưng so với kỳ trước %(fact1)s thì tăng %(size)s%%."
    )


def _outlier(finding: Finding) -> str:
    if finding.other == POINTS:
        return _(
            "%(name)s, %(period)s: %(value)s lệch %(size)s điểm so với cùng kỳ; thường lệch từ %(fact0)s đến %(fact1)s."
        )
    if finding.size < 0:
        return _(
            "%(name)s, %(period)s: %(value)s là giảm %(size)s%% so với cùng kỳ; thường từ %(fact0)s%% đến %(fact1)s%%."
        )
    return _(
        "%(name)s, %(period)s: %(value)s là tăng %(size)s%% so với cùng kỳ; thường từ %(fact0)s%% đến %(fact1)s%%."
    )


_SENTENCES: dict[Rule, Callable[[Finding], str]] = {
    Rule.PART_OVER_WHOLE: _part_over_whole,
    Rule.UNIT_SLIP: _unit_slip,
    Rule.COMPONENTS: _components,
    Rule.PLAN_SHARE: _plan_share,
    Rule.GROWTH_YOY: _growth_yoy,
    Rule.GROWTH_PREVIOUS: _growth_previous,
    Rule.OUTLIER: _outlier,
}
