"""Stories that editors pin to the front page: what is pinned, and pinning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.prepared import digest
from reports.models import Article, FrontPin, Language
from reports.models.front_page import PLACES
from reports.services.front_holding import FrontRefused, SetMeanwhile, held


@dataclass(frozen=True, slots=True)
class Pin:
    """What is to stand in a place, and until when."""

    article: int
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class PinChange:
    """What a setting did with one article; a place is None where it had none, or has none any more."""

    article: Article
    before: int | None
    after: int | None
    until: dt.datetime | None


def pins_of(language: str, *, at: dt.datetime | None = None) -> list[FrontPin]:
    """What is pinned and has not run out, by place, with the articles and their releases; one query."""
    pins = FrontPin.objects.holding(at=at).filter(language=language)
    return list(pins.select_related("article__release", "pinned_by").defer("article__body").order_by("place"))


def pin_of(article: Article, *, at: dt.datetime | None = None) -> FrontPin | None:
    """Where the article is pinned on the front page of its language; one query."""
    return FrontPin.objects.holding(at=at).filter(article=article, language=article.language).first()


def mark_of_pins(language: str) -> str:
    """What is pinned for a language, as somebody saw it."""
    pins = FrontPin.objects.filter(language=language).order_by("place")
    return digest(*pins.values_list("place", "article_id", "until"))


def may_be_pinned(article: Article, language: str) -> str:
    """Why an article cannot stand on the front page of a language, ever; "" where it can."""
    if article.language != language:
        is_english = article.language == Language.ENGLISH
        said = _("“%(title)s” là bài tiếng Anh.") if is_english else _("“%(title)s” là bài tiếng Việt.")
        return said % {"title": article.title}
    if article.published_edition_id is None:
        return _("“%(title)s” chưa được duyệt đăng.") % {"title": article.title}
    return ""


def set_pins(
    language: str, places: Sequence[Pin | None], *, actor: User, mark: str, at: dt.datetime | None = None
) -> list[PinChange]:
    """Pin these, from the lead on, and nothing else; gives what became different. Raises `FrontRefused`."""
    moment = at or timezone.now()
    wanted = {place: pin for place, pin in enumerate(places) if pin is not None}
    keys = [pin.article for pin in wanted.values()]
    if len(places) > PLACES or len(set(keys)) < len(keys):
        raise FrontRefused(_("Mỗi bài chỉ đứng ở một chỗ trên trang chủ."))
    with held(actor):
        if mark_of_pins(language) != mark:
            raise SetMeanwhile
        before = {pin.article_id: pin for pin in pins_of(language, at=moment)}
        articles = Article.objects.defer("body").in_bulk(keys)
        for pin in wanted.values():
            _check(pin, articles.get(pin.article), language, moment)
        changes = [
            *(
                PinChange(articles[pin.article], _place(before.get(pin.article)), place, pin.until)
                for place, pin in wanted.items()
                if not _is_kept(before.get(pin.article), place, pin)
            ),
            *(PinChange(old.article, old.place, None, None) for key, old in before.items() if key not in keys),
        ]
        if changes:
            # With what ran out, which is forgotten here.
            FrontPin.objects.filter(language=language).delete()
            rows = (_row(language, place, pin, before, actor, moment) for place, pin in wanted.items())
            FrontPin.objects.bulk_create(rows)
    return changes


def _check(pin: Pin, article: Article | None, language: str, moment: dt.datetime) -> None:
    if article is None:
        raise FrontRefused(_("Bài đã bị xoá."))
    if reason := may_be_pinned(article, language):
        raise FrontRefused(reason)
    if pin.until is not None and pin.until <= moment:
        raise FrontRefused(_("Giờ hẹn phải ở tương lai."))


def _row(
    language: str, place: int, pin: Pin, before: dict[int, FrontPin], actor: User, moment: dt.datetime
) -> FrontPin:
    """A pin that stays as it was goes on being that of whoever set it."""
    old = before.get(pin.article)
    kept = old if _is_kept(old, place, pin) else None
    return FrontPin(
        language=language,
        place=place,
        article_id=pin.article,
        until=pin.until,
        pinned_at=kept.pinned_at if kept else moment,
        pinned_by=kept.pinned_by if kept else actor,
    )


def _is_kept(before: FrontPin | None, place: int, pin: Pin) -> bool:
    return before is not None and (before.place, before.until) == (place, pin.until)


def _place(pin: FrontPin | None) -> int | None:
    return None if pin is None else pin.place
