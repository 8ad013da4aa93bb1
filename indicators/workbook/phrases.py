"""The words of Vietnamese report sheets, as patterns over folded text (lower case, no diacritics)."""

import re


def _words(*alternatives: str) -> re.Pattern[str]:
    """A pattern that finds any of the alternatives as whole words."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


def _starts(*alternatives: str) -> re.Pattern[str]:
    """A pattern for texts that begin with any of the alternatives, to be used with `match`."""
    return re.compile(rf"(?:{'|'.join(alternatives)})\b")


def _is(*alternatives: str) -> re.Pattern[str]:
    """A pattern for texts that are one of the alternatives and nothing else."""
    return re.compile(rf"(?:{'|'.join(alternatives)})$")


HEAD_WORDS = _words(
    "stt", "so tt", "tt", "chi tieu", "ten chi tieu", "noi dung", "danh muc", "dvt", "don vi tinh", "don vi",
    "mat hang", "san pham", "ma so", "thuc hien", "uoc", "ke hoach", "luy ke", "cung ky", "so sanh", "ghi chu",
    "dia ban", "huyen", "cua khau", "dia phuong", "tong so", "items?", "indicators?", "unit",
)  # fmt: skip
"""Words that stand in column heads and seldom in a row of figures."""

ORDINAL_HEAD = _is("stt", "so tt", "tt", "so thu tu", r"no\.?", "#", "muc")
UNIT_HEAD = _starts(
    "dvt", r"d\.v\.t", "dv tinh", "dvi tinh", "don vi tinh", "don vi do", "don vi do luong", "don vi", "units?",
    "unit of measure",
)  # fmt: skip
CODE_HEAD = _is("ma so", "ma", "ma chi tieu", "ma nganh", "ma hang", "ma hs", "code", "ms")
NOTE_HEAD = _starts("ghi chu", "chu thich", "nguon", "nguon so lieu", "notes?", "source", "remarks?")
STUB_HEAD = _words(
    "chi tieu", "noi dung", "danh muc", "ten", "mat hang", "san pham", "nganh", "linh vuc", "dia ban", "huyen",
    "thanh pho", "don vi hanh chinh", "cua khau", "dia phuong", "tinh", "xa", "thi truong", "nuoc", "quoc gia",
    "loai hinh", "khoan muc", "dien giai", "items?", "indicators?", "name",
)  # fmt: skip
AREA_HEAD = _words(
    "dia ban", "huyen", "quan", "thi xa", "thanh pho", "don vi hanh chinh", "cua khau", "dia phuong", "tinh", "xa",
    "phuong", "vung", "districts?", "provinces?", "area", "region", "border gates?",
)  # fmt: skip
PERIOD_HEAD = _starts("thang", "quy", "nam", "ky", "thoi gian", "thoi ky", "month", "quarter", "year", "period")

UNIT_LINE = re.compile(r"^[\s(\[]*(?:d\.?v\.?t|don vi tinh|don vi|unit of measure|units?)\s*[:.\-/]+\s*")
NOTE_LINE = re.compile(
    r"^(?:ghi chu|chu thich|chu giai|luu y|nguon|note|source|ky hieu|quy uoc)\b|"
    r"^\(?[*]+\)?|^\(\d{1,2}\)|^[¹²³⁴⁵]|^\d\)"
)
SIGNATURE = re.compile(
    r"\b(?:nguoi lap|thu truong|giam doc|cuc truong|chi cuc truong|truong phong|ke toan truong|noi nhan|ky ten|"
    r"nguoi kiem tra|chu tich|ky, ghi ro|da ky)\b|^(?:kt|tm|tl|tuq)\.|, ngay .{0,6}thang .{0,6}nam"
)
LETTERHEAD = _starts(
    "cong hoa xa hoi", "doc lap", "uy ban nhan dan", "ubnd", "hdnd", "bo cong thuong", "bo ke hoach", "bo tai chinh",
    "so cong thuong", "so ke hoach", "so tai chinh", "so nong nghiep", "so thong tin", "so y te", "so giao duc",
    "so lao dong", "so xay dung", "so giao thong", "so du lich", "so van hoa", "so khoa hoc", "so tai nguyen",
    "so noi vu", "so tu phap", "cuc thong ke", "cuc hai quan", "cuc thue", "cuc quan ly", "chi cuc", "tong cuc",
    r"phong \w+", "socialist republic", "independence", r"so\s*:\s*\d*", "don vi bao cao", "don vi gui",
    "don vi nhan", r"bieu(?: so)?\s*:?\s*[\w./-]{0,12}$",
    r"phu luc\s*(?:so)?\s*:?\s*[\w./-]{0,8}$", r"mau so\s*:?\s*[\w./-]{0,12}$", "kem theo", r"\(kem theo",
    r"\(?ban hanh", "ngay nhan",
)  # fmt: skip

ESTIMATE = _words("uoc", "uoc tinh", "uth", r"u\.th", "estimated?", "est")
PRELIMINARY = _words("so bo", "prel", "preliminary")
FINAL = _words("chinh thuc", "final")

COMPARED = re.compile(
    r"\b(?:so sanh voi|so sanh|so voi|so v[./]|ss voi|ss|compared (?:to|with)|versus|vs)\b|"
    r"\bso(?= (?:cung|ck|kh|ke hoach|nam|thang|quy|ky|th|du toan|dt|muc)\b)|(?<=[%)]) ?/ ?(?=cung ky|ke hoach|kh\b)|"
    r"(?<=[\dtivx]) ?/ ?(?=(?:t\d{1,2}|\d{1,2}t|ck|cung ky|kh|ke hoach|quy [ivx\d]+|q[ivx\d]+)\b)"
)
GROWTH_WORDS = re.compile(
    r"\b(?:tang|giam|tang truong|tang/giam|growth|increase|change|bien dong)\b|\(\+,? ?-\)|\+/-|±"
)
RATE_WORDS = re.compile(r"\b(?:toc do|nhip do|chi so|index|ty le|ti le|rate)\b|%")
INDEX_WORDS = _words("chi so", "index", "bang", "toc do phat trien")
PLAN = _words(
    "ke hoach", "kh", r"k\.hoach", "du toan", "dt", "muc tieu", "chi tieu (?:giao|nam|kh|nq|nghi quyet)",
    "nghi quyet", "nq", "plan", "target", "giao (?:dau )?nam",
)  # fmt: skip
SHORT_PLAN = re.compile(r"\b(?:ke hoach|kh) (?:(?:\d+ )?thang|quy|ky|(?:6|9) thang)\b(?! nam)")
ACHIEVED = re.compile(r"%|\b(?:dat|hoan thanh|ty le|ti le|th/kh|thuc hien/ke hoach|phan tram|so voi|so)\b")
SAME_PERIOD = _words("cung ky", "cung thang", "cung quy", "ck", r"c\.ky", "cky", "same period", "cung ki")
LAST_YEAR = _words("nam truoc", "nam ngoai", "last year", "previous year")
PREVIOUS = _words(
    "thang truoc", "quy truoc", "ky truoc", "ki truoc", "thang lien truoc", "thang bc truoc",
    "previous (?:month|quarter|period)",
)  # fmt: skip
CURRENT = _words(
    "thang bao cao", "thang bc", "ky bao cao", "ky bc", "ky nay", "thang nay", "quy nay", "quy bao cao", "trong ky",
    "trong thang", "phat sinh", "nam bao cao", "nam nay",
)  # fmt: skip
CUMULATIVE = _words(
    "luy ke", "cong don", "tu dau nam", "lk", "tinh chung", "ytd", "cumulative", "year to date", "dau nam den",
)  # fmt: skip
PRICE_BASE = re.compile(
    r"\(?\b(?:theo )?gia (?:so sanh|co dinh|hien hanh|thuc te)(?: (?:nam )?\d{4})?\)?|"
    r"\b(?:nam )?goc (?:nam )?\(?\d{4}\)?|\d{4} ?= ?100\b"
)
OTHER_BASE = _words(
    "ky goc", "thang 12 nam truoc", "cuoi nam truoc", "dau nam", "binh quan nam truoc", "nam goc", r"thang 12/\d{4}",
)  # fmt: skip
SHARE = _words("co cau", "ty trong", "ti trong", "structure", "share")

OPEN_WORDS = _words(
    "ty le", "ti le", "so sanh", "so voi", "phan tram", "tang", "giam", "toc do", "so", "ss", "va", "hoac", "rate"
)
RELATIVE = _words(
    "thang truoc", "quy truoc", "ky truoc", "thang nay", "quy nay", "ky nay", "nam nay", "nam truoc", "thang bao cao",
    "ky bao cao", "cung ky(?: nam truoc)?", "uoc(?: tinh| thuc hien| dat)?", "so bo", "chinh thuc", "thuc hien",
    "ke hoach", "luy ke(?: tu dau nam)?", "cong don(?: tu dau nam)?", "tu dau nam", "ca nam",
)  # fmt: skip
GENERIC = _words(
    "thuc hien", "th", "uoc thuc hien", "uoc tinh", "uoc dat", "uoc", "uth", "so bo", "chinh thuc", "ket qua",
    "so lieu", "gia tri", "gia tri thuc hien", "tong so", "total", "trong do", "chia ra", "gom", "value", "actual",
    "estimated?", "est", "prel", "preliminary", "final", "bao cao", "bc", "ky", "thang", "quy", "nam", "cua", "va",
    "trong", "den", "het", "tu dau nam", "dau nam", "luy ke", "cong don", "cung ky", "cung", "truoc", "nay", "tinh",
    "phan tram", "tang", "giam", "so voi", "so sanh", "dvt", "don vi", "don vi tinh", "ty le", "ti le", "toc do",
    "toc do tang", "of", "the", "and", "in", "months?", "year", "quarter", "first", "so", "hang", "ngay", "ca nam",
    "muc", "dat", "phat sinh", "chung", "nhip do", "phat trien", "truong",
)  # fmt: skip
"""Words of a column head that say nothing about what is measured."""

NUMBERING_CELL = re.compile(r"^\(?(?:[a-z]|\d{1,2}(?:\)?\s*[=:].*)?|[=]?\s*\d{1,2}\)?\s*[/+\-x*:].*)\)?$")
RATIO = re.compile(
    r"\(?\s*(?:(\d{1,2})\)?\s*=)?\s*\(?(\d{1,2})\)?\s*[/:]\s*\(?(\d{1,2})\)?(?:\s*[x*]\s*100\s*%?)?\s*\)?"
)

PART_OF = re.compile(
    r"^[\s\-+*•]*(?:trong do|chia ra|bao gom|gom co|gom|trong so do|phan theo|chia theo|of which|in which|including)\b"
    r"\s*[:\-–]?\s*"
)
DIVIDES = re.compile(r"^[\s\-+*•]*(?:phan theo|chia theo)\b")
TOTAL = re.compile(
    r"^(?:tong so|tong cong|toan tinh|ca nuoc|toan quoc|toan thanh pho|toan huyen|total|whole country|chung|tong|cong|"
    r"chi so chung|tong chung|grand total)\b(?=\s*(?:$|[-:(/*]))"
)
BY_AREA = re.compile(
    r"\b(?:phan|chia) theo (?:huyen|dia ban|don vi hanh chinh|dia phuong|cua khau|tinh|thanh pho|vung|quan)\b.*"
)
OVER_AREAS = re.compile(
    r"\s*\b(?:(?:qua|cua|tai|o|theo) )?(?:cac|tung) (?:huyen|dia ban|don vi hanh chinh|dia phuong|cua khau|tinh|xa)"
    r"\b.*$"
)
DIVIDED_BY = re.compile(
    r"\b(?:phan|chia) theo\b.*|\bby (?:district|province|type|kind|ownership|economic|sex|residence)\b.*"
)
COMPARED_TAIL = re.compile(r"\s*\(?\bso (?:sanh )?(?:voi|cung ky)\b.*$")
LOOSE_TAIL = re.compile(
    r"\s*\b(?:(?:qua )?(?:cac|tung|hang) (?:thang|quy|nam)|uoc(?: tinh| thuc hien)?|so bo|chinh thuc|tu|nam|va|cac|den|"
    r"trong)\b\s*$"
)
OF_AREAS = re.compile(
    r"\b(?:(?:phan |chia )?theo|cac|tung|cua) (?:cac )?(?:huyen|dia ban|don vi hanh chinh|dia phuong|cua khau|tinh|"
    r"thanh pho|vung|quan|xa)\b"
)
ABSOLUTE = re.compile(r"\b(?:tuyet doi|chenh lech|so tang them)\b")
DATED = re.compile(
    r"\b(?:den|tinh den|den het|het)\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}\s*(?:[/.-]|\s+thang\s+)\s*(?P<month>\d{1,2})\s*"
    r"(?:[/.-]|\s+nam\s+)\s*(?P<year>\d{4})|"
    r"\btu\s+(?:ngay\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?\s*(?:-|den)\s*(?:ngay\s+)?\d{1,2}[/.](?P<month2>\d{1,2})[/.]"
    r"(?P<year2>\d{4})"
)
ASPECT = _starts(
    "so luong", "luong", "tri gia", "gia tri", "khoi luong", "dien tich", "nang suat", "san luong", "don gia", "gia",
    "gia binh quan", "quantity", "value", "amount", "price", "so du an", "von dang ky", "so lao dong",
    "so doanh nghiep", "kim ngach", "co cau", "ty trong", "ti trong",
)  # fmt: skip
