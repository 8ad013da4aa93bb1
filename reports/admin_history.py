"""The page of the admin that tells what everyone did, by person and by object; nothing on it can be altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from indicators.admin.history import FieldChange, shown
from indicators.admin.recorded import shown_moment
from indicators.languages import reading_language
from indicators.models import Indicator
from reports.local_days import end_of
from reports.models import Article
from reports.services.history import Entry, Kind, Place, Wanted, history

AFTER = "truoc"


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as people read it: who did what to what, with the words and the changes that were kept of it."""

    moment: dt.datetime
    who: Any
    what: str
    about: str
    url: str = ""
    words: str = ""
    changes: tuple[FieldChange, ...] = ()


def history_page(request: HttpRequest) -> HttpResponse:
    """Open to everyone in the admin: each sees what they did, and of others what is about things they may see."""
    asked = request.GET
    wanted = Wanted(
        kinds=frozenset({Kind(asked["kind"])} if asked.get("kind") in set(Kind) else Kind),
        models=tuple(_visible_models(request)),
        viewer=request.user.pk,
        person=_number(asked.get("person", "")),
        article=_number(asked.get("article", "")),
        indicator=asked.get("indicator", "")[:100],
        until=_end_of(asked.get("until", "")),
    )
    page = history(wanted, after=Place.parse(asked.get(AFTER, "")))
    kept = {name: asked[name] for name in ("kind", "person", "article", "indicator", "until") if asked.get(name)}
    context = {
        **admin.site.each_context(request),
        "title": _("Nhật ký"),
        "entries": [shown_entry(entry) for entry in page.entries],
        "kinds": [(kind.value, label) for kind, label in kind_labels().items()],
        "people": User.objects.filter(is_staff=True).order_by("username"),
        "asked": {name: asked.get(name, "") for name in ("kind", "person", "article", "indicator", "until")},
        "subject": _subject(wanted),
        "older_url": f"?{urlencode({**kept, AFTER: str(page.older)})}" if page.older else "",
        "newest_url": f"?{urlencode(kept)}" if asked.get(AFTER) else "",
    }
    return TemplateResponse(request, "admin/history.html", context)


def kind_labels() -> dict[Kind, str]:
    return {
        Kind.STEP: _("Bước của bài viết"),
        Kind.LOG: _("Thêm, sửa, xoá trong trang quản trị"),
        Kind.COMMENT: _("Nhận xét"),
        Kind.FIGURE: _("Ghi số liệu"),
        Kind.UPLOAD: _("Tải tệp lên"),
        Kind.IMPORT: _("Nhập số liệu"),
        Kind.UNDO: _("Hoàn tác lần nhập"),
    }


def shown_entry(entry: Entry) -> ShownEntry:
    """Tells one entry of any trail."""
    return _TOLD[entry.kind](entry)


def _step(entry: Entry) -> ShownEntry:
    event = entry.row
    what = str(event.get_step_display())
    if event.edition_number:
        what = _("%(what)s (bản số %(number)d)") % {"what": what, "number": event.edition_number}
    if event.effective_at:
        what = _("%(what)s, hẹn lúc %(moment)s") % {"what": what, "moment": shown_moment(event.effective_at)}
    if event.origin != event.target:
        what = f"{what}: {event.get_origin_display()} → {event.get_target_display()}"
    url = reverse("admin:reports_article_change", args=[event.article_id]) if event.article else ""
    return ShownEntry(event.recorded_at, event.actor, what, event.title, url, event.note)


def _log(entry: Entry) -> ShownEntry:
    row: LogEntry = entry.row
    verb = {ADDITION: _("Thêm"), DELETION: _("Xoá")}.get(row.action_flag, _("Sửa"))
    kind = str(row.content_type.name) if row.content_type else ""
    url = ""
    if row.action_flag != DELETION:
        try:
            url = row.get_admin_url() or ""
        except NoReverseMatch:
            url = ""
    # Of a row that was added or deleted the stock message says no more than the verb does.
    is_said = row.action_flag not in (ADDITION, DELETION) or not row.change_message.startswith("[")
    words = row.get_change_message() if is_said else ""
    return ShownEntry(row.action_time, row.user, f"{verb} {kind}".strip(), row.object_repr, url, words)


def _comment(entry: Entry) -> ShownEntry:
    said = entry.row
    article = said.thread.article
    url = reverse("admin:reports_article_review", args=[article.pk]) + f"#thread-{said.thread_id}"
    quote = said.thread.quote if len(said.thread.quote) <= 80 else said.thread.quote[:80] + "…"
    what = _("Nhận xét về “%(quote)s”") % {"quote": quote}
    return ShownEntry(said.written_at, said.author, what, article.title, url, said.text)


def _figure(entry: Entry) -> ShownEntry:
    version = entry.row
    change = shown(version)
    period = version.period.label(reading_language())
    about = f"{version.indicator.name} · {version.area.name} · {period}"
    words = " ".join(part for part in (change.reason, change.origin) if part)
    what = _("%(kind)s %(about)s") % {"kind": change.kind, "about": version.get_kind_display().lower()}
    return ShownEntry(version.recorded_at, version.actor, what, about, "", words, change.fields)


def _batch(what: str, moment: str, who: str) -> Any:
    def told(entry: Entry) -> ShownEntry:
        batch = entry.row
        url = reverse("admin:indicators_importbatch_change", args=[batch.pk])
        return ShownEntry(
            getattr(batch, moment), getattr(batch, who), str(kind_labels()[Kind(what)]), batch.original_name, url
        )

    return told


_TOLD = {
    Kind.STEP: _step,
    Kind.LOG: _log,
    Kind.COMMENT: _comment,
    Kind.FIGURE: _figure,
    Kind.UPLOAD: _batch("upload", "uploaded_at", "uploaded_by"),
    Kind.IMPORT: _batch("import", "committed_at", "uploaded_by"),
    Kind.UNDO: _batch("undo", "undone_at", "undone_by"),
}


def article_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done with an article: steps, saves, comments."""
    return HttpResponseRedirect(f"{reverse('admin:history')}?{urlencode({'article': pk})}")


def indicator_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done with an indicator, each of its figures among it."""
    code = Indicator.objects.filter(pk=pk).values_list("code", flat=True).first()
    if code is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('admin:history')}?{urlencode({'indicator': code})}")


def _visible_models(request: HttpRequest) -> Iterable[type[Model]]:
    """What the person may see in the admin."""
    for model, model_admin in admin.site._registry.items():
        if model_admin.has_view_permission(request):
            yield model


def _subject(wanted: Wanted) -> str:
    """What the entries are about, where one thing was asked for."""
    if wanted.article is not None:
        article = Article.objects.filter(pk=wanted.article).only("title").first()
        return article.title if article else _("Bài số %(number)d") % {"number": wanted.article}
    return wanted.indicator


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _end_of(text: str) -> dt.datetime | None:
    """The minute in which a day ends; None where the text is no day."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None or day.year >= dt.MAXYEAR:
        return None
    return end_of(day)
