"""Working together on an article: all that the admin of articles takes from the rooms beside it."""

from __future__ import annotations

from reports.admin.autosave_pages import AutosavePages
from reports.admin.edition_pages import EditionPages
from reports.admin.merge_pages import MergePages
from reports.admin.presence_pages import PresencePages
from reports.admin.review_page import ReviewPage


class Newsroom(EditionPages, MergePages, AutosavePages, PresencePages, ReviewPage):
    """Editions, joining two saves, autosave, who is here, comments, review."""
