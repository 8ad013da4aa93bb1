"""Images as pages show them: the files that a browser may choose from, and the words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indicators.models.catalogue import in_language
from reports.image_renditions import Format, Shape
from reports.models import Image

_MODERN = (Format.AVIF, Format.WEBP)


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one format, as `<source>` names them."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a page shows it; `alt` is in the language of the text around it.

    `wide` is its cut for cards, where there is one.
    """

    url: str
    alt: str
    width: int
    height: int
    credit: str
    sources: tuple[Source, ...] = ()
    wide: Picture | None = None

    @classmethod
    def of(cls, image: Image, language: str) -> Picture:
        """The picture of an image, without any query; one without renditions is shown as it was uploaded."""
        whole = cls(
            image.file.url, in_language(image, "alt", language), image.width, image.height, image.credit
        )._with_files(image, Shape.WHOLE)
        wide = whole._with_files(image, Shape.WIDE)
        return replace(whole, wide=wide if wide is not whole else None)

    @property
    def cut(self) -> Picture:
        """What a card shows."""
        return self.wide or self

    def _with_files(self, image: Image, shape: Shape) -> Picture:
        files = image.renditions_of(shape)
        plain = next((each for each in files if each["format"] not in _MODERN), None)
        if plain is None:
            return self
        url = image.file.storage.url
        return replace(
            self,
            url=url(plain["path"]),
            width=plain["width"],
            height=plain["height"],
            sources=tuple(_sources(files, url)),
        )


def _sources(files: Sequence[dict[str, Any]], url: Any) -> Iterable[Source]:
    for kind in _MODERN:
        of_kind = [each for each in files if each["format"] == kind]
        if of_kind:
            srcset = ", ".join(f"{url(each['path'])} {each['width']}w" for each in of_kind)
            yield Source(kind.media_type, srcset)


def smallest_file(image: Image) -> str:
    """The address of the image at the size of a thumbnail."""
    files = [each for each in image.renditions_of(Shape.WHOLE) if each["format"] == Format.WEBP]
    smallest = min(files, key=lambda each: each["width"], default=None)
    return image.file.storage.url(smallest["path"]) if smallest else image.file.url
