"""Images and sections in the admin: words for those who do not see a picture, addresses that readers keep."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from reports.body_blocks import ImageBlock
from reports.models import Image
from reports.services.editions import keep_edition
from tests.factories import (
    make_article,
    make_image,
    make_published_article,
    make_section,
    make_user,
    picture_bytes,
)
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_image_add")
LIST = reverse("admin:reports_image_changelist")


def picture_file(name: str = "IMG_2018_NguyenVanA.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(), "image/png")


def rows(*filled: dict[str, Any]) -> dict[str, Any]:
    fields = {f"images-{number}-{name}": value for number, row in enumerate(filled) for name, value in row.items()}
    return {"images-TOTAL_FORMS": len(filled), "images-INITIAL_FORMS": 0, **fields}


def upload(client: Client, alt_vi: str, **more: Any) -> Image:
    client.post(ADD, rows({"file": picture_file(), "alt_vi": alt_vi, **more}))
    return Image.objects.latest("pk")


def test_several_images_are_kept_at_once_each_with_its_words(desk: Client, writer: User):
    sent = rows(
        {"file": picture_file(), "alt_vi": "Xe tải ở cửa khẩu", "credit": "Ảnh: A"},
        {},
        {"file": picture_file(), "alt_vi": " Nhà máy ", "alt_en": "A factory"},
    )

    response = desk.post(ADD, sent)

    assert response.status_code == 302
    first, second = Image.objects.order_by("pk")
    assert (first.alt_vi, first.credit, first.width, first.height) == ("Xe tải ở cửa khẩu", "Ảnh: A", 64, 48)
    assert (second.alt_vi, second.alt_en, second.uploaded_by) == ("Nhà máy", "A factory", writer)
    assert {each["format"] for each in first.renditions} >= {"avif", "webp"}


def test_paths_of_images_tell_nothing_and_cannot_be_guessed(desk: Client):
    image = upload(desk, "Cửa khẩu")

    paths = [image.file.name, *(each["path"] for each in image.renditions)]

    assert all(default_storage.exists(path) for path in paths)
    assert not any("IMG" in path or "Nguyen" in path or str(image.pk) == path.split("/")[1] for path in paths)
    assert all(len(path.split("/")[1].split(".")[0]) == 32 for path in paths)
    assert desk.get("/media/images/").status_code == 404


def test_images_without_words_or_without_a_file_are_refused_and_the_others_kept(desk: Client):
    sent = rows(
        {"file": picture_file(), "alt_vi": " "},
        {"alt_vi": "Chỉ có lời"},
        {"file": picture_file(), "alt_vi": "Đủ"},
        {"file": SimpleUploadedFile("a.png", b"<html><script>"), "alt_vi": "Không phải ảnh"},
    )

    response = desk.post(ADD, sent)

    assert Image.objects.get().alt_vi == "Đủ"
    page = response.content.decode()
    for said in ("Hãy viết mô tả", "Hãy chọn tệp ảnh", "trang web", "Chỉ có lời"):
        assert said in page


def test_a_script_is_told_of_the_image_or_of_what_is_wrong(desk: Client):
    kept = desk.post(ADD, rows({"file": picture_file(), "alt_vi": "A"}), HTTP_ACCEPT="application/json")
    refused = desk.post(ADD, rows({"file": picture_file(), "alt_vi": ""}), HTTP_ACCEPT="application/json")
    nothing = desk.post(ADD, rows({}), HTTP_ACCEPT="application/json")

    assert kept.json()["images"][0]["alt"] == "A"
    assert kept.json()["images"][0]["url"].endswith(".webp")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["alt_vi"])
    assert nothing.status_code == 422


def test_the_same_file_is_in_the_library_once(desk: Client):
    data = picture_bytes()
    one, other = (SimpleUploadedFile("a.png", data), SimpleUploadedFile("b.png", data))

    desk.post(ADD, rows({"file": one, "alt_vi": "Cửa khẩu"}))
    again = desk.post(ADD, rows({"file": other, "alt_vi": "Khác"}))

    assert "đã có trong thư viện: “Cửa khẩu”" in again.content.decode()
    assert Image.objects.count() == 1


def test_a_drawing_is_kept_without_its_scripts(desk: Client):
    inside = b'<script>x()</script><rect width="9" height="9"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">%b</svg>' % inside

    desk.post(ADD, rows({"file": SimpleUploadedFile("a.svg", svg), "alt_vi": "Sơ đồ"}))

    image = Image.objects.get()
    assert (image.width, image.height, image.renditions) == (40, 20, [])
    assert b"script" not in image.file.read()


def test_without_leave_nothing_is_uploaded_or_searched(client_of: Any):
    stranger = client_of(make_user("nguoi-la"))

    assert stranger.post(ADD, rows({"file": picture_file(), "alt_vi": "x"})).status_code == 403
    assert stranger.get(reverse("admin:reports_image_pick")).status_code == 403
    assert stranger.get(reverse("admin:reports_image_info")).status_code == 403


def test_images_are_listed_with_their_pictures_and_found_without_diacritics(desk: Client):
    upload(desk, "Cửa khẩu Hữu Nghị")
    upload(desk, "Nhà máy xi măng")

    page = desk.get(LIST, {"q": "huu nghi"})
    choices = desk.get(reverse("admin:reports_image_pick"), {"q": "nghi huu"}).content.decode()

    assert [image.alt_vi for image in page.context["cl"].queryset] == ["Cửa khẩu Hữu Nghị"]
    assert 'alt="Cửa khẩu Hữu Nghị"' in page.content.decode()
    assert 'data-alt="Cửa khẩu Hữu Nghị"' in choices
    assert "xi măng" not in choices


def test_an_image_that_nobody_described_cannot_be_chosen_and_is_found_by_the_filter(desk: Client):
    image = upload(desk, "Cửa khẩu")
    Image.objects.update(alt_vi="")

    choices = desk.get(reverse("admin:reports_image_pick")).content.decode()
    listed = desk.get(LIST, {"described": "no"}).context["cl"].queryset

    assert "data-id" not in choices
    assert list(listed) == [image]


def test_the_dialog_shows_images_by_pages(desk: Client):
    for number in range(25):
        make_image(f"Ảnh {number}")

    first = desk.get(reverse("admin:reports_image_pick")).content.decode()
    second = desk.get(reverse("admin:reports_image_pick"), {"from": "24"}).content.decode()

    assert (first.count("data-id"), 'data-next="24"' in first) == (24, True)
    assert (second.count("data-id"), "data-next" in second) == (1, False)


def test_the_editor_asks_for_the_images_of_a_text(desk: Client):
    image = make_image("Cửa khẩu")

    told = desk.get(reverse("admin:reports_image_info"), {"id": [image.pk, 99, "x"]}).json()

    assert [(each["id"], each["alt"]) for each in told["images"]] == [(image.pk, "Cửa khẩu")]


def test_a_moved_focal_point_cuts_the_image_anew_and_leaves_the_whole(desk: Client):
    image = make_image(size=(60, 200))
    before = {each["path"] for each in image.renditions if each["shape"] == "whole"}
    cuts = {each["path"] for each in image.renditions if each["shape"] == "wide"}

    url = reverse("admin:reports_image_change", args=[image.pk])
    desk.post(url, {"alt_vi": "Tháp", "focus_x": "50", "focus_y": "100"})
    wrong = desk.post(url, {"alt_vi": " ", "focus_x": "50", "focus_y": "101"})

    image.refresh_from_db()
    assert (image.alt_vi, image.focus_y) == ("Tháp", 100)
    assert {each["path"] for each in image.renditions if each["shape"] == "whole"} == before
    assert not cuts & {each["path"] for each in image.renditions}
    assert set(wrong.context["adminform"].form.errors) == {"alt_vi", "focus_y"}


def test_an_image_tells_where_it_is_used(desk: Client):
    image = make_image()
    make_published_article(title="Bìa công khai", cover=image)
    make_article(title="Trong bài nháp", body=ImageBlock(image.pk).around(""))
    past = make_article(title="Bản cũ", body=ImageBlock(image.pk).around(""))
    keep_edition(past, actor=None)
    past.body = "<p>khác</p>"
    past.save()
    make_article(title="Không dùng", body=ImageBlock(image.pk * 10).around(""))

    page = desk.get(reverse("admin:reports_image_change", args=[image.pk]))

    told = {(u.article.title, u.is_cover, u.is_public, u.is_past) for u in page.context["uses"]}
    assert told == {
        ("Bìa công khai", True, True, False),
        ("Trong bài nháp", False, False, False),
        ("Bản cũ", False, False, True),
    }


def test_an_unused_image_is_deleted_with_its_files_and_a_used_one_stays(
    desk: Client, django_capture_on_commit_callbacks: Any
):
    unused, used = make_image(), make_image()
    make_article(body=ImageBlock(used.pk).around(""))
    paths = [unused.file.name, *(each["path"] for each in unused.renditions)]

    with django_capture_on_commit_callbacks(execute=True):
        gone = desk.post(reverse("admin:reports_image_delete", args=[unused.pk]), {"post": "yes"})
    stays = desk.post(reverse("admin:reports_image_delete", args=[used.pk]), {"post": "yes"})

    assert (gone.status_code, stays.status_code) == (302, 403)
    assert list(Image.objects.all()) == [used]
    assert not [path for path in paths if default_storage.exists(path)]


def test_missing_sizes_are_drawn_by_a_command(capsys: pytest.CaptureFixture[str]):
    bare = make_image()
    Image.objects.update(renditions=[])

    call_command("make_renditions")

    bare.refresh_from_db()
    assert bare.renditions
    assert "1" in capsys.readouterr().out


def test_a_cover_is_shown_beside_its_caption(desk: Client):
    article, image = make_article(), upload(desk, "Cửa khẩu")

    save(desk, article, cover=image.pk, cover_caption="Ảnh chụp tháng 5")
    page = desk.get(change_url(article)).content.decode()

    article.refresh_from_db()
    assert (article.cover, article.cover_caption) == (image, "Ảnh chụp tháng 5")
    assert json.dumps(image.renditions[1]["path"])[1:-1] in page


def test_the_address_of_a_section_with_articles_stays(client_of: Any):
    client = client_of(make_user("quan-tri", is_superuser=True))
    empty, used = make_section("moi"), make_section("da-dung")
    make_article(section=used)

    def fields(section: Any) -> Any:
        url = reverse("admin:reports_section_change", args=[section.pk])
        return client.get(url).context["adminform"].form.fields

    assert ("slug" in fields(empty), "slug" in fields(used)) == (True, False)
