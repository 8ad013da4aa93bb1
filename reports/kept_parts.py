"""Parts of pages that are kept by what they are made of, whatever else of the content changes.

Any change that the public could see ends a generation and with it every kept page (reports/caching.py). Most of an
article's page is made of its text and of what the database answers about the figures in it; where these are the same
as last time, so is what is made of them. Nothing has to be dropped: another text or answer is another name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from indicators.prepared import digest
from reports.build_mark import mark_of_process
from reports.page_shelf import kept_or_made

T = TypeVar("T")

# What nobody reads for so long is made anew.
SECONDS = 7 * 24 * 3600


def kept_by(*made_of: object, make: Callable[[], T]) -> T:
    """What `make` makes of `made_of`, and of nothing else but the program and its settings: made once, then kept.

    Of everything in `made_of`, `repr` has to tell all that matters.
    """
    return kept_or_made(f"part.{digest(mark_of_process(), *made_of)}", make, seconds=SECONDS)
