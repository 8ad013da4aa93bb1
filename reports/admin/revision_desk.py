"""One page for an article whose figures were revised: old, new and the sentence; update it, correct it, or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import workflow
from reports.models import Article, RevisionFlag
from reports.services.corrections import FILE, file_correction
from reports.services.revision_flags import (
    DISMISS,
    AnswerRefused,
    dismiss,
    notice_text,
    shown_new,
    shown_old,
    subject_of,
)
from reports.services.wording_updates import (
    ProposedWording,
    hindrance_to_publishing_at_once,
    proposed_wordings,
    update_wording,
)
from reports.workflow import StepRefused

UPDATE, UPDATE_AND_SUBMIT, UPDATE_AND_PUBLISH = "update", "update-and-submit", "update-and-publish"
CORRECT, LEAVE = "correct", "leave"
ANSWER_FIELD = "_answer"


class DeskForm(forms.Form):
    """Which flags are answered, and the words of each answer; a notice is prefilled from old and new."""

    flags = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": gettext_lazy("Hãy chọn ít nhất một số liệu.")}
    )
    update_vi = forms.CharField(label=gettext_lazy("Lời báo cập nhật"), required=False)
    update_en = forms.CharField(label=gettext_lazy("Lời báo bằng tiếng Anh"), required=False)
    correction_vi = forms.CharField(label=gettext_lazy("Lời đính chính"), required=False)
    correction_en = forms.CharField(label=gettext_lazy("Lời đính chính bằng tiếng Anh"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do bỏ qua, chỉ người trong cơ quan thấy"), required=False)

    def __init__(self, article: Article, flags: Sequence[RevisionFlag], data: QueryDict | None = None) -> None:
        initial = {
            "update_vi": notice_text(article, flags, "vi", is_update=True),
            "update_en": notice_text(article, flags, "en", is_update=True),
            "correction_vi": notice_text(article, flags, "vi"),
            "correction_en": notice_text(article, flags, "en"),
        }
        super().__init__(data, initial=initial, label_suffix="", use_required_attribute=False)
        self.all_flags = {str(flag.pk): flag for flag in flags}
        choices: Any = self.fields["flags"]
        choices.choices = [(key, str(flag)) for key, flag in self.all_flags.items()]
        for name, field in self.fields.items():
            if name != "flags":
                field.widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    @property
    def chosen(self) -> list[RevisionFlag]:
        return [self.all_flags[key] for key in self.cleaned_data["flags"]]

    def is_chosen(self, flag: RevisionFlag) -> bool:
        """All of them, until the person has said otherwise."""
        return not self.is_bound or str(flag.pk) in self.data.getlist("flags")  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A flag as the page shows it."""

    flag: RevisionFlag
    subject: str
    old: str
    new: str
    sentence: SafeString
    wording: ProposedWording | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person may do with the flags; `hindrance` is why they do not publish an update with the same step."""

    update: bool
    publish: bool
    correct: bool
    leave: bool
    hindrance: str = ""


def allowed_to(user: User, article: Article, flags: Sequence[RevisionFlag]) -> Allowed:
    publish = user.has_perm(FILE)
    return Allowed(
        update=user.has_perm("reports.change_article"),
        publish=publish,
        correct=publish,
        leave=user.has_perm(DISMISS),
        hindrance=_hindrance(article, flags) if publish else "",
    )


def _hindrance(article: Article, flags: Sequence[RevisionFlag]) -> str:
    has_new_words = any(flag.figure_key is not None for flag in flags)
    if has_new_words and not settings.WRITER_MAY_APPROVE_OWN:
        return _("Câu chữ bạn viết lại phải do người khác duyệt đăng.")
    return hindrance_to_publishing_at_once(article)


def desk_rows(article: Article, flags: Sequence[RevisionFlag], form: DeskForm) -> list[DeskRow]:
    """The flags with what the article would say instead."""
    wordings = {each.flag.pk: each for each in proposed_wordings(article, flags)}
    return [
        DeskRow(
            flag,
            subject_of(flag),
            shown_old(flag),
            shown_new(flag),
            _sentence(flag),
            wordings.get(flag.pk),
            form.is_chosen(flag),
        )
        for flag in flags
    ]


def answer_flags(form: DeskForm, article: Article, answer: str, *, actor: User) -> str:
    """Do what the button says with the chosen flags; gives what to say. Raises `AnswerRefused` with the reason."""
    if not form.is_valid():
        raise AnswerRefused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    flags, words = form.chosen, form.cleaned_data
    if answer == LEAVE:
        dismiss(flags, actor=actor, reason=words["reason"])
        return _("Đã bỏ qua, kèm lý do.")
    if answer == CORRECT:
        file_correction(
            article, text_vi=words["correction_vi"], text_en=words["correction_en"], actor=actor, flags=flags
        )
        return _("Đã đăng đính chính trên bài và trong sổ đính chính.")
    if answer not in _UPDATES:
        raise AnswerRefused(_("Không có cách xử lý này."))
    if answer == UPDATE_AND_PUBLISH and (hindrance := _hindrance(article, flags)):
        raise AnswerRefused(hindrance)
    step, said = _UPDATES[answer]
    # Both or neither: an update that stays behind is what the button for it alone is for.
    with transaction.atomic():
        update_wording(article, flags, actor=actor, text_vi=words["update_vi"], text_en=words["update_en"])
        try:
            step(article, actor)
        except StepRefused as refusal:
            raise AnswerRefused(str(refusal)) from refusal
    return str(said)


_UPDATES: dict[str, tuple[Callable[[Article, User], object], str | Promise]] = {
    UPDATE: (
        lambda article, actor: None,
        gettext_lazy("Đã cập nhật bản đang viết; lời báo sẽ hiện cùng lúc với bài khi bài được đăng."),
    ),
    UPDATE_AND_SUBMIT: (
        lambda article, actor: workflow.submit(article, actor=actor),
        gettext_lazy("Đã cập nhật bài và gửi duyệt; lời báo sẽ hiện cùng lúc với bài khi bài được đăng."),
    ),
    UPDATE_AND_PUBLISH: (
        lambda article, actor: workflow.publish(article, actor=actor),
        gettext_lazy("Đã cập nhật và đăng bài, kèm lời báo cập nhật."),
    ),
}


def _sentence(flag: RevisionFlag) -> SafeString:
    """The sentence with the words of the figure marked in it."""
    sentence, words = escape(flag.sentence), escape(flag.text)
    if not words or words not in sentence:
        return mark_safe(sentence)
    return mark_safe(sentence.replace(words, f"<mark>{words}</mark>", 1))
