"""From the stored text to the page's: headings with anchors, tables in a region, figures where their spans stand."""

import re

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from reports.body_blocks import ImageBlock
from reports.body_markup import Attributes, Heading, Markup, render_body
from reports.rich_text import clean_body


def test_headings_get_anchors_of_their_words() -> None:
    body = render_body("<h2>Công nghiệp &amp; điện</h2><p>a</p><h3>Điện</h3><h2>Công nghiệp &amp; điện</h2>")

    assert body.headings == (
        Heading(2, "muc-cong-nghiep-dien", "Công nghiệp & điện"),
        Heading(3, "muc-dien", "Điện"),
        Heading(2, "muc-cong-nghiep-dien-2", "Công nghiệp & điện"),
    )
    assert '<h2 id="muc-cong-nghiep-dien">Công nghiệp &amp; điện</h2>' in body.html
    assert [heading.level for heading in body.contents] == [2, 2]


def test_heading_keeps_its_inner_markup() -> None:
    assert render_body("<h2>Xuất <em>khẩu</em></h2>").html == '<h2 id="muc-xuat-khau">Xuất <em>khẩu</em></h2>'


def test_table_of_the_editor_stands_in_a_region_that_scrolls() -> None:
    html = render_body("<table><tbody><tr><td>1</td></tr></tbody></table>").html

    assert html.startswith('<div class="prose-table" role="region" tabindex="0"')
    assert html.endswith("</table></div>")


def test_bound_figure_is_the_words_that_the_editor_wrote_where_nothing_is_known_of_it() -> None:
    html = render_body('<p>đạt <span data-figure="7">230 nghìn tấn</span>.</p>').html

    assert html == "<p>đạt 230 nghìn tấn.</p>"


def test_bound_figure_is_drawn_by_what_knows_it() -> None:
    def figure(attributes: Attributes, words: str) -> SafeString:
        return format_html('<a href="/chi-so/{}/">{}</a>', attributes["data-indicator"], words)

    body = '<h2>Đạt <span data-figure="7" data-indicator="xi-mang">a &lt; <em>b</em></span></h2>'
    html = render_body(body, figure=figure).html

    assert html == '<h2 id="muc-dat-a-b">Đạt <a href="/chi-so/xi-mang/">a &lt; b</a></h2>'


def test_plain_text_and_links_stay_as_they_are() -> None:
    body = '<p>a &amp; b<br>c</p><blockquote><p>x</p></blockquote><p><a href="https://a.vn/?b=1&amp;c=2">đ</a></p>'

    assert render_body(body).html == body


@given(st.text())
def test_text_cannot_become_markup(text: str) -> None:
    html = render_body(clean_body(f"<p>{text.replace('<', '&lt;')}</p>")).html

    assert "<script" not in html


def images_as_letters(body: str) -> str:
    """The body with each image as [number] and each gallery as (numbers)."""
    markup = Markup(
        image=lambda block, caption: mark_safe(f"[{block.image}{caption}]"),
        gallery=lambda run: mark_safe(f"({' '.join(f'{block.image}{caption}' for block, caption in run)})"),
    )
    return render_body(body, markup).html


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>a</p>{1}<p>b</p>", "<p>a</p>[1]<p>b</p>"),
        ("{1}{2}{3}", "(1 2 3)"),
        ("<p>a</p>{1}\n{2}<p>b</p>{3}", "<p>a</p>\n(1 2)<p>b</p>[3]"),
        ("{1}<h2>b</h2>{2}", '[1]<h2 id="muc-b">b</h2>[2]'),
        ("<blockquote>{1}{2}</blockquote>{3}", "<blockquote>(1 2)</blockquote>[3]"),
        ("{1}chữ{2}", "[1]chữ[2]"),
        ("{1}<hr>{2}", "[1]<hr>[2]"),
    ],
)
def test_images_that_follow_each_other_are_a_gallery(body: str, shown: str) -> None:
    written = re.sub(r"\{(\d)\}", lambda image: ImageBlock(int(image[1])).around(""), body)

    assert images_as_letters(written) == shown


def test_images_keep_their_captions_in_a_gallery_and_stand_alone_where_nothing_draws_one() -> None:
    body = ImageBlock(1).around("Một <em>ảnh</em>") + ImageBlock(2).around("Hai")

    alone = render_body(body, Markup(image=lambda block, caption: mark_safe(f"[{block.image} {caption}]"))).html

    assert images_as_letters(body) == "(1Một <em>ảnh</em> 2Hai)"
    assert alone == "[1 Một <em>ảnh</em>][2 Hai]"
