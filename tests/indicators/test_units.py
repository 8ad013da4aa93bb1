from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.unit_catalogue import NAMED_UNITS
from indicators.units import Unit, UnitError, convert, parse_unit

SCALES = ("", "chục ", "trăm ", "nghìn ", "vạn ", "triệu ", "trăm triệu ", "tỷ ", "nghìn tỷ ")

simple_units = st.builds(
    lambda scale, named: parse_unit(scale + named.vietnamese), st.sampled_from(SCALES), st.sampled_from(NAMED_UNITS)
)
quotients = st.builds(
    lambda unit, named: parse_unit(f"{unit.symbol_vi}/{named.vietnamese}"), simple_units, st.sampled_from(NAMED_UNITS)
)
units = simple_units | quotients
values = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(min_value=-(10**18), max_value=10**18),
    st.integers(min_value=0, max_value=6),
)


@pytest.mark.parametrize(
    ("text", "dimension", "scale", "symbol"),
    [
        ("tấn", "mass", "1", "tấn"),
        ("Nghìn tấn", "mass", "1000", "nghìn tấn"),
        ("ngàn tấn", "mass", "1000", "nghìn tấn"),
        ("1.000 tấn", "mass", "1000", "nghìn tấn"),
        ("1000 tấn", "mass", "1000", "nghìn tấn"),
        ("1,000 tons", "mass", "1000", "nghìn tấn"),
        ("'000 tons", "mass", "1000", "nghìn tấn"),
        ("Thous. tons", "mass", "1000", "nghìn tấn"),
        ("kg", "mass", "0.001", "kg"),
        ("tạ", "mass", "0.1", "tạ"),
        ("yến", "mass", "0.01", "yến"),
        ("tỷ đồng", "money_vnd", "1000000000", "tỷ đồng"),
        ("tỉ đồng", "money_vnd", "1000000000", "tỷ đồng"),
        ("(Tỷ VNĐ)", "money_vnd", "1000000000", "tỷ đồng"),
        ("Bill. dongs", "money_vnd", "1000000000", "tỷ đồng"),
        ("1.000đ", "money_vnd", "1000", "nghìn đồng"),
        ("trđ", "money_vnd", "1000000", "triệu đồng"),
        ("nghìn tỷ đồng", "money_vnd", "1000000000000", "nghìn tỷ đồng"),
        ("Triệu USD", "money_usd", "1000000", "triệu USD"),
        ("Tr.USD", "money_usd", "1000000", "triệu USD"),
        ("TrUSD", "money_usd", "1000000", "triệu USD"),
        ("triệu đô la Mỹ", "money_usd", "1000000", "triệu USD"),
        ("triệu $", "money_usd", "1000000", "triệu USD"),
        ("USD million", "money_usd", "1000000", "triệu USD"),
        ("Kwh", "energy", "1", "kWh"),
        ("triệu Kwh", "energy", "1000000", "triệu kWh"),
        ("GWh", "energy", "1000000", "GWh"),
        ("m3", "volume", "1", "m³"),
        ("nghìn m³", "volume", "1000", "nghìn m³"),
        ("nghìn lít", "volume", "1", "nghìn lít"),
        ("m2", "area", "0.0001", "m²"),
        ("ha", "area", "1", "ha"),
        ("%", "ratio", "0.01", "%"),
        ("phần trăm", "ratio", "0.01", "%"),
        ("lần", "ratio", "1", "lần"),
        ("điểm %", "percentage_point", "1", "điểm phần trăm"),
        ("điểm phần trăm", "percentage_point", "1", "điểm phần trăm"),
        ("điểm", "point", "1", "điểm"),
        ("người", "count:người", "1", "người"),
        ("1000 người", "count:người", "1000", "nghìn người"),
        ("Lượt khách", "count:lượt khách", "1", "lượt khách"),
        ("lượt người", "count:lượt người", "1", "lượt người"),
        ("nghìn tấn.km", "freight", "1000", "nghìn tấn.km"),
        ("nghìn lượt HK.km", "passenger_distance", "1000", "nghìn hành khách.km"),
        ("chiếc", "count:chiếc", "1", "chiếc"),
        ("triệu bao", "count:bao", "1000000", "triệu bao"),
        ("TEU", "container_equivalent", "1", "TEU"),
        ("dự án", "count:dự án", "1", "dự án"),
        ("USD/tấn", "money_usd/mass", "1", "USD/tấn"),
        ("triệu đồng/người", "money_vnd/count:người", "1000000", "triệu đồng/người"),
        ("tạ / ha", "mass/area", "0.1", "tạ/ha"),
        ("đ/kg", "money_vnd/mass", "1000", "đồng/kg"),
        ("kg/người/tháng", "mass/count:người/month", "0.001", "kg/người/tháng"),
        ("người/km2", "count:người/area", "0.01", "người/km²"),
        ("Nghìn tấn - Thous. tons", "mass", "1000", "nghìn tấn"),
        ("nghin tan", "mass", "1000", "nghìn tấn"),
        ("ty dong", "money_vnd", "1000000000", "tỷ đồng"),
        ("diem phan tram", "percentage_point", "1", "điểm phần trăm"),
        ("NGHÌN\u00a0TẤN", "mass", "1000", "nghìn tấn"),
        ("nghi\u0300n ta\u0302\u0301n", "mass", "1000", "nghìn tấn"),
    ],
)
def test_unit_is_read_as_people_write_it(text: str, dimension: str, scale: str, symbol: str) -> None:
    unit = parse_unit(text)

    assert (unit.dimension, unit.scale, unit.symbol_vi) == (dimension, Decimal(scale), symbol)


@pytest.mark.parametrize(
    "text",
    ["", " ", "nghìn", "tỷ", "12", "1.000", "2.000 tấn", "1.00 tấn", "tân", "tá", "foo", "cuộn", "bình gas", "USD/",
     "/tấn", "USD/foo", "foo/tấn", "nghìn/tấn", "Tấn - USD", "tấn tấn", "kg g",
     "yen", "Đơn vị tính: tấn", "()", "tấn" * 100],
)  # fmt: skip
def test_unknown_or_half_written_unit_is_refused_by_name(text: str) -> None:
    with pytest.raises(UnitError) as refusal:
        parse_unit(text)

    assert text.strip()[:20] in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_plain_spelling_is_refused_where_it_could_mean_two_units() -> None:
    with pytest.raises(UnitError):
        parse_unit("yen")

    assert parse_unit("yến").dimension == "mass"
    assert parse_unit("yên").dimension == "money_jpy"


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1233000", "tấn", "nghìn tấn", "1233"),
        ("230", "nghìn tấn", "tấn", "230000"),
        ("1.5", "tạ", "kg", "150"),
        ("4800", "tỷ đồng", "nghìn tỷ đồng", "4.8"),
        ("163", "triệu kWh", "GWh", "163"),
        ("720", "nghìn m³", "lít", "720000000"),
        ("55", "tạ/ha", "tấn/ha", "5.5"),
        ("55", "tạ/ha", "kg/m²", "0.55"),
        ("25.4", "%", "lần", "0.254"),
        ("25000", "đồng/kg", "triệu đồng/tấn", "25"),
        ("100", "người/km²", "người/ha", "1"),
    ],
)
def test_value_converts_exactly_within_its_dimension(value: str, source: str, target: str, expected: str) -> None:
    assert convert(Decimal(value), parse_unit(source), parse_unit(target)) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "target"),
    [("tấn", "USD"), ("%", "điểm phần trăm"), ("USD", "đồng"), ("chiếc", "cái"), ("USD/tấn", "USD"), ("tháng", "ngày")],
)
def test_value_does_not_convert_across_dimensions(source: str, target: str) -> None:
    with pytest.raises(UnitError, match=f"{source}.*{target}"):
        convert(Decimal(1), parse_unit(source), parse_unit(target))


def test_value_with_no_finite_form_in_the_other_unit_is_refused() -> None:
    dozen_and_a_half = Unit("count:cái", Decimal(18), "tá rưỡi", "dozen and a half")

    assert convert(Decimal(36), parse_unit("cái"), dozen_and_a_half) == 2
    with pytest.raises(UnitError, match="chính xác"):
        convert(Decimal(1), parse_unit("cái"), dozen_and_a_half)


@pytest.mark.parametrize("scale", ["0", "-1", "NaN", "Infinity"])
def test_scale_of_a_unit_is_above_zero(scale: str) -> None:
    with pytest.raises(UnitError):
        Unit("mass", Decimal(scale), "tấn", "tonnes")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nghìn tấn", "nghin-tan"),
        ("%", "phan-tram"),
        ("điểm %", "diem-phan-tram"),
        ("m³", "m3"),
        ("USD/tấn", "usd-tren-tan"),
    ],
)
def test_code_of_a_unit_is_its_vietnamese_symbol_in_plain_letters(text: str, code: str) -> None:
    assert parse_unit(text).code == code


def test_symbol_follows_the_language() -> None:
    unit = parse_unit("triệu đồng/người")

    assert unit.symbol("vi") == str(unit) == "triệu đồng/người"
    assert unit.symbol("en") == unit.symbol("en-us") == "million VND/person"


def test_two_symbols_can_measure_the_same() -> None:
    assert parse_unit("nghìn kg").measures_as(parse_unit("tấn"))
    assert not parse_unit("nghìn kg").measures_as(parse_unit("kg"))


def test_no_two_units_share_a_code() -> None:
    every = [parse_unit(scale + named.vietnamese) for named in NAMED_UNITS for scale in SCALES]

    assert len({unit.code for unit in every}) == len(every)


@given(unit=units)
def test_symbols_read_back_as_the_unit(unit: Unit) -> None:
    assert parse_unit(unit.symbol_vi) == unit
    assert parse_unit(unit.symbol_en) == unit
    assert parse_unit(unit.symbol_vi.upper()) == unit


@given(value=values, source=units, target=units)
def test_conversion_there_and_back_is_the_value(value: Decimal, source: Unit, target: Unit) -> None:
    target = Unit(source.dimension, target.scale, target.symbol_vi, target.symbol_en)

    assert convert(convert(value, source, target), target, source) == value


@given(value=values, source=simple_units, middle=simple_units, target=simple_units)
def test_conversion_by_way_of_a_third_unit_is_the_same(
    value: Decimal, source: Unit, middle: Unit, target: Unit
) -> None:
    middle = Unit(source.dimension, middle.scale, "a", "a")
    target = Unit(source.dimension, target.scale, "b", "b")

    assert convert(convert(value, source, middle), middle, target) == convert(value, source, target)


@given(text=st.text(max_size=100))
def test_any_text_is_a_unit_or_a_refusal(text: str) -> None:
    try:
        unit = parse_unit(text)
    except UnitError:
        return

    assert unit.scale > 0
