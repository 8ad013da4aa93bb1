"""The text editor of an article's body: its toolbar, every control of it a button, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reports.rich_text import EXTENSIONS

MENU = (
    *("headings", "paragraphs", "marks", "lists -paragraphs", "nodes -headings -lists -paragraphs"),
    *("link", "blocks", "table", "history"),
)


def body_config() -> dict[str, Any]:
    """The editor's configuration: what may be written, and a toolbar without the menu that no keyboard opens."""
    return {"extensions": {**EXTENSIONS, "Menu": {"groups": [{"group": group} for group in MENU]}}}


def editor_texts() -> dict[str, dict[str, str]]:
    """What the editor says, in the active language: `buttons` by their names, `dialogs` by the editor's own words."""
    return {
        "buttons": {
            "heading2": _("Tiêu đề mục"),
            "heading3": _("Tiêu đề mục nhỏ"),
            "heading4": _("Tiêu đề cấp ba"),
            "paragraph": _("Đoạn thường"),
            "bold": _("Đậm"),
            "italic": _("Nghiêng"),
            "subscript": _("Chỉ số dưới"),
            "superscript": _("Chỉ số trên"),
            "bulletList": _("Danh sách gạch đầu dòng"),
            "orderedList": _("Danh sách đánh số"),
            "orderedListProperties": _("Kiểu đánh số"),
            "blockquote": _("Trích dẫn"),
            "horizontalRule": _("Đường kẻ ngang"),
            "link": _("Liên kết"),
            "unlink": _("Bỏ liên kết"),
            "articleImage": _("Chèn ảnh"),
            "placedTable": _("Đặt bảng số liệu hoặc biểu đồ"),
            "footnote": _("Chèn chú thích"),
            "table": _("Chèn bảng"),
            "table:addColumnAfter": _("Thêm cột bên phải"),
            "table:deleteColumn": _("Xoá cột"),
            "table:addRowAfter": _("Thêm dòng bên dưới"),
            "table:deleteRow": _("Xoá dòng"),
            "table:mergeCells": _("Gộp ô"),
            "table:splitCell": _("Tách ô"),
            "table:toggleHeaderCell": _("Đổi ô tiêu đề"),
            "table:deleteTable": _("Xoá bảng"),
            "history:undo": _("Hoàn tác"),
            "history:redo": _("Làm lại"),
        },
        "dialogs": {
            "Update": _("Cập nhật"),
            "Cancel": _("Thôi"),
            "URL": _("Địa chỉ"),
            "Title": _("Tên hiện khi rê chuột"),
            "Edit Link": _("Liên kết"),
            "List properties": _("Kiểu đánh số"),
            "List type": _("Kiểu"),
            "Start at": _("Bắt đầu từ"),
            "Decimal numbers": _("Số thường (1, 2, 3)"),
            "Lowercase letters": _("Chữ thường (a, b, c)"),
            "Uppercase letters": _("Chữ hoa (A, B, C)"),
            "Lowercase Roman numerals": _("Số La Mã thường (i, ii, iii)"),
            "Uppercase Roman numerals": _("Số La Mã hoa (I, II, III)"),
            "Rows": _("Số dòng"),
            "Columns": _("Số cột"),
            "Include header row": _("Có dòng tiêu đề"),
            "Table Properties": _("Bảng"),
            "Insert Table": _("Chèn bảng"),
        },
        "options": {"Yes": _("Có"), "No": _("Không")},
        "toolbar": {"label": _("Định dạng")},
    }
