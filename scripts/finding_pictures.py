"""The walk through finding articles, steps with many of them, and the calendar; see scripts/pictures.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures import Walk

WIDE, HIGH = 1280, 900
MONTH = "2018-06"
NAMES = {"vi": "Xi măng, đã đăng", "en": "Cement, published"}


def finding_articles(walk: Walk, password: str, *, language: str) -> None:
    """The list narrowed and kept under a name, a step with many articles before it is taken, a month."""
    page = walk.page
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    walk.log_in("duyet", password)
    walk.go("/admin/reports/article/?q=xi+mang&state=published")
    page.locator(".saved-filters summary").click()
    page.locator("#saved-filter-name").fill(NAMES.get(language, NAMES["vi"]))
    page.locator(".saved-filter-form button").click()
    page.locator(".messagelist").wait_for()
    page.locator("#article-filter summary").click()
    walk.take("finding-list", height=920)
    _many(walk)
    walk.go(f"/admin/reports/article/calendar/?month={MONTH}")
    walk.take("finding-calendar", height=720)
    front_page(walk, language=language)


def _many(walk: Walk) -> None:
    """Articles of a section and of others are moved into it: the page says which can be."""
    page = walk.page
    walk.go("/admin/reports/article/?language=vi")
    for box in page.locator("input.action-select").all()[:4]:
        box.check()
    page.locator("select[name=action]").select_option("move_many")
    page.locator("#changelist-form button[name=index]").click()
    page.locator("#id_section").select_option(index=1)
    page.locator("button[name=preview]").click()
    page.locator("#bulk-allowed").wait_for()
    walk.take("finding-many", height=760)


def front_page(walk: Walk, *, language: str) -> None:
    """Articles chosen in the list are put before all others, and saved."""
    page = walk.page
    page.set_viewport_size({"width": 1440, "height": HIGH})
    walk.go(f"/admin/reports/article/?state=published&language={language or 'vi'}")
    for box in page.locator("input.action-select").all()[2:5]:
        box.check()
    page.locator("select[name=action]").select_option("pin_many")
    page.locator("#changelist-form button[name=index]").click()
    part = page.locator(f"#{language or 'vi'}")
    part.locator("button.default").click()
    page.locator(".messagelist").wait_for()
    page.wait_for_load_state("networkidle")
    walk.take("finding-front-page", of=part, height=760)
