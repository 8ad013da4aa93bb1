"""A zip container opened under limits: every member is counted as it really unpacks, never as it claims."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from indicators.workbook.problems import WorkbookError

MAX_MEMBERS = 2_000
MAX_TOTAL_BYTES = 1 << 30
MAX_PART_BYTES = 192 << 20
MAX_RATIO = 120
RATIO_FROM_BYTES = 24 << 20
CHUNK = 1 << 18
_STORED, _DEFLATED = 0, 8
_FORBIDDEN_XML = (b"<!DOCTYPE", b"<!ENTITY")


class Archive:
    """The members of a zip, by name, readable only within the limits."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
            raise broken_archive() from error
        self._source = source
        self.members = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}
        self._check_claims()

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def names(self) -> list[str]:
        return list(self.members)

    def size(self, name: str) -> int:
        """What the member claims to unpack to; `chunks` holds it to that."""
        return self.members[name].file_size

    def read(self, name: str, *, limit: int = MAX_PART_BYTES) -> bytes:
        """A whole small member."""
        if self.size(name) > limit:
            raise too_large_inside(name)
        return b"".join(self.chunks(name))

    def check_part_size(self, name: str) -> None:
        """Refuse a member other than a sheet that claims more than such a part ever needs."""
        if "/worksheets/" not in name and self.size(name) > MAX_PART_BYTES:
            raise too_large_inside(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The member unpacked piece by piece; raises WorkbookError where it unpacks to other than it claims.

        The zip directory is only a claim: readers that inflate to the end would follow a false one into
        the bomb, therefore the count is made here, before any of them opens the file.
        """
        info = self.members[name]
        if info.flag_bits & 0x1:
            raise WorkbookError(
                _("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Lưu dưới dạng → không mật khẩu) rồi tải lại."),
                code="password",
            )
        try:
            yield from self._inflate(info)
        except (zlib.error, OSError, struct.error, ValueError) as error:
            raise broken_archive() from error

    def xml_chunks(self, name: str) -> Iterator[bytes]:
        """The chunks of an XML member, refused where it declares a document type or an entity."""
        tail = b""
        for chunk in self.chunks(name):
            window = tail + chunk
            if any(mark in window for mark in _FORBIDDEN_XML):
                raise entity_declared(name)
            tail = window[-16:]
            yield chunk

    def _inflate(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        self._source.seek(info.header_offset)
        header = self._source.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise broken_archive()
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        self._source.seek(info.header_offset + 30 + name_length + extra_length)
        left, seen = info.compress_size, 0
        inflater = zlib.decompressobj(-15) if info.compress_type == _DEFLATED else None
        if inflater is None and info.compress_type != _STORED:
            raise broken_archive()
        checksum = 0
        pending = b""
        position = self._source.tell()
        while left or pending:
            if not pending:
                self._source.seek(position)
                pending = self._source.read(min(CHUNK, left))
                if not pending:
                    raise broken_archive()
                position += len(pending)
                left -= len(pending)
            if inflater is None:
                chunk, pending = pending, b""
            else:
                chunk = inflater.decompress(pending, CHUNK * 4)
                pending = inflater.unconsumed_tail
            seen += len(chunk)
            if seen > info.file_size:
                raise bomb()
            checksum = zlib.crc32(chunk, checksum)
            if chunk:
                yield chunk
            if inflater is not None and inflater.eof:
                break
        if inflater is not None and not inflater.eof:
            chunk = inflater.flush()
            seen += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if chunk:
                yield chunk
        if seen != info.file_size or checksum != info.CRC:
            raise broken_archive()

    def _check_claims(self) -> None:
        infos = list(self.members.values())
        if len(infos) > MAX_MEMBERS:
            raise bomb()
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL_BYTES:
            raise bomb()
        for info in infos:
            if info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise bomb()


def broken_archive() -> WorkbookError:
    return WorkbookError(
        _("Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở bằng Excel, lưu lại dưới dạng .xlsx rồi tải lên lần nữa."),
        code="broken",
    )


def bomb() -> WorkbookError:
    return WorkbookError(
        _(
            "Tệp nén bung ra quá lớn so với dung lượng (dấu hiệu “bom nén”) nên không được mở. "
            "Hãy xoá các trang, dòng, cột thừa rồi lưu lại, hoặc tách thành nhiều tệp nhỏ."
        ),
        code="bomb",
    )


def too_large_inside(name: str) -> WorkbookError:
    return WorkbookError(
        _("Phần “%(name)s” bên trong tệp quá lớn để đọc an toàn. Hãy tách tệp thành nhiều phần nhỏ.") % {"name": name},
        code="too_large",
    )


def entity_declared(name: str) -> WorkbookError:
    return WorkbookError(
        _(
            "Phần “%(name)s” bên trong tệp khai báo thực thể XML, điều bảng tính không bao giờ cần, "
            "nên tệp không được mở. Hãy lưu lại bằng Excel hoặc LibreOffice."
        )
        % {"name": name},
        code="entity",
    )
