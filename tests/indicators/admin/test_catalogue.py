"""The catalogue in the admin: what is fixed once used, found without diacritics, exported and imported."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import tablib
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.admin.exchange import FORMATS, SafeCSV, SafeXLSX, formula_safe
from indicators.catalogue_resources import IndicatorResource, UnitResource
from indicators.models import Indicator, Topic, Unit
from tests.factories import make_area, make_indicator, make_observation, make_topic, make_unit, make_user

pytestmark = pytest.mark.django_db

KINDS = ("topic", "unit", "area", "indicator", "component", "indicatoralias", "observation")


@pytest.fixture
def officer() -> User:
    return make_user("can-bo", *(f"indicators.{verb}_{kind}" for verb in ("view", "add", "change") for kind in KINDS))


@pytest.fixture
def admin_client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def inlines(**totals: int) -> dict[str, Any]:
    forms = {f"{prefix}-TOTAL_FORMS": total for prefix, total in totals.items()}
    return forms | {f"{prefix}-INITIAL_FORMS": 0 for prefix in totals}


def upload(client: Client, kind: str, dataset: tablib.Dataset, format_class: Any = SafeXLSX) -> Any:
    data = format_class().export_data(dataset)
    file = SimpleUploadedFile("danh-muc.xlsx", data)
    sent = {"import_file": file, "format": str(FORMATS.index(format_class)), "resource": "0"}
    return client.post(reverse(f"admin:indicators_{kind}_import"), sent)


def confirm(client: Client, kind: str, response: Any) -> Any:
    sent = response.context["confirm_form"].initial
    return client.post(reverse(f"admin:indicators_{kind}_process_import"), sent)


def test_an_indicator_is_added_with_its_component_and_other_name(admin_client: Client):
    part, topic, unit = make_indicator("xuat-khau"), make_topic(), make_unit("triệu USD")
    sent = {
        **{"name_vi": "Tổng kim ngạch", "code": "tong-kim-ngach", "topic": topic.pk, "unit": unit.pk},
        **{"decimals": 0, "nature": "flow", "accumulation": "sum", "position": 0, "is_public": "on"},
        **inlines(components=1, aliases=1),
        **{"components-0-part": part.pk, "components-0-sign": 1, "aliases-0-text": "Kim ngạch XNK"},
    }

    admin_client.post(reverse("admin:indicators_indicator_add"), sent)

    added = Indicator.objects.get(code="tong-kim-ngach")
    assert [component.part for component in added.components.all()] == [part]
    assert [alias.folded for alias in added.aliases.all()] == ["kim ngach xnk"]


def test_the_code_of_an_indicator_is_fixed_once_it_has_figures(admin_client: Client):
    fresh, used = make_indicator("moi"), make_indicator("da-dung")
    make_observation(indicator=used)

    def code_field(indicator: Indicator) -> bool:
        url = reverse("admin:indicators_indicator_change", args=[indicator.pk])
        return "code" in admin_client.get(url).context["adminform"].form.fields

    assert (code_field(fresh), code_field(used)) == (True, False)


def test_an_indicator_cannot_stand_below_itself(admin_client: Client):
    whole = make_indicator("tong")
    part = make_indicator("phan", parent=whole)
    url = reverse("admin:indicators_indicator_change", args=[whole.pk])
    form = admin_client.get(url).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}

    response = admin_client.post(url, sent | {"parent": part.pk} | inlines(components=0, aliases=0))

    assert "parent" in response.context["adminform"].form.errors


def test_a_unit_works_out_its_scale_from_its_symbol(admin_client: Client):
    admin_client.post(reverse("admin:indicators_unit_add"), {"symbol_vi": "nghìn tấn"})

    unit = Unit.objects.get()
    assert (unit.code, unit.dimension, str(unit.scale)) == ("nghin-tan", "mass", "1000")


def test_a_symbol_that_nobody_knows_asks_for_the_rest(admin_client: Client):
    response = admin_client.post(reverse("admin:indicators_unit_add"), {"symbol_vi": "xyz!"})

    assert set(response.context["adminform"].form.errors) == {"code", "dimension", "scale"}


@pytest.mark.parametrize("term", ["xi mang", "XI MĂNG", "măng xi", "clinker"])
def test_indicators_are_found_by_name_and_other_name_without_diacritics(admin_client: Client, term: str):
    found = make_indicator(name_vi="Xi măng các loại")
    found.aliases.create(text="Clinker")
    make_indicator(name_vi="Đá xây dựng")

    results = admin_client.get(reverse("admin:indicators_indicator_changelist"), {"q": term}).context["cl"].queryset

    assert list(results) == [found]


def test_a_selector_tells_apart_indicators_of_the_same_name(admin_client: Client):
    whole = make_indicator(name_vi="Hàng địa phương")
    make_indicator(name_vi="Xuất khẩu", parent=whole, unit="triệu USD")
    asked = {"app_label": "indicators", "model_name": "observation", "field_name": "indicator", "term": "xuat khau"}

    results = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [result["text"] for result in results] == ["Hàng địa phương › Xuất khẩu (triệu USD)"]


def test_the_catalogue_leaves_and_comes_back_with_its_other_names(admin_client: Client):
    indicator = make_indicator("xuat-khau", name_vi="Xuất khẩu")
    indicator.aliases.create(text="KN xuất khẩu", parent_text="Hàng địa phương")
    indicator.aliases.create(text="XK")
    dataset = IndicatorResource().export()

    unchanged = upload(admin_client, "indicator", dataset)
    indicator.aliases.all().delete()
    changed = upload(admin_client, "indicator", dataset)
    confirm(admin_client, "indicator", changed)

    assert unchanged.context["result"].totals["skip"] == 1
    assert changed.context["result"].totals["update"] == 1
    assert {(a.text, a.parent_text) for a in indicator.aliases.all()} == {
        ("KN xuất khẩu", "Hàng địa phương"),
        ("XK", ""),
    }


def test_an_unknown_code_is_named_and_nothing_is_written(admin_client: Client):
    make_unit("tấn")
    dataset = tablib.Dataset(("moi", "Mới", "khong-co", "tan"), headers=["code", "name_vi", "topic", "unit"])

    response = upload(admin_client, "indicator", dataset)

    assert "Không có lĩnh vực mang mã “khong-co”." in response.content.decode()
    assert not Indicator.objects.exists()


def test_a_file_that_is_no_workbook_is_refused_with_a_reason(admin_client: Client):
    file = SimpleUploadedFile("x.xlsx", b"%PDF-1.7")

    response = admin_client.post(
        reverse("admin:indicators_topic_import"), {"import_file": file, "format": "0", "resource": "0"}
    )

    assert "PDF" in str(response.context["form"].errors["import_file"])


def test_a_file_over_the_limit_is_refused(admin_client: Client, settings: Any):
    settings.IMPORT_MAX_BYTES = 10

    response = upload(admin_client, "topic", tablib.Dataset(("a", "A"), headers=["code", "name_vi"]))

    assert "import_file" in response.context["form"].errors
    assert not Topic.objects.exists()


def test_import_asks_for_the_right_to_add_and_change(officer: User):
    looker = make_user("xem", "indicators.view_topic")
    client = Client()
    client.force_login(looker)

    assert client.get(reverse("admin:indicators_topic_import")).status_code == 403
    assert client.get(reverse("admin:indicators_topic_export")).status_code == 200


def test_scales_leave_digit_for_digit():
    make_unit("nghìn tấn")

    assert UnitResource().export()["scale"] == ["1000"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        *(("=1+1", "'=1+1"), ("@x", "'@x"), ("+84 25", "'+84 25"), ("-3,5", "-3,5"), ("−3", "−3"), ("", "")),
        *((" =1+1", "' =1+1"), ("\n=1+1", "'\n=1+1"), ("\tx", "'\tx"), ("＝1+1", "'＝1+1"), ("Xi măng", "Xi măng")),
    ],
)
def test_no_cell_starts_a_formula(cell: str, written: str):
    assert formula_safe(cell) == written


def test_figures_leave_exactly_and_names_without_formulas(admin_client: Client):
    make_observation("123456789012345678.25", indicator=make_indicator("dai", name_vi="=HYPERLINK(1)"))
    make_observation("2435.20", indicator=make_indicator("ngan"), area=make_area())
    url = reverse("admin:indicators_observation_export")
    fields = {f"observationexport_{name}": "on" for name in ("indicator", "indicator_name", "value", "period")}

    as_csv = admin_client.post(url, {"format": str(FORMATS.index(SafeCSV)), "resource": "0", **fields})
    as_xlsx = admin_client.post(url, {"format": str(FORMATS.index(SafeXLSX)), "resource": "0", **fields})
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx.content)).active

    assert "123456789012345678.25" in as_csv.content.decode()
    assert "2435.20" in as_csv.content.decode()
    assert "'=HYPERLINK(1)" in as_csv.content.decode()
    assert {cell.value for row in sheet.iter_rows() for cell in row} >= {"123456789012345678.25", 2435.2, "2018-Q1"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
