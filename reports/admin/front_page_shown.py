"""What the admin shows of the front page: places with what is said of them, what readers see, the choice of figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.admin.catalogue import indicator_label
from indicators.admin.recorded import shown_moment
from indicators.services.headlines import MOST_HEADLINES, Headline, Headlines, headline_figures, release_headlines
from reports.admin.front_page_forms import FiguresForm, PlaceForm, PlaceForms, place_name
from reports.admin.front_page_words import told_standing
from reports.models import Article, FrontPin, HeadlinesBy, Language
from reports.services.front_figures import chosen_indicators, headlines_by, mark_of_figures
from reports.services.front_page import FrontNews, front_page
from reports.services.front_pins import mark_of_pins, pins_of
from reports.templatetags.people import person


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A row of the form with what is to be said of the article in it. `badge` names the colour of `standing`."""

    name: str
    number: int
    form: PlaceForm
    badge: str
    standing: str
    since: str


@dataclass(frozen=True, slots=True)
class ShownLanguage:
    code: str
    label: str
    url: str
    places: Sequence[ShownPlace]
    mark: str
    is_unsaved: bool
    news: FrontNews
    pinned: frozenset[int]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """An indicator that editors chose, with its fields and the figure that it shows, or why it shows none."""

    name: str
    order: BoundField
    drop: BoundField
    headline: Headline | None
    absence: str


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """`released` is what the newest release would show, `now` what readers see."""

    form: FiguresForm
    mark: str
    rows: Sequence[ShownFigure]
    released: Headlines
    now: Headlines


def shown_language(language: str, typed: PlaceForms | None, mark: str, now: dt.datetime) -> ShownLanguage:
    """What is set, or the rows that somebody typed; `mark` is what they saw, "" where they see it now."""
    pins = pins_of(language, at=now)
    forms = typed or PlaceForms.of_pins(language, pins)
    by_article = {str(pin.article_id): pin for pin in pins}
    keys = [str(form["article"].value() or "") for form in forms.forms]
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 18]
    articles = Article.objects.select_related("release").defer("body").in_bulk(numbers)
    by_key = {str(pk): article for pk, article in articles.items()}
    places = [
        _shown_place(place, form, by_key.get(key), by_article.get(key), now)
        for place, (form, key) in enumerate(zip(forms.forms, keys, strict=True))
    ]
    with override(language):
        url = reverse("reports:home")
    return ShownLanguage(
        code=language,
        label=str(Language(language).label),
        url=url,
        places=places,
        mark=mark or mark_of_pins(language),
        is_unsaved=forms.is_unsaved,
        news=front_page(language, at=now),
        pinned=frozenset(pin.article_id for pin in pins),
    )


def shown_figures(typed: FiguresForm | None, mark: str, now: dt.datetime) -> ShownFigures:
    """As `shown_language`."""
    by = headlines_by()
    form = typed or FiguresForm(chosen_indicators(), initial={"by": by})
    chosen, released = headline_figures(at=now), release_headlines(at=now)
    values = {each.code: each for each in chosen}
    is_full = len(chosen) == MOST_HEADLINES
    absence = _("không còn chỗ, hoặc chưa có số liệu công khai") if is_full else _("chưa có số liệu công khai")
    rows = [
        ShownFigure(indicator_label(indicator), order, drop, values.get(indicator.code), absence)
        for indicator, order, drop in form.rows
    ]
    shown = released if by is HeadlinesBy.RELEASE else Headlines(chosen)
    return ShownFigures(form, mark or mark_of_figures(), rows, released, shown)


def _shown_place(
    place: int, form: PlaceForm, article: Article | None, pin: FrontPin | None, now: dt.datetime
) -> ShownPlace:
    badge, standing = told_standing(article, form.language, pin, now) if article else ("", "")
    since = ""
    if pin is not None:
        since = _("Ghim lúc %(moment)s") % {"moment": shown_moment(pin.pinned_at)}
        since = f"{since}, {person(pin.pinned_by)}" if pin.pinned_by else since
    return ShownPlace(place_name(place), place, form, badge, standing, since)
