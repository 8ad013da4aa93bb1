"""Figures of an article's title and lead, where nothing is bound: put right with the bound ones that they repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.models import Article, RevisionFlag
from reports.passages import Block, Place, blocks_of_text
from reports.prose.checked import CheckedFigure
from reports.services.article_check import check_article
from reports.services.binding import BindingRefused


@dataclass(frozen=True, slots=True)
class FreeWording:
    """Words of the title or lead and what they become; `new` is empty where a person has to reword them."""

    figure: CheckedFigure
    old: str
    new: str

    @property
    def part(self) -> str:
        assert self.figure.place is not None
        return _("Tiêu đề") if self.figure.place.part == "title" else _("Tóm tắt")


def free_wordings(article: Article, flags: Sequence[RevisionFlag]) -> list[FreeWording]:
    """What title and lead say of the flagged figures and no longer is so; eight queries, none without flags."""
    cited = {(flag.indicator_id, flag.area_id, flag.period, flag.measure) for flag in flags}
    if not cited:
        return []
    differing = (each for each in check_article(article).differing if each.place and each.place.part != "body")
    return [_wording(article, figure) for figure in differing if _cites(figure) in cited]


def take_free_wordings(article: Article, wordings: Sequence[FreeWording]) -> None:
    """Write the new words on an article that is about to be saved; those that a person has to reword stay."""
    # From the end to the beginning, so that places stay true.
    for wording in sorted(wordings, key=lambda each: _order(each.figure), reverse=True):
        if wording.new:
            reword(article, wording.figure)


def reword(article: Article, figure: CheckedFigure) -> None:
    """Put the database's figure in its place in title or lead; raises `BindingRefused` where a person must do it."""
    place = figure.rewording_place
    if figure.rewording is None or place is None:
        raise BindingRefused(
            _("Không tự viết lại được “%(figure)s”; hãy sửa câu văn.") % {"figure": figure.written.text}
        )
    words = figure.rewording.text
    if place.part == "title":
        article.title = _reworded(article.title, [Block(article.title, part="title")], place, words)
    else:
        article.lead = _reworded(article.lead, blocks_of_text(article.lead, part="lead"), place, words)


def _wording(article: Article, figure: CheckedFigure) -> FreeWording:
    place = figure.rewording_place
    if figure.rewording is None or place is None:
        return FreeWording(figure, figure.written.text, "")
    block = Block(article.title) if place.part == "title" else blocks_of_text(article.lead, part="lead")[place.block]
    return FreeWording(figure, block.text[place.start : place.end], figure.rewording.text)


def _cites(figure: CheckedFigure) -> tuple[object, ...] | None:
    if figure.indicator is None or figure.area is None or figure.period is None:
        return None
    return figure.indicator.pk, figure.area.pk, figure.period, figure.judgement.measure.value


def _order(figure: CheckedFigure) -> tuple[str, int, int]:
    place = figure.rewording_place
    return (place.part, place.block, place.start) if place else ("", 0, 0)


def _reworded(text: str, blocks: Sequence[Block], place: Place, words: str) -> str:
    block = blocks[place.block]
    # A title has no markup: its characters are its own places.
    spans = block.html or tuple((index, index + 1) for index in range(len(text)))
    return text[: spans[place.start][0]] + words + text[spans[place.end - 1][1] :]
