"""The authors of an edition, as its byline names them."""

from __future__ import annotations

from itertools import count

from reports.bylines import names_in
from reports.models import Author, Edition
from reports.slugs import slug_of

# Room for a number behind it in the field of 80.
LONGEST = 70


def note_authors(edition: Edition) -> None:
    """Tie an edition to the authors of its byline; those that no byline named before are made."""
    names = names_in(edition.byline)
    if names:
        edition.authors.set([author_named(name) for name in names])


def author_named(name: str) -> Author:
    """The author of that name, made where no byline bore it before."""
    known = Author.objects.filter(name=name).first()
    return known or Author.objects.get_or_create(name=name, defaults={"slug": free_author_slug(name)})[0]


def free_author_slug(name: str) -> str:
    """An address of the name's words, numbered where another author's name has the same without diacritics."""
    slug = slug_of(name)[:LONGEST].strip("-") or "tac-gia"
    taken = set(Author.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(each for number in count(1) if (each := slug if number == 1 else f"{slug}-{number}") not in taken)
