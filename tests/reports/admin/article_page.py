"""The article's page as a test fills it: what it would send back, with what the test changes."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from reports.models import Article

ADD = reverse("admin:reports_article_add")
LIST = reverse("admin:reports_article_changelist")
NO_TABLES = {
    f"{rows}-{count}_FORMS": "0" for rows in ("statistics_tables", "attachments") for count in ("TOTAL", "INITIAL")
}


def change_url(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def sent_back(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the page would post untouched, with `changes` over it."""
    context = client.get(url).context
    sent: dict[str, Any] = {}
    for form in (context["adminform"].form, *(f for s in context["inline_admin_formsets"] for f in s.formset.forms)):
        for name in form.fields:
            value = form[name].value()
            if isinstance(value, list | tuple):
                value = [getattr(each, "pk", each) for each in value]
            sent[form.add_prefix(name)] = "" if value is None else value
    for inline in context["inline_admin_formsets"]:
        management = inline.formset.management_form
        counts = {management.add_prefix(name): management[name].value() for name in management.fields}
        sent |= {name: "" if value is None else value for name, value in counts.items()}
    return sent | changes


def save(client: Client, article: Article, **changes: Any) -> Any:
    return client.post(change_url(article), sent_back(client, change_url(article), **changes))


def step(client: Client, article: Article, name: str, **changes: Any) -> Any:
    """Press the button of a step; what it asks for as `reason=` or `at=`."""
    asked = {f"step-{name}-{key}": changes.pop(key) for key in ("reason", "at", "note") if key in changes}
    response = save(client, article, **changes, **asked, _step=name)
    article.refresh_from_db()
    return response
