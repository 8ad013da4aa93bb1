"""Delimited text (csv, tsv, txt) as rows of text: encoding and delimiter are found from the bytes."""

import csv
import io
import unicodedata
from collections import Counter

from django.utils.translation import gettext as _

from indicators.workbook.problems import WorkbookError

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 200
MAX_FIELD = 131_072
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(data: bytes) -> list[list[str]]:
    """The rows of a delimited text; raises WorkbookError where the bytes are no text."""
    text = decode(data)
    if text.lower().startswith("sep=") and "\n" in text[:12]:
        first, _rest, text = text.partition("\n")
        delimiter = first.strip()[4:5] or ","
    else:
        delimiter = find_delimiter(text)
    csv.field_size_limit(MAX_FIELD)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise WorkbookError(
            _("Tệp CSV bị hỏng (%(reason)s). Hãy mở bằng Excel và lưu lại dạng “CSV UTF-8”.") % {"reason": error},
            code="broken",
        ) from error


def decode(data: bytes) -> str:
    """The text of the bytes in UTF-8, UTF-16 or windows-1258, composed to NFC.

    windows-1258 writes a tone as a character of its own behind its vowel; NFC joins the two.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return unicodedata.normalize("NFC", _strict(data, encoding))
    sample = data[:4096]
    if sample and sample.count(0) > len(sample) // 5:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return unicodedata.normalize("NFC", _strict(data, "utf-16-be" if even > odd else "utf-16-le"))
    if b"\x00" in data:
        raise not_text()
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", _strict(data, "cp1258"))


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the most lines into the same number of fields, more than one."""
    lines = "\n".join(text.splitlines()[:SAMPLE_ROWS])
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(lines), delimiter=delimiter) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        # A comma inside Vietnamese numbers and titles cuts lines too, but never twice into the same number.
        width, times = Counter(wide).most_common(1)[0]
        score = (times / len(widths), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_text() from error


def not_text() -> WorkbookError:
    return WorkbookError(
        _("Tệp không phải bảng tính hay văn bản CSV. Hãy tải lên tệp .xlsx, .xls, .xlsb, .ods hoặc .csv."),
        code="not_workbook",
    )
