"""The article body: which structure the editor offers, and the same list as the rule of what is stored."""

from __future__ import annotations

from typing import Any

from django.db import models
from django_prose_editor.fields import ProseEditorField, create_sanitizer

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
}

clean_body = create_sanitizer(EXTENSIONS)


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
