"""Which public pages are kept whole, and by which address each is found again.

A page is kept when its view is named here and every parameter of its address is one that the view reads, so that
addresses made up at will fill no cache. A view that is not named is never kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from indicators import keyset, series_choice, table_query
from indicators.api import Asked
from indicators.views import builder, catalogue
from reports.search_marks import Facet

# Added to links by those who pass them on, read by nobody here.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|igshid|mc_[ce]id", re.ASCII)

# Sorting a table: "bang-1-sort" in an article, "bang-so-lieu-sort" on pages with one table.
SORTING = re.compile(r"[a-z]+(-[a-z0-9]+)*-sort", re.ASCII)

LONGEST_QUERY = 2000
MOST_PARAMETERS = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A view whose pages are kept: the parameters that it reads, by name and by form."""

    names: frozenset[str] = frozenset()
    form: re.Pattern[str] | None = field(default=None)

    def reads(self, name: str) -> bool:
        return name in self.names or (self.form is not None and self.form.fullmatch(name) is not None)


PLAIN = Kept()
SORTED = Kept(form=SORTING)
PAGED = Kept(frozenset({keyset.OLDER, keyset.NEWER}))
SERIES = Kept(
    frozenset(
        {
            *(series_choice.FREQUENCY, series_choice.AREA, series_choice.FROM_YEAR, series_choice.TO_YEAR),
            series_choice.COMPARED,
        }
    ),
    SORTING,
)
ARTICLE = Kept(frozenset({"so-lieu"}), SORTING)
TABLE = Kept(
    frozenset(
        {
            *(table_query.INDICATORS, table_query.PERIODS, table_query.AREAS, table_query.MEASURES),
            *(table_query.FREQUENCY, table_query.FIRST, table_query.LAST, table_query.ROWS, table_query.CHART),
            *(table_query.TOTALS, table_query.CAPTION, table_query.AS_OF, builder.SEARCH, builder.TOPIC),
        }
    ),
    SORTING,
)

KEPT: dict[str, Kept] = {
    "reports:home": PLAIN,
    "reports:news": PAGED,
    "reports:section": PAGED,
    "reports:tag": PAGED,
    "reports:author": PAGED,
    "reports:archive": PLAIN,
    "reports:archive_year": PAGED,
    "reports:archive_month": PAGED,
    "reports:article": ARTICLE,
    "reports:indicator": SERIES,
    "reports:corrections": PAGED,
    "reports:open_data": PLAIN,
    "reports:rss": PLAIN,
    "reports:atom": PLAIN,
    "reports:json_feed": PLAIN,
    **{
        f"reports:{kind}_{feed}": PLAIN
        for kind in ("section", "tag", "author")
        for feed in ("rss", "atom", "json_feed")
    },
    "indicators:catalogue": Kept(frozenset({catalogue.QUERY, catalogue.TOPIC})),
    "indicators:builder": TABLE,
    "indicators:framed_table": TABLE,
    # Files of figures are not kept: they are many, some are large, and none is dear to make. Pictures are dear.
    "indicators:table_picture": TABLE,
    "indicators:series_picture": SERIES,
    "indicators:snapshot": SORTED,
    "indicators:framed_snapshot": SORTED,
    "indicators:snapshot_picture": PLAIN,
    **{f"indicators:indicator_{feed}": PLAIN for feed in ("rss", "atom", "json_feed")},
    "indicators:calendar_file": PLAIN,
    "indicators:sdmx_structure": PLAIN,
    "reports:article_chart": ARTICLE,
    "reports:article_card": PLAIN,
    "reports:site_card": PLAIN,
    "indicators:indicator_card": PLAIN,
    "indicators:calendar": PAGED,
    "api-1:index": PLAIN,
    "api-1:openapi-json": PLAIN,
    "api-1:dcat": PLAIN,
    "api-1:topics": PLAIN,
    "api-1:areas": PLAIN,
    "api-1:releases": PLAIN,
    "api-1:indicator": PLAIN,
    "api-1:article": PLAIN,
    "api-1:indicators": Kept(frozenset({"topic", "q"})),
    "api-1:articles": Kept(frozenset({"language", "section", "tag", "cursor"})),
    "api-1:corrections": Kept(frozenset({"cursor"})),
    "api-1:observations": Kept(frozenset(Asked.model_fields)),
    "reports:search": Kept(frozenset({"q", "trang", *(facet.value for facet in Facet)})),
    "reports:search_suggestions": Kept(frozenset({"q"})),
    "robots": PLAIN,
    "sitemap": PLAIN,
    "sitemap_part": Kept(frozenset({"p"})),
}


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a request: its path, and its parameters in an order that does not depend on the asker."""

    scheme: str
    host: str
    path: str
    parameters: tuple[tuple[str, str], ...]
    has_tracking: bool

    @property
    def query(self) -> str:
        return urlencode(self.parameters) if self.parameters else ""

    @property
    def text(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}?{self.query}"


def read_address(scheme: str, host: str, path: str, query: str) -> Address | None:
    """The address; None where its query string is longer than any that is kept."""
    if not query:
        return Address(scheme, host.lower(), path, (), has_tracking=False)
    if len(query) > LONGEST_QUERY:
        return None
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    read = [pair for pair in given if not TRACKING.fullmatch(pair[0])]
    # Sorted by name only: the order of several values of one parameter may mean something.
    ordered = tuple(sorted(read, key=lambda pair: pair[0]))
    return Address(scheme, host.lower(), path, ordered, has_tracking=len(read) < len(given))


def is_kept(view_name: str, address: Address) -> bool:
    """Whether what the view answered at the address may be kept."""
    kept = KEPT.get(view_name)
    return kept is not None and all(kept.reads(name) for name, _value in address.parameters)
