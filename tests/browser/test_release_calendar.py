"""The release calendar in a real browser: how long it is until a release, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.factories import make_release

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_time_left_is_told_to_the_minute_and_counts_down(page_at: PageAt) -> None:
    make_release("dot-2", in_hours=51.5, title_vi="Số liệu tháng 5")
    page = page_at(1024)
    page.clock.install()
    page.goto("/lich-cong-bo/")
    countdown = page.locator("#dot-2 release-countdown")

    expect(countdown).to_have_text("còn 2 ngày 3 giờ 30 phút")
    page.clock.fast_forward("31:00")
    expect(countdown).to_have_text("còn 2 ngày 2 giờ 59 phút")
    page.clock.fast_forward("51:30:00")
    expect(countdown.get_by_role("link", name="Xem số liệu mới")).to_be_visible()


def test_in_english_it_is_told_in_english(page_at: PageAt) -> None:
    make_release("dot-2", in_hours=1.01)
    page = page_at(1024)

    page.goto("/en/lich-cong-bo/")

    expect(page.locator("#dot-2 release-countdown")).to_have_text("in 1 hour 1 minute")


def test_without_scripts_the_minute_stands_there(page_at: PageAt) -> None:
    make_release("dot-2", in_hours=5)
    page = page_at(1024, javascript=False)

    page.goto("/lich-cong-bo/")

    expect(page.locator("#dot-2 time")).to_be_visible()
    expect(page.locator("#dot-2 release-countdown")).to_be_empty()


@pytest.mark.parametrize("path", ["/lich-cong-bo/", "/en/lich-cong-bo/"])
def test_the_page_has_no_serious_accessibility_violation(
    page_at: PageAt, axe: Callable[[Page], list[str]], path: str
) -> None:
    make_release("dot-2", in_hours=5)
    make_release("dot-1")
    page = page_at(1024)

    page.goto(path)

    assert axe(page) == []
