"""From a stored body to the text that is read for figures, and back."""

from hypothesis import given
from hypothesis import strategies as st

from reports.passages import Block, Passage, blocks_of_html, blocks_of_text, looks_like_html
from reports.rich_text import clean_body

NODE = (
    '<span data-figure="11111111-2222-4333-8444-555555555555" data-indicator="xi-mang" data-area="lang-son"'
    ' data-period="2018-Q1" data-measure="value">230 nghìn tấn</span>'
)


def _texts(html: str) -> list[str]:
    return [block.text for block in blocks_of_html(html)]


def test_blocks_are_numbered_as_the_editor_numbers_them() -> None:
    body = (
        "<h2>Công nghiệp</h2><p></p><p>Một <strong>hai</strong></p><ul><li><p>ba</p></li><li>bốn<ul><li></li></ul></li>"
        "</ul><blockquote>năm</blockquote><table><tbody><tr><th>sáu</th><td><p>7</p></td><td></td></tr></tbody></table>"
    )

    assert _texts(body) == ["Công nghiệp", "", "Một hai", "ba", "bốn", "", "năm", "sáu", "7", ""]
    assert [block.number for block in blocks_of_html(body)] == list(range(10))


def test_text_is_what_the_editor_shows() -> None:
    assert _texts("\n<p>  tăng\n 5&nbsp;% &amp; &lt;6&gt; </p>\n <p>dòng<br> hai</p>") == [
        "tăng 5\u00a0% & <6>",
        "dòng\nhai",
    ]


def test_words_of_a_bound_figure_are_known_with_their_place() -> None:
    block = blocks_of_html(f"<p>Xi măng đạt {NODE}, tăng.</p>")[0]

    (bound,) = block.bound

    assert block.text == "Xi măng đạt 230 nghìn tấn, tăng."
    assert block.text[bound.start : bound.end] == "230 nghìn tấn"
    assert bound.binding.indicator == "xi-mang"


def test_numbers_of_a_table_are_no_part_of_the_passage() -> None:
    passage = Passage.of(blocks_of_html("<p>Một</p><table><tbody><tr><td>230</td></tr></tbody></table><p>Hai</p>"))

    place = passage.locate(passage.text.index("Hai"), len(passage.text))

    assert passage.text == "Một\n\nHai"
    assert place is not None
    assert (place.block, place.start, place.end) == (2, 0, 3)


def test_characters_across_two_blocks_have_no_place() -> None:
    passage = Passage.of(blocks_of_html("<p>Một</p><p>Hai</p>"))

    assert passage.locate(1, 6) is None


def test_offsets_for_the_browser_count_utf16_units() -> None:
    passage = Passage.of([Block("📈 tăng 5%")])

    place = passage.locate(7, 9)

    assert place is not None
    assert place.as_json() == {"part": "body", "block": 0, "start": 8, "end": 10}


def test_plain_text_keeps_its_characters() -> None:
    text = "\nMột dòng\nhai dòng\n \n\nBa  bốn\n"

    blocks = blocks_of_text(text)

    assert [block.text for block in blocks] == ["Một dòng\nhai dòng", "Ba  bốn"]
    for block in blocks:
        assert "".join(text[start:end] for start, end in block.html) == block.text


def test_heading_above_a_place_is_found() -> None:
    passage = Passage.of(blocks_of_html("<h2>Xuất khẩu</h2><p>Một</p><h3>Nhập khẩu</h3><p>Hai</p>"))

    assert passage.heading_above(passage.text.index("Một")) == "Xuất khẩu"
    assert passage.heading_above(passage.text.index("Hai")) == "Nhập khẩu"
    assert passage.heading_above(0) == ""


def test_text_with_a_less_than_sign_is_not_html() -> None:
    assert not looks_like_html("tăng < 5% và a > b")
    assert looks_like_html("<p>tăng</p>")


@given(st.lists(st.text("ăb <&>\u00a0📈\n", max_size=12), max_size=6))
def test_every_character_leads_back_to_its_source(pieces: list[str]) -> None:
    html = clean_body("".join(f"<p>{piece}<strong>x{piece}</strong></p>" for piece in pieces))

    for block in blocks_of_html(html):
        assert len(block.html) == len(block.text)
        for character, (start, end) in zip(block.text, block.html, strict=True):
            assert _texts(f"<p>.{html[start:end]}.</p>") in ([f".{character}."], [". ."])
