"""Names of indicators as words that weigh: which words say what is measured, and which only how one speaks of it.

"Tổng kim ngạch xuất khẩu hàng hóa của tỉnh" and "Xuất khẩu" name the same thing, "xuất khẩu gạo" another. Words that
the genre adds freely weigh little, all others weigh one a syllable. Diacritics count where both texts have them,
because "đá" is stone and "da" is leather.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indicators.text import fold, has_diacritics, normalise

Aspect = Literal["money", "physical", "index", "rate"]
"""The side from which a thing is measured, as the name's head says: "giá trị", "sản lượng", "chỉ số", "tỷ lệ"."""

Lexicon = dict[str, tuple[str, Aspect | None]]
"""Known phrases, each with its kind (heavy, light, silent) and aspect."""

LIGHT = 0.12
"""What a freely added syllable weighs against one that says what is measured."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: with its diacritics, without them, and its weight; a compound is one word."""

    key: str
    plain: str
    weight: float

    @property
    def is_heavy(self) -> bool:
        return self.weight >= 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name as its distinct words, and the aspects that its words say."""

    words: tuple[Word, ...]
    aspects: frozenset[Aspect]
    has_diacritics: bool

    @property
    def weight(self) -> float:
        return sum(word.weight for word in self.words)

    @property
    def heavy(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_heavy)


@lru_cache(maxsize=32768)
def read_name(text: str) -> Name:
    """The words of a name or of a noun phrase, abbreviations written out."""
    syllables = _syllables(text)
    lexicon = _KNOWN if has_diacritics(text) else _KNOWN_EITHER_WAY
    words: dict[str, Word] = {}
    aspects: set[Aspect] = set()
    index = 0
    while index < len(syllables):
        length, word, aspect = _longest(syllables, index, lexicon)
        if word is not None:
            words.setdefault(word.plain, word)
        if aspect is not None:
            aspects.add(aspect)
        index += length
    written_out = all(word in _WRITTEN_OUT for word in _WORDS.findall(normalise(text)))
    return Name(tuple(words.values()), frozenset(aspects), has_diacritics(text) or written_out)


def same_word(one: Word, other: Word, *, with_diacritics: bool) -> bool:
    """Whether two words are the same; `with_diacritics` where both texts write them."""
    return one.key == other.key if with_diacritics else one.plain == other.plain


def variants(text: str) -> list[str]:
    """The readings of a phrase with brackets: without them, and what stands in them alone where it is one name.

    "Tổng sản phẩm trên địa bàn (GRDP)" is known by either.
    """
    outside = " ".join(re.sub(r"\([^)]*\)?", " ", text).split())
    found = [outside or text]
    # A price base ("giá so sánh 2010") names nothing by itself.
    inside = (words.strip() for words in re.findall(r"\(([^)]+)\)", text))
    return [*found, *(words for words in inside if re.fullmatch(r"[A-ZĐ][A-ZĐ\d&-]{1,9}", words))]


_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_Y_FOR_I = re.compile(r"^(qu|[bcdđghklmnpqrstvx]{1,3})y(?=\d?$)")
_WORDS = re.compile(r"[^\W_]+(?:[.,]\d+)?")


def _canonical(syllable: str) -> str:
    """One spelling for hoá and hóa, kỳ and kì: the tone at the end, i for a y that is the only vowel."""
    letters, tone = [], ""
    for character in unicodedata.normalize("NFD", syllable):
        if character in _TONES:
            tone = _TONES[character]
        else:
            letters.append(character)
    return _Y_FOR_I.sub(r"\1i", unicodedata.normalize("NFC", "".join(letters)) + tone)


def _syllables(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORDS.findall(normalise(text)):
        found.extend(_WRITTEN_OUT.get(word, word).split())
    return [_canonical(syllable) for syllable in found]


def _longest(syllables: list[str], index: int, lexicon: Lexicon) -> tuple[int, Word | None, Aspect | None]:
    """The longest known phrase at `index`, or the single syllable as a heavy word."""
    for length in range(min(_LONGEST, len(syllables) - index), 0, -1):
        key = " ".join(syllables[index : index + length])
        known = lexicon.get(key)
        if known is not None:
            kind, aspect = known
            if kind == "silent":
                return length, None, aspect
            weight = length * (1.0 if kind == "heavy" else LIGHT)
            if key in _SAME_AS:
                key = _SAME_AS[key]
                weight = float(key.count(" ") + 1)
            return length, Word(key, _plain(key), weight), aspect
    syllable = syllables[index]
    return 1, Word(syllable, _plain(syllable), 1.0), None


def _plain(key: str) -> str:
    return re.sub(r"(?<=[^\W\d])\d", "", fold(key))


_WRITTEN_OUT = {
    "xnk": "xuất nhập khẩu",
    "xk": "xuất khẩu",
    "nk": "nhập khẩu",
    "sxcn": "sản xuất công nghiệp",
    "cn": "công nghiệp",
    "ttcn": "tiểu thủ công nghiệp",
    "knxk": "kim ngạch xuất khẩu",
    "knnk": "kim ngạch nhập khẩu",
    "gtsxcn": "giá trị sản xuất công nghiệp",
    "hh": "hàng hóa",
    "dv": "dịch vụ",
    "dt": "doanh thu",
    "bq": "bình quân",
    "ubnd": "ủy ban nhân dân",
    "fdi": "fdi",
    "kwh": "kwh",
    "grdp": "tổng sản phẩm trên địa bàn",
    "gdp": "tổng sản phẩm trong nước",
    "iip": "chỉ số sản xuất công nghiệp",
    "cpi": "chỉ số giá tiêu dùng",
}

# Compounds of two or more syllables that must not be taken apart: "xuất" is also a part of "sản xuất".
_HEAVY = (
    "xuất khẩu|nhập khẩu|xuất nhập khẩu|tiêu thụ|tồn kho|bán lẻ|bán buôn|bán ra|mua vào|đầu tư|vận tải|vận chuyển"
    "|luân chuyển|thu hoạch|gieo trồng|công nghiệp|nông nghiệp|lâm nghiệp|thủy sản|xây dựng|dịch vụ|du lịch|lưu trú"
    "|ăn uống|lữ hành|bưu chính|viễn thông|ngân sách|tín dụng|lao động|việc làm|doanh nghiệp|dân số|tiêu dùng"
    "|thương phẩm|thương mại|địa phương|nhà nước|tư nhân|nước ngoài|tổng sản phẩm|trong nước|hành khách|khách du lịch"
    "|chế biến|chế tạo|khai khoáng|thu nhập|bình quân đầu người|tiểu thủ công nghiệp|tăng thêm|quá cảnh|tạm nhập"
    "|tái xuất|nội địa|huy động|dư nợ|thuế|lệ phí|giá vàng|giá đô la|nguồn vốn"
)
_LIGHT = (
    "tổng|tổng số|tổng mức|mức|hàng hóa|hàng|các loại|sản phẩm|mặt hàng|nhóm hàng|nhóm|ngành|hoạt động|lĩnh vực|xã hội"
    "|toàn xã hội|toàn ngành|chung|nói chung|cộng|số lượng|số|khối lượng|lượng|sản lượng|sản xuất|khai thác|giá trị"
    "|trị giá|kim ngạch|doanh số|chỉ số|thực hiện|chủ yếu|chính|công tác|tình hình|kết quả|qua địa bàn|qua các cửa khẩu"
    "|total|value|volume|output|production|turnover|level|index"
    "|qua cửa khẩu|nội tỉnh|tại chỗ|được|thương mại hàng hóa|loại|điểm|vốn|bình quân|khu vực"
)
_SILENT = (
    "của|và|các|những|về|ở|tại|trên|qua|cho|theo|trong|từ|với|là|thì|cả|toàn|này|đó|trên địa bàn|trên địa bàn tỉnh"
    "|địa bàn|địa bàn tỉnh|toàn tỉnh|của tỉnh|tỉnh|tỉnh ta|thành phố|toàn thành phố|huyện|cả nước|toàn quốc|nước ta"
    "|cửa khẩu|thị xã|quận|xã|phường|thị trấn"
    "|các nhà máy|các doanh nghiệp|các cơ sở|các cơ sở sản xuất|các đơn vị|trong tỉnh"
    "|nước|cả tỉnh|việc|ước|ước tính|ước đạt|ước thực hiện|đạt|đã|cũng|chỉ|tăng|giảm|lên|tới|đến|còn|bằng|hơn|gần"
    "|khoảng|xấp xỉ|theo giá hiện hành|giá hiện hành|theo giá so sánh|giá so sánh|giá ss|theo giá cố định|giá cố định"
    "|quý|tháng|năm|kỳ|đầu năm|cuối năm|tính chung|lũy kế|cộng dồn|riêng|trong đó|đồng thời|bên cạnh đó|trong kỳ"
    "|the|a|an|of|in|and|through|by|at|for|to|its|on|from|province|country"
    "|whole|plants|factories|gate|gates|border gate|international"
    "|hoàn thành|tăng trưởng|tốc độ tăng|tốc độ tăng trưởng|mức tăng|mức tăng trưởng|tốc độ phát triển"
)
_ASPECTS: dict[str, Aspect] = {
    **dict.fromkeys(("giá trị", "trị giá", "kim ngạch", "doanh thu", "doanh số", "vốn", "dư nợ", "thu nhập"), "money"),
    **dict.fromkeys(("sản lượng", "khối lượng", "số lượng", "lượng", "diện tích", "năng suất"), "physical"),
    "chỉ số": "index",
    **dict.fromkeys(("tỷ lệ", "tỷ trọng", "tốc độ", "tỷ suất", "lãi suất", "hệ số"), "rate"),
}


# Longer names of the same thing.
_SAME = {
    "dịch vụ tiêu dùng": "dịch vụ",
    "dịch vụ tiêu dùng xã hội": "dịch vụ",
    "xuất nhập cảng": "xuất nhập khẩu",
    "xuất và nhập khẩu": "xuất nhập khẩu",
    "điện năng": "điện",
    "điện lực": "điện",
}


def _known() -> Lexicon:
    found: Lexicon = {}
    for kind, phrases in (("heavy", _HEAVY), ("light", _LIGHT), ("silent", _SILENT)):
        for phrase in phrases.split("|"):
            found[_key(phrase)] = (kind, _ASPECTS.get(phrase))
    for phrase in _SAME:
        found[_key(phrase)] = ("heavy", None)
    for phrase, aspect in _ASPECTS.items():
        found.setdefault(_key(phrase), ("heavy", aspect))
    return found


def _key(phrase: str) -> str:
    return " ".join(_canonical(syllable) for syllable in phrase.split())


_KNOWN = _known()
_SAME_AS = {_key(phrase): _key(meaning) for phrase, meaning in _SAME.items()}
_SAME_AS |= {_plain(phrase): meaning for phrase, meaning in _SAME_AS.items()}
_LONGEST = max(phrase.count(" ") + 1 for phrase in _KNOWN)
# For text typed without diacritics, less the short words that are then the same as others ("đã" and "da").
_CLEAR_WITHOUT = frozenset(["cua", "va", "cac", "nhung", "tren", "theo", "trong", "tinh", "huyen"])
_KNOWN_EITHER_WAY: Lexicon = {}
for _phrase, _meaning in _KNOWN.items():
    _KNOWN_EITHER_WAY.setdefault(_phrase, _meaning)
    if " " in _phrase or _plain(_phrase) in _CLEAR_WITHOUT:
        _KNOWN_EITHER_WAY.setdefault(_plain(_phrase), _meaning)
