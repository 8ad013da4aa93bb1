"""Searching: the same answers on every database, with and without diacritics, misspelt, narrowed, never early."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from indicators.models import IndicatorAlias
from reports.models import SearchDocument
from reports.search_marks import Facet
from reports.search_words import SearchQuery, highlighted, snippet, words_of
from reports.services.search import Results, search, suggestions
from reports.services.search_facets import chosen
from reports.services.search_index import index_editions
from tests.factories import make_article, make_indicator, make_observation, make_published_article, make_section

pytestmark = pytest.mark.django_db

ARTICLES = (
    # slug, section, title, lead, body
    (
        "xi-mang",
        "cong-nghiep",
        "Xi măng quý I tăng 11,2%",
        "Sản lượng đạt 230 nghìn tấn.",
        "Nhà máy Đồng Bành chạy đều.",
    ),
    (
        "dien",
        "nang-luong",
        "Điện thương phẩm tăng mạnh",
        "163 triệu kWh bán ra.",
        "Công nghiệp xi măng dùng nhiều điện.",
    ),
    ("than", "nang-luong", "Than sạch Na Dương tăng 6,5%", "138 nghìn tấn than.", "Khai thác thuận lợi."),
    ("cua-khau", "xuat-nhap-khau", "Hàng qua cửa khẩu Hữu Nghị", "Xuất khẩu nông sản.", "Thanh long, vải thiều."),
    ("xuat-khau", "xuat-nhap-khau", "Xuất khẩu đạt 769 triệu USD", "Tăng 33,4% so với cùng kỳ.", "Kim ngạch cao nhất."),
    ("nhap-khau", "xuat-nhap-khau", "Nhập khẩu đạt 464 triệu USD", "Tăng 30,1%.", "Máy móc, linh kiện."),
    ("ban-le", "thuong-mai", "Bán lẻ hàng hóa đạt 4.800 tỷ đồng", "Sức mua khá.", "Chợ Kỳ Lừa đông khách."),
    ("gia", "gia-ca", "Giá tiêu dùng tháng Tết", "CPI tăng nhẹ.", "Thịt lợn, rau xanh ổn định."),
    ("duong", "cong-nghiep", "Đường và bánh kẹo", "Sản xuất thực phẩm.", "Đường kính trắng."),
    ("hoi-cho", "thuong-mai", "Hội chợ thương mại biên giới", "Gian hàng của 12 tỉnh.", "Hữu nghị và hợp tác."),
)

# What is typed, and the article that has to come first ("" where there must be nothing).
QUERIES = (
    ("xi măng", "xi-mang"),
    ("xi mang", "xi-mang"),
    ("XI MĂNG", "xi-mang"),
    ("măng xi", "xi-mang"),
    ("xi mă", "xi-mang"),
    ("xi măng quý I", "xi-mang"),
    ("sản lượng xi măng", "xi-mang"),
    ("đồng bành", "xi-mang"),
    ("dong banh", "xi-mang"),
    ("230 nghìn tấn", "xi-mang"),
    ("11,2", "xi-mang"),
    ("11,2%", "xi-mang"),
    ("điện", "dien"),
    ("dien", "dien"),
    ("điện thương phẩm", "dien"),
    ("thương phẩm điện", "dien"),
    ("dien thuong pham", "dien"),
    ("163 triệu", "dien"),
    ("kwh", "dien"),
    ("kWh bán", "dien"),
    ("xi măng điện", "dien"),
    ("than", "than"),
    ("than sạch", "than"),
    ("na dương", "than"),
    ("na duong", "than"),
    ("Na Dương than", "than"),
    ("6,5%", "than"),
    ("138", "than"),
    ("khai thác", "than"),
    ("cửa khẩu", "cua-khau"),
    ("cua khau", "cua-khau"),
    ("hữu nghị", "cua-khau"),
    ('"cửa khẩu hữu nghị"', "cua-khau"),
    ("thanh long", "cua-khau"),
    ("vải thiều", "cua-khau"),
    ("vai thieu", "cua-khau"),
    ("nông sản", "cua-khau"),
    ("xuất khẩu", "xuat-khau"),
    ("xuat khau", "xuat-khau"),
    ("769", "xuat-khau"),
    ("769 triệu usd", "xuat-khau"),
    ('"xuất khẩu đạt"', "xuat-khau"),
    ("kim ngạch", "xuat-khau"),
    ("33,4", "xuat-khau"),
    ("nhập khẩu", "nhap-khau"),
    ("nhap khau 464", "nhap-khau"),
    ("linh kiện", "nhap-khau"),
    ("máy móc", "nhap-khau"),
    ("bán lẻ", "ban-le"),
    ("ban le hang hoa", "ban-le"),
    ("chợ kỳ lừa", "ban-le"),
    ("4.800", "ban-le"),
    ("giá tiêu dùng", "gia"),
    ("cpi", "gia"),
    ("tết", "gia"),
    ("thịt lợn", "gia"),
    ("đường", "duong"),
    ("bánh kẹo", "duong"),
    ("hội chợ", "hoi-cho"),
    ("biên giới", "hoi-cho"),
    ('"hữu nghị và hợp tác"', "hoi-cho"),
    ("xi măngg", "xi-mang"),
    ("thuơng phẫm dien", "dien"),
    ("xuat khua", "xuat-khau"),
    ("cửa khẩuu hữu", "cua-khau"),
    ("không có thứ này", ""),
    ("zzzzzz", ""),
)


@pytest.fixture
def _archive() -> None:
    for slug, section, title, lead, body in ARTICLES:
        make_section(section, name_vi=section)
        article = make_published_article(
            slug, section=make_section(section), title=title, lead=lead, body=f"<p>{body}</p>"
        )
        assert article.published_edition is not None
        index_editions([article.published_edition])


def found(text: str, *, language: str = "vi", page: int = 1, **narrowing: str) -> Results:
    now = timezone.now()
    kept = [chosen(Facet[name.upper()], value, at=now) for name, value in narrowing.items()]
    return search(SearchQuery.parse(text), language=language, narrowing=kept, page=page, at=now)


def slugs(results: Results) -> list[str]:
    return [hit.url.strip("/").rpartition("/")[2] for hit in results.hits]


@pytest.mark.usefixtures("_archive")
@pytest.mark.parametrize(("text", "first"), QUERIES)
def test_the_right_article_comes_first(text: str, first: str):
    results = found(text)

    assert slugs(results)[:1] == ([first] if first else [])


@pytest.mark.usefixtures("_archive")
def test_a_mended_query_is_told():
    results = found("xuat khua")

    assert (results.corrected_from, results.query.text) == ("xuat khua", "xuat khau")


@pytest.mark.usefixtures("_archive")
def test_a_phrase_between_quotation_marks_is_kept_together():
    assert "hoi-cho" not in slugs(found('"cửa khẩu hữu nghị"'))


@pytest.mark.usefixtures("_archive")
def test_results_are_narrowed_by_section_and_told_by_count():
    results = found("tăng", section="nang-luong")

    assert sorted(slugs(results)) == ["dien", "than"]
    [sections] = [group for group in results.groups if group.facet is Facet.SECTION]
    assert ("nang-luong", 2) in [(choice.value, choice.count) for choice in sections.choices]


@pytest.mark.usefixtures("_archive")
def test_an_indicator_is_found_by_its_name_and_its_other_names():
    indicator = make_indicator("iip", name_vi="Chỉ số sản xuất công nghiệp")
    IndicatorAlias.objects.create(indicator=indicator, text="IIP toàn ngành")

    assert slugs(found("chi so san xuat"))[:1] == ["iip"]
    assert slugs(found("iip toàn"))[:1] == ["iip"]
    assert slugs(found("chỉ số", kind="chi-so")) == ["iip"]


def test_a_table_is_found_by_its_caption():
    indicator = make_indicator("da", name_vi="Đá các loại")
    make_observation(indicator=indicator)
    caption = "Đá khai thác theo quý"
    table = {"indicators": ["da"], "periods": ["2018-Q1"], "areas": ["lang-son"], "caption": caption}
    article = make_published_article("bai-co-bang", tables=[table])
    index_editions([article.published_edition])

    [hit] = found("khai thác theo quý", kind="bang").hits

    assert (hit.kind, hit.url) == ("table", "/tin/bai-co-bang/")


def test_what_is_not_public_is_not_found_until_its_minute():
    scheduled = make_published_article("sap-dang", in_hours=2, title="Bí mật rubidi")
    index_editions([scheduled.published_edition])
    query = SearchQuery.parse("rubidi")

    before = search(query, language="vi", at=timezone.now())
    at_its_minute = search(query, language="vi", at=scheduled.published_at + dt.timedelta(seconds=1))

    assert before.total == 0
    assert slugs(at_its_minute) == ["sap-dang"]


def test_a_word_of_something_secret_is_never_offered_as_a_correction():
    scheduled = make_published_article("sap-dang", in_hours=2, title="Bí mật rubidi")
    index_editions([scheduled.published_edition])

    results = found("rubidl")

    assert (results.total, results.corrected_from, results.query.text) == (0, "", "rubidl")


def test_a_draft_is_not_in_the_index():
    make_article("nhap", title="Bản nháp rubidi")

    call_command("rebuild_search")

    assert not SearchDocument.objects.exists()


def test_english_pages_find_english_articles():
    for slug, language in (("vi-cement", "vi"), ("en-cement", "en")):
        article = make_published_article(slug, language=language, title="Cement output")
        index_editions([article.published_edition])

    assert slugs(found("cement", language="en")) == ["en-cement"]


@pytest.mark.usefixtures("_archive")
def test_typing_is_answered_with_titles():
    offered = suggestions(SearchQuery.parse("điện th"), language="vi", at=timezone.now())

    assert ("Điện thương phẩm tăng mạnh", "/tin/dien/") in offered


@pytest.mark.usefixtures("_archive")
@pytest.mark.parametrize("text", ["xi măng", "đạt"])
def test_a_search_costs_the_same_queries_however_much_is_found(text: str, django_assert_num_queries):
    # Names and other names of indicators, keys, documents, sections, the editions of the page.
    with django_assert_num_queries(6):
        found(text)


@pytest.mark.parametrize(
    "parameters",
    [
        {"loai": "x"},
        {"chuyen-muc": "khong-co"},
        {"nam": "abc"},
        {"dia-ban": "khong-co"},
        {"trang": "0"},
        {"q": "a" * 101},
    ],
)
def test_what_cannot_be_read_is_answered_with_the_reason(client: Client, parameters: dict[str, str]):
    response = client.get("/tim-kiem/", {"q": "xi", **parameters})

    assert response.status_code == 400


@pytest.mark.parametrize(
    "text", ["", " ", '"', '" "', "%", "' OR 1=1", "a:b*", "\x00", "NEAR(", "đ" * 100, "-", "()", "💡"]
)
def test_odd_queries_are_answered(client: Client, text: str):
    assert client.get("/tim-kiem/", {"q": text}).status_code == 200
    assert client.get("/tim-kiem/goi-y/", {"q": text}).status_code == 200


def test_what_was_looked_for_is_marked_and_the_rest_escaped():
    query = SearchQuery.parse("xi mang")

    assert highlighted("<b>Xi măng</b> & đá", query) == "&lt;b&gt;<mark>Xi măng</mark>&lt;/b&gt; &amp; đá"


def test_the_snippet_stands_around_the_first_word():
    text = "Đầu bài dài. " * 60 + "Rồi mới đến clinker ở cuối." + " Hết." * 60

    cut = snippet(text, SearchQuery.parse("clinker"))

    assert "clinker" in cut
    assert len(cut) < 240


def test_words_are_folded_and_numbers_split_at_their_marks():
    assert words_of("Đá vôi: 11,2% (quý I/2018)") == ["da", "voi", "11", "2", "quy", "i", "2018"]
