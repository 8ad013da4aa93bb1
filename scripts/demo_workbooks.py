"""Draws the demo's workbooks: the first quarter of 2018 as published, and illustrative series around it.

    python scripts/demo_workbooks.py

The illustrative months of a published quarter add up to the published figure, and their base a year earlier gives
the published growth, so that what the portal computes agrees with what was printed. Run again, it writes the same.
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).resolve().parent.parent / "reports" / "demo" / "so-lieu"
SEASON = (92, 71, 96, 100, 104, 103, 101, 102, 104, 107, 109, 111)

# Name, unit, published first quarter of 2018, share of the year's plan, growth on the same period (%).
PUBLISHED = (
    ("I", "SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU", "", None, None, None),
    ("1", "Xi măng", "Nghìn tấn", "230", None, "11.2"),
    ("2", "Đá các loại", "Nghìn m3", "720", None, "9.5"),
    ("3", "Điện thương phẩm", "Triệu Kwh", "163", None, "18.3"),
    ("4", "Than sạch", "Nghìn tấn", "138", None, "6.5"),
    ("II", "THƯƠNG MẠI", "", None, None, None),
    ("1", "Tổng kim ngạch xuất nhập khẩu qua địa bàn", "Triệu USD", "1233", "25.4", "32.1"),
    ("", "Trong đó: Xuất khẩu", "Triệu USD", "769", "29.6", "33.4"),
    ("", "Nhập khẩu", "Triệu USD", "464", "20.6", "30.1"),
    ("2", "Xuất khẩu hàng địa phương", "Triệu USD", "26", "20.7", "0"),
    ("3", "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "Tỷ đồng", "4800", "28.6", "10.3"),
)

# Code: (first quarter of 2017, of 2018 or none, growth of a year before 2017 in percent).
FLOWS = {
    "xi-mang": ("206.8", "230", "6"),
    "da-xay-dung": ("657.5", "720", "5"),
    "than-sach": ("129.6", "138", "3"),
    "dien-thuong-pham": ("137.8", "163", "12"),
    "xuat-khau": ("576.5", "769", "14"),
    "nhap-khau": ("356.6", "464", "9"),
    "xuat-khau-hang-dia-phuong": ("26", "26", "4"),
    "ban-le": ("4351.8", "4800", "9"),
    "gia-tri-sxcn": ("1208.4", "1327.9", "8"),
}
UNITS = {
    "xi-mang": "nghìn tấn",
    "da-xay-dung": "nghìn m³",
    "than-sach": "nghìn tấn",
    "dien-thuong-pham": "triệu kWh",
    "ban-le": "tỷ đồng",
    "gia-tri-sxcn": "tỷ đồng",
    "iip": "%",
    "cpi": "%",
}
GATES = {"cua-khau-huu-nghi": "0.46", "cua-khau-tan-thanh": "0.31", "cua-khau-chi-ma": "0.09"}
PLANS = {
    "kim-ngach-xnk": "4850",
    "xuat-khau": "2598",
    "nhap-khau": "2252",
    "xuat-khau-hang-dia-phuong": "125.6",
    "ban-le": "16783",
}
PUBLISHED_CODES = frozenset({*FLOWS, "kim-ngach-xnk"} - {"gia-tri-sxcn"})
TENTH = Decimal("0.1")
Row = tuple[str, str, str, Decimal | None, str, str, str]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_report(FOLDER / "lang-son-quy-1-2018.xlsx")
    write_series(FOLDER / "chuoi-minh-hoa.csv")
    write_coming_month(FOLDER / "thang-6-2018-minh-hoa.csv")


def draw_report(path: Path) -> None:
    """The department's report of the quarter, as departments lay it out."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Quý I-2018"
    sheet["A1"], sheet["A2"] = "UBND TỈNH LẠNG SƠN", "SỞ CÔNG THƯƠNG"
    sheet["A4"] = "TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP VÀ THƯƠNG MẠI QUÝ I NĂM 2018"
    sheet.merge_cells("A4:F4")
    heads = (
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Ước thực hiện quý I/2018",
        "So với kế hoạch năm (%)",
        "Tăng, giảm so với cùng kỳ (%)",
    )
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(6, column, head)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for row, (number, name, unit, value, share, growth) in enumerate(PUBLISHED, start=7):
        for column, text in ((1, number), (2, name), (3, unit)):
            sheet.cell(row, column, text or None)
        for column, figure, shown in ((4, value, "#,##0"), (5, share, "0.0"), (6, growth, "0.0")):
            if figure is not None:
                cell = sheet.cell(row, column, float(figure) if "." in figure else int(figure))
                cell.number_format = shown if "." in figure else "#,##0"
        if not unit:
            sheet.cell(row, 2).font = Font(bold=True)
        elif not number:
            sheet.cell(row, 2).alignment = Alignment(indent=1)
    sheet.cell(7 + len(PUBLISHED) + 1, 2, "Nguồn: Sở Công Thương tỉnh Lạng Sơn.")
    for letter, width in zip("ABCDEF", (6, 48, 14, 16, 16, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    book.properties.created = book.properties.modified = dt.datetime(2018, 5, 22, tzinfo=dt.UTC).replace(tzinfo=None)
    book.save(path)


def write_series(path: Path) -> None:
    """Illustrative months, quarters and years as a tidy sheet."""
    rows: list[Row] = []
    months = all_months(last=(2018, 5))
    for (code, year, month), value in sorted(months.items()):
        unit = UNITS.get(code, "triệu USD")
        rows.append((code, "lang-son", f"{year}-{month:02}", value, unit, status(year, month), ""))
    rows.extend(summed(months))
    rows.extend(gates(months))
    rows.extend(indices())
    plans = [(code, "lang-son", "2018", None, UNITS.get(code, "triệu USD"), "", plan) for code, plan in PLANS.items()]
    write_tidy(path, [*rows, *plans])


def write_coming_month(path: Path) -> None:
    """June 2018, which the demo keeps under embargo."""
    months = all_months(last=(2018, 6))
    write_tidy(
        path,
        [
            (code, "lang-son", "2018-06", value, UNITS.get(code, "triệu USD"), "Ước tính", "")
            for (code, year, month), value in sorted(months.items())
            if (year, month) == (2018, 6)
        ],
    )


def write_tidy(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Mã chỉ tiêu", "Mã địa bàn", "Kỳ", "Giá trị", "Đơn vị", "Trạng thái", "Kế hoạch năm"))
        for code, area, period, value, unit, state, plan in rows:
            figure = "" if value is None else vietnamese(value)
            writer.writerow((code, area, period, figure, unit, state, plan.replace(".", ",")))


def all_months(last: tuple[int, int]) -> dict[tuple[str, int, int], Decimal]:
    """Every flow by month from January 2016, and turnover as the sum of exports and imports."""
    months: dict[tuple[str, int, int], Decimal] = {}
    for code, (base, now, earlier) in FLOWS.items():
        of_code = flow_months(Decimal(base), Decimal(now), Decimal(earlier), last)
        months |= {(code, *key): value for key, value in of_code.items()}
    for year, month in sorted({(y, m) for _, y, m in months}):
        months["kim-ngach-xnk", year, month] = months["xuat-khau", year, month] + months["nhap-khau", year, month]
    return months


def flow_months(base: Decimal, now: Decimal, earlier: Decimal, last: tuple[int, int]) -> dict[tuple[int, int], Decimal]:
    """Months from January 2016 to `last`; the first quarters of 2017 and 2018 add up to what was given."""
    quarter = {2016: rounded(base / (1 + earlier / 100)), 2017: base, 2018: now}
    months: dict[tuple[int, int], Decimal] = {}
    for year, total in quarter.items():
        spread = [rounded(total * SEASON[m] / sum(SEASON[:3])) for m in range(12)]
        spread[2] = total - spread[0] - spread[1]
        for month, value in enumerate(spread, start=1):
            if (year, month) <= last:
                months[year, month] = value
    return months


def summed(months: dict[tuple[str, int, int], Decimal]) -> list[Row]:
    """Quarters, years and the first five months of 2018 from the months; a year without its months from the next."""
    rows: list[Row] = []
    for code in sorted({code for code, _, _ in months}):
        unit = UNITS.get(code, "triệu USD")
        for year in (2016, 2017):
            for quarter in range(4):
                total = sum(months[code, year, 3 * quarter + m] for m in (1, 2, 3))
                rows.append((code, "lang-son", f"{year}-Q{quarter + 1}", Decimal(total), unit, "Chính thức", ""))
            total = sum(months[code, year, m] for m in range(1, 13))
            rows.append((code, "lang-son", str(year), Decimal(total), unit, "Chính thức", ""))
        before = rounded(sum(months[code, 2016, m] for m in range(1, 13)) * Decimal("0.93"))
        rows.append((code, "lang-son", "2015", before, unit, "Chính thức", ""))
        so_far = sum(months[code, 2018, m] for m in range(1, 6))
        rows.append((code, "lang-son", "2018-01/P5M", Decimal(so_far), unit, "Ước tính", ""))
        last_year = sum(months[code, 2017, m] for m in range(1, 6))
        rows.append((code, "lang-son", "2017-01/P5M", Decimal(last_year), unit, "Chính thức", ""))
        if code not in PUBLISHED_CODES:
            total = sum(months[code, 2018, m] for m in (1, 2, 3))
            rows.append((code, "lang-son", "2018-Q1", Decimal(total), unit, "Sơ bộ", ""))
    return rows


def gates(months: dict[tuple[str, int, int], Decimal]) -> list[Row]:
    """What passes through the larger border gates; the smaller ones are not shown."""
    return [
        (code, gate, f"{year}-{month:02}", rounded(value * Decimal(share)), "triệu USD", status(year, month), "")
        for (code, year, month), value in sorted(months.items())
        if code in ("xuat-khau", "nhap-khau") and year >= 2017
        for gate, share in GATES.items()
    ]


def indices() -> list[Row]:
    rows: list[Row] = []
    for number in range(29):
        year, month = 2016 + number // 12, number % 12 + 1
        production = rounded(Decimal(104) * (1 + Decimal("0.0062") * number) * SEASON[month - 1] / 100)
        prices = (Decimal(100) * (1 + Decimal("0.0026") * number) + Decimal(SEASON[month - 1] - 100) / 40).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for code, value in (("iip", production), ("cpi", prices)):
            rows.append((code, "lang-son", f"{year}-{month:02}", value, "%", status(year, month), ""))
    return rows


def status(year: int, month: int) -> str:
    if year < 2018:
        return "Chính thức"
    return "Sơ bộ" if month <= 3 else "Ước tính"


def rounded(value: Decimal | int) -> Decimal:
    return Decimal(value).quantize(TENTH, ROUND_HALF_UP)


def vietnamese(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


if __name__ == "__main__":
    main()
