"""First drafts of articles: a release's figures written, held against the data, and kept as a working copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Release
from reports.bindings import Binding
from reports.models import Article, Section, SentenceTemplate, StatisticsTable
from reports.prose.draft_material import Fact, Material
from reports.prose.drafting import Draft, write_draft
from reports.prose.sentence_templates import Template
from reports.prose.verification import Verdict
from reports.services.article_check import check_article
from reports.services.draft_facts import ReleasedFigure, material_of, released_figures, table_of
from reports.services.editions import keep_edition
from reports.slugs import free_slug

ADD = "reports.add_article"
TRIES = 4
"""So many times a draft is written, each time without what did not agree before."""

_AGREEING = (Verdict.AGREES, Verdict.ROUNDS_TO)


class DraftRefused(Exception):
    """Raised where no draft can be written; the message says why, in the reader's language."""


def draft_article(release: Release, *, actor: User | None = None) -> Article:
    """A new article about a release, tied to it, with every figure of its body bound.

    Whatever does not agree with the data when it is read like any other article is left out. Raises `DraftRefused`
    where the release has no figures, no template fits them, or there is no section to put the article in.
    """
    if actor is not None and not actor.has_perm(ADD):
        raise DraftRefused(_("Bạn không có quyền viết bài."))
    figures = released_figures(release)
    if not figures:
        raise DraftRefused(_("Đợt công bố này chưa có số liệu nào để viết."))
    section = _section(figures)
    if section is None:
        raise DraftRefused(_("Hãy tạo một chuyên mục trước khi viết bài."))
    material = material_of(release, figures)
    article = Article(release=release, section=section, source=_source(figures), created_by=actor)
    with transaction.atomic():
        _write(article, material, SentenceTemplate.objects.in_use())
        article.slug = free_slug(article.title)
        article.save()
        StatisticsTable.objects.create(article=article, description=table_of(material).as_json())
        keep_edition(article, actor=actor, note=_("Bản nháp viết từ số liệu"))
    return article


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What is left to write with: the material, the title to begin with, the indicators that the lead leaves out."""

    material: Material
    title: int = 0
    silent: frozenset[str] = frozenset()


def _write(article: Article, material: Material, templates: Sequence[Template]) -> None:
    attempt: _Attempt | None = _Attempt(material)
    for _try in range(TRIES):
        assert attempt is not None
        draft = write_draft(attempt.material, templates)
        article.title = draft.titles[min(attempt.title, len(draft.titles) - 1)][:250]
        article.lead = _lead(draft, attempt.silent)
        article.body = draft.body_html
        attempt = _next_attempt(article, draft, attempt)
        if attempt is None:
            break
    if not article.body:
        raise DraftRefused(_("Không có câu mẫu nào dùng được cho các số liệu này."))


def _next_attempt(article: Article, draft: Draft, attempt: _Attempt) -> _Attempt | None:
    """What to write with instead, where the check finds something that does not agree; None where all agrees."""
    following: _Attempt | None = None
    for figure in check_article(article).figures:
        if figure.verdict in _AGREEING:
            continue
        following = following or attempt
        if figure.bound is not None:
            following = replace(following, material=_without(following.material, figure.bound))
        elif figure.place is not None and figure.place.part == "title":
            following = replace(following, title=attempt.title + 1)
        else:
            told = {fact.subject.code for clause, fact in draft.lead if figure.written.text in clause}
            following = replace(following, silent=following.silent | told)
    return following


def _lead(draft: Draft, silent: frozenset[str]) -> str:
    return replace(draft, lead=tuple(each for each in draft.lead if each[1].subject.code not in silent)).lead_text


def _without(material: Material, binding: Binding) -> Material:
    """The material less one figure; without its value, less everything of its indicator there."""
    place = (binding.indicator, binding.area, binding.period)

    def kept(facts: Iterable[Fact]) -> tuple[Fact, ...]:
        shown = (
            fact.without(binding.measure) if (fact.subject.code, fact.area, fact.period) == place else fact
            for fact in facts
        )
        return tuple(fact for fact in shown if fact is not None)

    return replace(
        material,
        facts=kept(material.facts),
        also={code: kept(facts) for code, facts in material.also.items()},
        places={code: kept(facts) for code, facts in material.places.items()},
    )


def _section(figures: Sequence[ReleasedFigure]) -> Section | None:
    """The section that bears the code of the most frequent topic, else the first one."""
    sections = {section.slug: section for section in Section.objects.all()}
    topics = Counter(figure.indicator.topic.code for figure in figures)
    named = (sections[code] for code, _count in topics.most_common() if code in sections)
    return next(named, None) or next(iter(sections.values()), None)


def _source(figures: Sequence[ReleasedFigure]) -> str:
    sources = Counter(figure.source for figure in figures if figure.source)
    return sources.most_common(1)[0][0] if sources else ""
