"""Images, tables, footnotes and links of a text are stored as we write them, whatever was sent."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.body_blocks import (
    ArticleLink,
    ImageBlock,
    Show,
    TableBlock,
    blocks_in,
    footnote_html,
    images_in,
    links_in,
    tables_in,
    with_tables_numbered,
)
from reports.rich_text import clean_body


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (
            '<figure data-image="12" data-alt="Lò nung" class="x" onclick="x()"><img src="//elsewhere.example/a.png">'
            '<figcaption class="y"><p>Ảnh <strong>A</strong> <a href="javascript:x">B</a></p></figcaption></figure>',
            '<figure data-image="12" data-alt="Lò nung">'
            "<figcaption>Ảnh <strong>A</strong> <a>B</a></figcaption></figure>",
        ),
        ('<figure data-image="3"></figure>', '<figure data-image="3"><figcaption></figcaption></figure>'),
        ('<figure data-table="2" data-show="chart">rác</figure>', '<figure data-table="2" data-show="chart"></figure>'),
        ('<figure data-table="2" data-show="x"></figure>', '<figure data-table="2"></figure>'),
        ('<figure data-table="0"></figure>', ""),
        ('<figure data-image="1" data-table="1"></figure>', ""),
        ('<figure><img src="a.png"><figcaption>Lời</figcaption></figure>', "<p>Lời</p>"),
        (
            '<figure data-image="1"><figcaption>A<figure data-table="2">B</figure></figcaption></figure><p>C</p>',
            '<figure data-image="1"><figcaption>A B</figcaption></figure><p>C</p>',
        ),
        (
            '<p>Đạt 5%<sup data-footnote="Nguồn:  &quot;A&quot; &lt;b&gt;">rác</sup>, m<sup>3</sup></p>',
            '<p>Đạt 5%<sup data-footnote="Nguồn: &quot;A&quot; &lt;b&gt;"></sup>, m<sup>3</sup></p>',
        ),
        ('<p>a<sup data-footnote=" ">1</sup></p>', "<p>a<sup>1</sup></p>"),
        ('<p><a data-article="7" href="/tin/a/">A</a></p>', '<p><a data-article="7" href="/tin/a/">A</a></p>'),
        ('<p><a data-article="7;x" href="/tin/a/">A</a></p>', '<p><a href="/tin/a/">A</a></p>'),
        ("<p data-image='1'>a</p>", "<p>a</p>"),
    ],
)
def test_blocks_are_stored_as_we_write_them(sent: str, stored: str):
    assert clean_body(sent) == stored


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<sup>", "</sup>", "<b>", "</a>"),
        *('<figure data-image="1">', '<figure data-table="2">', '<sup data-footnote="n">', '<a data-article="3">'),
        *('<span data-figure="x">', "</span>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</td></tr></table>"),
        *("chữ", " ", "&lt;", '"', "<", ">", "<script>", "<img src=x onerror=y>", "<h2>", "</h2>", "<!--", "-->"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@example("<h2><b><h2>")
@example('<h2><span data-figure="x"><h2>')
def test_cleaning_again_changes_nothing_and_lets_nothing_else_in(sent: str):
    once = clean_body(sent)

    assert clean_body(once) == once
    assert not re.search(r"<(script|img|div)|onerror=|<figure>", once)
    assert once.count("<figure") == once.count("</figure>") == len(list(blocks_in(once)))


def test_blocks_are_read_from_the_stored_body():
    note = footnote_html('Theo "A"')
    body = (
        f"{ImageBlock(12, 'Lò <nung>').around('Ảnh')}<p>a{note}</p>{TableBlock(2).html}"
        f"{TableBlock(1, Show.CHART).html}{ImageBlock(12).around('')}"
    )

    assert clean_body(body) == body
    assert list(blocks_in(body)) == [
        ImageBlock(12, "Lò <nung>"),
        TableBlock(2),
        TableBlock(1, Show.CHART),
        ImageBlock(12),
    ]
    assert images_in(body) == [12]
    assert tables_in(body) == {1, 2}


def test_links_to_articles_are_read_with_their_words():
    body = (
        '<p><a data-article="7" href="/tin/a/">Xuất <em>khẩu</em> &amp; nhập</a> <a href="https://a.example/">B</a></p>'
    )

    assert links_in(body) == [ArticleLink(7, "Xuất khẩu & nhập")]


def test_placed_tables_follow_their_tables_and_go_with_them():
    body = f"<p>a</p>{TableBlock(1).html}<p>b</p>{TableBlock(2, Show.TABLE).html}{TableBlock(3).html}"

    moved = with_tables_numbered(body, {1: 2, 2: None, 3: 1})

    assert moved == f"<p>a</p>{TableBlock(2).html}<p>b</p>{TableBlock(1).html}"
