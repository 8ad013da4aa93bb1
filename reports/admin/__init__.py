"""The admin of what is written, and of the people who write it."""

from reports.admin import articles, media, people

__all__ = ["articles", "media", "people"]
