"""A file that can only be handed on once it is finished: in memory while it is small, else on the disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import IO

IN_MEMORY = 1 << 20
PIECE = 1 << 16


def pieces_of(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """What `write` puts into the file that it is given, from its beginning."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
