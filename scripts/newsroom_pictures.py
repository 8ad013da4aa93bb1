"""The walk through a newsroom's day of which scripts/pictures.py takes pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures import Walk

WIDE, HIGH = 1280, 900
VIETNAMESE = {
    "theirs": "Than sạch năm 2017 tăng 3%",
    "mine": "Sản lượng than sạch năm 2017 đạt 600,1 nghìn tấn",
    "lead": "Quý IV đạt 163,5 nghìn tấn, cao nhất trong năm.",
    "draft": "Bài đang viết dở về than sạch",
    "comment": "Số quý IV lấy ở báo cáo nào?",
    "reason": "Thêm nguồn của số quý IV.",
}
ENGLISH = {
    **VIETNAMESE,
    "comment": "Which report is the fourth quarter from?",
    "reason": "Please add the source of the fourth quarter.",
}


def a_day_of_the_newsroom(walk: Walk, password: str, *, language: str) -> None:
    """Autosave, two people on one article, comments and review, editions side by side, the history."""
    words = ENGLISH if language == "en" else VIETNAMESE
    page = walk.page
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    walk.log_in("bientap", password)
    _something_unsaved(walk, words)
    article = _article_of(walk)
    _two_people(walk, words, article, password)
    page.locator("[value=submit]").click()
    page.wait_for_load_state("networkidle")
    walk.log_in("duyet", password)
    _a_review(walk, words, article)
    walk.go(f"/admin/reports/article/{article}/editions/compare/?from=1&to=3")
    walk.take("newsroom-compare", of=page.locator("#content"), height=640)
    walk.go("/admin/history/")
    walk.take("newsroom-history", of=page.locator("#content"), height=560)


def _something_unsaved(walk: Walk, words: dict[str, str]) -> None:
    page = walk.page
    walk.go("/admin/reports/article/add/")
    page.locator("#id_title").fill(words["draft"])
    page.locator("#autosave-status:not(:empty)").wait_for()
    # As after a crash: the page goes without asking.
    page.evaluate("window.onbeforeunload = null")
    page.once("dialog", lambda dialog: dialog.accept())
    walk.go("/admin/reports/article/add/")
    walk.take("newsroom-autosave", of=page.locator("section[aria-labelledby=offered-title]"))
    page.locator("section[aria-labelledby=offered-title] .button-discard").click()
    page.wait_for_load_state("networkidle")


def _article_of(walk: Walk) -> str:
    walk.go("/admin/reports/article/?q=than-sach")
    address = walk.page.locator("#result_list tbody th a").first.get_attribute("href") or ""
    return address.partition("/change/")[0].rpartition("/")[2]


def _two_people(walk: Walk, words: dict[str, str], article: str, password: str) -> None:
    """The second of two saves, in two windows: one form is opened, another is saved, the first one follows."""
    page = walk.page
    form = f"/admin/reports/article/{article}/change/"
    walk.go(form)
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page(viewport={"width": WIDE, "height": HIGH}, locale="vi-VN")
    second = type(walk)(other, walk.address, walk.ending)
    second.log_in("duyet", password)
    second.go(form)
    other.locator("#id_title").fill(words["theirs"])
    other.locator("[name=_continue]").click()
    other.wait_for_load_state("networkidle")
    other.close()
    page.locator("#id_title").fill(words["mine"])
    page.locator("#id_lead").fill(words["lead"])
    page.locator("[name=_continue]").click()
    page.locator("#merge-form").wait_for()
    walk.take("newsroom-merge", of=page.locator("#content"), height=640)
    page.locator("[value=mine]").first.check()
    page.locator("#merge-form [value=save]").click()
    page.locator(".messagelist").wait_for()


def _a_review(walk: Walk, words: dict[str, str], article: str) -> None:
    page = walk.page
    walk.go(f"/admin/reports/article/{article}/review/")
    page.locator(".review-body .comment-here").nth(1).click()
    page.locator("#review-comment textarea").fill(words["comment"])
    page.locator("#review-comment [type=submit]").click()
    page.locator(".comment-thread").wait_for()
    page.locator("details.step").first.locator("summary").click()
    page.locator("[name=step-send_back-reason]").fill(words["reason"])
    walk.take("newsroom-review", of=page.locator("#content"), height=900)
