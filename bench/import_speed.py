"""Time and memory of importing tidy workbooks, against the limit of the machine and against stock import-export.

Run: `python bench/import_speed.py [--rows 10000,100000,1000000] [--save]`. Every measurement is a process of its own
on a database of its own. The limit is python-calamine and one upsert into one table of SQLite; ours reads, matches,
compares, audits and writes with versions. Stock is django-import-export with bulk and without differences, into a
table without versions, 10,000 rows. CPU seconds; with --save the table goes to bench/results/. BENCH_DATABASE_URL
names an empty database to use in place of SQLite. Exit 1 above a bar: 12 times the limit and 400 MiB at 100,000 rows,
and a cost for each row that grows by more than a half from the smallest file to the largest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
BAR_RATIO, BAR_MIB, BAR_GROWTH = 12, 400, 1.5
AT = 100_000
STOCK_ROWS = 10_000
MIB = 1 << 20


def measure_limit(path: Path, folder: Path) -> float:
    """CPU seconds of reading all cells and one upsert a row, which no import can do without."""
    import python_calamine

    start = time.process_time()
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    with sqlite3.connect(folder / "limit.sqlite3") as connection:
        connection.execute(
            "CREATE TABLE figure(a TEXT, b TEXT, c TEXT, d REAL, e TEXT, f TEXT, g REAL, h TEXT, PRIMARY KEY(a, b, c))"
        )
        connection.executemany(
            "INSERT INTO figure VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(a, b, c) DO UPDATE SET d = excluded.d", rows[1:]
        )
    return time.process_time() - start


def measure_ours(path: Path, rows: int) -> float:
    """CPU seconds from the bytes of the file to the committed batch."""
    import django

    django.setup()
    from bench._tidy_workbook import AREA, UNIT, indicator_code, indicator_count
    from indicators.models import Area, Indicator, Observation, ObservationVersion, Topic, Unit
    from indicators.services.importing import ImportOptions, import_file
    from indicators.units import parse_unit

    unit = Unit.from_measure(parse_unit(UNIT))
    unit.save()
    topic = Topic.objects.create(code="cong-nghiep", name_vi="Công nghiệp")
    Area.objects.update_or_create(code=AREA, defaults={"name_vi": "Lạng Sơn"})
    for number in range(indicator_count(rows)):
        code = indicator_code(number)
        Indicator.objects.create(code=code, name_vi=f"Chỉ tiêu {number}", topic=topic, unit=unit)
    content = path.read_bytes()

    start = time.process_time()
    import_file(content, path.name, ImportOptions())
    seconds = time.process_time() - start

    assert Observation.objects.count() == ObservationVersion.objects.count() == rows
    return seconds


def measure_stock(path: Path, folder: Path) -> float:
    """CPU seconds of django-import-export as its documentation advises for large files, on a plain table."""
    import django

    django.setup()
    from django.db import connection, models
    from import_export import resources
    from import_export.formats.base_formats import XLSX

    from bench._tidy_workbook import HEADS

    names = ("indicator", "area", "period", "value", "unit", "status", "growth", "note")
    fields: dict[str, Any] = {name: models.CharField(max_length=200) for name in names}
    fields["Meta"] = type("Meta", (), {"app_label": "indicators", "unique_together": [names[:3]]})
    plain = type("PlainFigure", (models.Model,), {**fields, "__module__": __name__})
    with connection.schema_editor() as editor:
        editor.create_model(plain)
    options = {"model": plain, "fields": names, "import_id_fields": names[:3], "use_bulk": True, "skip_diff": True}
    resource_class = type("PlainResource", (resources.ModelResource,), {"Meta": type("Meta", (), options)})

    start = time.process_time()
    dataset = XLSX().create_dataset(path.read_bytes())
    dataset.headers = [names[HEADS.index(head)] for head in dataset.headers]
    result = resource_class().import_data(dataset, raise_errors=True)
    seconds = time.process_time() - start

    assert result.totals["new"] == STOCK_ROWS
    return seconds


def in_process(step: str, path: Path, rows: int, folder: Path) -> tuple[float, float]:
    """CPU seconds and MiB at the peak of a step in a process and on a database of its own."""
    environment = {**os.environ, "VAR_DIR": str(folder), "LOG_LEVEL": "WARNING", "DEBUG": "false"}
    environment.pop("DATABASE_URL", None)
    if given := os.environ.get("BENCH_DATABASE_URL"):
        environment["DATABASE_URL"] = given
    if step != "limit":
        if "DATABASE_URL" in environment:
            flush = [sys.executable, str(ROOT / "manage.py"), "flush", "--no-input", "--verbosity", "0"]
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        if "DATABASE_URL" in environment:
            subprocess.run(flush, env=environment, check=True)
    command = [sys.executable, __file__, "--step", step, str(path), str(rows), str(folder)]
    done = subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE)
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def machine() -> str:
    """What was measured on, in a line."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = models[0] if models else processor
    database = "SQLite " + sqlite3.sqlite_version
    if given := os.environ.get("BENCH_DATABASE_URL"):
        database = given.partition(":")[0]
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {database}"


def table(sizes: list[int]) -> tuple[list[str], bool]:
    """The lines of the report, and whether every bar is kept."""
    from bench._tidy_workbook import write_workbook

    lines = [
        f"{'import of tidy rows':<30}{'CPU':>9}{'ratio to limit':>16}{'us a row':>10}{'growth':>9}{'peak':>10}",
    ]
    kept = True
    first_cost = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in sizes:
            path = folder / f"{rows}.xlsx"
            write_workbook(path, rows)
            limit, limit_peak = in_process("limit", path, rows, _fresh(folder, f"limit-{rows}"))
            ours, peak = in_process("ours", path, rows, _fresh(folder, f"ours-{rows}"))
            cost, limit_cost = ours / rows * 1e6, limit / rows * 1e6
            first_cost = first_cost or cost
            lines.append(
                f"{f'limit, {rows:,} rows':<30}{limit:>7.2f} s{1:>16.1f}{limit_cost:>10.1f}{'':>9}"
                f"{limit_peak:>6.0f} MiB"
            )
            lines.append(
                f"{f'ours, {rows:,} rows':<30}{ours:>7.2f} s{ours / limit:>16.1f}{cost:>10.1f}"
                f"{cost / first_cost:>9.2f}{peak:>6.0f} MiB"
            )
            kept = kept and cost / first_cost <= BAR_GROWTH
            if rows == AT:
                kept = kept and ours / limit <= BAR_RATIO and peak <= BAR_MIB
            if rows == STOCK_ROWS:
                stock, stock_peak = in_process("stock", path, rows, _fresh(folder, "stock"))
                lines.append(
                    f"{f'import-export, {rows:,} rows':<30}{stock:>7.2f} s{stock / limit:>16.1f}"
                    f"{stock / rows * 1e6:>10.1f}{'':>9}{stock_peak:>6.0f} MiB"
                )
                lines.append(f"{'  import-export / ours':<30}{stock / ours:>9.1f}")
            path.unlink()
    lines.append(f"bars: ratio {BAR_RATIO} and {BAR_MIB} MiB at {AT:,} rows, growth of the cost a row {BAR_GROWTH}")
    return lines, kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--step", nargs=4, metavar=("STEP", "FILE", "ROWS", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step, path, rows, folder = options.step
        steps = {
            "limit": lambda: measure_limit(Path(path), Path(folder)),
            "ours": lambda: measure_ours(Path(path), int(rows)),
            "stock": lambda: measure_stock(Path(path), Path(folder)),
        }
        seconds = steps[step]()
        print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB]))
        return 0
    lines, kept = table([int(rows) for rows in options.rows.split(",")])
    print("\n".join(lines))
    if options.save:
        RESULTS.mkdir(exist_ok=True)
        today = dt.datetime.now(tz=dt.UTC).date()
        kind = os.environ.get("BENCH_DATABASE_URL", "sqlite").partition(":")[0]
        told = "\n".join(lines)
        (RESULTS / f"import_speed-{kind}-{today}.md").write_text(
            f"# Import speed, {today}\n\n{machine()}\n\n```\n{told}\n```\n", encoding="utf-8"
        )
    return 0 if kept else 1


def _fresh(folder: Path, name: str) -> Path:
    fresh = folder / name
    fresh.mkdir()
    return fresh


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
