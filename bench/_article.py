"""The article that pages are measured with: about 1,000 words, a table of 20 rows, a chart, bound figures.

Run by bench/pages.py with an empty, migrated database in DATABASE_URL; the same text and rows go to Wagtail.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SLUG = "san-xuat-cong-nghiep-quy-i"
ROWS = 20
YEARS = range(2014, 2019)
PARAGRAPHS = 20
SENTENCES = (
    "Sản lượng của nhóm hàng thứ {number} trong quý I năm 2018 ước đạt",
    "so với cùng kỳ năm trước, chủ yếu nhờ các nhà máy mới đi vào hoạt động ổn định từ cuối năm ngoái",
    "Các doanh nghiệp cho biết đơn hàng của quý tới đã đủ, giá nguyên liệu đầu vào không biến động nhiều",
    "trong khi chi phí vận chuyển qua các cửa khẩu giảm nhẹ và thời gian thông quan được rút ngắn",
)


def write_portal() -> None:
    """The article in the portal's database."""
    import django

    django.setup()
    from indicators.measures import Measure
    from indicators.periods import Period
    from reports.bindings import Binding
    from tests.factories import make_indicator, make_observation, make_published_article

    quarter = Period(2018, 1, 3)
    codes = [f"nhom-hang-{number}" for number in range(1, ROWS + 1)]
    for number, code in enumerate(codes, start=1):
        indicator = make_indicator(
            code, name_vi=f"Nhóm hàng {number}", name_en=f"Goods {number}", is_headline=number < 5
        )
        for year in YEARS:
            value = str(100 * number + 7 * (year - YEARS[0]))
            make_observation(value, indicator=indicator, period=Period(year, 1, 3))
    paragraphs = []
    for number in range(1, PARAGRAPHS + 1):
        binding = Binding(UUID(int=number), codes[number - 1], "lang-son", quarter, Measure.VALUE)
        figure = binding.around(f"{100 * number + 28} nghìn tấn")
        first, *others = SENTENCES
        paragraphs.append(f"<p>{first.format(number=number)} {figure}, {', '.join(others)}.</p>")
    table = {
        "indicators": codes,
        "periods": [Period(year, 1, 3).sdmx for year in YEARS],
        "areas": ["lang-son"],
        "measures": ["value", "growth_yoy"],
        "rows": "indicators",
        "chart": "line",
        "caption": "Sản lượng các nhóm hàng quý I",
    }
    make_published_article(SLUG, title="Sản xuất công nghiệp quý I tăng", body="".join(paragraphs), tables=[table])


def plain_paragraphs() -> list[str]:
    """The same words for a page that binds no figures."""
    first, *others = SENTENCES
    return [
        f"<p>{first.format(number=number)} {100 * number + 28} nghìn tấn, {', '.join(others)}.</p>"
        for number in range(1, PARAGRAPHS + 1)
    ]


def plain_table() -> list[list[str]]:
    """The same rows as texts, with their head."""
    head = ["Chỉ tiêu", *(f"Quý I/{year}" for year in YEARS)]
    return [head] + [
        [f"Nhóm hàng {number}", *(str(100 * number + 7 * (year - YEARS[0])) for year in YEARS)]
        for number in range(1, ROWS + 1)
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["--plain"]:
        print(json.dumps({"paragraphs": plain_paragraphs(), "table": plain_table()}))
    else:
        write_portal()
