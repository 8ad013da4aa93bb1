"""The question what a name of the file means: ranked suggestions, any other row, a new one, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Area, AreaKind, Indicator, Topic
from indicators.services.import_choices import Decision, NameChoice
from indicators.services.name_questions import AreaQuestion, NameQuestion
from indicators.services.naming import AreaNames, IndicatorNames

LEAST_ALIKE = 45
"""Suggestions less alike than this, in percent, only take up room."""

_CODE_BEHIND = re.compile(r"\(([a-z0-9-]+)\)\s*$")


class NameForm(forms.Form):
    """One name. `means` is "code:…" for a suggestion, or one of other, new, skip."""

    means = forms.ChoiceField(required=False)
    other = forms.CharField(required=False, max_length=500, label=gettext_lazy("Chỉ tiêu khác"))
    new_name = forms.CharField(required=False, max_length=300, label=gettext_lazy("Tên"))
    new_unit = forms.CharField(required=False, max_length=60, label=gettext_lazy("Đơn vị tính"))
    new_topic = forms.ChoiceField(required=False, label=gettext_lazy("Lĩnh vực"))
    new_parent = forms.CharField(required=False, max_length=500, label=gettext_lazy("Chỉ tiêu cha"))

    def __init__(
        self, question: NameQuestion, names: IndicatorNames, topics: Sequence[Topic], data: Any = None
    ) -> None:
        self.question, self.names = question, names
        self.suggestions = _suggestions(question)
        means, other, proposal = _initial(question, self.suggestions)
        parent = names.by_code.get(proposal.parent)
        super().__init__(
            data,
            prefix=question.key.token,
            label_suffix="",
            initial={
                "means": means,
                "other": other,
                "new_name": proposal.name,
                "new_unit": proposal.unit,
                "new_topic": proposal.topic,
                "new_parent": label_of(parent) if parent else "",
            },
        )
        known = [(f"code:{row.code}", label_of(row)) for row, _score in self.suggestions]
        self.fields["means"].choices = [  # type: ignore[attr-defined]
            ("", ""),
            *known,
            ("other", ""),
            ("new", ""),
            ("skip", ""),
        ]
        self.fields["new_unit"].widget.attrs["list"] = "units"
        self.fields["new_topic"].choices = [("", _("Chưa phân loại")), *((t.code, t.name) for t in topics)]  # type: ignore[attr-defined]

    @property
    def means_now(self) -> str:
        """The radio button that is set."""
        return str(self["means"].value() or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        match cleaned.get("means"):
            case "other":
                self._find(cleaned, "other")
            case "new":
                if not cleaned.get("new_name", "").strip():
                    self.add_error("new_name", _("Hãy đặt tên cho chỉ tiêu mới."))
                if cleaned.get("new_parent"):
                    self._find(cleaned, "new_parent")
        return cleaned

    @property
    def choice(self) -> NameChoice | None:
        """What was decided; none where the question stays open."""
        cleaned = self.cleaned_data
        means: str = cleaned["means"]
        if means.startswith("code:"):
            return NameChoice(Decision.KNOWN, code=means.removeprefix("code:"))
        if means == "other":
            return NameChoice(Decision.KNOWN, code=cleaned["other"].code)
        if means == "new":
            parent = cleaned["new_parent"]
            return NameChoice(
                Decision.NEW,
                name=" ".join(cleaned["new_name"].split()),
                unit=cleaned["new_unit"].strip(),
                topic=cleaned["new_topic"],
                parent=parent.code if isinstance(parent, Indicator) else "",
            )
        return NameChoice(Decision.SKIP) if means == "skip" else None

    def _find(self, cleaned: dict[str, Any], name: str) -> None:
        """The row that a typed text names, put in the text's place."""
        text = cleaned.get(name) or ""
        try:
            cleaned[name] = indicator_named(text, self.names)
        except ValidationError as error:
            self.add_error(name, error)


class AreaForm(forms.Form):
    """One place of the file."""

    means = forms.ChoiceField(required=False)
    other = forms.ChoiceField(required=False, label=gettext_lazy("Địa bàn khác"))
    new_name = forms.CharField(required=False, max_length=200, label=gettext_lazy("Tên"))
    new_kind = forms.ChoiceField(required=False, label=gettext_lazy("Loại"), choices=AreaKind.choices)
    new_parent = forms.ChoiceField(required=False, label=gettext_lazy("Thuộc"))

    def __init__(self, question: AreaQuestion, names: AreaNames, within: Area | None, data: Any = None) -> None:
        self.question = question
        self.suggestions = _suggestions(question)
        means, other, proposal = _initial(question, self.suggestions)
        places = [("", "—"), *((area.code, area.name) for area in names.by_code.values())]
        super().__init__(
            data,
            prefix=f"area-{question.key.token}",
            label_suffix="",
            initial={
                "means": means,
                "other": question.choice.code if question.choice and other else "",
                "new_name": proposal.name,
                "new_kind": proposal.kind,
                "new_parent": proposal.parent or (within.code if within else ""),
            },
        )
        known = [(f"code:{row.code}", label_of(row)) for row, _score in self.suggestions]
        self.fields["means"].choices = [("", ""), *known, ("other", ""), ("new", ""), ("skip", "")]  # type: ignore[attr-defined]
        self.fields["other"].choices = places  # type: ignore[attr-defined]
        self.fields["new_parent"].choices = places  # type: ignore[attr-defined]

    @property
    def means_now(self) -> str:
        return str(self["means"].value() or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("means") == "other" and not cleaned.get("other"):
            self.add_error("other", _("Hãy chọn một địa bàn."))
        if cleaned.get("means") == "new" and not cleaned.get("new_name", "").strip():
            self.add_error("new_name", _("Hãy đặt tên cho địa bàn mới."))
        return cleaned

    @property
    def choice(self) -> NameChoice | None:
        cleaned = self.cleaned_data
        means: str = cleaned["means"]
        if means.startswith("code:"):
            return NameChoice(Decision.KNOWN, code=means.removeprefix("code:"))
        if means == "other":
            return NameChoice(Decision.KNOWN, code=cleaned["other"])
        if means == "new":
            new = NameChoice(Decision.NEW, name=" ".join(cleaned["new_name"].split()), kind=cleaned["new_kind"])
            return replace(new, parent=cleaned["new_parent"])
        return NameChoice(Decision.SKIP) if means == "skip" else None


def label_of(row: Indicator | Area) -> str:
    """A row as selectors write it and read it back: its name, above it its parent's, and its code."""
    if isinstance(row, Indicator) and row.parent:
        return f"{row.parent.name} › {row.name} ({row.code})"
    return f"{row.name} ({row.code})"


def indicator_named(text: str, names: IndicatorNames) -> Indicator:
    """The indicator that a typed text names, by the code behind it or by its name; refused where there is no one."""
    behind = _CODE_BEHIND.search(text)
    if behind and (found := names.by_code.get(behind[1])):
        return found
    match = names.find(text.rpartition("›")[2])
    if isinstance(match.row, Indicator):
        return match.row
    if not text.strip():
        raise ValidationError(_("Hãy gõ tên chỉ tiêu."))
    raise ValidationError(_("Không có chỉ tiêu “%(text)s” trong danh mục.") % {"text": text.strip()[:100]})


def _suggestions(question: NameQuestion) -> list[tuple[Indicator | Area, float]]:
    """What the name may mean, the present meaning first."""
    found: dict[str, tuple[Indicator | Area, float]] = {}
    if question.row is not None:
        found[question.row.code] = (question.row, 100.0)
    for suggestion in question.suggestions:
        if suggestion.score < LEAST_ALIKE:
            continue
        found[suggestion.row.code] = (suggestion.row, round(suggestion.score))
    return list(found.values())


def _initial(
    question: NameQuestion, suggestions: Sequence[tuple[Indicator | Area, float]]
) -> tuple[str, str, NameChoice]:
    """The radio button, the text of "other", and the description of the new row."""
    choice = question.choice
    if choice is None:
        return (f"code:{question.row.code}" if question.row else ""), "", question.proposal
    if choice.decision is Decision.KNOWN:
        is_suggested = any(row.code == choice.code for row, _score in suggestions)
        return (f"code:{choice.code}", "", question.proposal) if is_suggested else ("", "", question.proposal)
    if choice.decision is Decision.NEW:
        return "new", "", choice
    return "skip", "", question.proposal
