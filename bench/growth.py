"""How the cost of pages grows with what is stored: from 100 articles to 100,000, from 10,000 figures to millions.

Run: `python bench/growth.py [--large ARTICLES INDICATORS YEARS AREAS] [--keep] [--load-only] [--write]`. Loads two
databases with `manage.py load_synthetic` (the large one takes a quarter of an hour and more), makes each page anew a
number of times, and prints the shortest time of a page in the large one as a multiple of that in the small one, with
the queries of both. A series is as long in both: what grows is everything else.
`BENCH_POSTGRES_URL`, a URL without a database name, adds PostgreSQL: databases `bench_small` and `bench_large` are made
there anew. `--keep` measures databases that an earlier run has made, brought up to date, and makes those that are
lacking. Exit 1 where a page takes more queries or more than twice the time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from _results import write_result

ROOT = Path(__file__).resolve().parent.parent
# Articles, indicators, years, areas: from about 10,000 figures to 5,000,000.
SMALL = (100, 40, 20, 1)
LARGE = (100_000, 400, 20, 50)
NAMES = ("ARTICLES", "INDICATORS", "YEARS", "AREAS")
ROUNDS = 15
BAR = 2.0

Told = dict[str, tuple[float, int]]

# Asks for each page until the cheapest of several rounds is known; the database makes its plans with the first.
PROBE = """
import json, os, time
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from indicators.keyset import Cursor
from indicators.models import Indicator
from reports.models import Article, Section

client = Client(headers={"host": "127.0.0.1"})
articles = Article.objects.public().newest_first()
article, middle = articles[0], articles[articles.count() // 2]
indicator = Indicator.objects.public().order_by("pk")[0]
deep = Cursor(middle.published_at, middle.pk)
pages = {
    "home": "/", "list": "/tin/", "list, halfway": f"/tin/?truoc={deep}", "article": article.get_absolute_url(),
    "section": "/chuyen-muc/thuong-mai/", "section, old": "/chuyen-muc/chuyen-muc-cu/",
    "author": "/tac-gia/ban-bien-tap/", "author, halfway": f"/tac-gia/ban-bien-tap/?truoc={deep}",
    "tag, rare": "/the/tu-lieu-cu/",
    "indicator": f"/chi-so/{indicator.code}/", "RSS": "/rss/", "Atom": "/atom/", "JSON Feed": "/feed.json",
    "search": "/tim-kiem/?q=san+xuat", "API, articles": "/api/v1/articles",
    "API, indicator": f"/api/v1/indicators/{indicator.code}",
}
told = {}
for name, address in pages.items():
    response = client.get(address)
    if response.status_code == 404:
        continue
    assert response.status_code == 200, (address, response.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    # The log is emptied by the next request.
    count, seconds = len(queries), []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - begun)
    told[name] = [min(seconds), count]
print(json.dumps(told))
""".replace("ROUNDS", str(ROUNDS))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--large", type=int, nargs=4, default=LARGE, metavar=("ARTICLES", "INDICATORS", "YEARS", "AREAS")
    )
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--load-only", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "bench-growth"
    folder.mkdir(parents=True, exist_ok=True)
    kinds = databases(folder)
    sizes = (SMALL, tuple(options.large))
    for urls in kinds.values():
        for each, size in zip(urls, sizes, strict=True):
            load(each, folder, size, keep=options.keep)
    if options.load_only:
        return 0
    texts, is_well = [], True
    for database, urls in kinds.items():
        small, large = (probe(each, folder) for each in urls)
        text, is_flat = table(database, tuple(options.large), small, large)
        print(text)
        texts.append(text)
        is_well &= is_flat
    if options.write:
        write_result("growth", "How cost grows", " and ".join(kinds), "\n\n".join(texts))
    return 0 if is_well else 1


def databases(folder: Path) -> dict[str, tuple[str, str]]:
    """The addresses of the small and the large database of each kind."""
    found = {"SQLite": (f"sqlite:///{folder / 'bench_small'}", f"sqlite:///{folder / 'bench_large'}")}
    if server := os.environ.get("BENCH_POSTGRES_URL", "").rstrip("/"):
        found["PostgreSQL"] = (f"{server}/bench_small", f"{server}/bench_large")
    return found


def load(url: str, folder: Path, size: tuple[int, ...], *, keep: bool) -> None:
    """A database of that size; one that was made whole before is kept on demand, brought up to date."""
    server, _slash, name = url.rpartition("/")
    kind = url.partition(":")[0]
    # Stands beside a database that was loaded to its end.
    mark = folder / f"{kind}-{name}-{'-'.join(map(str, size))}.loaded"
    is_kept = keep and mark.exists()
    if not is_kept:
        for old in folder.glob(f"{kind}-{name}-*.loaded"):
            old.unlink()
        make_empty(server, name, folder)
    run = partial(subprocess.run, cwd=ROOT, env=environment_of(url, folder), check=True, stdout=subprocess.DEVNULL)
    run([sys.executable, "manage.py", "migrate", "--verbosity", "0"])
    if is_kept:
        run([sys.executable, "manage.py", "load_synthetic", "--labels"])
        return
    articles, indicators, years, areas = map(str, size)
    sizes = ["--articles", articles, "--indicators", indicators, "--years", years, "--areas", areas]
    run([sys.executable, "manage.py", "load_synthetic", *sizes])
    mark.touch()


def make_empty(server: str, name: str, folder: Path) -> None:
    if server.startswith("sqlite"):
        for path in (folder / name, folder / f"{name}-wal", folder / f"{name}-shm"):
            path.unlink(missing_ok=True)
        return
    for statement in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        subprocess.run(["psql", "-q", f"{server}/postgres", "-c", statement], check=True)


def environment_of(url: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "VAR_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KEEP_PAGES": "0",
        "SIDE_EFFECTS_EVERY": "0",
        "LOG_LEVEL": "ERROR",
    }


def probe(url: str, folder: Path, script: str = PROBE) -> Told:
    """Seconds and queries of each page on a database that is loaded, as the script asks for them."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(url, folder), check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def table(database: str, size: tuple[int, ...], small: Told, large: Told) -> tuple[str, bool]:
    """The growth of each page as text, and whether all stay flat."""

    def told(articles: int, indicators: int, years: int, areas: int) -> str:
        return f"{articles:,} articles and {indicators * years * areas * 12:,} figures"

    return rows(f"{database}: from {told(*SMALL)} to {told(*size)}", small, large, bar=BAR)


def rows(title: str, small: Told, large: Told, *, bar: float) -> tuple[str, bool]:
    """A line for each page under the title, and whether none takes more queries or passes the bar in time."""
    lines = [title, f"{'':<18}{'time':>7}{'queries':>12}"]
    is_flat = True
    for name, (seconds, queries) in large.items():
        before, queries_before = small[name]
        ratio = seconds / before
        meets = ratio <= bar and queries <= queries_before
        is_flat &= meets
        lines.append(f"{name:<18}{ratio:>7.2f}{queries_before:>7} → {queries:<3}{'ok' if meets else 'GROWS'}")
    return "\n".join(lines), is_flat


if __name__ == "__main__":
    sys.exit(main())
