"""Bringing an article's words up to date with revised figures, in its own style and in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from reports import workflow
from reports.models import Article, Edition, FlagState, RevisionFlag
from reports.prose.checked import CheckedFigure, CheckedText
from reports.prose.verification import Verdict
from reports.services.article_check import check_bound_figures
from reports.services.binding import BindingRefused, take_database_figure
from reports.services.corrections import prepare_update_notice
from reports.services.editions import keep_edition
from reports.services.free_words import free_wordings, take_free_wordings
from reports.services.revision_flags import AnswerRefused, answer
from reports.services.visibility import visibility_of


@dataclass(frozen=True, slots=True)
class ProposedWording:
    """What the article would say for a flagged figure; `problem` where a person has to reword it."""

    flag: RevisionFlag
    new: str = ""
    problem: str = ""


def proposed_wordings(article: Article, flags: Sequence[RevisionFlag]) -> list[ProposedWording]:
    """The new words of each flagged figure of the text, as the working copy stands."""
    checked = check_bound_figures(article)
    return [_proposed(checked, flag) for flag in flags if flag.figure_key is not None]


def update_wording(
    article: Article,
    flags: Sequence[RevisionFlag],
    *,
    actor: User,
    text_vi: str,
    text_en: str = "",
) -> Edition:
    """Reword the flagged figures in the working copy and keep it as an edition, with a notice that waits for it.

    Title and lead follow, where they say the same of a flagged figure and can be reworded.

    Tables take today's figures by themselves when the article is published again. Raises `AnswerRefused` where a
    person has to reword a sentence, and nothing is changed then.
    """
    if not actor.has_perm("reports.change_article"):
        raise AnswerRefused(_("Bạn không có quyền sửa bài viết."))
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        free = free_wordings(locked, flags)
        locked.body = _reworded(locked, flags)
        take_free_wordings(locked, free)
        locked.save()
        workflow.go_on_writing(locked, actor=actor)
        edition = keep_edition(locked, actor=actor, note=_("Cập nhật theo số liệu đã sửa"))
        prepare_update_notice(locked, edition, text_vi=text_vi, text_en=text_en, actor=actor, flags=flags)
        answer(flags, FlagState.UPDATED, actor=actor)
    article.refresh_from_db()
    return edition


def hindrance_to_publishing_at_once(article: Article) -> str:
    """Why an update should not go out with the same step: other changes would go out with it; else ""."""
    if visibility_of(article).is_working_copy_ahead:
        return _("Bản đang viết còn thay đổi khác chưa đăng; hãy xem lại bài rồi đăng.")
    return ""


def _reworded(article: Article, flags: Sequence[RevisionFlag]) -> str:
    checked = check_bound_figures(article)
    figures: list[CheckedFigure] = []
    for proposed in (_proposed(checked, flag) for flag in flags if flag.figure_key is not None):
        if proposed.problem:
            raise AnswerRefused(proposed.problem)
        figure = checked.bound(proposed.flag.figure_key)  # type: ignore[arg-type]
        if figure is not None and figure.verdict is Verdict.DIFFERS:
            figures.append(figure)
    html = article.body
    # From the end to the beginning, so that places stay true.
    for figure in sorted(figures, key=_place, reverse=True):
        try:
            html = take_database_figure(html, figure)
        except BindingRefused as refusal:
            raise AnswerRefused(str(refusal)) from refusal
    return html


def _proposed(checked: CheckedText, flag: RevisionFlag) -> ProposedWording:
    figure = checked.bound(flag.figure_key) if flag.figure_key else None
    if figure is None:
        return ProposedWording(
            flag, problem=_("“%(text)s” không còn được gắn trong bản đang viết.") % {"text": flag.text}
        )
    if figure.verdict in (Verdict.AGREES, Verdict.ROUNDS_TO):
        return ProposedWording(flag, new=figure.written.text)
    if figure.rewording is None:
        return ProposedWording(
            flag, problem=_("Không tự viết lại được “%(text)s”; hãy sửa câu văn trong bài.") % {"text": flag.text}
        )
    return ProposedWording(flag, new=figure.rewording.text)


def _place(figure: CheckedFigure) -> tuple[int, int]:
    return (figure.place.block, figure.place.start) if figure.place else (0, 0)
