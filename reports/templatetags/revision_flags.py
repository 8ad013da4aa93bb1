"""What flags of revised figures say, in the templates of the admin. `{% load revision_flags %}`."""

from __future__ import annotations

from typing import Any

from django import template

from reports.models import Article, Correction, CorrectionKind, RevisionFlag
from reports.services.revision_flags import open_flags, shown_new, shown_old, subject_of

register = template.Library()


@register.filter
def flag_old(flag: RevisionFlag) -> str:
    """ "230 nghìn tấn"."""
    return shown_old(flag)


@register.filter
def flag_new(flag: RevisionFlag) -> str:
    return shown_new(flag)


@register.filter
def flag_subject(flag: RevisionFlag) -> str:
    """ "Xi măng (Lạng Sơn, Quý I/2018)"."""
    return subject_of(flag)


@register.inclusion_tag("admin/reports/revised_figures.html")
def revised_figures(article: Article) -> dict[str, Any]:
    """The open flags of an article above its form, and the notices that go out with its next edition. Two queries."""
    waiting = Correction.objects.waiting().filter(article=article, kind=CorrectionKind.UPDATE)
    return {"article": article, "flags": open_flags(article), "waiting": list(waiting)}
