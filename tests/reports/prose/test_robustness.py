"""Any text is read: however it was typed, however long, and always to the same result."""

from __future__ import annotations

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.prose.claims import Claim, find_claims
from tests.reports.prose.hostile_texts import HOSTILE
from tests.reports.prose.scoring import PASSAGES, read_passage

PUBLISHED = date(2018, 9, 29)
PARAGRAPH = (
    "Theo Sở Công Thương, 6 tháng đầu năm 2018, giá trị sản xuất công nghiệp ước đạt 24.616,2 tỷ đồng, "
    "tăng 21,5% cùng kỳ năm 2017, đạt 45% kế hoạch năm; xi măng (14,1%), bộ com-lê, quần áo đồng bộ tăng 2 lần."
)


def _facts(claims: tuple[Claim, ...]) -> list[tuple[object, ...]]:
    return [
        (
            unicodedata.normalize("NFC", c.indicator),
            c.value,
            c.unit,
            c.period,
            c.status,
            c.growth_pct,
            c.growth_base,
            c.plan_pct,
        )
        for c in claims
    ]


def test_decomposed_text_gives_the_same_claims() -> None:
    composed = find_claims(PARAGRAPH, PUBLISHED)

    decomposed = find_claims(unicodedata.normalize("NFD", PARAGRAPH), PUBLISHED)

    assert _facts(decomposed) == _facts(composed)


def test_hard_spaces_and_soft_hyphens_change_nothing() -> None:
    plain = find_claims(PARAGRAPH, PUBLISHED)
    pasted = PARAGRAPH.replace(" tỷ", "\u00a0tỷ").replace("24.616", "24.\u200b616").replace("kế hoạch", "kế\u202fhoạch")

    assert _facts(find_claims(pasted, PUBLISHED)) == _facts(plain)


def test_spans_of_decomposed_text_point_into_it() -> None:
    text = unicodedata.normalize("NFD", PARAGRAPH)

    claim = find_claims(text, PUBLISHED)[0]

    assert claim.value_span is not None
    assert unicodedata.normalize("NFC", text[slice(*claim.value_span)]) == "24.616,2 tỷ đồng"


def test_text_pasted_from_word_is_read() -> None:
    text = "•\tXuất khẩu:\u00a0“500 triệu USD”, tăng\u00a05%\r\n•\tNhập khẩu: 400 triệu USD – giảm 3%\r\n"

    claims = find_claims(text, PUBLISHED)

    assert [(c.indicator, str(c.value), str(c.growth_pct)) for c in claims] == [
        ("Xuất khẩu", "500", "5"),
        ("Nhập khẩu", "400", "-3"),
    ]


def test_same_text_gives_the_same_claims() -> None:
    text = "\n".join(read_passage(path)["text"] for path in PASSAGES)

    assert find_claims(text, PUBLISHED) == find_claims(text, PUBLISHED)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    text = HOSTILE[name] + "\nTổng sản lượng than tháng 8 năm 2018 đạt 138 nghìn tấn."

    assert find_claims(text, PUBLISHED)[-1].value == 138


def test_noise_of_the_genres_own_words_is_read() -> None:
    chance = random.Random(7)
    spaced = PARAGRAPH.replace(",", " ,").replace("(", "( ").replace(")", " )")
    words = [*spaced.split(), "như", ":", ";", "(", ")", "trong đó", "lần lượt"]

    for _ in range(200):
        find_claims(" ".join(chance.choices(words, k=120)), PUBLISHED)


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_stay_inside_it(text: str) -> None:
    claims = find_claims(text, PUBLISHED)

    for claim in claims:
        for span in (claim.sentence_span, claim.indicator_span, claim.value_span, claim.growth_span, claim.plan_span):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@given(st.integers(1, 999_999), st.sampled_from(["tỷ đồng", "triệu USD", "nghìn tấn", "xe"]), st.integers(1, 99))
def test_every_printed_value_is_found_again(value: int, unit: str, growth: int) -> None:
    written = f"{value:,}".replace(",", ".")

    (claim,) = find_claims(f"Tổng sản lượng tháng 8 đạt {written} {unit}, giảm {growth},5% so với cùng kỳ.", PUBLISHED)

    assert claim.value == value
    assert claim.unit == unit
    assert str(claim.growth_pct) == f"-{growth}.5"
