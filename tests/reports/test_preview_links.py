"""Links for people without an account: the page as it will be, to its end, and nothing that leads others there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from reports.body_blocks import ImageBlock, TableBlock
from reports.models import Article, PreviewLink
from reports.services.editions import keep_edition
from reports.services.preview_links import LONGEST, NewLink, PreviewRefused, make_link, take_back
from tests.factories import (
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_user,
)
from tests.reports.test_article_page import table_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def writer():
    return make_user("bientap", "reports.change_article")


def link_to(article: Article, writer, **more) -> NewLink:
    return make_link(article, actor=writer, label="Chị Hoa, Sở Công Thương", lasts=DAY, **more)


def opened(client: Client, new: NewLink, language: str = ""):
    return client.get(f"{language}/xem-truoc/{new.token}/")


def test_a_link_shows_the_working_copy_as_its_page(client: Client, writer):
    make_observation("230", indicator=make_indicator("xi-mang"))
    image = make_image("Lò nung")
    article = make_article(
        "nhap",
        title="Bài chưa đăng",
        body=f"<p>Nội dung nháp.</p>{ImageBlock(image.pk).around('')}{TableBlock(1).html}",
        tables=[table_of("xi-mang")],
    )
    new = link_to(article, writer)
    article.title = "Bài vừa sửa"
    article.save()

    response = opened(client, new)
    page = response.content.decode()

    assert response.status_code == 200
    for words in ("Bài vừa sửa", "Nội dung nháp.", 'alt="Lò nung"', "230", "Bản xem trước, chưa công bố"):
        assert words in page


def test_a_link_to_an_edition_stays_with_it(client: Client, writer):
    article = make_article("nhap", title="Bản một")
    new = link_to(article, writer, edition=keep_edition(article, actor=None))
    article.title = "Bản hai"
    article.save()

    page = opened(client, new).content.decode()

    assert "Bản một" in page
    assert "Bản số 1" in page
    assert "Bản hai" not in page


def test_a_preview_is_not_kept_not_indexed_and_tells_no_other_site_its_address(client: Client, writer):
    new = link_to(make_article("nhap"), writer)

    response = opened(client, new)
    page = response.content.decode()

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in page
    for leads_there in ('rel="canonical"', "og:url", "og:title", "application/ld+json", "so-lieu.csv", "facebook"):
        assert leads_there not in page
    assert not response.cookies


def test_it_is_read_in_both_languages(client: Client, writer):
    new = link_to(make_article("nhap", title="Bài"), writer)

    english = opened(client, new, "/en").content.decode()

    assert '<html lang="en">' in english
    assert f'href="/xem-truoc/{new.token}/"' in english


def test_a_link_ends_at_its_minute(client: Client, writer):
    new = link_to(make_article("nhap", title="Mật-Danh"), writer)
    PreviewLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    response = opened(client, new)

    assert response.status_code == 410
    assert "no-store" in response["Cache-Control"]
    assert "Mật-Danh" not in response.content.decode()
    assert "hết hạn" in response.content.decode()


def test_a_link_that_was_taken_back_shows_nothing(client: Client, writer):
    new = link_to(make_article("nhap", title="Mật-Danh"), writer)
    assert opened(client, new).status_code == 200

    take_back(new.link, actor=writer)
    first = new.link.revoked_at
    take_back(new.link, actor=writer)

    assert opened(client, new).status_code == 410
    assert "Mật-Danh" not in opened(client, new).content.decode()
    assert (new.link.revoked_at, new.link.revoked_by) == (first, writer)


@pytest.mark.parametrize("token", ["x", "0" * 64, "khong-co"])
def test_an_address_that_nobody_was_given_does_not_exist(client: Client, writer, token: str):
    new = link_to(make_article("nhap"), writer)

    assert client.get(f"/xem-truoc/{token}/").status_code == 404
    assert client.get(f"/xem-truoc/{new.link.token_hash}/").status_code == 404


def test_only_the_digest_of_the_secret_is_kept(writer):
    new = link_to(make_article("nhap"), writer)

    kept = PreviewLink.objects.values().get()

    assert len(new.token) >= 43
    assert new.token not in str(kept)


def test_uses_are_counted_and_nobody_is_named(client: Client, writer):
    new = link_to(make_article("nhap"), writer)

    opened(client, new)
    opened(client, new)

    new.link.refresh_from_db()
    assert new.link.used_count == 2
    assert new.link.last_used_at is not None


def test_figures_are_those_of_the_minute_of_publication(client: Client, writer):
    release = make_release(in_hours=5)
    make_observation("918273", indicator=make_indicator("than"), release=release)
    make_observation("645546", indicator=make_indicator("go"), release=make_release(in_hours=50))
    tables = [table_of("than", "go")]

    with_release = opened(client, link_to(make_article("cho-dot", release=release, tables=tables), writer))
    without = opened(client, link_to(make_article("khong-dot", tables=tables), writer))

    assert "918.273" in with_release.content.decode()
    assert "645.546" not in with_release.content.decode()
    assert "918.273" not in without.content.decode()


def test_links_lead_only_to_what_is_public_then(client: Client, writer):
    shown, draft = make_published_article("dau"), make_article("kin")
    links = f'<a data-article="{shown.pk}" href="/">A</a> <a data-article="{draft.pk}" href="/tin/kin/">B</a>'

    page = opened(client, link_to(make_article("nhap", body=f"<p>{links}</p>"), writer)).content.decode()

    assert f'href="{escape(shown.get_absolute_url())}"' in page
    assert "/tin/kin/" not in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"label": " "}, "gửi cho ai"),
        ({"lasts": LONGEST + DAY}, "nhiều nhất"),
        ({"lasts": -DAY}, "nhiều nhất"),
    ],
    ids=["no-label", "too-long", "past"],
)
def test_a_link_without_a_reason_or_an_end_is_refused(writer, more: dict, said: str):
    with pytest.raises(PreviewRefused, match=said):
        make_link(make_article("nhap"), actor=writer, **{"label": "A", "lasts": DAY, **more})


def test_who_may_not_write_makes_no_link_and_takes_none_back(writer):
    stranger = make_user("nguoi-la")
    article = make_article("nhap")
    new = link_to(article, writer)

    with pytest.raises(PreviewRefused, match="quyền"):
        make_link(article, actor=stranger, label="A", lasts=DAY)
    with pytest.raises(PreviewRefused, match="quyền"):
        take_back(new.link, actor=stranger)


def test_an_edition_of_another_article_is_refused(writer):
    other = keep_edition(make_article("khac"), actor=None)

    with pytest.raises(PreviewRefused, match="không phải của bài"):
        link_to(make_article("nhap"), writer, edition=other)
