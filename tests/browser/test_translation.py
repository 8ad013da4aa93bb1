"""Translating in a real browser: begun with the original's structure, written beside it, marked as up to date."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.models import Article, TranslationMark
from reports.services.editions import keep_edition
from tests.factories import make_article, make_user
from tests.reports.bound_article import body, make_cement

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]


@pytest.fixture
def translator() -> User:
    user = make_user("dich", first_name="Dịch")
    user.groups.add(Group.objects.get(name="Biên tập"))
    return user


@pytest.fixture
def original(translator: User) -> Article:
    make_cement()
    article = make_article(title="Xi măng quý I", lead="Xi măng tăng.", body=body("1.230,5 nghìn tấn") + "<p>Hai.</p>")
    keep_edition(article, actor=translator)
    return article


def change(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def test_an_article_is_translated_beside_its_original_and_brought_up_to_date(
    page_at: PageAt, login: Login, translator: User, original: Article, axe: Callable[[Page], list[str]]
):
    desk = page_at(1440)
    login(desk, translator)
    desk.goto(change(original))
    desk.get_by_role("link", name="Dịch sang Tiếng Anh").click()
    desk.get_by_label("Tiêu đề bản dịch").fill("Cement in the first quarter")
    desk.get_by_role("button", name="Mở bản dịch").click()

    text = desk.locator(".field-body .ProseMirror")
    expect(text).to_contain_text("1,230.5 thousand tonnes")
    expect(text.locator("[data-figure]")).to_have_count(2)
    expect(desk.get_by_role("group", name="Nội dung bài gốc")).to_contain_text("1.230,5 nghìn tấn")
    expect(desk.locator("#translation-title")).to_contain_text("Bài gốc chưa đổi")

    original.body = original.body.replace("Hai.", "Hai, có sửa.")
    original.save()
    keep_edition(original, actor=translator)
    desk.reload()
    expect(desk.locator("#translation-title")).to_contain_text("1 chỗ")
    expect(desk.locator(".original-changed ins")).to_contain_text(", có sửa")
    assert axe(desk) == []

    expect(text).to_be_visible()
    text.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" Two, revised.")
    desk.get_by_role("button", name="Lưu và đánh dấu đã khớp").click()

    expect(desk.locator("#translation-title")).to_contain_text("Bài gốc chưa đổi")
    translation = Article.objects.get(language="en")
    assert "Two, revised." in translation.body
    mark = TranslationMark.objects.newest_first().first()
    assert mark is not None
    assert (mark.original_edition.number, mark.marked_by) == (2, translator)


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_nothing_is_wider_than_the_screen(
    page_at: PageAt, login: Login, translator: User, original: Article, width: int
):
    desk = page_at(width)
    login(desk, translator)
    desk.goto(reverse("admin:reports_article_translate", args=[original.pk]))
    desk.get_by_label("Tiêu đề bản dịch").fill("Cement")
    desk.get_by_role("button", name="Mở bản dịch").click()
    expect(desk.locator(".field-body .ProseMirror")).to_be_visible()

    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
