"""What an uploaded picture really is, and the picture in it: upright, in sRGB, with nothing around it.

Decided from the bytes, whatever the file is called, and before anything is unpacked: the header tells how large a
picture becomes. What comes out carries pixels only, so that no camera, place, name or thumbnail goes on with it.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.Image import Resampling

from indicators.numbers import format_number

MEGABYTE = 1 << 20
RASTER_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
ACCEPTED = ".jpg, .jpeg, .png, .webp, .avif, .gif, .tif, .tiff, .svg"
"""What the browser's file dialog offers."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_SRGB = ImageCms.createProfile("sRGB")


class ImageRefused(Exception):
    """Raised where a file cannot become a picture of the library; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """How much of a picture is read, and how large it is kept."""

    file_bytes: int = 25 * MEGABYTE
    pixels: int = 60_000_000
    shortest_side: int = 16
    kept_side: int = 3200


DEFAULT_LIMITS = ImageLimits()


def looks_like_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in data[:65536].lower()


def read_raster(data: bytes, limits: ImageLimits = DEFAULT_LIMITS) -> Image.Image:
    """The picture of the bytes in mode RGB, or RGBA where it is see-through; raises `ImageRefused`."""
    check_size(data, limits)
    try:
        picture = Image.open(BytesIO(data), formats=RASTER_FORMATS)
    except UnidentifiedImageError:
        raise ImageRefused(_what_it_is(data)) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(limits) from None
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError):
        raise ImageRefused(_broken()) from None
    _check_shape(picture, limits)
    try:
        # A phone's picture many times too large is unpacked at a fraction of its size.
        picture.draft("RGB", (limits.kept_side, limits.kept_side))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return _clean(upright, limits)
    except ImageRefused:
        raise
    except (OSError, ValueError, SyntaxError, TypeError, struct.error, zlib.error, EOFError, IndexError):
        raise ImageRefused(_broken()) from None
    except (Image.DecompressionBombError, MemoryError):
        raise _too_many_pixels(limits) from None


def check_size(data: bytes, limits: ImageLimits = DEFAULT_LIMITS) -> None:
    """Refuse a file that is empty, or heavier than any picture for a page."""
    if not data.strip(b"\x00 \r\n\t"):
        raise ImageRefused(_("Tệp rỗng."))
    check_weight(len(data), limits)


def check_weight(size: int, limits: ImageLimits = DEFAULT_LIMITS) -> None:
    """Refuse a file of so many bytes before it is read."""
    if size > limits.file_bytes:
        raise ImageRefused(
            _("Ảnh nặng %(size)s MB, vượt mức %(limit)s MB. Hãy thu nhỏ ảnh rồi tải lên lại.")
            % {"size": _megabytes(size), "limit": _megabytes(limits.file_bytes)}
        )


def _check_shape(picture: Image.Image, limits: ImageLimits) -> None:
    width, height = picture.size
    if width * height > limits.pixels:
        raise _too_many_pixels(limits)
    if min(width, height) < limits.shortest_side:
        raise ImageRefused(
            _("Ảnh chỉ có %(width)d × %(height)d điểm ảnh, quá nhỏ để đăng.") % {"width": width, "height": height}
        )
    if getattr(picture, "is_animated", False) and picture.format in ("GIF", "WEBP", "PNG", "AVIF"):
        raise ImageRefused(_("Ảnh động không dùng được trong bài. Hãy chọn một khung hình và lưu thành ảnh tĩnh."))


def _clean(picture: Image.Image, limits: ImageLimits) -> Image.Image:
    """The pixels alone, in sRGB, no larger than they are kept."""
    profile = picture.info.get("icc_profile")
    plain = _in_rgb(_of_eight_bits(picture), profile)
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.thumbnail((limits.kept_side, limits.kept_side), Resampling.LANCZOS)
    plain.info = {}
    return plain


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        low, high = picture.getextrema()
        scale = 255 / 65535 if high > 255 or low < 0 else 1  # type: ignore[operator]
        return picture.convert("F").point(lambda value: value * scale).convert("L")
    return picture


def _in_rgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    is_see_through = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    if is_see_through:
        return picture.convert("RGBA")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that cannot be read says nothing of the colours.
            return picture.convert("RGB")
        return converted or picture.convert("RGB")
    return picture.convert("RGB")


def _what_it_is(data: bytes) -> str:
    """Why the bytes are no picture, naming what they are where that is known."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return _(
            "Ảnh HEIC của iPhone chưa đọc được. Hãy chọn ảnh từ máy dưới dạng JPEG "
            "(Cài đặt → Camera → Định dạng → Tương thích nhất), hoặc lưu lại thành .jpg."
        )
    if head.startswith(b"%pdf"):
        return _("Đây là tệp PDF, không phải ảnh. Hãy đính kèm tệp vào bài, hoặc lưu trang thành .png.")
    if head.startswith(b"pk\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        return _("Đây là tệp nén hoặc tài liệu văn phòng, không phải ảnh.")
    if head.startswith((b"<!doctype html", b"<html")):
        return _("Đây là trang web, không phải ảnh. Hãy lưu chính tấm ảnh trong trang đó.")
    return _("Tệp không phải là ảnh đọc được. Hãy dùng .jpg, .png, .webp, .avif, .gif, .tif hoặc .svg.")


def _broken() -> str:
    return _("Ảnh bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở ảnh, lưu lại rồi tải lên lần nữa.")


def _too_many_pixels(limits: ImageLimits) -> ImageRefused:
    return ImageRefused(
        _("Ảnh có quá nhiều điểm ảnh (hơn %(limit)s triệu). Hãy thu nhỏ ảnh rồi tải lên lại.")
        % {"limit": format_number(Decimal(limits.pixels // 1_000_000))}
    )


def _megabytes(size: int) -> str:
    return format_number(Decimal(size) / MEGABYTE, decimals=1)
