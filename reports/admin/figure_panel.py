"""The panel of figures beside an article's text: what it says of each figure in words, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.languages import reading_language
from indicators.models import Indicator
from indicators.numbers import format_number
from reports.models import Article
from reports.passages import Block, Place, blocks_of_text
from reports.prose.explaining import verdict_label
from reports.prose.verification import Verdict
from reports.services.citing import NAME_IT
from reports.services.claim_recording import ADD, proposal_of
from reports.services.found_figures import FoundClaim, FoundFigure, FoundFigures
from reports.services.kept_figures import REVIEW

SIGNS = {
    Verdict.AGREES: "✓",
    Verdict.ROUNDS_TO: "≈",
    Verdict.DIFFERS: "≠",
    Verdict.NO_DATA: "–",
    Verdict.UNMATCHED: "?",
}
NAMED_RECORDERS = 3


@dataclass(frozen=True, slots=True)
class Leave:
    """What a person may do with the figures of an article; `recorders` are those to ask for a new observation."""

    writes: bool
    records: bool
    names: bool
    accepts: bool
    recorders: tuple[str, ...] = ()

    @classmethod
    def of(cls, user: User, *, writes: bool) -> Leave:
        records = user.has_perm(ADD)
        return cls(writes, records, user.has_perm(NAME_IT), user.has_perm(REVIEW), () if records else _recorders())


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A line of the panel."""

    found: FoundFigure
    where: str

    @property
    def sign(self) -> str:
        return SIGNS[self.found.verdict]

    @property
    def label(self) -> str:
        return verdict_label(self.found.verdict)

    @property
    def words(self) -> str:
        return " ".join(self.found.figure.written.text.split())

    @property
    def says_why(self) -> bool:
        """Whether the verdict needs a sentence: agreeing to the digit needs none, an unmatched claim has one."""
        return self.found.verdict not in (Verdict.AGREES, Verdict.UNMATCHED)

    @property
    def about(self) -> str:
        """The indicator and the period."""
        indicator, period = self.found.figure.indicator, self.found.figure.period
        about = [indicator.name if indicator else "", period.label(reading_language()) if period else ""]
        return ", ".join(part for part in about if part)

    @property
    def replacement(self) -> str:
        rewording = self.found.figure.rewording
        return rewording.text if rewording else ""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A statement of the text with its lines."""

    found: FoundClaim
    name: str
    about: str
    figures: tuple[ShownFigure, ...]
    choices: tuple[Indicator, ...]
    may_choose: bool
    record_url: str


def shown_claims(article: Article, found: FoundFigures) -> list[ShownClaim]:
    return [_shown_claim(article, claim) for claim in found.claims]


def shown_differing(found: FoundFigures) -> list[ShownFigure]:
    """The figures that stand between the article and its publication."""
    return [ShownFigure(each, _where(each)) for each in found.differing]


def panel_html(article: Article, found: FoundFigures, leave: Leave, *, is_live: bool) -> SafeString:
    """The list of the panel; `is_live` where a script works it, else its buttons save the article first."""
    context = {
        "article": article,
        "claims": shown_claims(article, found),
        "findings": found.findings,
        "summary": summary_of(found),
        "bindable": len(found.bindable),
        "leave": leave,
        "is_live": is_live,
    }
    return render_to_string("admin/reports/found_figures.html", context)


def panel_element(article: Article | None, found: FoundFigures | None, leave: Leave) -> SafeString:
    """The panel's place in the form; in it, for readers and browsers without scripts, the list of the stored text."""
    list_html = panel_html(article, found, leave, is_live=False) if article is not None and found else ""
    context = {"article": article, "list_html": list_html, "leave": leave}
    return render_to_string("admin/reports/figure_panel.html", context)


def panel_texts() -> dict[str, Any]:
    """What the panel's script asks and says, in the active language."""
    asked = ("check", "keep", "cite", "indicators", "observation")
    return {
        "urls": {name: reverse(f"admin:reports_figures_{name}") for name in asked},
        "failed": _("Chưa kiểm tra được số liệu. Bài viết không bị ảnh hưởng."),
        "again": _("Thử lại"),
        "signedOut": _("Phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác, rồi thử lại."),
        "gone": _("Văn bản đã đổi; hãy chờ lần kiểm tra mới."),
        "bound": _("Đã gắn."),
        "boundAll": _("Đã gắn mọi số khớp."),
        "released": _("Đã gỡ gắn."),
        "taken": _("Đã lấy số của cơ sở dữ liệu."),
        "noneFound": _("Không thấy chỉ tiêu nào."),
    }


def summary_of(found: FoundFigures) -> str:
    """How many figures were found, and how they came out."""
    count = len(found.figures)
    if not count:
        return _("Chưa thấy số liệu nào trong bài.")
    counted = [f"{number} {verdict_label(verdict)}" for verdict, number in found.counts.items() if number]
    whole = ngettext("%(count)d số liệu", "%(count)d số liệu", count) % {"count": count}
    return f"{whole}: {', '.join(counted)}."


def panel_json(article: Article, found: FoundFigures, leave: Leave) -> dict[str, Any]:
    """What the script needs: the list, what to say aloud, and where each figure stands."""
    return {
        "html": panel_html(article, found, leave, is_live=True),
        "said": summary_of(found),
        "figures": [_figure_json(article, claim, figure) for claim in found.claims for figure in claim.figures],
        "findings": [
            [placed for place in finding.places if (placed := _placed(article, place))] for finding in found.findings
        ],
    }


def _shown_claim(article: Article, found: FoundClaim) -> ShownClaim:
    claim = found.claim
    period, area = claim.period, claim.area
    about = [period.label(reading_language()) if period else _("chưa rõ kỳ"), area.name if area else ""]
    needs_a_look = found.is_unmatched or any(not figure.agrees for figure in found.figures)
    has_free = any(not figure.is_bound and figure.stands_in_body for figure in found.figures)
    return ShownClaim(
        found,
        claim.indicator.name if claim.indicator else f"“{claim.claim.indicator}”",
        " · ".join(part for part in about if part),
        tuple(ShownFigure(figure, _where(figure)) for figure in found.figures),
        tuple(candidate.indicator for candidate in claim.matched.runners_up),
        needs_a_look and has_free,
        _record_url(article, found) if found.can_be_recorded else "",
    )


def _where(found: FoundFigure) -> str:
    place = found.figure.place
    return {"title": _("trong tiêu đề"), "lead": _("trong tóm tắt")}.get(place.part if place else "", "")


def _record_url(article: Article, found: FoundClaim) -> str:
    """The data officers' own page for a new observation, filled in with what the sentence says."""
    proposal = proposal_of(article, found)
    numbers = {
        "value": proposal.value,
        "printed_growth_yoy": proposal.growth_yoy,
        "printed_growth_previous": proposal.growth_previous,
        "printed_plan_share": proposal.plan_share,
    }
    given = {
        "indicator": proposal.indicator.pk if proposal.indicator else None,
        "area": proposal.area.pk if proposal.area else None,
        "period": proposal.period.label(reading_language()) if proposal.period else None,
        "status": proposal.status,
        "source": proposal.source,
        "release": article.release_id,
        **{name: format_number(value, reading_language()) for name, value in numbers.items() if value is not None},
    }
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('admin:indicators_observation_add')}?{query}"


def _figure_json(article: Article, claim: FoundClaim, found: FoundFigure) -> dict[str, Any]:
    figure = found.figure
    replacement = None
    if figure.rewording is not None and figure.rewording_place is not None:
        replacement = {"text": figure.rewording.text, **_placed(article, figure.rewording_place)}
    attributes = figure.citation.attributes if figure.citation and figure.cites_observation else {}
    return {
        "ref": found.ref,
        "claim": claim.ref,
        "verdict": found.verdict.value,
        "words": f"{verdict_label(found.verdict)}. {figure.sentence}",
        "figure": str(figure.bound.key) if figure.bound else None,
        "bindable": found.is_bindable,
        "attributes": {name: value for name, value in attributes.items() if name != "data-figure"},
        "replacement": replacement,
        **(_placed(article, figure.place) if figure.place else {}),
    }


def _placed(article: Article, place: Place) -> dict[str, Any]:
    """Where a script finds a place: in a block of the body, or from where to where in a field of the form."""
    if place.part == "body":
        return {"place": place.as_json()}
    text = article.title if place.part == "title" else article.lead
    if place.part == "title":
        start, end = place.start, place.end
    else:
        block: Block = blocks_of_text(text, part="lead")[place.block]
        start, end = block.html[place.start][0], block.html[place.end - 1][1]
    return {"field": {"name": place.part, "start": _utf16(text[:start]), "end": _utf16(text[:end])}}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _recorders() -> tuple[str, ...]:
    """The names of some who may write observations."""
    people: Iterable[User] = User.objects.with_perm(
        ADD, backend="django.contrib.auth.backends.ModelBackend", include_superusers=False
    ).order_by("last_name", "first_name", "username")[:NAMED_RECORDERS]
    return tuple(person.get_full_name() or person.get_username() for person in people)
