"""What readers see of corrections: on the article, in its data for machines, in the public register."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from reports import workflow
from reports.models import Article, Correction, CorrectionKind, RevisionFlag
from reports.services.corrections import file_correction
from reports.services.revision_watch import watch
from tests.factories import (
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_user,
)
from tests.reports.bound_article import bound, make_bound_article, make_cement, revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return make_user("duyet", "reports.change_article", "reports.publish_article")


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def notice(article: Article, text: str = "Số đúng là 231,5.", *, hours: float = -1, **fields: Any) -> Correction:
    correction = Correction(
        article=article,
        published_at=timezone.now() + dt.timedelta(hours=hours),
        **{"text_vi": text, "kind": CorrectionKind.CORRECTION, **fields},
    )
    correction.save()
    return correction


def test_correction_stands_on_its_article_with_its_day(client: Client, reviewer: User) -> None:
    article = make_published_article("bai")
    file_correction(article, text_vi="Số đúng là 231,5.\nXin lỗi bạn đọc.", actor=reviewer)

    page = page_of(client, "/tin/bai/")

    shown = re.search(r'<aside class="notice">(.*?)</aside>', page, re.DOTALL)
    assert shown is not None
    today = timezone.localdate()
    assert f">{today.day}/{today.month}/{today.year}<" in shown[1]
    assert "Đính chính" in shown[1]
    assert "Số đúng là 231,5.<br>Xin lỗi bạn đọc." in shown[1]


def test_notices_stand_with_the_newest_first(client: Client) -> None:
    article = make_published_article("bai", in_hours=-50)
    notice(article, "Lần một.", hours=-40)
    notice(article, "Lần hai.", hours=-20)

    page = page_of(client, "/tin/bai/")

    assert page.index("Lần hai.") < page.index("Lần một.")


def test_notice_that_waits_is_not_shown(client: Client) -> None:
    article = make_published_article("bai")
    notice(article, "Còn chờ.", hours=2)
    Correction(article=article, text_vi="Chưa hẹn.").save()

    for address in ("/tin/bai/", "/dinh-chinh/"):
        page = page_of(client, address)
        assert "Còn chờ." not in page
        assert "Chưa hẹn." not in page


def test_markup_in_a_notice_is_text(client: Client) -> None:
    notice(make_published_article("bai"), "<b>Đậm</b>")

    for address in ("/tin/bai/", "/dinh-chinh/"):
        assert "&lt;b&gt;Đậm&lt;/b&gt;" in page_of(client, address)


def test_machines_read_the_corrections_of_an_article(client: Client) -> None:
    article = make_published_article("bai")
    filed = notice(article)

    page = page_of(client, "/tin/bai/")

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (comment,) = json.loads(block)[0]["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert comment["text"] == "Số đúng là 231,5."
    assert dt.datetime.fromisoformat(comment["datePublished"]) == filed.published_at


def test_register_lists_notices_with_their_articles(client: Client) -> None:
    notice(make_published_article("bai", title="Xi măng tăng"))

    page = page_of(client, "/dinh-chinh/")

    assert re.search(r'<a href="/tin/bai/"[^>]*>Xi măng tăng</a>', page)
    assert "Số đúng là 231,5." in page


def test_register_tells_of_a_withdrawal_without_the_article(client: Client, reviewer: User) -> None:
    article = make_published_article("bai", title="Tên bài đã gỡ")
    notice(article, "Có lỗi trong tiêu đề.")
    workflow.withdraw(article, actor=reviewer, reason="Số liệu nguồn sai.")

    page = page_of(client, "/dinh-chinh/")

    assert "Số liệu nguồn sai." in page
    assert "Có lỗi trong tiêu đề." in page
    assert "/tin/bai/" in page
    assert 'href="/tin/bai/"' not in page
    assert "Tên bài đã gỡ" not in page


def test_article_that_is_back_does_not_carry_its_withdrawal(client: Client, reviewer: User) -> None:
    article = make_published_article("bai")
    workflow.withdraw(article, actor=reviewer, reason="Số liệu nguồn sai.")
    workflow.publish(article, actor=reviewer)

    assert "Số liệu nguồn sai." not in page_of(client, "/tin/bai/")
    assert "Số liệu nguồn sai." in page_of(client, "/dinh-chinh/")


def test_notice_of_an_article_under_embargo_is_not_told(client: Client) -> None:
    notice(make_published_article("bai", release=make_release(in_hours=3)))

    assert "231,5" not in page_of(client, "/dinh-chinh/")


def test_english_readers_read_notices_in_english(client: Client) -> None:
    notice(make_published_article("bai"), text_en="The right figure is 231.5.")
    notice(make_published_article("khac"), "Chỉ có tiếng Việt.")

    page = page_of(client, "/en/dinh-chinh/")

    assert '<p lang="en">The right figure is 231.5.</p>' in page
    assert '<p lang="vi">Chỉ có tiếng Việt.</p>' in page


def test_register_lists_revised_figures_with_the_articles_that_cite_them(client: Client) -> None:
    cement = make_cement()
    make_bound_article(title="Xi măng tăng")
    revise(cement, "231.5")
    watch()

    page = page_of(client, "/dinh-chinh/so-lieu/")

    assert '<del class="then">230 nghìn tấn</del> <ins class="now">231,5 nghìn tấn</ins>' in page
    assert re.search(r'<a href="/tin/bai/"[^>]*>Xi măng tăng</a>', page)
    assert page.count('class="register-articles"') == 1


def test_register_does_not_tell_of_figures_that_no_article_cites(client: Client) -> None:
    lonely = make_indicator("than")
    make_observation("9", indicator=lonely)
    make_cement()
    make_bound_article()
    revise(lonely, "10")
    watch()

    assert "register-changes" not in page_of(client, "/dinh-chinh/so-lieu/")


def test_register_never_tells_a_value_that_did_not_come_out(client: Client) -> None:
    """A revision under embargo that was revised itself: readers went from the first value to the last."""
    cement = make_cement(base=None)
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    release = make_release(in_hours=2)
    revise(cement, "777", release=release)
    revise(cement, "231.5", release=release)
    watch()
    before = page_of(client, "/dinh-chinh/so-lieu/")
    type(release).objects.update(published_at=timezone.now())
    watch()

    page = page_of(client, "/dinh-chinh/so-lieu/")

    assert "231,5" not in before
    assert "777" not in page
    assert '<del class="then">230 nghìn tấn</del> <ins class="now">231,5 nghìn tấn</ins>' in page


def test_revision_of_a_figure_in_an_article_that_is_gone_is_not_listed(client: Client, reviewer: User) -> None:
    cement = make_cement()
    article = make_bound_article()
    revise(cement, "231.5")
    watch()
    workflow.withdraw(article, actor=reviewer, reason="Gỡ.")

    assert "231,5" not in page_of(client, "/dinh-chinh/so-lieu/")


def test_register_goes_on_behind_a_row(client: Client) -> None:
    for number in range(25):
        notice(make_published_article(f"bai-{number}"), f"Lần sửa thứ {number}.", hours=-number - 1)

    first = page_of(client, "/dinh-chinh/")
    older = re.search(r'href="(\?truoc=[^"]+)"', first)
    assert older is not None
    second = page_of(client, f"/dinh-chinh/{older[1]}")

    assert "Lần sửa thứ 19." in first
    assert "Lần sửa thứ 20." not in first
    assert "Lần sửa thứ 24." in second


@pytest.mark.parametrize("address", ["/dinh-chinh/?truoc=hom-qua", "/dinh-chinh/so-lieu/?sau=x"])
def test_place_that_cannot_be_read_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("rows", [1, 15])
def test_register_takes_the_same_queries_whatever_it_lists(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    cement = make_cement()
    for number in range(rows):
        notice(make_bound_article(f"bai-{number}"))
    revise(cement, "231.5")
    watch()
    make_article("nhap")
    assert RevisionFlag.objects.open().exists()

    # Notices, their articles, sections.
    with django_assert_max_num_queries(3):
        client.get("/dinh-chinh/")
    # Revisions, who cites them, these articles, sections.
    with django_assert_max_num_queries(4):
        client.get("/dinh-chinh/so-lieu/")
