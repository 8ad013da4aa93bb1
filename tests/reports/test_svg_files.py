"""Drawings in SVG keep their shapes and words, and nothing that acts, reaches outside or unfolds without end."""

from __future__ import annotations

import pytest

from reports.image_files import ImageRefused
from reports.svg_files import clean_svg

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, attributes: str = 'width="100" height="50"') -> bytes:
    return f'<?xml version="1.0"?><svg {NS} {attributes}><rect width="10" height="10"/>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="1" height="1"/>',
        '<a xlink:href="javascript:alert(1)"><rect width="1" height="1"/></a>',
        '<image xlink:href="https://elsewhere.example/x.png" width="1" height="1"/>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
        '<use xlink:href="https://elsewhere.example/x.svg#a"/>',
        '<rect width="1" height="1" fill="url(https://elsewhere.example/x)"/>',
        '<rect width="1" height="1" style="fill:url(https://elsewhere.example/x)"/>',
        "<style>@import url(https://elsewhere.example/x.css); rect { fill: red }</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://elsewhere.example/"/>',
        "<metadata><creator>NguyenVanA alert</creator></metadata>",
    ],
)
def test_what_acts_or_reaches_outside_is_gone(hostile: str):
    clean = clean_svg(drawing(hostile)).data.decode()

    for word in (
        "script",
        "alert",
        "elsewhere",
        "onload",
        "import",
        "foreignObject",
        "iframe",
        "animate",
        "NguyenVanA",
    ):
        assert word not in clean
    assert "<rect" in clean


def test_shapes_words_colours_and_local_references_stay():
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<path id="glyph" d="M0 0L5 5"/></defs>'
        '<g transform="translate(3 4)" fill="url(#g)"><text x="3" y="9">Xuất <tspan>khẩu</tspan> 18,3%</text>'
        '<use xlink:href="#glyph" x="4"/></g>'
    )

    clean = clean_svg(drawing(inside)).data.decode()

    for kept in ("linearGradient", "url(#g)", "translate(3 4)", "Xuất <tspan>khẩu</tspan> 18,3%", 'href="#glyph"'):
        assert kept in clean


def test_style_sheets_of_drawing_programs_become_attributes():
    inside = "<style>/* x */ .st0, .st1 { fill: #1D3C72; behavior: url(x) }</style><circle class='st0' r='4'/>"

    clean = clean_svg(drawing(inside)).data.decode()

    assert 'fill="#1D3C72"' in clean
    assert "behavior" not in clean
    assert "<style" not in clean


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="100" height="50"', (100, 50)),
        ('viewBox="0 0 300 200"', (300, 200)),
        ('viewBox="0 0 300 200" width="150"', (150, 100)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
    ],
)
def test_its_size_is_as_stated_or_that_of_its_view_box(attributes: str, size: tuple[int, int]):
    clean = clean_svg(drawing("", attributes))

    assert (clean.width, clean.height) == size
    assert b"viewBox" in clean.data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg", "hỏng"),
        (b"<html><body/></html>", "không phải là hình vẽ"),
        (f"<svg {NS}><script/></svg>".encode(), "không có hình nào"),
        (drawing("", ""), "kích thước"),
        (f'<svg {NS} width="9" height="9">{"<g>" * 80}<rect/>{"</g>" * 80}</svg>'.encode(), "nhiều chi tiết"),
        (drawing("<rect/>" * 20_001), "nhiều chi tiết"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "thực thể"),
        (b"<svg>" + b" " * (2 << 20) + b"</svg>", "nặng hơn"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_drawing_is_refused_with_its_reason(data: bytes, said: str):
    with pytest.raises(ImageRefused, match=said):
        clean_svg(data)


def test_uses_of_uses_do_not_unfold():
    levels = "".join(f'<g id="l{n}">' + f'<use xlink:href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))

    clean = clean_svg(drawing(f'<defs><path id="l0" d="M0 0"/>{levels}</defs><use xlink:href="#l8"/>')).data.decode()

    assert clean.count("<use") <= 10


def test_cleaning_again_changes_nothing():
    once = clean_svg(drawing("<g style='fill: red'><text>Chữ</text></g>")).data

    assert clean_svg(once).data == once
