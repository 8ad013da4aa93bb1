"""Finding in a real browser: the list narrowed, steps with many articles and back, the calendar by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports import workflow
from reports.models import Article, SavedFilter, State
from reports.services.editions import keep_edition
from tests.factories import make_area, make_article, make_indicator, make_published_article, make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]
LIST = reverse("admin:reports_article_changelist")
CALENDAR = reverse("admin:reports_article_calendar")


def member(name: str, username: str) -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def reviewer() -> User:
    return member("Duyệt", "duyet")


@pytest.fixture
def writer() -> User:
    return member("Biên tập", "bientap")


def written(writer: User, title: str, **fields: object) -> Article:
    article = make_article(title=title, created_by=writer, **fields)
    keep_edition(article, actor=writer)
    return article


def titles(page: Page) -> list[str]:
    return page.locator("#result_list th.field-title_shown").all_inner_texts()


def test_the_list_is_narrowed_and_what_was_asked_for_is_kept_under_a_name(page_at: PageAt, login: Login, writer: User):
    cement = make_indicator("xi-mang", name_vi="Xi măng", unit="nghìn tấn")
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": [make_area().code], "measures": ["value"]}
    written(writer, "Xi măng có bảng", tables=[table])
    written(writer, "Xi măng không có bảng")
    written(writer, "Than sạch")
    page = page_at(1280)
    login(page, writer)

    page.goto(LIST)
    page.get_by_role("searchbox", name="Tìm trong bài").fill("xi mang")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("2 bài.")

    page.get_by_text("Bộ lọc", exact=True).click()
    page.locator("#filter-indicator + .select2").click()
    page.locator(".select2-search--dropdown .select2-search__field").fill("xi mang")
    page.locator(".select2-results__option", has_text=cement.name_vi).click()
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("1 bài.")
    assert titles(page) == ["Xi măng có bảng"]

    page.get_by_text("Lưu bộ lọc này").click()
    page.get_by_label("Tên", exact=True).fill("Xi măng của tôi")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Đã lưu bộ lọc “Xi măng của tôi”.")

    chips = page.get_by_role("list", name="Đang lọc theo")
    chips.get_by_role("link", name="Dẫn chỉ tiêu").click()
    expect(page.get_by_role("status")).to_have_text("2 bài.")
    page.get_by_role("link", name="Bỏ hết bộ lọc").click()
    expect(page.get_by_role("status")).to_have_text("3 bài.")
    page.get_by_role("link", name="Xi măng của tôi").click()
    expect(page.get_by_role("status")).to_have_text("1 bài.")
    assert SavedFilter.objects.get().owner == writer


def test_many_articles_are_scheduled_after_a_preview_and_the_action_is_undone(
    page_at: PageAt, login: Login, writer: User, reviewer: User
):
    first, second = written(writer, "Xi măng"), written(writer, "Than sạch")
    own = written(reviewer, "Bài của người duyệt")
    page = page_at(1280)
    login(page, reviewer)

    page.goto(f"{LIST}?state=draft")
    page.get_by_role("checkbox", name="Chọn tất cả").or_(page.locator("#action-toggle")).first.check()
    expect(page.locator(".action-counter")).to_contain_text("3")
    page.locator("select[name=action]").select_option(label="Hẹn giờ đăng…")
    page.locator("#changelist-form button[name=index]").click()
    tomorrow = timezone.localtime(timezone.now() + dt.timedelta(days=1))
    page.get_by_label("Đăng lúc").fill(f"{tomorrow:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Xem trước").click()

    allowed = page.get_by_role("region", name="Sẽ làm với 2 bài")
    expect(allowed).to_contain_text("Xi măng")
    expect(allowed).to_contain_text(f"Sẽ đăng lúc {tomorrow:%H:%M}")
    refused = page.get_by_role("region", name="Không làm với 1 bài")
    expect(refused).to_contain_text("Bài do bạn viết nên phải do người khác duyệt đăng.")
    assert {article.state for article in Article.objects.all()} == {State.DRAFT}

    page.get_by_role("button", name="Thực hiện với 2 bài").click()
    expect(page.locator(".messagelist")).to_contain_text("Hẹn giờ đăng: đã làm với 2 bài.")
    assert set(Article.objects.filter(state=State.SCHEDULED)) == {first, second}
    assert Article.objects.get(pk=own.pk).state == State.DRAFT

    page.get_by_role("button", name="Hoàn tác với 2 bài").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã hoàn tác với 2 bài.")
    assert {article.state for article in Article.objects.all()} == {State.DRAFT}
    page.get_by_role("link", name="Trở về danh sách").click()
    expect(page.get_by_role("status")).to_have_text("3 bài.")


def test_the_calendar_is_gone_through_by_keyboard(page_at: PageAt, login: Login, reviewer: User):
    article = make_published_article(title="Xi măng sắp đăng", in_hours=1)
    page = page_at(1280)
    login(page, reviewer)
    page.goto(reverse("admin:index"))

    page.get_by_role("link", name="Lịch đăng bài").focus()
    page.keyboard.press("Enter")
    moment = timezone.localtime(article.published_at)
    heading = page.locator("#calendar-month")
    expect(heading).to_have_text(f"Tháng {timezone.localdate().month}/{timezone.localdate().year}")
    page.goto(f"{CALENDAR}?month={moment:%Y-%m}")
    page.get_by_role("link", name="Tháng sau").focus()
    page.keyboard.press("Enter")
    following = (moment.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    expect(heading).to_have_text(f"Tháng {following.month}/{following.year}")
    page.get_by_role("link", name="Tháng trước").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(f"Tháng {moment.month}/{moment.year}")

    entry = page.locator(".calendar-entry", has_text="Xi măng sắp đăng")
    expect(entry).to_contain_text(f"{moment:%H:%M} Sẽ đăng")
    entry.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#visibility-title")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False)])
@pytest.mark.parametrize("page_name", ["list", "preview", "done", "filters", "calendar"])
def test_the_pages_fit_and_are_accessible(
    page_at: PageAt,
    login: Login,
    axe: Callable[[Page], list[str]],
    writer: User,
    reviewer: User,
    width: int,
    dark: bool,
    page_name: str,
):
    section = make_section(name_vi="Công nghiệp")
    draft = written(writer, "Bài có tên dài để xem một dòng trong danh sách và trong lịch xuống hàng thế nào")
    waiting = written(writer, "Xi măng", state=State.IN_REVIEW)
    workflow.publish(waiting, actor=reviewer, at=timezone.now() + dt.timedelta(minutes=5))
    SavedFilter.objects.create(owner=reviewer, name="Bản nháp", query="state=draft", is_shared=True)
    bulk = reverse("admin:reports_article_bulk", args=["submit"])
    addresses = {
        "list": f"{LIST}?section={section.pk}&language=vi&since=x",
        "preview": f"{bulk}?ids={draft.pk}.{waiting.pk}",
        "done": f"{bulk}?ids={draft.pk}",
        "filters": reverse("admin:reports_article_filters"),
        "calendar": CALENDAR,
    }
    page = page_at(width, dark=dark)
    login(page, reviewer)

    page.goto(addresses[page_name])
    if page_name == "done":
        page.get_by_role("button", name="Thực hiện với 1 bài").click()
        expect(page.get_by_role("button", name="Hoàn tác với 1 bài")).to_be_visible()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
