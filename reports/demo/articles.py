"""The demo's articles, read from bai-viet/: a head of "key: value" lines, an empty line, the body as HTML.

The file's name is the article's address. `tags` are addresses of tags, with commas between.
`table` may stand several times; its value is a table description as JSON
(`indicators.table_description`).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "bai-viet"


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article of the demo. `cover` is a file of images/; `tables` are descriptions as plain JSON."""

    slug: str
    language: str
    translation_of: str | None
    section: str
    title: str
    lead: str
    body_html: str
    byline: str
    source: str
    published_at: dt.datetime
    cover: str
    alt_vi: str
    alt_en: str
    caption: str
    tags: tuple[str, ...]
    tables: tuple[dict[str, Any], ...]


def demo_articles() -> list[DemoArticle]:
    """Every article, originals before their translations, each from the oldest to the newest."""
    articles = [read_article(path) for path in FOLDER.glob("*.html")]
    return sorted(articles, key=lambda a: (a.translation_of is not None, a.published_at, a.slug))


def read_article(path: Path) -> DemoArticle:
    """The article of a file; KeyError names what its head lacks, ValueError a line that is no "key: value"."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields: dict[str, str] = {}
    tables: list[dict[str, Any]] = []
    for line in head.splitlines():
        key, separator, value = line.partition(": ")
        if not separator:
            raise ValueError(f"{path.name}: {line!r} is no 'key: value'")
        if key == "table":
            tables.append(json.loads(value))
        else:
            fields[key] = value.strip()
    return DemoArticle(
        slug=path.stem,
        language=fields["language"],
        translation_of=fields.get("translation_of"),
        section=fields["section"],
        title=fields["title"],
        lead=fields["lead"],
        body_html=body.strip(),
        byline=fields["byline"],
        source=fields["source"],
        published_at=dt.datetime.fromisoformat(fields["published_at"]),
        cover=fields["cover"],
        alt_vi=fields["alt_vi"],
        alt_en=fields["alt_en"],
        caption=fields["caption"],
        tags=tuple(fields["tags"].split(", ")) if "tags" in fields else (),
        tables=tuple(tables),
    )
