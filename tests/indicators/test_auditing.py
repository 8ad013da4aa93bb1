"""The audit of an import against the database: its neighbours, its cells, its cost, what the command says of it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from indicators.audit import Rule
from indicators.models import Component, Observation, VersionKind
from indicators.periods import Period
from indicators.services.auditing import audit_difference
from indicators.services.comparing import Stated, compare
from indicators.services.importing import ImportOptions, import_file, prepare
from indicators.workbook.problems import Severity
from reports.demo.figures import load_catalogue
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_target

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).resolve().parents[2] / "reports" / "demo" / "so-lieu" / "lang-son-quy-1-2018.xlsx"


def report_with(cells: dict[str, Any]) -> bytes:
    book = openpyxl.load_workbook(REPORT)
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def stated(indicator: Any, value: str, period: Period = Q1_2018, **printed: str) -> Stated:
    fields = {"value": Decimal(value), **{f"printed_{name}": Decimal(number) for name, number in printed.items()}}
    return Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, period, fields, "Biểu 1", "D5")


def test_the_published_report_raises_no_alarm():
    load_catalogue()

    prepared = prepare(REPORT.read_bytes(), REPORT.name, ImportOptions())

    assert prepared.audit.findings == ()


def test_a_finding_points_at_the_cell_of_the_printed_growth_itself():
    load_catalogue()
    base = Q1_2018.same_period_last_year
    import_file(
        f"Mã chỉ tiêu,Kỳ,Giá trị\nxi-mang,{base.sdmx},206.8\n".encode(), "2017.csv", ImportOptions(area="lang-son")
    )

    prepared = prepare(report_with({"F8": 12.1}), REPORT.name, ImportOptions(area="lang-son"))

    [finding] = prepared.audit.findings
    assert (finding.rule, finding.sheet, finding.cell) == (Rule.GROWTH_YOY, "Quý I-2018", "F8")


def test_a_total_that_does_not_add_up_points_at_the_part_that_came_in():
    load_catalogue()
    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions())

    prepared = prepare(report_with({"D14": 700}), REPORT.name, ImportOptions())

    finding = next(f for f in prepared.audit.findings if f.rule is Rule.COMPONENTS)
    assert finding.cell == "D14"


def test_figures_that_stay_as_they_are_are_not_audited_again():
    load_catalogue()
    import_file(report_with({"D13": 1300}), REPORT.name, ImportOptions())

    prepared = prepare(report_with({"D13": 1300}), REPORT.name, ImportOptions())

    assert prepared.audit.findings == ()


def test_an_embargoed_figure_is_a_neighbour_as_well():
    indicator = make_indicator()
    release = make_release(in_hours=5)
    for months in range(1, 4):
        make_observation("70", indicator=indicator, period=Period(2017, months, 1), release=release)

    audit = audit_difference(compare([stated(indicator, "71000", Period(2017, 4, 1))]))

    assert [finding.rule for finding in audit.errors] == [Rule.UNIT_SLIP]


def test_the_plan_in_the_same_file_is_the_one_that_shares_are_of():
    indicator = make_indicator()
    make_target("9999", indicator=indicator)
    target = Stated(VersionKind.TARGET, indicator.pk, make_area().pk, Period.of_year(2018), {"value": Decimal(4850)})

    audit = audit_difference(compare([stated(indicator, "1233", plan_share="25.4"), target]))

    assert audit.findings == ()


def test_the_audit_takes_four_queries_however_many_figures(django_assert_num_queries: Callable[[int], Any]):
    whole, part = make_indicator(), make_indicator()
    Component.objects.create(whole=whole, part=part)
    many = [stated(i, "70", Period(1900 + n // 12, n % 12 + 1, 1)) for n in range(300) for i in (whole, part)]
    difference = compare(many)

    # The components, the indicators, their observations around, their plans.
    with django_assert_num_queries(4):
        audit_difference(difference)


def test_nothing_new_costs_nothing(django_assert_num_queries: Callable[[int], Any]):
    observation = make_observation("70")
    difference = compare([stated(observation.indicator, "70")])

    with django_assert_num_queries(0):
        audit = audit_difference(difference)

    assert audit.findings == ()


def test_the_command_tells_findings_as_warnings_and_writes_all_the_same(tmp_path: Path):
    load_catalogue()
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(report_with({"D14": 7690}))
    output = io.StringIO()

    call_command("import_observations", str(path), "--area", "lang-son", "--json", stdout=output)

    report = json.loads(output.getvalue())
    [warning] = [problem for problem in report["problems"] if problem["cell"] in ("D13", "D14")]
    assert (warning["severity"], report["rejected"]) == (Severity.WARNING, 0)
    assert "7.690" in warning["message"]
    assert Observation.objects.count() == 9
