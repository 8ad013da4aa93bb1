"""Setting the front page: by whoever may publish, one person at a time, and never over what they have not seen.

Whoever sets something says what they saw, as a digest of it: where somebody else has set it since, nothing is written
over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from reports.models import FrontPage

# Who may publish an article may say where it stands.
SET = "reports.publish_article"
ONLY = 1


class FrontRefused(Exception):
    """Raised where the front page cannot be set so; the message says why, in the reader's language."""


class SetMeanwhile(FrontRefused):
    """Raised where somebody else has set the same since it was looked at."""


@contextmanager
def held(actor: User) -> Iterator[FrontPage]:
    """The front page in a transaction, for one person at a time. Raises `FrontRefused` where they may not set it."""
    if not actor.has_perm(SET):
        raise FrontRefused(_("Chỉ người được đăng bài mới sắp xếp trang chủ."))
    with transaction.atomic():
        FrontPage.objects.get_or_create(pk=ONLY)
        yield FrontPage.objects.select_for_update().get(pk=ONLY)
