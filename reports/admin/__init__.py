"""The admin of what is written, and of the people who write it."""

from reports.admin import (
    articles,
    corrections,
    front_page,
    labels,
    media,
    people,
    release_drafts,
    revisions,
    sentence_templates,
    side_effects,
)

__all__ = [
    "articles",
    "corrections",
    "front_page",
    "labels",
    "media",
    "people",
    "release_drafts",
    "revisions",
    "sentence_templates",
    "side_effects",
]
