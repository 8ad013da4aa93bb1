"""Making snapshots of tables."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from indicators.frozen_content import frozen
from indicators.models import TableSnapshot
from indicators.services.table_asked import asked_table, content_asked, find_indicators
from indicators.table_query import QueryError, TableQuery

LANGUAGES = ("vi", "en")


def keep_snapshot(query: TableQuery, *, actor: User | None, at: dt.datetime, is_public: bool = True) -> TableSnapshot:
    """The public table of the query as it is at `at`, kept in both languages.

    What the query leaves to the builder is settled now. Raises `QueryError` where there is nothing to show.
    """
    indicators = find_indicators(query.indicators)
    contents = {}
    for language in LANGUAGES:
        with translation.override(language):
            content = content_asked(asked_table(query, indicators, at=at), at=at)
        if content is None:
            raise QueryError(_("Chưa có số liệu nào được công bố cho lựa chọn này."))
        contents[language] = content
    with transaction.atomic():
        return TableSnapshot.objects.create(
            caption=contents["vi"].caption,
            query=TableQuery.of(contents["vi"].description).as_query(),
            contents={language: frozen(content) for language, content in contents.items()},
            is_public=is_public,
            created_at=at,
            created_by=actor,
        )
