"""Titles quoted in a text: "Báo cáo “Xu hướng kinh doanh quý III và dự báo quý IV” cho biết …"."""

from __future__ import annotations

import re

from reports.prose.tokens import Span


def quoted_titles(text: str) -> list[Span]:
    """Where titles stand, quotation marks included: long enough to be one, and without figures, as speeches have."""
    return [match.span() for match in _QUOTED.finditer(text) if not _FIGURE.search(match.group())]


_QUOTED = re.compile(r"[“«][^“”«»\n]{25,300}[”»]|(?<!\w)\"[^\"\n]{25,300}\"(?!\w)")
_FIGURE = re.compile(r"\d\s?(?:%|tỷ|tỉ|triệu|nghìn|ngàn|tấn)")
