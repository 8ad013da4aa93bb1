"""The streams of an OLE compound file, the container of xls (MS-CFB); every chain is followed at most once."""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_DIRECTORY_ENTRY = 128


class OleError(ValueError):
    """The container contradicts itself or stops short."""


class Container:
    """A compound file in memory: its stream names and their bytes."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise OleError("no compound file")
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise OleError("sector size")
        self._sector = 1 << sector_shift
        self._count = max(0, (len(data) - 1) // self._sector)
        (directory_start,) = struct.unpack_from("<I", data, 48)
        self._check_claims()
        self._cutoff, mini_fat_start = struct.unpack_from("<II", data, 56)
        self._fat = self._read_fat()
        self._mini_fat = self._integers(self._chain(mini_fat_start)) if mini_fat_start < _END else []
        self._entries = self._read_directory(directory_start)
        root = next((entry for entry in self._entries if entry[1] == 5), None)
        self._mini_stream = self._join(self._chain(root[2])) if root and root[2] < _END else b""

    def names(self) -> list[str]:
        return [name for name, *_rest in self._entries]

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; raises OleError where there is none of that name."""
        for entry_name, kind, start, size in self._entries:
            if entry_name == name and kind == 2:
                if size < self._cutoff:
                    return self._mini(start, size)
                return self._join(self._chain(start))[:size]
        raise OleError("no such stream")

    def _check_claims(self) -> None:
        """Counts in the header that readers reserve memory for: none can exceed the sectors there are."""
        directories, tables = struct.unpack_from("<II", self._data, 40)
        (mini_tables,) = struct.unpack_from("<I", self._data, 64)
        (extra_tables,) = struct.unpack_from("<I", self._data, 72)
        if max(directories, tables, mini_tables, extra_tables) > self._count + 1:
            raise OleError("more sectors claimed than there are")

    def _read_fat(self) -> list[int]:
        data = self._data
        sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
        (extra, extra_count) = struct.unpack_from("<II", data, 68)
        per_sector = self._sector // 4 - 1
        seen: set[int] = set()
        while extra < _END and extra_count:
            if extra in seen or extra >= self._count:
                raise OleError("broken chain")
            seen.add(extra)
            values = self._integers([extra])
            if len(values) <= per_sector:
                raise OleError("short sector")
            sectors += [s for s in values[:per_sector] if s < _END]
            extra = values[per_sector]
        if len(sectors) > self._count:
            raise OleError("more tables than sectors")
        return self._integers(sectors)

    def _read_directory(self, start: int) -> list[tuple[str, int, int, int]]:
        raw = self._join(self._chain(start))
        entries = []
        for offset in range(0, len(raw) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            length = struct.unpack_from("<H", raw, offset + 64)[0]
            kind = raw[offset + 66]
            if kind == 0 or not 2 <= length <= 64:
                continue
            name = raw[offset : offset + length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", raw, offset + 116)
            if size > len(self._data) and kind in (2, 5):
                raise OleError("stream larger than the file")
            entries.append((name, kind, first, size))
        return entries

    def _chain(self, start: int) -> list[int]:
        chain: list[int] = []
        seen = bytearray(len(self._fat))
        sector = start
        while sector < _END:
            if sector >= len(self._fat) or seen[sector]:
                raise OleError("broken chain")
            seen[sector] = 1
            chain.append(sector)
            sector = self._fat[sector]
        return chain

    def _join(self, chain: list[int]) -> bytes:
        size = self._sector
        return b"".join(self._data[(s + 1) * size : (s + 2) * size] for s in chain)

    def _integers(self, chain: list[int]) -> list[int]:
        raw = self._join(chain)
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    def _mini(self, start: int, size: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        sector = start
        while sector < _END:
            if sector >= len(self._mini_fat) or sector in seen:
                raise OleError("broken chain")
            seen.add(sector)
            parts.append(self._mini_stream[sector * 64 : sector * 64 + 64])
            sector = self._mini_fat[sector]
        return b"".join(parts)[:size]
