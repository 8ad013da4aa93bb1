"""How the newsroom's list of articles grows from 100 articles to 100,000: its first page, narrowed, searched, paged.

Run: `python bench/article_list.py [--large ARTICLES] [--keep] [--write]`. Loads two databases with
`manage.py load_synthetic` (the large one takes minutes; `--keep` takes those of the last run), opens each page as a
person who is logged in a number of times, and prints the shortest time in the large one as a multiple of that in the
small one, with the queries of both. `BENCH_POSTGRES_URL` adds PostgreSQL, as in `bench/growth.py`. Exit 1
where a page takes more queries or more than three times the time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from growth import ROOT, databases, environment_of, load

INDICATORS, YEARS, AREAS = 20, 10, 1
SMALL, LARGE = 100, 100_000
ROUNDS = 15
BAR = 3.0

# Opens each page until the cheapest of several rounds is known; the database makes its plans with the first.
PROBE = """
import json, time
import django; django.setup()
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from indicators.keyset import Cursor
from reports.models import Article, Section

address = reverse("admin:reports_article_changelist")
client = Client(headers={"host": "127.0.0.1"})
person = User.objects.filter(username="bench").first() or User.objects.create_superuser("bench")
client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
articles = Article.objects.order_by("updated_at", "pk")
middle = articles[articles.count() // 2]
section = Section.objects.order_by("pk")[0].pk
cited = middle.published_edition.indicators.order_by("pk")[0].pk
asked = {
    "first page": {},
    "halfway": {"truoc": str(Cursor(middle.updated_at, middle.pk))},
    "section": {"section": section},
    "language": {"language": "vi"},
    "state, language": {"state": "published", "language": "vi"},
    "days": {"dated": "published", "since": "2000-01-01"},
    "cites indicator": {"indicator": cited},
    "common word": {"q": "san xuat"},
    "rare word": {"q": f"bai {middle.slug.rpartition('-')[2]}"},
    "half a word": {"q": "ta"},
    "byline": {"byline": "phong vien"},
    "word, language": {"q": "cua khau", "language": "vi"},
}
# SQLite works within the process, whose own time no other program disturbs.
clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
told = {}
for name, query in asked.items():
    response = client.get(address, query)
    assert response.status_code == 200, (name, response.status_code)
    assert b'id="result_list"' in response.content, name
    with CaptureQueriesContext(connection) as queries:
        client.get(address, query)
    count, seconds = len(queries), []
    for _round in range(ROUNDS):
        begun = clock()
        client.get(address, query)
        seconds.append(clock() - begun)
    told[name] = [min(seconds), count]
print(json.dumps(told))
""".replace("ROUNDS", str(ROUNDS))

Told = dict[str, tuple[float, int]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=LARGE, metavar="ARTICLES")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "bench-article-list"
    folder.mkdir(parents=True, exist_ok=True)
    texts, is_well = [], True
    for database, urls in databases(folder).items():
        for url, articles in zip(urls, (SMALL, options.large), strict=True):
            load(url, folder, (articles, INDICATORS, YEARS, AREAS), keep=options.keep)
        small, large = (probe(url, folder) for url in urls)
        text, is_flat = table(database, options.large, small, large)
        print(text)
        texts.append(text)
        is_well &= is_flat
    if options.write:
        write("\n\n".join(texts))
    return 0 if is_well else 1


def probe(url: str, folder: Path) -> Told:
    """Seconds and queries of each page on a database that is loaded."""
    environment = environment_of(url, folder)
    command = [sys.executable, "-c", PROBE]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def table(database: str, articles: int, small: Told, large: Told) -> tuple[str, bool]:
    """The growth of each page as text, and whether all stay within the bar."""
    lines = [f"{database}: from {SMALL} to {articles:,} articles", f"{'':<18}{'time':>7}{'queries':>12}"]
    is_flat = True
    for name, (seconds, queries) in large.items():
        before, queries_before = small[name]
        ratio = seconds / before
        meets = ratio <= BAR and queries <= queries_before
        is_flat &= meets
        lines.append(f"{name:<18}{ratio:>7.2f}{queries_before:>7} → {queries:<3}{'ok' if meets else 'GROWS'}")
    return "\n".join([*lines, f"bars: the same queries, {BAR:g} × the time"]), is_flat


def write(text: str) -> None:
    """Keep the table with its day and machine."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    machine = f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    kept = f"# The newsroom's list of articles, {day}\n\n{machine}\n\n```\n{text}\n```\n"
    (ROOT / "bench" / "results" / f"article_list-{day}.md").write_text(kept)


def _processor() -> str:
    """ "AMD EPYC": maker and family, as far as the system says."""
    try:
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        return " ".join(names[0].partition(":")[2].split()[:2])
    except (OSError, IndexError):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
