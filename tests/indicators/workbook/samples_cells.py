"""Cells as people fill them: numbers as text, signs for what is missing, marks, formats, mistakes."""

import datetime

from tests.indicators.workbook.building import Expected, Sample, one_sheet, table

HEAD = ["STT", "Chỉ tiêu", "ĐVT", "Tháng 4/2020", "Tháng 5/2020"]
COLUMNS = [("D", "2020-04", "value", None), ("E", "2020-05", "value", None)]


def numbers_as_vietnamese_text() -> Sample:
    """Numbers typed as text in the Vietnamese way; the clear ones decide how the doubtful ones are read."""
    rows = [
        ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        HEAD,
        ["1", "Xi măng", "Tấn", "1.233", "1.233,5"],
        ["2", "Đá", "m3", "1.234.567", "980"],
        ["3", "Điện", "Triệu kWh", "18,3", " 20,45 "],
        ["4", "Tăng thêm", "Tỷ đồng", "(12,4)", "−3,1"],
    ]
    expected = table(
        "CN",
        [(3, "Xi măng", "Tấn"), (4, "Đá", "m3"), (5, "Điện", "Triệu kWh"), (6, "Tăng thêm", "Tỷ đồng")],
        COLUMNS,
        [["1233", "1233.5"], ["1234567", "980"], ["18.3", "20.45"], ["-12.4", "-3.1"]],
    )
    return Sample("so-viet-bang-chu.xlsx", one_sheet("CN", rows), expected)


def numbers_as_english_text() -> Sample:
    """The same in the English way."""
    rows = [
        ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        HEAD,
        ["1", "Xi măng", "Tấn", "1,233", "1,233.5"],
        ["2", "Điện", "Triệu kWh", "18.3", "20.45"],
    ]
    expected = table(
        "CN",
        [(3, "Xi măng", "Tấn"), (4, "Điện", "Triệu kWh")],
        COLUMNS,
        [["1233", "1233.5"], ["18.3", "20.45"]],
    )
    return Sample("so-viet-kieu-anh.xlsx", one_sheet("CN", rows), expected)


def ambiguous_numbers() -> Sample:
    """A text that could be 1233 or 1.233, with nothing on the sheet to decide: an error at its cell."""
    rows = [
        ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        HEAD,
        ["1", "Xi măng", "Tấn", "1.233", "1.500"],
        ["2", "Đá", "m3", "2.750", 60],
    ]
    expected = table("CN", [(4, "Đá", "m3")], COLUMNS, [[None, "60"]])
    return Sample("so-mo-ho.xlsx", one_sheet("CN", rows), expected, errors=("D3", "E3", "D4"))


def ambiguous_numbers_that_their_rows_decide() -> Sample:
    """The same beside real numbers of its size: read with a warning. A range is no plan that could be read."""
    rows = [
        ["KẾ HOẠCH NĂM 2021"],
        ["Chỉ tiêu", "ĐVT", "Thực hiện năm 2020", "Kế hoạch năm 2021"],
        ["Thu ngân sách", "Tỷ đồng", 4580, "5.100"],
        ["Tăng trưởng", "%", 6.5, "7 - 8"],
        ["Lao động", "Người", "10.500", "11.250"],
    ]
    expected = table(
        "KH",
        [(3, "Thu ngân sách", "Tỷ đồng"), (4, "Tăng trưởng", "%"), (5, "Lao động", "Người")],
        [("C", "2020", "value", None), ("D", "2021", "target", None)],
        [["4580", "5100"], ["6.5", None], ["10500", "11250"]],
    )
    return Sample("so-mo-ho-co-can-cu.xlsx", one_sheet("KH", rows), expected, warnings=("D3", "D4"))


def signs_and_legend() -> Sample:
    """What is missing, kept apart as the legend says; estimates and footnote marks in the cells."""
    rows = [
        ["NÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        HEAD,
        [1, "Chè", "Tấn", "-", "1.500,5 (ước)"],
        [2, "Quế *", "Tấn", "…", "x"],
        [3, "Hồi", "Tấn", "120,5 (1)", ".."],
        [4, "Sả", "Tấn", 15, None],
        ["Ký hiệu: (-) Không phát sinh; (…) Chưa thu thập được; (x) Bảo mật"],
        ["(1) Đã điều chỉnh"],
        ["* Gồm cả vỏ quế"],
    ]
    expected = (
        Expected("NN", "D3", "Chè", None, "2020-04", "value", "nil", "Tấn"),
        Expected("NN", "E3", "Chè", None, "2020-05", "value", "1500.5", "Tấn", "estimate"),
        Expected("NN", "D4", "Quế", None, "2020-04", "value", "not_available", "Tấn", None, "Gồm cả vỏ quế"),
        Expected("NN", "E4", "Quế", None, "2020-05", "value", "confidential", "Tấn", None, "Gồm cả vỏ quế"),
        Expected("NN", "D5", "Hồi", None, "2020-04", "value", "120.5", "Tấn", None, "Đã điều chỉnh"),
        Expected("NN", "E5", "Hồi", None, "2020-05", "value", "not_available", "Tấn"),
        Expected("NN", "D6", "Sả", None, "2020-04", "value", "15", "Tấn"),
    )
    return Sample("ky-hieu-va-ghi-chu.xlsx", one_sheet("NN", rows), expected)


def formats_and_artefacts() -> Sample:
    """Percent formats, published decimals, binary artefacts, hidden thousands."""
    rows = [
        ["THƯƠNG MẠI QUÝ I NĂM 2018"],
        ["Chỉ tiêu", "ĐVT", "Quý I/2018", "% so với KH năm", "So với cùng kỳ (%)"],
        ["Kim ngạch", "Triệu USD", 1233, 0.254, 1.321],
        ["Bán lẻ", "Tỷ đồng", 0.1 + 0.2, 0.2, 1.1],
        ["Doanh thu", "Tỷ đồng", 4800500, 0.286, 0.97],
    ]
    expected = table(
        "TM",
        [(3, "Kim ngạch", "Triệu USD"), (4, "Bán lẻ", "Tỷ đồng"), (5, "Doanh thu", "Tỷ đồng")],
        [("C", "2018-Q1", "value", None), ("D", "2018-Q1", "plan_share", None), ("E", "2018-Q1", "growth_yoy", None)],
        [["1233.0", "25.4", "32.1"], ["0.3", "20.0", "10.0"], ["4800.5", "28.6", "-3.0"]],
    )
    formats = {"C3": "#,##0.0", "D3:D5": "0.0%", "E3:E5": "0.0%", "C5": "#,##0.0,"}
    return Sample("dinh-dang-so.xlsx", one_sheet("TM", rows, formats=formats), expected)


def fractions_without_format() -> Sample:
    """Comparisons as fractions of one that nobody formatted as percent: read as percent, with a warning."""
    rows = [
        ["THƯƠNG MẠI QUÝ I NĂM 2018"],
        ["Chỉ tiêu", "ĐVT", "Quý I/2018", "% so với KH năm", "So với cùng kỳ (%)"],
        ["Kim ngạch", "Triệu USD", 1233, 0.254, 1.321],
        ["Bán lẻ", "Tỷ đồng", 4800, 0.286, 1.103],
        ["Doanh thu", "Tỷ đồng", 900, 0.31, 0.97],
    ]
    expected = table(
        "TM",
        [(3, "Kim ngạch", "Triệu USD"), (4, "Bán lẻ", "Tỷ đồng"), (5, "Doanh thu", "Tỷ đồng")],
        [("C", "2018-Q1", "value", None), ("D", "2018-Q1", "plan_share", None), ("E", "2018-Q1", "growth_yoy", None)],
        [["1233", "25.4", "32.1"], ["4800", "28.6", "10.3"], ["900", "31", "-3"]],
    )
    return Sample("phan-cua-mot.xlsx", one_sheet("TM", rows), expected, warnings=("D2", "E2"))


def mistakes_at_their_cells() -> Sample:
    """Text, a date, a truth value and a formula never calculated where numbers belong."""
    rows = [
        ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        HEAD,
        [1, "Xi măng", "Tấn", "đang tổng hợp", 100],
        [2, "Đá", "m3", datetime.date(2020, 3, 5), 90],
        [3, "Gạch", "Nghìn viên", True, 80],
        [4, "Ngói", "Nghìn viên", "=D3+1", 70],
        [5, "Cát", "m3", "#REF!", 60],
    ]
    names = ["Xi măng", "Đá", "Gạch", "Ngói", "Cát"]
    units = ["Tấn", "m3", "Nghìn viên", "Nghìn viên", "m3"]
    expected = tuple(
        Expected("CN", f"E{row}", name, None, "2020-05", "value", str(130 - 10 * row), unit)
        for row, (name, unit) in enumerate(zip(names, units, strict=True), start=3)
    )
    return Sample("o-sai.xlsx", one_sheet("CN", rows), expected, errors=("D3", "D4", "D5", "D6", "D7"))


def an_index_among_growth() -> Sample:
    """ "100 of the same period" in a column of growth: read as it stands, with a warning at its cell."""
    rows = [
        ["KẾT QUẢ QUÝ I/2018"],
        ["Chỉ tiêu", "ĐVT", "Ước quý I", "So cùng kỳ (%)"],
        ["Xi măng", "Nghìn tấn", 230, 11.2],
        ["Hàng địa phương", "Triệu USD", 26, 100],
        ["Bán lẻ", "Tỷ đồng", 4800, 10.3],
    ]
    expected = table(
        "KQ",
        [(3, "Xi măng", "Nghìn tấn"), (4, "Hàng địa phương", "Triệu USD"), (5, "Bán lẻ", "Tỷ đồng")],
        [("C", "2018-Q1", "value", "estimate"), ("D", "2018-Q1", "growth_yoy", None)],
        [["230", "11.2"], ["26", "100"], ["4800", "10.3"]],
    )
    return Sample("chi-so-giua-muc-tang.xlsx", one_sheet("KQ", rows), expected, warnings=("D4",))


SAMPLES = (
    numbers_as_vietnamese_text,
    numbers_as_english_text,
    ambiguous_numbers,
    ambiguous_numbers_that_their_rows_decide,
    signs_and_legend,
    formats_and_artefacts,
    fractions_without_format,
    mistakes_at_their_cells,
    an_index_among_growth,
)
