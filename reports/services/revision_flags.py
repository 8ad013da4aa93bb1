"""Flags on articles whose figures were revised: what they say in words, and what waits for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
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
from reports.services.revision_watch import watch

DISMISS = "reports.change_revisionflag"


class AnswerRefused(Exception):
    """Raised where a flag cannot be answered so; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class FlaggedArticle:
    """An article with the flags that wait, those of its text first."""

    article: Article
    flags: Sequence[RevisionFlag]

    @property
    def in_text(self) -> list[RevisionFlag]:
        return [flag for flag in self.flags if flag.figure_key is not None]

    @property
    def in_tables(self) -> list[RevisionFlag]:
        return [flag for flag in self.flags if flag.table_position is not None]


def flagged_articles(*, limit: int | None = None) -> list[FlaggedArticle]:
    """The articles with open flags, the latest revised first; one query after a look at what is new."""
    watch()
    flags = open_flags()
    found: dict[int, list[RevisionFlag]] = {}
    for flag in flags:
        found.setdefault(flag.article_id, []).append(flag)
    return [FlaggedArticle(own[0].article, _text_first(own)) for own in list(found.values())[:limit]]


def open_flags(article: Article | None = None) -> list[RevisionFlag]:
    """The open flags, of one article or of all, with what they are about; one query."""
    flags = RevisionFlag.objects.open()
    if article is not None:
        flags = flags.filter(article=article)
    related = ("article__section", "indicator__unit", "area", "revision__version")
    return list(
        flags.select_related(*related)
        .defer("article__body", "revision__version__before", "revision__version__after")
        .order_by("-revision__revised_at", "-revision_id", "pk")
    )


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
    cited = {flag.place[2:]: flag for flag in reversed(_text_first(flags))}
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


def _text_first(flags: Iterable[RevisionFlag]) -> list[RevisionFlag]:
    return sorted(flags, key=lambda flag: (flag.figure_key is None, flag.table_position or 0, flag.pk))
