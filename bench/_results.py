"""Where the tables of benchmarks are kept: bench/results/, each with its day and its machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


def write_result(name: str, title: str, database: str, table: str, *, how: str = "") -> Path:
    """Keep the table under its name, the database and today."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    machine = [_processor(), f"{os.cpu_count()} cores", f"Python {platform.python_version()}", database, how]
    slug = "-".join(word for word in database.lower().split() if word != "and")
    path = RESULTS / f"{name}-{slug}-{day}.md"
    RESULTS.mkdir(exist_ok=True)
    # Spaces before the heading are columns of it.
    rows = table.strip("\n")
    path.write_text(f"# {title}, {day}\n\n{', '.join(filter(None, machine))}\n\n```\n{rows}\n```\n")
    return path


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()
