"""The article body: which structure the editor offers, and the same list as the rule of what is stored."""

from __future__ import annotations

import re
from typing import Any

import nh3
from django.db import models
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from django_prose_editor.fields import ProseEditorField

from reports.bindings import ATTRIBUTES, accepted_attribute, keep_whole_bindings

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "BoundFigure": True,
}

_EMPTY = re.compile(r"<(\w+)></\1>")


def clean_body(html: str) -> str:
    """The body as it may be stored: the editor's own structure and figures bound to the data, nothing else."""
    clean = keep_whole_bindings(_cleaner.clean(html))
    return "" if _EMPTY.fullmatch(clean) else clean


def _make_cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    allowed["tags"] = {*allowed["tags"], "span"}
    allowed["attributes"] = {**allowed["attributes"], "span": set(ATTRIBUTES)}
    return nh3.Cleaner(**allowed, attribute_filter=accepted_attribute)


_cleaner = _make_cleaner()


class BodyField(ProseEditorField):
    """Rich text that is clean in the database, through whatever door it came."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", clean_body)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        clean = clean_body(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, clean)
        return clean
