"""A body in parts: nothing is lost between cutting and joining, and each part reads as people see it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.body_parts import parts_of, text_of

elements = st.sampled_from(
    [
        "<p>Một.</p>",
        "<h2>Đầu mục</h2>",
        "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul>",
        '<table><tbody><tr><th>x</th><td colspan="2">1 &lt; 2</td></tr></tbody></table>',
        "<hr>",
        "<blockquote><p>Lời <strong>dẫn</strong><br>hai dòng</p></blockquote>",
        '<p>Có <a href="https://example.org/?a=1&amp;b=>">liên kết</a></p>',
    ]
)


@given(st.lists(elements, max_size=8), st.sampled_from(["", "\n", "  \n"]))
def test_a_body_is_cut_into_its_outermost_elements(written: list[str], between: str):
    assert [part.html for part in parts_of(between.join(written))] == written


@given(st.text(alphabet='<>/ap"tbdr ul', max_size=60))
def test_nothing_but_white_space_is_lost_of_any_text(html: str):
    assert "".join("".join(part.html.split()) for part in parts_of(html)) == "".join(html.split())


def test_words_are_read_as_a_person_would_copy_them():
    table = "<table><tbody><tr><th>Xi măng</th><td>230</td></tr><tr><th>Đá</th><td>460</td></tr></tbody></table>"

    assert text_of(table) == "Xi măng | 230\nĐá | 460"
    assert text_of("<ul><li><p>một</p></li><li><p>hai</p></li></ul>") == "một\nhai"
    assert text_of("<p>1 &lt; 2\nvà <b>3</b></p>") == "1 < 2 và 3"


def test_a_part_knows_its_words_without_the_ties_to_the_data():
    (part,) = parts_of('<p>Đạt <span data-figure="k">230</span> tấn</p>')

    assert (part.tag, part.unbound) == ("p", "<p>Đạt 230 tấn</p>")
