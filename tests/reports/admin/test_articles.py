"""Writing articles in the admin: addresses, editions, two writers at once, lists and their cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Article, ArticleAddress, State
from tests.factories import make_area, make_article, make_indicator, make_published_article, make_release, make_section
from tests.reports.admin.article_page import ADD, LIST, NO_TABLES, change_url, save, sent_back

pytestmark = pytest.mark.django_db


def new_article(**fields: Any) -> dict[str, Any]:
    return {"title": "Đá các loại tăng 9,5%", "section": make_section().pk, "language": "vi", **NO_TABLES, **fields}


def test_an_article_gets_its_address_from_its_title(desk: Client, writer: User):
    desk.post(ADD, new_article(lead="Tóm tắt.", body="<p>Nội dung.</p>"))

    article = Article.objects.get()
    assert (article.slug, article.state, article.created_by) == ("da-cac-loai-tang-9-5", State.DRAFT, writer)


def test_a_second_article_of_the_same_title_gets_a_numbered_address(desk: Client):
    make_article("da-cac-loai-tang-9-5")

    desk.post(ADD, new_article())

    assert Article.objects.filter(slug="da-cac-loai-tang-9-5-2").exists()


def test_a_former_address_of_another_article_is_refused(desk: Client):
    ArticleAddress.objects.create(slug="dia-chi-cu", article=make_article())

    response = desk.post(ADD, new_article(slug="dia-chi-cu"))

    assert "slug" in response.context["adminform"].form.errors


def test_each_save_is_an_edition_with_its_author_and_note(desk: Client, writer: User):
    desk.post(ADD, new_article())
    article = Article.objects.get()

    save(desk, article, title="Đá các loại tăng 9,6%", edition_note="sửa số")

    editions = list(article.editions.order_by("number"))
    assert [(e.number, e.title, e.created_by) for e in editions] == [
        (1, "Đá các loại tăng 9,5%", writer),
        (2, "Đá các loại tăng 9,6%", writer),
    ]
    assert editions[1].note == "sửa số"


def test_saving_what_nobody_touched_makes_no_edition(desk: Client):
    article = make_published_article(lead="Dòng một.\nDòng hai.", body="<p>Một.</p>\n<p>Hai.</p>")
    sent = sent_back(desk, change_url(article))
    as_browsers_send = {key: v.replace("\n", "\r\n") if isinstance(v, str) else v for key, v in sent.items()}

    desk.post(change_url(article), as_browsers_send)

    article.refresh_from_db()
    assert (article.editions.count(), article.state) == (1, State.PUBLISHED)


def test_the_log_names_what_was_changed_and_nothing_else(desk: Client):
    table = {"indicators": [make_indicator().code], "periods": ["2018-Q1"], "areas": [make_area().code]}
    article = make_article(lead="Dòng một.\nDòng hai.", tables=[table | {"measures": ["value"]}])
    sent = sent_back(desk, change_url(article), title="Tên mới")
    as_browsers_send = {key: v.replace("\n", "\r\n") if isinstance(v, str) else v for key, v in sent.items()}

    desk.post(change_url(article), as_browsers_send)

    assert LogEntry.objects.latest("pk").get_change_message() == "Đã thay đổi Tiêu đề."


def test_a_body_is_cleaned_of_what_the_editor_does_not_offer(desk: Client):
    desk.post(ADD, new_article(body='<p onclick="x()">Chữ <script>alert(1)</script><b>đậm</b></p>'))

    body = Article.objects.get().body
    assert "script" not in body
    assert "onclick" not in body


def test_editing_a_published_article_leaves_what_the_public_sees(desk: Client):
    article = make_published_article(title="Cũ")

    save(desk, article, title="Mới")

    public = Article.objects.public().get()
    assert (public.edition_at().title, public.title, public.state) == ("Cũ", "Mới", State.DRAFT)


def test_a_reviewer_who_corrects_a_word_keeps_the_article_in_review(review_desk: Client):
    article = make_article(state=State.IN_REVIEW)

    save(review_desk, article, title="Chữa một chữ")

    article.refresh_from_db()
    assert article.state == State.IN_REVIEW


def test_a_writer_who_goes_on_writing_takes_the_article_out_of_review(desk: Client):
    article = make_article(state=State.IN_REVIEW)

    save(desk, article, title="Viết tiếp")

    article.refresh_from_db()
    assert article.state == State.DRAFT


def test_a_translation_is_in_another_language(desk: Client):
    original = make_article(language="vi")

    response = desk.post(ADD, new_article(translation_of=original.pk))

    assert "translation_of" in response.context["adminform"].form.errors


def test_linked_indicators_are_kept_with_the_edition(desk: Client):
    indicator = make_indicator()

    desk.post(ADD, new_article(indicators=[indicator.pk]))

    article = Article.objects.get()
    assert list(article.indicators.all()) == [indicator]
    assert list(article.editions.get().indicators.all()) == [indicator]


def test_a_draft_is_deleted_but_what_was_public_never(desk: Client):
    draft, public = make_article("nhap"), make_published_article("da-dang")

    deleted = desk.post(change_url(draft).replace("change", "delete"), {"post": "yes"})
    refused = desk.post(change_url(public).replace("change", "delete"), {"post": "yes"})
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [public.pk], "post": "yes"})

    assert (deleted.status_code, refused.status_code) == (302, 403)
    assert [article.slug for article in Article.objects.all()] == ["da-dang"]


def test_the_page_says_what_the_public_sees(desk: Client):
    public, draft = make_published_article(title="Cũ"), make_article()

    shown = desk.get(change_url(public)).content.decode()
    unseen = desk.get(change_url(draft)).content.decode()

    assert "Công chúng đang thấy bản số 1" in shown
    assert f'href="{public.get_absolute_url()}"' in shown
    assert "Chưa ai thấy bài này" in unseen
    assert draft.get_absolute_url() not in unseen


@pytest.mark.parametrize("term", ["san xuat", "SẢN XUẤT đá", "da-san-xuat", "xuất đá"])
def test_articles_are_found_without_diacritics(desk: Client, term: str):
    found = make_article("da-san-xuat-trong-quy", title="Sản xuất đá trong quý")
    make_article("xi-mang", title="Xi măng")

    results = desk.get(LIST, {"q": term}).context["cl"].queryset

    assert list(results) == [found]


def test_the_list_is_filtered_by_the_state_with_the_clock_read(desk: Client):
    out = make_published_article("da-ra", state=State.SCHEDULED)
    Article.objects.filter(pk=out.pk).update(state=State.SCHEDULED)
    waiting = make_published_article("cho", in_hours=2)

    def listed(**filters: str) -> list[Article]:
        return list(desk.get(LIST, filters).context["cl"].queryset)

    assert (listed(state="published"), listed(state="scheduled")) == ([out], [waiting])
    assert (listed(public="yes"), listed(public="no")) == ([out], [waiting])


def test_the_list_asks_as_many_questions_for_thirty_articles_as_for_one(desk: Client):
    make_published_article(release=make_release())

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        return len(queries)

    few = count()
    for number in range(30):
        make_published_article(release=make_release(), section=make_section(f"muc-{number}"))

    # One more at most: the filter by section asks for its choices once there are several.
    assert count() <= few + 1
