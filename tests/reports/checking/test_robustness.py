"""Whatever the text, checking it gives claims and never an error; what is under embargo is told to no reader."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Change, Indicator
from indicators.services.recording import record
from reports.rich_text import clean_body
from reports.services.binding import bind, bindable
from reports.services.checking import check_blocks, check_passage, check_text, passage_of
from tests.factories import make_release
from tests.reports.checking.lang_son import BODY, DAY, state

pytestmark = pytest.mark.django_db

pieces = st.sampled_from(
    [
        *(
            "xi măng",
            "kim ngạch xuất khẩu",
            "trong đó",
            "tổng kim ngạch",
            "Tân Thanh",
            "cả nước",
            "sản lượng",
            "exports",
        ),
        *(
            "đạt",
            "tăng",
            "giảm",
            "bằng",
            "gấp",
            "hơn",
            "gần",
            "so với cùng kỳ",
            "kế hoạch năm",
            "quý I năm 2018",
            "the",
        ),
        *(
            "230",
            "0",
            "1.233",
            "1,233",
            "−5",
            "0,0",
            "10.000.000.000",
            "11,2%",
            "2,3 lần",
            "nghìn tấn",
            "triệu USD",
            "%",
        ),
        *(", ", "; ", ". ", "\n", "<p>", "</p>", "<strong>", "</strong>", "<ul><li>", "<br>", "&nbsp;", "&", "<", "📈"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=40))
def test_any_text_can_be_checked_and_bound(first_quarter: dict[str, Indicator], words: list[str]) -> None:
    text = " ".join(words)

    checked = check_passage(passage_of(text), date=DAY, area=None, public=True)

    assert checked.as_json()["counts"]
    for figure in checked.figures:
        assert figure.place is None or figure.place.start < figure.place.end
    if "<p>" in text:
        body = clean_body(text)
        again = check_text(body, date=DAY, area=None, public=True)
        html = bind(body, bindable(again))
        assert clean_body(html) == html


def test_blocks_of_an_editor_are_checked_where_they_stand(first_quarter: dict[str, Indicator]) -> None:
    texts = ["Công nghiệp", "", "  Quý I năm 2018, xi măng đạt 230 nghìn tấn."]

    (claim,) = check_blocks(texts, date=DAY, area=None, public=True).claims

    place = claim.figures[0].place
    assert (place.block, texts[2][place.start : place.end]) == (2, "230 nghìn tấn")


def test_figures_under_embargo_are_known_only_to_those_who_work_on_the_data(indicators: dict[str, Indicator]) -> None:
    release = make_release(in_hours=3)
    record([state(indicators["xi-mang"], "230")], change=Change(), release=release)
    text = "Quý I năm 2018, xi măng đạt 230 nghìn tấn."

    verdicts = [
        check_text(text, date=DAY, area=None, public=True)[0].verdict,
        check_text(text, date=DAY, area=None, public=False)[0].verdict,
        check_text(text, date=DAY, area=None, public=True, at=timezone.now() + dt.timedelta(hours=4))[0].verdict,
    ]

    assert verdicts == ["no_data", "agrees", "agrees"]


def test_long_article_is_checked_quickly(first_quarter: dict[str, Indicator]) -> None:
    body = BODY * 10
    check_text(body, date=DAY, area=None, public=True)

    started = dt.datetime.now(tz=dt.UTC)
    check_text(body, date=DAY, area=None, public=True)

    assert dt.datetime.now(tz=dt.UTC) - started < dt.timedelta(seconds=2)
