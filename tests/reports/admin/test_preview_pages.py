"""While an article is written: its page as readers will see it, what it lacks, and the links that others see it by."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from reports.models import Article, PreviewLink
from reports.services.editions import keep_edition
from tests.factories import (
    make_area,
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_section,
    make_user,
)
from tests.reports.admin.article_page import ADD, NO_TABLES, change_url, save, sent_back

pytestmark = pytest.mark.django_db

NEW = reverse("admin:reports_preview_new")


def typed(client: Client, article: Article, name: str = "preview", **changes: Any):
    sent = sent_back(client, change_url(article), **changes)
    return client.post(reverse(f"admin:reports_{name}", args=[article.pk]), sent)


def table_fields(**fields: Any) -> dict[str, Any]:
    row = {
        **{"id": "", "article": "", "caption": "", "position": "0", "rows": "indicators", "chart": "none"},
        **{"measures": ["value"], "periods": "Quý I/2018", **fields},
    }
    counts = {"statistics_tables-TOTAL_FORMS": "1", "statistics_tables-INITIAL_FORMS": "0"}
    return {**counts, **{f"statistics_tables-0-{name}": value for name, value in row.items()}}


def test_the_page_shows_what_stands_in_the_form_and_nothing_is_saved(desk: Client):
    make_observation("230", indicator=(cement := make_indicator("xi-mang")), area=(area := make_area()))
    article = make_article("bai", title="Đã lưu")
    image = make_image("Lò nung")

    response = typed(
        desk,
        article,
        title="Đang gõ",
        body='<p>Lời <script>x()</script></p><figure data-table="1"></figure>',
        cover=image.pk,
        **table_fields(indicators=[cement.pk], areas=[area.pk], caption="Bảng đang gõ"),
    )
    page = response.content.decode()

    for words in ("Đang gõ", "<p>Lời </p>", "Bảng đang gõ", "230", 'alt="Lò nung"', "Bản xem trước"):
        assert words in page
    assert "x()" not in page
    assert "no-store" in response["Cache-Control"]
    article.refresh_from_db()
    assert (article.title, article.cover, article.statistics_tables.count()) == ("Đã lưu", None, 0)
    assert not article.editions.exists()


def test_a_new_article_is_seen_before_its_first_save(desk: Client):
    other = make_published_article("khac", title="Bài khác")

    empty = desk.post(NEW, {**NO_TABLES})
    some = desk.post(
        NEW, {"title": "Bài mới", "section": make_section().pk, "interface": "en", "body": "<p>Chữ</p>", **NO_TABLES}
    )

    assert empty.status_code == 200
    assert "Bài mới" in some.content.decode()
    assert '<html lang="en">' in some.content.decode()
    assert other.title not in some.content.decode()
    assert Article.objects.count() == 1


def test_half_written_tables_leave_the_rest_to_be_seen(desk: Client):
    article = make_article("bai", body="<p>Chữ</p>")

    response = typed(desk, article, **table_fields(periods="quý V/2018"))

    assert response.status_code == 200
    assert "<p>Chữ</p>" in response.content.decode()


def test_the_saved_copy_and_each_edition_have_a_page(desk: Client):
    article = make_article("bai", title="Bản một")
    keep_edition(article, actor=None)
    article.title = "Bản hai"
    article.save()
    url = reverse("admin:reports_preview", args=[article.pk])

    now, first, none = (desk.get(url, query) for query in ({}, {"edition": "1"}, {"edition": "9"}))

    assert "Bản hai" in now.content.decode()
    assert "Bản một" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert none.status_code == 404


def test_the_checklist_follows_the_form(desk: Client):
    article = make_article("bai")

    lacking = typed(desk, article, "checklist", lead="").json()
    whole = typed(desk, article, "checklist", source="Cục Thống kê").json()
    new = desk.post(reverse("admin:reports_checklist_new"), {"title": "Mới", **NO_TABLES}).json()

    assert "Bài chưa có tóm tắt." in lacking["html"]
    assert 'data-field="lead"' in lacking["html"]
    assert lacking["said"].startswith("1 điều phải sửa")
    assert "Đủ điều kiện đăng" in whole["html"]
    assert "chuyên mục" in new["html"]


def test_links_that_lead_nowhere_are_told_by_their_articles(desk: Client):
    shown, draft = make_published_article("dau"), make_article("nhap")
    body = f'<p><a data-article="{shown.pk}" href="/">A</a> <a href="/tin/nhap/">B</a></p>'

    told = typed(desk, make_article("bai"), "checklist", body=body).json()

    assert told["dead"] == [draft.pk]


def test_the_form_shows_the_checklist_of_what_is_saved(desk: Client):
    article = make_article("bai", lead="")

    for address in (change_url(article), reverse("admin:reports_article_review", args=[article.pk])):
        assert "Bài chưa có tóm tắt." in desk.get(address).content.decode()


def test_who_may_not_write_sees_no_preview(client_of: Any):
    article = make_article("bai", title="Mật-Danh")
    stranger = client_of(make_user("nguoi-la"))

    answers = [
        stranger.get(reverse("admin:reports_preview", args=[article.pk])),
        stranger.post(reverse("admin:reports_preview", args=[article.pk]), {}),
        stranger.post(reverse("admin:reports_checklist", args=[article.pk]), {}),
        stranger.post(NEW, {}),
        stranger.get(reverse("admin:reports_preview_links", args=[article.pk])),
        Client().get(reverse("admin:reports_preview", args=[article.pk])),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert not any("Mật-Danh" in answer.content.decode() for answer in answers)


def test_a_link_is_made_told_once_and_taken_back(desk: Client, writer: User, client: Client):
    article = make_article("bai", title="Bài chưa đăng")
    url = reverse("admin:reports_preview_links", args=[article.pk])

    made = desk.post(url, {"label": "Chị Hoa", "days": "3", "edition": ""})
    address = re.search(r'value="http://testserver(/xem-truoc/[\w-]+/)"', made.content.decode())
    again = desk.get(url).content.decode()

    assert address is not None
    assert "no-store" in made["Cache-Control"]
    assert address[1] not in again
    assert "Chị Hoa" in again
    link = PreviewLink.objects.get()
    assert (link.created_by, link.article) == (writer, article)
    assert "Bài chưa đăng" in client.get(address[1]).content.decode()

    desk.post(reverse("admin:reports_preview_take_back", args=[article.pk, link.pk]))

    assert client.get(address[1]).status_code == 410
    assert "đã thu hồi" in desk.get(url).content.decode()
    assert (
        "Tạo liên kết xem trước cho “Chị Hoa”"
        in desk.get(reverse("admin:reports_article_history", args=[article.pk]), follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "fields", [{"label": ""}, {"days": "365"}, {"edition": "999"}], ids=["label", "days", "edition"]
)
def test_a_link_that_cannot_be_made_is_refused(desk: Client, fields: dict[str, str]):
    url = reverse("admin:reports_preview_links", args=[make_article("bai").pk])

    response = desk.post(url, {"label": "A", "days": "3", "edition": "", **fields})

    assert set(response.context["form"].errors) == set(fields)
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_article_is_not_taken_back_here(desk: Client):
    one, other = make_article("mot"), make_article("hai")
    desk.post(reverse("admin:reports_preview_links", args=[one.pk]), {"label": "A", "days": "3", "edition": ""})

    response = desk.post(reverse("admin:reports_preview_take_back", args=[other.pk, PreviewLink.objects.get().pk]))

    assert response.status_code == 404
    assert PreviewLink.objects.get().is_open


def test_blocks_of_the_text_follow_the_tables_of_the_form(desk: Client):
    make_observation("1", indicator=make_indicator("xi-mang"))
    tables = [
        {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"], "caption": c}
        for c in ("A", "B", "C")
    ]
    body = "".join(f'<figure data-table="{number}"></figure>' for number in (1, 2, 3))
    article = make_article("bai", body=f"<p>a</p>{body}", tables=tables)

    save(desk, article, **{"statistics_tables-0-position": "9", "statistics_tables-1-DELETE": "on"})

    article.refresh_from_db()
    assert [table.description["caption"] for table in article.statistics_tables.all()] == ["C", "A"]
    assert article.body == '<p>a</p><figure data-table="2"></figure><figure data-table="1"></figure>'
    assert article.editions.get().body == article.body


def test_files_are_attached_in_the_form_by_what_they_are(desk: Client, writer: User):
    from django.core.files.uploadedfile import SimpleUploadedFile

    article = make_article("bai")
    counts = {"attachments-TOTAL_FORMS": "1", "attachments-INITIAL_FORMS": "0"}
    row = {"attachments-0-title": "", "attachments-0-position": "0"}

    refused = save(desk, article, **counts, **row, **{"attachments-0-file": SimpleUploadedFile("a.pdf", b"<script>")})
    save(
        desk,
        article,
        **counts,
        **row,
        **{"attachments-0-file": SimpleUploadedFile("Bao_cao quy I.exe", b"%PDF-1.7\n%%EOF")},
    )

    assert "Chỉ đính kèm được tệp PDF" in refused.content.decode()
    attachment = article.attachments.get()
    assert (attachment.title, attachment.kind, attachment.size, attachment.uploaded_by) == (
        "Bao cao quy I",
        "pdf",
        14,
        writer,
    )
    assert attachment.file.name.endswith("/bao-cao-quy-i.pdf")
    assert article.editions.order_by("-number").first().attachments[0]["title"] == "Bao cao quy I"
    assert desk.get(ADD).status_code == 200
