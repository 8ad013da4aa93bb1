"""What readers meet of a bound figure: a link, its description, the list at the article's end, the file of it."""

import csv
import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from indicators.measures import Measure
from indicators.models import Absence
from tests.factories import (
    Q1_2018,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_target,
)
from tests.reports.bound_article import body, bound, make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_bound_figure_is_a_link_to_its_series(client: Client) -> None:
    make_cement()
    make_bound_article()

    page = client.get("/tin/bai/").content.decode()

    link = re.search(r'<a class="bound-figure" href="([^"]+)" aria-describedby="so-lieu-1-mo-ta">([^<]+)</a>', page)
    assert link is not None
    assert link[2] == "230 nghìn tấn"
    assert link[1] == "/chi-so/xi-mang/?ky=quy&amp;dia-ban=lang-son"
    assert client.get(link[1].replace("&amp;", "&")).status_code == 200


def test_words_of_the_text_stay_as_they_were_written(client: Client) -> None:
    make_cement()
    make_bound_article()

    page = client.get("/tin/bai/").content.decode()

    paragraph = re.search(r'<div class="prose">(.*?)</div>', page, re.DOTALL)
    assert paragraph is not None
    assert re.sub(r"<[^>]*>", "", paragraph[1]) == (
        "Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."
    )


def test_description_tells_indicator_place_period_value_status_and_source(client: Client) -> None:
    make_cement()
    make_bound_article()

    page = client.get("/tin/bai/").content.decode()

    told = re.search(r'id="so-lieu-1-mo-ta">(.*?)</div>', page, re.DOTALL)
    assert told is not None
    assert text_of(told[1]) == (
        "Xi măng Lạng Sơn, Quý I/2018 Trong cơ sở dữ liệu: 230 nghìn tấn (ước tính). Nguồn: Cục Thống kê"
    )


def test_growth_is_described_with_the_value_it_was_made_from(client: Client) -> None:
    make_cement()
    make_bound_article()

    page = client.get("/tin/bai/").content.decode()

    told = re.search(r'id="so-lieu-2-mo-ta">(.*?)</div>', page, re.DOTALL)
    assert told is not None
    assert "tăng so với cùng kỳ" in told[1]
    assert "+11,2%" in told[1]
    assert "giá trị: 230 nghìn tấn" in text_of(told[1])


def test_figures_cited_twice_stand_once_in_the_list(client: Client) -> None:
    make_cement()
    twice = f"<p>Đạt {bound('230 nghìn tấn')}; nhắc lại: {bound('230.000 tấn')}.</p>"
    make_bound_article(body=twice)

    page = client.get("/tin/bai/").content.decode()

    assert page.count('aria-describedby="so-lieu-1-mo-ta"') == 2
    assert "so-lieu-2" not in page
    assert "230 nghìn tấn; 230.000 tấn" in page


def test_figure_within_a_link_stays_words(client: Client) -> None:
    make_cement()
    make_bound_article(body=f'<p><a href="/tin/khac/">Đạt {bound("230 nghìn tấn")}</a></p>')

    page = client.get("/tin/bai/").content.decode()

    assert '<a href="/tin/khac/">Đạt 230 nghìn tấn</a>' in page


def test_figure_of_an_indicator_that_is_not_public_is_plain_words(client: Client) -> None:
    make_cement(is_public=False)
    make_bound_article()

    page = client.get("/tin/bai/").content.decode()

    assert "ước đạt 230 nghìn tấn, tăng" in page
    assert "bound-figure" not in page
    assert 'id="so-lieu"' not in page


def test_embargoed_value_is_not_told_by_a_figure(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    release = make_release(in_hours=2)
    revise(cement, "987654", release=release)

    page = client.get("/tin/bai/").content.decode()
    file = client.get("/tin/bai/so-lieu.csv").content.decode()

    for answer in (page, file):
        assert "987.654" not in answer
        assert "987654" not in answer
    assert "sau khi đăng" not in page


def test_file_of_figures_tells_what_was_published_and_what_holds_now(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5", status="final")

    response = client.get("/tin/bai/so-lieu.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["text"], row["measure"], row["value_when_published"], row["value"]) for row in rows] == [
        ("230 nghìn tấn", "value", "230", "231.5"),
        ("11,2%", "growth_yoy", "11.2", "11.9"),
    ]
    assert rows[0]["status"] == "final"
    assert rows[0]["revised"] == "yes"
    assert rows[0]["series"].endswith("/chi-so/xi-mang/?ky=quy&dia-ban=lang-son")
    assert response["Content-Disposition"] == 'attachment; filename="bai-so-lieu.csv"'


def test_file_of_figures_of_what_is_not_public_does_not_exist(client: Client) -> None:
    make_cement()
    make_article("nhap", body=body())
    make_published_article("hen-gio", body=body(), in_hours=2)

    assert [client.get(f"/tin/{slug}/so-lieu.csv").status_code for slug in ("nhap", "hen-gio", "khong-co")] == [404] * 3


def test_formula_in_a_figure_is_disarmed_in_the_file(client: Client) -> None:
    make_cement()
    make_bound_article(body=f"<p>{bound('=HYPERLINK(1)')}</p>")

    text = client.get("/tin/bai/so-lieu.csv").content.decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in text


def test_english_page_describes_figures_in_english(client: Client) -> None:
    make_cement()
    text = f"<p>Cement output reached {bound('230 thousand tonnes')}.</p>"
    make_published_article("story", language="en", body=text)

    page = client.get("/en/tin/story/").content.decode()

    told = re.search(r'id="so-lieu-1-mo-ta">(.*?)</div>', page, re.DOTALL)
    assert told is not None
    assert "Cement" in told[1]
    assert "Q1 2018" in told[1]
    assert "/en/chi-so/xi-mang/" in page


@pytest.mark.parametrize("figures", [1, 70])
@pytest.mark.parametrize(("view", "shown"), [("", "có gạch chân"), ("?so-lieu=hien-nay", "<ins")])
def test_article_with_figures_takes_eight_queries_whatever_it_cites(
    client: Client, figures: int, view: str, shown: str, django_assert_max_num_queries: Any
) -> None:
    texts = []
    indicators = [make_indicator(f"chi-tieu-so-{number}") for number in range(figures)]
    for indicator in indicators:
        make_observation("100", indicator=indicator)
        make_observation(None, indicator=indicator, period=Q1_2018.same_period_last_year, absence=Absence.NIL)
        make_target("400", indicator=indicator)
        for measure in (Measure.VALUE, Measure.GROWTH_YOY, Measure.PLAN_SHARE):
            cited = bound("100 nghìn tấn", key=uuid4(), indicator=indicator.code, measure=measure)
            texts.append(f"<p>Đạt {cited}.</p>")
    codes = [indicator.code for indicator in indicators[:40]]
    table = table_of(*codes, measures=("value", "growth_yoy", "plan_share", "target"))
    article = make_bound_article(body="".join(texts), tables=[table])
    make_published_article("story", language="en", translation_of=article)
    for indicator in indicators:
        revise(indicator, "101")

    # The article with its corrections, translations, indicators with their totals, areas, observations with plans,
    # versions, related articles, sections.
    with django_assert_max_num_queries(8):
        response = client.get(f"/tin/bai/{view}")

    assert shown in response.content.decode()
