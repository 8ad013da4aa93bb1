"""Imports of many rows: as many queries as there are chunks, never as many as there are rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Observation, ObservationVersion
from indicators.services import recording
from indicators.services.importing import ImportOptions, import_file
from indicators.services.undoing import undo
from tests.factories import make_area, make_indicator

pytestmark = pytest.mark.django_db

CHUNK = 20


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "CHUNK", CHUNK)


def tidy_file(code: str, rows: int, *, first: int = 100) -> bytes:
    lines = [f"{code};{1900 + n // 12}-{n % 12 + 1:02};{first + n};nghìn tấn" for n in range(rows)]
    return "\n".join(["Mã chỉ tiêu;Kỳ;Giá trị;Đơn vị", *lines]).encode()


def queries_to_import(rows: int, *, again: bool = False) -> int:
    """How many queries an import of so many new rows takes; with `again`, one that changes them all."""
    indicator = make_indicator()
    make_area()
    if again:
        import_file(tidy_file(indicator.code, rows), "chuoi.csv", ImportOptions())
    content = tidy_file(indicator.code, rows, first=500 if again else 100)
    with CaptureQueriesContext(connection) as queries:
        import_file(content, "chuoi.csv", ImportOptions())
    assert Observation.objects.filter(indicator=indicator).count() == rows
    return len(queries)


@pytest.mark.parametrize("again", [False, True], ids=["new", "changed"])
def test_a_full_chunk_takes_as_many_queries_as_one_row(again: bool):
    assert queries_to_import(CHUNK, again=again) == queries_to_import(1, again=again)


def test_each_chunk_of_new_rows_takes_the_same_queries():
    one, two, four = (queries_to_import(CHUNK * chunks) for chunks in (1, 2, 4))

    # One for the rows and one for their versions.
    assert (two - one, four - two) == (2, 4)


def test_figures_that_did_not_change_are_read_and_not_written():
    indicator = make_indicator()
    make_area()
    content = tidy_file(indicator.code, 3 * CHUNK)
    import_file(content, "chuoi.csv", ImportOptions())

    _batch, prepared = import_file(content, "chuoi.csv", ImportOptions())

    assert prepared.counts() == {"new": 0, "changed": 0, "unchanged": 3 * CHUNK, "rejected": 0}
    assert ObservationVersion.objects.count() == 3 * CHUNK


def test_many_rows_are_undone_as_they_were_imported():
    indicator = make_indicator()
    make_area()
    import_file(tidy_file(indicator.code, 3 * CHUNK), "chuoi.csv", ImportOptions())
    before = list(Observation.objects.order_by("pk").values("pk", "value", "status", "sheet", "cell", "batch"))
    batch, _prepared = import_file(tidy_file(indicator.code, 4 * CHUNK, first=700), "chuoi.csv", ImportOptions())

    undo(batch, change=recording.Change())

    rows = Observation.objects.order_by("pk").values("pk", "value", "status", "sheet", "cell", "batch")
    assert list(rows) == before
