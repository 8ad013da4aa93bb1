"""What becomes of an uploaded picture: its pixels, upright and in sRGB; of anything else a plain refusal."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, TiffImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from reports.image_files import ImageLimits, ImageRefused, looks_like_svg, read_raster
from reports.image_renditions import (
    Focus,
    Format,
    Shape,
    encoded,
    kept_original,
    renditions_of,
    wide_box,
)

SECRETS = (b"NguyenVanA", b"Canon", b"GPS", b"2018:05", b"ghi chu rieng")


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo_with_secrets() -> bytes:
    exif = Image.Exif()
    exif[Base.Artist] = "NguyenVanA"
    exif[Base.Make] = "Canon"
    exif[Base.DateTime] = "2018:05:22 10:00:00"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (TiffImagePlugin.IFDRational(21), 50, 0)
    return saved(Image.new("RGB", (80, 40), "red"), "JPEG", exif=exif, comment=b"ghi chu rieng")


@pytest.mark.parametrize("kind", list(Format))
def test_nothing_of_camera_place_and_person_goes_on(kind: Format):
    picture = read_raster(photo_with_secrets())

    data = encoded(picture, kind)

    assert not [secret for secret in SECRETS if secret in data]
    assert not dict(Image.open(io.BytesIO(data)).getexif())


def test_a_photo_taken_upright_stands_upright():
    assert read_raster(photo_with_secrets()).size == (40, 80)


def test_colours_of_another_profile_become_those_of_srgb():
    lab = ImageCms.createProfile("sRGB")
    data = saved(Image.new("RGB", (20, 20), (200, 10, 10)), "PNG", icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())

    picture = read_raster(data)

    assert picture.getpixel((3, 3)) == pytest.approx((200, 10, 10), abs=2)
    assert b"iCCP" not in encoded(picture, Format.PNG)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("L", 120, "RGB"),
        ("1", 1, "RGB"),
        ("P", 3, "RGB"),
        ("CMYK", (0, 200, 200, 0), "RGB"),
        ("RGBA", (10, 20, 30, 100), "RGBA"),
        ("RGBA", (10, 20, 30, 255), "RGB"),
        ("LA", (10, 100), "RGBA"),
        ("I;16", 40_000, "RGB"),
    ],
)
def test_every_kind_of_pixel_becomes_rgb_see_through_only_where_it_is(mode: str, colour: object, expected: str):
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"

    assert read_raster(saved(Image.new(mode, (20, 20), colour), kind)).mode == expected  # type: ignore[arg-type]


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def moving(kind: str) -> bytes:
    return saved(Image.new("RGB", (20, 20)), kind, save_all=True, append_images=[Image.new("RGB", (20, 20), "red")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 docx", "tài liệu văn phòng"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"<!doctype html><script>alert(1)</script>", "trang web"),
        (b"GIF89a", "không phải là ảnh"),
        (b"MZ\x90\x00", "không phải là ảnh"),
        (saved(Image.new("RGB", (8, 8)), "PNG"), "quá nhỏ"),
        (saved(Image.new("RGB", (64, 64)), "JPEG")[:300], "hỏng"),
        (png_that_claims(30_000, 30_000), "nhiều điểm ảnh"),
        (png_that_claims(100, 100), "hỏng"),
        (moving("GIF"), "Ảnh động"),
        (moving("WEBP"), "Ảnh động"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused_with_its_reason(data: bytes, said: str):
    with pytest.raises(ImageRefused, match=said):
        read_raster(data)


def test_a_file_heavier_than_the_limit_is_not_opened():
    with pytest.raises(ImageRefused, match="vượt mức"):
        read_raster(saved(Image.new("RGB", (64, 64)), "PNG"), ImageLimits(file_bytes=50))


def test_a_large_picture_is_kept_smaller():
    picture = read_raster(saved(Image.new("RGB", (400, 100), "teal"), "PNG"), ImageLimits(kept_side=200))

    assert picture.size == (200, 50)


def test_an_svg_is_told_from_text_that_mentions_one():
    assert looks_like_svg(b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>')
    assert not looks_like_svg(b"<html><body><svg></svg></body></html>")


def test_a_picture_is_drawn_in_both_shapes_by_widths_and_never_enlarged():
    noise = Image.effect_noise((900, 900), 90).convert("RGB")

    drawn = list(renditions_of(noise))

    whole = {(each.width, each.format.value) for each in drawn if each.shape is Shape.WHOLE}
    assert whole == {
        *((480, "avif"), (480, "webp"), (800, "avif"), (800, "webp"), (900, "avif"), (900, "webp"), (900, "jpg"))
    }
    wide = [each for each in drawn if each.shape is Shape.WIDE]
    assert {(each.width, each.height) for each in wide} >= {(400, 225), (800, 450)}
    assert all(abs(each.width / each.height - 16 / 9) < 0.02 for each in wide)
    assert all(Image.open(io.BytesIO(each.data)).size == (each.width, each.height) for each in drawn)


def test_names_of_files_tell_their_bytes_apart():
    one, other = (next(renditions_of(Image.new("RGB", (64, 64), colour))) for colour in ("red", "blue"))

    assert one.name != other.name


def test_drawings_are_kept_without_loss_and_photos_as_jpeg():
    drawing = Image.new("RGB", (64, 64), "white")
    photo = Image.merge("RGB", [Image.effect_noise((128, 128), 90) for _band in range(3)])

    assert kept_original(drawing)[0] is Format.PNG
    assert kept_original(photo)[0] is Format.JPEG


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1600, 900), Focus(), (0, 0, 1600, 900)),
        ((900, 1600), Focus(50, 0), (0, 0, 900, 506)),
        ((900, 1600), Focus(50, 100), (0, 1094, 900, 1600)),
        ((3200, 900), Focus(25, 50), (0, 0, 1600, 900)),
        ((3200, 900), Focus(50, 50), (800, 0, 2400, 900)),
        ((1, 1), Focus(), (0, 0, 1, 1)),
    ],
)
def test_a_cut_keeps_the_focal_point(size: tuple[int, int], focus: Focus, box: tuple[int, int, int, int]):
    assert wide_box(size, focus) == box


def test_a_focal_point_outside_the_picture_is_refused():
    with pytest.raises(ValueError, match="within"):
        Focus(101, 0)
