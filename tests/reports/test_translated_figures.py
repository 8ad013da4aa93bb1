"""The structure of an article carried over to its translation: figures stay bound and are written the new way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measures import Measure
from indicators.numbers import format_number, read_number
from indicators.periods import Period
from reports.bindings import Binding
from reports.passages import blocks_of_html
from reports.translated_figures import carried_body, carried_words
from tests.reports.bound_article import VALUE_KEY

BOUND = Binding(VALUE_KEY, "xi-mang", "lang-son", Period(2018, 1, 3), Measure.VALUE, 17)


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("1.233,5 nghìn tấn", "1,233.5 thousand tonnes"),
        ("230 nghìn tấn", "230 thousand tonnes"),
        ("11,20%", "11.20%"),
        ("18,3 %", "18.3%"),
        ("−3,4%", "−3.4%"),
        ("-3,4%", "−3.4%"),
        ("+2,0%", "+2.0%"),
        ("4.323,3 triệu USD", "4,323.3 million USD"),
        ("0,5 điểm %", "0.5 percentage points"),
        ("1233,5", "1233.5"),
        ("92", "92"),
    ],
)
def test_figures_keep_their_digits_in_the_new_way_of_writing(written: str, carried: str):
    assert carried_words(written, source="vi", target="en") == carried


@pytest.mark.parametrize("words", ["gần 230 nghìn tấn", "gấp đôi", "", "12 con rồng lửa", "1.2.3,4,5"])
def test_words_that_are_no_number_with_a_known_unit_are_left_for_people(words: str):
    assert carried_words(words, source="vi", target="en") is None


def test_an_english_figure_is_carried_to_vietnamese():
    assert carried_words("1,233.5 thousand tonnes", source="en", target="vi") == "1.233,5 nghìn tấn"


@given(st.decimals(min_value=0, max_value=Decimal(10) ** 12, places=2, allow_nan=False))
def test_no_value_changes_on_the_way(value: Decimal):
    carried = carried_words(format_number(value, "vi") + "%", source="vi", target="en")

    assert carried is not None
    assert read_number(carried, convention="en").value == value


def test_a_figure_stays_bound_to_what_it_cited():
    body = f"<p>Xi măng đạt {BOUND.around('1.233,5 nghìn tấn')} &amp; hơn nữa.</p>"

    carried = carried_body(body, source="vi", target="en")

    block = blocks_of_html(carried.body)[0]
    assert block.text == "Xi măng đạt 1,233.5 thousand tonnes & hơn nữa."
    assert [each.binding for each in block.bound] == [BOUND]
    assert carried.left == ()


def test_figures_that_could_not_be_written_anew_are_named_and_stay():
    body = f"<p>Tăng {BOUND.around('gấp đôi')}.</p>"

    carried = carried_body(body, source="vi", target="en")

    assert (carried.body, carried.left) == (body, ("gấp đôi",))


def test_links_lead_to_translations_and_library_words_take_the_place_of_those_of_the_original():
    body = (
        '<p><a data-article="3" href="/tin/a/">Bài trước</a> <a data-article="4" href="/tin/b/">Bài sau</a></p>'
        '<figure data-image="7" data-alt="Cửa khẩu"><figcaption>Hữu Nghị</figcaption></figure>'
        '<figure data-image="8" data-alt="Chợ"><figcaption></figcaption></figure>'
    )

    carried = carried_body(body, source="vi", target="en", translations={3: 30}, described={7})

    assert 'data-article="30"' in carried.body
    assert 'data-article="4"' in carried.body
    assert '<figure data-image="7"><figcaption>Hữu Nghị' in carried.body
    assert '<figure data-image="8" data-alt="Chợ">' in carried.body
