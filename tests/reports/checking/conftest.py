"""What the tests of checking share: the catalogue of Lạng Sơn and its first quarter of 2018."""

import pytest

from indicators.models import Area, Indicator
from tests.reports.checking.lang_son import make_catalogue, record_first_quarter


@pytest.fixture
def indicators(db: None) -> dict[str, Indicator]:
    return make_catalogue()


@pytest.fixture
def first_quarter(indicators: dict[str, Indicator]) -> dict[str, Indicator]:
    record_first_quarter(indicators)
    return indicators


@pytest.fixture
def lang_son(indicators: dict[str, Indicator]) -> Area:
    return Area.objects.get(code="lang-son")
