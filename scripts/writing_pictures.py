"""The walk through what stands in a text besides words, its preview and the library; see scripts/pictures.py."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

if TYPE_CHECKING:
    from pictures import Walk

ROOT = Path(__file__).resolve().parent.parent
COVERS = ROOT / "reports" / "demo" / "images"
WIDE, HIGH = 1440, 940
VIETNAMESE = {
    "alt": "Toàn cảnh mỏ đá lúc chiều",
    "caption": "Mỏ đá ở huyện Hữu Lũng",
    "note": "Số liệu sơ bộ, theo Cục Thống kê: https://cucthongke.example/than",
    "whom": "Chị Hoa, Sở Công Thương",
}
ENGLISH = {
    **VIETNAMESE,
    "alt": "A quarry in the afternoon",
    "caption": "A quarry in Huu Lung district",
    "note": "Preliminary figures of the statistics office: https://cucthongke.example/than",
    "whom": "Ms Hoa, Department of Industry and Trade",
}


def blocks_previews_and_library(walk: Walk, password: str, *, language: str) -> None:
    """Images, tables and footnotes in the text, the page beside the form, links for others, a document from Word."""
    words = ENGLISH if language == "en" else VIETNAMESE
    page = walk.page
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    walk.log_in("bientap", password)
    _upload(walk, words)
    article = _blocks(walk, words)
    _beside_the_form(walk)
    walk.go(f"/admin/reports/article/{article}/preview-links/")
    page.locator("#id_label").fill(words["whom"])
    page.locator("#content form [type=submit]").first.click()
    page.locator("copy-address").wait_for()
    walk.take("writing-links", height=560)
    _word(walk)


def _upload(walk: Walk, words: dict[str, str]) -> None:
    page = walk.page
    walk.go("/admin/reports/image/add/")
    # The library keeps each file once: these differ from the demo's by a byte that no picture shows.
    files: list[FilePayload] = [
        {"name": f"IMG_{number}.webp", "mimeType": "image/webp", "buffer": (COVERS / name).read_bytes() + b"\0"}
        for number, name in ((2041, "mo-da.webp"), (2042, "bai-container.webp"))
    ]
    page.locator("#image-drop-input").set_input_files(files)
    page.locator(".image-row img").nth(1).wait_for()
    page.locator(".image-row textarea").first.fill(words["alt"])
    walk.take("writing-upload", height=760)


def _blocks(walk: Walk, words: dict[str, str]) -> str:
    page = walk.page
    walk.go("/admin/reports/article/?q=than-sach")
    address = page.locator("#result_list tbody th a").first.get_attribute("href") or ""
    article = address.partition("/change/")[0].rpartition("/")[2]
    walk.go(f"/admin/reports/article/{article}/change/")
    editor = page.locator(".prose-editor")
    editor.locator("p").first.click()
    page.keyboard.press("End")
    editor.locator("[data-name=footnote]").click()
    page.locator("#dialog-footnote textarea").fill(words["note"])
    page.locator("#dialog-footnote [type=submit]").click()
    page.locator(".footnote-mark").wait_for()
    editor.locator("[data-name=placedTable]").click()
    page.locator("#dialog-table [type=submit]").click()
    page.locator(".placed-table table-preview").wait_for()
    editor.locator("p").first.click()
    editor.locator("[data-name=articleImage]").click()
    page.locator(".image-choice img").first.wait_for()
    page.wait_for_load_state("networkidle")
    walk.take("writing-image", of=page.locator("#dialog-image"))
    page.locator(".image-choice").nth(3).click()
    page.locator(".article-image").wait_for()
    page.keyboard.type(words["caption"])
    page.wait_for_load_state("networkidle")
    walk.take("writing-blocks", of=editor, height=1100)
    return article


def _beside_the_form(walk: Walk) -> None:
    page = walk.page
    page.locator("#id_source").fill("")
    page.locator(".desk-pane-opener").click()
    page.frame_locator(".preview-stage iframe").locator("h1").wait_for()
    page.locator("[name=preview-width][value='820']").check()
    page.evaluate("document.querySelector('.field-lead').scrollIntoView()")
    page.wait_for_load_state("networkidle")
    walk.take_window("writing-preview")
    page.locator("#tab-checklist").click()
    page.locator("#panel-checklist .checklist-advice").wait_for()
    page.locator("#panel-checklist details").evaluate("list => { list.open = true; }")
    walk.take("writing-checklist", of=page.locator("#desk-pane"), height=620)


def _word(walk: Walk) -> None:
    sys.path.insert(0, str(ROOT))
    from tests.reports.word_documents import image, item, paragraph, table, word_file

    page = walk.page
    picture = (COVERS / "cua-khau.webp").read_bytes()
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    document = word_file(
        paragraph("Xuất khẩu quý I/2018 tăng 33,4%", style="Tiu")
        + paragraph("Mục một", style="u1")
        + paragraph("Kim ngạch đạt 769 triệu USD.", runs=comment)
        + item("Nông sản")
        + table(("Nhóm hàng", "Triệu USD"), ("Nông sản", "120"))
        + paragraph(runs=image("rA")),
        images={"rA": b"\x89PNG" + picture},
        parts={"word/media/rA.png": picture + b"\0\0"},
    )
    walk.go("/admin/reports/article/word/")
    file: FilePayload = {"name": "bao-cao.docx", "mimeType": "application/octet-stream", "buffer": document}
    page.locator("#id_file").set_input_files(file)
    page.locator("#id_section").select_option(index=1)
    page.locator("#content form [type=submit]").click()
    page.wait_for_url("**/report/")
    walk.take("writing-word", height=640)
