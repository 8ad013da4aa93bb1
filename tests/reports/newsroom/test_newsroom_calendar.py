"""The newsroom's calendar: everything at its minute, by the house's own clock, at a fixed cost."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Release
from reports.models import Article
from reports.services import newsroom_calendar
from reports.services.newsroom_calendar import CalendarMonth, EntryKind, calendar_month
from tests.factories import make_article, make_published_article, make_release

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2026, 11, 1)
HOUSE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=HOUSE)


def on(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=HOUSE)


def published(moment: dt.datetime, **fields: object) -> Article:
    article = make_published_article()
    Article.objects.filter(pk=article.pk).update(published_at=moment, **fields)
    return Article.objects.get(pk=article.pk)


def released(moment: dt.datetime) -> Release:
    release = make_release()
    Release.objects.filter(pk=release.pk).update(published_at=moment)
    return Release.objects.get(pk=release.pk)


def month(**options: bool) -> CalendarMonth:
    return calendar_month(NOVEMBER, at=NOON, **{"with_releases": True, **options})


def told(shown: CalendarMonth) -> list[tuple[int, EntryKind, object]]:
    return [(day.date.day, entry.kind, entry.article or entry.release) for day in shown.days for entry in day.entries]


def test_a_month_is_whole_weeks_from_monday_on_with_today_marked():
    shown = month()

    assert (shown.days[0].date, shown.days[-1].date) == (dt.date(2026, 10, 26), dt.date(2026, 12, 6))
    assert [day.date for day in shown.days if day.is_today] == [dt.date(2026, 11, 24)]
    assert sum(day.is_in_month for day in shown.days) == 30
    assert (shown.previous, shown.next) == (dt.date(2026, 10, 1), dt.date(2026, 12, 1))


def test_publications_new_editions_and_withdrawals_stand_at_their_minutes():
    out, coming = published(on(3)), published(on(26))
    replaced = published(on(1), next_at=on(25), next_edition_id=out.published_edition_id)
    going = published(on(2), withdrawn_at=on(27, 17))
    make_article("nhap")

    assert told(month()) == [
        (1, EntryKind.PUBLICATION, replaced),
        (2, EntryKind.PUBLICATION, going),
        (3, EntryKind.PUBLICATION, out),
        (25, EntryKind.REPLACEMENT, replaced),
        (26, EntryKind.PUBLICATION, coming),
        (27, EntryKind.WITHDRAWAL, going),
    ]


def test_a_day_is_that_of_the_house():
    late = published(dt.datetime(2026, 11, 25, 16, 59, tzinfo=dt.UTC))
    early = published(dt.datetime(2026, 11, 25, 17, 0, tzinfo=dt.UTC))

    assert [(day, article) for day, _kind, article in told(month())] == [(25, late), (26, early)]
    assert timezone.get_current_timezone_name() == "Asia/Ho_Chi_Minh"


def test_a_release_stands_with_the_articles_tied_to_it_and_they_not_once_more():
    release = released(on(26))
    approved = published(on(26), release=release)
    approved_early = published(on(20), release=release)
    draft = make_article(release=release)

    shown = month()

    assert told(shown) == [(26, EntryKind.RELEASE, release)]
    (entry,) = [entry for day in shown.days for entry in day.entries]
    assert set(entry.tied) == {approved, approved_early, draft}


def test_an_article_planned_for_after_its_release_has_a_minute_of_its_own():
    release = released(on(26))
    later = published(on(27), release=release)

    assert told(month()) == [(26, EntryKind.RELEASE, release), (27, EntryKind.PUBLICATION, later)]


def test_who_does_not_see_releases_sees_their_articles_at_the_minute():
    article = published(on(20), release=released(on(26)))

    assert told(month(with_releases=False)) == [(26, EntryKind.PUBLICATION, article)]


def test_beyond_what_is_shown_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(newsroom_calendar, "MOST", 2)
    articles = [published(on(day)) for day in (3, 4, 5)]

    shown = month()

    assert shown.is_cut
    assert [article for _day, _kind, article in told(shown)] == articles[1:]


def test_a_month_costs_three_questions_whatever_is_in_it():
    with CaptureQueriesContext(connection) as few:
        month()
    for day in range(1, 20):
        published(on(day))
        published(on(day), release=released(on(day, 10)))

    with CaptureQueriesContext(connection) as many:
        month()

    # Articles, releases, the articles tied to these; where there is no release, nothing is tied.
    assert (len(few), len(many)) == (2, 3)
