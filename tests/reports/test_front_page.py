"""What editors pin stands on the front page while it is public, and to the minute; figures are chosen as they set."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indicator
from indicators.periods import Period
from reports.models import Article, FrontPage, FrontPin, HeadlinesBy
from reports.services.editions import keep_edition
from reports.services.front_figures import front_figures, mark_of_figures, set_figures
from reports.services.front_holding import FrontRefused, SetMeanwhile
from reports.services.front_page import front_page
from reports.services.front_pins import Pin, mark_of_pins, set_pins
from tests.factories import (
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

Q1 = Period.of_quarter(2018, 1)
Q2 = Period.of_quarter(2018, 2)


def pin(article: Article, place: int = 0, *, until: dt.datetime | None = None, language: str = "vi") -> FrontPin:
    return FrontPin.objects.create(language=language, place=place, article=article, until=until)


def news(count: int, **fields: Any) -> list[Article]:
    """The newest first."""
    return [make_published_article(f"tin-{number}", in_hours=-1 - number, **fields) for number in range(count)]


def slugs(language: str = "vi", *, at: dt.datetime | None = None) -> tuple[str, list[str], list[str]]:
    """The lead, what stands beside it, and the newest."""
    page = front_page(language, at=at)
    lead = page.lead.slug if page.lead else ""
    return lead, [story.slug for story in page.featured], [story.slug for story in page.latest]


def everything(language: str = "vi") -> list[str]:
    page = front_page(language)
    stories = [page.lead, *page.featured, *page.latest, *(s for section in page.sections for s in section.stories)]
    return [story.slug for story in stories if story]


def test_without_pins_the_newest_article_leads_and_four_follow() -> None:
    news(7)

    assert slugs() == ("tin-0", [], ["tin-1", "tin-2", "tin-3", "tin-4"])


def test_a_pinned_article_leads_however_old_it_is() -> None:
    news(3)
    pin(make_published_article("cu", in_hours=-9000))

    assert slugs() == ("cu", [], ["tin-0", "tin-1", "tin-2"])


def test_what_stands_beside_the_lead_keeps_the_editors_order_and_stands_nowhere_else() -> None:
    articles = news(12)
    pin(articles[5], 1)
    pin(articles[0], 2)
    pin(articles[9], 4)

    assert slugs() == ("tin-1", ["tin-5", "tin-0", "tin-9"], ["tin-2", "tin-3", "tin-4", "tin-6"])
    assert len(everything()) == len(set(everything()))


def test_where_all_there_is_stands_beside_the_lead_the_first_of_it_leads() -> None:
    articles = news(2)
    pin(articles[0], 3)
    pin(articles[1], 1)

    assert slugs() == ("tin-1", ["tin-0"], [])


def test_each_language_has_its_own_lead() -> None:
    news(2)
    old, english = (
        make_published_article("cu", in_hours=-50),
        make_published_article("old", in_hours=-90, language="en"),
    )
    make_published_article("new", language="en")
    pin(old)
    pin(english, language="en")

    assert (slugs("vi")[0], slugs("en")[0]) == ("cu", "old")


@pytest.mark.parametrize("state", ["scheduled", "embargoed", "withdrawn", "of another language", "never approved"])
def test_what_is_not_public_leaves_its_place_to_the_newest(state: str) -> None:
    news(3)
    article = make_published_article("ghim")
    match state:
        case "scheduled":
            article.published_at = timezone.now() + dt.timedelta(hours=1)
        case "embargoed":
            article.release = make_release(in_hours=2)
        case "withdrawn":
            article.withdrawn_at, article.withdrawal_reason = timezone.now(), "Sai."
        case "of another language":
            article.language = "en"
        case "never approved":
            article.published_edition = None
    article.save()
    pin(article)
    pin(make_published_article("hen", in_hours=3), 1)

    assert slugs() == ("tin-0", [], ["tin-1", "tin-2"])


def test_a_pin_ends_at_its_minute() -> None:
    news(2)
    until = timezone.now() + dt.timedelta(minutes=30)
    pin(make_published_article("ghim", in_hours=-30), until=until)

    before, after = slugs(at=until - dt.timedelta(microseconds=1)), slugs(at=until)

    assert (before[0], after[0]) == ("ghim", "tin-0")


def test_a_pinned_story_shows_its_public_edition_never_the_working_copy(client: Client) -> None:
    article = make_published_article("ghim", title="Bản công khai")
    pin(article)
    article.title = "Bản đang viết"
    article.save()
    keep_edition(article, actor=None)

    page = client.get("/").content.decode()

    assert "Bản công khai" in page
    assert "Bản đang viết" not in page


def test_the_page_names_what_stands_beside_the_lead_before_the_newest(client: Client) -> None:
    articles = news(8)
    pin(articles[7], 1)

    page = client.get("/").content.decode()

    assert page.index('id="tieu-diem"') < page.index("/tin/tin-7/") < page.index('id="tin-moi"')
    assert 'id="tieu-diem"' not in client.get("/en/").content.decode()


@pytest.mark.parametrize("by", HeadlinesBy.values)
def test_home_takes_eight_queries_whatever_is_pinned_and_chosen(client: Client, by: str) -> None:
    FrontPage.objects.create(pk=1, headlines_by=by)
    release = make_release()
    for number in range(30):
        article = make_published_article(
            f"bai-{number}", in_hours=-number - 1, section=make_section(f"muc-{number % 5}")
        )
        if number % 6 == 0:
            pin(article, number // 6)
        make_observation(str(number + 1), indicator=make_indicator(is_headline=number % 2 == 0), release=release)

    with CaptureQueriesContext(connection) as captured:
        response = client.get("/")

    # Pins, the newest articles, what is shown of them; how figures are chosen, their indicators, the figures;
    # coming releases; the sections of the page's frame.
    assert response.status_code == 200
    assert len(captured) == 8


def set_for(actor: Any, *places: Pin | None, mark: str | None = None, language: str = "vi") -> Any:
    seen = mark_of_pins(language) if mark is None else mark
    return set_pins(language, places, actor=actor, mark=seen)


@pytest.fixture
def publisher() -> Any:
    return make_user("duyet", "reports.publish_article")


def test_setting_tells_what_became_different_and_who_did_it(publisher: Any) -> None:
    first, second, third = news(3)
    colleague = make_user("khac", "reports.publish_article")
    set_for(colleague, Pin(first.pk), Pin(second.pk))

    changes = set_for(publisher, Pin(first.pk), None, Pin(third.pk))

    assert [(c.article.slug, c.before, c.after) for c in changes] == [("tin-2", None, 2), ("tin-1", 1, None)]
    pins = FrontPin.objects.order_by("place")
    assert [(p.article_id, p.place, p.pinned_by) for p in pins] == [(first.pk, 0, colleague), (third.pk, 2, publisher)]


def test_who_saw_something_else_sets_nothing(publisher: Any) -> None:
    first, second = news(2)
    seen = mark_of_pins("vi")
    set_for(publisher, Pin(first.pk))

    with pytest.raises(SetMeanwhile):
        set_for(publisher, Pin(second.pk), mark=seen)

    assert slugs()[0] == "tin-0"


def test_languages_do_not_hinder_each_other(publisher: Any) -> None:
    seen = mark_of_pins("en")
    set_for(publisher, Pin(make_published_article("bai").pk))

    set_for(publisher, Pin(make_published_article("story", language="en").pk), mark=seen, language="en")

    assert FrontPin.objects.count() == 2


@pytest.mark.parametrize("wrong", ["draft", "other language", "twice", "past", "gone", "no permission"])
def test_what_cannot_be_pinned_is_refused_and_nothing_changes(publisher: Any, wrong: str) -> None:
    article = make_published_article("bai")
    set_for(publisher, Pin(article.pk))
    past = timezone.now() - dt.timedelta(minutes=1)
    cases: dict[str, list[Pin | None]] = {
        "draft": [Pin(make_article("nhap").pk)],
        "other language": [Pin(make_published_article("story", language="en").pk)],
        "twice": [Pin(article.pk), Pin(article.pk)],
        "past": [Pin(article.pk, past)],
        "gone": [Pin(10**6)],
        "no permission": [None],
    }
    actor = make_user("viet", "reports.change_article") if wrong == "no permission" else publisher

    with pytest.raises(FrontRefused):
        set_for(actor, *cases[wrong])

    assert [(p.article_id, p.place) for p in FrontPin.objects.all()] == [(article.pk, 0)]


def test_what_ran_out_is_forgotten_with_the_next_setting(publisher: Any) -> None:
    first, second = news(2)
    pin(first, until=timezone.now() - dt.timedelta(minutes=1))

    changes = set_for(publisher, Pin(second.pk))

    assert [(c.article.slug, c.after) for c in changes] == [("tin-1", 0)]
    assert FrontPin.objects.count() == 1


def names(client: Client) -> list[str]:
    return [each.name for each in client.get("/").context["headlines"].figures]


def test_figures_stand_in_the_order_that_editors_gave_them(client: Client, publisher: Any) -> None:
    rows = [make_indicator(f"ct-{n}", name_vi=f"Chỉ tiêu {n}", is_headline=n < 3, position=n) for n in range(4)]
    for row in rows:
        make_observation(indicator=row)
    assert names(client) == ["Chỉ tiêu 0", "Chỉ tiêu 1", "Chỉ tiêu 2"]

    ordered = [rows[2].pk, rows[3].pk, rows[0].pk]
    changed = set_figures(HeadlinesBy.EDITORS, ordered, actor=publisher, mark=mark_of_figures())

    assert names(client) == ["Chỉ tiêu 2", "Chỉ tiêu 3", "Chỉ tiêu 0"]
    assert {row.code for row in changed} == {"ct-1", "ct-3"}


def test_figures_that_somebody_else_set_meanwhile_stay(publisher: Any) -> None:
    indicator = make_indicator(is_headline=True)
    seen = mark_of_figures()
    Indicator.objects.filter(pk=indicator.pk).update(headline_position=4)

    with pytest.raises(SetMeanwhile):
        set_figures(HeadlinesBy.RELEASE, [], actor=publisher, mark=seen)

    assert Indicator.objects.get().is_headline


@pytest.fixture
def by_release() -> None:
    FrontPage.objects.create(pk=1, headlines_by=HeadlinesBy.RELEASE)


def indicator(name: str, **fields: Any) -> Indicator:
    return make_indicator(name_vi=name, **fields)


@pytest.mark.usefixtures("by_release")
def test_figures_of_the_newest_release_ticked_ones_first(client: Client) -> None:
    old, new = make_release(in_hours=-5), make_release("dot-moi", title_vi="Quý II năm 2018")
    make_observation(indicator=indicator("Của đợt cũ", is_headline=True), release=old, period=Q2)
    make_observation(indicator=indicator("Thường", position=1), release=new, period=Q2)
    make_observation(indicator=indicator("Được chọn", position=2, is_headline=True), release=new, period=Q2)
    make_observation(indicator=indicator("Không theo đợt", is_headline=True), period=Q2)

    page = client.get("/").content.decode()

    assert names(client) == ["Được chọn", "Thường"]
    assert 'id="so-lieu-chinh"><a href="/lich-cong-bo/#dot-moi">Số liệu mới: Quý II năm 2018</a>' in page


@pytest.mark.usefixtures("by_release")
def test_a_release_that_brought_only_older_periods_gives_way_to_the_one_before(client: Client) -> None:
    before, newest = make_release(in_hours=-5), make_release(in_hours=-1)
    cement = indicator("Xi măng")
    make_observation(indicator=cement, release=newest, period=Q1)
    make_observation(indicator=cement, release=before, period=Q2)

    assert names(client) == ["Xi măng"]
    assert client.get("/").context["headlines"].release == before


@pytest.mark.usefixtures("by_release")
def test_without_any_figure_of_a_release_the_ticked_ones_stand(client: Client) -> None:
    make_observation(indicator=indicator("Được chọn", is_headline=True))
    make_observation(indicator=indicator("Không chọn"))

    response = client.get("/")

    assert names(client) == ["Được chọn"]
    assert response.context["headlines"].release is None
    assert "Số liệu chính" in response.content.decode()


@pytest.mark.usefixtures("by_release")
def test_figures_of_a_release_to_come_do_not_choose_and_do_not_show(client: Client) -> None:
    out, coming = make_release(in_hours=-5), make_release(in_hours=1, title_vi="Đợt kín")
    cement, coal = indicator("Xi măng"), indicator("Than", is_headline=True)
    make_observation("111", indicator=cement, release=out, period=Q1)
    make_observation("654321", indicator=cement, release=coming, period=Q2)
    make_observation("765432", indicator=coal, release=coming, period=Q2)

    page = client.get("/").content.decode()
    later = front_names_at(coming.published_at)

    assert names(client) == ["Xi măng"]
    assert "654.321" not in page
    assert "Số liệu mới: Đợt kín" not in page
    assert later == ["Than", "Xi măng"]


def front_names_at(moment: dt.datetime) -> list[str]:
    return [each.name for each in front_figures(at=moment).figures]


@pytest.mark.usefixtures("by_release")
def test_of_periods_that_end_together_the_one_that_is_shown_names_the_release(client: Client) -> None:
    quarter, year_to_date = make_release(in_hours=-1), make_release(in_hours=-5)
    cement = indicator("Xi măng")
    make_observation("1", indicator=cement, release=quarter, period=Q2)
    make_observation("2", indicator=cement, release=year_to_date, period=Period.of_year_to_date(2018, 6))

    headlines = client.get("/").context["headlines"]

    assert headlines.release == year_to_date
    assert headlines.figures[0].period == Period.of_year_to_date(2018, 6)


@pytest.mark.usefixtures("by_release")
def test_hidden_indicators_never_stand(client: Client) -> None:
    make_observation(indicator=indicator("Kín", is_public=False, is_headline=True), release=make_release())

    assert names(client) == []
