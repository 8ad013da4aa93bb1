"""The steps of the workflow as buttons of the article's form: what each asks for, and taking it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from reports import workflow
from reports.models import Article, State
from reports.services.visibility import effective_state
from reports.workflow import KEEP_PUBLIC, PUBLISH, SEND_BACK, SUBMIT, UNSCHEDULE, WITHDRAW, Step, StepRefused

STEP_FIELD = "_step"


class MomentField(forms.DateTimeField):
    """A minute to come, as the browser's own control sends it; empty for now."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], required=False, **kwargs)

    def clean(self, value: Any) -> dt.datetime | None:
        moment = super().clean(value)
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError(_("Giờ hẹn phải ở tương lai."))
        return moment


class SubmitForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Nhắn người duyệt"), required=False, max_length=300)


class SendBackForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do trả lại"), max_length=300)


class PublishForm(forms.Form):
    at = MomentField(label=gettext_lazy("Hẹn giờ đăng (để trống là đăng ngay)"))


class UnscheduleForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Lý do huỷ lịch"), required=False, max_length=300)


class KeepPublicForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Lý do không gỡ nữa"), required=False, max_length=300)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do gỡ, người đọc sẽ thấy"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    at = MomentField(label=gettext_lazy("Hẹn giờ gỡ (để trống là gỡ ngay)"))


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A button with what it asks for, or why this person must not press it."""

    step: Step
    form: forms.Form
    is_folded: bool
    hindrance: str = ""

    @property
    def name(self) -> str:
        return self.step.name

    @property
    def label(self) -> str:
        return str(self.step.label)


FORMS: dict[str, type[forms.Form]] = {
    SUBMIT.name: SubmitForm,
    SEND_BACK.name: SendBackForm,
    PUBLISH.name: PublishForm,
    UNSCHEDULE.name: UnscheduleForm,
    WITHDRAW.name: WithdrawForm,
    KEEP_PUBLIC.name: KeepPublicForm,
}
FOLDED = frozenset({SEND_BACK.name, UNSCHEDULE.name, WITHDRAW.name, KEEP_PUBLIC.name})


def shown_steps(article: Article | None, user: User, data: QueryDict | None = None) -> list[ShownStep]:
    """The steps that the person may take now; a new article may be submitted or published with its first save."""
    asked = data.get(STEP_FIELD) if data else None
    subject = article if article is not None else Article()
    return [
        ShownStep(
            step,
            form_of(step.name, data if step.name == asked else None),
            step.name in FOLDED,
            workflow.hindrance_of(step, subject, user),
        )
        for step in workflow.steps_for(subject, user)
        if _has_effect(step, article)
    ]


def _has_effect(step: Step, article: Article | None) -> bool:
    """Nothing is withdrawn that never was approved, nothing sent back that is public already."""
    if step is WITHDRAW:
        return article is not None and article.published_edition_id is not None
    return not (step is SEND_BACK and article is not None and effective_state(article) is State.PUBLISHED)


def form_of(name: str, data: QueryDict | None = None) -> forms.Form:
    """The fields of a step, named so that they stand beside those of the article; never required by the browser."""
    form = FORMS[name](data, prefix=f"step-{name}", label_suffix="", use_required_attribute=False)
    for field in form.fields.values():
        field.widget.attrs.setdefault("class", "vTextField")
    return form


def take(name: str, article: Article, *, actor: User, data: QueryDict) -> str:
    """Take the step that the form's button named; gives what to say. Raises `StepRefused` with the reason."""
    if name not in FORMS:
        raise StepRefused(_("Không có bước này."))
    form = form_of(name, data)
    if not form.is_valid():
        raise StepRefused(" ".join(str(message) for messages in form.errors.values() for message in messages))
    return _TAKEN[name](article, actor, form.cleaned_data)


def _submitted(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.submit(article, actor=actor, note=cleaned["note"])
    return _with_words(_("Đã gửi duyệt"), cleaned["note"])


def _sent_back(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.send_back(article, actor=actor, reason=cleaned["reason"])
    return _with_words(_("Đã trả lại người viết"), cleaned["reason"])


def _published(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.publish(article, actor=actor, at=cleaned["at"])
    planned = article.next_at or article.published_at
    if planned is not None and planned > timezone.now():
        return _("Đã lên lịch đăng lúc %(moment)s.") % {"moment": shown_moment(planned)}
    return _("Đã đăng.")


def _unscheduled(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.unschedule(article, actor=actor, note=cleaned["note"])
    return _with_words(_("Đã huỷ lịch đăng"), cleaned["note"])


def _kept_public(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.keep_public(article, actor=actor, note=cleaned["note"])
    return _with_words(_("Đã huỷ hẹn gỡ"), cleaned["note"])


def _withdrawn(article: Article, actor: User, cleaned: dict[str, Any]) -> str:
    workflow.withdraw(article, actor=actor, reason=cleaned["reason"], at=cleaned["at"])
    if cleaned["at"]:
        said = _("Đã hẹn gỡ lúc %(moment)s") % {"moment": shown_moment(cleaned["at"])}
        return _with_words(said, cleaned["reason"])
    return _with_words(_("Đã gỡ khỏi trang công khai"), cleaned["reason"])


def _with_words(said: str, words: str) -> str:
    return f"{said}: {words.strip()}" if words.strip() else f"{said}."


_TAKEN: dict[str, Callable[[Article, User, dict[str, Any]], str]] = {
    SUBMIT.name: _submitted,
    SEND_BACK.name: _sent_back,
    PUBLISH.name: _published,
    UNSCHEDULE.name: _unscheduled,
    WITHDRAW.name: _withdrawn,
    KEEP_PUBLIC.name: _kept_public,
}
