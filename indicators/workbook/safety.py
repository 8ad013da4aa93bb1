"""What a file really is and whether it may be opened: decided from its bytes before any reader touches it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

from django.utils.translation import gettext as _

from indicators.numbers import format_number
from indicators.workbook import ole
from indicators.workbook.archive import Archive, broken_archive
from indicators.workbook.details import SheetDetails
from indicators.workbook.problems import WorkbookError

MEGABYTE = 1 << 20
Corners = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; callers may pass stricter ones."""

    file_bytes: int = 100 * MEGABYTE
    sheets: int = 200
    claimed_cells: int = 1_000_000_000
    dense_cells: int = 24_000_000
    sparse_factor: int = 4
    sparse_from: int = 3_000_000
    rows: int = 1_048_576
    text_length: int = 4_000
    columns: int = 16_384
    report_cells: int = 600_000
    merged_cells: int = 2_000_000


DEFAULT_LIMITS = Limits()


class FileKind(StrEnum):
    """The container formats that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    CSV = "csv"


def identify(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[FileKind, Archive | None]:
    """The kind of file that the bytes are, whatever its name says; raises WorkbookError for any other."""
    if len(data) > limits.file_bytes:
        raise WorkbookError(
            _("Tệp nặng %(size)s MB, vượt mức %(limit)s MB cho phép. Hãy tách thành nhiều tệp nhỏ hơn.")
            % {"size": _megabytes(len(data)), "limit": _megabytes(limits.file_bytes)},
            code="too_large",
        )
    if not data.strip(b"\x00 \r\n\t"):
        raise WorkbookError(_("Tệp rỗng. Hãy chọn lại tệp có số liệu."), code="empty")
    if data.startswith(b"PK"):
        archive = Archive(BytesIO(data))
        return _kind_of_archive(archive), archive
    if data.startswith(ole.SIGNATURE):
        _check_ole(data)
        return FileKind.XLS, None
    _refuse_known_strangers(data)
    return FileKind.CSV, None


def check_reach(sheet: str, details: SheetDetails, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a sheet whose cells span more than could be held, before a reader lays it out in memory."""
    if details.claimed_cells > limits.claimed_cells:
        raise _too_far(sheet, details.claimed_rows, details.claimed_columns, details.cell_count)
    if details.is_out_of_order or details.last_row > limits.rows or details.columns > limits.columns:
        raise broken_archive()
    if not is_within_reach(details, limits):
        raise _too_far(sheet, details.last_row, details.columns, details.cell_count)


def is_within_reach(details: SheetDetails, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether the sheet can be laid out as a rectangle: not too large, and not nearly empty where it is large."""
    dense = details.dense_cells
    too_sparse = dense > limits.sparse_from and dense > limits.sparse_factor * max(details.cell_count, 1)
    return dense <= limits.dense_cells and not too_sparse and not details.is_out_of_order


def check_merges(sheet: str, merges: Iterable[Corners], end: tuple[int, int], limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse merged ranges that cover the cells in use many times over."""
    covered = 0
    for (first_row, first_column), (last_row, last_column) in merges:
        covered += max(0, min(last_row, end[0]) - first_row + 1) * max(0, min(last_column, end[1]) - first_column + 1)
        if covered > limits.merged_cells:
            raise WorkbookError(
                _("Trang “%(sheet)s” gộp quá nhiều ô chồng lên nhau. Hãy bỏ gộp ô, lưu lại rồi tải lên.")
                % {"sheet": sheet},
                code="merges",
            )


def check_width(sheet: str, rows: int, columns: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse text with more fields in a line than any sheet has columns."""
    if columns > limits.columns or rows * columns > limits.dense_cells * 4:
        raise _too_far(sheet, rows, columns, rows)


def check_report_size(sheet: str, rows: int, columns: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse to look for report tables in a sheet too large for any report; such data come tidy."""
    if rows * columns > limits.report_cells:
        raise WorkbookError(
            _(
                "Trang “%(sheet)s” có %(rows)s dòng × %(columns)s cột, quá lớn cho một biểu báo cáo. "
                "Dữ liệu lớn hãy xếp mỗi số liệu một dòng với các cột: Chỉ tiêu, Kỳ, Giá trị, Đơn vị."
            )
            % {
                "sheet": sheet,
                "rows": format_number(Decimal(rows)),
                "columns": format_number(Decimal(columns)),
            },
            code="too_large",
        )


def check_sheet_count(count: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a workbook with more sheets than a report has."""
    if count > limits.sheets:
        raise WorkbookError(
            _("Tệp có %(count)s trang tính, vượt mức %(limit)s trang. Hãy tách thành nhiều tệp, mỗi tệp một báo cáo.")
            % {"count": count, "limit": limits.sheets},
            code="too_many_sheets",
        )


def password_protected() -> WorkbookError:
    return WorkbookError(
        _(
            "Tệp đặt mật khẩu nên không đọc được. Hãy mở bằng Excel, vào Tệp → Thông tin → Bảo vệ sổ làm việc, "
            "bỏ mật khẩu rồi lưu và tải lên lại."
        ),
        code="password",
    )


def _kind_of_archive(archive: Archive) -> FileKind:
    names = archive.members
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "content.xml" in names:
        kind = archive.read("mimetype", limit=1024) if "mimetype" in names else b""
        if b"spreadsheet" in kind or not kind:
            return FileKind.ODS
        raise _stranger(_("tài liệu văn bản OpenDocument"))
    if any(name.startswith("word/") for name in names):
        raise _stranger(_("tài liệu Word"))
    if any(name.startswith("ppt/") for name in names):
        raise _stranger(_("bản trình chiếu PowerPoint"))
    if any(name.endswith((".xlsx", ".xls", ".ods", ".csv", ".xlsb")) for name in names):
        raise WorkbookError(
            _("Đây là tệp nén chứa bảng tính. Hãy giải nén rồi tải lên từng tệp bảng tính."), code="not_workbook"
        )
    if not any(name.startswith(("xl/", "_rels")) for name in names):
        raise _stranger(_("tệp nén (zip)"))
    raise broken_archive()


def _check_ole(data: bytes) -> None:
    try:
        names = set(ole.Container(data).names())
    except ole.OleError as error:
        raise broken_archive() from error
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise password_protected()
    if names & {"Workbook", "Book"}:
        return
    if "WordDocument" in names:
        raise _stranger(_("tài liệu Word"))
    if "PowerPoint Document" in names:
        raise _stranger(_("bản trình chiếu PowerPoint"))
    raise _stranger(_("tệp Microsoft Office loại khác"))


def _refuse_known_strangers(data: bytes) -> None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"%pdf"):
        raise WorkbookError(
            _(
                "Đây là tệp PDF (dù tên có thể khác). Số liệu trong PDF không đọc được thành bảng; "
                "hãy xin bản Excel gốc hoặc nhập lại vào .xlsx."
            ),
            code="not_workbook",
        )
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm", b"ii*\x00", b"riff")) and b"\x00" in data[:64]:
        raise _stranger(_("tệp ảnh"))
    if head.startswith(b"{\\rtf"):
        raise _stranger(_("tài liệu RTF"))
    if head.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise _stranger(_("tệp nén"))
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or (head.startswith(b"<") and b"<html" in head):
        raise WorkbookError(
            _(
                "Đây là trang web (HTML) đặt tên như bảng tính. Hãy mở bằng Excel, chọn Lưu dưới dạng → "
                "Sổ làm việc Excel (.xlsx) rồi tải lên lại."
            ),
            code="not_workbook",
        )
    if head.startswith(b"<?xml") or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise WorkbookError(
            _("Đây là tệp XML. Hãy mở bằng Excel, chọn Lưu dưới dạng → Sổ làm việc Excel (.xlsx) rồi tải lên lại."),
            code="not_workbook",
        )
    if data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):
        raise WorkbookError(
            _("Đây là tệp Excel đời rất cũ (trước năm 1995). Hãy mở bằng Excel và lưu lại dạng .xlsx."),
            code="not_workbook",
        )


def _stranger(kind: str) -> WorkbookError:
    return WorkbookError(
        _("Đây là %(kind)s, không phải bảng tính. Hãy tải lên tệp .xlsx, .xls, .xlsb, .ods hoặc .csv.")
        % {"kind": kind},
        code="not_workbook",
    )


def _too_far(sheet: str, rows: int, columns: int, cells: int) -> WorkbookError:
    return WorkbookError(
        _(
            "Trang “%(sheet)s” trải rộng %(rows)s dòng × %(columns)s cột nhưng chỉ có %(cells)s ô có nội dung. "
            "Hãy bấm Ctrl+End để tìm ô xa nhất, xoá các dòng và cột thừa, lưu lại rồi tải lên."
        )
        % {
            "sheet": sheet,
            "rows": format_number(Decimal(rows)),
            "columns": format_number(Decimal(columns)),
            "cells": format_number(Decimal(cells)),
        },
        code="too_sparse",
    )


def _megabytes(size: int) -> str:
    return format_number(Decimal(size) / MEGABYTE, decimals=1)
