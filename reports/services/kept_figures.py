"""Figures that stay as written though the data say otherwise: kept with a reason, accepted by a reviewer."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.periods import Period
from reports.models import Article, KeptFigure
from reports.prose.checked import CheckedFigure
from reports.prose.verification import Verdict

REVIEW = "reports.review_article"

KeptKey = tuple[int | None, int | None, Period | None, str, str, Decimal | None]
"""Indicator, area, period, measure, the words, and the value that they differ from."""


class KeepingRefused(Exception):
    """Raised where a figure cannot be kept or accepted; the message says why, in the reader's language."""


def keep_figure(article: Article, figure: CheckedFigure, *, actor: User, reason: str) -> KeptFigure:
    """Let a differing figure stand with a reason; a reviewer who keeps it accepts it by that.

    Raises `KeepingRefused` without a reason, for a figure that does not differ, and without leave to write the article.
    """
    if not actor.has_perm("reports.change_article"):
        raise KeepingRefused(_("Bạn không có quyền sửa bài viết."))
    if not reason.strip():
        raise KeepingRefused(_("Hãy nêu lý do giữ số này dù lệch với cơ sở dữ liệu."))
    indicator, area, period = figure.indicator, figure.area, figure.period
    if figure.verdict is not Verdict.DIFFERS or indicator is None or area is None or period is None:
        raise KeepingRefused(_("Chỉ cần lý do cho số liệu lệch với cơ sở dữ liệu."))
    accepts = actor.has_perm(REVIEW)
    kept, _is_new = KeptFigure.objects.update_or_create(
        article=article,
        indicator=indicator,
        area=area,
        year=period.year,
        month=period.month,
        months=period.months,
        measure=figure.judgement.measure.value,
        text=words_of(figure),
        defaults={
            "observed": observed_of(figure),
            "reason": reason.strip(),
            "kept_by": actor,
            "accepted_by": actor if accepts else None,
            "accepted_at": timezone.now() if accepts else None,
        },
    )
    return kept


def accept_figure(kept: KeptFigure, *, actor: User) -> KeptFigure:
    """A reviewer's acceptance of a figure that was kept. Raises `KeepingRefused` for anybody else."""
    if not actor.has_perm(REVIEW):
        raise KeepingRefused(_("Chỉ người duyệt bài mới chấp nhận được số liệu lệch."))
    kept.accepted_by, kept.accepted_at = actor, timezone.now()
    kept.save(update_fields=["accepted_by", "accepted_at"])
    return kept


def kept_figures(article: Article) -> dict[KeptKey, KeptFigure]:
    """The kept figures of an article by what they hold for; one query."""
    return {
        (kept.indicator_id, kept.area_id, kept.period, kept.measure, kept.text, kept.observed): kept
        for kept in KeptFigure.objects.filter(article=article)
    }


def key_of(figure: CheckedFigure) -> KeptKey:
    """What a kept figure must hold for to be this one."""
    return (
        figure.indicator.pk if figure.indicator else None,
        figure.area.pk if figure.area else None,
        figure.period,
        figure.judgement.measure.value,
        words_of(figure),
        observed_of(figure),
    )


def words_of(figure: CheckedFigure) -> str:
    """The words of a figure on one line."""
    return " ".join(figure.written.text.split())[:300]


def observed_of(figure: CheckedFigure) -> Decimal | None:
    """The value that a figure was held against, with no more digits than are kept."""
    exact = figure.judgement.exact
    if exact is None:
        return None
    return round(exact, 10).normalize() + 0 if len(exact.as_tuple().digits) > 20 else exact
