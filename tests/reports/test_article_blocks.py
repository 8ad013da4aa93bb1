"""What stands in the text of a public article besides words: images, tables in their place, footnotes, links, files."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from reports.attachment_files import FileRefused, kind_of
from reports.body_blocks import ImageBlock, Show, TableBlock, footnote_html
from reports.models import Image
from reports.pictures import Picture
from reports.services.attachments import attach
from reports.services.edition_comparison import compare_editions, field_label
from reports.services.editions import keep_edition, restore_edition
from reports.services.images import remove_image
from tests.factories import (
    Q1_2018,
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_user,
)
from tests.reports.test_article_page import table_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def office_file(main_part: str, *more: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", main_part, *more):
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def page_of(client: Client, path: str = "/tin/bai/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_image_stands_in_the_text_with_its_words_sizes_and_caption(client: Client):
    image = make_image("Cửa khẩu Hữu Nghị", size=(900, 600), credit="Ảnh: A")
    make_published_article("bai", body=f"<p>Đầu.</p>{ImageBlock(image.pk).around('Xe <em>chờ</em>')}<p>Cuối.</p>")

    page = page_of(client)

    assert 'alt="Cửa khẩu Hữu Nghị"' in page
    assert "<figcaption>Xe <em>chờ</em> <cite>Ảnh: A</cite></figcaption>" in page
    assert 'type="image/avif"' in page
    assert "480w" in page
    assert page.index("Đầu.") < page.index("Xe <em>") < page.index("Cuối.")


def test_words_of_this_article_take_the_place_of_the_librarys(client: Client):
    image = make_image("Cửa khẩu")
    make_published_article("bai", body=ImageBlock(image.pk, 'Hàng xe "dài"').around(""))

    assert 'alt="Hàng xe &quot;dài&quot;"' in page_of(client)


def test_words_that_are_mended_in_the_library_show_at_once(client: Client):
    image = make_image("Sai", alt_en="Wrong")
    make_published_article("story", language="en", body=ImageBlock(image.pk).around(""))
    Image.objects.update(alt_en="A border gate")

    assert 'alt="A border gate"' in page_of(client, "/en/tin/story/")


def test_an_image_in_an_edition_stays_in_the_library():
    image = make_image()
    keep_edition(make_article(body=ImageBlock(image.pk).around("")), actor=None)

    with pytest.raises(ProtectedError):
        remove_image(image)


def test_an_image_that_is_not_there_leaves_its_caption(client: Client):
    make_published_article("bai", body=ImageBlock(99).around("Lời dưới ảnh") + ImageBlock(98).around(""))

    page = page_of(client)

    assert "<p>Lời dưới ảnh</p>" in page
    assert "<figure" not in page


def test_images_that_follow_each_other_stand_side_by_side_and_lead_to_their_whole(client: Client):
    gate, works, gone = (make_image(f"Ảnh {number}", size=(900, 600), credit="Ảnh: A") for number in (1, 2, 3))
    blocks = ImageBlock(gate.pk, alt="Cửa khẩu").around("Xe chờ"), ImageBlock(works.pk).around("")
    missing = ImageBlock(999_999).around("Lời còn lại")
    make_published_article("bai", body="".join(["<p>Đầu.</p>", *blocks, missing, "<p>Cuối.</p>"]))
    make_published_article("mot-anh", body=f"<p>Đầu.</p>{ImageBlock(gone.pk).around('')}{missing}<p>Cuối.</p>")

    page, other = page_of(client), page_of(client, "/tin/mot-anh/")

    gallery = page.partition('class="gallery"')[2].partition("</ul>")[0]
    assert 'aria-label="Bộ 2 ảnh"' in page
    assert re.findall(r'alt="([^"]+)"', gallery) == ["Cửa khẩu", "Ảnh 2"]
    assert re.findall(r'<a href="(/media/[^"]+)">', gallery) == [Picture.of(each, "vi").url for each in (gate, works)]
    assert "<figcaption>Xe chờ <cite>Ảnh: A</cite></figcaption>" in gallery
    assert "<p>Lời còn lại</p>" in page
    assert 'class="gallery"' not in other
    assert other.index("Lời còn lại") < other.index("Cuối.")


def test_a_table_stands_where_it_was_placed_and_the_others_below(client: Client):
    for code, value in (("xi-mang", "231"), ("than", "77"), ("go", "55")):
        make_observation(value, indicator=make_indicator(code))
    tables = [table_of(code, caption=f"Bảng {code}") for code in ("xi-mang", "than", "go")]
    body = f"<p>Đầu.</p>{TableBlock(2).html}<p>Giữa.</p>{TableBlock(9).html}"
    make_published_article("bai", body=body, tables=tables)

    page = page_of(client)

    places = [page.index(words) for words in ("Đầu.", "Bảng than</p>", "Giữa.", "Bảng xi-mang</p>", "Bảng go</p>")]
    assert places == sorted(places)
    assert page.count("Bảng than</p>") == 1


@pytest.mark.parametrize(("show", "charts", "folded"), [(Show.BOTH, 1, 0), (Show.TABLE, 0, 0), (Show.CHART, 1, 1)])
def test_a_table_is_shown_with_its_chart_or_one_of_them(client: Client, show: Show, charts: int, folded: int):
    cement = make_indicator("xi-mang")
    for back in range(3):
        make_observation("230", indicator=cement, period=Q1_2018.shift(-back))
    periods = [Q1_2018.shift(-back).sdmx for back in (2, 1, 0)]
    table = table_of("xi-mang", periods=periods, rows="periods", chart="line")
    make_published_article("bai", body=f"<p>a</p>{TableBlock(1, show).html}", tables=[table])

    page = page_of(client)

    assert ('id="bang-1-chart' in page) == bool(charts)
    assert page.count('<details class="table-behind-chart"') == folded
    assert "<table" in page


def test_footnotes_are_numbered_and_lead_back(client: Client):
    body = f"<h2>Mục{footnote_html('Một')}</h2><p>a{footnote_html('Xem https://a.example/x <b>')}</p>"
    make_published_article("bai", body=body)

    page = page_of(client)

    assert '<a id="dau-chu-thich-2" href="#chu-thich-2" role="doc-noteref"' in page
    assert '<li id="chu-thich-1">Một <a href="#dau-chu-thich-1"' in page
    assert '<a href="https://a.example/x" rel="nofollow">https://a.example/x</a> &lt;b&gt;' in page


def test_a_link_follows_its_article_and_is_only_words_where_readers_could_open_nothing(client: Client):
    shown, draft = make_published_article("dau"), make_article("nhap")
    story = make_published_article("story", language="en")
    gone = make_published_article("go")
    gone.withdrawn_at = timezone.now() - dt.timedelta(minutes=1)
    gone.save()
    links = "".join(f'<a data-article="{a.pk}" href="/tin/x/">{a.slug}</a> ' for a in (shown, draft, story, gone))
    make_published_article("bai", body=f"<p>{links}</p>")
    shown.slug = "sau"
    shown.save()

    page = page_of(client)

    assert '<a href="/tin/sau/">dau</a>' in page
    assert '<a href="/en/tin/story/">story</a>' in page
    assert ">nhap<" not in page
    assert ">go<" not in page
    assert " nhap " in page
    assert "Read in English" not in page


def test_files_are_listed_with_their_type_and_size_as_the_edition_has_them(client: Client):
    article = make_article("bai")
    attach(article, PDF + b" " * 1_300_000 + b"%%EOF", title="Báo cáo quý I", actor=None)
    attach(article, office_file("xl/workbook.xml"), title="Số liệu", actor=None)
    article.published_edition, article.published_at = keep_edition(article, actor=None), timezone.now()
    article.save()
    article.attachments.all().delete()

    page = page_of(client)

    assert "Báo cáo quý I</a>" in page
    assert "PDF, 1,3 MB" in page
    assert "Excel (XLSX)" in page
    assert "/bao-cao-quy-i.pdf" in page


def test_an_old_edition_brings_its_files_back():
    article = make_article("bai")
    attach(article, PDF, title="Báo cáo", actor=None)
    old = keep_edition(article, actor=None)
    article.attachments.all().delete()
    newer = keep_edition(article, actor=None)

    restored = restore_edition(article, old, actor=make_user(), note="")

    assert newer.changed == ["attachments"]
    assert restored.attachments == old.attachments
    assert article.attachments.get().title == "Báo cáo"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"MZ", "Chỉ đính kèm được"),
        (b"%PDF-1.7 ...", "hỏng"),
        (PDF + b"/JavaScript %%EOF", "mã chạy được"),
        (b"PK\x03\x04zzz", "hỏng"),
        (office_file("ppt/presentation.xml"), "Chỉ đính kèm được"),
        (office_file("word/document.xml", "word/vbaProject.bin"), "macro"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_document_is_refused_with_its_reason(data: bytes, said: str):
    with pytest.raises(FileRefused, match=said):
        kind_of(data)


@pytest.mark.parametrize("count", [1, 12])
def test_images_and_links_add_no_query_to_the_page(client: Client, count: int, django_assert_max_num_queries: Any):
    images = [make_image(f"Ảnh {number}") for number in range(count)]
    others = [make_published_article(f"khac-{number}") for number in range(count)]
    codes = []
    for number in range(count):
        indicator = make_indicator(f"chi-tieu-so-{number}")
        make_observation("1", indicator=indicator)
        codes.append(indicator.code)
    blocks = "".join(ImageBlock(image.pk).around("") for image in images)
    links = "".join(f'<a data-article="{other.pk}" href="/">x</a>' for other in others)
    article = make_published_article(
        "bai", body=f"{blocks}<p>{links}</p>{TableBlock(1).html}", tables=[table_of(*codes)]
    )
    make_published_article("story", language="en", translation_of=article)

    # The article with its images, translations, related and linked ones in two, tables in four, sections.
    with django_assert_max_num_queries(8):
        response = client.get("/tin/bai/")

    assert response.content.count(b"<figure") == count


def test_two_editions_show_what_changed_in_images_tables_footnotes_and_files():
    article = make_article("bai", body=f"<p>a</p>{ImageBlock(1).around('Chú thích')}{TableBlock(1).html}")
    older = keep_edition(article, actor=None)
    article.body = f"<p>a{footnote_html('Theo Cục Thống kê')}</p>{ImageBlock(2).around('Chú thích')}"
    article.save()
    attach(article, PDF, title="Báo cáo", actor=None)
    newer = keep_edition(article, actor=None)

    found = compare_editions(older, newer)

    changed = [block for block in (*found.blocks, *found.fields) if block.is_changed]
    shown = "\n".join("".join(piece.text for piece in side) for block in changed for side in (block.old, block.new))
    for words in ("Ảnh số 1", "Ảnh số 2", "Bảng số 1", "Theo Cục Thống kê", "Báo cáo (pdf"):
        assert words in shown
    assert newer.changed == ["body", "attachments"]
    assert field_label("attachments") == "Tệp đính kèm"
