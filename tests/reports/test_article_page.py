"""The page of an article: what stands on it, where it stands, and what stands in its place."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Absence
from reports import workflow
from reports.models import Article, Image
from reports.services.editions import keep_edition
from tests.factories import (
    Q1_2018,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db


def table_of(*codes: str, measures: tuple[str, ...] = ("value",), **fields: Any) -> dict[str, Any]:
    return {
        "indicators": list(codes),
        "periods": [Q1_2018.sdmx],
        "areas": ["lang-son"],
        "measures": list(measures),
        "rows": "indicators",
        "chart": "none",
        "caption": "Một số chỉ tiêu quý I",
        **fields,
    }


def test_article_page_shows_the_public_edition(client: Client) -> None:
    make_published_article(
        "xi-mang-tang",
        title="Xi măng tăng",
        lead="Quý I tăng 11,2%.",
        body="<p>Sản lượng đạt <strong>230 nghìn tấn</strong>.</p>",
        byline="Phòng Tổng hợp",
        source="Cục Thống kê",
    )

    page = client.get("/tin/xi-mang-tang/").content.decode()

    for words in ("Xi măng tăng", "Quý I tăng 11,2%.", "<strong>230 nghìn tấn</strong>", "Phòng Tổng hợp"):
        assert words in page
    assert "Nguồn:" in page
    assert "Cục Thống kê" in page
    assert '<html lang="vi">' in page


def test_working_copy_newer_than_the_public_edition_is_not_shown(client: Client) -> None:
    article = make_published_article("bai", title="Bản đã đăng")
    article.title = "Bản đang viết"
    article.save()

    page = client.get("/tin/bai/").content.decode()

    assert "Bản đã đăng" in page
    assert "Bản đang viết" not in page


def test_next_edition_takes_the_place_at_its_minute(client: Client) -> None:
    article = make_published_article("bai", title="Bản đầu", in_hours=-48)
    article.title = "Bản sau"
    article.save()
    article.next_edition, article.next_at = keep_edition(article, actor=None), timezone.now() + dt.timedelta(hours=1)
    article.save()

    before = client.get("/tin/bai/").content.decode()
    Article.objects.update(next_at=timezone.now() - dt.timedelta(minutes=1))
    after = client.get("/tin/bai/").content.decode()

    assert "Bản đầu" in before
    assert "Bản sau" not in before
    assert "Bản sau" in after
    assert "Cập nhật ngày" in after


def test_revision_shows_its_date_and_keeps_the_first_one(client: Client) -> None:
    editor = make_user("duyet", "reports.publish_article")
    article = make_published_article("bai", in_hours=-24 * 40, title="Bản đầu")
    article.title = "Bản sau"
    workflow.reopen(article)
    article.save()

    workflow.publish(article, actor=editor)

    page = client.get("/tin/bai/").content.decode()
    today = timezone.localdate()
    assert "Bản sau" in page
    assert re.search(rf"Cập nhật ngày <time[^>]*>{today.day}/{today.month}/{today.year}<", page)
    assert article.published_at < timezone.now() - dt.timedelta(days=39)


def test_article_of_a_coming_release_is_dated_with_its_minute() -> None:
    release = make_release(in_hours=5)
    article = make_article("bai", release=release)

    workflow.publish(article, actor=make_user("duyet", "reports.publish_article"))

    assert article.published_at == release.published_at
    assert not Article.objects.public().exists()


def test_statistics_table_stands_under_the_text(client: Client) -> None:
    cement = make_indicator("xi-mang", name_vi="Xi măng")
    make_observation("230", indicator=cement, printed_growth_yoy="11.2")
    make_published_article("bai", tables=[table_of("xi-mang", measures=("value", "growth_yoy"))])

    page = client.get("/tin/bai/").content.decode()

    assert "Một số chỉ tiêu quý I" in page
    assert 'href="/chi-so/xi-mang/"' in page
    assert "230" in page
    assert "+11,2" in page


def test_embargoed_figure_of_a_table_is_missing_until_its_minute(client: Client) -> None:
    cement = make_indicator("xi-mang")
    make_observation("98765", indicator=cement, release=make_release(in_hours=2), footnote="Chú thích kín")
    make_published_article("bai", tables=[table_of("xi-mang")])

    page = client.get("/tin/bai/").content.decode()

    assert "98.765" not in page
    assert "98765" not in page
    assert "Chú thích kín" not in page


def test_table_that_cannot_be_read_does_not_take_the_article_with_it(client: Client) -> None:
    make_published_article("bai", title="Vẫn đọc được", tables=[{"indicators": [], "periods": "x"}])

    response = client.get("/tin/bai/")

    assert response.status_code == 200
    assert "Vẫn đọc được" in response.content.decode()


def test_former_address_redirects_for_ever(client: Client) -> None:
    article = make_published_article("dia-chi-cu")
    article.slug = "dia-chi-moi"
    article.save()

    response = client.get("/tin/dia-chi-cu/")

    assert response.status_code == 301
    assert response["Location"] == "/tin/dia-chi-moi/"


def test_former_address_of_what_is_not_public_tells_nothing(client: Client) -> None:
    article = make_article("dia-chi-cu")
    article.slug = "dia-chi-moi"
    article.save()

    response = client.get("/tin/dia-chi-cu/")

    assert response.status_code == 404
    assert "dia-chi-moi" not in response.content.decode()


def test_withdrawn_article_leaves_only_the_reason(client: Client) -> None:
    article = make_published_article("bai", title="Tên bài đã gỡ", body="<p>Nội dung đã gỡ</p>")

    workflow.withdraw(article, actor=make_user("duyet", "reports.publish_article"), reason="Số liệu nguồn sai.")
    response = client.get("/tin/bai/")

    page = response.content.decode()
    assert response.status_code == 410
    assert "Số liệu nguồn sai." in page
    assert "Tên bài đã gỡ" not in page
    assert "Nội dung đã gỡ" not in page
    assert "noindex" in page


def test_article_withdrawn_before_its_minute_was_never_there(client: Client) -> None:
    article = make_published_article("bai", in_hours=1)
    workflow.withdraw(article, actor=make_user("duyet", "reports.publish_article"), reason="Hoãn.")
    Article.objects.update(published_at=timezone.now() + dt.timedelta(minutes=1))

    response = client.get("/tin/bai/")

    assert response.status_code == 404


def test_what_is_not_public_and_what_never_was_look_the_same(client: Client) -> None:
    make_article("ban-nhap")
    make_published_article("hen-gio", in_hours=2)
    make_published_article("cho-dot", release=make_release(in_hours=2))

    answers = [client.get(f"/tin/{slug}/") for slug in ("ban-nhap", "hen-gio", "cho-dot", "khong-he-co")]

    assert {answer.status_code for answer in answers} == {404}
    texts = {re.sub(r"(ban.nhap|hen.gio|cho.dot|khong.he.co)", "", answer.content.decode()) for answer in answers}
    assert len(texts) == 1


def test_language_of_the_address_leads_to_the_translation(client: Client) -> None:
    original = make_published_article("bai", title="Bản tiếng Việt")
    make_published_article("story", title="The English one", language="en", translation_of=original)

    english = client.get("/en/tin/bai/")
    vietnamese = client.get("/tin/story/")

    assert (english.status_code, english["Location"]) == (302, "/en/tin/story/")
    assert (vietnamese.status_code, vietnamese["Location"]) == (302, "/tin/bai/")


def test_article_without_a_translation_has_one_address(client: Client) -> None:
    make_published_article("bai")

    response = client.get("/en/tin/bai/")

    assert (response.status_code, response["Location"]) == (302, "/tin/bai/")


def test_translations_name_each_other(client: Client) -> None:
    original = make_published_article("bai")
    make_published_article("story", language="en", translation_of=original)

    vietnamese, english = (client.get(path).content.decode() for path in ("/tin/bai/", "/en/tin/story/"))

    for page in (vietnamese, english):
        assert re.search(r'hreflang="vi" href="[^"]*/tin/bai/"', page)
        assert re.search(r'hreflang="en" href="[^"]*/en/tin/story/"', page)
    assert '<html lang="en">' in english


def test_unpublished_translation_is_not_named(client: Client) -> None:
    original = make_published_article("bai")
    make_article("story", language="en", translation_of=original)

    page = client.get("/tin/bai/").content.decode()

    assert "story" not in page
    assert 'href="/en/"' in page


def test_related_articles_share_indicators_first(client: Client) -> None:
    cement, trade = make_indicator("xi-mang"), make_indicator("xuat-khau")
    both = table_of("xi-mang", "xuat-khau")
    make_published_article("hai", title="Chung hai chỉ tiêu", in_hours=-50, tables=[both])
    make_published_article("mot", title="Chung một chỉ tiêu", in_hours=-2, tables=[table_of("xi-mang")])
    make_published_article("bai", tables=[both])
    assert cement.pk != trade.pk

    page = client.get("/tin/bai/").content.decode()

    assert page.index("Chung hai chỉ tiêu") < page.index("Chung một chỉ tiêu")


def test_structured_data_is_news_with_its_dates(client: Client) -> None:
    make_published_article("bai", title="Tăng </script><script>alert(1)</script>", byline="Phòng Tổng hợp")

    page = client.get("/tin/bai/").content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    news, trail = json.loads(block)
    assert news["@type"] == "NewsArticle"
    assert news["headline"] == "Tăng </script><script>alert(1)</script>"
    assert news["creditText"] == "Phòng Tổng hợp"
    assert dt.datetime.fromisoformat(news["datePublished"]).tzinfo
    assert trail["itemListElement"][-1]["item"].endswith("/tin/bai/")
    assert re.findall(r"<script(?! type=\"application/ld\+json\")", page) == []


def test_cover_has_its_description_in_the_language_of_the_article(client: Client) -> None:
    cover = Image.objects.create(file="images/a.webp", width=1200, height=675, alt_vi="Lò nung", alt_en="A kiln")
    original = make_published_article("bai", cover=cover, cover_caption="Chú thích ảnh")
    make_published_article("story", cover=cover, language="en", translation_of=original)

    vietnamese, english = (client.get(path).content.decode() for path in ("/tin/bai/", "/en/tin/story/"))

    assert 'alt="Lò nung"' in vietnamese
    assert "Chú thích ảnh" in vietnamese
    assert 'alt="A kiln"' in english
    assert 'og:image" content="http' in vietnamese


def test_long_text_has_contents(client: Client) -> None:
    body = "".join(f"<h2>Phần {n}</h2><p>Lời.</p>" for n in range(1, 5))
    make_published_article("bai", body=body)

    page = client.get("/tin/bai/").content.decode()

    assert 'href="#muc-phan-3"' in page
    assert '<h2 id="muc-phan-3">' in page


@pytest.mark.parametrize("rows", [1, 25])
def test_article_page_takes_the_same_queries_whatever_it_shows(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    codes = []
    for number in range(rows):
        indicator = make_indicator(f"chi-tieu-thu-{number}")
        make_observation(str(number + 1), indicator=indicator)
        make_observation(None, indicator=indicator, period=Q1_2018.previous, absence=Absence.NIL)
        make_target("100", indicator=indicator)
        codes.append(indicator.code)
    tables = [table_of(*codes, measures=("value", "growth_yoy", "plan_share", "target"))] * min(rows, 4)
    for number in range(rows):
        make_published_article(f"khac-{number}", tables=tables[:1])
    article = make_published_article("bai", tables=tables)
    make_published_article("story", language="en", translation_of=article)

    # The article, its translations, indicators with their totals, areas, observations, targets, related, sections.
    with django_assert_max_num_queries(8):
        response = client.get("/tin/bai/")

    assert response.status_code == 200


def test_former_address_leads_to_the_same_page_in_the_language_of_the_article(client: Client) -> None:
    article = make_published_article("old", language="en")
    article.slug = "new"
    article.save()

    moved = {address: client.get(address) for address in ("/en/tin/old/", "/tin/old/", "/en/tin/old/?so-lieu=hien-nay")}

    assert {answer.status_code for answer in moved.values()} == {301}
    assert [answer["Location"] for answer in moved.values()] == [
        *("/en/tin/new/", "/en/tin/new/", "/en/tin/new/?so-lieu=hien-nay")
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_withdrawn_article_says_why_at_each_of_its_addresses_and_those_of_its_files(
    client: Client, language: str
) -> None:
    article = make_published_article("cu", language=language)
    article.slug = "moi"
    article.save()
    workflow.withdraw(article, actor=make_user("duyet", "reports.publish_article"), reason="Số liệu nguồn sai.")

    for prefix in ("", "/en"):
        for path in ("cu/", "moi/", "moi/so-lieu.csv", "cu/so-lieu.csv", "moi/bang-1.csv"):
            answer = client.get(f"{prefix}/tin/{path}")
            assert answer.status_code == 410
            assert f'lang="{language}"' in answer.content.decode()
            assert "Số liệu nguồn sai." in answer.content.decode()


def test_files_of_an_article_follow_it_to_its_new_address(client: Client) -> None:
    article = make_published_article("cu")
    article.slug = "moi"
    article.save()

    answers = [client.get(f"/tin/cu/{name}") for name in ("so-lieu.csv", "bang-1.xlsx?so-lieu=hien-nay", "bang-1.svg")]

    assert {answer.status_code for answer in answers} == {301}
    assert [answer["Location"] for answer in answers] == [
        *("/tin/moi/so-lieu.csv", "/tin/moi/bang-1.xlsx?so-lieu=hien-nay", "/tin/moi/bang-1.svg")
    ]


def test_an_address_that_another_article_has_taken_is_that_articles(client: Client) -> None:
    gone = make_published_article("dia-chi")
    gone.slug = "dia-chi-2"
    gone.save()
    workflow.withdraw(gone, actor=make_user("duyet", "reports.publish_article"), reason="Sai.")
    make_published_article("dia-chi", title="Bài mới ở địa chỉ cũ")

    answer = client.get("/tin/dia-chi/")

    assert answer.status_code == 200
    assert "Bài mới ở địa chỉ cũ" in answer.content.decode()
