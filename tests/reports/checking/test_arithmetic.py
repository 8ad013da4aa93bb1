"""Arithmetic inside an article: what cannot be true is told from what rounding explains."""

import datetime as dt

import pytest

from indicators.models import Indicator
from reports.services.checking import check_passage, passage_of

pytestmark = pytest.mark.django_db

TRADE = (
    "Quý I năm 2018, tổng kim ngạch xuất nhập khẩu đạt {} triệu USD."
    " Trong đó, xuất khẩu {} triệu USD; nhập khẩu {} triệu USD."
)


def _findings(text: str) -> list[tuple[str, bool, str]]:
    checked = check_passage(passage_of(text), date=dt.date(2018, 5, 22), area=None, public=True)
    return [(finding.kind, finding.is_error, finding.sentence) for finding in checked.findings]


def test_parts_that_add_up_are_no_finding(indicators: dict[str, Indicator]) -> None:
    assert _findings(TRADE.format("1.233", "769", "464")) == []


def test_parts_that_do_not_add_up_are_named_with_the_sum(indicators: dict[str, Indicator]) -> None:
    assert _findings(TRADE.format("1.233", "796", "464")) == [
        ("sum", True, "796 triệu USD + 464 triệu USD = 1.260 triệu USD, nhưng bài viết tổng là 1.233 triệu USD.")
    ]


def test_what_rounding_may_explain_is_a_warning(indicators: dict[str, Indicator]) -> None:
    (finding,) = _findings(TRADE.format("1.233", "769", "465"))

    assert finding[:2] == ("sum", False)


def test_parts_in_another_unit_are_converted(indicators: dict[str, Indicator]) -> None:
    text = TRADE.replace("đạt {} triệu USD", "đạt {} tỷ USD")

    assert _findings(text.format("1,233", "769", "464")) == []
    assert _findings(text.format("1,333", "769", "464"))[0][:2] == ("sum", True)


def test_exports_and_imports_add_up_without_a_catalogue(db: None) -> None:
    (finding,) = _findings(TRADE.format("1.243", "769", "464"))

    assert finding[:2] == ("sum", True)


def test_part_larger_than_its_whole_cannot_be(db: None) -> None:
    text = "Năm 2018, sản lượng thủy sản đạt 120 nghìn tấn, trong đó sản lượng nuôi trồng đạt {} nghìn tấn."

    assert _findings(text.format("80")) == []
    assert [finding[:2] for finding in _findings(text.format("180"))] == [("part_above_whole", True)]


def test_parts_together_larger_than_their_whole_cannot_be(db: None) -> None:
    text = (
        "Năm 2018, sản lượng thủy sản đạt 120 nghìn tấn, trong đó sản lượng nuôi trồng đạt 80 nghìn tấn, sản lượng"
        " khai thác đạt {} nghìn tấn."
    )

    assert _findings(text.format("40")) == []
    assert _findings(text.format("30")) == []
    assert [finding[:2] for finding in _findings(text.format("60"))] == [("parts_above_whole", True)]


def test_plans_that_shares_imply_must_add_up(indicators: dict[str, Indicator]) -> None:
    text = (
        "Quý I năm 2018, tổng kim ngạch xuất nhập khẩu đạt 1.233 triệu USD, đạt 25,4% kế hoạch năm. Trong đó, xuất khẩu"
        " 769 triệu USD, đạt {} kế hoạch; nhập khẩu 464 triệu USD, đạt 20,6% kế hoạch."
    )

    assert _findings(text.format("29,6%")) == []
    assert [finding[:2] for finding in _findings(text.format("39,6%"))] == [("plan", False)]


def test_same_figure_said_twice_must_be_the_same(indicators: dict[str, Indicator]) -> None:
    text = "Quý I năm 2018, xi măng đạt 230 nghìn tấn. Quý I năm 2018, sản lượng xi măng đạt {}."

    assert _findings(text.format("0,23 triệu tấn")) == []
    assert _findings(text.format("gần 240 nghìn tấn")) == []
    assert _findings(text.format("231 nghìn tấn")) == [
        (
            "said_twice",
            True,
            "“Xi măng”, Quý I/2018 được viết hai lần khác nhau: 230 nghìn tấn và 231 nghìn tấn.",
        )
    ]


def test_findings_have_places_in_the_text(indicators: dict[str, Indicator]) -> None:
    checked = check_passage(
        passage_of("<p>" + TRADE.format("1.233", "796", "464") + "</p>"),
        date=dt.date(2018, 5, 22),
        area=None,
        public=True,
    )

    (finding,) = checked.findings

    assert [place.block for place in finding.places] == [0, 0, 0]
    assert finding.as_json()["severity"] == "error"
