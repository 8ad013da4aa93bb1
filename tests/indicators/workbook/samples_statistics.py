"""Tables of the statistics office and customs: cumulative columns, quantity and value pairs, price indices."""

from tests.indicators.workbook.building import Expected, Look, Sample, one_sheet, table, xlsx


def national_monthly_industry() -> Sample:
    """The monthly table of the statistics office: months and cumulative months, compared in words with years."""
    rows = [
        ["18. Sản phẩm chủ yếu của ngành công nghiệp"],
        [],
        [None, "Đơn vị tính", "Thực hiện tháng 8 năm 2018", "Ước tính tháng 9 năm 2018", "Cộng dồn 9 tháng năm 2018",
         "Tháng 9 năm 2018 so với tháng 9 năm 2017 (%)", "9 tháng năm 2018 so với cùng kỳ năm 2017 (%)"],
        [],
        ["Than đá (than sạch)", "Nghìn tấn", 3262.1, 2988, 30612.3, 119.2, 109.8],
        ["Dầu mỏ thô khai thác", '"', 1000.5, 982, 9143.4, 87.6, 88.5],
        ["Điện thoại di động", "Triệu cái", 19.7, 20.9, 152.4, 108.4, 98.8],
    ]  # fmt: skip
    expected = table(
        "18",
        [
            (5, "Than đá (than sạch)", "Nghìn tấn"),
            (6, "Dầu mỏ thô khai thác", "Nghìn tấn"),
            (7, "Điện thoại di động", "Triệu cái"),
        ],
        [
            ("C", "2018-08", "value", None),
            ("D", "2018-09", "value", "estimate"),
            ("E", "2018-01/P9M", "value", None),
            ("F", "2018-09", "growth_yoy", None),
            ("G", "2018-01/P9M", "growth_yoy", None),
        ],
        [
            ["3262.1", "2988", "30612.3", "19.2", "9.8"],
            ["1000.5", "982", "9143.4", "-12.4", "-11.5"],
            ["19.7", "20.9", "152.4", "8.4", "-1.2"],
        ],
    )
    return Sample("san-pham-cong-nghiep-9-2018.xlsx", one_sheet("18", rows), expected)


def customs_quantity_and_value() -> Sample:
    """Pairs of quantity and value under month and cumulative heads, three header rows."""
    rows = [
        ["HÀNG HÓA XUẤT KHẨU THÁNG 4 NĂM 2019"],
        [None, None, None, "Lượng: Tấn; Trị giá: Nghìn USD"],
        ["STT", "Mặt hàng chủ yếu", "Thực hiện", None, None, None, "So với cùng kỳ (%)", None],
        [None, None, "Tháng 4/2019", None, "4 tháng/2019", None, "4 tháng/2019", None],
        [None, None, "Lượng (tấn)", "Trị giá (nghìn USD)", "Lượng (tấn)", "Trị giá (nghìn USD)", "Lượng", "Trị giá"],
        [1, "Hạt điều", 1500, 12000, 5000.5, 40100, 104.5, 98.2],
        [2, "Cao su", 300, 420.5, 1250, 1790, 88.1, 91.3],
    ]
    columns = [
        ("C", "lượng", "tấn", "2019-04", "value"),
        ("D", "trị giá", "nghìn USD", "2019-04", "value"),
        ("E", "lượng", "tấn", "2019-01/P4M", "value"),
        ("F", "trị giá", "nghìn USD", "2019-01/P4M", "value"),
        ("G", "lượng", "%", "2019-01/P4M", "growth_yoy"),
        ("H", "trị giá", "%", "2019-01/P4M", "growth_yoy"),
    ]
    values = [
        (6, "Hạt điều", ["1500", "12000", "5000.5", "40100", "4.5", "-1.8"]),
        (7, "Cao su", ["300", "420.5", "1250", "1790", "-11.9", "-8.7"]),
    ]
    expected = tuple(
        Expected("XK", f"{letters}{row}", f"{name} – {aspect}", None, period, measure, value, unit)
        for row, name, line in values
        for (letters, aspect, unit, period, measure), value in zip(columns, line, strict=True)
    )
    merged = ["A1:H1", "A3:A5", "B3:B5", "C3:F3", "G3:H3", "C4:D4", "E4:F4", "G4:H4"]
    return Sample("xuat-khau-mat-hang-4-2019.xlsx", one_sheet("XK", rows, merged=merged), expected)


def consumer_prices() -> Sample:
    """Price indices against five bases; those that are neither the same nor the previous period are left out."""
    rows = [
        ["CHỈ SỐ GIÁ TIÊU DÙNG THÁNG 5 NĂM 2018"],
        [None, None, None, None, None, "Đơn vị tính: %"],
        ["Nhóm hàng", "Chỉ số giá tháng 5/2018 so với", None, None, None,
         "Bình quân 5 tháng năm 2018 so với cùng kỳ năm 2017"],
        [None, "Kỳ gốc 2014", "Tháng 5/2017", "Tháng 12/2017", "Tháng 4/2018", None],
        ["CHỈ SỐ GIÁ TIÊU DÙNG", 110.52, 103.86, 101.61, 100.55, 103.01],
        ["I. Hàng ăn và dịch vụ ăn uống", 107.1, 103.22, 101.8, 100.9, 101.4],
        ["1. Lương thực", 105, 104.1, 101.2, 99.85, 103.6],
        ["II. Giao thông", 95.2, 107.4, 103, 101.73, 105.44],
    ]  # fmt: skip
    food = "Hàng ăn và dịch vụ ăn uống"
    expected = table(
        "CPI",
        [(5, "CHỈ SỐ GIÁ TIÊU DÙNG", ""), (6, food, ""), (7, f"{food} / Lương thực", ""), (8, "Giao thông", "")],
        [
            ("C", "2018-05", "growth_yoy", None),
            ("E", "2018-05", "growth_previous", None),
            ("F", "2018-01/P5M", "growth_yoy", None),
        ],
        [["3.86", "0.55", "3.01"], ["3.22", "0.9", "1.4"], ["4.1", "-0.15", "3.6"], ["7.4", "1.73", "5.44"]],
    )
    merged = ["A1:F1", "A3:A4", "B3:E3", "F3:F4"]
    return Sample("cpi-5-2018.xlsx", one_sheet("CPI", rows, merged=merged), expected)


def investment_by_ownership() -> Sample:
    """Columns that divide the row's indicator by ownership."""
    rows = [
        ["VỐN ĐẦU TƯ THỰC HIỆN NĂM 2020"],
        ["ĐVT: Tỷ đồng"],
        ["Chỉ tiêu", "Tổng số", "Chia theo loại hình", None, None],
        [None, None, "Nhà nước", "Ngoài nhà nước", "Đầu tư nước ngoài"],
        ["Vốn xây dựng cơ bản", 500, 200, 250, 50],
        ["Vốn mua sắm tài sản", 90, 30, 45, 15],
    ]
    names = ["Vốn xây dựng cơ bản", "Vốn mua sắm tài sản"]
    parts = ["", " / Nhà nước", " / Ngoài nhà nước", " / Đầu tư nước ngoài"]
    values = [["500", "200", "250", "50"], ["90", "30", "45", "15"]]
    expected = tuple(
        Expected("VĐT", f"{letters}{row}", name + part, None, "2020", "value", value, "Tỷ đồng")
        for row, name, line in zip((5, 6), names, values, strict=True)
        for letters, part, value in zip("BCDE", parts, line, strict=True)
    )
    merged = ["A3:A4", "B3:B4", "C3:E3"]
    return Sample("von-dau-tu-2020.xlsx", one_sheet("VĐT", rows, merged=merged), expected)


def two_language_yearbook() -> Sample:
    """Heads in two languages on two lines, units in brackets behind the names, indentation by cell style."""
    rows = [
        ["Một số chỉ tiêu chủ yếu về công nghiệp"],
        ["Some main indicators on industry"],
        [None, 2017, 2018, "Ước 2019\nEst. 2019"],
        ["Giá trị sản xuất (Tỷ đồng) - Gross output (Bill. dongs)", 4100, 4510.5, 4950],
        ["Khai khoáng - Mining", 700, 690, 710],
        ["Chế biến, chế tạo - Manufacturing", 3400, 3820.5, 4240],
        ["Chỉ số sản xuất (%) - Index of industrial production (%)", 109.1, 110.01, 109.7],
    ]
    output = "Giá trị sản xuất"
    expected = table(
        "NGTK",
        [
            (4, output, "Tỷ đồng"),
            (5, f"{output} / Khai khoáng", "Tỷ đồng"),
            (6, f"{output} / Chế biến, chế tạo", "Tỷ đồng"),
            (7, "Chỉ số sản xuất", "%"),
        ],
        [("B", "2017", "value", None), ("C", "2018", "value", None), ("D", "2019", "value", "estimate")],
        [["4100", "4510.5", "4950"], ["700", "690", "710"], ["3400", "3820.5", "4240"], ["109.1", "110.01", "109.7"]],
    )
    return Sample("nien-giam-cong-nghiep.xlsx", one_sheet("NGTK", rows, indent={"A5": 1, "A6": 1}), expected)


def three_tables_on_a_sheet() -> Sample:
    """Three tables under each other, each with its own title, unit and notes; a fourth part is only text."""
    rows = [
        ["1. SẢN XUẤT XI MĂNG QUÝ III NĂM 2020"],
        ["Chỉ tiêu", "ĐVT", "Quý III/2020"],
        ["Xi măng", "Nghìn tấn", 250],
        ["Clanhke (1)", "Nghìn tấn", 190],
        ["(1) Không gồm phần tiêu thụ nội bộ"],
        [],
        ["2. THƯƠNG MẠI THÁNG 9 NĂM 2020"],
        ["Đơn vị tính: Tỷ đồng"],
        ["Chỉ tiêu", "Tháng 9/2020", "9 tháng 2020"],
        ["Bán lẻ hàng hóa", 1500, 13200],
        [],
        ["3. DU LỊCH"],
        ["Chỉ tiêu", "ĐVT", "9 tháng năm 2020"],
        ["Khách du lịch", "Nghìn lượt khách", 1200.5],
        [],
        ["Ghi chú: Số liệu tính đến ngày 25/9/2020."],
        ["Nguồn: Sở Công Thương"],
        ["Người lập biểu", None, "Thủ trưởng đơn vị"],
    ]
    note = "Không gồm phần tiêu thụ nội bộ"
    expected = (
        *table("BC", [(3, "Xi măng", "Nghìn tấn")], [("C", "2020-Q3", "value", None)], [["250"]]),
        *table("BC", [(4, "Clanhke", "Nghìn tấn")], [("C", "2020-Q3", "value", None)], [["190"]], footnotes={4: note}),
        *table(
            "BC",
            [(10, "Bán lẻ hàng hóa", "Tỷ đồng")],
            [("B", "2020-09", "value", None), ("C", "2020-01/P9M", "value", None)],
            [["1500", "13200"]],
        ),
        *table("BC", [(14, "Khách du lịch", "Nghìn lượt khách")], [("C", "2020-01/P9M", "value", None)], [["1200.5"]]),
    )
    return Sample("ba-bang-mot-trang.xlsx", one_sheet("BC", rows), expected)


def cover_contents_and_hidden_sheet() -> Sample:
    """A cover, a list of contents and a hidden sheet around the one sheet that is a table named by its period."""
    cover = [["BÁO CÁO THỐNG KÊ"], ["Tháng 7 năm 2021"], [], ["Người lập: Nguyễn Văn A"]]
    contents = [["MỤC LỤC"], ["1", "Công nghiệp"], ["2", "Thương mại"]]
    figures = [["Chỉ tiêu", "Đơn vị", "Giá trị"], ["Xi măng", "Tấn", 1000], ["Gạch nung", "Nghìn viên", 2500.5]]
    draft = [["Chỉ tiêu", "Đơn vị", "Tháng 1/2021"], ["Xi măng", "Tấn", 99]]
    expected = table(
        "T7.2021",
        [(2, "Xi măng", "Tấn"), (3, "Gạch nung", "Nghìn viên")],
        [("C", "2021-07", "value", None)],
        [["1000"], ["2500.5"]],
    )
    content = xlsx(
        {
            "Bìa": (cover, Look()),
            "Mục lục": (contents, Look()),
            "T7.2021": (figures, Look()),
            "Nháp": (draft, Look(is_hidden=True)),
        }
    )
    return Sample("bao-cao-nhieu-trang.xlsx", content, expected)


def spacers_and_hidden_parts() -> Sample:
    """Blank columns and rows between the parts, a hidden row and a hidden column that were not printed."""
    rows = [
        ["CÔNG NGHIỆP THÁNG 3 NĂM 2022"],
        [],
        ["TT", None, "Chỉ tiêu", "ĐVT", None, "Tháng 2/2022", "Nháp", "Tháng 3/2022"],
        [],
        [1, None, "Xi măng", "Tấn", None, 100, 1, 110],
        [],
        [2, None, "Đá xây dựng", "m3", None, 200, 2, 190.5],
        [3, None, "Dòng tạm tính", "m3", None, 7, 7, 7],
        [4, None, "Gạch", "Nghìn viên", None, 30, 3, 33],
    ]
    expected = table(
        "CN",
        [(5, "Xi măng", "Tấn"), (7, "Đá xây dựng", "m3"), (9, "Gạch", "Nghìn viên")],
        [("F", "2022-02", "value", None), ("H", "2022-03", "value", None)],
        [["100", "110"], ["200", "190.5"], ["30", "33"]],
    )
    content = one_sheet("CN", rows, hidden_rows=[8], hidden_columns=["G"])
    return Sample("dong-cot-an.xlsx", content, expected)


def heads_repeated_on_each_page() -> Sample:
    """The head row again in the middle, as printed pages have it."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "Tháng 6/2020", "So với cùng kỳ (%)"]
    rows = [
        ["SẢN PHẨM CHỦ YẾU"],
        head,
        [1, "Xi măng", "Tấn", 100, 102],
        [2, "Gạch", "Nghìn viên", 50, 97.5],
        head,
        [3, "Ngói", "Nghìn viên", 20, 110],
    ]
    expected = table(
        "SP",
        [(3, "Xi măng", "Tấn"), (4, "Gạch", "Nghìn viên"), (6, "Ngói", "Nghìn viên")],
        [("D", "2020-06", "value", None), ("E", "2020-06", "growth_yoy", None)],
        [["100", "2"], ["50", "-2.5"], ["20", "10"]],
    )
    return Sample("dau-bang-lap-lai.xlsx", one_sheet("SP", rows), expected)


def tables_side_by_side() -> Sample:
    """Two tables next to each other with a blank column between them."""
    rows = [
        ["XUẤT NHẬP KHẨU THEO MẶT HÀNG THÁNG 2 NĂM 2020 (Nghìn USD)"],
        ["Xuất khẩu", None, None, "Nhập khẩu", None],
        ["Mặt hàng", "Tháng 2/2020", None, "Mặt hàng", "Tháng 2/2020"],
        ["Hoa hồi", 1200, None, "Máy móc", 3400],
        ["Nhựa thông", 800.5, None, "Vải", 560],
    ]
    exported, imported = "Xuất khẩu", "Nhập khẩu"
    expected = (
        *table(
            "MH",
            [(4, f"{exported} / Hoa hồi", "Nghìn USD"), (5, f"{exported} / Nhựa thông", "Nghìn USD")],
            [("B", "2020-02", "value", None)],
            [["1200"], ["800.5"]],
        ),
        *table(
            "MH",
            [(4, f"{imported} / Máy móc", "Nghìn USD"), (5, f"{imported} / Vải", "Nghìn USD")],
            [("E", "2020-02", "value", None)],
            [["3400"], ["560"]],
        ),
    )
    return Sample("hai-bang-canh-nhau.xlsx", one_sheet("MH", rows), expected)


SAMPLES = (
    national_monthly_industry,
    customs_quantity_and_value,
    consumer_prices,
    investment_by_ownership,
    two_language_yearbook,
    three_tables_on_a_sheet,
    cover_contents_and_hidden_sheet,
    spacers_and_hidden_parts,
    heads_repeated_on_each_page,
    tables_side_by_side,
)
