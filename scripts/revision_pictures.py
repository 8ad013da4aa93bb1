"""The walk from a revised figure to what readers are told of it, and to a translation; see scripts/pictures.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures import Walk

WIDE, HIGH = 1280, 900
WIDER = 1440


@dataclass(frozen=True, slots=True)
class Words:
    """The article whose figures are revised, and what a translation is called."""

    revised: str
    address: str
    more: str


VIETNAMESE = Words(
    "Điện thương phẩm năm tháng",
    "/tin/dien-thuong-pham-nam-thang-dau-nam-2018/",
    "Nhà máy mới bắt đầu chạy thử trong tháng 6.",
)
ENGLISH = Words(
    "Electricity sales up",
    "/tin/electricity-sales-first-five-months-of-2018/",
    VIETNAMESE.more,
)
# An article of the demo that has no translation, and one that has.
UNTRANSLATED = "chi-so-san-xuat-cong-nghiep-thang-5-2018"
ORIGINAL, TRANSLATION = "san-luong-xi-mang-nam-thang", "cement-output"


def a_figure_that_was_revised(walk: Walk, password: str, *, language: str) -> None:
    """The list on the first page, the desk of one article, the public page once its update is published."""
    words = ENGLISH if language == "en" else VIETNAMESE
    page = walk.page
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    walk.log_in("bientap", password)
    walk.go("/admin/")
    walk.take("revision-tasks", of=page.locator(".task-revised"), height=620)
    page.locator(".task-revised a", has_text=words.revised).first.click()
    page.locator(".desk-table").wait_for()
    article = page.url.rstrip("/").rpartition("/")[2]
    walk.take("revision-desk", of=page.locator("#content"), height=1000)
    walk.go(words.address)
    walk.take("revision-readers", of=page.locator("main article").first, height=620)
    walk.go(f"/admin/reports/revisionflag/article/{article}/")
    page.locator("[name=_answer][value=update-and-submit]").click()
    page.locator(".messagelist").wait_for()
    walk.log_in("duyet", password)
    walk.go(f"/admin/reports/article/{article}/review/")
    page.locator("[name=_step][value=publish]").first.click()
    page.locator(".messagelist").wait_for()
    walk.go(words.address)
    walk.take("revision-updated", of=page.locator("main article").first, height=620)


def a_translation(walk: Walk, password: str) -> None:
    """How one is begun, and one beside its original, which changed since."""
    page = walk.page
    page.set_viewport_size({"width": WIDER, "height": HIGH})
    walk.log_in("bientap", password)
    walk.go(f"/admin/reports/article/{_article(walk, UNTRANSLATED)}/translate/")
    page.locator("#id_title").fill("Industrial production up 6.7% in May 2018")
    walk.take("translation-start", of=page.locator("#content"))
    walk.go(f"/admin/reports/article/{_article(walk, ORIGINAL)}/change/")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {VIETNAMESE.more}")
    page.locator("[name=_continue]").click()
    page.locator(".messagelist").wait_for()
    walk.go(f"/admin/reports/article/{_article(walk, TRANSLATION)}/change/")
    page.locator(".ProseMirror").wait_for()
    walk.take("translation-beside", of=page.locator("#article_form"), height=1150)


def _article(walk: Walk, address: str) -> str:
    walk.go(f"/admin/reports/article/?q={address}")
    href = walk.page.locator("#result_list tbody th a").first.get_attribute("href") or ""
    return href.partition("/change/")[0].rpartition("/")[2]
