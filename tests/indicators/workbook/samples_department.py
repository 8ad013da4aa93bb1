"""Reports of a provincial department: one table of indicators with plan, growth and cumulative columns."""

from tests.indicators.workbook.building import Sample, one_sheet, table

SHEET = "Biểu"


def first_quarter_of_lang_son() -> Sample:
    """The plain report, comparisons as indices on 100."""
    rows = [
        ["UBND TỈNH LẠNG SƠN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ CÔNG THƯƠNG", None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["MỘT SỐ CHỈ TIÊU CÔNG THƯƠNG QUÝ I NĂM 2018"],
        [],
        ["STT", "Chỉ tiêu", "ĐVT", "Ước thực hiện quý I/2018", "% so với KH năm", "% so với cùng kỳ"],
        ["I", "SẢN XUẤT CÔNG NGHIỆP"],
        [1, "Xi măng", "Nghìn tấn", 230, None, 111.2],
        [2, "Đá các loại", "Nghìn m3", 720, None, 109.5],
        [3, "Điện thương phẩm", "Triệu Kwh", 163, None, 118.3],
        [4, "Than sạch", "Nghìn tấn", 138, None, 106.5],
        ["II", "XUẤT NHẬP KHẨU"],
        [1, "Tổng kim ngạch XNK qua địa bàn", "Tr.USD", 1233, 25.4, 132.1],
        [None, "Trong đó: - Xuất khẩu", "Tr.USD", 769, 29.6, 133.4],
        [None, "               - Nhập khẩu", "Tr.USD", 464, 20.6, 130.1],
        [2, "Hàng địa phương xuất khẩu", "Tr.USD", 26, 20.7, 100],
        ["III", "THƯƠNG MẠI"],
        [1, "Tổng mức bán lẻ hàng hóa", "Tỷ đồng", 4800, 28.6, 110.3],
        [],
        [None, "Lạng Sơn, ngày 22 tháng 5 năm 2018"],
        [None, "NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"],
    ]
    industry, trade = "SẢN XUẤT CÔNG NGHIỆP", "XUẤT NHẬP KHẨU"
    whole = f"{trade} / Tổng kim ngạch XNK qua địa bàn"
    expected = table(
        SHEET,
        [
            (8, f"{industry} / Xi măng", "Nghìn tấn"),
            (9, f"{industry} / Đá các loại", "Nghìn m3"),
            (10, f"{industry} / Điện thương phẩm", "Triệu Kwh"),
            (11, f"{industry} / Than sạch", "Nghìn tấn"),
            (13, whole, "Tr.USD"),
            (14, f"{whole} / Xuất khẩu", "Tr.USD"),
            (15, f"{whole} / Nhập khẩu", "Tr.USD"),
            (16, f"{trade} / Hàng địa phương xuất khẩu", "Tr.USD"),
            (18, "THƯƠNG MẠI / Tổng mức bán lẻ hàng hóa", "Tỷ đồng"),
        ],
        [
            ("D", "2018-Q1", "value", "estimate"),
            ("E", "2018-Q1", "plan_share", "estimate"),
            ("F", "2018-Q1", "growth_yoy", "estimate"),
        ],
        [
            ["230", None, "11.2"],
            ["720", None, "9.5"],
            ["163", None, "18.3"],
            ["138", None, "6.5"],
            ["1233", "25.4", "32.1"],
            ["769", "29.6", "33.4"],
            ["464", "20.6", "30.1"],
            ["26", "20.7", "0"],
            ["4800", "28.6", "10.3"],
        ],
    )
    return Sample("lang-son-quy-1-2018.xlsx", one_sheet(SHEET, rows, merged=["A4:F4"], bold=["A4"]), expected)


def monthly_with_merged_heads() -> Sample:
    """Three header rows with merged cells, a numbering row, comparisons under a group head."""
    rows = [
        ["TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP THÁNG 5 NĂM 2018"],
        ["(Kèm theo Báo cáo số 123/BC-SCT ngày 22/5/2018 của Sở Công Thương)"],
        [],
        [
            "TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2018", "Thực hiện tháng trước", "Ước tính tháng báo cáo",
            "Lũy kế từ đầu năm", "Tháng báo cáo so với (%)", None, "Lũy kế so cùng kỳ (%)", "% so KH",
        ],
        [None, None, None, None, None, None, None, "Tháng trước", "Cùng kỳ"],
        ["A", "B", "C", 1, 2, 3, 4, 5, 6, 7, 8],
        ["1", "Giá trị sản xuất (giá SS 2010)", "Tỷ đồng", 5200, 410.5, 425.25, 2010.75, 103.6, 109.2, 108.4, 38.7],
        [None, "Trong đó: Công nghiệp khai khoáng", "-nt-", 620, 48, 50.5, 240, 105.2, 98.5, 99.1, 38.7],
        ["2", "Điện sản xuất", "Triệu kWh", 900, 70, 72, 350, 102.9, 111, 110.5, 38.9],
    ]  # fmt: skip
    value = "Giá trị sản xuất (giá SS 2010)"
    expected = table(
        "T5",
        [
            (7, value, "Tỷ đồng"),
            (8, f"{value} / Công nghiệp khai khoáng", "Tỷ đồng"),
            (9, "Điện sản xuất", "Triệu kWh"),
        ],
        [
            ("D", "2018", "target", None),
            ("E", "2018-04", "value", None),
            ("F", "2018-05", "value", "estimate"),
            ("G", "2018-01/P5M", "value", None),
            ("H", "2018-05", "growth_previous", None),
            ("I", "2018-05", "growth_yoy", None),
            ("J", "2018-01/P5M", "growth_yoy", None),
            ("K", "2018-01/P5M", "plan_share", None),
        ],
        [
            ["5200", "410.5", "425.25", "2010.75", "3.6", "9.2", "8.4", "38.7"],
            ["620", "48", "50.5", "240", "5.2", "-1.5", "-0.9", "38.7"],
            ["900", "70", "72", "350", "2.9", "11", "10.5", "38.9"],
        ],
    )
    merged = ["A1:K1", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:F5", "G4:G5", "H4:I4", "J4:J5", "K4:K5"]
    return Sample("cong-nghiep-thang-5-2018.xlsx", one_sheet("T5", rows, merged=merged), expected)


def growth_columns_not_indices() -> Sample:
    """Growth written as growth, one of it negative, in a six-month report with its own plan."""
    rows = [
        ["KẾT QUẢ THỰC HIỆN 6 THÁNG ĐẦU NĂM 2019"],
        ["Đơn vị tính: Tỷ đồng"],
        ["STT", "Nội dung", "Kế hoạch năm 2019", "Thực hiện 6 tháng năm 2018", "Ước TH 6 tháng năm 2019",
         "Tăng, giảm so với cùng kỳ (%)", "Ước TH/KH năm (%)"],
        [1, "Thu ngân sách nội địa", 2500, 1100, 1250.5, 13.68, 50.02],
        [2, "Thu từ hoạt động XNK", 3000, 1600, 1400, -12.5, 46.67],
        [3, "Chi ngân sách", 9000, 4100, 4305, 5, 47.83],
    ]  # fmt: skip
    expected = table(
        "6T",
        [
            (4, "Thu ngân sách nội địa", "Tỷ đồng"),
            (5, "Thu từ hoạt động XNK", "Tỷ đồng"),
            (6, "Chi ngân sách", "Tỷ đồng"),
        ],
        [
            ("C", "2019", "target", None),
            ("D", "2018-S1", "value", None),
            ("E", "2019-S1", "value", "estimate"),
            ("F", "2019-S1", "growth_yoy", None),
            ("G", "2019-S1", "plan_share", "estimate"),
        ],
        [
            ["2500", "1100", "1250.5", "13.68", "50.02"],
            ["3000", "1600", "1400", "-12.5", "46.67"],
            ["9000", "4100", "4305", "5", "47.83"],
        ],
    )
    return Sample("ngan-sach-6-thang-2019.xlsx", one_sheet("6T", rows, merged=["A1:G1", "A2:G2"]), expected)


def ratios_named_by_formula() -> Sample:
    """Comparison columns that only say which column they divide by which."""
    rows = [
        ["BIỂU 1: GIÁ TRỊ SẢN XUẤT CÔNG NGHIỆP THÁNG 9 NĂM 2020"],
        ["STT", "Chỉ tiêu", "ĐVT", "TH tháng 9/2019", "TH tháng 8/2020", "Ước TH tháng 9/2020", "So sánh (%)", None],
        [None, None, None, None, None, None, "6/4", "6/5"],
        ["A", "B", "C", 4, 5, 6, "7=6/4", "8=6/5"],
        [1, "Tổng giá trị sản xuất", "Tỷ đồng", 400, 420, 441, 110.25, 105],
        [1.1, "Khu vực nhà nước", "Tỷ đồng", 100, 100, 98, 98, 98],
        [1.2, "Khu vực ngoài nhà nước", "Tỷ đồng", 300, 320, 343, 114.33, 107.19],
    ]
    whole = "Tổng giá trị sản xuất"
    rows[3] = ["A", "B", "C", 1, 2, 3, "4=3/1", "5=3/2"]
    rows[2] = [None, None, None, None, None, None, "3/1", "3/2"]
    expected = table(
        "B1",
        [
            (5, whole, "Tỷ đồng"),
            (6, f"{whole} / Khu vực nhà nước", "Tỷ đồng"),
            (7, f"{whole} / Khu vực ngoài nhà nước", "Tỷ đồng"),
        ],
        [
            ("D", "2019-09", "value", None),
            ("E", "2020-08", "value", None),
            ("F", "2020-09", "value", "estimate"),
            ("G", "2020-09", "growth_yoy", None),
            ("H", "2020-09", "growth_previous", None),
        ],
        [
            ["400", "420", "441", "10.25", "5"],
            ["100", "100", "98", "-2", "-2"],
            ["300", "320", "343", "14.33", "7.19"],
        ],
    )
    return Sample("gia-tri-san-xuat-thang-9-2020.xlsx", one_sheet("B1", rows, merged=["A1:H1", "G2:H2"]), expected)


def parts_without_any_sign() -> Sample:
    """ "Trong đó" inline, the second part told only by the sum; then the same names under another whole."""
    rows = [
        ["XUẤT NHẬP KHẨU QUÝ II NĂM 2018"],
        ["ĐVT: Triệu USD"],
        ["Chỉ tiêu", "Quý II/2018", "So với cùng kỳ (%)"],
        ["Tổng kim ngạch qua địa bàn", 1300, 12.5],
        ["Trong đó: Xuất khẩu", 800, 15.0],
        ["Nhập khẩu", 500, 8.4],
        ["Hàng địa phương", 60, 4.1],
        ["Trong đó: Xuất khẩu", 26, 0.5],
        ["Nhập khẩu", 34, 6.9],
    ]
    expected = table(
        "XNK",
        [
            (4, "Tổng kim ngạch qua địa bàn", "Triệu USD"),
            (5, "Tổng kim ngạch qua địa bàn / Xuất khẩu", "Triệu USD"),
            (6, "Tổng kim ngạch qua địa bàn / Nhập khẩu", "Triệu USD"),
            (7, "Hàng địa phương", "Triệu USD"),
            (8, "Hàng địa phương / Xuất khẩu", "Triệu USD"),
            (9, "Hàng địa phương / Nhập khẩu", "Triệu USD"),
        ],
        [("B", "2018-Q2", "value", None), ("C", "2018-Q2", "growth_yoy", None)],
        [["1300", "12.5"], ["800", "15"], ["500", "8.4"], ["60", "4.1"], ["26", "0.5"], ["34", "6.9"]],
    )
    return Sample("xuat-nhap-khau-quy-2-2018.xlsx", one_sheet("XNK", rows), expected)


SAMPLES = (
    first_quarter_of_lang_son,
    monthly_with_merged_heads,
    growth_columns_not_indices,
    ratios_named_by_formula,
    parts_without_any_sign,
)
