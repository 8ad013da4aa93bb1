"""The walk through an article's figures and drafts of which scripts/pictures.py takes pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures import Walk

WIDE, HIGH = 1440, 1000
# One figure with a digit changed, one that the catalogue does not know, one that has no observation yet.
TEXT = (
    "<p>Quý I năm 2018, sản xuất xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ; đá các loại ước đạt 720"
    " nghìn m³, tăng 9,7%; than sạch ước đạt 138 nghìn tấn, tăng 6,5%.</p><p>Sản lượng thuốc lá điếu ước đạt"
    " 12,5 triệu bao, tăng 3,1% so với cùng kỳ.</p>"
)
PASTE = """(html) => {
  const editor = document.querySelector(".ProseMirror");
  editor.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


def figures_of_an_article(walk: Walk) -> None:
    """A pasted text with its panel, an observation made from a sentence, and what stands before publication."""
    page = walk.page
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    walk.go("/admin/reports/article/add/")
    page.locator("#id_title").fill("Xi măng quý I/2018 ước đạt 230 nghìn tấn")
    page.locator("#id_section").select_option(index=1)
    page.locator(".ProseMirror").wait_for()
    page.evaluate(PASTE, TEXT)
    page.locator(".found-differs").first.wait_for()
    page.locator("[data-action=bind]").nth(1).click()
    page.locator(".found-bound").first.wait_for()
    walk.take("figures-panel", of=page.locator(".form-row.field-body"), height=900)
    page.locator("[data-action=record]").last.click()
    page.locator(".claim-dialog form").wait_for()
    walk.take("figures-observation", of=page.locator(".claim-dialog"))
    page.keyboard.press("Escape")
    page.locator('[name="_continue"]').click()
    page.wait_for_url("**/change/")
    walk.take("figures-differing", of=page.locator(".differing"))


def a_draft_of_a_release(walk: Walk, release: str) -> None:
    """The button on the release's page, and what it writes."""
    page = walk.page
    walk.go(f"/admin/indicators/release/?q={release}")
    page.locator("#result_list tbody th a").first.click()
    walk.take("draft-release", of=page.locator(".drafting"))
    page.locator(".drafting button").click()
    page.wait_for_url("**/article/**")
    page.locator(".found-bound").first.wait_for()
    walk.take("draft-article", of=page.locator(".form-row.field-body"), height=1000)
