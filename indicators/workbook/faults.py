"""Cells that no reading should use, and the sentence that says so: what is wrong and how to mend it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from indicators.workbook.details import Fault, FaultKind, Place
from indicators.workbook.problems import a1


def fault_message(fault: Fault, place: Place) -> str:
    """The sentence for a spoiled cell: what is wrong and how to mend it."""
    cell = a1(*place)
    sentences: dict[FaultKind, Callable[[], str]] = {
        FaultKind.ERROR_VALUE: lambda: _("Ô %(cell)s hiện lỗi %(shown)s. Hãy sửa công thức hoặc gõ số vào ô."),
        FaultKind.UNSAVED_FORMULA: lambda: _(
            "Ô %(cell)s có công thức nhưng tệp không lưu kết quả. Hãy mở bằng Excel, lưu lại rồi tải lên."
        ),
        FaultKind.NOT_FINITE: lambda: _("Ô %(cell)s không chứa số hữu hạn (%(shown)s). Hãy gõ lại số."),
        FaultKind.CONTROL_CHARACTERS: lambda: _(
            "Ô %(cell)s chứa ký tự điều khiển không nhìn thấy (“%(shown)s”). Hãy gõ lại nội dung ô."
        ),
        FaultKind.TOO_LONG: lambda: _(
            "Ô %(cell)s dài %(shown)s ký tự, quá dài cho một ô số liệu. Hãy rút ngắn hoặc xoá nội dung ô."
        ),
    }
    return sentences[fault.kind]() % {"cell": cell, "shown": fault.shown}


def text_fault(text: str, longest: int) -> Fault | None:
    """What is wrong with a text; None where nothing is."""
    if len(text) > longest:
        return Fault(FaultKind.TOO_LONG, str(len(text)))
    if not text.isprintable() and any(ord(character) < 32 and character not in "\n\r\t" for character in text):
        return Fault(FaultKind.CONTROL_CHARACTERS, "".join(c if c.isprintable() else "?" for c in text[:60]))
    return None
