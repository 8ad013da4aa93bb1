"""How the newsroom's list of articles grows from 100 articles to 100,000: its first page, narrowed, searched, paged.

Run: `python bench/article_list.py [--large ARTICLES] [--keep] [--write]`. Loads two databases with
`manage.py load_synthetic` (the large one takes minutes; `--keep` takes those of the last run), opens each page as a
person who is logged in a number of times, and prints the shortest time in the large one as a multiple of that in the
small one, with the queries of both. `BENCH_POSTGRES_URL` adds PostgreSQL, as in `bench/growth.py`. Exit 1
where a page takes more queries or more than three times the time.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from _results import write_result
from growth import ROOT, databases, load, probe, rows

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
        small, large = (probe(url, folder, PROBE) for url in urls)
        title = f"{database}: from {SMALL} to {options.large:,} articles"
        text, is_flat = rows(title, small, large, bar=BAR)
        text += f"\nbars: the same queries, {BAR:g} × the time"
        print(text)
        texts.append(text)
        is_well &= is_flat
    if options.write:
        kinds = " and ".join(databases(folder))
        write_result("article_list", "The newsroom's list of articles", kinds, "\n\n".join(texts))
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
