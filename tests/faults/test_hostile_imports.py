"""The whole way of a hostile file through an import: a sentence for its reader, and nothing written."""

from __future__ import annotations

import pytest
from django.utils import translation

from indicators.models import ImportBatch, Indicator, Observation, ObservationVersion
from indicators.services import meanings
from indicators.services.importing import ImportOptions, Rejected, import_file
from indicators.workbook.problems import WorkbookError
from tests.factories import make_area, make_indicator
from tests.faults.hostile_files import HOSTILE, Hostile

pytestmark = pytest.mark.django_db

TIDY = "Chỉ tiêu;Khu vực;Kỳ;Giá trị\n"


def refusal_of(content: bytes, name: str, options: ImportOptions | None = None) -> str:
    """What the reader is told; the file must not be accepted."""
    try:
        import_file(content, name, options or ImportOptions())
    except WorkbookError as error:
        return str(error)
    except Rejected as rejected:
        return "; ".join(problem.message for problem in rejected.prepared.problems)
    raise AssertionError("it was imported")


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_nothing_of_a_hostile_file_is_written_and_its_reader_is_told(hostile: Hostile):
    make_area()

    with translation.override("vi"):
        told = refusal_of(hostile.make(), hostile.name)

    assert told
    assert not Observation.objects.exists()
    assert not ObservationVersion.objects.exists()
    assert not ImportBatch.objects.exists()


def test_of_endless_unknown_names_the_first_are_compared_with_the_catalogue(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meanings, "MOST_GUESSED", 5)
    make_indicator(name_vi="Xi măng")
    rows = "\n".join(f"Xi măng trắng {n};;2018-05;1" for n in range(20))

    with pytest.raises(Rejected) as caught:
        import_file((TIDY + rows).encode(), "ten.csv", ImportOptions(area=make_area().code))

    messages = [problem.message for problem in caught.value.prepared.problems]
    assert len(messages) == 20
    assert sum("Gần nhất" in message for message in messages) == 5


def test_a_file_that_would_create_endless_indicators_creates_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meanings, "MOST_CREATED", 10)
    rows = "\n".join(f"Chỉ tiêu lạ {n};;2018-05;1" for n in range(11))
    options = ImportOptions(area=make_area().code, create_indicators=True)

    told = refusal_of((TIDY + rows).encode(), "ten.csv", options)

    assert "10" in told
    assert not Indicator.objects.exists()
