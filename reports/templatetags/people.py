"""People in templates: called as their colleagues call them.

`{% load people %}{{ event.actor|person }}`
"""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def person(user: Any) -> str:
    """The full name, the login where there is none, a dash for nobody."""
    if not user:
        return "—"
    return user.get_full_name() or user.get_username()
