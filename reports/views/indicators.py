"""The page of an indicator with the articles that use it: what articles add to a page that knows nothing of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from indicators.languages import reading_language
from indicators.services.indicator_pages import IndicatorPage
from indicators.views.indicator import IndicatorView
from reports.services.citations import stories_citing, stories_of_releases

ARTICLES_SHOWN = 6
ARTICLES_OF_A_RELEASE = 3


class CitedIndicatorView(IndicatorView):
    """Stands at the same address as `IndicatorView` and is found before it (config/urls.py)."""

    def context(self, page: IndicatorPage, *, at: dt.datetime) -> dict[str, Any]:
        stories = stories_citing(page.indicator, reading_language(), limit=ARTICLES_SHOWN, at=at)
        of_releases = stories_of_releases(page.releases, reading_language(), limit=ARTICLES_OF_A_RELEASE, at=at)
        releases = [(release, of_releases.get(release.pk, ())) for release in page.releases]
        return super().context(page, at=at) | {"articles": stories, "releases": releases}
