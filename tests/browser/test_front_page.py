"""The front page set in a browser: found by typing, moved by keyboard without scripts, seen by readers at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.models import FrontPage, FrontPin, HeadlinesBy
from tests.factories import make_indicator, make_observation, make_published_article, make_release, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]
FRONT = reverse("admin:reports_frontpage_changelist")


@pytest.fixture
def reviewer() -> User:
    person = make_user("duyet", first_name="Duyệt")
    person.groups.add(Group.objects.get(name="Duyệt"))
    return person


def choose(page: Page, field: str, term: str, title: str) -> None:
    page.locator(f"#{field} + .select2").click()
    page.locator(".select2-search__field:focus").fill(term)
    page.locator(".select2-results__option", has_text=title).first.click()


def test_an_editor_finds_a_lead_by_typing_and_readers_see_it(page_at: PageAt, login: Login, reviewer: User):
    make_published_article("moi", title="Bài mới nhất")
    make_published_article("than-sach", title="Than sạch năm 2017", in_hours=-5000)
    make_published_article("than-sach-en", title="Clean coal, than sach", language="en")
    desk, reader = page_at(1440), page_at(360)
    login(desk, reviewer)

    desk.goto(FRONT)
    choose(desk, "id_vi-0-article", "than sach", "Than sạch năm 2017")
    desk.locator("#vi").get_by_role("button", name="Lưu").click()

    expect(desk.locator(".messagelist")).to_contain_text("“Than sạch năm 2017” là tin chính.")
    expect(desk.get_by_role("region", name="Tiếng Việt").get_by_text("đang hiện")).to_be_visible()
    reader.goto("/")
    expect(reader.locator(".lead-story-title")).to_have_text("Than sạch năm 2017")


def test_places_change_by_keyboard_without_scripts(page_at: PageAt, login: Login, reviewer: User):
    first, second = (make_published_article(title=title, in_hours=-50) for title in ("Bài một", "Bài hai"))
    for place, article in enumerate((first, second)):
        FrontPin.objects.create(language="vi", place=place, article=article)
    desk = page_at(768, javascript=False)
    login(desk, reviewer)

    desk.goto(FRONT)
    desk.locator("#vi").get_by_role("button", name="Đưa lên: Tiêu điểm 1").press("Enter")
    expect(desk.locator("#vi .notice-band")).to_contain_text("Chưa lưu")
    expect(desk.locator("#vi").get_by_role("button", name="Đưa xuống: Tin chính")).to_be_focused()
    assert FrontPin.objects.get(place=0).article == first
    # Enter in a field saves and does not move.
    desk.locator("#id_vi-0-until").press("Enter")

    expect(desk.locator(".messagelist")).to_contain_text("“Bài hai” là tin chính.")
    assert FrontPin.objects.get(place=0).article == second


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1440, True)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_sides_of_the_front_page_are_accessible(
    page_at: PageAt, login: Login, reviewer: User, axe: Any, width: int, dark: bool, language: str
):
    for number in range(8):
        for code in ("vi", "en"):
            article = make_published_article(f"{code}-{number}", language=code, in_hours=-number - 1)
            if number % 3 == 0:
                FrontPin.objects.create(language=code, place=number // 3, article=article)
    release = make_release("dot", title_vi="Quý II năm 2018", title_en="Second quarter of 2018")
    make_observation(indicator=make_indicator(is_headline=True), release=release)
    FrontPage.objects.create(pk=1, headlines_by=HeadlinesBy.RELEASE)
    page = page_at(width, dark=dark)
    prefix = "/en" if language == "en" else ""

    page.goto(f"{prefix}/")
    for_readers = axe(page)
    is_within = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    login(page, reviewer)
    page.goto(f"{prefix}{FRONT}?pin={article.pk}")
    for_editors = axe(page)
    is_desk_within = page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert (for_readers, for_editors) == ([], [])
    assert (is_within, is_desk_within) == (True, True)
