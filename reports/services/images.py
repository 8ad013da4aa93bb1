"""Putting a picture into the media library: read, cleaned, drawn in every size, and kept."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from reports.image_files import ImageRefused, check_size, looks_like_svg, read_raster
from reports.image_renditions import (
    Focus,
    Rendition,
    Shape,
    kept_original,
    renditions_of,
    wide_renditions_of,
)
from reports.models import Image
from reports.svg_files import clean_svg


@dataclass(frozen=True, slots=True)
class Words:
    """What a person says of a picture."""

    alt_vi: str
    alt_en: str = ""
    credit: str = ""


class AlreadyThere(ImageRefused):
    """Raised for a file that is in the library, which is `image`."""

    def __init__(self, image: Image) -> None:
        super().__init__(_("Ảnh này đã có trong thư viện: “%(alt)s”.") % {"alt": image})
        self.image = image


def add_image(data: bytes, words: Words, *, actor: User | None) -> Image:
    """The picture of the bytes as an image of the library; raises `ImageRefused`, `AlreadyThere` for the same file.

    Without a description it is kept, for a document that is taken over whole, but can be placed only once it has one.
    """
    check_size(data)
    known = same_image(data)
    if known is not None:
        raise AlreadyThere(known)
    image = Image(
        alt_vi=words.alt_vi.strip(),
        alt_en=words.alt_en.strip(),
        credit=words.credit.strip(),
        digest=hashlib.sha256(data).hexdigest(),
        uploaded_by=actor,
    )
    if looks_like_svg(data):
        drawing = clean_svg(data)
        image.width, image.height = drawing.width, drawing.height
        image.file.save("image.svg", ContentFile(drawing.data), save=False)
    else:
        _keep_raster(image, read_raster(data))
    image.save()
    return image


def same_image(data: bytes) -> Image | None:
    """The image that was made from the very same file."""
    return Image.objects.filter(digest=hashlib.sha256(data).hexdigest()).first()


def refocus(image: Image, focus: Focus) -> None:
    """Cut the image anew around another point; pages that were cached go on showing the cut that they know."""
    image.focus_x, image.focus_y = focus.x, focus.y
    if not image.is_drawing:
        cuts = _stored(image, wide_renditions_of(_picture_of(image), focus))
        image.renditions = [*image.renditions_of(Shape.WHOLE), *cuts]
    image.save(update_fields=["focus_x", "focus_y", "renditions"])


def draw_renditions(image: Image) -> None:
    """Every size of an image that the library holds already; the caller need not know what kind it is."""
    if image.is_drawing:
        return
    picture = _picture_of(image)
    image.width, image.height = picture.size
    image.renditions = _stored(image, renditions_of(picture, Focus(image.focus_x, image.focus_y)))
    image.save(update_fields=["width", "height", "renditions"])


def remove_image(image: Image) -> None:
    """Take an image out of the library with all its files. Raises `ProtectedError` where an edition shows it."""
    storage: Storage = image.file.storage
    paths = [image.file.name, *(each["path"] for each in image.renditions)]

    def forget_files() -> None:
        for path in paths:
            storage.delete(path)

    with transaction.atomic():
        image.delete()
        transaction.on_commit(forget_files)


def _keep_raster(image: Image, picture: Pillow.Image) -> None:
    kind, data = kept_original(picture)
    image.width, image.height = picture.size
    image.file.save(f"image.{kind}", ContentFile(data), save=False)
    image.renditions = _stored(image, renditions_of(picture, Focus(image.focus_x, image.focus_y)))


def _picture_of(image: Image) -> Pillow.Image:
    with image.file.open("rb") as file:
        return read_raster(file.read())


def _stored(image: Image, renditions: Iterable[Rendition]) -> list[dict[str, Any]]:
    """The files in a folder of their own beside the image, whose name nobody can guess."""
    storage: Storage = image.file.storage
    folder = f"images/{uuid.uuid4().hex}"
    return [
        rendition.as_json(storage.save(f"{folder}/{rendition.name}", ContentFile(rendition.data)))
        for rendition in renditions
    ]
