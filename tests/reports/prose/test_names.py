"""The indicator's name: the whole noun phrase of the genre, and nothing that stands around it."""

from __future__ import annotations

from datetime import date

import pytest

from reports.prose.claims import find_claims

PUBLISHED = date(2021, 12, 21)


def _names(text: str) -> list[str]:
    return [claim.indicator for claim in find_claims(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Số xe tồn tại các cửa khẩu Bảo Lâm, Cốc Nam, Chi Ma của tỉnh là 912 xe.",
            "Số xe tồn tại các cửa khẩu Bảo Lâm, Cốc Nam, Chi Ma",
        ),
        ("Thuế tiêu thụ đặc biệt, thuế bảo vệ môi trường tăng 6%.", "Thuế tiêu thụ đặc biệt, thuế bảo vệ môi trường"),
        ("Kim ngạch xuất, nhập khẩu đạt 5 tỷ USD.", "Kim ngạch xuất, nhập khẩu"),
        ("Sản xuất, chế biến thực phẩm tăng 4%.", "Sản xuất, chế biến thực phẩm"),
        ("Ngành thông tin và truyền thông tăng 8%.", "Ngành thông tin và truyền thông"),
        (
            "Xuất khẩu nhóm hàng nông, lâm, thủy sản có kim ngạch giảm mạnh, ước đạt 2 tỷ USD.",
            "Xuất khẩu nhóm hàng nông, lâm, thủy sản",
        ),
        ("Nhóm lương thực, thực phẩm tăng 2%.", "Nhóm lương thực, thực phẩm"),
        ("Đức - thị trường lớn thứ ba của Việt Nam - đạt 3 tỷ USD.", "Đức"),
        ("Cao Bằng tăng 7%, Cao Lộc giảm 2%.", "Cao Bằng"),
    ],
)
def test_name_with_commas_dashes_and_capitals_is_whole(text: str, name: str) -> None:
    assert _names(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Giá trị sản xuất theo giá so sánh năm 2010 đạt 500 tỷ đồng.", "Giá trị sản xuất"),
        ("Kim ngạch qua cửa khẩu từ ngày 1 đến hết 15-12 đạt 80 triệu USD.", "Kim ngạch qua cửa khẩu"),
        ("Cán cân thương mại trong tháng 5 ước tính thâm hụt 800 triệu USD.", "Cán cân thương mại thâm hụt"),
        ("Sở Công Thương công bố kim ngạch xuất khẩu tháng 5 đạt 80 triệu USD.", "kim ngạch xuất khẩu"),
        ("Xuất khẩu tôm tiếp tục đà giảm của tháng 6, đạt 80 triệu USD.", "Xuất khẩu tôm"),
    ],
)
def test_periods_prices_and_announcements_are_no_part_of_a_name(text: str, name: str) -> None:
    assert _names(text) == [name]


def test_cause_behind_a_fall_is_the_subject_of_its_own_rate() -> None:
    names = _names("Khu vực nông nghiệp giảm so với cùng kỳ chủ yếu do ngành chăn nuôi (chiếm 40%) giảm 3%.")

    assert names == ["ngành chăn nuôi"]


def test_index_that_prices_move_is_the_subject() -> None:
    names = _names("Giá gas tăng làm cho chỉ số giá nhóm nhà ở tháng 12 tăng 0,4%.")

    assert names == ["chỉ số giá nhóm nhà ở"]


def test_topic_before_a_bare_aspect_completes_its_name() -> None:
    names = _names("Về nhập khẩu, kim ngạch đạt 8,9 tỷ USD. Hàng dệt may vẫn dẫn đầu, đạt kim ngạch 3 tỷ USD.")

    assert names == ["kim ngạch nhập khẩu", "kim ngạch Hàng dệt may"]


def test_what_stands_before_a_semicolon_names_nothing_after_it() -> None:
    names = _names("Cả nước nhập khẩu 22 tỷ USD máy tính, linh kiện; 14 tỷ USD máy móc.")

    assert names == ["nhập khẩu máy tính", "máy móc"]


def test_counts_in_brackets_are_named_by_what_they_count() -> None:
    claims = find_claims("Còn tồn 1.057 xe (có 533 xe chở hoa quả và 504 xe chở hàng khác).", PUBLISHED)

    assert [(c.indicator, str(c.value)) for c in claims][-2:] == [
        ("xe chở hoa quả", "533"),
        ("xe chở hàng khác", "504"),
    ]
