"""Tables whose rows are places: districts, border gates, regions; or periods: months and years."""

from tests.indicators.workbook.building import Expected, Sample, grid_of, one_sheet, table


def districts_by_year() -> Sample:
    """A yearbook table of districts under years, the last of them preliminary, in two languages."""
    rows = [
        ["57. Diện tích gieo trồng lúa đông xuân phân theo huyện/thành phố thuộc tỉnh"],
        ["    Planted area of spring paddy by district"],
        [None, None, None, "ĐVT: Ha - Unit: Ha"],
        [None, 2015, 2016, 2017, "Sơ bộ\nPrel. 2018"],
        ["TỔNG SỐ - TOTAL", 15000, 15100.5, 15200, 15350],
        ["Thành phố Lạng Sơn - Lang Son city", 400, 390, 380, 375],
        ["Huyện Tràng Định - Trang Dinh district", 2600, 2610.5, 2620, 2675],
        ["Huyện Cao Lộc - Cao Loc district", 12000, 12100, 12200, 12300],
    ]
    subject = "Diện tích gieo trồng lúa đông xuân"
    years = [("B", "2015", None), ("C", "2016", None), ("D", "2017", None), ("E", "2018", "preliminary")]
    expected = grid_of(
        "57",
        [(5, None), (6, "Thành phố Lạng Sơn"), (7, "Huyện Tràng Định"), (8, "Huyện Cao Lộc")],
        [(letters, subject, year, "Ha", status) for letters, year, status in years],
        [
            ["15000", "15100.5", "15200", "15350"],
            ["400", "390", "380", "375"],
            ["2600", "2610.5", "2620", "2675"],
            ["12000", "12100", "12200", "12300"],
        ],
    )
    return Sample("lua-dong-xuan-theo-huyen.xlsx", one_sheet("57", rows), expected)


def border_gates_under_indicators() -> Sample:
    """Border gates as rows, turnover and its parts as columns, month and cumulative over them."""
    rows = [
        ["KIM NGẠCH XUẤT NHẬP KHẨU QUA CÁC CỬA KHẨU THÁNG 10 NĂM 2021"],
        [None, None, None, None, "Đơn vị tính: Triệu USD"],
        ["STT", "Cửa khẩu", "Tháng 10/2021", None, "10 tháng năm 2021", None],
        [None, None, "Xuất khẩu", "Nhập khẩu", "Xuất khẩu", "Nhập khẩu"],
        [1, "Hữu Nghị", 120.5, 200, 1500, 1900.5],
        [2, "Chi Ma", 10, 15.5, 100, 140],
        [3, "Ga đường sắt Đồng Đăng", 5, "-", 44, 1],
        [None, "Tổng cộng", 135.5, 215.5, 1644, 2041.5],
    ]
    columns = [
        ("C", "Xuất khẩu", "2021-10", "Triệu USD", None),
        ("D", "Nhập khẩu", "2021-10", "Triệu USD", None),
        ("E", "Xuất khẩu", "2021-01/P10M", "Triệu USD", None),
        ("F", "Nhập khẩu", "2021-01/P10M", "Triệu USD", None),
    ]
    expected = grid_of(
        "CK",
        [(5, "Hữu Nghị"), (6, "Chi Ma"), (7, "Ga đường sắt Đồng Đăng"), (8, None)],
        columns,
        [
            ["120.5", "200", "1500", "1900.5"],
            ["10", "15.5", "100", "140"],
            ["5", "nil", "44", "1"],
            ["135.5", "215.5", "1644", "2041.5"],
        ],
    )
    merged = ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"]
    return Sample("cua-khau-thang-10-2021.xlsx", one_sheet("CK", rows, merged=merged), expected)


def indicators_over_their_districts() -> Sample:
    """Indicators as bold headings with their districts beneath, the unit in the heading's brackets."""
    rows = [
        ["TRỒNG TRỌT VỤ ĐÔNG XUÂN NĂM 2022 PHÂN THEO HUYỆN"],
        ["Chỉ tiêu", "Năm 2021", "Năm 2022", "Năm 2022 so với năm 2021 (%)"],
        ["Diện tích lúa (ha)", 900, 950, 105.6],
        ["Huyện Bắc Sơn", 400, 450, 112.5],
        ["Huyện Bình Gia", 500, 500, 100],
        ["Sản lượng lúa (tấn)", 4500, 4800, 106.7],
        ["Huyện Bắc Sơn", 2000, 2300, 115],
        ["Huyện Bình Gia", 2500, 2500, 100],
    ]

    def lines(row: int, path: str, unit: str, values: list[tuple[str | None, str, str, str]]) -> list[Expected]:
        return [
            Expected(
                "TT", f"{letters}{row + i}", path, area, period, measure, value, unit if measure == "value" else "%"
            )
            for i, (area, *figures) in enumerate(values)
            for (letters, period, measure), value in zip(
                [("B", "2021", "value"), ("C", "2022", "value"), ("D", "2022", "growth_yoy")], figures, strict=True
            )
        ]

    expected = lines(
        3,
        "Diện tích lúa",
        "ha",
        [(None, "900", "950", "5.6"), ("Huyện Bắc Sơn", "400", "450", "12.5"), ("Huyện Bình Gia", "500", "500", "0")],
    ) + lines(
        6,
        "Sản lượng lúa",
        "tấn",
        [
            (None, "4500", "4800", "6.7"),
            ("Huyện Bắc Sơn", "2000", "2300", "15"),
            ("Huyện Bình Gia", "2500", "2500", "0"),
        ],
    )
    return Sample("trong-trot-2022.xlsx", one_sheet("TT", rows, bold=["A3", "A6"]), tuple(expected))


def districts_under_crops() -> Sample:
    """Districts as rows without the word for district, columns with area, yield and output in their own units."""
    rows = [
        ["Diện tích, năng suất, sản lượng ngô năm 2019"],
        ["TT", "Huyện, thành phố", "Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)"],
        [1, "Tràng Định", 2100, 48.5, 10185],
        [2, "Văn Lãng", 1500, 50, 7500],
        [None, "Toàn tỉnh", 3600, 49.1, 17685],
    ]
    subject = ""
    columns = [
        ("C", f"{subject}Diện tích", "2019", "ha", None),
        ("D", f"{subject}Năng suất", "2019", "tạ/ha", None),
        ("E", f"{subject}Sản lượng", "2019", "tấn", None),
    ]
    expected = grid_of(
        "Ngô",
        [(3, "Tràng Định"), (4, "Văn Lãng"), (5, None)],
        columns,
        [["2100", "48.5", "10185"], ["1500", "50", "7500"], ["3600", "49.1", "17685"]],
    )
    return Sample("ngo-2019.xlsx", one_sheet("Ngô", rows), expected)


def months_as_rows_under_years() -> Sample:
    """Months as rows, years as columns: the period comes from both."""
    rows = [
        ["Chỉ số sản xuất công nghiệp các tháng (so với cùng kỳ, %)"],
        ["Tháng", "Năm 2020", "Năm 2021"],
        ["Tháng 1", 101.5, 122.3],
        ["Tháng 2", 99.8, 95.1],
        ["Tháng 3", 103.2, 108.7],
    ]
    name = "Chỉ số sản xuất công nghiệp"
    values = [("1.5", "22.3"), ("-0.2", "-4.9"), ("3.2", "8.7")]
    expected = tuple(
        Expected("IIP", f"{letters}{row}", name, None, f"{year}-{month:02}", "growth_yoy", value, "%")
        for month, (row, line) in enumerate(zip((3, 4, 5), values, strict=True), start=1)
        for letters, year, value in zip("BC", (2020, 2021), line, strict=True)
    )
    return Sample("iip-theo-thang.xlsx", one_sheet("IIP", rows), expected)


def years_as_rows_under_indicators() -> Sample:
    """Years as rows, indicators as columns with their units."""
    rows = [
        ["Dân số trung bình phân theo giới tính"],
        ["Đơn vị tính: Nghìn người"],
        ["Năm", "Tổng số", "Phân theo giới tính", None],
        [None, None, "Nam", "Nữ"],
        [2016, 768.7, 385.9, 382.8],
        [2017, 774.2, 388.8, 385.4],
        ["Sơ bộ 2018", 780, 391.8, 388.2],
    ]
    name = "Dân số trung bình"
    values = [("768.7", "385.9", "382.8"), ("774.2", "388.8", "385.4"), ("780", "391.8", "388.2")]
    paths = [name, f"{name} / Nam", f"{name} / Nữ"]
    expected = tuple(
        Expected("DS", f"{letters}{row}", path, None, str(2011 + row), "value", value, "Nghìn người",
                 "preliminary" if row == 7 else None)
        for row, line in zip((5, 6, 7), values, strict=True)
        for letters, path, value in zip("BCD", paths, line, strict=True)
    )  # fmt: skip
    return Sample("dan-so.xlsx", one_sheet("DS", rows, merged=["A3:A4", "B3:B4", "C3:D3"]), expected)


def months_as_columns() -> Sample:
    """Twelve months as columns, half of them still empty, the year in the title."""
    rows = [
        ["SẢN LƯỢNG ĐIỆN THƯƠNG PHẨM NĂM 2018"],
        ["Chỉ tiêu", "ĐVT", *[f"T{month}" for month in range(1, 13)], "Cả năm"],
        ["Điện công nghiệp", "Triệu kWh", 20, 18, 21.5, 22, None, None, None, None, None, None, None, None, 81.5],
        ["Điện sinh hoạt", "Triệu kWh", 33, 35, 30, 31.25, None, None, None, None, None, None, None, None, 129.25],
    ]
    columns = [(letters, f"2018-{month:02}", "value", None) for month, letters in enumerate("CDEF", start=1)]
    expected = table(
        "Điện",
        [(3, "Điện công nghiệp", "Triệu kWh"), (4, "Điện sinh hoạt", "Triệu kWh")],
        [*columns, ("O", "2018", "value", None)],
        [["20", "18", "21.5", "22", "81.5"], ["33", "35", "30", "31.25", "129.25"]],
    )
    return Sample("dien-12-thang-2018.xlsx", one_sheet("Điện", rows), expected)


def quarters_as_columns() -> Sample:
    """Quarters under two years."""
    rows = [
        ["Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ"],
        ["Chỉ tiêu", "Đơn vị", "Năm 2017", None, None, None, "Năm 2018", None],
        [None, None, "Quý I", "Quý II", "Quý III", "Quý IV", "Quý I", "Ước quý II"],
        ["Bán lẻ hàng hóa", "Tỷ đồng", 4000, 4100, 4200, 4500, 4400, 4520],
        ["Dịch vụ lưu trú, ăn uống", "Tỷ đồng", 300, 310, 305, 330, 320, 335],
    ]
    periods = ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4", "2018-Q1"]
    columns = [(letters, period, "value", None) for letters, period in zip("CDEFG", periods, strict=True)]
    expected = table(
        "BL",
        [(4, "Bán lẻ hàng hóa", "Tỷ đồng"), (5, "Dịch vụ lưu trú, ăn uống", "Tỷ đồng")],
        [*columns, ("H", "2018-Q2", "value", "estimate")],
        [["4000", "4100", "4200", "4500", "4400", "4520"], ["300", "310", "305", "330", "320", "335"]],
    )
    merged = ["A2:A3", "B2:B3", "C2:F2", "G2:H2"]
    return Sample("ban-le-theo-quy.xlsx", one_sheet("BL", rows, merged=merged), expected)


def months_as_bare_numbers() -> Sample:
    """Months written 1, 2, 3 under the head "Tháng", their sum below them: it is of the months there are."""
    rows = [
        ["Lượng khách du lịch năm 2019 (lượt)"],
        ["Tháng", "Khách quốc tế", "Khách nội địa"],
        [1, 1000, 5000],
        [2, 1100, 6000],
        [3, 1200, 6500],
        ["Cộng", 3300, 17500],
    ]
    periods = ["2019-01", "2019-02", "2019-03", "2019-Q1"]
    expected = tuple(
        Expected("DL", f"{letters}{row}", name, None, period, "value", str(rows[row - 1][column]), "lượt")
        for row, period in enumerate(periods, start=3)
        for column, letters, name in ((1, "B", "Khách quốc tế"), (2, "C", "Khách nội địa"))
    )
    return Sample("khach-du-lich-2019.xlsx", one_sheet("DL", rows), expected)


def areas_over_their_indicators() -> Sample:
    """Districts merged in a column of their own, their indicators in the next."""
    rows = [
        ["KẾT QUẢ SẢN XUẤT QUÝ I/2020"],
        ["Huyện", "Chỉ tiêu", "ĐVT", "Quý I/2020"],
        ["Huyện Cao Lộc", "Diện tích", "ha", 100],
        [None, "Sản lượng", "tấn", 500],
        ["Huyện Lộc Bình", "Diện tích", "ha", 90],
        [None, "Sản lượng", "tấn", 450],
    ]
    districts = ["Huyện Cao Lộc", "Huyện Cao Lộc", "Huyện Lộc Bình", "Huyện Lộc Bình"]
    expected = tuple(
        Expected(
            "KQ",
            f"D{row}",
            str(rows[row - 1][1]),
            area,
            "2020-Q1",
            "value",
            str(rows[row - 1][3]),
            str(rows[row - 1][2]),
        )
        for row, area in enumerate(districts, start=3)
    )
    return Sample("huyen-va-chi-tieu.xlsx", one_sheet("KQ", rows, merged=["A3:A4", "A5:A6"]), expected)


SAMPLES = (
    districts_by_year,
    border_gates_under_indicators,
    indicators_over_their_districts,
    districts_under_crops,
    months_as_rows_under_years,
    years_as_rows_under_indicators,
    months_as_columns,
    quarters_as_columns,
    months_as_bare_numbers,
    areas_over_their_indicators,
)
