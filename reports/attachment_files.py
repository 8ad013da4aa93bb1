"""What a file to take away really is: a PDF, a workbook or a text document without macros; anything else is refused."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _

from indicators.numbers import format_number
from indicators.workbook.archive import Archive
from indicators.workbook.problems import WorkbookError

MEGABYTE = 1 << 20
MAX_BYTES = 30 * MEGABYTE
ACCEPTED = ".pdf, .xlsx, .docx"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_MAIN_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}


class FileRefused(Exception):
    """Raised where a file cannot be given to readers; the message says why, in the reader's language."""


def kind_of(data: bytes) -> str:
    """ "pdf", "xlsx" or "docx", by what the bytes are and not by their name. Raises `FileRefused` for anything else."""
    if not data.strip(b"\x00 \r\n\t"):
        raise FileRefused(_("Tệp rỗng."))
    if len(data) > MAX_BYTES:
        raise FileRefused(
            _("Tệp nặng %(size)s MB, vượt mức %(limit)s MB cho tệp đính kèm.")
            % {"size": _megabytes(len(data)), "limit": _megabytes(MAX_BYTES)}
        )
    if data.startswith(b"%PDF-"):
        return _checked_pdf(data)
    if data.startswith(b"PK"):
        return _checked_office(data)
    raise _stranger()


def _checked_pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-2048:]:
        raise FileRefused(_("Tệp PDF bị hỏng hoặc tải lên chưa trọn vẹn."))
    if any(mark in data for mark in (b"/JavaScript", b"/Launch", b"/EmbeddedFile")):
        raise FileRefused(
            _("Tệp PDF chứa mã chạy được hoặc tệp nhúng. Hãy in lại ra PDF (Lưu dưới dạng → PDF) rồi tải lên.")
        )
    return "pdf"


def _checked_office(data: bytes) -> str:
    try:
        archive = Archive(BytesIO(data))
        for name in archive.names():
            for _chunk in archive.chunks(name):
                pass
    except WorkbookError as error:
        raise FileRefused(_archive_fault(error)) from error
    kind = next((kind for part, kind in _MAIN_PARTS.items() if part in archive), None)
    if kind is None:
        raise _stranger()
    if any("vbaProject" in name or "/activeX/" in name for name in archive.names()):
        raise FileRefused(_("Tệp có macro. Hãy lưu lại dạng .xlsx hoặc .docx không có macro rồi tải lên."))
    return kind


def _archive_fault(error: WorkbookError) -> str:
    match error.code:
        case "password":
            return _("Tệp đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
        case "bomb" | "too_large":
            return _("Tệp bung ra quá lớn so với dung lượng nên không được nhận.")
    return _("Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở, lưu lại rồi tải lên lần nữa.")


def _stranger() -> FileRefused:
    return FileRefused(_("Chỉ đính kèm được tệp PDF, Excel (.xlsx) và Word (.docx)."))


def _megabytes(size: int) -> str:
    return format_number(Decimal(size) / MEGABYTE, decimals=1)
