"""Word documents (.docx) as text with structure: what they say, the images in them, and what is left behind.

mammoth reads the document by the meaning of its styles. Before it does, every part of the container is unpacked under
the limits of `indicators.workbook.archive` and read for what no document needs: types and entities of XML, and text in
other encodings, in which those could hide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

import mammoth
from django.utils.translation import gettext as _

from indicators.numbers import format_number
from indicators.workbook.archive import Archive
from indicators.workbook.ole import SIGNATURE as OLE_SIGNATURE
from indicators.workbook.problems import WorkbookError
from reports.word_html import WordText, text_of_html

MEGABYTE = 1 << 20
MAX_BYTES = 40 * MEGABYTE
MAX_XML_BYTES = 24 * MEGABYTE
MAX_IMAGES = 60
MAIN_PART = "word/document.xml"

# Styles that Word has by these names in every language of its interface.
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='Heading 9'] => h6:fresh
"""

_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", re.IGNORECASE)
_MADE_BY_MACHINE = re.compile(
    r"description automatically generated|AI-generated content|mô tả được tạo tự động|tạo bởi AI", re.IGNORECASE
)


class WordRefused(Exception):
    """Raised where a file cannot be read as a Word document; the message says why, in the reader's language."""


class Left(StrEnum):
    """What of a document does not come along."""

    COMMENTS = "comments"
    DELETIONS = "deletions"
    EQUATIONS = "equations"
    CHARTS = "charts"
    DIAGRAMS = "diagrams"
    OBJECTS = "objects"
    HEADERS = "headers"
    STRUCK = "struck"
    IMAGES = "images"


_MARKS: tuple[tuple[Left, re.Pattern[bytes]], ...] = (
    (Left.COMMENTS, re.compile(rb"<w:commentReference\b")),
    (Left.DELETIONS, re.compile(rb"<w:(?:del|moveFrom)\s")),
    (Left.EQUATIONS, re.compile(rb"<m:oMath\b")),
    (Left.CHARTS, re.compile(rb"<c:chart\b")),
    (Left.DIAGRAMS, re.compile(rb"<dgm:relIds\b")),
    (Left.OBJECTS, re.compile(rb"<o:OLEObject\b")),
    (Left.STRUCK, re.compile(rb"<w:d?strike\s*/>|<w:d?strike\s+w:val=\"(?:1|true|on)\"")),
)


@dataclass(frozen=True, slots=True)
class WordImage:
    """A picture of the document; `alt` is what the writer said of it, not what a program guessed."""

    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class WordDocument:
    """`text` places image 1, 2, … of `images` by that number; `left` counts what did not come along."""

    text: WordText
    images: tuple[WordImage, ...]
    left: Counter[Left]


def read_word(data: bytes) -> WordDocument:
    """The document of a .docx file; raises `WordRefused`."""
    archive = _opened(data)
    left = Counter({kind: len(mark.findall(archive.read(MAIN_PART))) for kind, mark in _MARKS})
    left[Left.HEADERS] = sum(_has_words(archive, name) for name in archive.names() if _is_margin(name))
    images: list[WordImage] = []
    try:
        result = mammoth.convert_to_html(
            BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(_collector(images, left)),
        )
        text = text_of_html(result.value)
    except WordRefused:
        raise
    except RecursionError:
        raise WordRefused(_("Tài liệu lồng quá nhiều tầng. Hãy chép nội dung sang tài liệu mới rồi thử lại.")) from None
    except Exception as error:
        # Whatever a damaged document makes the reader trip over, the person hears the same.
        raise WordRefused(_broken()) from error
    return WordDocument(text, tuple(images), +left)


def left_label(kind: Left, count: int) -> str:
    """What did not come along, in words with its number."""
    labels = {
        Left.COMMENTS: _("%(count)d nhận xét"),
        Left.DELETIONS: _("%(count)d đoạn đã xoá (theo dõi thay đổi)"),
        Left.EQUATIONS: _("%(count)d công thức"),
        Left.CHARTS: _("%(count)d biểu đồ (hãy đặt biểu đồ từ số liệu của cổng)"),
        Left.DIAGRAMS: _("%(count)d sơ đồ SmartArt"),
        Left.OBJECTS: _("%(count)d đối tượng nhúng"),
        Left.HEADERS: _("%(count)d đầu trang hoặc chân trang"),
        Left.STRUCK: _("%(count)d chỗ gạch ngang (chữ còn, nét gạch bỏ)"),
        Left.IMAGES: _("%(count)d ảnh không đọc được"),
    }
    return labels[kind] % {"count": count}


def _collector(images: list[WordImage], left: Counter[Left]) -> Callable[[Any], dict[str, str]]:
    def collect(image: Any) -> dict[str, str]:
        if len(images) >= MAX_IMAGES:
            raise WordRefused(
                _("Tài liệu có hơn %(limit)d ảnh. Hãy tách thành nhiều bài, hoặc bỏ bớt ảnh.") % {"limit": MAX_IMAGES}
            )
        try:
            with image.open() as file:
                data = file.read()
        except (KeyError, OSError, ValueError, NotImplementedError):
            left[Left.IMAGES] += 1
            return {"src": ""}
        alt = " ".join((image.alt_text or "").split())
        images.append(WordImage(data, "" if _MADE_BY_MACHINE.search(alt) else alt[:300]))
        return {"src": str(len(images))}

    return collect


def _opened(data: bytes) -> Archive:
    if len(data) > MAX_BYTES:
        raise WordRefused(
            _("Tệp nặng %(size)s MB, vượt mức %(limit)s MB. Hãy nén ảnh trong tài liệu rồi lưu lại.")
            % {
                "size": format_number(Decimal(len(data)) / MEGABYTE, decimals=1),
                "limit": format_number(Decimal(MAX_BYTES // MEGABYTE)),
            }
        )
    if data.startswith(OLE_SIGNATURE):
        raise WordRefused(
            _("Đây là tệp Word đời cũ (.doc) hoặc tệp đặt mật khẩu. Hãy mở bằng Word, bỏ mật khẩu và lưu thành .docx.")
        )
    if not data.startswith(b"PK"):
        raise WordRefused(_("Tệp không phải là tài liệu Word (.docx)."))
    try:
        archive = Archive(BytesIO(data))
        _check_parts(archive)
    except WorkbookError as error:
        raise WordRefused(_said(error)) from error
    return archive


def _check_parts(archive: Archive) -> None:
    """Unpack every part once, as it really is."""
    if MAIN_PART not in archive:
        raise WordRefused(_("Tệp không phải là tài liệu Word (.docx)."))
    size = 0
    for name in archive.names():
        if not name.endswith((".xml", ".rels")):
            for _chunk in archive.chunks(name):
                pass
            continue
        head = b""
        for chunk in archive.xml_chunks(name):
            head = head or chunk[:256]
            size += len(chunk)
            if size > MAX_XML_BYTES:
                raise WordRefused(_("Tài liệu quá dài để nhập một lần. Hãy tách thành nhiều bài."))
        declared = _ENCODING.match(head.lstrip(b"\xef\xbb\xbf"))
        if b"\x00" in head or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
            raise WordRefused(_broken())


def _said(error: WorkbookError) -> str:
    match error.code:
        case "password":
            return _("Tệp đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
        case "bomb" | "too_large":
            return _("Tệp bung ra quá lớn so với dung lượng nên không được mở.")
        case "entity":
            return _("Tệp khai báo thực thể XML, điều tài liệu không cần, nên không được mở. Hãy lưu lại bằng Word.")
    return _broken()


def _broken() -> str:
    return _("Tài liệu bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở bằng Word, lưu lại dạng .docx rồi thử lần nữa.")


def _is_margin(name: str) -> bool:
    return re.fullmatch(r"word/(?:header|footer)\d*\.xml", name) is not None


def _has_words(archive: Archive, name: str) -> bool:
    return re.search(rb"<w:t[ >][^<]*\w", archive.read(name)) is not None
