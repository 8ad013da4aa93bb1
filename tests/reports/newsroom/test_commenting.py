"""Comments stay with their passage through edits, are answered and resolved, and are marked in the text."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from indicators.models.versions import AppendOnly
from reports.anchors import Anchor
from reports.marked_text import marked_html
from reports.models import Article, Comment
from reports.passages import blocks_of_html, place_in
from reports.services.commenting import (
    CommentRefused,
    open_threads,
    placed_threads,
    reply,
    resolve,
    start_thread,
    texts_of,
)
from tests.factories import make_article

BODY = "<p>Xi măng ước đạt <strong>230 nghìn</strong> tấn.</p><p>Đá ước đạt 460 nghìn m³.</p>"


def comment_on(article: Article, user: User, words: str, text: str = "Xem lại"):
    whole = texts_of(article.title, article.lead, article.body)["body"].words
    start = whole.index(words)
    anchor = Anchor.of(whole, start, start + len(words))
    return start_thread(article, user, part="body", anchor=anchor, text=text)


def passage(article: Article) -> list[str]:
    """The words that the only thread now stands at, block by block."""
    (placed,) = placed_threads(article)
    blocks = blocks_of_html(article.body)
    return [blocks[place.block].text[place.start : place.end] for place in placed.places]


@pytest.mark.django_db
class TestThreads:
    def test_a_comment_stands_at_its_words_and_moves_with_them(self, reviewer: User):
        article = make_article(body=BODY)
        comment_on(article, reviewer, "460 nghìn m³")

        article.body = "<p>Mở bài.</p>" + BODY.replace("460", "470")

        assert passage(article) == ["470 nghìn m³"]

    def test_a_passage_may_reach_over_paragraphs(self, reviewer: User):
        article = make_article(body=BODY)

        comment_on(article, reviewer, "tấn.\nĐá")

        assert passage(article) == ["tấn.", "Đá"]

    def test_a_comment_whose_words_are_gone_is_kept_and_comes_last(self, writer: User, reviewer: User):
        article = make_article(body=BODY)
        comment_on(article, reviewer, "Xi măng ước đạt 230 nghìn tấn.", "Sai đơn vị")
        comment_on(article, reviewer, "460", "Nguồn?")

        article.body = "<p>Viết lại từ đầu, chỉ còn 460 nghìn.</p>"
        placed = placed_threads(article)

        assert [(each.comments[0].text, bool(each.places)) for each in placed] == [
            ("Nguồn?", True),
            ("Sai đơn vị", False),
        ]

    def test_a_thread_is_answered_resolved_and_open_again_with_the_next_answer(self, writer: User, reviewer: User):
        article = make_article(body=BODY)
        thread = comment_on(article, reviewer, "460", "Nguồn?")

        reply(thread, writer, "Đã thêm.")
        resolve(thread, reviewer)
        resolved = open_threads([article])
        reply(thread, writer, "Còn nữa.")

        (placed,) = placed_threads(article)
        assert [(said.author, said.text) for said in placed.comments] == [
            (reviewer, "Nguồn?"),
            (writer, "Đã thêm."),
            (writer, "Còn nữa."),
        ]
        assert (resolved, open_threads([article])) == ({}, {article.pk: 1})

    def test_what_was_said_stays_as_it_was_said(self, reviewer: User):
        comment_on(make_article(body=BODY), reviewer, "460")
        said = Comment.objects.get()
        said.text = "khác"

        with pytest.raises(AppendOnly):
            said.save()

    @pytest.mark.parametrize(("quote", "text"), [("", "a"), ("  ", "a"), ("460", " "), ("460", "x" * 4_001)])
    def test_no_passage_or_nothing_said_is_refused(self, reviewer: User, quote: str, text: str):
        article = make_article(body=BODY)

        with pytest.raises(CommentRefused):
            start_thread(article, reviewer, part="body", anchor=Anchor(quote), text=text)

        assert not article.comment_threads.exists()

    def test_threads_are_read_in_as_many_queries_whatever_their_number(self, reviewer: User, django_assert_num_queries):
        article = make_article(body=BODY)
        for _time in range(5):
            comment_on(article, reviewer, "460")

        # Threads, what was said, who said it.
        with django_assert_num_queries(3):
            placed_threads(article)


bodies = st.lists(
    st.sampled_from(["<p>a&amp;b <strong>đậm</strong> c</p>", "<ul><li><p>một</p></li></ul>", "<p>x<br>y</p>"]),
    min_size=1,
    max_size=4,
).map("".join)


@given(bodies, st.data())
def test_marks_change_nothing_but_themselves_and_hold_the_words(html: str, data: st.DataObject):
    blocks = blocks_of_html(html)
    block = data.draw(st.sampled_from(blocks))
    start = data.draw(st.integers(0, max(0, len(block.text) - 1)))
    end = data.draw(st.integers(start, len(block.text)))

    marked = marked_html(html, blocks, [("7", place_in(block, start, end))])

    assert re.sub(r"</?mark[^>]*>", "", marked) == html
    inside = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", marked))
    assert inside.replace("&amp;", "&") == block.text[start:end].replace("\n", "<br>")
