"""Importing a department's report: exact, all or nothing, explained, undoable; by the command and by the service."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from indicators.models import Area, ImportBatch, Indicator, Observation, ObservationVersion, Target
from indicators.services.importing import ImportOptions, OptionError, Rejected, import_file, prepare
from indicators.services.recording import DifferenceChanged, Outcome
from reports.demo.figures import load_catalogue
from tests.factories import make_release

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).resolve().parent.parent.parent / "reports" / "demo" / "so-lieu"
REPORT = DEMO / "lang-son-quy-1-2018.xlsx"
OPTIONS = ImportOptions(area="lang-son")

AS_PUBLISHED = {
    # code: value, plan share, growth
    "xi-mang": ("230", None, "11.2"),
    "da-xay-dung": ("720", None, "9.5"),
    "dien-thuong-pham": ("163", None, "18.3"),
    "than-sach": ("138", None, "6.5"),
    "kim-ngach-xnk": ("1233", "25.4", "32.1"),
    "xuat-khau": ("769", "29.6", "33.4"),
    "nhap-khau": ("464", "20.6", "30.1"),
    "xuat-khau-hang-dia-phuong": ("26", "20.7", "0"),
    "ban-le": ("4800", "28.6", "10.3"),
}


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Path) -> None:
    location = {"location": tmp_path, "base_url": None}
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": location}
    }


@pytest.fixture
def _catalogue() -> None:
    load_catalogue()


def report_with(cells: dict[str, Any]) -> bytes:
    """The published report with some cells changed."""
    book = openpyxl.load_workbook(REPORT)
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def run_command(*arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON report of `import_observations`."""
    output = io.StringIO()
    code = 0
    try:
        call_command("import_observations", *arguments, "--json", stdout=output)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, json.loads(output.getvalue())


@pytest.mark.usefixtures("_catalogue")
def test_every_figure_of_the_report_is_stored_as_published():
    import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)

    stored = {
        o.indicator.code: (o.value, o.printed_plan_share, o.printed_growth_yoy)
        for o in Observation.objects.select_related("indicator")
    }
    expected = {
        code: tuple(None if figure is None else Decimal(figure) for figure in figures)
        for code, figures in AS_PUBLISHED.items()
    }
    assert stored == expected


@pytest.mark.usefixtures("_catalogue")
def test_importing_the_same_file_again_changes_nothing():
    import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)
    versions = ObservationVersion.objects.count()

    _batch, prepared = import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)

    assert prepared.counts() == {"new": 0, "changed": 0, "unchanged": 9, "rejected": 0}
    assert ObservationVersion.objects.count() == versions


@pytest.mark.usefixtures("_catalogue")
def test_a_changed_cell_is_one_changed_observation_with_its_old_value_kept():
    import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)

    _batch, prepared = import_file(report_with({"D8": 231}), REPORT.name, OPTIONS)

    [entry] = prepared.difference.of(Outcome.CHANGED)
    version = ObservationVersion.objects.get(indicator__code="xi-mang", before__isnull=False)
    assert (entry.old_value, entry.new_value) == (Decimal(230), Decimal(231))
    assert (version.old_value, version.new_value, version.cell) == (Decimal(230), Decimal(231), "D8")


@pytest.mark.usefixtures("_catalogue")
def test_a_bad_cell_writes_nothing_and_is_named():
    with pytest.raises(Rejected) as caught:
        import_file(report_with({"D9": "bảy trăm"}), REPORT.name, OPTIONS)

    [problem] = [p for p in caught.value.prepared.problems if p.severity == "error"]
    assert (problem.sheet, problem.cell) == ("Quý I-2018", "D9")
    assert "bảy trăm" in problem.message
    assert not Observation.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.usefixtures("_catalogue")
def test_an_unknown_indicator_is_rejected_with_the_nearest_names():
    with pytest.raises(Rejected) as caught:
        import_file(report_with({"B8": "Xi măng trắng đóng bao"}), REPORT.name, OPTIONS)

    messages = [p.message for p in caught.value.prepared.problems if p.severity == "error"]
    assert messages
    assert all("Xi măng trắng đóng bao" in message and "“Xi măng”" in message for message in messages)


@pytest.mark.usefixtures("_catalogue")
def test_a_name_typed_slightly_wrong_is_understood_and_told():
    _batch, prepared = import_file(report_with({"B10": "Điện thương phầm"}), REPORT.name, OPTIONS)

    assert prepared.counts()["new"] == 9


def test_unknown_indicators_are_created_when_asked():
    options = ImportOptions(create_indicators=True)

    _batch, prepared = import_file(REPORT.read_bytes(), REPORT.name, options)

    turnover = Indicator.objects.get(name_vi="Tổng kim ngạch xuất nhập khẩu qua địa bàn")
    assert len(prepared.created) == 9
    assert sorted(child.name_vi for child in turnover.children.all()) == ["Nhập khẩu", "Xuất khẩu"]
    assert turnover.unit.symbol_vi == "triệu USD"


def test_created_indicators_are_found_again_by_the_next_import():
    options = ImportOptions(create_indicators=True)
    import_file(REPORT.read_bytes(), REPORT.name, options)

    _batch, prepared = import_file(REPORT.read_bytes(), REPORT.name, options)

    assert prepared.counts() == {"new": 0, "changed": 0, "unchanged": 9, "rejected": 0}
    assert prepared.created == ()


def test_preparing_writes_nothing_at_all():
    prepared = prepare(REPORT.read_bytes(), REPORT.name, ImportOptions(create_indicators=True))

    assert prepared.counts()["new"] == 9
    assert not Indicator.objects.exists()
    assert not Observation.objects.exists()


@pytest.mark.usefixtures("_catalogue")
def test_values_in_another_unit_of_the_same_kind_are_converted_exactly():
    import_file(report_with({"C8": "Tấn", "D8": 230450}), REPORT.name, OPTIONS)

    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal("230.45")


@pytest.mark.usefixtures("_catalogue")
def test_a_unit_of_another_kind_is_refused():
    with pytest.raises(Rejected) as caught:
        import_file(report_with({"C8": "Triệu USD"}), REPORT.name, OPTIONS)

    assert any(p.cell == "D8" for p in caught.value.prepared.problems if p.severity == "error")


@pytest.mark.usefixtures("_catalogue")
def test_a_confirmed_difference_that_no_longer_holds_is_refused():
    prepared = prepare(report_with({"D8": 232}), REPORT.name, OPTIONS)
    import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)

    with pytest.raises(DifferenceChanged):
        import_file(report_with({"D8": 232}), REPORT.name, OPTIONS, expected_digest=prepared.difference.digest)

    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(230)


@pytest.mark.usefixtures("_catalogue")
def test_figures_of_an_embargoed_release_are_not_public():
    release = make_release("sap-toi", in_hours=3)

    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions(area="lang-son", release=release.code))

    assert Observation.objects.count() == 9
    assert not Observation.objects.public().exists()


def test_an_area_that_does_not_exist_is_named():
    with pytest.raises(OptionError, match="khong-co"):
        prepare(REPORT.read_bytes(), REPORT.name, ImportOptions(area="khong-co"))


@pytest.mark.usefixtures("_catalogue")
def test_a_tidy_file_brings_plans_as_targets():
    import_file((DEMO / "chuoi-minh-hoa.csv").read_bytes(), "chuoi.csv", OPTIONS)

    assert Target.objects.get(indicator__code="ban-le").value == Decimal(16783)
    assert Observation.objects.filter(area=Area.objects.get(code="cua-khau-huu-nghi")).exists()


@pytest.mark.usefixtures("_catalogue")
def test_the_command_reports_as_the_contract_says():
    code, report = run_command(str(REPORT), "--area", "lang-son")

    cement = next(o for o in report["observations"] if o["cell"] == "D8")
    assert code == 0
    assert {key: cement[key] for key in ("sheet", "indicator", "period", "measure", "value", "unit", "status")} == {
        "sheet": "Quý I-2018",
        "indicator": "Xi măng",
        "period": "2018-Q1",
        "measure": "value",
        "value": "230",
        "unit": "nghìn tấn",
        "status": "estimate",
    }
    assert report["batch"] == ImportBatch.objects.get().pk
    assert (report["new"], report["rejected"]) == (9, 0)


def test_the_command_exits_1_where_something_is_rejected():
    code, report = run_command(str(REPORT))

    assert code == 1
    assert report["rejected"] > 0
    assert report["batch"] is None


def test_the_command_exits_2_where_the_file_is_no_workbook(tmp_path: Path):
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"%PDF-1.7 not a workbook")

    code, report = run_command(str(path))

    assert code == 2
    assert report["problems"]


@pytest.mark.usefixtures("_catalogue")
def test_a_dry_run_writes_nothing():
    code, report = run_command(str(REPORT), "--area", "lang-son", "--dry-run")

    assert (code, report["new"], report["batch"]) == (0, 9, None)
    assert not Observation.objects.exists()


@pytest.mark.usefixtures("_catalogue")
def test_an_import_is_undone_by_its_number():
    batch, _prepared = import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)

    call_command("undo_import", str(batch.pk), stdout=io.StringIO())

    assert not Observation.objects.exists()


@pytest.mark.usefixtures("_catalogue")
def test_undoing_names_what_was_changed_since():
    batch, _prepared = import_file(REPORT.read_bytes(), REPORT.name, OPTIONS)
    import_file(report_with({"D8": 231}), REPORT.name, OPTIONS)
    errors = io.StringIO()

    with pytest.raises(SystemExit):
        call_command("undo_import", str(batch.pk), stderr=errors)

    assert "Xi măng" in errors.getvalue()
    assert Observation.objects.count() == 9
