"""What an editor does with a figure that was found, on an article that is about to be saved: bind, reword, release."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Indicator
from reports.models import Article
from reports.services.binding import BindingRefused, bind, release_figure, take_database_figure
from reports.services.citing import cite
from reports.services.found_figures import FoundClaim, FoundFigure, FoundFigures
from reports.services.free_words import reword
from reports.services.kept_figures import accept_figure, keep_figure


def bind_one(article: Article, found: FoundFigure) -> str:
    """Bind a figure in the article's body; gives what to say. Raises `BindingRefused`, as all of these do."""
    article.body = bind(article.body, [found.figure])
    return _("Đã gắn “%(figure)s”.") % {"figure": found.figure.written.text}


def bind_agreeing(article: Article, found: FoundFigures) -> str:
    """Bind every figure that agrees and is still free."""
    free = [each.figure for each in found.bindable]
    article.body = bind(article.body, free)
    return ngettext("Đã gắn %(count)d số khớp.", "Đã gắn %(count)d số khớp.", len(free)) % {"count": len(free)}


def bind_to_indicator(article: Article, found: FoundClaim, indicator: Indicator) -> str:
    """Bind a claim's figures to the indicator that a person chose."""
    article.body, cited = cite(article, found, indicator)
    figures = ", ".join(f"“{each.figure.written.text}”" for each in cited)
    return _("Đã gắn %(figures)s với “%(indicator)s”.") % {"figures": figures, "indicator": indicator.name}


def take_figure(article: Article, found: FoundFigure) -> str:
    """Put the database's figure in place of one that differs; in title and lead, where nothing is bound, as words."""
    figure = found.figure
    if found.stands_in_body:
        article.body = take_database_figure(article.body, figure)
    else:
        reword(article, figure)
    return _("Đã lấy số của cơ sở dữ liệu thay cho “%(figure)s”.") % {"figure": figure.written.text}


def release(article: Article, found: FoundFigure) -> str:
    """Leave the words of a bound figure free."""
    if found.figure.bound is None:
        raise BindingRefused(_("Số liệu này chưa gắn."))
    article.body = release_figure(article.body, found.figure.bound.key)
    return _("Đã gỡ gắn “%(figure)s”.") % {"figure": found.figure.written.text}


def keep(article: Article, found: FoundFigure, *, actor: User, reason: str) -> str:
    """Let a differing figure stand; a reviewer who leaves a writer's reason as it is accepts it.

    Raises `KeepingRefused` where there is nothing to keep, no reason, or no leave.
    """
    kept = found.kept
    if kept is not None and kept.reason == reason.strip() and kept.kept_by != actor:
        kept = accept_figure(kept, actor=actor)
    else:
        kept = keep_figure(article, found.figure, actor=actor, reason=reason)
    said = _("Đã chấp nhận “%(figure)s”.") if kept.is_accepted else _("Đã giữ “%(figure)s” kèm lý do.")
    return said % {"figure": found.figure.written.text}


STEPS = {"bind": bind_one, "take": take_figure, "release": release}
