"""A Word document is imported in the admin, says what it left behind, and has its images described."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.models import Article, Image
from reports.services.checklist import checklist_of
from tests.factories import make_article, make_published_article, make_section, make_user, picture_bytes
from tests.reports.word_documents import image, paragraph, word_file

pytestmark = pytest.mark.django_db

NEW = reverse("admin:reports_word_new")
COMMENT = '<w:r><w:commentReference w:id="0"/></w:r>'


def document(name: str = "Báo cáo quý I.docx", *, alt: str = "") -> SimpleUploadedFile:
    body = (
        paragraph("Xuất khẩu tăng", style="Tiu")
        + paragraph("Dòng một.", runs=COMMENT)
        + paragraph(runs=image("rA", alt))
        + paragraph("Dòng hai.")
    )
    return SimpleUploadedFile(name, word_file(body, images={"rA": picture_bytes()}))


def test_a_new_draft_is_made_of_a_document(desk: Client, writer: User):
    response = desk.post(NEW, {"file": document(), "section": make_section().pk, "language": "vi"}, follow=True)

    article, picture = Article.objects.get(), Image.objects.get()
    assert (article.title, article.created_by, article.state) == ("Xuất khẩu tăng", writer, "draft")
    page = response.content.decode()
    for words in ("1 nhận xét", "1 ảnh đã vào thư viện", "Ảnh cần mô tả", f'name="alt-{picture.pk}"'):
        assert words in page


def test_images_are_described_on_the_report_and_block_publication_until_then(desk: Client):
    desk.post(NEW, {"file": document(), "section": make_section().pk, "language": "vi"})
    article, picture = Article.objects.get(), Image.objects.get()
    report = reverse("admin:reports_word_report", args=[article.pk])
    assert "alt" in {item.code for item in checklist_of(article).blocking}

    again = desk.post(report, {f"alt-{picture.pk}": "  "})
    done = desk.post(report, {f"alt-{picture.pk}": " Xe  tải "})

    picture.refresh_from_db()
    assert "Còn ảnh chưa có mô tả" in again.content.decode()
    assert done.url == reverse("admin:reports_article_change", args=[article.pk])
    assert picture.alt_vi == "Xe tải"
    assert "alt" not in {item.code for item in checklist_of(article).blocking}


def test_a_published_article_gets_a_new_working_copy_and_readers_see_the_old_one(desk: Client, client: Client):
    article = make_published_article("bai", title="Giữ tên", body="<p>Chữ cũ</p>")

    desk.post(reverse("admin:reports_word", args=[article.pk]), {"file": document(alt="Lò nung")})

    article.refresh_from_db()
    assert article.state == "draft"
    assert "Dòng hai." in article.body
    assert article.title == "Giữ tên"
    assert "Chữ cũ" in client.get("/tin/bai/").content.decode()
    assert article.editions.count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"file": SimpleUploadedFile("a.docx", b"%PDF-1.7")}, "file"),
        ({"file": ""}, "file"),
        ({"section": ""}, "section"),
    ],
    ids=["no-document", "nothing", "no-section"],
)
def test_what_cannot_be_imported_is_said_beside_its_field(desk: Client, fields: dict[str, Any], field: str):
    sent = {"file": document(), "section": make_section().pk, "language": "vi", **fields}

    response = desk.post(NEW, sent)

    assert field in response.context["form"].errors
    assert not Article.objects.exists()


def test_who_may_not_write_imports_nothing(client_of: Any):
    article = make_article("bai", body="<p>Chữ</p>")
    stranger = client_of(make_user("nguoi-la"))

    answers = [
        stranger.post(NEW, {"file": document(), "section": make_section().pk, "language": "vi"}),
        stranger.post(reverse("admin:reports_word", args=[article.pk]), {"file": document()}),
        stranger.get(reverse("admin:reports_word_report", args=[article.pk])),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert Article.objects.get().body == "<p>Chữ</p>"
