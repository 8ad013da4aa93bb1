"""The headline figures of the front page: as its editors set them to be chosen, and setting it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User

from indicators.models import Indicator
from indicators.prepared import digest
from indicators.services.headlines import Headlines, headline_figures, in_editors_order, release_headlines
from reports.models import FrontPage, HeadlinesBy
from reports.services.front_holding import SetMeanwhile, held


def headlines_by() -> HeadlinesBy:
    """What chooses the figures; one query."""
    chosen = FrontPage.objects.values_list("headlines_by", flat=True).first()
    return HeadlinesBy(chosen) if chosen else HeadlinesBy.EDITORS


def front_figures(*, at: dt.datetime) -> Headlines:
    """Public figures only, in three queries."""
    if headlines_by() is HeadlinesBy.RELEASE:
        return release_headlines(at=at)
    return Headlines(headline_figures(at=at))


def chosen_indicators() -> list[Indicator]:
    """The public indicators that editors chose, in their order; one query."""
    return list(Indicator.objects.public().filter(is_headline=True).with_labels().order_by(*in_editors_order()))


def mark_of_figures() -> str:
    """What is set for the figures, as somebody saw it."""
    chosen = Indicator.objects.filter(is_headline=True).order_by("pk").values_list("pk", "headline_position")
    return digest(headlines_by(), *chosen)


def set_figures(by: HeadlinesBy, ordered: Sequence[int], *, actor: User, mark: str) -> list[Indicator]:
    """Let `by` choose the figures, and those that editors chose be these in this order.

    Gives the indicators that came or went. Raises `FrontRefused`.
    """
    with held(actor) as page:
        if mark_of_figures() != mark:
            raise SetMeanwhile
        page.headlines_by = by
        page.save()
        public = Indicator.objects.public()
        before = public.filter(is_headline=True).in_bulk()
        chosen = public.in_bulk(list(ordered))
        gone = [row for key, row in before.items() if key not in chosen]
        public.filter(pk__in=[row.pk for row in gone]).update(is_headline=False, headline_position=None)
        for position, key in enumerate(key for key in ordered if key in chosen):
            public.filter(pk=key).update(is_headline=True, headline_position=position)
    return [*gone, *(row for key, row in chosen.items() if key not in before)]
