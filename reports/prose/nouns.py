"""Nouns that tell what kind of figure stands beside them: indicators, rates, shares of an action, what is counted."""

from __future__ import annotations

from collections.abc import Sequence


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


# How an indicator's name begins.
HEADS = _phrases("""
    kim ngạch | tổng | giá trị | sản lượng | doanh thu | doanh số | chỉ số | cpi | gdp | grdp | iip | pmi | gni |
    thu | chi | vốn | xuất khẩu | nhập khẩu | diện tích | năng suất | số | khu vực | ngành | nhóm | vận tải | khách
    | lượng | khối lượng | tỷ lệ | lạm phát | dư nợ | huy động | nguồn vốn | tốc độ | thu nhập | lợi nhuận | trị giá
    | giá | nộp | cán cân | thặng dư | luân chuyển | vận chuyển | giải ngân | đầu tư | sản xuất | công nghiệp | lĩnh
    vực | mặt hàng | thị trường | thuế | tín dụng | tiêu thụ | điện | lượt khách | lũy kế | mức | nhập siêu | xuất
    siêu | bội chi | nợ | dự trữ | lao động | đàn | công suất | bình quân | doanh nghiệp | hàng hóa | khai thác |
    nuôi trồng | chăn nuôi | hành khách | lương | năng lực | trồng rừng | cung cấp | chế biến | tiền lương | kiều
    hối | vn-index
""")
# What only begins so: actions and offices.
NO_HEADS = _phrases("thu hút | thu mua | thu gom | tổng cục | tổng công ty | chi cục | chi nhánh | số liệu")
# Measures that say nothing alone: of what, the text has said before.
ASPECTS = frozenset(
    _phrases("""
    kim ngạch | trị giá | giá trị | tổng trị giá | tổng kim ngạch | tổng giá trị | khối lượng | lượng
    | giá trị kim ngạch | trị giá kim ngạch | tổng trị giá kim ngạch
""")
)
# The same after "với", where the topic stands before: "Hoa Kỳ … với kim ngạch xuất khẩu đạt …".
TOPIC_ASPECTS = ASPECTS | frozenset(
    _phrases("""
    kim ngạch xuất khẩu
    | lượng | giá trị xuất khẩu | trị giá xuất khẩu | giá trị kim ngạch | sản lượng | doanh thu | kim ngạch nhập
    khẩu | giá trị nhập khẩu | trị giá nhập khẩu | tổng kim ngạch xuất khẩu | tổng vốn đăng ký | tổng vốn | vốn đăng
    ký
""")
)
# Actions whose object stands after the number: xuất khẩu 452 tấn cà phê.
ACTIONS = _phrases("""
    xuất khẩu | nhập khẩu | sản xuất | khai thác | thu hoạch | gieo trồng | tiêu thụ | thu mua | vận chuyển | gieo
    cấy | gieo sạ | chế biến | trồng | bán | mua | xuất khẩu được | nhập | xuất | trồng mới | bán được | xuất bán |
    giao dịch | sản xuất được | nuôi trồng | xuất cấp | trồng được 
    | kiểm tra | xử lý | phát hiện | xuống giống | cung ứng | cung cấp | cung ứng được
""")
# Actions that are measured themselves, in hectares: vụ mùa gieo cấy được 3.240 ha.
FIELD_WORK = frozenset(
    _phrases("gieo trồng | gieo cấy | gieo sạ | xuống giống | trồng | trồng mới | trồng được | thu hoạch")
)
# Actions that take what is counted: đón 1,2 triệu lượt khách.
TAKERS = _phrases("""
    đón | thu hút | phục vụ | cấp | tiếp nhận | cấp phép | tạo | giải quyết | đón tiếp | đăng ký | tiếp đón | cấp
    mới cho | thành lập | chào đón | cấp mới | thu hút được | đón được | phục vụ được | tạo ra | giải quyết được |
    cấp giấy chứng nhận cho | bắt giữ | thông quan | thông quan được | làm thủ tục cho
""")
# Units that only count what the noun names: ô tô nguyên chiếc nhập về 9.200 chiếc.
CLASSIFIERS = frozenset(
    _phrases("chiếc | cái | con | bộ | đôi | quả | trái | viên | bao | chai | cây | cuốn | tấm | giỏ")
)
# Verbs that their measure stands behind: đã giải ngân 1,9 tỷ đồng, giải quyết việc làm cho 900 người.
SPENT = _phrases("giải ngân | nộp ngân sách | thu ngân sách | chi ngân sách | giải quyết việc làm")
# What a balance of trade shows, as a word of its own beside the balance.
BALANCES = frozenset(_phrases("nhập siêu | xuất siêu | thâm hụt | thặng dư"))
GROWTH_NOUNS = _phrases("""
    tốc độ tăng | mức tăng | tăng trưởng | đà tăng | tỷ lệ tăng | tốc độ giảm | mức giảm | tỷ lệ giảm
""")
RATIO_NOUNS = _phrases("""
    tỷ lệ | tỷ suất | lãi suất | lạm phát | hệ số | độ che phủ | thất nghiệp | biên lợi nhuận | công suất phòng | tỷ
    trọng | thiếu việc làm | hộ nghèo | nợ xấu | công suất sử dụng | mức độ hài lòng | tổn thất | roe | nim | car
""")
INDEX_NOUNS = _phrases("chỉ số | index | pmi | iip | vn30 | hnx | điểm")
# Kinds of which a sentence counts those above a mark: 17 mặt hàng đạt trên 1 tỷ USD.
KINDS = _phrases("mặt hàng | nhóm hàng | thị trường | sản phẩm | ngành hàng | doanh nghiệp | dự án | địa phương | nước")


# How a thing is called that ranks among others: Hoa Kỳ - thị trường lớn nhất.
APPOSITIONS = _phrases("""
    thị trường | nước | quốc gia | mặt hàng | đối tác | một trong | nhà nhập khẩu | nhà cung cấp | nền kinh tế
    | địa phương | tỉnh | thành phố | sản phẩm | ngành hàng | nguồn | nơi | vùng | cửa khẩu | khu vực
""")
# What a relative clause says of a thing before its verb: nhóm hàng có kim ngạch giảm.
RELATIVE_ASPECTS = _phrases("""
    kim ngạch | trị giá | mức | tốc độ | sản lượng | doanh thu | chỉ số | giá trị sản xuất | giá trị xuất khẩu
""")


def starts_with_any(key: str, nouns: Sequence[str]) -> bool:
    """Whether the phrase begins with one of the nouns, as whole words."""
    return any(key.startswith(noun) and key[len(noun) : len(noun) + 1] in ("", " ") for noun in nouns)


def ending(key: str, nouns: Sequence[str]) -> str:
    """The longest of the nouns that the phrase ends with, or an empty string."""
    found = [noun for noun in nouns if key == noun or key.endswith(" " + noun)]
    return max(found, key=len, default="")
