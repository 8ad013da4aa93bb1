"""Sentences with gaps: what an editor may write, and what is said of what cannot be used."""

import pytest

from reports.prose.sentence_templates import Gap, Kind, TemplateError, gaps_for, read_template


@pytest.mark.parametrize("name", ["giá trị", "Giá trị", "GIA TRI", "gia_tri", " giá  trị "])
def test_a_gap_is_known_with_and_without_diacritics_and_capitals(name: str):
    template = read_template(Kind.STATEMENT, f"Sản lượng đạt {{{name}}}.")

    assert template.parts == ("Sản lượng đạt ", Gap.VALUE, ".")


def test_words_and_gaps_follow_each_other_as_written():
    template = read_template(Kind.PART, "{chỉ tiêu} {đạt} {giá trị}, {biến động}")

    assert template.parts == (Gap.INDICATOR, " ", Gap.REACHES, " ", Gap.VALUE, ", ", Gap.CHANGE)
    assert template.gaps == {Gap.INDICATOR, Gap.REACHES, Gap.VALUE, Gap.CHANGE}


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} {giá cả}.", "không có chỗ trống {giá cả}"),
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} {}.", "không có chỗ trống {}"),
        (Kind.STATEMENT, "{các phần} {giá trị}.", "không có chỗ trống {các phần}"),
        (Kind.STATEMENT, "{chỉ tiêu đạt giá trị}.", "không có chỗ trống"),
        (Kind.STATEMENT, "{chỉ tiêu {đạt} {giá trị}.", "Thiếu dấu ngoặc nhọn"),
        (Kind.STATEMENT, "chỉ tiêu} đạt {giá trị}.", "Thiếu dấu ngoặc nhọn"),
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} {giá trị}, tăng 5%.", "viết sẵn con số"),
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} {giá trị} so với năm ２０１７.", "viết sẵn con số"),
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} kết quả tốt.", "ít nhất một con số"),
        (Kind.STATEMENT, "{chỉ tiêu} {đạt} {giá trị}", "kết thúc bằng dấu chấm"),
        (Kind.PART, "{chỉ tiêu} {đạt} {giá trị}.", "không kết thúc bằng dấu chấm"),
        (Kind.PARTS, "Trong đó có nhiều phần.", "phải có chỗ trống {các phần}"),
        (Kind.PARTS, "Trong đó, {các phần}, {giá trị}.", "không có chỗ trống {giá trị}"),
        (Kind.TITLE, "   ", "từ 1 đến 300 ký tự"),
        (Kind.TITLE, "a" * 301, "từ 1 đến 300 ký tự"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(kind: Kind, text: str, message: str):
    with pytest.raises(TemplateError, match=message):
        read_template(kind, text)


def test_a_refusal_names_the_gaps_that_there_are():
    with pytest.raises(TemplateError) as refusal:
        read_template(Kind.STATEMENT, "{số} {giá trị}.")

    assert all(f"{{{gap}}}" in str(refusal.value) for gap in gaps_for(Kind.STATEMENT))


def test_a_title_may_do_without_a_figure():
    assert read_template(Kind.TITLE, "{địa bàn} {kỳ}: tình hình {lĩnh vực}").gaps == {Gap.AREA, Gap.PERIOD, Gap.TOPIC}
