"""The sizes, shapes and formats in which a picture of the library is sent to readers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.Image import Resampling

WIDE = (16, 9)
WHOLE_WIDTHS = (480, 800, 1200, 1920)
WIDE_WIDTHS = (400, 800, 1280)
WHOLE_FALLBACK = 1200
WIDE_FALLBACK = 1280
DRAWING_COLOURS = 4096
"""A picture with more colours than these is no drawing; one with fewer may still be a photo in grey."""


class Shape(StrEnum):
    """As the picture is, or cut to the shape of a card around its focal point."""

    WHOLE = "whole"
    WIDE = "wide"


class Format(StrEnum):
    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self is Format.JPEG else f"image/{self.value}"


@dataclass(frozen=True, slots=True)
class Focus:
    """The point of a picture that a cut must keep, in per cent from its left and upper edges."""

    x: int = 50
    y: int = 50

    def __post_init__(self) -> None:
        if not (0 <= self.x <= 100 and 0 <= self.y <= 100):
            raise ValueError("A focal point lies within the picture: 0 to 100 per cent.")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture."""

    shape: Shape
    format: Format
    width: int
    height: int
    data: bytes

    @property
    def name(self) -> str:
        """A name that tells these bytes from any others, so that it may be kept by browsers for ever."""
        digest = hashlib.sha256(self.data).hexdigest()[:16]
        return f"{self.shape}-{self.width}-{digest}.{self.format}"

    def as_json(self, path: str) -> dict[str, Any]:
        """How the library notes it; `path` is where the storage put it."""
        return {
            "shape": self.shape.value,
            "format": self.format.value,
            "width": self.width,
            "height": self.height,
            "path": path,
        }


def renditions_of(picture: Image.Image, focus: Focus | None = None) -> Iterator[Rendition]:
    """Every file of a picture in RGB or RGBA: AVIF and WebP by widths, and one for browsers that know neither."""
    yield from _of_shape(picture, Shape.WHOLE, WHOLE_WIDTHS, WHOLE_FALLBACK)
    yield from wide_renditions_of(picture, focus or Focus())


def wide_renditions_of(picture: Image.Image, focus: Focus) -> Iterator[Rendition]:
    """The files of the cut around the focal point."""
    yield from _of_shape(picture.crop(wide_box(picture.size, focus)), Shape.WIDE, WIDE_WIDTHS, WIDE_FALLBACK)


def wide_box(size: tuple[int, int], focus: Focus) -> tuple[int, int, int, int]:
    """The largest 16:9 part of a picture with its focal point as near to the middle as the edges allow."""
    width, height = size
    cut_width = min(width, max(1, height * WIDE[0] // WIDE[1]))
    cut_height = min(height, max(1, width * WIDE[1] // WIDE[0]))
    left = _clamped(width * focus.x // 100 - cut_width // 2, width - cut_width)
    top = _clamped(height * focus.y // 100 - cut_height // 2, height - cut_height)
    return left, top, left + cut_width, top + cut_height


def kept_original(picture: Image.Image) -> tuple[Format, bytes]:
    """The picture as the library keeps it, without loss where it is a drawing or see-through."""
    fallback = _fallback_format(picture)
    return fallback, encoded(picture, fallback, quality=90)


def encoded(picture: Image.Image, kind: Format, *, quality: int | None = None) -> bytes:
    """The file of a picture; nothing but pixels goes into it."""
    written = BytesIO()
    match kind:
        case Format.AVIF:
            picture.save(written, "AVIF", quality=quality or 60, speed=8)
        case Format.WEBP:
            picture.save(written, "WEBP", quality=quality or 80, method=4)
        case Format.JPEG:
            picture.save(written, "JPEG", quality=quality or 82, optimize=True, progressive=True)
        case Format.PNG:
            picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _of_shape(picture: Image.Image, shape: Shape, widths: tuple[int, ...], fallback: int) -> Iterator[Rendition]:
    """Never larger than the picture is; a small one is sent as it is."""
    fitting = [width for width in widths if width < picture.width]
    if len(fitting) < len(widths):
        fitting.append(picture.width)
    for width in fitting:
        sized = _sized(picture, width)
        for kind in (Format.AVIF, Format.WEBP):
            yield Rendition(shape, kind, sized.width, sized.height, encoded(sized, kind))
    plain = _sized(picture, min(fallback, picture.width))
    kind = _fallback_format(picture)
    yield Rendition(shape, kind, plain.width, plain.height, encoded(plain, kind))


def _sized(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)


def _fallback_format(picture: Image.Image) -> Format:
    """PNG for what is see-through, and for drawings, which JPEG would smear and not even make smaller."""
    if picture.mode == "RGBA":
        return Format.PNG
    if picture.getcolors(DRAWING_COLOURS) is None:
        return Format.JPEG
    part = _sized(picture, min(480, picture.width))
    is_drawing = len(encoded(part, Format.PNG)) <= len(encoded(part, Format.JPEG)) * 3 // 2
    return Format.PNG if is_drawing else Format.JPEG


def _clamped(value: int, most: int) -> int:
    return max(0, min(value, most))
