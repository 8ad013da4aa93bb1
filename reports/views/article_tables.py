"""The tables of an article to take away: as published, or with the figures of now."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.exchange.dataset import Provenance
from indicators.exchange.formats import FORMATS
from indicators.exchange.pictures import PICTURES
from indicators.refusals import quotable
from indicators.services.datasets import table_dataset
from indicators.table_chart import chart_of
from indicators.table_content import TableContent
from indicators.table_description import ChartKind
from indicators.views.downloads import Download, file_response, picture_response, provenance_of
from reports.rendering import Reading, tables_of
from reports.services.stories import Story
from reports.views.article_address import story_at

READING = "so-lieu"


class UnknownReading(ValueError):
    """A word that names no reading of an article's figures; the message is for the reader."""


def reading_asked(request: HttpRequest) -> Reading:
    """Which figures the address asks for; raises `UnknownReading`, naming the parameter and what it takes."""
    word = request.GET.get(READING, "").strip()
    try:
        return Reading(word) if word else Reading.AS_PUBLISHED
    except ValueError:
        choices = ", ".join(Reading)
        raise UnknownReading(
            _("Tham số “%(name)s” không nhận “%(text)s”. Các giá trị: %(choices)s.")
            % {"name": READING, "text": quotable(word, 40), "choices": choices}
        ) from None


@require_safe
def article_table(request: HttpRequest, slug: str, position: int, extension: str) -> HttpResponseBase:
    """A table of a public article as a file."""
    now = timezone.now()
    story = story_at(request, slug, at=now)
    if not isinstance(story, Story):
        return story
    try:
        reading = reading_asked(request)
    except UnknownReading as error:
        return bad_request(request, str(error))
    content, provenance = _table(story, reading, position, at=now)
    as_of = None if reading is Reading.TODAY else timezone.localdate(story.public_since)
    dataset = table_dataset(content, code=f"{story.slug}-bang-{position}", provenance=provenance, as_of=as_of)
    return file_response(request, dataset, FORMATS[extension])


@require_safe
def article_chart(request: HttpRequest, slug: str, position: int, extension: str) -> HttpResponseBase:
    """The chart of a table of a public article as a picture."""
    now = timezone.now()
    story = story_at(request, slug, at=now)
    if not isinstance(story, Story):
        return story
    try:
        content, provenance = _table(story, reading_asked(request), position, at=now)
    except UnknownReading as error:
        return bad_request(request, str(error))
    chart = chart_of(content, key=f"bang-{position}-chart")
    if chart is None:
        raise Http404(_("Bảng này không có biểu đồ."))
    return picture_response(chart, content, provenance, code=f"{story.slug}-bang-{position}", extension=extension)


def table_downloads(slug: str, reading: Reading, position: int, content: TableContent) -> list[Download]:
    """The files of a table, and the pictures of its chart, with the figures that the page shows."""
    asked = f"?{READING}={Reading.TODAY.value}" if reading is Reading.TODAY else ""
    files = [
        (form.label, reverse("reports:article_table", args=[slug, position, form.extension]) + asked, "")
        for form in FORMATS.values()
    ]
    if content.description.chart is ChartKind.NONE:
        return files
    return files + [
        (label, reverse("reports:article_chart", args=[slug, position, extension]) + asked, _("biểu đồ"))
        for extension, (label, _type) in PICTURES.items()
    ]


def _table(story: Story, reading: Reading, position: int, *, at: dt.datetime) -> tuple[TableContent, Provenance]:
    tables = tables_of(story.edition, since=story.public_since, at=at, reading=reading)
    if not 1 <= position <= len(tables):
        raise Http404(_("Bài không có bảng số %(number)s.") % {"number": position})
    return tables[position - 1], provenance_of(f"{story.url}#bang-{position}", at=at)
