"""Summary tables of offices: abbreviated heads, totals that the title names, divisions by place, dates for periods."""

from tests.indicators.workbook.building import Expected, Sample, grid_of, one_sheet, table


def abbreviated_comparisons() -> Sample:
    """Heads such as T5/CK and 5T/KH under a group, some with formulas beneath."""
    rows = [
        ["BIỂU TỔNG HỢP CÁC CHỈ TIÊU NGÀNH CÔNG THƯƠNG THÁNG 5/2018"],
        ["STT", "Chỉ tiêu", "ĐVT", "KH 2018", "TH 5T/2017", "TH T4/2018", "Ước T5/2018", "Ước 5T/2018", "So sánh (%)"],
        [*[None] * 8, "T5/T4", "T5/CK", "5T/CK", "5T/KH"],
        ["A", "B", "C", 1, 2, 3, 4, 5, "6=4/3", 7, "8=5/2", "9=5/1"],
        ["I", "GTSX công nghiệp (giá SS 2010)", "Tỷ đ", 5200, 1900, 410, 425, 2010, 103.7, 109.2, 105.8, 38.7],
        [None, "- KV Nhà nước", "Tỷ đ", 1200, 400, 90, 95, 450, 105.6, 100.2, 112.5, 37.5],
        ["II", "Sản phẩm chủ yếu"],
        [1, "Xi măng", "1000 tấn", 1000, 380, 85, 90, 400, 105.9, 108, 105.3, 40],
    ]
    output = "GTSX công nghiệp (giá SS 2010)"
    expected = table(
        "SCT",
        [
            (5, output, "Tỷ đ"),
            (6, f"{output} / KV Nhà nước", "Tỷ đ"),
            (8, "Sản phẩm chủ yếu / Xi măng", "1000 tấn"),
        ],
        [
            ("D", "2018", "target", None),
            ("E", "2017-01/P5M", "value", None),
            ("F", "2018-04", "value", None),
            ("G", "2018-05", "value", "estimate"),
            ("H", "2018-01/P5M", "value", "estimate"),
            ("I", "2018-05", "growth_previous", None),
            ("J", "2018-05", "growth_yoy", None),
            ("K", "2018-01/P5M", "growth_yoy", None),
            ("L", "2018-01/P5M", "plan_share", None),
        ],
        [
            ["5200", "1900", "410", "425", "2010", "3.7", "9.2", "5.8", "38.7"],
            ["1200", "400", "90", "95", "450", "5.6", "0.2", "12.5", "37.5"],
            ["1000", "380", "85", "90", "400", "5.9", "8", "5.3", "40"],
        ],
    )
    return Sample("tong-hop-cong-thuong-5-2018.xlsx", one_sheet("SCT", rows, merged=["I2:L2"]), expected)


def total_named_by_the_title() -> Sample:
    """A row "TỔNG SỐ" that is what the title names, its parts told by bold and indentation."""
    rows = [
        ["Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước tháng 5 năm 2018"],
        [None, None, None, None, None, "Tỷ đồng"],
        [None, "Kế hoạch năm 2018", "Ước tính tháng 5 năm 2018", "Cộng dồn 5 tháng năm 2018",
         "Cộng dồn 5 tháng năm 2018 so với (%)", None],
        [None, None, None, None, "Kế hoạch năm 2018", "Cùng kỳ năm trước"],
        ["TỔNG SỐ", 340154, 23110, 96540, 28.4, 109.5],
        ["Trung ương", 67200, 4010, 16200, 24.1, 99.7],
        ["Bộ Giao thông vận tải", 12000, 1100, 5100, 42.5, 101.2],
        ["Địa phương", 272954, 19100, 80340, 29.4, 111.8],
    ]  # fmt: skip
    whole = "Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước"
    paths = [whole, f"{whole} / Trung ương", f"{whole} / Trung ương / Bộ Giao thông vận tải", f"{whole} / Địa phương"]
    expected = table(
        "VĐT",
        [(row, path, "Tỷ đồng") for row, path in enumerate(paths, start=5)],
        [
            ("B", "2018", "target", None),
            ("C", "2018-05", "value", "estimate"),
            ("D", "2018-01/P5M", "value", None),
            ("E", "2018-01/P5M", "plan_share", None),
            ("F", "2018-01/P5M", "growth_yoy", None),
        ],
        [
            ["340154", "23110", "96540", "28.4", "9.5"],
            ["67200", "4010", "16200", "24.1", "-0.3"],
            ["12000", "1100", "5100", "42.5", "1.2"],
            ["272954", "19100", "80340", "29.4", "11.8"],
        ],
    )
    content = one_sheet("VĐT", rows, merged=["E3:F3"], indent={"A7": 2}, bold=["A5", "A6", "A8"])
    return Sample("von-ngan-sach-5-2018.xlsx", content, expected)


def dated_season_with_divisions() -> Sample:
    """A title with a date in place of a period, a unit alone in its line, "Chia ra" and "Trong đó"."""
    rows = [
        ["1. Sản xuất nông nghiệp đến ngày 15 tháng 5 năm 2018"],
        [],
        [None, None, None, "Nghìn ha"],
        [None, "Thực hiện cùng kỳ năm trước", "Thực hiện kỳ này", "Thực hiện kỳ này so với cùng kỳ năm trước (%)"],
        ["Gieo cấy lúa đông xuân", 3117.1, 3102.1, 99.5],
        ["Chia ra:"],
        ["  Miền Bắc", 1141.9, 1127.7, 98.8],
        ["  Miền Nam", 1975.2, 1974.4, 100],
        ["Thu hoạch lúa ở miền Nam", 1900, 1910.5, 100.6],
    ]
    whole = "Gieo cấy lúa đông xuân"
    expected = table(
        "1",
        [
            (5, whole, "Nghìn ha"),
            (7, f"{whole} / Miền Bắc", "Nghìn ha"),
            (8, f"{whole} / Miền Nam", "Nghìn ha"),
            (9, "Thu hoạch lúa ở miền Nam", "Nghìn ha"),
        ],
        [
            ("B", "2017-01/P5M", "value", None),
            ("C", "2018-01/P5M", "value", None),
            ("D", "2018-01/P5M", "growth_yoy", None),
        ],
        [
            ["3117.1", "3102.1", "-0.5"],
            ["1141.9", "1127.7", "-1.2"],
            ["1975.2", "1974.4", "0"],
            ["1900", "1910.5", "0.6"],
        ],
    )
    return Sample("nong-nghiep-15-5-2018.xlsx", one_sheet("1", rows), expected)


def provinces_as_a_division() -> Sample:
    """Projects and capital as columns; the total first, then "Phân theo một số địa phương"."""
    rows = [
        ["Đầu tư trực tiếp nước ngoài được cấp phép từ 01/01-20/05/2018"],
        [None, "Số dự án (Dự án)", "Vốn đăng ký cấp mới (Triệu USD)"],
        ["TỔNG SỐ", 1076, 4655],
        ["Phân theo một số địa phương"],
        ["Hà Nội", 150, 220.5],
        ["TP. Hồ Chí Minh", 300, 480],
        ["Bà Rịa - Vũng Tàu", 9, 700],
    ]
    expected = grid_of(
        "FDI",
        [(3, None), (5, "Hà Nội"), (6, "TP. Hồ Chí Minh"), (7, "Bà Rịa - Vũng Tàu")],
        [
            ("B", "Số dự án", "2018-01/P5M", "Dự án", None),
            ("C", "Vốn đăng ký cấp mới", "2018-01/P5M", "Triệu USD", None),
        ],
        [["1076", "4655"], ["150", "220.5"], ["300", "480"], ["9", "700"]],
    )
    return Sample("fdi-5-2018.xlsx", one_sheet("FDI", rows), expected)


def heads_with_english_lines() -> Sample:
    """Heads and names whose English stands on lines of its own, units in both languages."""
    rows = [
        ["Diện tích, dân số và mật độ dân số năm 2019 phân theo huyện/thành phố"],
        ["Area, population and population density in 2019 by district"],
        [None, "Diện tích\nArea\n(Km2)", "Dân số trung bình\n(Người)\nAverage population\n(Person)"],
        ["TỔNG SỐ - TOTAL", 8310, 782666],
        ["Thành phố Lạng Sơn\nLang Son city", 78, 103284],
        ["Huyện Tràng Định\nTrang Dinh district", 1017, 59840],
    ]
    expected = grid_of(
        "DS",
        [(4, None), (5, "Thành phố Lạng Sơn"), (6, "Huyện Tràng Định")],
        [("B", "Diện tích", "2019", "Km2", None), ("C", "Dân số trung bình", "2019", "Người", None)],
        [["8310", "782666"], ["78", "103284"], ["1017", "59840"]],
    )
    return Sample("dien-tich-dan-so-2019.xlsx", one_sheet("DS", rows), expected)


def quarters_under_years_as_rows() -> Sample:
    """Years as headings, quarters beneath them as rows."""
    rows = [
        ["Giá trị xuất khẩu qua các năm"],
        ["ĐVT: Triệu USD"],
        ["Thời gian", "Tổng số", "Hàng địa phương"],
        ["Năm 2017"],
        ["Quý I", 500, 20],
        ["Quý II", 520, 25.5],
        ["Năm 2018"],
        ["Quý I", 769, 26],
    ]
    name = "Giá trị xuất khẩu"
    places = [(5, "2017-Q1", "500", "20"), (6, "2017-Q2", "520", "25.5"), (8, "2018-Q1", "769", "26")]
    expected = tuple(
        Expected("XK", f"{letters}{row}", path, None, period, "value", value, "Triệu USD")
        for row, period, total, local in places
        for letters, path, value in (("B", name, total), ("C", f"{name} / Hàng địa phương", local))
    )
    return Sample("xuat-khau-theo-quy.xlsx", one_sheet("XK", rows), expected)


def two_stub_columns_and_absolute_change() -> Sample:
    """Fields and indicators in two columns of names; a column of absolute change, which is no measure, left out."""
    rows = [
        ["Kết quả tháng 3 năm 2021"],
        ["Lĩnh vực", "Chỉ tiêu", "ĐVT", "Tháng 3/2021", "Tăng/giảm so cùng kỳ", None],
        [None, None, None, None, "Tuyệt đối", "%"],
        ["Công nghiệp", "Xi măng", "Tấn", 100, 5, 5.3],
        [None, "Gạch", "Nghìn viên", 50, -2, -3.8],
        ["Thương mại", "Bán lẻ", "Tỷ đồng", 400, 20, 5.3],
    ]
    expected = table(
        "KQ",
        [
            (4, "Công nghiệp / Xi măng", "Tấn"),
            (5, "Công nghiệp / Gạch", "Nghìn viên"),
            (6, "Thương mại / Bán lẻ", "Tỷ đồng"),
        ],
        [("D", "2021-03", "value", None), ("F", "2021-03", "growth_yoy", None)],
        [["100", "5.3"], ["50", "-3.8"], ["400", "5.3"]],
    )
    merged = ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "A4:A5"]
    return Sample("hai-cot-ten.xlsx", one_sheet("KQ", rows, merged=merged), expected)


SAMPLES = (
    abbreviated_comparisons,
    total_named_by_the_title,
    dated_season_with_divisions,
    provinces_as_a_division,
    heads_with_english_lines,
    quarters_under_years_as_rows,
    two_stub_columns_and_absolute_change,
)
