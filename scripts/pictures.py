"""Takes the documentation's pictures: python scripts/pictures.py [import|editors|newsroom|writing|revisions|finding]

Fills a portal of its own with the demo, walks through its pages in Chromium in both languages, and writes
docs/pictures/*.png, each at most 80 kB. Needs the packages of requirements-dev.txt and a Chromium (CHROMIUM= names it).
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import openpyxl
from editor_pictures import a_draft_of_a_release, figures_of_an_article
from finding_pictures import finding_articles
from newsroom_pictures import a_day_of_the_newsroom
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright
from revision_pictures import a_figure_that_was_revised, a_translation
from writing_pictures import blocks_previews_and_library

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
REPORT = ROOT / "reports" / "demo" / "so-lieu" / "lang-son-quy-1-2018.xlsx"
MOST_BYTES = 80_000
WIDTH, HEIGHT = 1180, 900
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
ENGLISH = {
    "reason": "Asked the trade division; the source rounds each row.",
    "other": "stone",
}
VIETNAMESE = {
    "reason": "Đã hỏi Phòng Xuất nhập khẩu; nguồn làm tròn từng dòng.",
    "other": "da cac loai",
}


def main(wanted: str = "") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language, words in (("", VIETNAMESE), ("en", ENGLISH)):
        with tempfile.TemporaryDirectory() as folder, portal(Path(folder)) as (address, password):
            report = changed_report(Path(folder))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
                walk = Walk(page, f"{address}/{language}".rstrip("/"), f".{language}" if language else "")
                if wanted in ("", "import"):
                    walk.log_in("solieu", password)
                    import_a_report(walk, report, words)
                if wanted in ("", "editors"):
                    walk.log_in("quantri", password)
                    figures_of_an_article(walk)
                    a_draft_of_a_release(walk, "quy-1-2018")
                if wanted in ("", "newsroom"):
                    a_day_of_the_newsroom(walk, password, language=language)
                if wanted in ("", "writing"):
                    blocks_previews_and_library(walk, password, language=language)
                if wanted in ("", "revisions"):
                    a_figure_that_was_revised(walk, password, language=language)
                    a_translation(walk, password)
                if wanted in ("", "finding"):
                    finding_articles(walk, password, language=language)
                browser.close()


class Walk:
    """A person on the pages of the portal, with a camera."""

    def __init__(self, page: Page, address: str, ending: str) -> None:
        self.page = page
        self.address = address
        self.ending = ending

    def log_in(self, username: str, password: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/admin/login/")
        self.page.locator("#id_username").fill(username)
        self.page.locator("#id_password").fill(password)
        self.page.locator("[type=submit]").click()
        self.page.wait_for_load_state("networkidle")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_load_state("networkidle")

    def take(self, name: str, *, of: Locator | None = None, height: int = 1400, keeps_focus: bool = False) -> None:
        """A picture of the page's content, or of a part of it, not higher than that."""
        part = of or self.page.locator("#content")
        part.scroll_into_view_if_needed()
        if not keeps_focus:
            self.page.evaluate("document.activeElement?.blur()")
        taken = Image.open(io.BytesIO(part.screenshot(animations="disabled")))
        write(taken.crop((0, 0, taken.width, min(taken.height, height))), FOLDER / f"{name}{self.ending}.png")

    def take_window(self, name: str) -> None:
        """A picture of what the window shows."""
        taken = Image.open(io.BytesIO(self.page.screenshot(animations="disabled")))
        write(taken.resize((taken.width * 5 // 6, taken.height * 5 // 6)), FOLDER / f"{name}{self.ending}.png")


def import_a_report(walk: Walk, report: Path, words: dict[str, str]) -> None:
    """From the upload of a changed report to its undoing."""
    page = walk.page
    walk.go("/admin/indicators/importbatch/add/")
    walk.take("import-upload")
    page.locator("#id_file").set_input_files(report)
    page.locator(".submit-row button").first.click()
    page.wait_for_url("**/understood/")
    walk.take("import-understood")
    page.locator('[name="column-F-meaning"]').select_option("growth_yoy:index")
    page.wait_for_url("**/understood/?*")
    page.wait_for_load_state("networkidle")
    walk.take("import-correction", of=page.locator(".import-understood"), height=640)
    page.locator('[name="column-F-meaning"]').select_option("")
    page.wait_for_load_state("networkidle")
    page.locator(".import-onwards a.button").click()
    page.wait_for_url("**/names/")
    page.locator("input[value=other]").first.check()
    page.locator('[role="combobox"]').first.press_sequentially(words["other"], delay=20)
    page.locator('[role="option"]').first.wait_for()
    walk.take("import-names", keeps_focus=True)
    page.locator('[role="option"]').first.click()
    page.locator('button[value="next"]').click()
    page.wait_for_url("**/difference/")
    for reason in page.locator('[name^="reason-"]').all():
        reason.fill(words["reason"])
    walk.take("import-difference", height=1700)
    page.locator('button[form="confirm"]').click()
    page.wait_for_url("**/change/")
    walk.take("import-report", height=1500)
    page.locator(".object-tools a[href$='/undo/']").click()
    page.wait_for_url("**/undo/")
    walk.take("import-undo")


def changed_report(folder: Path) -> Path:
    """The demo's report as it might come again: a figure changed, a name misspelt, a total that is off."""
    book = openpyxl.load_workbook(REPORT)
    sheet = book.active
    sheet["D8"], sheet["B9"], sheet["D13"] = 253, "Đá xây dựng cac loai", 1236
    path = folder / "bao-cao-quy-1-2018.xlsx"
    book.save(path)
    return path


def write(picture: Image.Image, path: Path) -> None:
    """Few colours, so that the file is small and the letters stay sharp."""
    for colours in (128, 64, 32, 16):
        content = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
        if content.tell() <= MOST_BYTES:
            break
    else:
        raise SystemExit(f"{path.name} is larger than {MOST_BYTES} bytes")
    path.write_bytes(content.getvalue())
    print(f"{path.relative_to(ROOT)}  {content.tell() // 1000} kB")


@contextmanager
def portal(folder: Path) -> Iterator[tuple[str, str]]:
    """A portal with the demo in a folder of its own: its address, and the password of the demo's users."""
    environment = {**os.environ, "VAR_DIR": str(folder), "DEBUG": "1", "LOG_LEVEL": "ERROR"}
    environment.pop("DATABASE_URL", None)
    for command in (["migrate", "--verbosity", "0"], ["demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}", (folder / "demo_password").read_text().strip()
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    for _attempt in range(100):
        try:
            urlopen(address).close()
            return
        except URLError:
            time.sleep(0.2)
    raise SystemExit("the portal did not start")


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        raise SystemExit("no Chromium found: install it (apt install chromium) or name it in CHROMIUM")
    return found


if __name__ == "__main__":
    main(*sys.argv[1:2])
