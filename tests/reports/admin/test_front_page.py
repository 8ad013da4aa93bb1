"""The page on which the front page is set: who may, what it says, nothing lost, nobody overwritten unawares."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from reports.models import Article, FrontPage, FrontPin, HeadlinesBy, Language
from tests.factories import (
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
)
from tests.reports.admin.article_page import LIST

pytestmark = pytest.mark.django_db

FRONT = reverse("admin:reports_frontpage_changelist")


def change(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def seen(desk: Client, language: str = "vi") -> Any:
    """What the page shows of a language."""
    (shown,) = [each for each in desk.get(FRONT).context["languages"] if each.code == language]
    return shown


def places(*articles: Article | None, language: str = "vi", **more: str) -> dict[str, str]:
    """What the form of a language sends, with these articles from the lead on."""
    fields = {"part": language, **more}
    for number in range(5):
        article = articles[number] if number < len(articles) else None
        fields[f"{language}-{number}-article"] = str(article.pk) if article else ""
        fields.setdefault(f"{language}-{number}-until", "")
    return fields


def save(desk: Client, *articles: Article | None, language: str = "vi", **more: str) -> Any:
    mark = more.pop("mark", None) or seen(desk, language).mark
    return desk.post(FRONT, places(*articles, language=language, mark=mark, **more), follow=True)


def said(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def rows(page: Any, language: str = "vi") -> list[str]:
    (shown,) = [each for each in page.context["languages"] if each.code == language]
    return [str(place.form["article"].value() or "") for place in shown.places]


def test_only_who_may_publish_sets_the_front_page(desk: Client, review_desk: Client):
    article = make_published_article()

    for_writers = desk.get(FRONT), desk.post(FRONT, places(article)), desk.get(change(article)).content.decode()
    for_reviewers = review_desk.get(FRONT), review_desk.get(change(article)).content.decode()

    assert [page.status_code for page in for_writers[:2]] == [403, 403]
    assert not FrontPin.objects.exists()
    assert for_reviewers[0].status_code == 200
    assert FRONT not in for_writers[2]
    assert f"{FRONT}?pin={article.pk}" in for_reviewers[1]


def test_saving_pins_tells_it_and_keeps_it_in_the_history(review_desk: Client, reviewer: User):
    lead, beside = make_published_article(title="Bài dẫn"), make_published_article(title="Bài kề")

    page = save(review_desk, lead, None, beside)

    pins = FrontPin.objects.values_list("place", "article_id", "until", "pinned_by")
    assert list(pins) == [(0, lead.pk, None, reviewer.pk), (2, beside.pk, None, reviewer.pk)]
    assert "“Bài dẫn” là tin chính. “Bài kề” là tiêu điểm 2." in said(page)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.content_type.model_class(), entry.get_change_message()) == (
        reviewer,
        FrontPage,
        "Tiếng Việt: “Bài dẫn” là tin chính. “Bài kề” là tiêu điểm 2.",
    )
    assert "Bài dẫn" in review_desk.get(reverse("admin:history")).content.decode()


def test_a_pin_lasts_until_the_minute_that_was_typed(review_desk: Client):
    article = make_published_article(title="Bài dẫn")
    until = timezone.localtime(timezone.now() + dt.timedelta(days=1)).replace(second=0, microsecond=0)

    page = save(review_desk, article, **{"vi-0-until": f"{until:%Y-%m-%dT%H:%M}"})

    assert FrontPin.objects.get().until == until
    assert f"đến {until:%H:%M} {until.day}/{until.month}/{until.year}" in said(page)
    assert f'value="{until:%Y-%m-%dT%H:%M}"' in page.content.decode()


@pytest.mark.parametrize(
    ("make", "badge", "words"),
    [
        (lambda: make_published_article(), "public", "đang hiện"),
        (lambda: make_published_article(in_hours=5), "embargoed", "chưa hiện: bài được đăng lúc"),
        (lambda: make_published_article(release=make_release(in_hours=5)), "embargoed", "chờ đợt công bố"),
        (lambda: withdrawn(), "hidden", "đã gỡ lúc"),
        (lambda: unscheduled(), "draft", "chưa được duyệt đăng"),
        (lambda: make_published_article(language="en"), "hidden", "đây là bài tiếng Anh"),
    ],
)
def test_the_page_says_whether_a_pinned_article_is_seen_and_why_not(
    review_desk: Client, make: Any, badge: str, words: str
):
    FrontPin.objects.create(language="vi", place=0, article=make())

    place = seen(review_desk).places[0]

    assert (place.badge, words in place.standing) == (badge, True)


def withdrawn() -> Article:
    article = make_published_article()
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), "Sai."
    article.save()
    return article


def unscheduled() -> Article:
    article = make_published_article(in_hours=4)
    article.published_edition, article.published_at = None, None
    article.save()
    return article


def test_a_pin_that_ends_before_its_article_comes_is_told(review_desk: Client):
    until = timezone.now() + dt.timedelta(hours=1)
    FrontPin.objects.create(language="vi", place=0, article=make_published_article(in_hours=5), until=until)

    assert "hết ghim trước khi bài được đăng" in seen(review_desk).places[0].standing


def test_mistakes_are_told_beside_their_place_and_nothing_that_was_chosen_is_lost(review_desk: Client):
    lead, draft, english = make_published_article(), make_article(title="Nháp"), make_published_article(language="en")

    page = save(review_desk, lead, draft, english, lead, None, **{"vi-0-until": "2001-01-01T00:00"})

    (shown,) = [each for each in page.context["languages"] if each.code == "vi"]
    mistakes = [" ".join(str(e) for errors in place.form.errors.values() for e in errors) for place in shown.places]
    assert mistakes[0] == "Giờ hẹn phải ở tương lai."
    assert mistakes[1] == "“Nháp” chưa được duyệt đăng."
    assert "là bài tiếng Anh" in mistakes[2]
    assert mistakes[3] == "Bài này đã có ở chỗ khác phía trên."
    assert rows(page) == [str(lead.pk), str(draft.pk), str(english.pk), str(lead.pk), ""]
    assert 'value="2001-01-01T00:00"' in page.content.decode()
    assert not FrontPin.objects.exists()


@pytest.mark.parametrize("typed", ["abc", "999999999999999999999", "999999"])
def test_what_is_no_article_is_a_mistake_and_no_crash(review_desk: Client, typed: str):
    page = save(review_desk, **{"vi-0-article": typed})

    assert page.status_code == 200
    assert "Bài này không còn nữa." in page.content.decode() or not FrontPin.objects.exists()


def test_rows_are_rearranged_without_script_and_set_only_when_saved(review_desk: Client):
    first, second = make_published_article(), make_published_article()
    save(review_desk, first, second)
    mark = seen(review_desk).mark

    page = review_desk.post(FRONT, places(first, second, mark=mark, move="1:up", **{"vi-1-until": "2099-01-01T08:00"}))

    assert rows(page)[:2] == [str(second.pk), str(first.pk)]
    assert "Chưa lưu" in page.content.decode()
    assert ['2099-01-01T08:00"', 'name="vi-0-until"'][0] in page.content.decode()
    assert list(FrontPin.objects.values_list("article_id", flat=True)) == [first.pk, second.pk]
    assert re.search(r'value="0:down"[^>]* autofocus', page.content.decode())


@pytest.mark.parametrize("move", ["0:up", "4:down", "9:up", "x:up", "1:sideways", ":", "-1:down"])
def test_moves_that_lead_nowhere_leave_the_rows(review_desk: Client, move: str):
    article = make_published_article()

    page = review_desk.post(FRONT, places(article, mark="x", move=move))

    assert rows(page) == [str(article.pk), "", "", "", ""]


def test_a_place_is_emptied_and_saved(review_desk: Client):
    article = make_published_article(title="Bài dẫn")
    save(review_desk, article)

    cleared = review_desk.post(FRONT, places(article, mark=seen(review_desk).mark, move="0:clear"))
    saved = save(review_desk)

    assert rows(cleared) == [""] * 5
    assert "bỏ ghim “Bài dẫn”." in said(saved)
    assert not FrontPin.objects.exists()


def test_two_people_do_not_write_over_each_other_unawares(review_desk: Client, member: Any, client_of: Any):
    first, second = make_published_article(title="Của An"), make_published_article(title="Của Bình")
    mark = seen(review_desk).mark
    save(client_of(member("Duyệt", "an")), first)

    refused = save(review_desk, second, mark=mark)
    new_mark = next(each.mark for each in refused.context["languages"] if each.code == "vi")
    still = FrontPin.objects.get().article
    save(review_desk, second, mark=new_mark)

    assert "gần nhất: an, " in said(refused)
    assert "“Của An” là tin chính." in said(refused)
    assert rows(refused)[0] == str(second.pk)
    assert still == first
    assert FrontPin.objects.get().article == second


@pytest.mark.parametrize("first_step", [{"move": "0:down"}, {"vi-0-until": "hôm nào đó"}])
def test_whoever_rearranged_or_mistyped_first_is_told_as_well(
    review_desk: Client, member: Any, client_of: Any, first_step: dict[str, str]
):
    first, second = make_published_article(title="Của An"), make_published_article(title="Của Bình")
    mark = seen(review_desk).mark
    save(client_of(member("Duyệt", "an")), first)

    unsaved = save(review_desk, second, mark=mark, **first_step)
    refused = save(review_desk, second, mark=next(each.mark for each in unsaved.context["languages"]))

    assert "gần nhất: an, " in said(refused)
    assert FrontPin.objects.get().article == first


def test_saving_what_is_there_already_says_so_and_leaves_no_trace(review_desk: Client):
    article = make_published_article()
    save(review_desk, article)

    page = save(review_desk, article)

    assert "vẫn như cũ" in said(page)
    assert LogEntry.objects.count() == 1


def test_an_article_is_proposed_before_those_that_stand_and_nothing_is_set_yet(review_desk: Client):
    pinned = [make_published_article(title=f"Bài {number}") for number in range(5)]
    save(review_desk, *pinned)
    new = make_published_article(title="Bài mới")

    page = review_desk.get(FRONT, {"pin": str(new.pk)})

    assert rows(page) == [str(new.pk), *(str(article.pk) for article in pinned[:4])]
    assert "Không còn chỗ cho “Bài 4”." in said(page)
    assert "Chưa lưu" in page.content.decode()
    assert FrontPin.objects.count() == 5


def test_an_article_that_is_pinned_already_is_shown_where_it_stands(review_desk: Client):
    article = make_published_article(title="Bài dẫn")
    save(review_desk, None, article)

    page = review_desk.get(FRONT, {"pin": str(article.pk)})

    assert "“Bài dẫn” đã được ghim: tiêu điểm 1." in said(page)
    assert "Chưa lưu" not in page.content.decode()
    assert "Đang ghim ở trang chủ: tiêu điểm 1." in review_desk.get(change(article)).content.decode()


@pytest.mark.parametrize("asked", ["", "abc", "1.x.²", "9" * 40])
def test_a_proposal_that_names_no_article_shows_what_is_set(review_desk: Client, asked: str):
    page = review_desk.get(FRONT, {"pin": asked})

    assert (page.status_code, rows(page)) == (200, [""] * 5)


def test_articles_chosen_in_the_list_are_proposed_each_in_its_language(review_desk: Client):
    vietnamese, english = make_published_article(), make_published_article(language="en")
    draft = make_article(title="Nháp")
    chosen = {
        "action": "pin_many",
        "index": "0",
        "_selected_action": [article.pk for article in (vietnamese, english, draft)],
    }

    page = review_desk.post(LIST, chosen, follow=True)

    assert rows(page, "vi") == [str(vietnamese.pk), "", "", "", ""]
    assert rows(page, "en") == [str(english.pk), "", "", "", ""]
    assert "“Nháp” chưa được duyệt đăng." in said(page)


def test_more_articles_than_places_are_refused_in_the_list(review_desk: Client):
    chosen = {"action": "pin_many", "index": "0", "_selected_action": [make_published_article().pk for _ in range(6)]}

    page = review_desk.post(LIST, chosen, follow=True)

    assert "nhiều nhất 5 bài" in said(page)


def test_articles_are_found_by_typing_without_diacritics_in_the_language_of_the_page(review_desk: Client):
    make_published_article("xi-mang-quy-i", title="Xi măng quý I")
    make_published_article("xi-mang-cement", title="Xi mang cement", language="en")
    make_article("xi-mang-nhap", title="Xi măng nháp")
    asked = {"app_label": "reports", "model_name": "frontpin", "field_name": "article", "term": "xi mang"}

    found = review_desk.get(reverse("admin:autocomplete"), {**asked, "language": "vi"}).json()["results"]

    assert [each["text"].partition(" (")[0] for each in found] == ["Xi măng quý I"]


def test_the_page_shows_what_readers_see(review_desk: Client):
    make_published_article(title="Bài mới nhất")
    make_published_article(title="New story", language="en")

    page = review_desk.get(FRONT).content.decode()

    assert "Bài mới nhất" in page
    assert "New story" in page


def figures(desk: Client, **fields: Any) -> Any:
    context = desk.get(FRONT).context["figures"]
    typed = {field.html_name: field.value() for row in context.rows for field in (row.order,)}
    sent = {"part": "figures", "mark": context.mark, "figures-by": "editors", **typed, **fields}
    return desk.post(FRONT, sent, follow=True)


def test_figures_are_put_in_order_come_and_go(review_desk: Client):
    cement, coal, stone = (make_indicator(name_vi=name, is_headline=name != "Đá") for name in ("Xi măng", "Than", "Đá"))
    for indicator in (cement, coal, stone):
        make_observation(indicator=indicator)

    page = figures(review_desk, **{f"figures-order-{coal.pk}": "1", f"figures-order-{cement.pk}": "2"})
    ordered = [each.name for each in page.context["figures"].now.figures]
    changed = figures(review_desk, **{f"figures-drop-{cement.pk}": "on", "figures-add": str(stone.pk)})

    assert ordered == ["Than", "Xi măng"]
    assert [each.name for each in changed.context["figures"].now.figures] == ["Than", "Đá"]
    assert "Thêm vào số liệu chính: “Đá”. Bỏ khỏi số liệu chính: “Xi măng”." in said(changed)
    assert LogEntry.objects.count() == 2


def test_figures_are_let_be_chosen_by_release(review_desk: Client):
    release = make_release(title_vi="Quý II")
    make_observation(indicator=make_indicator(name_vi="Xi măng"), release=release)

    page = figures(review_desk, **{"figures-by": "release"})

    assert FrontPage.objects.get().headlines_by == HeadlinesBy.RELEASE
    assert page.context["figures"].now.release == release
    assert "Số liệu mới: Quý II" in page.content.decode()
    assert "Số liệu chính: những chỉ tiêu của đợt công bố mới nhất đã ra." in said(page)


def test_numbers_that_are_none_are_told_and_kept(review_desk: Client):
    cement = make_indicator(is_headline=True)

    page = figures(review_desk, **{f"figures-order-{cement.pk}": "đầu", "figures-by": "cả hai"})

    assert page.context["figures"].form.errors.keys() == {"by", f"order-{cement.pk}"}
    assert 'value="đầu"' in page.content.decode()
    assert not LogEntry.objects.exists()


def test_figures_set_meanwhile_are_not_written_over(review_desk: Client, member: Any, client_of: Any):
    cement, coal = make_indicator(is_headline=True), make_indicator(is_headline=True)
    mark = review_desk.get(FRONT).context["figures"].mark
    figures(client_of(member("Duyệt", "an")), **{f"figures-drop-{cement.pk}": "on"})

    page = figures(review_desk, mark=mark, **{f"figures-drop-{coal.pk}": "on"})

    coal.refresh_from_db()
    assert "gần nhất: an, " in said(page)
    assert coal.is_headline


def test_figures_set_meanwhile_are_not_written_over_after_a_mistake_either(
    review_desk: Client, member: Any, client_of: Any
):
    cement, coal = make_indicator(is_headline=True), make_indicator(is_headline=True)
    mark = review_desk.get(FRONT).context["figures"].mark
    figures(client_of(member("Duyệt", "an")), **{f"figures-drop-{cement.pk}": "on"})

    mistaken = figures(review_desk, mark=mark, **{f"figures-order-{coal.pk}": "đầu"})
    page = figures(review_desk, mark=mistaken.context["figures"].mark, **{f"figures-drop-{coal.pk}": "on"})

    coal.refresh_from_db()
    assert "gần nhất: an, " in said(page)
    assert coal.is_headline


def test_nobody_is_said_to_have_done_what_was_done_on_an_indicators_own_page(
    review_desk: Client, member: Any, client_of: Any
):
    cement, coal = make_indicator(is_headline=True), make_indicator()
    save(client_of(member("Duyệt", "an")), make_published_article(title="Của An"))
    mark = review_desk.get(FRONT).context["figures"].mark
    type(coal).objects.filter(pk=coal.pk).update(is_headline=True)

    page = figures(review_desk, mark=mark, **{f"figures-drop-{cement.pk}": "on"})

    assert "phần này đã đổi. Lần sửa trang chủ gần nhất: an, " in said(page)
    assert "“Của An” là tin chính." in said(page)


def test_the_page_speaks_english(review_desk: Client):
    article = make_published_article(title="Bài", in_hours=5)
    FrontPin.objects.create(language="vi", place=0, article=article)
    with override("en"):
        address = reverse("admin:reports_frontpage_changelist")

    page = review_desk.get(address).content.decode()

    assert "Lead story" in page
    assert "not shown yet" in page


def test_each_language_has_a_name_on_the_page(review_desk: Client):
    assert [each.label for each in review_desk.get(FRONT).context["languages"]] == [str(x.label) for x in Language]
