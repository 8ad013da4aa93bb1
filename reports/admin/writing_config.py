"""What the parts of the text editor need from the page: addresses to ask, and their words in the reader's language."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.models import Article


def writing_config(article: Article | None) -> dict[str, dict[str, str]]:
    """For `static/js/admin/writing/config.js`."""
    return {
        "urls": {
            "pick": reverse("admin:reports_image_pick"),
            "info": reverse("admin:reports_image_info"),
            "upload": reverse("admin:reports_image_add"),
            "articles": reverse("admin:reports_article_pick") + (f"?for={article.pk}" if article else ""),
            "tablePreview": reverse("admin:reports_table_preview"),
            "preview": _page("preview", article),
            "checklist": _page("checklist", article),
        },
        "texts": {
            "insertImage": _("Chèn ảnh"),
            "changeAlt": _("Sửa mô tả"),
            "removeImage": _("Bỏ ảnh"),
            "captionHere": _("Chú thích dưới ảnh (không bắt buộc)"),
            "imageGone": _("Ảnh này không còn trong thư viện."),
            "noAlt": _("Ảnh chưa có mô tả."),
            "noFile": _("Hãy chọn tệp ảnh."),
            "notSent": _("Không tải lên được. Hãy kiểm tra kết nối rồi thử lại."),
            "insertFootnote": _("Chèn chú thích"),
            "footnote": _("Chú thích"),
            "placeTable": _("Đặt bảng số liệu hoặc biểu đồ"),
            "table": _("Bảng"),
            "unnamed": _("chưa đặt tên"),
            "newTable": _("Bảng mới"),
            "editTable": _("Sửa bảng"),
            "unplaceTable": _("Bỏ khỏi chỗ này"),
            "whatShows": _("Hiện gì"),
            "showBoth": _("Bảng và biểu đồ"),
            "showTable": _("Chỉ bảng"),
            "showChart": _("Biểu đồ, bảng gập lại"),
            "tableGone": _("Bảng này không còn trong bài."),
            "tableWaiting": _("Chọn chỉ tiêu, kỳ và địa bàn để xem trước."),
            "tableFailed": _("Không xem trước được. Hãy thử lại sau."),
            "backToText": _("Trở lại chỗ đặt bảng trong bài"),
            "dropped": _("Đã dán; không lấy theo:"),
            "droppedComments": _("%s nhận xét"),
            "droppedDeletions": _("%s đoạn đã xoá (theo dõi thay đổi)"),
            "droppedImages": _("%s ảnh (hãy chèn từ thư viện)"),
            "chooseCover": _("Chọn từ thư viện…"),
            "deadLink": _("Người đọc chưa mở được bài này."),
            "openPane": _("Xem trước và kiểm tra"),
            "closePane": _("Đóng phần xem trước"),
            "previewFailed": _("Không xem trước được. Hãy thử lại sau."),
        },
    }


def _page(name: str, article: Article | None) -> str:
    if article is None:
        return reverse(f"admin:reports_{name}_new")
    return reverse(f"admin:reports_{name}", args=[article.pk])
