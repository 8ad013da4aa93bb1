"""Sentences with gaps from which the first draft of an article is written; editors change them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.prose.sentence_templates import Kind, Template, TemplateError, read_template


class SentenceKind(models.TextChoices):
    """Where in the article a sentence stands; the values are those of `reports.prose.sentence_templates.Kind`."""

    TITLE = Kind.TITLE.value, _("Tiêu đề")
    LEAD = Kind.LEAD.value, _("Tóm tắt, câu mở đầu")
    LEAD_MORE = Kind.LEAD_MORE.value, _("Tóm tắt, vế tiếp theo")
    OPENING = Kind.OPENING.value, _("Câu đầu của một lĩnh vực")
    STATEMENT = Kind.STATEMENT.value, _("Câu về một chỉ tiêu")
    PARTS = Kind.PARTS.value, _("Câu nêu các phần")
    WITHIN = Kind.WITHIN.value, _("Câu nêu các phần của một phần")
    PART = Kind.PART.value, _("Vế về một phần")
    ALSO = Kind.ALSO.value, _("Câu về một kỳ khác")
    PLACE = Kind.PLACE.value, _("Câu về một địa bàn khác")


class SentenceTemplateQuerySet(models.QuerySet["SentenceTemplate"]):
    def in_use(self) -> list[Template]:
        """The templates as they are tried: of each kind in the editors' order; one that cannot be read is left out."""
        found = []
        for kind, text in self.filter(is_active=True).order_by("position", "id").values_list("kind", "text"):
            try:
                found.append(read_template(Kind(kind), text))
            except TemplateError:
                continue
        return found


class SentenceTemplate(models.Model):
    """A sentence with gaps. Of several of one kind the first is used whose gaps can all be filled."""

    kind = models.CharField(_("chỗ đứng"), max_length=10, choices=SentenceKind)
    text = models.CharField(_("câu mẫu"), max_length=300)
    position = models.PositiveIntegerField(_("thứ tự"), default=0, help_text=_("Câu đứng trước được thử trước."))
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = SentenceTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu mẫu")
        verbose_name_plural = _("câu mẫu")
        ordering = ["kind", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SentenceKind.values), name="sentence_template_kind_known"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.kind not in SentenceKind.values or not self.text:
            return
        try:
            read_template(Kind(self.kind), self.text)
        except TemplateError as error:
            raise ValidationError({"text": error.translated(gettext)}) from error
