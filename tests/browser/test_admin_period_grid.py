"""Typing a whole period in a real browser: live comparisons, the keyboard, what is saved, narrow screens."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, User
from django.templatetags.static import static
from django.urls import reverse
from playwright.sync_api import Page, expect

from indicators.comparisons import change, growth, share_of_plan
from indicators.models import Component, Observation
from indicators.numbers import NumberError, format_number, parse_decimal
from tests.factories import (
    Q1_2018,
    make_area,
    make_indicator,
    make_observation,
    make_target,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TOPIC = "xuat-nhap-khau"


@pytest.fixture
def officer() -> User:
    user = make_user("can-bo")
    user.groups.add(Group.objects.get(name="Số liệu"))
    return user


def grid_address() -> str:
    """A topic of three indicators with last year's values and a plan, as a page to open."""
    topic = make_topic(TOPIC, name_vi="Xuất nhập khẩu")
    whole = make_indicator("kim-ngach", name_vi="Tổng kim ngạch", topic=topic, unit="triệu USD")
    parts = (("xuat-khau", "576.5", "2598"), ("nhap-khau", "356.6", "2252"))
    for position, (code, base, plan) in enumerate(parts, start=1):
        part = make_indicator(code, name_vi=code, topic=topic, unit="triệu USD", position=position)
        Component.objects.create(whole=whole, part=part)
        make_observation(base, indicator=part, period=Q1_2018.same_period_last_year)
        make_target(plan, indicator=part)
    make_observation("933.1", indicator=whole, period=Q1_2018.same_period_last_year)
    make_target("4850", indicator=whole)
    asked = {"topic": topic.pk, "area": make_area().pk, "period": "Quý I/2018", "status": "estimate"}
    return f"{reverse('admin:indicators_period_grid')}?{urlencode(asked)}"


def test_a_period_is_typed_by_keyboard_with_growth_beside_it_and_saved(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User
):
    page = page_at(1440)
    login(page, officer)
    page.goto(grid_address())
    values = page.locator('[data-field="value"]')

    values.first.focus()
    for text in ("1.233", "769", "464"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    rows = page.locator("[data-row]")

    expect(rows.nth(0).locator('[data-show="last-year"]')).to_have_text("+32,1%")
    expect(rows.nth(1).locator('[data-show="last-year"]')).to_have_text("+33,4%")
    expect(rows.nth(2).locator('[data-show="plan"]')).to_have_text("20,6%")
    expect(page.get_by_role("button", name="Ghi tất cả")).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("3 số liệu mới")
    expect(rows.nth(0).locator('[data-show="last-year"]')).to_have_text("+32,1%")
    saved = {row.indicator.code: row.value for row in Observation.objects.for_period(Q1_2018)}
    assert saved == {"kim-ngach": Decimal(1233), "xuat-khau": Decimal(769), "nhap-khau": Decimal(464)}


def test_a_refused_page_keeps_what_was_typed(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User
):
    page = page_at(768)
    login(page, officer)
    page.goto(grid_address())
    values = page.locator('[data-field="value"]')

    values.nth(0).fill("1.233")
    values.nth(1).fill("bảy trăm")
    page.get_by_role("button", name="Ghi tất cả").click()

    expect(values.nth(0)).to_have_value("1.233")
    expect(values.nth(1)).to_have_value("bảy trăm")
    expect(page.locator(".grid-problem")).to_be_visible()
    assert not Observation.objects.for_period(Q1_2018).exists()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False)])
def test_the_grid_fits_the_screen_and_is_accessible(
    page_at: Callable[..., Page],
    login: Callable[[Page, User], None],
    axe: Callable[[Page], list[str]],
    officer: User,
    width: int,
    dark: bool,
):
    page = page_at(width, dark=dark)
    login(page, officer)

    page.goto(grid_address())

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator('[data-field="value"]').first.bounding_box()["width"] >= 100


def test_the_script_reads_and_compares_numbers_exactly_as_the_server_does(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User
):
    page = page_at(1440)
    login(page, officer)
    page.goto(grid_address())
    cases = numbers_as_typed(random.Random(2018))

    answers = page.evaluate(
        """async ([url, cases]) => {
            const d = await import(url);
            return cases.map(([value, base, language]) => {
                const one = d.parseDecimal(value, language), other = d.parseDecimal(base, language);
                const shown = (number, signed) => number && d.formatDecimal(number, language, { signed });
                return [
                    shown(one), shown(d.growth(one, other), true), shown(d.shareOfPlan(one, other)),
                    shown(d.change(one, other), true),
                ];
            });
        }""",
        [static("js/admin/decimal.js"), cases],
    )

    assert answers == [as_the_server_does(*case) for case in cases]


def numbers_as_typed(chance: random.Random) -> list[tuple[str, str, str]]:
    """Pairs of texts in both conventions: plain, grouped, negative, in brackets, ambiguous, and no numbers at all."""

    def number() -> str:
        digits = str(chance.randrange(10 ** chance.randrange(1, 20)))
        fraction = str(chance.randrange(10**6))[: chance.randrange(0, 5)]
        group, mark = chance.choice([(".", ","), (",", "."), (" ", ","), ("", ",")])
        whole = format(int(digits), ",").replace(",", group)
        text = f"{whole}{mark}{fraction}" if fraction else whole
        return chance.choice(["{}", "{}", "{}", "-{}", "−{}", "({})", "+{}", "{} %"]).format(text)

    fixed = [
        "1.233",
        "1,233",
        "1.233,5",
        "1,233.5",
        "0",
        "",
        "x",
        "1.2.3",
        "1.23.456",
        "1 233",
        "12,34,5",
        "0.5",
        "01.234",
    ]
    pairs = [(value, base, language) for value in fixed for base in ("2", "0,3") for language in ("vi", "en")]
    return pairs + [(number(), number(), chance.choice(["vi", "en"])) for _ in range(400)]


def as_the_server_does(value: str, base: str, language: Any) -> list[str | None]:
    one, other = read(value, language), read(base, language)
    grown, share, changed = growth(one, other), share_of_plan(one, other), change(one, other)
    return [
        None if one is None else format_number(one, language),
        None if grown is None else format_number(grown, language, decimals=1, signed=True),
        None if share is None else format_number(share, language, decimals=1),
        None if changed is None else format_number(changed, language, signed=True),
    ]


def read(text: str, language: Any) -> Decimal | None:
    try:
        return parse_decimal(text, convention=language)
    except NumberError:
        return None
