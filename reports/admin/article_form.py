"""The form of an article: an address made from the title, line ends kept, nobody overwritten."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from reports.admin.body_editor import body_config
from reports.article_merge import SETS
from reports.models import Article, Edition
from reports.services.internal_links import identify_links
from reports.slugs import free_slug, is_taken


class ArticleForm(forms.ModelForm):
    edition_note = forms.CharField(
        label=gettext_lazy("Ghi chú lần lưu"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Ví dụ: sửa số liệu xuất khẩu. Chỉ hiện trong trang quản trị."),
    )
    seen_edition = forms.IntegerField(required=False, widget=forms.HiddenInput())
    # What stood in the fields that no edition holds, so that two people's changes of them can be told apart.
    seen_beside = forms.JSONField(required=False, widget=forms.HiddenInput())
    draft_key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput())

    class Meta:
        model = Article
        fields = (
            *("title", "slug", "language", "translation_of", "section", "lead", "body", "byline", "source"),
            *("cover", "cover_caption", "release", "indicators", "tags"),
        )
        widgets = {"lead": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
        help_texts = {
            "slug": gettext_lazy("Tự đặt theo tiêu đề khi để trống. Đổi sau khi đăng thì địa chỉ cũ tự chuyển sang."),
            "byline": gettext_lazy("Nhiều người thì cách nhau bằng dấu phẩy hoặc chấm phẩy; mỗi tên có trang riêng."),
            "tags": gettext_lazy("Đề tài xuyên qua các chuyên mục; mỗi thẻ có trang riêng, hiện khi có bài đã đăng."),
            "cover_caption": gettext_lazy("Hiện dưới ảnh. Mô tả cho người không thấy ảnh nằm ở chính ảnh đó."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "body" in self.fields:
            self.fields["body"].widget.config = body_config()
        if self.instance.pk:
            newest = newest_edition(self.instance)
            self.initial["seen_edition"] = newest.number if newest else 0
            self.initial["seen_beside"] = beside_editions(self.instance)

    @cached_property
    def changed_data(self) -> list[str]:
        """What the log says was changed: nothing of what only the page itself needs, no line ends of browsers."""
        sent_as_it_was = {
            name
            for name in ("lead", "body")
            if name in self.fields
            and unix_lines(str(self[name].data or "")) == (self.get_initial_for_field(self.fields[name], name) or "")
        }
        unsaid = {"seen_edition", "seen_beside", "draft_key"} | sent_as_it_was
        return [name for name in super().changed_data if name not in unsaid]

    def clean_lead(self) -> str:
        return unix_lines(self.cleaned_data["lead"])

    def clean_body(self) -> str:
        """Links to the portal's own articles are kept by the article, so that they outlive its address."""
        return identify_links(unix_lines(self.cleaned_data["body"]))

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug and is_taken(slug, article=self.instance):
            raise ValidationError(_("Địa chỉ này đã hoặc từng thuộc về bài khác."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("slug") and cleaned.get("title") and "slug" not in self.errors:
            cleaned["slug"] = free_slug(cleaned["title"], article=self.instance)
        original = cleaned.get("translation_of")
        if original is not None and original.language == cleaned.get("language"):
            self.add_error("translation_of", _("Bản dịch phải ở ngôn ngữ khác với bài gốc."))
        self._refuse_what_changed_meanwhile()
        return cleaned

    def _refuse_what_changed_meanwhile(self) -> None:
        """The last guard: who saves over another's edition is led to the page that joins both before they come here."""
        newest = newest_edition(self.instance) if self.instance.pk else None
        if newest is None or self.cleaned_data.get("seen_edition") == newest.number:
            return
        self.add_error(
            None,
            _(
                "Trong lúc bạn viết, %(name)s đã lưu bản số %(number)d lúc %(moment)s. Chưa lưu gì của bạn; những gì "
                "bạn viết còn nguyên bên dưới. Bấm lưu lần nữa để xem hai bản cạnh nhau và ghép lại."
            )
            % {
                "name": author_name(newest),
                "number": newest.number,
                "moment": shown_moment(newest.created_at),
            },
        )


def newest_edition(article: Article) -> Edition | None:
    return article.editions.select_related("created_by").order_by("-number").first()


def beside_editions(article: Article) -> dict[str, Any]:
    """What stands in the fields of the form that no edition holds."""
    return {
        "slug": article.slug,
        "language": article.language,
        "translation_of": article.translation_of_id,
        "release": article.release_id,
        **{name: sorted(getattr(article, name).values_list("pk", flat=True)) for name in sorted(SETS)},
    }


def unix_lines(text: str) -> str:
    """Browsers send every line end as two characters; stored text has one, so that saving unchanged changes nothing."""
    return text.replace("\r\n", "\n")


def author_name(edition: Edition) -> str:
    """Who saved an edition, as colleagues call them."""
    author = edition.created_by
    return (author.get_full_name() or author.get_username()) if author else _("người khác")
