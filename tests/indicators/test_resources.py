"""The bridge to django-import-export: any workbook in, in bulk and all or nothing; exact figures out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tablib
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from import_export.exceptions import ImportError as RowImportError

from indicators.formats import WorkbookFormat
from indicators.models import Observation, ObservationVersion, Target
from indicators.resources import ObservationResource
from reports.demo.figures import load_catalogue
from tests.factories import make_observation, make_user

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).resolve().parents[2] / "reports" / "demo" / "so-lieu" / "lang-son-quy-1-2018.xlsx"


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    load_catalogue()


def tidy(*rows: tuple[Any, ...], headers: tuple[str, ...] = ("indicator", "area", "period", "value")) -> tablib.Dataset:
    return tablib.Dataset(*rows, headers=headers)


def test_a_department_report_becomes_a_tidy_dataset():
    dataset = WorkbookFormat().create_dataset(REPORT.read_bytes())

    cement = next(row for row in dataset.dict if row["cell"] == "D8")
    assert {name: cement[name] for name in ("indicator", "period", "measure", "value", "unit")} == {
        "indicator": "Xi măng",
        "period": "2018-Q1",
        "measure": "value",
        "value": Decimal(230),
        "unit": "nghìn tấn",
    }


def test_a_report_is_imported_through_the_resource():
    dataset = WorkbookFormat().create_dataset(REPORT.read_bytes())

    result = ObservationResource().import_data(dataset)

    exports = Observation.objects.get(indicator__code="xuat-khau")
    assert not result.has_errors()
    assert (exports.value, exports.printed_plan_share, exports.printed_growth_yoy) == (
        769,
        Decimal("29.6"),
        Decimal("33.4"),
    )
    assert (exports.sheet, exports.cell) == ("Quý I-2018", "D14")


def test_a_dry_run_says_what_would_be_done_and_writes_nothing():
    result = ObservationResource().import_data(tidy(("xi-mang", "lang-son", "2018-Q1", "230")), dry_run=True)

    [row] = result.rows
    assert (row.import_type, result.totals["new"]) == ("new", 1)
    assert "<ins>230</ins>" in row.diff[result.diff_headers.index("value")]
    assert not Observation.objects.exists()


def test_changed_and_unchanged_rows_are_told_apart_with_old_and_new():
    resource = ObservationResource()
    resource.import_data(tidy(("xi-mang", "", "2018-Q1", "230"), ("than-sach", "", "2018-Q1", "138")))

    result = resource.import_data(tidy(("xi-mang", "", "2018-Q1", "231"), ("than-sach", "", "2018-Q1", "138")))

    assert [row.import_type for row in result.rows] == ["update", "skip"]
    assert "<del>230</del> <ins>231</ins>" in result.rows[0].diff[3]
    assert ObservationVersion.objects.filter(before__isnull=False).count() == 1


def test_one_bad_row_and_nothing_is_written():
    dataset = tidy(("xi-mang", "", "2018-Q1", "230"), ("khong-co", "", "2018-Q1", "1"), ("xi-mang", "", "hôm qua", "1"))

    result = ObservationResource().import_data(dataset, collect_failed_rows=True)

    assert [number for number, _errors in result.row_errors()] == [2, 3]
    assert len(result.failed_dataset) == 2
    assert not Observation.objects.exists()


def test_a_cell_that_cannot_be_read_is_an_error_row():
    content = "Chỉ tiêu,Kỳ,Giá trị\nXi măng,2018-05,bảy mươi\n".encode()

    result = ObservationResource().import_data(WorkbookFormat().create_dataset(content))

    assert "bảy mươi" in str(result.row_errors()[0][1][0].error)


def test_the_first_error_is_raised_when_asked():
    with pytest.raises(RowImportError):
        ObservationResource().import_data(tidy(("khong-co", "", "2018-Q1", "1")), raise_errors=True)


def test_an_error_of_the_audit_stops_the_rows():
    result = ObservationResource().import_data(
        tidy(("kim-ngach-xnk", "", "2018-Q1", "700"), ("xuat-khau", "", "2018-Q1", "769"))
    )

    assert result.has_errors()
    assert not Observation.objects.exists()


def test_plans_come_in_as_targets():
    headers = ("indicator", "period", "target")

    ObservationResource().import_data(tidy(("ban-le", "2018", "16783"), headers=headers))

    assert Target.objects.get().value == Decimal(16783)


def test_the_history_names_the_person_and_the_file():
    user = make_user("can-bo")

    ObservationResource().import_data(tidy(("xi-mang", "", "2018-Q1", "230")), user=user, file_name="so-lieu.csv")

    version = ObservationVersion.objects.get()
    assert (version.actor, "so-lieu.csv" in version.reason) == (user, True)


def test_what_is_exported_comes_back_unchanged():
    make_observation("2435.20", indicator=None, printed_growth_yoy=Decimal("11.20"), footnote="=1+1")
    exported = ObservationResource().export()

    result = ObservationResource().import_data(exported)

    assert [row.import_type for row in result.rows] == ["skip"]
    assert exported["value"] == [Decimal("2435.20")]


def test_thousands_of_rows_take_no_query_of_their_own(django_assert_max_num_queries: Any):
    rows = [("xi-mang", "lang-son", f"{1900 + i // 12}-{i % 12 + 1:02}", str(60 + i % 7)) for i in range(1500)]

    # Names, areas, the default area, the comparison, the audit's four; rows and versions are written in chunks.
    with django_assert_max_num_queries(100):
        result = ObservationResource().import_data(tidy(*rows))

    assert result.totals["new"] == 1500


def test_the_known_address_of_imports_leads_to_the_pages_of_ours():
    officer = make_user("can-bo")
    officer.groups.add(Group.objects.get(name="Số liệu"))
    client = Client()
    client.force_login(officer)

    listing = client.get(reverse("admin:indicators_observation_changelist")).content.decode()
    response = client.get(reverse("admin:indicators_observation_import"))

    assert reverse("admin:indicators_observation_import") in listing
    assert response["Location"] == reverse("admin:indicators_importbatch_add")
