"""What is said of the front page to its editors: how a pinned article stands, and what a setting changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from indicators.admin.recorded import shown_moment
from indicators.models import Indicator
from reports.admin.front_page_forms import place_name
from reports.models import Article, FrontPin, HeadlinesBy, Language
from reports.services.front_pins import PinChange
from reports.services.visibility import Standing, standing_of


def told_standing(article: Article, language: str, pin: FrontPin | None, now: dt.datetime) -> tuple[str, str]:
    """The colour of a badge, and whether the article stands in its place now, from when, or why not.

    Without a pin it is only proposed.
    """
    until = pin.until if pin else None
    if article.language != language:
        is_english = article.language == Language.ENGLISH
        return "hidden", _("không hiện: đây là bài tiếng Anh") if is_english else _("không hiện: đây là bài tiếng Việt")
    match standing_of(article, at=now):
        case Standing.PUBLIC:
            return ("public", _shown(article, until, now)) if pin else ("embargoed", _("sẽ hiện khi bạn lưu"))
        case Standing.COMING | Standing.EMBARGOED:
            return "embargoed", _coming(article, until)
        case Standing.WITHDRAWN:
            assert article.withdrawn_at is not None
            return "hidden", _("không hiện: bài đã gỡ lúc %(moment)s") % {"moment": shown_moment(article.withdrawn_at)}
    return "draft", _("không hiện: bài chưa được duyệt đăng")


def told_place(pin: FrontPin) -> str:
    """Where an article is pinned, and until when."""
    place = place_name(pin.place).lower()
    if pin.until is None:
        return _("Đang ghim ở trang chủ: %(place)s.") % {"place": place}
    return _("Đang ghim ở trang chủ: %(place)s, đến %(moment)s.") % {"place": place, "moment": shown_moment(pin.until)}


def told_change(change: PinChange) -> str:
    """What became of one article, in a sentence."""
    named = {"title": change.article.title}
    if change.after is None:
        return _("bỏ ghim “%(title)s”.") % named
    named["place"] = place_name(change.after).lower()
    if change.until is not None:
        named["moment"] = shown_moment(change.until)
        return _("“%(title)s” là %(place)s đến %(moment)s.") % named
    return _("“%(title)s” là %(place)s.") % named


def told_figures(
    by: HeadlinesBy, before: HeadlinesBy, *, come: Sequence[Indicator], gone: Sequence[Indicator], is_reordered: bool
) -> str:
    """What a setting of the figures changed; "" where nothing."""
    said = []
    if by is not before:
        said.append(_("Số liệu chính: %(choice)s.") % {"choice": str(by.label)[:1].lower() + str(by.label)[1:]})
    if come:
        said.append(_("Thêm vào số liệu chính: %(names)s.") % {"names": _names(come)})
    if gone:
        said.append(_("Bỏ khỏi số liệu chính: %(names)s.") % {"names": _names(gone)})
    if is_reordered and not gone:
        said.append(_("Xếp lại số liệu chính."))
    return " ".join(said)


def _shown(article: Article, until: dt.datetime | None, now: dt.datetime) -> str:
    ends = [moment for moment in (until, article.withdrawn_at) if moment is not None and moment > now]
    if not ends:
        return _("đang hiện")
    return _("đang hiện, đến %(moment)s") % {"moment": shown_moment(min(ends))}


def _coming(article: Article, until: dt.datetime | None) -> str:
    """From when it stands there; its release may be later than its own minute."""
    assert article.published_at is not None
    release = article.release
    since = max(article.published_at, release.published_at) if release else article.published_at
    if until is not None and until <= since:
        return _("không hiện: hết ghim trước khi bài được đăng (%(moment)s)") % {"moment": shown_moment(since)}
    if release and release.published_at >= article.published_at:
        return _("chưa hiện: chờ đợt công bố, %(moment)s") % {"moment": shown_moment(since)}
    return _("chưa hiện: bài được đăng lúc %(moment)s") % {"moment": shown_moment(since)}


def _names(indicators: Sequence[Indicator]) -> str:
    return ", ".join(f"“{indicator.name}”" for indicator in indicators)
