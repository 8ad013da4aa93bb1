"""Addresses of articles: words of the title without diacritics, free to use."""

from __future__ import annotations

import re
from itertools import count

from indicators.text import fold
from reports.models import Article

LONGEST = 100
"""Characters of an address made from a title; longer ones are hard to send on."""

RESERVED = frozenset({"luu-tru"})
"""What stands beside articles under `/tin/`: the archive."""

_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> str:
    """ "Sản xuất công nghiệp quý I/2018 tăng 9,5%" is "san-xuat-cong-nghiep-quy-i-2018-tang-9-5"; whole words only."""
    slug = _OTHER.sub("-", fold(title)).strip("-")
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]


def free_slug(title: str, *, article: Article | None = None) -> str:
    """The slug of the title, numbered where another article has it or had it."""
    slug = slug_of(title) or "bai"
    for number in count(1):
        candidate = slug if number == 1 else f"{slug}-{number}"
        if not is_taken(candidate, article=article):
            return candidate
    raise AssertionError("unreachable")


def is_taken(slug: str, *, article: Article | None = None) -> bool:
    """Whether another article has the address, or had it so that it redirects, or a page of another kind has it."""
    if slug in RESERVED:
        return True
    holders = Article.objects.filter(slug=slug), Article.objects.filter(former_addresses__slug=slug)
    return any(other.pk != (article.pk if article else None) for holder in holders for other in holder)
