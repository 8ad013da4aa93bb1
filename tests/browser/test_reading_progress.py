"""The line that tells how far a long text is read: it follows the reading, and stays away where it is not wanted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db(transaction=True)

LINE = ".reading-progress"


@pytest.fixture(autouse=True)
def long_and_short() -> None:
    paragraphs = "".join(f"<p>{'Một câu dài để đọc. ' * 20}</p>" for _number in range(40))
    make_published_article("dai", body=paragraphs)
    make_published_article("ngan", body="<p>Một câu.</p>")


def scroll_to(page: Page, share: float) -> None:
    """To where that share of the text is read."""
    page.evaluate(
        """share => {
            const prose = document.querySelector(".prose");
            const top = prose.getBoundingClientRect().top + scrollY;
            scrollTo({ top: top + share * (prose.offsetHeight - innerHeight), behavior: "instant" });
        }""",
        share,
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_line_grows_with_what_is_read_and_goes_at_the_end(page_at: PageAt, javascript: bool) -> None:
    page = page_at(360, javascript=javascript)
    page.goto("/tin/dai/")

    line = page.locator(LINE)

    expect(line).to_have_css("transform", re.compile(r"matrix\(0, "))
    scroll_to(page, 0.5)
    expect(line).to_have_css("transform", re.compile(r"matrix\(0\.(4[5-9]|5[0-5])"))
    scroll_to(page, 1.2)
    expect(line).to_have_css("opacity", "0")

    assert line.get_attribute("aria-hidden") == "true"
    expect(line).to_have_css("pointer-events", "none")


def test_who_wants_no_motion_and_who_prints_gets_no_line(page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto("/tin/dai/")
    assert page.locator(LINE).evaluate("element => getComputedStyle(element).display") == "block"

    page.emulate_media(reduced_motion="reduce")
    still = page.locator(LINE).evaluate("element => getComputedStyle(element).display")
    page.emulate_media(reduced_motion="no-preference", media="print")
    printed = page.locator(LINE).evaluate("element => getComputedStyle(element).display")

    assert (still, printed) == ("none", "none")


def test_short_text_has_no_line(page_at: PageAt) -> None:
    page = page_at(1440)

    page.goto("/tin/ngan/")

    assert page.locator(LINE).count() == 0
