"""Statistics tables in templates: `{% statistics_table content "bang-1" %}`, and what its own template needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.tables import SortLink, render_statistics_table

if TYPE_CHECKING:
    from indicators.table_content import TableContent

register = template.Library()


@register.simple_tag(takes_context=True)
def statistics_table(context: Mapping[str, Any], content: TableContent, key: str, **options: Any) -> SafeString:
    """The whole component, its rows in the order that the page's query string asks for."""
    request = context.get("request")
    return render_statistics_table(content, key=key, params=request.GET if request else None, **options)


@register.simple_tag
def sort_link(links: Mapping[str, SortLink], column: str, label: str) -> SafeString | str:
    """A column's head: a link that sorts by it, or its label alone where there is too little to sort."""
    link = links.get(column)
    if link is None:
        return label
    return format_html(
        '<a class="sort" href="{}" rel="nofollow" title="{}">{}</a>', link.url, _("Sắp xếp theo cột này"), label
    )


@register.simple_tag
def sorted_as(links: Mapping[str, SortLink], column: str) -> SafeString | str:
    """The attribute that tells how the column is sorted now."""
    link = links.get(column)
    return format_html(' aria-sort="{}"', link.direction) if link and link.direction else ""
