"""Statistics tables in the article's form: what is stored, in which order, what is refused, and the live preview."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Article, StatisticsTable
from tests.factories import make_area, make_article, make_indicator, make_observation, make_release, make_user
from tests.reports.admin.article_page import change_url, save, sent_back

pytestmark = pytest.mark.django_db

PREVIEW = reverse("admin:reports_table_preview")


def table_fields(prefix: str, **fields: Any) -> dict[str, Any]:
    """The fields of one table form; defaults describe a valid table."""
    whole = {
        "caption": "Sản lượng quý I",
        "periods": "Quý I/2018",
        "measures": ["value"],
        "rows": "indicators",
        "chart": "none",
        "position": "0",
        "id": "",
        **fields,
    }
    return {f"{prefix}-{name}": value for name, value in whole.items()}


def new_table(client: Client, article: Article, **fields: Any) -> Any:
    forms = {"statistics_tables-TOTAL_FORMS": "1", "statistics_tables-INITIAL_FORMS": "0"}
    return save(client, article, **forms, **table_fields("statistics_tables-0", article=article.pk, **fields))


def test_a_table_is_stored_as_its_description_with_the_edition(desk: Client):
    article, cement, stone, area = make_article(), make_indicator("xi-mang"), make_indicator("da"), make_area()

    new_table(desk, article, indicators=[stone.pk, cement.pk], areas=[area.pk], measures=["growth_yoy", "value"])

    stored = StatisticsTable.objects.get().table_description
    assert stored.indicators == ("da", "xi-mang")
    assert [period.sdmx for period in stored.periods] == ["2018-Q1"]
    assert [str(measure) for measure in stored.measures] == ["value", "growth_yoy"]
    assert article.editions.order_by("-number").first().tables == [stored.as_json()]


def test_a_stored_table_comes_back_in_its_order_and_saves_unchanged(desk: Client):
    article, cement, stone = make_article(), make_indicator("xi-mang"), make_indicator("da")
    new_table(desk, article, indicators=[stone.pk, cement.pk], areas=[make_area().pk], periods="2017-Q1..2018-Q1")
    before = StatisticsTable.objects.get().description

    sent = sent_back(desk, change_url(article))
    desk.post(change_url(article), sent)

    assert sent["statistics_tables-0-indicators"] == [stone.pk, cement.pk]
    assert sent["statistics_tables-0-periods"]
    assert StatisticsTable.objects.get().description == before
    assert article.editions.count() == 1


def test_a_changed_order_of_indicators_is_saved(desk: Client):
    article, cement, stone = make_article(), make_indicator("xi-mang"), make_indicator("da")
    new_table(desk, article, indicators=[stone.pk, cement.pk], areas=[make_area().pk])

    save(desk, article, **{"statistics_tables-0-indicators": [cement.pk, stone.pk]})

    assert StatisticsTable.objects.get().table_description.indicators == ("xi-mang", "da")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"periods": "quý V/2018"}, "periods"),
        ({"periods": "2018-Q1..2017-Q1"}, "periods"),
        ({"periods": "1900-01..2018-12"}, "periods"),
        ({"periods": ""}, "periods"),
        ({"indicators": []}, "indicators"),
        ({"areas": []}, "areas"),
        ({"measures": []}, "measures"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_saved(
    desk: Client, fields: dict[str, Any], field: str
):
    article = make_article(title="Cũ")
    chosen = {"indicators": [make_indicator().pk], "areas": [make_area().pk], **fields}

    response = new_table(desk, article, **chosen)
    formset = response.context["inline_admin_formsets"][0]

    assert field in formset.formset.forms[0].errors
    assert not StatisticsTable.objects.exists()


def test_the_preview_is_the_table_that_readers_will_see_with_embargoed_figures(desk: Client):
    indicator, area = make_indicator(name_vi="Xi măng"), make_area()
    make_observation("230.5", indicator=indicator, area=area, release=make_release(in_hours=2))
    fields = table_fields("statistics_tables-3", indicators=[indicator.pk], areas=[area.pk])

    response = desk.post(PREVIEW, {"prefix": "statistics_tables-3", **fields})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Sản lượng quý I" in page
    assert "Xi măng" in page
    assert "230,5" in page


def test_the_preview_says_what_cannot_be_read(desk: Client):
    fields = table_fields("t", indicators=[make_indicator().pk], areas=[make_area().pk], periods="quý V/2018")

    response = desk.post(PREVIEW, {"prefix": "t", **fields})

    assert response.status_code == 422
    assert "quý V/2018" in response.content.decode()


def test_the_preview_writes_nothing_and_escapes_what_was_typed(desk: Client):
    indicator, area = make_indicator(), make_area()
    fields = table_fields("t", indicators=[indicator.pk], areas=[area.pk], caption="<script>alert(1)</script>")

    response = desk.post(PREVIEW, {"prefix": "t", **fields})

    assert "<script>" not in response.content.decode()
    assert not StatisticsTable.objects.exists()


def test_who_may_not_write_articles_sees_no_preview(client_of: Any):
    response = client_of(make_user("xem", "reports.view_article")).post(PREVIEW, {})

    assert response.status_code == 403
