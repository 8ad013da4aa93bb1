"""Charts: they show what is there, leave gaps where nothing is, and say the same in words."""

from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Category, Chart, ChartError, Kind, Reading, Series, sparkline
from indicators.charts.frame import shown_ticks, wrapped
from indicators.charts.scales import nice_ticks, scale_for
from indicators.periods import Period

SVG = "{http://www.w3.org/2000/svg}"
QUARTERS = [Period.of_quarter(year, quarter) for year in (2016, 2017) for quarter in (1, 2, 3, 4)]

figures = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
readings = st.lists(st.one_of(st.none(), figures), min_size=1, max_size=40)


def exports(
    *values: str | None, kind: Kind = Kind.LINE, estimates: tuple[int, ...] = (), language: str = "vi"
) -> Chart:
    series = Series.of("Xuất khẩu", [None if v is None else Decimal(v) for v in values], estimates=estimates)
    return Chart.of_periods(
        kind, "Kim ngạch", "triệu USD", QUARTERS[: len(values)], [series], key="c1", language=language
    )


def tree(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.render_svg())


def with_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [node for node in svg.iter() if name in (node.get("class") or "").split()]


@given(low=figures, high=figures, count=st.integers(2, 10))
def test_ticks_cover_the_range_in_equal_steps(low: Decimal, high: Decimal, count: int) -> None:
    low, high = sorted((low, high))

    ticks = nice_ticks(low, high, count=count)

    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1
    assert 2 <= len(ticks) <= count + 2


@given(values=st.lists(figures, min_size=1, max_size=30), from_zero=st.booleans())
def test_every_value_stands_inside_the_plot(values: list[Decimal], from_zero: bool) -> None:
    scale = scale_for(values, height=250, from_zero=from_zero)

    places = [scale.place(value) for value in values]

    assert all(0 <= place <= 250 for place in places)


@given(values=st.lists(figures, min_size=1, max_size=30))
def test_columns_stand_on_zero(values: list[Decimal]) -> None:
    scale = scale_for(values, height=250, from_zero=True)

    assert scale.low <= 0 <= scale.high
    assert scale.baseline == 0


@given(values=readings, kind=st.sampled_from(Kind), estimated=st.sets(st.integers(0, 39)))
def test_any_data_draw_a_clean_picture(values: list[Decimal | None], kind: Kind, estimated: set[int]) -> None:
    categories = tuple(Category(f"Phần {number}") for number in range(len(values)))
    chart = Chart(kind, "Bất kỳ", "%", categories, (Series.of("Chuỗi", values, estimates=estimated),))

    drawn = chart.render_svg()

    ElementTree.fromstring(drawn)
    assert "NaN" not in drawn
    assert "Infinity" not in drawn
    assert "E+" not in drawn
    assert "style=" not in drawn
    assert drawn == chart.render_svg()


def test_a_missing_value_leaves_a_gap() -> None:
    svg = tree(exports("100", "110", None, "130", "140"))

    strokes = with_class(svg, "chart-line")

    assert len(strokes) == 2
    assert len(with_class(svg, "chart-point")) == 4


def test_a_value_between_two_gaps_keeps_its_mark_in_a_long_series() -> None:
    values = [Decimal(k) for k in range(50)]
    gapped: list[Decimal | None] = [*values[:20], None, Decimal(21), None, *values[23:]]
    chart = Chart(Kind.LINE, "Dài", "", tuple(Category(str(k)) for k in range(50)), (Series.of("A", gapped),))

    assert len(with_class(tree(chart), "chart-point")) == 2


def test_an_estimate_is_hollow_and_the_step_to_it_dotted() -> None:
    svg = tree(exports("100", "110", "120", estimates=(2,)))

    assert len(with_class(svg, "chart-open")) == 1
    assert [stroke.get("stroke-dasharray") for stroke in with_class(svg, "chart-line")] == [None, "0.1 5"]


def test_the_picture_has_a_name_and_the_summary_as_its_description() -> None:
    chart = exports("100", "130.5")

    svg = tree(chart)

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "c1-title c1-desc"
    assert svg.findtext(f"{SVG}title") == "Kim ngạch"
    assert svg.findtext(f"{SVG}desc") == chart.summary


def test_summary_names_ends_extremes_gaps_and_estimates() -> None:
    chart = exports("100", "1300.5", None, "90", "120", estimates=(4,))

    assert chart.summary == (
        "Xuất khẩu (triệu USD): từ 100 (Quý I/2016) đến 120 (Quý I/2017); cao nhất 1.300,5 (Quý II/2016), "
        "thấp nhất 90 (Quý IV/2016). 1 giá trị chưa có. Dấu rỗng và nét chấm là số ước tính."
    )


def test_summary_of_a_breakdown_goes_from_the_largest_part() -> None:
    parts = ("Nhà nước", "Tư nhân", "Nước ngoài")
    series = Series.of("Xuất khẩu", [Decimal(12), Decimal(769), Decimal("312.5")])
    chart = Chart(Kind.BREAKDOWN, "Cơ cấu", "triệu USD", tuple(map(Category, parts)), (series,), language="vi")

    assert chart.summary == "Xuất khẩu (triệu USD), từ lớn đến nhỏ: Tư nhân 769, Nước ngoài 312,5, Nhà nước 12."


def test_a_series_without_any_value_says_so() -> None:
    chart = exports(None, None)

    assert chart.summary == "Xuất khẩu (triệu USD): không có số liệu. 2 giá trị chưa có."
    assert with_class(tree(chart), "chart-line") == []


def test_numbers_and_labels_follow_the_reader() -> None:
    vietnamese, english = exports("1000", "2500.5"), exports("1000", "2500.5", language="en")

    assert "2.500,5" in vietnamese.render_svg()
    assert "2,500.5" in english.render_svg()
    assert ">Q1<" in english.render_svg()


def test_a_chart_made_on_an_english_page_speaks_english() -> None:
    with translation.override("en"):
        chart = Chart.of_periods(Kind.BAR, "Exports", "", QUARTERS[:1], [Series.of("Exports", [Decimal("1234.5")])])

    assert "1,234.5" in chart.render_svg()


def test_a_line_that_leaves_zero_out_says_so() -> None:
    close, far = exports("1000", "1010"), exports("10", "1010")

    assert "trục không bắt đầu từ 0" in close.render_svg()
    assert "trục không bắt đầu từ 0" not in far.render_svg()


def test_names_with_markup_are_text() -> None:
    series = Series.of("<script>alert(1)</script>", [Decimal(1)])
    chart = Chart(Kind.LINE, "<b>&", "'\"", (Category("<i>"),), (series, Series.of('"><x', [Decimal(2)])), key="a")

    drawn = chart.render_svg()

    ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "<i>" not in drawn


def test_series_differ_by_more_than_colour() -> None:
    many = tuple(Series.of(f"Chuỗi {k}", [Decimal(k), Decimal(k + 1)]) for k in range(6))
    chart = Chart(Kind.LINE, "Sáu chuỗi", "", (Category("a"), Category("b")), many)

    svg = tree(chart)
    strokes = [node for node in with_class(svg, "chart-line") if node.tag == f"{SVG}path"]
    shapes = {(node.tag, node.get("d")) for node in with_class(svg, "chart-point")}

    assert len({stroke.get("stroke-dasharray") for stroke in strokes}) == 6
    assert len(shapes) == 6


@pytest.mark.parametrize(
    ("categories", "series"),
    [
        ((), (Series.of("A", []),)),
        ((Category("a"),), ()),
        ((Category("a"),), (Series.of("A", [Decimal(1), Decimal(2)]),)),
        ((Category("a"),), (Series("A", (Reading(Decimal("NaN")),)),)),
        ((Category("a"),), tuple(Series.of(str(k), [Decimal(1)]) for k in range(7))),
    ],
)
def test_data_that_do_not_fit_are_refused(categories: tuple[Category, ...], series: tuple[Series, ...]) -> None:
    with pytest.raises(ChartError):
        Chart(Kind.LINE, "Sai", "", categories, series)


def test_months_are_thinned_alike_in_every_year() -> None:
    months = tuple(
        Category.of_period(Period.of_month(year, m)) for year in (2014, 2015, 2016, 2017) for m in range(1, 13)
    )

    shown = shown_ticks(months, 24)

    assert {months[position].tick for position in shown} == {"2", "4", "6", "8", "10", "12"}


def test_long_names_break_between_words() -> None:
    lines = wrapped("Khu vực có vốn đầu tư nước ngoài kể cả dầu thô và các ngành chế biến", 30)

    assert all(len(line) <= 30 for line in lines)
    assert " ".join(lines) == "Khu vực có vốn đầu tư nước ngoài kể cả dầu thô và các ngành chế biến"


def test_sparkline_needs_two_values() -> None:
    assert sparkline([Decimal(1), None]) == ""


@given(values=st.lists(st.one_of(st.none(), figures), max_size=40))
def test_sparkline_is_decoration_and_clean(values: list[Decimal | None]) -> None:
    drawn = sparkline(values)

    if drawn:
        svg = ElementTree.fromstring(f'<x xmlns="http://www.w3.org/2000/svg">{drawn}</x>')
        assert next(iter(svg)).get("aria-hidden") == "true"
        assert "NaN" not in drawn
