"""From the words of a claim to the indicator and the area that are meant."""

import datetime as dt

import pytest

from indicators.models import Area, AreaKind, Indicator, IndicatorAlias
from reports.prose.matching import Matched, Phrase
from reports.prose.places_named import PlaceNames
from reports.services.checking import check_text
from reports.services.claim_subjects import Catalogue
from tests.factories import make_indicator

pytestmark = pytest.mark.django_db


def _match(text: str, unit: str | None = None, following: str = "", around: tuple[str, ...] = ()) -> Matched:
    catalogue = Catalogue.load(None, public=True)
    return catalogue.matcher.match(Phrase(text, following, unit, unit is not None, around))


def _code(matched: Matched) -> str | None:
    return matched.indicator.code if matched.indicator else None


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("kim ngạch xuất khẩu", "triệu USD", "xk"),
        ("Tổng kim ngạch xuất khẩu hàng hóa của tỉnh", "tỷ USD", "xk"),
        ("kim ngạch nhập khẩu hàng hóa qua các cửa khẩu", "triệu USD", "nk"),
        ("tổng kim ngạch XNK qua địa bàn tỉnh", "triệu USD", "xnk"),
        ("sản xuất xi măng", "nghìn tấn", "xi-mang"),
        ("sản lượng xi măng", "triệu tấn", "xi-mang"),
        ("sản lượng điện thương phẩm toàn tỉnh", "triệu kWh", "dien"),
        ("GRDP", None, "grdp"),
        ("Tổng sản phẩm trên địa bàn (GRDP)", "tỷ đồng", "grdp"),
        ("chỉ số sản xuất công nghiệp (IIP)", None, "iip"),
        ("chỉ số sản xuất toàn ngành công nghiệp", None, "iip"),
        ("giá trị SXCN", None, "gtsxcn"),
        ("giá trị sản xuất công nghiệp (giá so sánh 2010)", "tỷ đồng", "gtsxcn"),
        ("tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng xã hội", "tỷ đồng", "ban-le"),
        ("Tổng mức bán lẻ hàng hóa", "tỷ đồng", "ban-le"),
        ("đá các loại", "m3", "da"),
        ("than", "tấn", "than"),
        ("hàng địa phương xuất khẩu", "triệu USD", "hang-dia-phuong"),
        ("kim ngạch xuất khẩu hàng hóa địa phương", "triệu USD", "hang-dia-phuong"),
        ("kim ngach xuat khau", "trieu USD", "xk"),
        ("sản xuất xi mănng", "nghìn tấn", "xi-mang"),
    ],
)
def test_name_is_known_in_the_words_of_the_genre(
    indicators: dict[str, Indicator], text: str, unit: str | None, code: str
) -> None:
    assert _code(_match(text, unit)) == code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("xuất khẩu gạo", "triệu USD"),
        ("giá xuất khẩu", None),
        ("kim ngạch xuất khẩu của khu vực FDI", "triệu USD"),
        ("số doanh nghiệp xuất khẩu", None),
        ("cán cân xuất nhập khẩu", "triệu USD"),
        ("xuất khẩu xi măng", "nghìn tấn"),
        ("tiêu thụ xi măng", "nghìn tấn"),
        ("than cốc", "nghìn tấn"),
        ("da giày", None),
        ("doanh thu dịch vụ", "tỷ đồng"),
        ("kim ngạch", "triệu USD"),
        ("Tổng sản phẩm trong nước (GDP)", None),
    ],
)
def test_what_says_more_or_less_or_something_else_is_not_matched(
    indicators: dict[str, Indicator], text: str, unit: str | None
) -> None:
    assert _code(_match(text, unit)) is None


def test_units_of_another_dimension_never_match(indicators: dict[str, Indicator]) -> None:
    matched = _match("kim ngạch xuất khẩu", "nghìn tấn")

    assert matched.indicator is None
    assert matched.runners_up == ()


def test_growth_of_output_is_not_that_of_its_value(indicators: dict[str, Indicator]) -> None:
    assert _code(_match("giá trị xi măng")) is None
    assert _code(_match("sản lượng xi măng")) == "xi-mang"


def test_score_and_runners_up_are_given(indicators: dict[str, Indicator]) -> None:
    exact, near = _match("kim ngạch xuất khẩu", "triệu USD"), _match("xuất khẩu gạo", "triệu USD")

    assert exact.score == 100
    assert [candidate.indicator.code for candidate in exact.runners_up] == ["hang-dia-phuong"]
    assert (near.runners_up[0].indicator.code, near.runners_up[0].score) == ("xk", 72.0)


def test_words_up_to_the_number_complete_the_name(indicators: dict[str, Indicator]) -> None:
    assert _code(_match("Xuất khẩu hàng", "triệu USD", following=" địa phương ước đạt ")) == "hang-dia-phuong"


def test_words_up_to_the_number_that_say_more_are_heeded(indicators: dict[str, Indicator]) -> None:
    matched = _match("xi măng", "nghìn tấn", following=" của Công ty Hồng Phong đạt ")

    assert matched.indicator is None


def test_same_name_under_two_wholes_goes_with_the_one_spoken_of(indicators: dict[str, Indicator]) -> None:
    for whole, code in (("Vốn đầu tư thực hiện", "von"), ("Doanh thu vận tải", "van-tai")):
        parent = make_indicator(code, unit="tỷ đồng", name_vi=whole)
        make_indicator(f"{code}-nha-nuoc", unit="tỷ đồng", name_vi="Khu vực nhà nước", parent=parent)
    text = "Quý I năm 2018, {} đạt 900 tỷ đồng. Trong đó, khu vực nhà nước đạt 300 tỷ đồng."

    codes = [
        [claim.indicator.code for claim in check_text(text.format(whole), date=None, area=None, public=True)]
        for whole in ("vốn đầu tư thực hiện", "doanh thu vận tải")
    ]

    assert codes == [["von", "von-nha-nuoc"], ["van-tai", "van-tai-nha-nuoc"]]


def test_alias_under_a_row_is_meant_under_that_heading(indicators: dict[str, Indicator]) -> None:
    IndicatorAlias.objects.create(
        indicator=indicators["hang-dia-phuong"], text="Xuất khẩu", parent_text="Hàng địa phương"
    )

    assert _code(_match("xuất khẩu", "triệu USD", around=("Hàng địa phương",))) == "hang-dia-phuong"
    assert _code(_match("xuất khẩu", "triệu USD")) == "xk"


def test_indicator_that_is_not_public_is_not_named_to_the_public(indicators: dict[str, Indicator]) -> None:
    Indicator.objects.filter(code="xi-mang").update(is_public=False)
    text = "Quý I năm 2018, xi măng đạt 230 nghìn tấn."

    of_public = check_text(text, date=None, area=None, public=True)
    of_editors = check_text(text, date=None, area=None, public=False)

    assert of_public[0].indicator is None
    assert of_editors[0].indicator is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kim ngạch xuất khẩu qua cửa khẩu Tân Thanh đạt 30 triệu USD.", "tan-thanh"),
        ("Kim ngạch xuất khẩu qua cửa khẩu quốc tế Hữu Nghị đạt 30 triệu USD.", "huu-nghi"),
        ("Tại huyện Cao Lộc, kim ngạch xuất khẩu đạt 30 triệu USD.", "cao-loc"),
        ("Cao Lộc: kim ngạch xuất khẩu đạt 30 triệu USD.", "cao-loc"),
        ("Kim ngạch xuất khẩu của huyện Hữu Lũng đạt 30 triệu USD.", "huu-lung"),
        ("Kim ngạch xuất khẩu của cả nước đạt 30 tỷ USD.", "viet-nam"),
        ("Kim ngạch xuất khẩu của tỉnh đạt 30 triệu USD.", "lang-son"),
        ("Kim ngạch xuất khẩu đạt 30 triệu USD.", "lang-son"),
        ("Theo Ủy ban nhân dân huyện Cao Lộc, kim ngạch xuất khẩu đạt 30 triệu USD.", "lang-son"),
        ("Hiệp hội Thép Việt Nam cho biết kim ngạch xuất khẩu đạt 30 triệu USD.", "lang-son"),
    ],
)
def test_place_is_the_one_that_the_sentence_sets(indicators: dict[str, Indicator], text: str, code: str) -> None:
    (claim,) = check_text(text, date=dt.date(2018, 5, 22), area=None, public=True)

    assert (claim.area.code, claim.indicator.code) == (code, "xk")


def test_heading_sets_the_place_of_what_follows(indicators: dict[str, Indicator]) -> None:
    body = "<h2>Cửa khẩu Tân Thanh</h2><p>Kim ngạch xuất khẩu đạt 30 triệu USD.</p>"

    (claim,) = check_text(body, date=dt.date(2018, 5, 22), area=None, public=True)

    assert claim.area.code == "tan-thanh"


def test_article_of_a_district_speaks_of_the_district(indicators: dict[str, Indicator]) -> None:
    district = Area.objects.get(code="cao-loc")
    text = "Kim ngạch xuất khẩu đạt 30 triệu USD; toàn tỉnh, kim ngạch nhập khẩu đạt 50 triệu USD."

    claims = check_text(text, date=dt.date(2018, 5, 22), area=district, public=True)

    assert [claim.area.code for claim in claims] == ["cao-loc", "lang-son"]


def test_ordinary_words_are_no_places(indicators: dict[str, Indicator]) -> None:
    peace = Area.objects.create(code="hoa-binh", name_vi="Hòa Bình", kind=AreaKind.PROVINCE)
    places = PlaceNames.of(Area.objects.all(), None)

    assert places.mentions("vì hòa bình và phát triển") == []
    assert [mention.area for mention in places.mentions("tại Hòa Bình")] == [peace]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Năm 2017, xi măng đạt 900 nghìn tấn. Năm 2016, sản lượng đạt 850 nghìn tấn.", ["xi-mang", "xi-mang"]),
        (
            "Quý I năm 2018, xuất khẩu đạt 769 triệu USD, nhập khẩu đạt 464 triệu USD. Tổng kim ngạch đạt 1.233 triệu"
            " USD.",
            ["xk", "nk", "xnk"],
        ),
        ("Năm 2017, xi măng đạt 900 nghìn tấn. Kim ngạch đạt 850 triệu USD.", ["xi-mang", None]),
        (
            "<h2>Xuất khẩu hàng địa phương gặp khó</h2><p>Quý I năm 2018, kim ngạch đạt 26 triệu USD.</p>",
            ["hang-dia-phuong"],
        ),
        ("Xuất khẩu hàng địa phương gặp khó. Quý I năm 2018, kim ngạch đạt 26 triệu USD.", ["hang-dia-phuong"]),
    ],
)
def test_sentence_that_names_nothing_goes_on_about_what_was_named(
    indicators: dict[str, Indicator], text: str, codes: list[str | None]
) -> None:
    claims = check_text(text, date=dt.date(2018, 5, 22), area=None, public=True)

    assert [claim.indicator.code if claim.indicator else None for claim in claims] == codes


def test_makers_of_a_product_are_no_part_of_its_name(indicators: dict[str, Indicator]) -> None:
    assert _code(_match("sản lượng xi măng của các nhà máy trong tỉnh", "nghìn tấn")) == "xi-mang"
