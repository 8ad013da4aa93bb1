"""Indicators looked through by their names: each once, in two queries."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Component
from indicators.services.catalogue import NamedIndicators
from tests.factories import make_indicator

pytestmark = pytest.mark.django_db


def test_part_of_several_totals_is_found_once(django_assert_num_queries: Any) -> None:
    part = make_indicator("xuat-khau", name_vi="Xuất khẩu", name_en="Exports")
    for code in ("kim-ngach", "can-can"):
        Component.objects.create(whole=make_indicator(code), part=part)

    with django_assert_num_queries(2):
        found = NamedIndicators().matching("xuat khau")

    assert found == [(part.pk, "xuat-khau", "Xuất khẩu", "Exports")]


def test_indicator_that_is_not_public_is_not_found() -> None:
    make_indicator("xuat-khau", name_vi="Xuất khẩu", is_public=False)

    assert NamedIndicators().all == []
