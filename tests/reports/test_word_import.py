"""A Word document becomes an article: its structure stays, the rest is left behind and said so."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.models import Article, Image
from reports.rich_text import clean_body
from reports.services.word_import import new_article_from_word, replace_text_by_word
from reports.word_files import Left, WordRefused, left_label, read_word
from tests.factories import make_article, make_image, make_published_article, make_section, make_user, picture_bytes
from tests.reports.word_documents import (
    HEAD,
    SPACES,
    footnote_mark,
    image,
    item,
    link,
    paragraph,
    run,
    table,
    word_file,
)

LINES = paragraph("Dòng một.") + paragraph("Dòng hai.")


def html_of(body: str, **more) -> str:
    return clean_body(read_word(word_file(body, **more)).text.html)


def test_headings_lists_quotes_tables_and_marks_stay():
    body = (
        paragraph("Phần một", style="u1")
        + paragraph(runs=run("Xuất khẩu ") + run("tăng", "<w:b/>") + run(" và ") + run("nhanh", "<w:i/>") + run("."))
        + paragraph("Phần nhỏ", style="u2")
        + item("Một")
        + item("Trong một", level=1)
        + item("Hai")
        + item("Thứ nhất", ordered=True)
        + paragraph("Phần hai", style="u1")
        + paragraph("Lời trích", style="Trichdan")
        + table(("Chỉ tiêu", "Giá trị"), ("Xi măng", "230"))
    )

    html = html_of(body)

    assert html == (
        "<h2>Phần một</h2><p>Xuất khẩu <strong>tăng</strong> và <em>nhanh</em>.</p><h3>Phần nhỏ</h3>"
        "<ul><li>Một<ul><li>Trong một</li></ul></li><li>Hai</li></ul><ol><li>Thứ nhất</li></ol><h2>Phần hai</h2>"
        "<blockquote>Lời trích</blockquote>"
        "<table><thead><tr><th><p>Chỉ tiêu</p></th><th><p>Giá trị</p></th></tr></thead>"
        "<tbody><tr><td><p>Xi măng</p></td><td><p>230</p></td></tr></tbody></table>"
    )


def test_title_and_subtitle_are_not_part_of_the_text():
    text = read_word(word_file(paragraph("Tên bài", style="Tiu") + paragraph("Tóm tắt.", style="Tiuph") + LINES)).text

    assert (text.title, text.lead) == ("Tên bài", "Tóm tắt.")
    assert text.html == "<p>Dòng một.</p><p>Dòng hai.</p>"


def test_an_only_heading_at_the_top_is_the_title_and_those_below_move_up():
    body = paragraph("Tên bài", style="u1") + LINES + paragraph("Mục", style="u2") + paragraph("Nhỏ", style="u3")

    text = read_word(word_file(body)).text

    assert text.title == "Tên bài"
    assert text.html.endswith("<h2>Mục</h2><h3>Nhỏ</h3>")


def test_footnotes_stand_in_their_marks():
    body = paragraph(runs=run("Tăng 5%") + footnote_mark(2) + run(", giảm 3%") + footnote_mark(3) + run("."))

    html = html_of(body, footnotes={2: "Theo Cục Thống kê &amp; Sở", 3: "Xem https://a.example/"})

    assert html == (
        '<p>Tăng 5%<sup data-footnote="Theo Cục Thống kê &amp; Sở"></sup>, giảm 3%'
        '<sup data-footnote="Xem https://a.example/"></sup>.</p>'
    )


def test_links_to_the_web_stay_and_those_within_the_document_are_words():
    bookmark = '<w:bookmarkStart w:id="0" w:name="_Toc1"/>' + run("Mốc")
    inside = f'<w:hyperlink w:anchor="_Toc1">{run("tới mốc")}</w:hyperlink>'
    body = paragraph(runs=link("rL1", "trang web") + run(" ") + link("rL2", "mã") + run(" ") + inside + bookmark)

    html = html_of(body, links={"rL1": "https://a.example/x", "rL2": "javascript:alert(1)"})

    assert html == '<p><a href="https://a.example/x">trang web</a> mã tới mốcMốc</p>'


def test_what_is_left_behind_is_counted_and_nothing_of_it_stays():
    body = paragraph(
        runs=run("Giữ lại ")
        + f'<w:del w:id="1" w:author="A">{"<w:r><w:delText>đoạn xoá</w:delText></w:r>"}</w:del>'
        + f'<w:ins w:id="2" w:author="A">{run("đoạn thêm")}</w:ins>'
        + '<w:r><w:commentReference w:id="0"/></w:r>'
    ) + paragraph(runs=run("chữ gạch", "<w:strike/>") + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    comments = (
        f'{HEAD}<w:comments {SPACES}><w:comment w:id="0">{paragraph("lời nhận xét kín")}</w:comment></w:comments>'
    )
    header = f"{HEAD}<w:hdr {SPACES}>{paragraph('Đầu trang mật')}</w:hdr>"

    document = read_word(word_file(body, parts={"word/comments.xml": comments, "word/header1.xml": header}))

    assert document.left == {
        Left.DELETIONS: 1,
        Left.COMMENTS: 1,
        Left.STRUCK: 1,
        Left.EQUATIONS: 1,
        Left.HEADERS: 1,
    }
    assert clean_body(document.text.html) == "<p>Giữ lại đoạn thêm</p><p>chữ gạch</p>"
    assert left_label(Left.COMMENTS, 1) == "1 nhận xét"


def test_images_stand_between_paragraphs_with_their_captions_and_words():
    picture = picture_bytes()
    body = (
        paragraph(runs=run("Trước ảnh") + image("rA", "Cửa khẩu"))
        + paragraph("Hàng chờ", style="Chuthich")
        + paragraph(runs=image("rB", "A picture containing sky Description automatically generated"))
        + item("Mục")
        + paragraph("Sau")
    )

    document = read_word(word_file(body, images={"rA": picture, "rB": picture_bytes()}))

    assert [each.alt for each in document.images] == ["Cửa khẩu", ""]
    assert document.images[0].data == picture
    assert document.text.html == (
        '<p>Trước ảnh</p><figure data-image="1"><figcaption>Hàng chờ</figcaption></figure>'
        '<figure data-image="2"><figcaption></figcaption></figure><ul><li>Mục</li></ul><p>Sau</p>'
    )


@pytest.mark.django_db
def test_a_new_article_is_a_draft_with_its_images_in_the_library():
    body = paragraph("Tên bài", style="Tiu") + LINES + paragraph(runs=image("rA", "Lò nung")) + paragraph("Cuối")
    document = read_word(word_file(body, images={"rA": picture_bytes((80, 60))}))

    found = new_article_from_word(
        document, section=make_section(), language="vi", actor=(user := make_user()), name="bao-cao.docx"
    )

    article = Article.objects.get()
    picture = Image.objects.get()
    assert (article.title, article.slug, article.state, article.created_by) == ("Tên bài", "ten-bai", "draft", user)
    assert (picture.alt_vi, picture.width, picture.uploaded_by) == ("Lò nung", 80, user)
    assert f'<figure data-image="{picture.pk}"><figcaption></figcaption></figure><p>Cuối</p>' in article.body
    assert found.edition.note == "Nhập từ tệp Word “bao-cao.docx”"
    assert found.edition.placed_images.get().image == picture
    assert found.without_words == []


@pytest.mark.django_db
def test_a_working_copy_keeps_what_it_said_as_an_edition():
    article = make_article("bai", title="Giữ tên", lead="Giữ tóm tắt.", body="<p>Chữ cũ</p>")
    document = read_word(word_file(paragraph("Tên khác", style="Tiu") + LINES))

    replace_text_by_word(article, document, actor=make_user(), name="a.docx")

    article.refresh_from_db()
    assert (article.title, article.lead) == ("Giữ tên", "Giữ tóm tắt.")
    assert article.body == "<p>Dòng một.</p><p>Dòng hai.</p>"
    assert [edition.body for edition in article.editions.order_by("number")] == ["<p>Chữ cũ</p>", article.body]


@pytest.mark.django_db
def test_images_that_are_known_undescribed_or_unreadable_are_told_apart():
    known = make_image("Đã có")
    with known.file.open("rb"):
        pass
    same = picture_bytes(seed=7)
    first = word_file(paragraph(runs=image("rA", "Gốc")), images={"rA": same})
    new_article_from_word(
        read_word(first), section=make_section(), language="vi", actor=make_user("mot"), name="a.docx"
    )
    pictures = {"rA": same, "rB": picture_bytes(seed=8), "rC": b"\x01\x00\x00\x00 EMF"}
    body = "".join(paragraph(runs=image(key)) for key in pictures) + paragraph("Chú thích ảnh hỏng", style="Chuthich")

    found = new_article_from_word(
        read_word(word_file(body, images=pictures)),
        section=make_section(),
        language="vi",
        actor=make_user("hai"),
        name="b.docx",
    )

    original = Image.objects.get(alt_vi="Gốc")
    assert found.images[0] == original
    assert found.without_words == [found.images[1]]
    assert found.left == {Left.IMAGES: 1}
    assert "Ảnh thứ 3" in found.refused[0]
    assert found.article.body.endswith("<p>Chú thích ảnh hỏng</p>")
    assert 'data-image="0"' not in found.article.body


@pytest.mark.django_db
def test_links_to_articles_of_the_portal_become_links_to_the_articles():
    other = make_published_article("bai-khac")
    document = read_word(
        word_file(paragraph(runs=link("rL", "bài trước")), links={"rL": "http://127.0.0.1:8000/tin/bai-khac/"})
    )

    found = new_article_from_word(document, section=make_section(), language="vi", actor=make_user(), name="a.docx")

    assert f'data-article="{other.pk}"' in found.article.body
    assert found.article.title == "a.docx"


def bomb() -> bytes:
    return word_file(LINES, parts={"word/media/x.bin": b"\0" * (60 << 20)})


def lying() -> bytes:
    data = bytearray(word_file(paragraph("a" * 5000)))
    place = data.rindex(b"PK\x01\x02")
    place = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(word_file(LINES))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


ENTITY = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><w:document {SPACES}><w:body/></w:document>'


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "không phải là tài liệu Word"),
        (lambda: b"%PDF-1.7", "không phải là tài liệu Word"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word đời cũ"),
        (lambda: b"PK\x03\x04 zzzz", "hỏng"),
        (lambda: word_file(LINES)[:-200], "hỏng"),
        (lambda: word_file("<w:p><w:r>"), "hỏng"),
        (bomb, "bung ra quá lớn"),
        (lying, "bung ra quá lớn|hỏng"),
        (encrypted, "mật khẩu"),
        (lambda: word_file(LINES, parts={"word/document.xml": ENTITY}), "thực thể"),
        (lambda: word_file(LINES, parts={"word/styles.xml": ENTITY}), "thực thể"),
        (lambda: word_file(LINES, parts={"word/document.xml": ENTITY.encode("utf-16")}), "hỏng"),
        (
            lambda: word_file(
                LINES,
                parts={"word/document.xml": ENTITY.replace("?>", ' encoding="cp037"?>', 1).encode("cp037")},
            ),
            "hỏng",
        ),
        (lambda: word_file("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), "lồng quá nhiều|hỏng"),
        (lambda: word_file(paragraph("a" * (25 << 20))), "quá dài|bung ra"),
        (lambda: word_file("".join(paragraph(runs=image("rA")) for _ in range(70)), images={"rA": b"x"}), "hơn 60 ảnh"),
    ],
    ids=[
        *("empty", "pdf", "doc", "garbage", "cut", "xml", "bomb", "lying", "encrypted", "entity", "styles", "utf16"),
        *("ebcdic", "deep", "long", "images"),
    ],
)
def test_hostile_and_broken_files_are_refused_with_a_reason(make, said: str):
    with pytest.raises(WordRefused, match=said):
        read_word(make())


def test_an_image_from_elsewhere_is_never_fetched():
    relation = (
        '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="file:///etc/passwd" TargetMode="External"/>'
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    rels = f"{HEAD}<Relationships {space}>{relation}</Relationships>"
    outside = image("rX").replace("r:embed", "r:link")

    document = read_word(word_file(paragraph(runs=outside) + LINES, parts={"word/_rels/document.xml.rels": rels}))

    assert not document.images
    assert document.left[Left.IMAGES] == 1


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(st.data())
def test_a_damaged_document_is_read_or_refused_and_never_more(data: st.DataObject):
    whole = bytearray(word_file(LINES + table(("a", "b")) + item("c"), footnotes={2: "d"}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(WordRefused):
        assert read_word(bytes(whole)).text.html is not None


def test_a_style_map_hidden_in_the_document_is_not_obeyed():
    data = word_file(LINES, parts={"mammoth/style-map": "p => script.x"})

    assert "script" not in read_word(data).text.html
    assert zipfile.ZipFile(io.BytesIO(data)).namelist()
