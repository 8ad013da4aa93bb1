"""What tests of imports in the background share: a file of many rows, uploaded, confirmed, and a worker to kill."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import User

from indicators.models import ImportBatch
from indicators.services.confirming import Confirmation, digest_of
from indicators.services.importing import ImportOptions, keep_file
from indicators.services.preparing import Prepared, prepare
from indicators.workbook.problems import Severity
from tests.factories import make_area, make_indicator, make_unit
from tests.processes import ROOT, environment

OPTIONS = ImportOptions()


def tidy_file(rows: int, *, first: int = 100, codes: str = "ct") -> bytes:
    """Months of four indicators as a tidy file; values from `first` on, seven different ones."""
    months = [f"{1900 + n // 12}-{n % 12 + 1:02}" for n in range(rows // 4 + 1)]
    lines = [f"{codes}-{n % 4};{months[n // 4]};{first + n % 7};nghìn tấn" for n in range(rows)]
    return "\n".join(["Mã chỉ tiêu;Kỳ;Giá trị;Đơn vị", *lines]).encode()


def make_catalogue(codes: str = "ct") -> None:
    """The indicators and the one area that the tidy files speak of."""
    make_area()
    unit = make_unit("nghìn tấn")
    for number in range(4):
        make_indicator(f"{codes}-{number}", unit=unit)


def uploaded(content: bytes, *, actor: User) -> ImportBatch:
    return keep_file(content, "chuoi.csv", OPTIONS, actor=actor)


def confirmation_of(prepared: Prepared) -> Confirmation:
    """That of a person who saw the difference and accepts every warning."""
    warnings = prepared.audit.by_rule(Severity.WARNING)
    return Confirmation(
        prepared.difference.digest,
        {rule: digest_of(findings) for rule, findings in warnings.items()},
        dict.fromkeys(warnings, "đã xem"),
    )


def confirmation(content: bytes) -> Confirmation:
    return confirmation_of(prepare(content, "chuoi.csv", OPTIONS))


def wait_for(is_so: Callable[[], bool], *, seconds: float = 120.0) -> None:
    """Look until it is so; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.005)


def start_worker(batch: ImportBatch, files: Path) -> subprocess.Popen[bytes]:
    """A process of its own that works on the batch in small steps, on the database of the test."""
    script = (
        "import django; django.setup(); from indicators.services import background, live, recording; "
        "recording.CHUNK = 5; live.EVERY_SECONDS = 0; "
        f"background.write_import.call({batch.pk})"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment(files))
