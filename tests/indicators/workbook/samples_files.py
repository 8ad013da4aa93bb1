"""The same content in other file formats, and tidy sheets."""

import datetime

from tests.indicators.workbook.building import Expected, Sample, delimited, ods, one_sheet, table
from tests.indicators.workbook.old_formats import ErrorCell, Look, Styled, xls, xlsb

CD = [("C", "2018-Q1", "value", None), ("D", "2018-Q1", "plan_share", None)]
REPORT = [
    ["TÌNH HÌNH CÔNG NGHIỆP QUÝ II NĂM 2019"],
    ["Chỉ tiêu", "ĐVT", "Quý II/2018", "Ước quý II/2019", "So cùng kỳ (%)"],
    ["Xi măng", "Nghìn tấn", "230,5", "1.250,75", "111,2"],
    ["Đá các loại", "Nghìn m3", "720", "710", "98,6"],
]
SEMICOLONS = (
    *table(
        "CSV",
        [(3, "Xi măng", "Nghìn tấn"), (4, "Đá các loại", "Nghìn m3")],
        [("C", "2018-Q2", "value", None), ("D", "2019-Q2", "value", "estimate"), ("E", "2019-Q2", "growth_yoy", None)],
        [["230.5", "1250.75", "11.2"], ["720", "710", "-1.4"]],
    ),
)


def csv_with_semicolons() -> Sample:
    """UTF-8 with a byte order mark, semicolons, as Vietnamese Excel saves it."""
    return Sample("quy-2-2019.csv", delimited(REPORT, delimiter=";", encoding="utf-8-sig"), SEMICOLONS)


def csv_in_utf_16() -> Sample:
    """ "Unicode text" as Excel saves it: UTF-16 with tabs."""
    return Sample("quy-2-2019-unicode.txt", delimited(REPORT, delimiter="\t", encoding="utf-16"), SEMICOLONS)


def csv_in_windows_1258() -> Sample:
    """The old Vietnamese code page, commas, numbers quoted."""
    return Sample("quy-2-2019-1258.csv", delimited(REPORT, encoding="windows-1258"), SEMICOLONS)


def csv_with_split_heads() -> Sample:
    """Group heads that a csv cannot merge: the blank beside a group belongs to it."""
    rows = [
        ["Chỉ tiêu", "ĐVT", "Năm 2021", "", "So sánh tháng 6/2021 với (%)", ""],
        ["", "", "Tháng 5", "Tháng 6", "Tháng 5/2021", "Tháng 6/2020"],
        ["Xi măng", "Tấn", "100.5", "110.25", "109.7", "120.1"],
    ]
    expected = table(
        "CSV",
        [(3, "Xi măng", "Tấn")],
        [
            ("C", "2021-05", "value", None),
            ("D", "2021-06", "value", None),
            ("E", "2021-06", "growth_previous", None),
            ("F", "2021-06", "growth_yoy", None),
        ],
        [["100.5", "110.25", "9.7", "20.1"]],
    )
    return Sample("dau-bang-tach.csv", delimited(rows), expected)


def open_document_report() -> Sample:
    """An OpenDocument sheet with merged heads."""
    rows = [
        ["Dịch vụ quý III năm 2021"],
        ["Chỉ tiêu", "Đơn vị", "Quý III", None],
        [None, None, "Năm 2020", "Năm 2021"],
        ["Vận tải hành khách", "Nghìn lượt khách", 1500, 900.5],
        ["Vận tải hàng hóa", "Nghìn tấn", 2000, 2100],
    ]
    expected = table(
        "DV",
        [(4, "Vận tải hành khách", "Nghìn lượt khách"), (5, "Vận tải hàng hóa", "Nghìn tấn")],
        [("C", "2020-Q3", "value", None), ("D", "2021-Q3", "value", None)],
        [["1500", "900.5"], ["2000", "2100"]],
    )
    content = ods({"DV": rows}, merged=[(1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 1, 2)])
    return Sample("dich-vu.ods", content, expected)


def old_excel_report() -> Sample:
    """An Excel 97 file: number formats, percent, indentation and an error cell come from its records."""
    rows = [
        ["CÔNG NGHIỆP QUÝ I NĂM 2018"],
        ["Chỉ tiêu", "ĐVT", "Quý I/2018", "So với KH (%)"],
        ["Khai khoáng", "Tỷ đồng", Styled(1233, Look("#,##0.0")), Styled(0.254, Look("0.0%"))],
        [Styled("Than", Look(indent=2)), "Tỷ đồng", 500, ErrorCell()],
        ["Dòng ẩn", "Tỷ đồng", 1, 1],
    ]
    expected = (
        *table("Biểu 1", [(3, "Khai khoáng", "Tỷ đồng")], CD, [["1233.0", "25.4"]]),
        *table("Biểu 1", [(4, "Khai khoáng / Than", "Tỷ đồng")], CD, [["500", None]]),
    )
    content = xls({"Biểu 1": rows}, merged=[(0, 0, 0, 3)], hidden_rows=[4])
    return Sample("excel-97.xls", content, expected, errors=("D4",))


def binary_excel_report() -> Sample:
    """An xlsb file, percent format and an error cell from its records."""
    rows = [
        ["CÔNG NGHIỆP QUÝ I NĂM 2018"],
        ["Chỉ tiêu", "ĐVT", "Quý I/2018", "So với KH (%)"],
        ["Xi măng", "Tấn", 1233.5, Styled(0.254, Look("0.00%"))],
        ["Đá", "m3", 500, ErrorCell(7)],
    ]
    expected = table("Sheet1", [(3, "Xi măng", "Tấn"), (4, "Đá", "m3")], CD, [["1233.5", "25.40"], ["500", None]])
    return Sample("nhi-phan.xlsb", xlsb(rows), expected, errors=("D4",))


def tidy_in_vietnamese() -> Sample:
    """One observation a row, several measures, heads in no fixed order."""
    rows = [
        ["Kỳ", "Khu vực", "Mã chỉ tiêu", "Chỉ tiêu", "Giá trị", "Đơn vị", "% so cùng kỳ", "% kế hoạch", "Kế hoạch",
         "Trạng thái", "Ghi chú"],
        ["Quý I/2018", None, "XM", "Xi măng", 230, "Nghìn tấn", 11.2, None, 900, "Ước tính", None],
        ["2018-05", "Huyện Tràng Định", None, "Chè", "1.233,5", "Tấn", -3.5, 25.4, None, "Chính thức", "Đã sửa"],
        [datetime.date(2018, 6, 1), None, None, "Chè", "-", "Tấn", None, None, None, "sơ bộ", None],
    ]  # fmt: skip
    expected = (
        Expected("DL", "E2", "Xi măng", None, "2018-Q1", "value", "230", "Nghìn tấn", "estimate"),
        Expected("DL", "G2", "Xi măng", None, "2018-Q1", "growth_yoy", "11.2", "%"),
        Expected("DL", "I2", "Xi măng", None, "2018-Q1", "target", "900", "Nghìn tấn"),
        Expected("DL", "E3", "Chè", "Huyện Tràng Định", "2018-05", "value", "1233.5", "Tấn", "final", "Đã sửa"),
        Expected("DL", "G3", "Chè", "Huyện Tràng Định", "2018-05", "growth_yoy", "-3.5", "%", None, "Đã sửa"),
        Expected("DL", "H3", "Chè", "Huyện Tràng Định", "2018-05", "plan_share", "25.4", "%", None, "Đã sửa"),
        Expected("DL", "E4", "Chè", None, "2018-06", "value", "nil", "Tấn", "preliminary"),
    )
    return Sample("du-lieu-gon.xlsx", one_sheet("DL", rows), expected)


def tidy_in_english() -> Sample:
    """English heads with codes, year and month in columns of their own, as csv."""
    rows = [
        ["indicator_code", "area_code", "year", "month", "value", "unit", "status"],
        ["cement", "LS", "2018", "5", "230.5", "thousand tons", "estimate"],
        ["cement", "LS", "2018", "6", "240", "thousand tons", "final"],
    ]
    expected = (
        Expected("CSV", "E2", "cement", None, "2018-05", "value", "230.5", "thousand tons", "estimate"),
        Expected("CSV", "E3", "cement", None, "2018-06", "value", "240", "thousand tons", "final"),
    )
    return Sample("tidy.csv", delimited(rows), expected)


def tidy_with_mistakes() -> Sample:
    """Each bad cell of a tidy sheet is named, the other rows are read."""
    rows = [
        ["Chỉ tiêu", "Kỳ", "Giá trị", "Đơn vị", "Trạng thái"],
        ["Xi măng", "2018-05", 10, "Tấn", None],
        ["Xi măng", "hôm qua", 11, "Tấn", None],
        [None, "2018-06", 12, "Tấn", None],
        ["Xi măng", "2018-07", "mười hai", "Tấn", None],
        ["Xi măng", "2018-08", 13, "Tấn", "chắc chắn"],
        ["Xi măng", None, 14, "Tấn", None],
    ]
    expected = (
        Expected("DL", "C2", "Xi măng", None, "2018-05", "value", "10", "Tấn"),
        Expected("DL", "C6", "Xi măng", None, "2018-08", "value", "13", "Tấn"),
    )
    return Sample("du-lieu-gon-sai.xlsx", one_sheet("DL", rows), expected, errors=("B3", "A4", "C5", "E6", "B7"))


SAMPLES = (
    old_excel_report,
    binary_excel_report,
    csv_with_semicolons,
    csv_in_utf_16,
    csv_in_windows_1258,
    csv_with_split_heads,
    open_document_report,
    tidy_in_vietnamese,
    tidy_in_english,
    tidy_with_mistakes,
)
