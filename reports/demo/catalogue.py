"""The demo's catalogue: topics, areas, indicators with their components and aliases, releases."""

from __future__ import annotations

from dataclasses import dataclass

TOPICS = (
    ("cong-nghiep", "Công nghiệp", "Industry"),
    ("nang-luong", "Năng lượng", "Energy"),
    ("thuong-mai", "Thương mại trong nước", "Domestic trade"),
    ("xuat-nhap-khau", "Xuất nhập khẩu", "External trade"),
    ("gia-ca", "Giá cả", "Prices"),
)

SECTIONS = (
    ("cong-nghiep", "Công nghiệp", "Industry"),
    ("thuong-mai", "Thương mại", "Trade"),
    ("xuat-nhap-khau", "Xuất nhập khẩu", "External trade"),
    ("nang-luong", "Năng lượng", "Energy"),
    ("thi-truong-gia-ca", "Thị trường, giá cả", "Markets and prices"),
    ("tin-tong-hop", "Tin tổng hợp", "General news"),
)

TAGS = (
    ("cua-khau", "Cửa khẩu", "Border gates"),
    ("gia-tieu-dung", "Giá tiêu dùng", "Consumer prices"),
    ("khai-khoang", "Khai khoáng", "Mining"),
    ("nam-thang-dau-nam-2018", "5 tháng đầu năm 2018", "First five months of 2018"),
    ("tet", "Tết", "Lunar New Year"),
    ("xuat-khau", "Xuất khẩu", "Exports"),
)

AREAS = (
    # code, vi, en, kind, parent
    ("lang-son", "Lạng Sơn", "Lang Son", "province", "viet-nam"),
    ("cua-khau-huu-nghi", "Cửa khẩu quốc tế Hữu Nghị", "Huu Nghi international border gate", "border_gate", "lang-son"),
    ("cua-khau-tan-thanh", "Cửa khẩu Tân Thanh", "Tan Thanh border gate", "border_gate", "lang-son"),
    ("cua-khau-chi-ma", "Cửa khẩu Chi Ma", "Chi Ma border gate", "border_gate", "lang-son"),
)


@dataclass(frozen=True, slots=True)
class DemoIndicator:
    code: str
    topic: str
    unit: str
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    decimals: int = 0
    nature: str = "flow"
    accumulation: str = "sum"
    parent: str = ""
    headline: bool = False
    aliases: tuple[tuple[str, str], ...] = ()


INDICATORS = (
    DemoIndicator(
        "iip",
        "cong-nghiep",
        "%",
        "Chỉ số sản xuất công nghiệp",
        "Industrial production index",
        "Chỉ số khối lượng sản phẩm công nghiệp so với bình quân năm gốc, tính từ các sản phẩm chủ yếu.",
        "Volume index of industrial output against the average of the base year, from the main products.",
        decimals=1,
        nature="index",
        accumulation="average",
        headline=True,
        aliases=(("IIP", ""), ("chỉ số SXCN", "")),
    ),
    DemoIndicator(
        "gia-tri-sxcn",
        "cong-nghiep",
        "tỷ đồng",
        "Giá trị sản xuất công nghiệp",
        "Gross industrial output",
        "Tổng giá trị sản phẩm và dịch vụ công nghiệp làm ra trong kỳ, theo giá so sánh.",
        "Value of industrial goods and services produced in the period, at constant prices.",
        decimals=1,
        aliases=(("giá trị SXCN", ""), ("Giá trị sản xuất công nghiệp (giá so sánh 2010)", "")),
    ),
    DemoIndicator(
        "xi-mang",
        "cong-nghiep",
        "nghìn tấn",
        "Xi măng",
        "Cement",
        "Lượng xi măng các nhà máy trong tỉnh sản xuất trong kỳ.",
        "Cement produced in the period by the plants of the province.",
        decimals=1,
        headline=True,
        aliases=(("Sản lượng xi măng", ""), ("sản xuất xi măng", "")),
    ),
    DemoIndicator(
        "da-xay-dung",
        "cong-nghiep",
        "nghìn m³",
        "Đá các loại",
        "Stone",
        "Lượng đá xây dựng khai thác trong kỳ.",
        "Building stone quarried in the period.",
        decimals=1,
        aliases=(("Đá xây dựng", ""), ("đá", "")),
    ),
    DemoIndicator(
        "than-sach",
        "nang-luong",
        "nghìn tấn",
        "Than sạch",
        "Clean coal",
        "Lượng than đã sàng tuyển trong kỳ.",
        "Coal washed and sorted in the period.",
        decimals=1,
        aliases=(("than", ""),),
    ),
    DemoIndicator(
        "dien-thuong-pham",
        "nang-luong",
        "triệu kWh",
        "Điện thương phẩm",
        "Commercial electricity",
        "Lượng điện bán cho người tiêu dùng trong kỳ.",
        "Electricity sold to consumers in the period.",
        decimals=1,
        headline=True,
        aliases=(
            ("sản lượng điện thương phẩm", ""),
            ("điện bán cho người tiêu dùng", ""),
            ("electricity sold to consumers", ""),
            ("electricity sales", ""),
        ),
    ),
    DemoIndicator(
        "ban-le",
        "thuong-mai",
        "tỷ đồng",
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ",
        "Retail sales of goods and services",
        "Doanh thu bán lẻ hàng hóa và dịch vụ tiêu dùng của mọi thành phần kinh tế trong kỳ.",
        "Retail turnover of goods and consumer services of all ownership forms in the period.",
        decimals=1,
        headline=True,
        aliases=(
            ("Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng", ""),
            ("tổng mức bán lẻ", ""),
            ("retail sales", ""),
            ("sales of goods and services", ""),
            ("Tổng mức bán lẻ hàng hóa", ""),
        ),
    ),
    DemoIndicator(
        "kim-ngach-xnk",
        "xuat-nhap-khau",
        "triệu USD",
        "Tổng kim ngạch xuất nhập khẩu qua địa bàn",
        "Total trade turnover through the province",
        "Trị giá hàng xuất khẩu và nhập khẩu làm thủ tục qua các cửa khẩu của tỉnh trong kỳ.",
        "Value of exports and imports cleared at the border gates of the province in the period.",
        decimals=1,
        headline=True,
        aliases=(
            ("tổng kim ngạch xuất nhập khẩu", ""),
            ("kim ngạch xuất nhập khẩu", ""),
            ("Tổng kim ngạch XNK qua địa bàn", ""),
            ("kim ngạch XNK", ""),
        ),
    ),
    DemoIndicator(
        "xuat-khau",
        "xuat-nhap-khau",
        "triệu USD",
        "Xuất khẩu qua địa bàn",
        "Exports through the province",
        "Trị giá hàng xuất khẩu làm thủ tục qua các cửa khẩu của tỉnh trong kỳ.",
        "Value of exports cleared at the border gates of the province in the period.",
        decimals=1,
        parent="kim-ngach-xnk",
        aliases=(
            ("Xuất khẩu", "Tổng kim ngạch xuất nhập khẩu qua địa bàn"),
            ("Kim ngạch xuất khẩu", ""),
            ("xuất khẩu", ""),
        ),
    ),
    DemoIndicator(
        "nhap-khau",
        "xuat-nhap-khau",
        "triệu USD",
        "Nhập khẩu qua địa bàn",
        "Imports through the province",
        "Trị giá hàng nhập khẩu làm thủ tục qua các cửa khẩu của tỉnh trong kỳ.",
        "Value of imports cleared at the border gates of the province in the period.",
        decimals=1,
        parent="kim-ngach-xnk",
        aliases=(
            ("Nhập khẩu", "Tổng kim ngạch xuất nhập khẩu qua địa bàn"),
            ("Kim ngạch nhập khẩu", ""),
            ("nhập khẩu", ""),
        ),
    ),
    DemoIndicator(
        "hang-dia-phuong",
        "xuat-nhap-khau",
        "triệu USD",
        "Xuất nhập khẩu hàng địa phương",
        "Trade in local goods",
        "Trị giá hàng do tỉnh sản xuất, thu gom để xuất khẩu và hàng nhập về dùng tại tỉnh.",
        "Value of goods produced or gathered in the province for export and of goods imported for use in it.",
        decimals=1,
        aliases=(("Hàng địa phương", ""),),
    ),
    DemoIndicator(
        "xuat-khau-hang-dia-phuong",
        "xuat-nhap-khau",
        "triệu USD",
        "Xuất khẩu hàng địa phương",
        "Exports of local goods",
        "Trị giá hàng do tỉnh sản xuất hoặc thu gom để xuất khẩu trong kỳ.",
        "Value of goods produced or gathered in the province and exported in the period.",
        decimals=1,
        parent="hang-dia-phuong",
        aliases=(
            ("Xuất khẩu", "Hàng địa phương"),
            ("hàng địa phương xuất khẩu", ""),
            ("kim ngạch xuất khẩu hàng địa phương", ""),
        ),
    ),
    DemoIndicator(
        "cpi",
        "gia-ca",
        "%",
        "Chỉ số giá tiêu dùng",
        "Consumer price index",
        "Mức giá hàng hóa và dịch vụ tiêu dùng so với kỳ gốc.",
        "Prices of consumer goods and services against the base period.",
        decimals=2,
        nature="index",
        accumulation="average",
        headline=True,
        aliases=(("CPI", ""),),
    ),
)

# A total and the parts that add up to it.
COMPONENTS = (
    ("kim-ngach-xnk", "xuat-khau", 1),
    ("kim-ngach-xnk", "nhap-khau", 1),
)
