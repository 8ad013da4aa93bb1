"""What is kept of an article's page by what it is made of: not drawn again, and never out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from indicators.models import Area, Indicator
from reports.kept_parts import kept_by
from reports.models import Article
from reports.services.editions import keep_edition
from tests.factories import make_observation, make_published_article, make_release
from tests.reports.bound_article import make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db

ADDRESS = "/tin/bai/"


@pytest.fixture
def cement() -> Indicator:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang")])
    return cement


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def parts() -> int:
    return sum("part." in key for key in caches["pages"]._cache)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("cement")
def test_second_drawing_is_the_first_one(client: Client) -> None:
    pages = [page(client) for _time in range(2)]

    assert pages[0] == pages[1]
    assert parts() == 1


def test_what_happens_to_others_draws_nothing_again(client: Client, cement: Indicator) -> None:
    page(client)

    make_published_article("bai-khac", title="Bài mới", body="<p>Bài mới.</p>")
    other = make_cement_like(cement, "than")
    make_observation("9", indicator=other)

    assert "Bài mới" in page(client)
    assert parts() == 1


def make_cement_like(cement: Indicator, code: str) -> Indicator:
    return Indicator.objects.create(code=code, name_vi=code, topic=cement.topic, unit=cement.unit)


def test_revision_is_seen_at_once(client: Client, cement: Indicator) -> None:
    before = page(client)

    revise(cement, "231.5")

    after = page(client)
    assert "is-revised" not in before
    assert "231,5" in after
    assert after.count('class="bound-figure is-revised"') == 2


def test_embargoed_revision_is_seen_from_its_minute_on_and_not_before(
    client: Client, cement: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page(client)
    release = make_release(in_hours=1)
    revise(cement, "231.5", release=release)

    minute_before = release.published_at - dt.timedelta(microseconds=1)
    monkeypatch.setattr(timezone, "now", lambda: minute_before)
    assert page(client) == before
    monkeypatch.setattr(timezone, "now", lambda: release.published_at)
    assert "231,5" in page(client)


def renamed_indicator() -> None:
    Indicator.objects.filter(code="xi-mang").update(name_vi="Tên đã đổi")


def renamed_area() -> None:
    Area.objects.filter(code="lang-son").update(name_vi="Tên đã đổi")


def renamed_unit() -> None:
    unit = Indicator.objects.get(code="xi-mang").unit
    type(unit).objects.filter(pk=unit.pk).update(symbol_vi="Tên đã đổi")


@pytest.mark.usefixtures("cement")
@pytest.mark.parametrize("change", [renamed_indicator, renamed_area, renamed_unit])
def test_change_of_the_catalogue_is_seen_at_once(client: Client, change: Callable[[], None]) -> None:
    assert "Tên đã đổi" not in page(client)

    change()

    assert "Tên đã đổi" in page(client)


@pytest.mark.usefixtures("cement")
def test_indicator_that_is_public_no_more_leaves_the_page_at_once(client: Client) -> None:
    assert "/chi-so/xi-mang/" in page(client)

    Indicator.objects.filter(code="xi-mang").update(is_public=False)

    assert "/chi-so/xi-mang/" not in page(client)


@pytest.mark.usefixtures("cement")
def test_next_edition_is_seen_at_its_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page(client)
    article = Article.objects.get(slug="bai")
    article.body = "<p>Bản sau.</p>"
    article.save()
    minute = timezone.now() + dt.timedelta(hours=1)
    planned: dict[str, Any] = {"next_edition": keep_edition(article, actor=None), "next_at": minute}
    Article.objects.filter(slug="bai").update(**planned)

    assert "Bản sau." not in page(client)
    monkeypatch.setattr(timezone, "now", lambda: minute)
    assert "Bản sau." in page(client)


@pytest.mark.usefixtures("cement")
def test_links_of_the_text_follow_the_articles_that_they_lead_to(client: Client) -> None:
    other = make_published_article("bai-khac", title="Bài khác", body="<p>Bài khác.</p>")
    body = f'<p>Xem <a data-article="{other.pk}" href="/tin/bai-khac/">bài khác</a>.</p>'
    make_published_article("dan", title="Bài dẫn", body=body)
    assert '<a href="/tin/bai-khac/">bài khác</a>' in page(client, "/tin/dan/")

    Article.objects.filter(pk=other.pk).update(slug="doi-ten")

    assert '<a href="/tin/doi-ten/">bài khác</a>' in page(client, "/tin/dan/")


@pytest.mark.usefixtures("cement")
def test_order_that_a_reader_asks_for_is_made_for_them_alone(client: Client) -> None:
    page(client, f"{ADDRESS}?bang-1-sort=-c1")

    assert parts() == 0


def test_part_is_made_once_of_the_same_and_anew_of_anything_else() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    found = [kept_by("tên", of, make=lambda of=of: make(of)) for of in ("a", "a", "b", "a")]  # type: ignore[misc]

    assert found == ["a", "a", "b", "a"]
    assert made == ["a", "b"]


@pytest.mark.usefixtures("cement")
def test_cache_that_does_not_answer_fails_no_page(client: Client, settings: Any) -> None:
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/1"}
    settings.CACHES = settings.CACHES | {"pages": gone}

    assert "230 nghìn tấn" in page(client)
