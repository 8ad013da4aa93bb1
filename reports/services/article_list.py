"""The newsroom's list of articles: which ones are asked for, how many there are of each kind, in what order.

Written for a hundred thousand articles: a page starts behind a row, and whatever is counted is counted up to a limit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In
from django.utils import timezone

from indicators.keyset import Page, Place, page_of
from reports.local_days import beginning_of, end_of
from reports.models import Article, Edition, Language, RevisionFlag, State
from reports.services.article_words import few_with_words, has_words
from reports.services.translations import Standing, translations_standing
from reports.services.visibility import effective_state

PAGE_SIZE = 50
COUNTED = 1000
"""So many are counted; beyond it the list says that there are more."""
FEW = 200
EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
UNTRANSLATED = "none"
EDITED, PUBLISHED = "edited", "published"
MOMENTS = {EDITED: "updated_at", PUBLISHED: "published_at"}
# What options are counted by, each without being narrowed by itself.
FACETS = ("state", "section", "language")


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """What an article has to be to stand in the list; empty asks for nothing.

    `writer` began the article or saved an edition of it. `indicator` is cited by the working copy, by what is public or
    by what will be. `translation` is how translations stand, or `UNTRANSLATED`. `since` and `until` are days, both
    included, of the moment that `dated` names. `few` are the articles that have the words, where there are few.
    """

    text: str = ""
    state: str = ""
    public: str = ""
    section: int | None = None
    language: str = ""
    writer: int | None = None
    byline: str = ""
    indicator: int | None = None
    tag: int | None = None
    release: int | None = None
    translation: str = ""
    is_revised: bool = False
    dated: str = EDITED
    since: dt.date | None = None
    until: dt.date | None = None
    few: tuple[int, ...] | None = None

    def with_few(self) -> ArticleFilter:
        """The same, with the keys of the articles that have the words where they are `FEW`, in one query.

        They are then looked up, where a list that is walked for them would be walked to its end.
        """
        if not self.text:
            return self
        keys = few_with_words(self.text, limit=FEW)
        return self if keys is None else replace(self, few=tuple(keys))

    def articles(self, among: QuerySet[Article] | None = None, *, at: dt.datetime | None = None) -> QuerySet[Article]:
        """The articles that are asked for, in no order."""
        moment = at or timezone.now()
        articles = Article.objects.order_by() if among is None else among
        if self.few is not None:
            articles = articles.filter(pk__in=self.few)
        elif self.text:
            articles = articles.filter(_worded(articles, self.text, "words"))
        if self.byline:
            articles = articles.filter(_worded(articles, self.byline, "byline_words"))
        if self.state:
            articles = articles.filter(in_state(State(self.state), moment))
        if self.public:
            public = Article.objects.public(at=moment).filter(pk=OuterRef("pk"))
            articles = articles.filter(Exists(public) if self.public == "yes" else ~Exists(public))
        if self.language:
            # By what it is not, as below: an index in the order of publication would have to be sorted.
            others = [language for language in Language.values if language != self.language]
            articles = articles.exclude(language__in=others)
        plain = {"section_id": self.section, "release_id": self.release}
        articles = articles.filter(**{name: value for name, value in plain.items() if value})
        if self.writer:
            saved = Edition.objects.filter(created_by=self.writer).values("article_id")
            articles = articles.filter(Q(created_by=self.writer) | Q(pk__in=saved))
        if self.indicator:
            articles = articles.filter(_cites(self.indicator))
        if self.tag:
            articles = articles.filter(pk__in=Article.tags.through.objects.filter(tag=self.tag).values("article_id"))
        if self.translation == UNTRANSLATED:
            translations = Article.objects.filter(translation_of=OuterRef("pk"))
            # Nearly all articles may be like that: no plain column, so that no database sorts what an index finds.
            articles = articles.alias(original=F("translation_of_id") + 0)
            articles = articles.filter(~Exists(translations), original__isnull=True)
        elif self.translation:
            articles = translations_standing(articles, Standing(self.translation))
        if self.is_revised:
            articles = articles.filter(pk__in=RevisionFlag.objects.open().order_by().values("article_id"))
        column = MOMENTS[self.dated]
        if self.since:
            articles = articles.filter(**{f"{column}__gte": beginning_of(self.since)})
        if self.until:
            articles = articles.filter(**{f"{column}__lt": end_of(self.until)})
        return articles

    def without(self, *names: str) -> ArticleFilter:
        """The same filter less these parts."""
        return replace(self, **{name: _EMPTY[name] for name in names})

    def __bool__(self) -> bool:
        return self != ArticleFilter(dated=self.dated)


_EMPTY: Mapping[str, Any] = {"state": "", "section": None, "language": ""}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are of what is asked for, and of each option; None where there are too many to tell.

    `total` is at most `COUNTED` + 1, which says that there are more.
    """

    total: int
    states: Mapping[str, int] = field(default_factory=dict)
    sections: Mapping[int, int] | None = None
    languages: Mapping[str, int] | None = None

    @property
    def is_cut(self) -> bool:
        return self.total > COUNTED


def in_state(state: State, moment: dt.datetime) -> Q:
    """The condition of `visibility.effective_state`: what was scheduled counts as published once its minute came."""
    is_dateless = Q(next_at__isnull=True) & (Q(published_at__gt=moment) | Q(published_at__isnull=True))
    waits = Q(state=State.SCHEDULED) & (Q(next_at__gt=moment) | is_dateless)
    match state:
        case State.PUBLISHED:
            # By what it is not, since this is most of them: no database sorts what an index finds.
            return ~Q(state__in=(State.DRAFT, State.IN_REVIEW, State.WITHDRAWN)) & ~waits
        case State.SCHEDULED:
            return waits
    return Q(state=state)


def listed(
    articles: QuerySet[Article], whole: QuerySet[Article], *, by: str, place: Place, size: int = PAGE_SIZE
) -> Page[Article]:
    """A page of articles, those edited or published last first; two queries. Only dated ones are listed by date.

    Keys first, by themselves: where the rest is joined, a database may find it cheaper to sort all of it. The rows are
    then taken from `whole`, with all that is fetched beside them.
    """
    column = MOMENTS[by]
    # The bound leads SQLite to the index in whose order the page is, where it would sort what another index finds.
    rows = articles.filter(**{f"{column}__gte": EARLIEST})
    page = page_of(_bare(rows).only(column), by=column, place=place, size=size)
    found = whole.in_bulk([row.pk for row in page.rows])
    return Page([found[row.pk] for row in page.rows if row.pk in found], page.newer, page.older)


def _bare(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Without what is fetched beside them."""
    return articles.select_related(None).prefetch_related(None).defer(None)


def counts(asked: ArticleFilter, *, at: dt.datetime | None = None) -> Counts:
    """How many articles there are, in two queries at most; neither looks far beyond `COUNTED` rows that match."""
    moment = at or timezone.now()
    rest = asked.without(*FACETS)
    rows = rest.articles(at=moment).values_list(*_FACET_COLUMNS, named=True)[: COUNTED + 1]
    found = [(effective_state(row, at=moment).value, row.section_id, row.language) for row in rows]  # type: ignore[arg-type]
    is_cut = len(found) > COUNTED
    states: Mapping[str, int] = {}
    total = len(found)
    if not asked.without("state"):
        # Of the whole newsroom, states are counted by their index.
        wanted = [Article.objects.filter(in_state(state, moment)) for state in State]
        of_states = capped_counts([asked.articles(at=moment), *wanted], COUNTED + 1)
        total, states = of_states[0], {state.value: count for state, count in zip(State, of_states[1:], strict=True)}
    elif asked != rest:
        total = capped_counts([asked.articles(at=moment)], COUNTED + 1)[0]
    if is_cut:
        return Counts(total, states)
    asked_for = (asked.state, asked.section, asked.language)
    by_state, by_section, by_language = (_counted(found, asked_for, place) for place in range(len(FACETS)))
    return Counts(total, states or {state.value: by_state[state.value] for state in State}, by_section, by_language)


def capped_counts(querysets: Sequence[QuerySet[Any]], limit: int) -> list[int]:
    """How many rows each has, at most `limit`; one query for all."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in querysets:
        try:
            sql, params = rows.order_by().values("pk")[:limit].query.sql_with_params()
        except EmptyResultSet:
            # Django knows by itself that there is none.
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")
        values += params
    with connections[querysets[0].db].cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        row = cursor.fetchone()
    return [int(count) for count in row or ()]


def revised_counts(articles: Sequence[Article]) -> dict[int, int]:
    """How many revised figures wait to be looked at in each of these articles; one query."""
    flags = RevisionFlag.objects.open().filter(article__in=[article.pk for article in articles])
    return Counter(flags.order_by().values_list("article_id", flat=True))


_FACET_COLUMNS = ("state", "next_at", "published_at", "section_id", "language")


def _counted(found: Sequence[tuple[Any, ...]], asked: tuple[Any, ...], place: int) -> Counter[Any]:
    """The options at `place` of rows that are as asked for in every other place."""
    others = [other for other, value in enumerate(asked) if other != place and value]
    return Counter(row[place] for row in found if all(row[other] == asked[other] for other in others))


def _worded(articles: QuerySet[Article], text: str, column: str) -> Q:
    return has_words(text, column=column, using=articles.db)


def _cites(indicator: int) -> Q:
    """The condition that the public, the coming or the newest edition of an article cites the indicator.

    Of what is published as it was last written, the public one is all three. No edition is read, whose texts are long.
    """
    citing = Edition.indicators.through.objects.filter(indicator=indicator)
    keys = citing.values("edition_id")
    newest = Edition.objects.filter(article=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    is_public = Q(In(F("published_edition_id") + 0, keys))
    is_otherwise = Q(In(F("next_edition_id") + 0, keys)) | Q(Exists(citing.filter(edition_id=Subquery(newest))))
    return is_public | ~Q(state=State.PUBLISHED) & is_otherwise
