"""Articles and their translations: begun from the original, marked as up to date with it, or behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.numbers import Convention
from reports import workflow
from reports.body_blocks import images_in, links_in
from reports.models import Article, Edition, Image, Language, StatisticsTable, TranslationMark
from reports.models.translations import TRANSLATED, translated_changes
from reports.services.attachments import restore_attachments
from reports.services.editions import keep_edition
from reports.services.stories import Story
from reports.slugs import free_slug
from reports.translated_figures import carried_body

CONVENTIONS: dict[Language, Convention] = {Language.VIETNAMESE: "vi", Language.ENGLISH: "en"}
OTHER = {Language.VIETNAMESE: Language.ENGLISH, Language.ENGLISH: Language.VIETNAMESE}


class TranslationRefused(Exception):
    """Raised where a translation cannot be begun or marked; the message says why, in the reader's language."""


class Standing(StrEnum):
    """How a translation stands with what its original says today."""

    CURRENT = "current"
    BEHIND = "behind"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """A translation for those who work on it: `mark` says with which edition of its original it was held last."""

    original: Article
    newest: Edition
    mark: TranslationMark | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Lag:
    """What a reader of a translation is told: the original changed at `changed_at`, after what it was made from."""

    original: Article
    made_from: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OriginalGone:
    """What a reader of a translation is told whose original was withdrawn, for this reason."""

    original: Article
    at: dt.datetime
    reason: str


@transaction.atomic
def start_translation(original: Article, *, title: str, actor: User, copies: bool) -> tuple[Article, tuple[str, ...]]:
    """A draft in the other language; with `copies` it begins with the structure of the original, figures written anew.

    Gives the figures too that could not be. Raises `TranslationRefused` where there is a translation already.
    """
    locked = Article.objects.select_for_update().get(pk=original.pk)
    if locked.translation_of_id is not None:
        raise TranslationRefused(_("Bài này là bản dịch; hãy dịch từ bài gốc của nó."))
    if locked.translations.exists():
        raise TranslationRefused(_("Bài này đã có bản dịch."))
    made_from = keep_edition(locked, actor=actor)
    article = Article(
        title=title,
        slug=free_slug(title),
        language=OTHER[Language(locked.language)],
        translation_of=locked,
        created_by=actor,
        **{name: getattr(locked, name) for name in ("section", "cover", "release", "byline")},
    )
    article.save()
    article.indicators.set(locked.indicators.all())
    article.tags.set(locked.tags.all())
    left = _carry(locked, article, made_from) if copies else ()
    keep_edition(article, actor=actor, note=_("Bắt đầu dịch từ bản số %(number)d") % {"number": made_from.number})
    mark_up_to_date(article, made_from.number, actor=actor)
    return article, left


@transaction.atomic
def carry_over(translation: Article, *, actor: User) -> tuple[str, ...]:
    """Begin an empty translation with the structure of its original; gives the figures that could not be written anew.

    Raises `TranslationRefused` where something is written already.
    """
    locked = Article.objects.select_for_update().get(pk=translation.pk)
    original = locked.translation_of
    if original is None or not is_empty(locked):
        raise TranslationRefused(_("Bản dịch đã có nội dung."))
    made_from = keep_edition(original, actor=actor)
    left = _carry(original, locked, made_from)
    keep_edition(locked, actor=actor, note=_("Bắt đầu dịch từ bản số %(number)d") % {"number": made_from.number})
    workflow.go_on_writing(locked, actor=actor)
    mark_up_to_date(locked, made_from.number, actor=actor)
    return left


def is_empty(article: Article) -> bool:
    """Whether neither text nor tables stand in the working copy."""
    return not article.body.strip() and not article.statistics_tables.exists()


@transaction.atomic
def mark_up_to_date(translation: Article, original_number: int, *, actor: User | None) -> TranslationMark:
    """Note that the translation as it was last saved says what that edition of its original says."""
    original = translation.translation_of
    made_from = original.editions.filter(number=original_number).first() if original is not None else None
    if made_from is None:
        raise TranslationRefused(_("Bài gốc không có bản số %(number)d.") % {"number": original_number})
    edition = keep_edition(translation, actor=actor)
    return TranslationMark.objects.create(
        article=translation, edition=edition, original_edition=made_from, marked_by=actor
    )


def mark_first_save(translation: Article, *, actor: User | None) -> TranslationMark | None:
    """The mark of an article that has just become a translation: it was made from what its original says now."""
    original = translation.translation_of
    if original is None or marks_of(translation).exists():
        return None
    return mark_up_to_date(translation, keep_edition(original, actor=actor).number, actor=actor)


def mark_restored(translation: Article, old: int, restored: Edition, *, actor: User | None) -> TranslationMark | None:
    """An edition that says again what an old one said was made from what that one was made from."""
    held = marks_of(translation).filter(edition__number__lte=old).select_related("original_edition").first()
    if held is None:
        return None
    return TranslationMark.objects.create(
        article=translation, edition=restored, original_edition=held.original_edition, marked_by=actor
    )


def marks_of(translation: Article) -> QuerySet[TranslationMark]:
    """Its marks against the article that it is a translation of now, the one that holds first."""
    marks = TranslationMark.objects.filter(article=translation, original_edition__article=translation.translation_of_id)
    return marks.newest_first()


def report_of(translation: Article) -> TranslationReport | None:
    """How a translation stands; None for what is none, or whose original was never saved as an edition."""
    original = translation.translation_of
    newest = original.editions.select_related("created_by", "section", "cover").first() if original else None
    if original is None or newest is None:
        return None
    made_from = "original_edition"
    mark = (
        marks_of(translation)
        .with_standing()  # type: ignore[attr-defined]
        .select_related(
            "marked_by", made_from, f"{made_from}__created_by", f"{made_from}__section", f"{made_from}__cover"
        )
        .first()
    )
    return TranslationReport(original, newest, mark, standing_of_mark(mark))


def standing_of_mark(mark: TranslationMark | None) -> Standing:
    """By a mark that was asked for `with_standing`."""
    if mark is None:
        return Standing.UNKNOWN
    return Standing.BEHIND if mark.is_behind else Standing.CURRENT  # type: ignore[attr-defined]


def with_translations(articles: QuerySet[Article]) -> QuerySet[Article]:
    """For a list: each with its translations and the marks of them all; three queries for a page of any length."""
    marks = TranslationMark.objects.with_standing().newest_first().select_related("original_edition")
    light = marks.defer("original_edition__body", "original_edition__tables", "original_edition__lead")
    own = Prefetch("translation_marks", light)
    translations = Article.objects.only("pk", "title", "language", "translation_of_id").prefetch_related(own)
    # In the order of the index by which they are found: SQLite would walk all articles in that of the list.
    translations = translations.order_by("translation_of_id")
    return articles.prefetch_related(Prefetch("translations", translations), own)


def standing_in_list(translation: Article) -> Standing:
    """Of an article that `with_translations` gave; no query."""
    marks = translation.translation_marks.all()
    held = (mark for mark in marks if mark.original_edition.article_id == translation.translation_of_id)
    return standing_of_mark(next(held, None))


def translations_standing(articles: QuerySet[Article], standing: Standing) -> QuerySet[Article]:
    """The translations among the articles that stand so."""
    held = TranslationMark.objects.filter(
        article=OuterRef("pk"), original_edition__article=OuterRef("translation_of")
    ).newest_first()
    number = Subquery(held.values("original_edition__number")[:1])
    found = articles.filter(translation_of__isnull=False).annotate(made_from=number)
    if standing is Standing.UNKNOWN:
        return found.filter(made_from__isnull=True)
    later = Edition.objects.filter(article=OuterRef("translation_of"), number__gt=OuterRef("made_from"))
    behind = Exists(translated_changes(later))
    return found.filter(Q(made_from__isnull=False), behind if standing is Standing.BEHIND else ~behind)


def lag_of(story: Story, others: Iterable[Article], *, at: dt.datetime | None = None) -> Lag | OriginalGone | None:
    """Whether readers of a translation should know that its original says something else by now, or nothing any more.

    `others` are the public articles in other languages. Two queries at most; none for what is no translation.
    """
    moment = at or timezone.now()
    key = story.article.translation_of_id
    if key is None:
        return None
    original = next((each for each in others if each.pk == key), None)
    shown = original.edition_at(moment) if original is not None else None
    if original is None or shown is None:
        return _gone(key, moment)
    marks = TranslationMark.objects.filter(
        article=story.article, edition__number__lte=story.edition.number, original_edition__article=original
    )
    mark = marks.newest_first().select_related("original_edition").first()
    if mark is None or mark.original_edition.number >= shown.number:
        return None
    whole = Edition.objects.get(pk=shown.pk)
    if all(getattr(whole, name) == getattr(mark.original_edition, name) for name in TRANSLATED):
        return None
    changed_at = original.revised_at_by(moment) or original.published_at
    assert changed_at is not None
    return Lag(original, mark.original_edition.created_at, changed_at)


def _carry(original: Article, article: Article, made_from: Edition) -> tuple[str, ...]:
    """Texts, tables, files and what is said of the cover, as they stand in the original, with figures written anew."""
    source, target = Language(original.language), Language(article.language)
    carried = carried_body(
        original.body,
        source=CONVENTIONS[source],
        target=CONVENTIONS[target],
        translations=_translations_of(link.article for link in links_in(original.body)),
        described=_described(images_in(original.body), target),
    )
    article.body = carried.body
    for name in ("lead", "cover_caption", "source"):
        setattr(article, name, getattr(article, name) or getattr(original, name))
    article.save()
    StatisticsTable.objects.bulk_create(
        StatisticsTable(article=article, position=table.position, description=table.description)
        for table in original.statistics_tables.all()
    )
    if not article.attachments.exists():
        restore_attachments(article, made_from)
    return carried.left


def _gone(original: int, at: dt.datetime) -> OriginalGone | None:
    found = Article.objects.withdrawn(at=at).filter(pk=original).first()
    if found is None or found.withdrawn_at is None:
        return None
    return OriginalGone(found, found.withdrawn_at, found.withdrawal_reason)


def _translations_of(articles: Iterable[int]) -> dict[int, int]:
    rows = Article.objects.filter(translation_of__in=set(articles)).order_by("-pk")
    return dict(rows.values_list("translation_of_id", "pk"))  # type: ignore[arg-type]


def _described(images: list[int], language: Language) -> set[int]:
    alt = f"alt_{language.value}"
    return set(Image.objects.filter(pk__in=images).exclude(**{alt: ""}).values_list("pk", flat=True))
