"""Files to take away: kept with the working copy, noted in each edition, listed where the edition is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.attachment_files import MEDIA_TYPES, kind_of
from reports.models import Article, Attachment, AttachmentKind, Edition


@dataclass(frozen=True, slots=True)
class ShownAttachment:
    """A file as a page lists it; `size` in bytes."""

    title: str
    url: str
    kind: AttachmentKind
    size: int

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]


def attach(article: Article, data: bytes, *, title: str, actor: User | None) -> Attachment:
    """The file as the article's last one. Raises `FileRefused`."""
    attachment = Attachment(article=article, title=title.strip(), position=article.attachments.count())
    keep_file(attachment, data, actor=actor)
    attachment.save()
    return attachment


def keep_file(attachment: Attachment, data: bytes, *, actor: User | None) -> None:
    """Store the bytes as the attachment's file; the caller saves the row. Raises `FileRefused`."""
    attachment.kind = kind_of(data)
    attachment.size = len(data)
    attachment.uploaded_by = actor
    attachment.file.save(f"tep.{attachment.kind}", ContentFile(data), save=False)


def noted(article: Article) -> list[dict[str, Any]]:
    """The working copy's files as an edition notes them; none for an article that is not saved yet."""
    if not article.pk:
        return []
    return [
        {"title": each.title, "kind": each.kind, "size": each.size, "path": each.file.name}
        for each in article.attachments.all()
    ]


def restore_attachments(article: Article, edition: Edition) -> None:
    """Make the working copy's files those of an edition; a file that stays keeps its row."""
    rows = {row.file.name: row for row in article.attachments.all()}
    stored: list[dict[str, Any]] = edition.attachments
    for position, each in enumerate(stored):
        row = rows.pop(each["path"], None) or Attachment(article=article, kind=each["kind"], size=each["size"])
        row.file.name, row.title, row.position = each["path"], each["title"], position
        row.save()
    for row in rows.values():
        row.delete()


def shown_attachments(edition: Edition) -> list[ShownAttachment]:
    """The files of an edition, without a query."""
    stored: list[dict[str, Any]] = edition.attachments
    return [
        ShownAttachment(each["title"], default_storage.url(each["path"]), AttachmentKind(each["kind"]), each["size"])
        for each in stored
    ]
