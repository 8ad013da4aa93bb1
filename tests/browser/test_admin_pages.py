"""The admin in a real browser: its pages work under their own strict policy."""

import pytest
from django.contrib.auth import get_user_model

from tests.browser.conftest import PageAt


@pytest.fixture
def administrator():
    return get_user_model().objects.create_superuser("quantri", password="mat-khau-dung")


def test_login_form_is_accessible(page_at: PageAt, axe) -> None:
    page = page_at(360)

    page.goto("/admin/login/")

    assert page.locator("html").get_attribute("lang") == "vi"
    assert axe(page) == []


def test_administrator_logs_in_by_the_form(page_at: PageAt, administrator) -> None:
    page = page_at(1280)

    page.goto("/admin/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill("mat-khau-dung")
    page.get_by_role("button", name="Đăng nhập").click()

    page.wait_for_url("**/admin/")
    assert page.get_by_text("quantri").first.is_visible()


def test_stylesheets_are_served(page_at: PageAt) -> None:
    page = page_at(1280)
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    page.goto("/admin/login/")
    page.wait_for_load_state("networkidle")

    assert failed == []


def test_groups_page_loads_its_scripts_under_the_policy(page_at: PageAt, administrator, login) -> None:
    page = page_at(1280)
    login(page, administrator)

    page.goto("/admin/auth/group/add/")

    assert page.locator("select#id_permissions_to").is_visible()


def test_article_editor_works_under_the_policy(page_at: PageAt, administrator, login) -> None:
    page = page_at(1280)
    login(page, administrator)

    page.goto("/admin/reports/article/add/")
    editor = page.locator(".tiptap").first
    editor.click()
    page.keyboard.type("Kim ngạch xuất khẩu đạt 769 triệu USD.")

    assert "769 triệu USD" in editor.inner_text()
    # The editor's own style element took effect, so its hash is the one that the policy names.
    assert editor.evaluate("element => getComputedStyle(element).whiteSpace") == "break-spaces"
