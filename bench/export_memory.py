"""Memory that sending a million observations as CSV takes, against a fixed bar, on a database of its own.

Run: `python bench/export_memory.py [OBSERVATIONS]`. Fills an empty SQLite database in a temporary folder (or the empty
database that BENCH_DATABASE_URL names), asks for `/chi-so.csv` as a reader would and reads the answer to its end.
Prints megabytes at the peak, seconds, and the size of the file; exit 1 above the bar of 150 MiB.
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR_MIB = 150
OBSERVATIONS = 1_000_000
AREAS = 50
PERIODS = 200


def fill(count: int) -> None:
    """So many observations of indicators in fifty areas over two hundred months."""
    from django.db import transaction
    from django.utils import timezone

    from indicators.models import Area, Indicator, Observation, Topic, Unit
    from indicators.models.bulk_rows import insert_rows, prepared
    from indicators.units import parse_unit

    unit = Unit.from_measure(parse_unit("nghìn tấn"))
    unit.save()
    topic = Topic.objects.create(code="cong-nghiep", name_vi="Công nghiệp")
    areas = Area.objects.bulk_create([Area(code=f"noi-{k}", name_vi=f"Địa bàn {k}") for k in range(AREAS)])
    indicators = Indicator.objects.bulk_create(
        [
            Indicator(code=f"chi-tieu-{k}", name_vi=f"Sản lượng sản phẩm số {k}", topic=topic, unit=unit)
            for k in range(-(-count // (AREAS * PERIODS)))
        ]
    )
    now = prepared(Observation, "recorded_at", timezone.now(), using="default")
    places = itertools.product(indicators, areas, range(PERIODS))
    rows = (
        (indicator.pk, area.pk, 2000 + k // 12, k % 12 + 1, 1, f"{indicator.pk + k}.{k % 10}", "final", now, *[""] * 5)
        for indicator, area, k in itertools.islice(places, count)
    )
    columns = ("indicator_id", "area_id", "year", "month", "months", "value", "status", "recorded_at")
    with transaction.atomic():
        insert_rows(Observation, (*columns, "absence", "footnote", "source", "sheet", "cell"), rows, using="default")


def measure() -> None:
    """Read the whole answer; print its size, its lines, the seconds and the peak of memory."""
    from django.test import Client

    client = Client()
    client.get("/healthz")
    before = peak()
    start, size, lines = time.perf_counter(), 0, 0
    for piece in client.get("/chi-so.csv").streaming_content:  # type: ignore[attr-defined]
        size += len(piece)
        lines += piece.count(b"\r\n")
    print(size, lines, time.perf_counter() - start, before, peak())


def peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run(step: str, environment: dict[str, str], *arguments: str) -> str:
    """A step in a process of its own, so that the memory of one is not counted for another."""
    done = subprocess.run(
        [sys.executable, __file__, f"--{step}", *arguments],
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else OBSERVATIONS
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "VAR_DIR": folder, "LOG_LEVEL": "WARNING", "ALLOWED_HOSTS": "testserver"}
        environment.pop("DATABASE_URL", None)
        if given := os.environ.get("BENCH_DATABASE_URL"):
            environment["DATABASE_URL"] = given
        manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(manage, env=environment, check=True)
        run("fill", environment, str(count))
        size, lines, seconds, before, most = map(float, run("measure", environment).split())
    assert int(lines) == count + 1, f"{lines:.0f} lines for {count} observations"
    mib = 1 << 20
    print(f"{'export as CSV':<28}{'file':>10}{'time':>10}{'idle':>10}{'peak':>10}{'bar':>10}")
    print(
        f"{f'{count:,} observations':<28}{size / mib:>6.0f} MiB{seconds:>8.1f} s{before / mib:>6.0f} MiB"
        f"{most / mib:>6.0f} MiB{BAR_MIB:>6} MiB"
    )
    return 0 if most < BAR_MIB * mib else 1


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1].startswith("--"):
        sys.path.insert(0, str(ROOT))
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        # Tools of the tests bring numpy, which openpyxl loads wherever it finds it; a server has none.
        sys.modules["numpy"] = None  # type: ignore[assignment]
        import django

        django.setup()
        if sys.argv[1] == "--fill":
            fill(int(sys.argv[2]))
        else:
            measure()
    else:
        sys.exit(main())
