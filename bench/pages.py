"""What public pages cost: kept and made anew, beside bare Django, a file served by nginx, and Wagtail.

A miss is a page that is made anew because something else changed: the whole of it, with all of its queries, but what is
drawn of the article's text, tables and charts lies in the cache under a digest of the text and of the queries' answers,
and is drawn again only where these are others (reports/kept_parts.py). "All drawn" has no cache at all, as the first
page after its own figures changed.

Run: `python bench/pages.py [--seconds 4] [--rounds 3] [--write]`. Needs wrk, curl and nginx, and installs Wagtail into
an environment of its own in VAR_DIR (about a minute, once). Prints ratios, which machines can compare; the least
disturbed of several rounds counts. `--write` keeps the table in bench/results/. Exit 1 below a bar.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from _article import SLUG
from _results import write_result
from _servers import ROOT, Measured, Server, best, fetched, gunicorn, measured, need, nginx
from _wagtail import PATH as WAGTAIL_PATH
from _wagtail import wagtail_server

ARTICLE = f"/tin/{SLUG}/"
INDICATOR = "/chi-so/nhom-hang-1/"
TABLE = "/tra-cuu/?chi-tieu=" + ",".join(f"nhom-hang-{number}" for number in range(1, 11)) + "&ky=2017-Q1,2018-Q1"
SEARCH = "/tim-kiem/?q=san+luong"
API = "/api/v1/indicators"
# A fresh process has to be asked a few times before it is itself.
WARM_UP = 1.0
HIT_BAR, FILE_BAR, QUERIES_BAR = 0.8, 0.8, 8


@dataclass(frozen=True, slots=True)
class Case:
    """A page on a server, asked with headers."""

    name: str
    server: Server
    path: str
    headers: tuple[str, ...] = ()
    status: int = 200

    def measured(self, seconds: float) -> Measured:
        url = self.server.url(self.path)
        is_api = self.path.startswith("/api/")
        return measured(
            self.server, url, headers=self.headers, seconds=seconds, status=self.status, is_many_readers=is_api
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for program in ("wrk", "curl", "nginx"):
        need(program)
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "bench-pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = portal_environment(folder)
    prepare(environment)
    servers: list[Server] = []
    try:
        cases = cases_of(folder, environment, servers)
        results = run(cases, seconds=options.seconds, rounds=options.rounds)
    finally:
        for server in servers:
            server.stop()
    queries = queries_of_a_miss(environment)
    text, is_well = table(results, queries)
    print(text)
    if options.write:
        write(text, options)
    return 0 if is_well else 1


def portal_environment(folder: Path) -> dict[str, str]:
    return {
        "VAR_DIR": str(folder / "portal"),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LOG_LEVEL": "ERROR",
        "SIDE_EFFECTS_EVERY": "0",
        "DEBUG": "0",
        # As deployed: requests come from the addresses that nginx names.
        "BEHIND_PROXY": "1",
    }


def prepare(environment: dict[str, str]) -> None:
    """A database with the article, and collected files."""
    for command in (
        ["manage.py", "migrate", "--verbosity", "0"],
        ["bench/_article.py"],
        ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=os.environ | environment, check=True)


def cases_of(folder: Path, environment: dict[str, str], servers: list[Server]) -> list[Case]:
    """Starts the servers; what they answer is checked to be the same bytes."""
    keeping = gunicorn("config.wsgi", **environment)
    servers.append(keeping)
    making = gunicorn("config.wsgi", **environment, KEEP_PAGES="0")
    servers.append(making)
    drawing = gunicorn("config.wsgi", **environment, KEEP_PAGES="0", CACHE_URL="dummycache://")
    servers.append(drawing)
    _status, headers, content = fetched(keeping.url(ARTICLE))
    file = folder / "article.html"
    file.write_bytes(content)
    bare = gunicorn("_bare_django", cwd=ROOT / "bench", BENCH_FILE=str(file), DJANGO_SETTINGS_MODULE="")
    servers.append(bare)
    front = nginx(folder / "nginx", application=keeping, served=file)
    servers.append(front)
    wagtail = wagtail_server(folder.parent / "bench-wagtail")
    servers.append(wagtail)
    for server, path in ((keeping, ARTICLE), (bare, "/"), (front, "/file.html"), (front, ARTICLE)):
        assert fetched(server.url(path))[2] == content, path
    etag = f"If-None-Match: {headers['ETag']}"
    zipped = "Accept-Encoding: gzip, deflate, br"
    cases = [
        Case("bare", bare, "/"),
        Case("hit", keeping, ARTICLE),
        Case("hit, compressed", keeping, ARTICLE, (zipped,)),
        Case("304", keeping, ARTICLE, (etag,), 304),
        Case("file", front, "/file.html"),
        Case("behind nginx", front, ARTICLE),
        Case("miss", making, ARTICLE),
        Case("miss, all drawn", drawing, ARTICLE),
        Case("wagtail", wagtail, WAGTAIL_PATH),
    ]
    for name, path in (("indicator", INDICATOR), ("table builder", TABLE), ("search", SEARCH), ("API", API)):
        if exists(making, path):
            cases += [Case(f"{name}, hit", keeping, path), Case(f"{name}, miss", making, path)]
    return cases


def exists(server: Server, path: str) -> bool:
    try:
        return fetched(server.url(path))[0] == 200
    except OSError:
        return False


def run(cases: list[Case], *, seconds: float, rounds: int) -> dict[str, Measured]:
    """Every case in each round, so that a disturbance meets all of them."""
    for case in cases:
        case.measured(WARM_UP)
    found: dict[str, list[Measured]] = {case.name: [] for case in cases}
    for _round in range(rounds):
        for case in cases:
            found[case.name].append(case.measured(seconds))
    return {name: best(each) for name, each in found.items()}


def queries_of_a_miss(environment: dict[str, str]) -> int:
    """The queries of the article's page made anew, that of the generation among them."""
    code = f"""
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={{"host": "127.0.0.1"}})
# What a process asks only once is asked here.
client.get("/"), client.get({ARTICLE!r} + "?so-lieu=hien-nay")
with CaptureQueriesContext(connection) as queries:
    assert client.get({ARTICLE!r}).status_code == 200
print(len(queries))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    return int(done.stdout)


def table(results: dict[str, Measured], queries: int) -> tuple[str, bool]:
    """The table as text, and whether every bar is met."""
    bare, wagtail, file = results["bare"], results["wagtail"], results["file"]
    lines = [f"{'':<26}{'rate':>9}{'CPU':>9}   rate and CPU of one request as multiples of bare Django's"]
    for name, each in results.items():
        lines.append(f"{name:<26}{each.rate / bare.rate:>9.2f}{each.cpu / bare.cpu:>9.2f}")
    bars = [
        ("hit, rate by bare Django", results["hit"].rate / bare.rate, HIT_BAR, True),
        ("behind nginx, rate by file", results["behind nginx"].rate / file.rate, FILE_BAR, True),
        ("miss, CPU by Wagtail", results["miss"].cpu / wagtail.cpu, 1.0, False),
        ("miss, queries", float(queries), QUERIES_BAR, False),
    ]
    drawn = results["miss, all drawn"].cpu / wagtail.cpu
    lines.append("")
    is_well = True
    for name, value, bar, is_floor in bars:
        meets = value >= bar if is_floor else value <= bar
        is_well &= meets
        lines.append(
            f"{name:<30}{value:>7.2f}   bar {'≥' if is_floor else '≤'} {bar:g}   {'ok' if meets else 'MISSED'}"
        )
    lines.append(
        f"{'miss, all drawn, CPU by Wagtail':<33}{drawn:>4.2f}   no bar: once for each change of its own figures"
    )
    return "\n".join(lines), is_well


def write(text: str, options: argparse.Namespace) -> None:
    """The table with its day and machine."""
    database = "PostgreSQL" if "BENCH_DATABASE_URL" in os.environ else "SQLite"
    how = f"best of {options.rounds} rounds of {options.seconds:g} s"
    write_result("pages", "Public pages", database, text, how=how)


if __name__ == "__main__":
    sys.exit(main())
