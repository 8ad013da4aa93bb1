"""Names of places as rows carry them: by the word before them, among the provinces, or among those known."""

import re

from indicators.text import fold

_PLACE = re.compile(
    r"^(?:Huyện|Thành phố|TP\.?|T\.P\.?|Thị xã|TX\.?|Tỉnh|Quận|Xã|Phường|Thị trấn|Đặc khu|Lối mở|"
    r"Cửa khẩu(?: quốc tế| chính| phụ| song phương)?|CK(?:QT|C|P)?\.?|Ga(?: đường sắt)?(?: quốc tế)?|Cảng|Vùng|"
    r"Đồng bằng|Trung du|Tây Nguyên|Duyên hải|Bắc Trung Bộ|Đông Nam Bộ|H\.)(?=\s*[A-ZĐÀ-Ỹ]|$|\s+(?:sông|và))"
)
_REGIONS = ("dong bang song", "trung du va mien nui", "tay nguyen", "bac trung bo", "dong nam bo", "duyen hai")
PROVINCES = frozenset({
    "an giang", "ba ria - vung tau", "ba ria-vung tau", "bac giang", "bac kan", "bac lieu", "bac ninh", "ben tre",
    "binh dinh", "binh duong", "binh phuoc", "binh thuan", "ca mau", "can tho", "cao bang", "da nang", "dak lak",
    "dak nong", "dien bien", "dong nai", "dong thap", "gia lai", "ha giang", "ha nam", "ha noi", "ha tinh",
    "hai duong", "hai phong", "hau giang", "hoa binh", "hung yen", "khanh hoa", "kien giang", "kon tum", "lai chau",
    "lam dong", "lang son", "lao cai", "long an", "nam dinh", "nghe an", "ninh binh", "ninh thuan", "phu tho",
    "phu yen", "quang binh", "quang nam", "quang ngai", "quang ninh", "quang tri", "soc trang", "son la",
    "tay ninh", "thai binh", "thai nguyen", "thanh hoa", "thua thien hue", "thua thien - hue", "hue", "tien giang",
    "ho chi minh", "tra vinh", "tuyen quang", "vinh long", "vinh phuc", "yen bai",
})  # fmt: skip


def is_place(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a name is that of a place; `known` holds folded names."""
    folded = fold(name)
    if folded in known or folded in PROVINCES or folded.startswith(_REGIONS):
        return True
    return bool(_PLACE.match(name)) and not name.isupper()
