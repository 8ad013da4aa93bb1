"""Letters about an article's way, in the language of who gets them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from indicators.languages import site_name
from reports.models import Language, StepName, WorkflowEvent

OUT = "out"
GONE = "gone"

SUBJECTS = {
    StepName.SUBMIT: gettext_noop("Chờ bạn duyệt: %(title)s"),
    StepName.SEND_BACK: gettext_noop("Bài được trả lại: %(title)s"),
    StepName.PUBLISH: gettext_noop("Bài đã được duyệt, chờ đến giờ đăng: %(title)s"),
    StepName.UNSCHEDULE: gettext_noop("Lịch đăng đã huỷ: %(title)s"),
    StepName.WITHDRAW: gettext_noop("Bài bị gỡ: %(title)s"),
    StepName.KEEP_PUBLIC: gettext_noop("Bài không bị gỡ nữa: %(title)s"),
    StepName.UNDO: gettext_noop("Đã hoàn tác: %(title)s"),
    OUT: gettext_noop("Bài của bạn đã đăng: %(title)s"),
    GONE: gettext_noop("Bài của bạn đã gỡ: %(title)s"),
}

# Who reviews begins by reading.
_PAGES: dict[str, str] = {StepName.SUBMIT: "review"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Where letters come from, and where their links lead."""

    site_url: str
    address: str


def letter(event: WorkflowEvent, occasion: str, person: User, *, sender: Sender, key: str) -> EmailMessage:
    """The letter to one person. Its Message-ID follows from `key`, so that a letter sent twice is one to its reader."""
    with override(language_of(person)):
        article = event.article
        page = f"admin:reports_article_{_PAGES.get(occasion, 'change')}"
        context = {
            "event": event,
            "occasion": occasion,
            "actor": (event.actor.get_full_name() or event.actor.get_username()) if event.actor else "",
            "desk_url": sender.site_url + reverse(page, args=[event.article_id]),
            "public_url": sender.site_url + article.get_absolute_url() if article and occasion == OUT else "",
            "preferences_url": sender.site_url + reverse("admin:preferences"),
            "site_name": site_name(),
        }
        # A title is one line, and a subject must be.
        subject = _(SUBJECTS[occasion]) % {"title": " ".join(event.title.split())}
        body = render_to_string("mail/step.txt", context)
    host = sender.site_url.rpartition("//")[2].partition("/")[0].partition(":")[0]
    identity = f"<{key.replace(':', '-')}@{host}>"
    return EmailMessage(subject, body, sender.address, [person.email], headers={"Message-ID": identity})


def language_of(person: User) -> str:
    """The language that the person chose for letters."""
    preference = getattr(person, "preference", None)
    return preference.language if preference else Language.VIETNAMESE
