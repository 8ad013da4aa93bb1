"""What stands between an article and its publication: figures that differ from the data and that nobody answers for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.languages import reading_language
from reports.models import Article, KeptFigure
from reports.prose.checked import CheckedFigure, CheckedText
from reports.services.article_check import check_article
from reports.services.kept_figures import kept_figures, key_of

NAMED = 5
"""As many figures a refusal names; of the rest it gives the number."""


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """A figure that differs from the data, and the reason for which it is kept, where one was given."""

    figure: CheckedFigure
    kept: KeptFigure | None

    @property
    def is_accepted(self) -> bool:
        return self.kept is not None and self.kept.is_accepted

    def __str__(self) -> str:
        """ "796 triệu USD" (Xuất khẩu, Quý I/2018), and how it differs."""
        indicator, period = self.figure.indicator, self.figure.period
        about = [indicator.name if indicator else "", period.label(reading_language()) if period else ""]
        return f"“{self.figure.written.text}” ({', '.join(part for part in about if part)}): {self.figure.sentence}"


def differing_figures(
    article: Article, *, at: dt.datetime | None = None, checked: CheckedText | None = None
) -> list[DifferingFigure]:
    """Every figure of the working copy that differs from what is public at `at`; nine queries, fewer without figures.

    `checked` saves the check where it was done already.
    """
    checked = checked or check_article(article, at=at)
    found = checked.differing
    if not found:
        return []
    kept = kept_figures(article)
    return [DifferingFigure(figure, kept.get(key_of(figure))) for figure in found]


def hindrance_to_review(article: Article) -> str:
    """Why the article cannot go to the reviewers: a differing figure for which no reason was given; else ""."""
    standing = [figure for figure in differing_figures(article) if figure.kept is None]
    if not standing:
        return ""
    return _("Có số liệu lệch với cơ sở dữ liệu; hãy sửa, hoặc giữ lại kèm lý do. %(figures)s") % {
        "figures": _named(standing)
    }


def hindrance_to_publication(
    article: Article, *, at: dt.datetime | None = None, checked: CheckedText | None = None
) -> str:
    """Why the article cannot be public at `at`: a differing figure that no reviewer accepted; else ""."""
    standing = [figure for figure in differing_figures(article, at=at, checked=checked) if not figure.is_accepted]
    if not standing:
        return ""
    return _("Có số liệu lệch với cơ sở dữ liệu; hãy sửa, hoặc để người duyệt chấp nhận kèm lý do. %(figures)s") % {
        "figures": _named(standing)
    }


def _named(figures: list[DifferingFigure]) -> str:
    shown = " ".join(str(figure) for figure in figures[:NAMED])
    if len(figures) <= NAMED:
        return shown
    return _("%(figures)s Và %(count)s số khác.") % {"figures": shown, "count": len(figures) - NAMED}
