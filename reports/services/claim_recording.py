"""Observations made from what a sentence of an article states: everything that it says, written by the data service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Area, Change, Indicator, Observation, Status, Topic, VersionKind
from indicators.numbers import decimals_of
from indicators.periods import Period
from indicators.services.creating import create_indicator
from indicators.services.recording import EmbargoConflict, Stated, record
from indicators.units import Unit, UnitError, convert, parse_unit
from reports.models import Article
from reports.prose.written import Approximation
from reports.services.found_figures import FoundClaim

ADD = "indicators.add_observation"
CHANGE = "indicators.change_observation"
ADD_INDICATOR = "indicators.add_indicator"


class RecordingRefused(Exception):
    """Raised where an observation cannot be written; `field` is the one to look at, the message says why."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a sentence states of an observation; whatever it leaves open is None or empty."""

    indicator: Indicator | None
    name: str
    unit: str
    area: Area | None
    period: Period | None
    value: Decimal | None
    status: str
    growth_yoy: Decimal | None
    growth_previous: Decimal | None
    plan_share: Decimal | None
    source: str
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator that the catalogue does not have yet."""

    name: str
    topic: Topic
    unit: str


def proposal_of(article: Article, found: FoundClaim) -> Proposal:
    """The observation that a claim states: "ước đạt 230 nghìn tấn, tăng 11,2%" an estimate with its growth."""
    claim, checked = found.claim.claim, found.claim
    indicator = checked.indicator
    grows_on_previous = claim.growth_base == "previous_period"
    return Proposal(
        indicator=indicator,
        name=_capital(claim.indicator),
        unit=claim.unit or (indicator.unit.symbol_vi if indicator else ""),
        area=checked.area,
        period=checked.period,
        value=claim.value,
        status=claim.status or Status.PRELIMINARY,
        growth_yoy=None if grows_on_previous or claim.growth_base == "other" else claim.growth_pct,
        growth_previous=claim.growth_pct if grows_on_previous else None,
        plan_share=claim.plan_pct,
        source=article.source,
        is_approximate=any(each.figure.written.approximation is not Approximation.NONE for each in found.figures),
    )


def record_claim(
    article: Article,
    *,
    indicator: Indicator | NewIndicator,
    area: Area,
    period: Period,
    unit: str,
    fields: Mapping[str, Any],
    actor: User,
) -> Observation:
    """Write what a sentence states, under the article's release; raises `RecordingRefused` with the reason.

    `fields` are those of an observation; its value is in `unit`, and is kept in the indicator's own. An observation
    that is there already keeps what it says: only what it left empty is added.
    """
    if not actor.has_perm(ADD):
        raise RecordingRefused(_("Bạn không có quyền thêm số liệu."))
    with transaction.atomic():
        known = _created(indicator, fields, actor) if isinstance(indicator, NewIndicator) else indicator
        stated = dict(fields)
        if stated.get("value") is not None:
            stated["value"] = _in_unit_of(known, stated["value"], unit)
        stated = _missing(known, area, period, stated, actor)
        statement = Stated(VersionKind.OBSERVATION, known.pk, area.pk, period, stated)
        change = Change(actor, _("Từ bài viết “%(title)s”") % {"title": article.title[:400]})
        try:
            difference = record([statement], change=change, release=article.release)
        except EmbargoConflict as conflict:
            raise RecordingRefused(_("Đã có một bản sửa của số liệu này chờ một đợt công bố khác.")) from conflict
        row = difference.entries[0].row
    assert isinstance(row, Observation)
    return row


def _created(new: NewIndicator, fields: Mapping[str, Any], actor: User) -> Indicator:
    if not actor.has_perm(ADD_INDICATOR):
        raise RecordingRefused(_("Bạn không có quyền thêm chỉ tiêu."), "indicator")
    value = fields.get("value")
    if Indicator.objects.filter(name_vi__iexact=new.name).exists():
        raise RecordingRefused(_("Danh mục đã có chỉ tiêu mang tên này; hãy chọn nó."), "name")
    if not new.unit.strip():
        raise RecordingRefused(_("Hãy nêu đơn vị của chỉ tiêu mới."), "unit")
    return create_indicator(
        new.name, topic=new.topic, unit=new.unit, decimals=decimals_of(value) if value is not None else 1
    )


def _in_unit_of(indicator: Indicator, value: Decimal, unit: str) -> Decimal:
    if not unit.strip() or unit.strip() == indicator.unit.symbol_vi:
        return value
    try:
        written: Unit = parse_unit(unit)
        return convert(value, written, indicator.unit.measure)
    except UnitError as error:
        raise RecordingRefused(
            _("Đơn vị “%(unit)s” không đổi được sang đơn vị của chỉ tiêu (%(own)s).")
            % {"unit": unit, "own": indicator.unit.symbol},
            "unit",
        ) from error


def _missing(indicator: Indicator, area: Area, period: Period, fields: dict[str, Any], actor: User) -> dict[str, Any]:
    """What is to be stated: everything of a new observation, of one that is there what it does not say yet."""
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    row = Observation.objects.current().filter(indicator=indicator, area=area).for_period(period).first()
    if row is None:
        if given.get("value") is None:
            raise RecordingRefused(_("Câu văn không nêu giá trị; hãy nhập giá trị."), "value")
        return given
    if row.value is not None and given.get("value") not in (None, row.value):
        raise RecordingRefused(_("Chỉ tiêu này đã có số liệu cho địa bàn và kỳ này."), "period")
    if not actor.has_perm(CHANGE):
        raise RecordingRefused(_("Bạn không có quyền sửa số liệu đã có."))
    added: dict[str, Any] = {
        name: given[name]
        for name in ("value", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
        if name in given and getattr(row, name) is None
    }
    if not added:
        raise RecordingRefused(_("Cơ sở dữ liệu đã có mọi điều câu này nêu."))
    return {**added, "absence": "", "status": given.get("status", row.status)} if "value" in added else added


def _capital(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]
