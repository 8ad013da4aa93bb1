"""A real Chromium on a real server: pages at a width, accessibility findings, people who are logged in.

A page that throws in its scripts or breaks the Content-Security-Policy fails its test, whatever the test looks at.
"""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from threading import Condition, current_thread, main_thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.signals import request_finished, request_started
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]
SERIOUS = {"serious", "critical"}
FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On a busy machine a key can come before the page is ready for it: such a test is tried three times."""
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, object, object]:
    """Python 3.11 cannot read source in two threads if garbage is collected meanwhile, as when the live server logs."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def chromium_path() -> str:
    """The Chromium of this machine; without one the test is skipped, or fails where CI promises one."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found:
        return found
    reason = "no Chromium found: install it (apt install chromium) or name it in CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for the tests of this folder."""
    path = chromium_path()
    databases = connections.all()
    # Playwright keeps an event loop in this thread for as long as it runs, which Django would take for async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            # Under a running loop Django would open connections anew, which know nothing of the test database's setup.
            for connection in databases:
                connections[connection.alias] = connection
            expect.set_options(timeout=20_000)
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


class Underway:
    """How many requests the live server is answering; one that outlives its test would meet the next one's database."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def begin(self, **_signal: Any) -> None:
        self._add(1)

    def end(self, **_signal: Any) -> None:
        self._add(-1)

    def _add(self, change: int) -> None:
        # Clients of Django's own ask in the test's thread and are over when it goes on.
        if current_thread() is not main_thread():
            with self._changed:
                self._count += change
                self._changed.notify_all()

    def wait(self) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._count <= 0, timeout=20):
                self._count = 0


@pytest.fixture(scope="package")
def underway() -> Iterator[Underway]:
    requests = Underway()
    request_started.connect(requests.begin)
    request_finished.connect(requests.end)
    yield requests
    request_started.disconnect(requests.begin)
    request_finished.disconnect(requests.end)


PageAt = Callable[..., Page]


@pytest.fixture
def page_at(chromium: Browser, live_server: Any, underway: Underway) -> Iterator[PageAt]:
    """`page_at(360)` is a fresh page of that width on the live server; paths are enough for `goto`.

    Further settings of the browser: `height`, `dark`, `javascript`, `print_media`.
    """
    contexts = []
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            problems.append(message.text)

    def page(
        width: int, *, height: int = 900, dark: bool = False, javascript: bool = True, print_media: bool = False
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="vi-VN",
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        fresh = context.new_page()
        if print_media:
            fresh.emulate_media(media="print")
        fresh.on("console", note)
        fresh.on("pageerror", lambda error: problems.append(f"{fresh.url}: {error}"))
        return fresh

    yield page
    for context in contexts:
        context.close()
    underway.wait()
    assert not problems, "\n".join(problems)


def wait_until(page: Page, expression: str) -> None:
    """Look until the expression is true in the page; `wait_for_function` would break the page's own policy."""
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"did not come about: {expression}")


@pytest.fixture
def login(live_server: Any) -> Callable[[Page, AbstractBaseUser], None]:
    """`login(page, user)` lets the page go on as that person, without the login form."""

    def as_person(page: Page, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return as_person


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` gives the serious and critical accessibility violations of what the page shows, a line each."""

    def violations(page: Page) -> list[str]:
        # Preloading would have axe write style elements for sheets that import others, which the policy forbids.
        found = Axe().run(page, options={"preload": False}).response["violations"]
        return [
            f"{each['id']} ({each['impact']}) {each['help']}: "
            + "; ".join(" ".join(map(str, node["target"])) for node in each["nodes"][:5])
            for each in found
            if each["impact"] in SERIOUS
        ]

    return violations
