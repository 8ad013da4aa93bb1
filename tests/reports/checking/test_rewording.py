"""The database's figure in the words of the article."""

import datetime as dt

import pytest
from django.utils import translation

from indicators.models import Change, Indicator
from indicators.periods import Period
from indicators.services.recording import record
from reports.services.checking import check_text
from tests.reports.checking.lang_son import DAY, state

pytestmark = pytest.mark.django_db


def _reworded(text: str) -> list[str]:
    """The text with each differing figure replaced, one at a time."""
    claims = check_text(text, date=DAY, area=None, public=True)
    found = []
    for figure in (figure for claim in claims for figure in claim.figures):
        if figure.rewording is not None:
            start, end = figure.rewording.span
            found.append(text[:start] + figure.rewording.text + text[end:])
    return found


@pytest.mark.parametrize(
    ("written", "reworded"),
    [
        ("đạt 240 nghìn tấn", "đạt 231 nghìn tấn"),
        ("đạt 240,00 nghìn tấn", "đạt 230,60 nghìn tấn"),
        ("đạt 0,24 triệu tấn", "đạt 0,23 triệu tấn"),
        ("đạt 240.000 tấn", "đạt 230.600 tấn"),
        ("đạt 240000 tấn", "đạt 230600 tấn"),
        ("đạt gần 250 nghìn tấn", "đạt 231 nghìn tấn"),
        ("đạt hơn 0,3 triệu tấn", "đạt 0,2 triệu tấn"),
    ],
)
def test_value_keeps_the_unit_and_the_digits_of_the_article(
    indicators: dict[str, Indicator], written: str, reworded: str
) -> None:
    record([state(indicators["xi-mang"], "230.6")], change=Change())

    assert _reworded(f"Quý I năm 2018, xi măng {written}.") == [f"Quý I năm 2018, xi măng {reworded}."]


@pytest.mark.parametrize(
    ("growth", "written", "reworded"),
    [
        ("11.2", "tăng 12,2% so với cùng kỳ", "tăng 11,2% so với cùng kỳ"),
        ("11.24", "tăng 12% so với cùng kỳ", "tăng 11% so với cùng kỳ"),
        ("-3.4", "tăng 12,2% so với cùng kỳ", "giảm 3,4% so với cùng kỳ"),
        ("-3.4", "tăng mạnh 12,2% so với cùng kỳ", "giảm 3,4% so với cùng kỳ"),
        ("0", "tăng 12,2% so với cùng kỳ", "bằng 100% so với cùng kỳ"),
        ("-4.5", "bằng 97,5% so với cùng kỳ", "bằng 95,5% so với cùng kỳ"),
        ("130", "gấp 2,5 lần so với cùng kỳ", "gấp 2,3 lần so với cùng kỳ"),
    ],
)
def test_growth_keeps_the_way_in_which_the_article_says_it(
    indicators: dict[str, Indicator], growth: str, written: str, reworded: str
) -> None:
    record([state(indicators["xi-mang"], "230", growth=growth)], change=Change())

    assert _reworded(f"Quý I năm 2018, xi măng đạt 230 nghìn tấn, {written}.") == [
        f"Quý I năm 2018, xi măng đạt 230 nghìn tấn, {reworded}."
    ]


def test_share_of_plan_is_reworded(first_quarter: dict[str, Indicator]) -> None:
    text = "Quý I năm 2018, kim ngạch xuất khẩu đạt 769 triệu USD, đạt {} kế hoạch năm."

    assert _reworded(text.format("26,9%")) == [text.format("29,6%")]


def test_reworded_article_agrees(first_quarter: dict[str, Indicator]) -> None:
    text = "Quý I năm 2018, xi măng đạt 203 nghìn tấn, giảm 11,2% so với cùng kỳ."

    for _step in range(2):
        text = _reworded(text)[0]

    assert text == "Quý I năm 2018, xi măng đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."
    assert _reworded(text) == []


def test_claim_as_json_says_all_that_an_editor_needs(first_quarter: dict[str, Indicator]) -> None:
    body = "<h2>Công nghiệp</h2><p>Quý I năm 2018, xi măng đạt gần 320 nghìn tấn, tăng 11,2% so với cùng kỳ.</p>"

    with translation.override("vi"):
        (claim,) = [c.as_json() for c in check_text(body, date=DAY, area=None, public=True)]

    assert claim["indicator"] == "xi măng"
    assert (claim["value"], claim["unit"]) == ("320", "nghìn tấn")
    assert (claim["period"], claim["growth_pct"]) == ("2018-Q1", "11.2")
    assert (claim["verdict"], claim["verdicts"]) == ("differs", {"value": "differs", "growth": "agrees"})
    assert claim["match"] == {"code": "xi-mang", "name": "Xi măng", "score": 100.0, "matched_name": "Xi măng"}
    assert claim["area"] == {"code": "lang-son", "name": "Lạng Sơn"}
    value, growth = claim["figures"]
    assert value["place"] == {"part": "body", "block": 1, "start": 32, "end": 45}
    assert value["sentence"] == ("Lệch +90 nghìn tấn: số liệu là 230 nghìn tấn. Hai chữ số liền nhau đổi chỗ.")
    assert (value["expected"], value["difference"], value["slip"]) == ("230", "90", "swapped")
    assert value["replacement"] == {
        "text": "230 nghìn tấn",
        "place": {"part": "body", "block": 1, "start": 28, "end": 45},
    }
    assert value["attributes"] == {
        "data-indicator": "xi-mang",
        "data-area": "lang-son",
        "data-period": "2018-Q1",
        "data-measure": "value",
        "data-version": value["attributes"]["data-version"],
    }
    assert (value["bindable"], growth["bindable"]) == (False, True)
    assert growth["sentence"] == "Khớp: nguồn in +11,2% so với cùng kỳ."


def test_sentences_are_in_the_reading_language(first_quarter: dict[str, Indicator]) -> None:
    text = "Quý I năm 2018, tổng mức bán lẻ đạt 4.900 tỷ đồng."

    with translation.override("en"):
        (claim,) = check_text(text, date=DAY, area=None, public=True)

    assert claim.figures[0].sentence.startswith("Off by +100 tỷ đồng: the database has 4,800 tỷ đồng.")


def test_year_to_date_is_added_up_from_months_where_it_is_not_stored(indicators: dict[str, Indicator]) -> None:
    months = [Period(2018, month, 1) for month in (1, 2, 3)]
    record(
        [state(indicators["xi-mang"], value, period=period) for value, period in zip("789", months, strict=True)],
        change=Change(),
    )

    claims = [
        check_text(f"Quý I năm 2018, xi măng đạt {value} nghìn tấn.", date=dt.date(2018, 4, 1), area=None, public=True)
        for value in ("24", "25")
    ]

    assert [claim[0].verdict for claim in claims] == ["agrees", "differs"]
    assert not claims[0][0].figures[0].is_bindable
