"""The article body: which structure the editor offers, and the same list as the rule of what is stored."""

from __future__ import annotations

import re
from typing import Any

import nh3
from django.db import models
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from django_prose_editor.fields import ProseEditorField

from reports import bindings, body_blocks

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
    "ArticleImage": True,
    "PlacedTable": True,
    "Footnote": True,
    "WordPaste": True,
}

_EMPTY = re.compile(r"<(\w+)></\1>")
MOST_ROUNDS = 8


def clean_body(html: str) -> str:
    """The body as it may be stored: the editor's own structure, blocks and figures bound to the data, nothing else."""
    for _round in range(MOST_ROUNDS):
        # What is taken out may leave a heading in a heading, which is read as two the next time.
        clean = _cleaned(html)
        if clean == html:
            break
        html = clean
    return html


def _cleaned(html: str) -> str:
    clean = _cleaner.clean(html)
    whole = body_blocks.keep_whole_blocks(clean, _clean_caption)
    if whole != clean:
        # What was taken out of its figure may not stand where it came to stand.
        whole = body_blocks.keep_whole_blocks(_cleaner.clean(whole), _clean_caption)
    bound = bindings.keep_whole_bindings(whole)
    return "" if _EMPTY.fullmatch(bound) else bound


def _accepted_attribute(tag: str, name: str, value: str) -> str | None:
    accepted = bindings.accepted_attribute if tag == "span" else body_blocks.accepted_attribute
    return accepted(tag, name, value)


_allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
_attributes: dict[str, set[str]] = {
    tag: set(names) | set(body_blocks.ATTRIBUTES.get(tag, ())) | (set(bindings.ATTRIBUTES) if tag == "span" else set())
    for tag, names in {**dict.fromkeys((*body_blocks.ATTRIBUTES, "span"), ()), **_allowed["attributes"]}.items()
}
_cleaner = nh3.Cleaner(
    **_allowed | {"tags": {*_allowed["tags"], *body_blocks.TAGS, "span"}, "attributes": _attributes},
    attribute_filter=_accepted_attribute,
)
_clean_words = body_blocks.caption_cleaner(_attributes, _accepted_attribute, _allowed["url_schemes"])


def _clean_caption(html: str) -> str:
    """What may stand in a caption; a span that binds nothing leaves no blank behind."""
    return " ".join(bindings.keep_whole_bindings(_clean_words(html)).split())


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
