"""`verify_article`: every claim of a stored article with its verdict."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator
from reports.models import Article
from reports.services.article_check import area_of, check_article
from tests.factories import make_article
from tests.reports.checking.lang_son import BODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(first_quarter: dict[str, Indicator]) -> Article:
    return make_article(
        "quy-1-2018",
        title="Lạng Sơn: kim ngạch xuất nhập khẩu quý I năm 2018 tăng 32,1%",
        lead="Quý I năm 2018, tổng kim ngạch xuất nhập khẩu đạt 1.233 triệu USD, tăng 32,1% so với cùng kỳ.",
        body=BODY,
    )


def _verified(slug: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("verify_article", slug, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_every_claim_of_title_lead_and_body_agrees(article: Article) -> None:
    claims = _verified("quy-1-2018")

    assert len(claims) == 11
    assert {claim["verdict"] for claim in claims} == {"agrees"}
    assert [claim["place"]["part"] for claim in claims[:3]] == ["title", "lead", "body"]


def test_the_one_changed_digit_differs(article: Article) -> None:
    article.body = article.body.replace("4.800", "4.900")
    article.save()

    differing = [claim for claim in _verified("quy-1-2018") if claim["verdict"] != "agrees"]

    assert [(claim["indicator"], claim["verdict"], claim["verdicts"]) for claim in differing] == [
        (
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ",
            "differs",
            {"value": "differs", "plan": "agrees", "growth": "agrees"},
        )
    ]


def test_people_are_told_in_lines(article: Article) -> None:
    out = io.StringIO()

    call_command("verify_article", "quy-1-2018", stdout=out)

    assert "= Sản xuất xi măng · Quý I/2018 — Xi măng: gần với tên “Xi măng” (94%)." in out.getvalue()
    assert "    = 11,2%: Khớp: nguồn in +11,2% so với cùng kỳ." in out.getvalue()
    assert out.getvalue().splitlines()[-1].startswith("khớp: 11")


def test_unknown_address_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="khong-co"):
        call_command("verify_article", "khong-co")


def test_article_is_held_against_the_area_of_its_tables(article: Article) -> None:
    article.statistics_tables.create(description={"areas": ["cao-loc"]})

    (claim, *_rest) = check_article(article).claims

    # The title names the province; what names no place is the table's area.
    assert claim.area.code == "lang-son"
    assert {claim.area.code for claim in check_article(article).claims[1:]} >= {"cao-loc"}


def test_checking_an_article_costs_eight_queries_at_most(article: Article) -> None:
    article.statistics_tables.create(description={"areas": ["lang-son"]})

    with CaptureQueriesContext(connection) as queries:
        check_article(Article.objects.select_related("release").get(pk=article.pk))

    # The article itself, its tables, their area, and the six of a text.
    assert len(queries) == 9


@pytest.mark.parametrize(
    ("areas", "code"), [(["tan-thanh"], "tan-thanh"), (["tan-thanh", "huu-nghi"], "lang-son"), (["khong-co"], None)]
)
def test_tables_of_several_places_speak_of_what_holds_them(
    article: Article, areas: list[str], code: str | None
) -> None:
    for area in areas:
        article.statistics_tables.create(description={"areas": [area]})

    found = area_of(article)

    assert (found.code if found else None) == code
