"""Images and sections in the admin: words for those who do not see a picture, addresses that readers keep."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture

from reports.models import Image
from tests.factories import make_article, make_section, make_user
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_image_add")


def picture_file(name: str = "anh.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 6), "navy").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def test_an_image_is_kept_with_its_words_size_and_uploader(desk: Client, writer: User):
    desk.post(ADD, {"file": picture_file(), "alt_vi": "Xe tải ở cửa khẩu"})

    image = Image.objects.get()
    assert (image.alt_vi, image.width, image.height, image.uploaded_by) == ("Xe tải ở cửa khẩu", 8, 6, writer)


def test_an_image_without_words_is_refused(desk: Client):
    response = desk.post(ADD, {"file": picture_file(), "alt_vi": ""})

    assert "alt_vi" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", ["anh.svg", "anh.gif", "anh.html"])
def test_a_file_that_is_no_safe_picture_is_refused(desk: Client, name: str):
    response = desk.post(ADD, {"file": picture_file(name), "alt_vi": "x"})

    assert "file" in response.context["adminform"].form.errors


def test_images_are_listed_with_their_pictures_and_found_without_diacritics(desk: Client):
    desk.post(ADD, {"file": picture_file(), "alt_vi": "Cửa khẩu Hữu Nghị"})
    desk.post(ADD, {"file": picture_file(), "alt_vi": "Nhà máy xi măng"})

    page = desk.get(reverse("admin:reports_image_changelist"), {"q": "huu nghi"})

    assert [image.alt_vi for image in page.context["cl"].queryset] == ["Cửa khẩu Hữu Nghị"]
    assert 'alt="Cửa khẩu Hữu Nghị"' in page.content.decode()


def test_a_cover_is_shown_beside_its_caption(desk: Client):
    desk.post(ADD, {"file": picture_file(), "alt_vi": "Cửa khẩu"})
    article, image = make_article(), Image.objects.get()

    save(desk, article, cover=image.pk, cover_caption="Ảnh chụp tháng 5")
    page = desk.get(change_url(article)).content.decode()

    article.refresh_from_db()
    assert (article.cover, article.cover_caption) == (image, "Ảnh chụp tháng 5")
    assert image.file.url in page


def test_the_address_of_a_section_with_articles_stays(client_of: Any):
    client = client_of(make_user("quan-tri", is_superuser=True))
    empty, used = make_section("moi"), make_section("da-dung")
    make_article(section=used)

    def fields(section: Any) -> Any:
        url = reverse("admin:reports_section_change", args=[section.pk])
        return client.get(url).context["adminform"].form.fields

    assert ("slug" in fields(empty), "slug" in fields(used)) == (True, False)
