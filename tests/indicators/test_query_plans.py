"""Series are read through the index of their key, however many other series there are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from indicators.models import Area, Change, Observation, VersionKind
from indicators.periods import Period
from indicators.query_plans import refresh_query_plans
from indicators.services.recording import Stated, record
from indicators.services.table_needs import spans
from tests.factories import make_area, make_indicator

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself, a while after the writing")
def test_after_many_figures_were_written_a_table_is_read_by_its_series():
    area = make_area()
    indicators = [make_indicator() for _ in range(50)]
    months = [Period.of_month(2018, month) for month in range(1, 11)]
    stated = [
        Stated(VersionKind.OBSERVATION, indicator.pk, area.pk, month, {"value": Decimal(1)})
        for indicator in indicators
        for month in months
    ]
    record(stated, change=Change())
    wanted = Q(indicator_id__in=[indicator.pk for indicator in indicators[:5]], area_id__in=[area.pk])

    plan = Observation.objects.public().filter(wanted & spans(months[:2])).order_by().explain()

    assert "observation_of_a_series (indicator_id=? AND area_id=? AND year=?" in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts a table as small as this one")
def test_the_first_area_with_figures_is_looked_for_in_their_order_and_not_in_all_of_them():
    for number in range(60):
        make_area(f"xa-{number}", name_vi=f"Xã {number}", position=number)
    refresh_query_plans(using="default")
    here = Observation.objects.filter(indicator=1, area=OuterRef("pk")).order_by().values("pk")[:1]

    plan = Area.objects.alias(first=Subquery(here)).filter(first__isnull=False).values("pk")[:1].explain()

    assert "area_in_order" in plan
    assert "USE TEMP B-TREE" not in plan
