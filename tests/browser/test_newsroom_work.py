"""A newsroom's day in a real browser: nothing lost, nobody overwritten, always clear what waits for whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports import workflow
from reports.anchors import Anchor
from reports.follow_up import sender
from reports.models import Article, Autosave, SideEffect, State
from reports.services.commenting import start_thread
from reports.services.editions import keep_edition
from reports.services.side_effects import run_due
from tests.browser.conftest import wait_until
from tests.factories import make_article, make_published_article, make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]
ADD = reverse("admin:reports_article_add")
BODY = "<p>Xi măng ước đạt 230 nghìn tấn.</p><p>Đá ước đạt 460 nghìn m³.</p><p>Điện tăng khá.</p>"


def member(name: str, username: str) -> User:
    user = make_user(username, email=f"{username}@example.org", first_name=username.title())
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def writer() -> User:
    return member("Biên tập", "bientap")


@pytest.fixture
def reviewer() -> User:
    return member("Duyệt", "duyet")


@pytest.fixture
def article(writer: User) -> Article:
    article = make_article(title="Công nghiệp quý I", lead="Tóm tắt.", body=BODY, created_by=writer)
    keep_edition(article, actor=writer)
    return article


def change(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def review(article: Article) -> str:
    return reverse("admin:reports_article_review", args=[article.pk])


def body_of(page: Page) -> Any:
    return page.locator(".field-body .ProseMirror")


def write_at_end(page: Page, words: str) -> None:
    body_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_write_review_send_back_and_publish(page_at: PageAt, login: Login, writer: User, reviewer: User):
    make_section(name_vi="Công nghiệp")
    desk, review_desk = page_at(1440), page_at(1440)
    login(desk, writer)
    login(review_desk, reviewer)

    desk.goto(ADD)
    desk.get_by_label("Tiêu đề:").fill("Xi măng quý I tăng khá")
    desk.locator("#id_section").select_option(label="Công nghiệp")
    desk.get_by_label("Tóm tắt:").fill("Sản lượng xi măng tăng.")
    write_at_end(desk, "Ba tháng đầu năm, xi măng tăng khá.")
    desk.get_by_label("Nhắn người duyệt").fill("xin duyệt sớm")
    desk.get_by_role("button", name="Gửi duyệt").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã gửi duyệt")

    review_desk.goto(reverse("admin:index"))
    review_desk.get_by_role("region", name="Chờ tôi").get_by_role("link", name="Xi măng quý I tăng khá").click()
    expect(review_desk.locator(".review-text")).to_contain_text("Ba tháng đầu năm, xi măng tăng khá.")
    review_desk.get_by_text("Trả lại…").click()
    review_desk.get_by_label("Lý do trả lại").fill("Thiếu nguồn")
    review_desk.get_by_role("button", name="Trả lại").click()
    expect(review_desk.locator(".messagelist")).to_contain_text("Đã trả lại người viết: Thiếu nguồn")

    desk.goto(reverse("admin:index"))
    expect(desk.get_by_role("region", name="Chờ tôi")).to_contain_text("Thiếu nguồn")
    desk.get_by_role("region", name="Chờ tôi").get_by_role("link").first.click()
    desk.get_by_label("Nguồn tin:").fill("Sở Công Thương")
    desk.get_by_role("button", name="Gửi duyệt").click()

    article = Article.objects.get()
    review_desk.goto(review(article))
    expect(review_desk.get_by_text("Nguồn: Sở Công Thương")).to_be_visible()
    review_desk.get_by_role("button", name="Đăng", exact=True).click()

    expect(review_desk.locator("#visibility-title")).to_contain_text("Công chúng đang thấy bản số 2")
    assert list(article.workflow_events.order_by("pk").values_list("step", flat=True)) == [
        *("submit", "send_back", "submit", "publish")
    ]


def test_a_crash_in_mid_writing_loses_nothing_of_a_brand_new_article(page_at: PageAt, login: Login, writer: User):
    make_section(name_vi="Công nghiệp")
    desk = page_at(1280)
    login(desk, writer)
    desk.goto(ADD)
    desk.get_by_label("Tiêu đề:").fill("Bài đang viết dở")
    write_at_end(desk, "Câu này chưa lưu.")
    expect(desk.locator("#autosave-status")).to_contain_text("Đã tự lưu lúc", timeout=10_000)

    desk.context.close()
    again = page_at(1280)
    login(again, writer)
    again.goto(ADD)
    again.get_by_role("region", name="Bạn có bản viết chưa lưu").get_by_role("link", name="Viết tiếp bản này").click()

    expect(again.get_by_label("Tiêu đề:")).to_have_value("Bài đang viết dở")
    expect(body_of(again)).to_have_text("Câu này chưa lưu.")
    again.locator("#id_section").select_option(label="Công nghiệp")
    again.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()
    expect(again.locator(".messagelist")).to_be_visible()
    assert Article.objects.get().body == "<p>Câu này chưa lưu.</p>"
    again.goto(ADD)
    expect(again.get_by_text("Bạn có bản viết chưa lưu")).to_have_count(0)


def test_what_was_written_while_the_server_was_away_is_sent_later(
    page_at: PageAt, login: Login, writer: User, article: Article
):
    desk = page_at(1280)
    login(desk, writer)
    desk.goto(change(article))
    desk.route("**/autosave/", lambda route: route.abort())
    desk.get_by_label("Tiêu đề:").fill("Viết lúc máy chủ ngừng")
    expect(desk.locator("#autosave-status")).to_contain_text("đang giữ trong trình duyệt này", timeout=10_000)
    assert not Autosave.objects.exists()

    # The browser crashes too; only what it had on its disk is left.
    shelf = desk.evaluate("JSON.stringify(localStorage)")
    desk.context.close()
    again = page_at(1280)
    login(again, writer)
    again.goto(reverse("admin:index"))
    again.evaluate(
        "(shelf) => Object.entries(JSON.parse(shelf)).forEach(([k, v]) => localStorage.setItem(k, v))", shelf
    )
    again.goto(change(article))

    offered = again.get_by_role("region", name="Bạn có bản viết chưa lưu")
    expect(offered).to_contain_text("Viết lúc máy chủ ngừng")
    offered.get_by_role("link", name="Viết tiếp bản này").click()
    expect(again.get_by_label("Tiêu đề:")).to_have_value("Viết lúc máy chủ ngừng")


def test_an_article_that_is_only_read_is_not_autosaved(page_at: PageAt, login: Login, writer: User, article: Article):
    desk = page_at(1280)
    login(desk, writer)

    desk.goto(change(article))
    body_of(desk).click()
    desk.keyboard.press("ArrowDown")
    desk.wait_for_timeout(4_000)

    assert not Autosave.objects.exists()
    expect(desk.locator("#autosave-status")).to_have_text("")


def test_two_editors_at_once_lose_nothing(
    page_at: PageAt, login: Login, writer: User, reviewer: User, article: Article
):
    one, other = page_at(1440), page_at(1440)
    login(one, writer)
    login(other, reviewer)
    one.goto(change(article))
    other.goto(change(article))
    expect(other.locator("#presence")).to_contain_text("Cũng đang mở bài này: Bientap")

    other.get_by_label("Tiêu đề:").fill("Tên của người duyệt")
    write_at_end(other, " Câu của người duyệt.")
    other.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()
    expect(other.locator(".messagelist")).to_be_visible()
    one.get_by_label("Tiêu đề:").fill("Tên của người viết")
    body_of(one).locator("p").first.click()
    one.keyboard.press("End")
    one.keyboard.type(" Câu của người viết.")
    one.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()

    expect(one.get_by_role("heading", name="Ghép hai bản")).to_be_visible()
    expect(one.get_by_text("Có 1 chỗ cả hai cùng sửa")).to_be_visible()
    one.get_by_role("button", name="Lưu bản đã ghép").click()
    expect(one.get_by_text("Còn 1 chỗ chưa chọn.")).to_be_visible()
    one.get_by_label("Lấy bản của tôi").check()
    one.get_by_role("button", name="Lưu bản đã ghép").click()

    expect(one.get_by_label("Tiêu đề:")).to_have_value("Tên của người viết")
    article.refresh_from_db()
    assert article.title == "Tên của người viết"
    assert "Câu của người viết." in article.body
    assert "Câu của người duyệt." in article.body
    assert [edition.title for edition in article.editions.order_by("number")] == [
        *("Công nghiệp quý I", "Tên của người duyệt", "Tên của người viết")
    ]


def test_a_scheduled_minute_is_exact_and_its_letter_follows_once(
    page_at: PageAt, login: Login, writer: User, reviewer: User, article: Article, settings: Any
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    workflow.submit(article, actor=writer)
    review_desk, reader = page_at(1280), page_at(1280)
    login(review_desk, reviewer)
    minute = timezone.localtime() + dt.timedelta(hours=2)

    review_desk.goto(review(article))
    review_desk.get_by_label("Hẹn giờ đăng").fill(minute.strftime("%Y-%m-%dT%H:%M"))
    review_desk.get_by_role("button", name="Đăng", exact=True).click()
    expect(review_desk.locator("#visibility-title")).to_contain_text("Chưa ai thấy bài này")
    run_due(sender=sender())
    assert reader.goto(article.get_absolute_url()).status == 404

    # The clock goes on: the minute has come, and no process did anything at it.
    passed = timezone.now() - dt.timedelta(seconds=1)
    Article.objects.update(published_at=passed)
    SideEffect.objects.filter(done_at__isnull=True).update(due_at=passed)
    assert reader.goto(article.get_absolute_url()).status == 200
    run_due(sender=sender())
    run_due(sender=sender())

    assert [letter.subject for letter in mail.outbox if letter.to == ["bientap@example.org"]] == [
        "Bài đã được duyệt, chờ đến giờ đăng: Công nghiệp quý I",
        "Bài của bạn đã đăng: Công nghiệp quý I",
    ]
    review_desk.goto(change(article))
    expect(review_desk.locator("#visibility-title")).to_contain_text("Công chúng đang thấy bản số 1")


def test_a_plan_is_taken_back_though_the_text_went_on(page_at: PageAt, login: Login, reviewer: User, article: Article):
    workflow.publish(article, actor=reviewer, at=timezone.now() + dt.timedelta(hours=2))
    review_desk = page_at(1280)
    login(review_desk, reviewer)
    review_desk.goto(change(article))
    review_desk.get_by_label("Tiêu đề:").fill("Sửa tiếp sau khi hẹn giờ")
    review_desk.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()

    review_desk.get_by_text("Huỷ lịch đăng…").click()
    review_desk.get_by_role("button", name="Huỷ lịch đăng").click()

    expect(review_desk.locator(".messagelist")).to_contain_text("Đã huỷ lịch đăng")
    article.refresh_from_db()
    assert (article.state, article.published_edition) == (State.DRAFT, None)


def test_an_old_edition_is_compared_and_restored(page_at: PageAt, login: Login, writer: User, article: Article):
    article.title, article.body = "Tên mới", BODY.replace("230", "240")
    article.save()
    keep_edition(article, actor=writer, note="sửa số")
    desk = page_at(1440)
    login(desk, writer)

    desk.goto(change(article))
    desk.get_by_role("link", name="Bản 1 với bản mới nhất (2), hoặc khôi phục").click()
    expect(desk.locator("del").filter(has_text="230")).to_be_visible()
    expect(desk.locator("ins").filter(has_text="240")).to_be_visible()
    desk.get_by_role("button", name="Khôi phục bản số 1").click()

    expect(desk.locator(".messagelist")).to_contain_text("Đã khôi phục bản số 1 thành bản số 3.")
    expect(desk.get_by_label("Tiêu đề:")).to_have_value("Công nghiệp quý I")
    assert article.editions.count() == 3


def test_a_passage_is_commented_on_in_the_editor_and_answered_after_edits(
    page_at: PageAt, login: Login, writer: User, reviewer: User, article: Article
):
    review_desk, desk = page_at(1440), page_at(1440)
    login(review_desk, reviewer)
    login(desk, writer)

    review_desk.goto(change(article))
    body_of(review_desk).locator("p").nth(1).click()
    review_desk.keyboard.press("Home")
    for _letter in "Đá":
        review_desk.keyboard.press("Shift+ArrowRight")
    wait_until(review_desk, "getSelection().toString() === 'Đá'")
    review_desk.keyboard.press("Control+Alt+m")
    review_desk.get_by_label("Lời nhận xét").fill("Loại đá nào?")
    review_desk.get_by_role("button", name="Gửi nhận xét").click()
    expect(review_desk.locator("comment-panel .comment-thread")).to_contain_text("Loại đá nào?")
    expect(body_of(review_desk).locator(".commented-passage")).to_have_text("Đá")

    desk.goto(change(article))
    body_of(desk).locator("p").first.click()
    desk.keyboard.press("Home")
    desk.keyboard.type("Quý I, ")
    expect(body_of(desk).locator(".commented-passage")).to_have_text("Đá")
    desk.get_by_role("button", name="“Đá”").click()
    wait_until(desk, "getSelection().toString() === 'Đá'")
    desk.get_by_label("Trả lời nhận xét về “Đá”").fill("Đá các loại.")
    desk.get_by_role("button", name="Trả lời", exact=True).click()
    expect(desk.locator("comment-panel")).to_contain_text("Đá các loại.")
    desk.get_by_role("button", name="Giải quyết xong").click()

    expect(desk.locator("comment-panel")).to_contain_text("1 nhận xét đã giải quyết")
    expect(body_of(desk).locator(".commented-passage")).to_have_count(0)


def test_a_passage_is_commented_on_the_review_page_by_pointer_and_by_keyboard(
    page_at: PageAt, login: Login, reviewer: User, article: Article
):
    page = page_at(1440)
    login(page, reviewer)
    page.goto(review(article))

    page.locator(".review-body p").first.dblclick(position={"x": 40, "y": 10})
    expect(page.locator("#review-comment .comment-quote")).to_have_text(re.compile("^“(Xi|măng)”$"))
    page.get_by_role("button", name=re.compile("^Gửi nhận xét: Điện tăng khá")).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Bao nhiêu?")
    page.get_by_role("button", name="Gửi nhận xét", exact=True).click()

    expect(page.locator(".comment-thread")).to_contain_text("Bao nhiêu?")
    expect(page.locator(".review-body mark")).to_have_text("Điện tăng khá.")


def test_from_login_to_publish_by_keyboard_alone(page_at: PageAt, writer: User, reviewer: User, article: Article):
    workflow.submit(article, actor=writer)
    page = page_at(1280)

    page.goto("/admin/")
    page.keyboard.type("duyet")
    page.keyboard.press("Tab")
    page.keyboard.type("mat-khau-thu-nghiem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Chờ tôi")).to_be_visible()
    tab_to(page, "Công nghiệp quý I")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    tab_to(page, "Đăng")
    page.keyboard.press("Enter")

    expect(page.locator("#visibility-title")).to_contain_text("Công chúng đang thấy")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.textContent?.trim() ?? ''") == name:
            return
    pytest.fail(f"the keyboard does not reach “{name}”")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False)])
def test_pages_of_the_newsroom_fit_and_are_accessible(
    page_at: PageAt,
    login: Login,
    axe: Callable[[Page], list[str]],
    width: int,
    dark: bool,
    writer: User,
    reviewer: User,
):
    article = make_published_article(title="Công nghiệp", body=BODY, created_by=writer)
    article.title, article.body = "Công nghiệp quý I", BODY.replace("230", "240").replace("<p>Điện tăng khá.</p>", "")
    article.save()
    keep_edition(article, actor=writer, note="sửa số")
    workflow.go_on_writing(article, actor=writer)
    workflow.submit(article, actor=writer, note="gấp")
    start_thread(article, writer, part="body", anchor=Anchor("460 nghìn"), text="Nguồn?")
    kept = Autosave.objects.create(
        user=reviewer,
        article=article,
        draft_key="5f0b7e0e-58c1-4d6e-9f8b-000000000001",
        title="Của tôi",
        saved_at=timezone.now(),
        content={"title": ["Của tôi"], "lead": ["Khác"], "body": [BODY], "seen_edition": ["1"]},
    )
    page = page_at(width, dark=dark)
    login(page, reviewer)

    for address in (
        reverse("admin:index"),
        change(article),
        review(article),
        reverse("admin:reports_edition_compare", args=[article.pk]),
        reverse("admin:reports_article_merge", args=[article.pk, kept.pk]),
        reverse("admin:history"),
        reverse("admin:preferences"),
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
