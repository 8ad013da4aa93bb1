"""Flags on articles whose figures were revised: what they say in words, and what waits for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Indicator
from indicators.numbers import format_number
from indicators.services.table_cells import comparison_unit
from indicators.table_content import PERCENT
from indicators.table_markup import SIGNED
from indicators.templatetags.figures import day
from reports.models import Article, FlagState, RevisionFlag
from reports.models.revisions import RevisionFlagQuerySet
from reports.services.revision_watch import watch

DISMISS = "reports.change_revisionflag"


class AnswerRefused(Exception):
    """Raised where a flag cannot be answered so; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class FlaggedArticle:
    """An article with the first of the flags that wait, those of its text before those of its tables."""

    article: Article
    flags: Sequence[RevisionFlag]
    count: int


def flagged_articles(*, limit: int, flags_each: int = 3) -> list[FlaggedArticle]:
    """The articles with open flags, the latest revised first; two queries after a look at what is new."""
    watch()
    flags = RevisionFlag.objects.open()
    told = flags.order_by().values("article_id").annotate(count=Count("pk"), newest=Max("revision__revised_at"))
    counts = {row["article_id"]: row["count"] for row in told.order_by("-newest", "article_id")[:limit]}
    rank = Window(RowNumber(), partition_by="article_id", order_by=_IN_ORDER)
    ranked = flags.filter(article_id__in=counts).annotate(rank=rank).filter(rank__lte=flags_each)
    found: dict[int, list[RevisionFlag]] = {article: [] for article in counts}
    for flag in _with_subjects(ranked).order_by("article_id", "rank"):  # type: ignore[misc]
        found[flag.article_id].append(flag)
    return [FlaggedArticle(own[0].article, own, counts[article]) for article, own in found.items() if own]


def open_flags(article: Article) -> list[RevisionFlag]:
    """The open flags of an article, those of its text first, with what they are about; one query."""
    flags = RevisionFlag.objects.open().filter(article=article)
    return list(_with_subjects(flags).order_by(*_IN_ORDER))


def dismiss(flags: Iterable[RevisionFlag], *, actor: User, reason: str) -> None:
    """Leave the articles as they are, for a reason. Raises `AnswerRefused` without one or without leave."""
    if not actor.has_perm(DISMISS):
        raise AnswerRefused(_("Bạn không có quyền xử lý bài có số liệu đã sửa."))
    if not reason.strip():
        raise AnswerRefused(_("Hãy nêu lý do bỏ qua."))
    answer(flags, FlagState.DISMISSED, actor=actor, reason=reason.strip())


def answer(flags: Iterable[RevisionFlag], state: FlagState, *, actor: User, reason: str = "", **fields: object) -> None:
    """Close the flags as answered by a person."""
    keys = [flag.pk for flag in flags]
    RevisionFlag.objects.filter(pk__in=keys, state=FlagState.OPEN).update(
        state=state, resolved_by=actor, resolved_at=timezone.now(), reason=reason, **fields
    )


def shown_old(flag: RevisionFlag, language: str | None = None) -> str:
    """ "230 nghìn tấn", "+11,2%"."""
    return shown_figure(flag, flag.old, language)


def shown_new(flag: RevisionFlag, language: str | None = None) -> str:
    return shown_figure(flag, flag.new, language)


def shown_figure(flag: RevisionFlag, value: Decimal | None, language: str | None = None) -> str:
    """A value of what the flag cites, in its unit; words where there is none."""
    return figure_text(flag.indicator, Measure(flag.measure), value, language or reading_language())


def figure_text(indicator: Indicator, measure: Measure, value: Decimal | None, language: str) -> str:
    """ "230 nghìn tấn", "+11,2%"; the digits are those of the value."""
    with override(language):
        if value is None:
            return _("không có số liệu")
        shown = format_number(value, language, signed=measure in SIGNED)
        is_own = measure in (Measure.VALUE, Measure.TARGET)
        unit = indicator.unit.symbol if is_own else comparison_unit(indicator, measure)
        return f"{shown}{unit}" if unit == PERCENT else f"{shown} {unit}"


def subject_of(flag: RevisionFlag, language: str | None = None) -> str:
    """ "Xi măng (Lạng Sơn, Quý I/2018), tăng so với cùng kỳ"."""
    wanted = language or reading_language()
    with override(wanted):
        subject = f"{flag.indicator.name} ({flag.area.name}, {flag.period.label(wanted)})"
        return subject if flag.measure == Measure.VALUE else f"{subject}, {flag.measure_name}"


def notice_text(article: Article, flags: Sequence[RevisionFlag], language: str, *, is_update: bool = False) -> str:
    """A notice that tells old and new of each figure, as a first draft for the editor."""
    # What the text cites and a table shows as well is told once, in the words of the text.
    cited = {flag.place[2:]: flag for flag in reversed(flags)}
    with override(language):
        told = "; ".join(
            _("%(subject)s: đã nêu %(old)s, nay là %(new)s")
            % {"subject": subject_of(flag, language), "old": _written(flag, language), "new": shown_new(flag, language)}
            for flag in reversed(cited.values())
        )
        date = day(article.revised_at or article.published_at)
        if is_update:
            return _("Bài đăng ngày %(date)s đã được cập nhật theo số liệu đã sửa. %(figures)s.") % {
                "date": date,
                "figures": told,
            }
        return _("Số liệu nêu trong bài đăng ngày %(date)s đã được sửa. %(figures)s.") % {
            "date": date,
            "figures": told,
        }


def _written(flag: RevisionFlag, language: str) -> str:
    """As the article writes it, where it is written in that language; else as published."""
    return flag.text if flag.text and flag.article.language == language else shown_old(flag, language)


# The figures of the text in the order in which they were found, then the cells of the tables.
_IN_ORDER = (F("table_position").asc(nulls_first=True), F("pk").asc())


def _with_subjects(flags: RevisionFlagQuerySet) -> RevisionFlagQuerySet:
    return flags.select_related("article__section", "indicator__unit", "area", "revision").defer("article__body")
