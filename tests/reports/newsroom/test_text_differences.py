"""Two texts side by side: nothing of either is lost, and only what changed is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.text_differences import Kind, Pair, Piece, likeness, pair_blocks, word_difference

words = st.lists(st.sampled_from(["xi", "măng", "230", "nghìn", " ", "\n", ",", "1.233,5", "tấn", "%"]), max_size=20)
texts = words.map("".join)
blocks = st.lists(st.sampled_from(["Một hai ba.", "Một hai bốn.", "Năm sáu.", "Bảy.", ""]), max_size=8)


def side(pieces: list[Piece], without: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not without)


@given(texts, texts)
def test_both_texts_can_be_read_from_their_difference(old: str, new: str):
    pieces = word_difference(old, new)

    assert side(pieces, Kind.ADDED) == old
    assert side(pieces, Kind.REMOVED) == new


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str):
    assert {piece.kind for piece in word_difference(text, text)} <= {Kind.SAME}


def test_a_changed_number_is_marked_as_a_whole():
    pieces = word_difference("Đạt 1.233,5 tấn", "Đạt 1.234,5 tấn")

    assert pieces == [
        Piece(Kind.SAME, "Đạt "),
        Piece(Kind.REMOVED, "1.233,5"),
        Piece(Kind.ADDED, "1.234,5"),
        Piece(Kind.SAME, " tấn"),
    ]


def test_changed_words_that_stand_together_are_one_change():
    pieces = word_difference("đạt 230 nghìn tấn", "đạt 240 triệu tấn")

    assert [(piece.kind, piece.text) for piece in pieces if piece.kind is not Kind.SAME] == [
        (Kind.REMOVED, "230 nghìn"),
        (Kind.ADDED, "240 triệu"),
    ]


@given(blocks, blocks)
def test_every_block_of_both_sides_is_paired_once_and_in_order(old: list[str], new: list[str]):
    pairs = pair_blocks(old, new, key=str)

    assert [pair.old for pair in pairs if pair.old is not None] == old
    assert [pair.new for pair in pairs if pair.new is not None] == new


def test_an_edited_paragraph_is_paired_with_itself_and_not_with_its_neighbour():
    old = ["Xi măng đạt 230 nghìn tấn.", "Điện thương phẩm tăng 8%."]
    new = ["Một đoạn mới hẳn.", "Xi măng ước đạt 240 nghìn tấn.", "Điện thương phẩm tăng 8%."]

    assert pair_blocks(old, new, key=str) == [
        Pair(None, new[0]),
        Pair(old[0], new[1]),
        Pair(old[1], new[2]),
    ]


def test_texts_without_common_words_are_not_alike():
    assert likeness("xi măng", "điện lực") == 0
    assert likeness("Xi măng tăng", "xi măng giảm") > 0.6
