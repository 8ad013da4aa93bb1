"""Filing notices on articles, and the public register of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.keyset import NEWEST, Page, Place, page_of
from indicators.languages import reading_language
from indicators.measures import Measure
from reports.models import (
    Article,
    CitedRevision,
    Correction,
    CorrectionKind,
    Edition,
    FigureMeasure,
    FlagState,
    RevisionFlag,
)
from reports.services.revision_flags import AnswerRefused, answer, figure_text, shown_new, shown_old
from reports.services.stories import Story, stories_of

FILE = "reports.publish_article"
PAGE_SIZE = 20


def file_correction(
    article: Article, *, text_vi: str, text_en: str = "", actor: User, flags: Sequence[RevisionFlag] = ()
) -> Correction:
    """Put a correction on a public article, dated now; the flags that it answers are closed by it.

    Raises `AnswerRefused` without words, without leave to publish, and for an article that readers do not see.
    """
    if not actor.has_perm(FILE):
        raise AnswerRefused(_("Bạn không có quyền đăng đính chính."))
    if not text_vi.strip() and not text_en.strip():
        raise AnswerRefused(_("Hãy viết nội dung đính chính."))
    now = timezone.now()
    if not Article.objects.public(at=now).filter(pk=article.pk).exists():
        raise AnswerRefused(_("Bài không ở trên trang công khai nên không có gì để đính chính."))
    with transaction.atomic():
        correction = Correction(
            kind=CorrectionKind.CORRECTION,
            article=article,
            edition=article.edition_at(now),
            published_at=now,
            text_vi=text_vi.strip(),
            text_en=text_en.strip(),
            created_by=actor,
            **_cited(flags),
        )
        correction.save()
        answer(flags, FlagState.CORRECTED, actor=actor, correction=correction)
    return correction


def prepare_update_notice(
    article: Article,
    edition: Edition,
    *,
    text_vi: str,
    text_en: str = "",
    actor: User,
    flags: Sequence[RevisionFlag] = (),
) -> Correction | None:
    """A notice that an edition brings the article up to date; it is dated when that edition is published.

    None where the article never was public: nobody read the figures that it corrects.
    """
    if article.published_edition_id is None or not (text_vi.strip() or text_en.strip()):
        return None
    notice = Correction(
        kind=CorrectionKind.UPDATE,
        article=article,
        edition=edition,
        text_vi=text_vi.strip(),
        text_en=text_en.strip(),
        created_by=actor,
        **_cited(flags),
    )
    notice.save()
    return notice


def date_notices(article: Article, edition: Edition, moment: dt.datetime) -> None:
    """Notices that wait for the article's next publication go out with it."""
    for notice in Correction.objects.waiting().filter(article=article, kind=CorrectionKind.UPDATE):
        notice.published_at, notice.edition = moment, edition
        notice.save()


def undate_notices(article: Article) -> None:
    """Notices that were to go out with a publication wait for another one."""
    for notice in Correction.objects.waiting().filter(article=article, kind=CorrectionKind.UPDATE):
        notice.published_at = None
        notice.save()


def file_withdrawal(article: Article, *, reason: str, moment: dt.datetime, actor: User) -> None:
    """Enter the withdrawal of an article in the register, from its minute on, where readers will have seen it."""
    drop_withdrawal(article)
    is_seen = article.published_at is not None and article.published_at <= moment
    if article.release is not None:
        is_seen = is_seen and article.release.is_public(at=moment)
    if is_seen:
        Correction(
            kind=CorrectionKind.WITHDRAWAL,
            article=article,
            edition=article.edition_at(moment),
            published_at=moment,
            created_by=actor,
            **{f"text_{article.language}": reason},
        ).save()


def drop_withdrawal(article: Article) -> None:
    """Forget a withdrawal that was planned and has not come."""
    for notice in Correction.objects.waiting().filter(article=article, kind=CorrectionKind.WITHDRAWAL):
        notice.delete()


@dataclass(frozen=True, slots=True)
class RegisteredNotice:
    """A notice of the register; `story` is its article, where the public still sees it."""

    notice: Correction
    story: Story | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision changed: `measure` is empty for the value itself."""

    measure: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RegisteredRevision:
    """A revision of the register, and the public articles that rest on the figure."""

    revision: CitedRevision
    stories: Sequence[Story]

    @property
    def changes(self) -> list[Change]:
        """Each number that is another one now; words where there was, or is, none."""
        before, after = (content or {} for content in (self.revision.before, self.revision.after))
        version, language = self.revision.version, reading_language()
        found = []
        for name, measure in _NUMBERS.items():
            old, new = (None if content.get(name) is None else Decimal(content[name]) for content in (before, after))
            # A printed comparison that went with the value it was made from is no news of its own.
            if old != new and (new is not None or measure is Measure.VALUE):
                label = "" if measure is Measure.VALUE else str(FigureMeasure(measure.value).label)
                texts = (figure_text(version.indicator, measure, value, language) for value in (old, new))
                found.append(Change(label, *texts))
        return found


_NUMBERS = {
    "value": Measure.VALUE,
    "printed_growth_yoy": Measure.GROWTH_YOY,
    "printed_growth_previous": Measure.GROWTH_PREVIOUS,
    "printed_plan_share": Measure.PLAN_SHARE,
}


def notices_page(place: Place = NEWEST, *, at: dt.datetime | None = None) -> Page[RegisteredNotice]:
    """A page of the notices, newest first; two queries."""
    moment = at or timezone.now()
    notices = Correction.objects.public(at=moment).select_related("article")
    page = page_of(notices, by="published_at", place=place, size=PAGE_SIZE)
    stories = _stories({notice.article_id for notice in page.rows}, moment)
    rows = [RegisteredNotice(notice, stories.get(notice.article_id)) for notice in page.rows]
    return Page(rows, page.newer, page.older)


def revisions_page(place: Place = NEWEST, *, at: dt.datetime | None = None) -> Page[RegisteredRevision]:
    """A page of the revisions of figures that public articles rest on, newest first; three queries."""
    moment = at or timezone.now()
    flags = RevisionFlag.objects.public(at=moment)
    is_cited = Exists(flags.filter(revision=OuterRef("pk")))
    revisions = CitedRevision.objects.public(at=moment).filter(is_cited)
    revisions = revisions.select_related("version__indicator__unit", "version__area")
    page = page_of(revisions, by="revised_at", place=place, size=PAGE_SIZE)
    pairs = flags.filter(revision__in=[revision.pk for revision in page.rows]).order_by("article_id")
    citing: dict[int, list[int]] = {}
    for revision_id, article_id in pairs.values_list("revision_id", "article_id").distinct():
        citing.setdefault(revision_id, []).append(article_id)
    stories = _stories({article for articles in citing.values() for article in articles}, moment)
    return Page(
        [
            RegisteredRevision(revision, [stories[pk] for pk in citing.get(revision.pk, ()) if pk in stories])
            for revision in page.rows
        ],
        page.newer,
        page.older,
    )


def _stories(articles: Iterable[int], moment: dt.datetime) -> dict[int, Story]:
    found = Article.objects.public(at=moment).filter(pk__in=set(articles)).without_bodies()
    return {story.article.pk: story for story in stories_of(found, moment)}


def _cited(flags: Sequence[RevisionFlag]) -> dict[str, object]:
    """What a notice keeps of a single figure that it is about."""
    if len(flags) != 1:
        return {}
    flag = flags[0]
    return {
        "figure_key": flag.figure_key,
        "version_id": flag.revision.version_id,
        "old_text": (flag.text or shown_old(flag, flag.article.language))[:300],
        "new_text": shown_new(flag, flag.article.language)[:300],
    }
