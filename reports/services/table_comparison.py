"""The statistics tables of two editions side by side, told in the words of their descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period, PeriodError
from indicators.services.table_labels import measure_label
from reports.compared_texts import Change, Compared, compare_texts
from reports.text_differences import Pair, pair_blocks

_MEASURES = frozenset(measure.value for measure in Measure)


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A statistics table: its name, and what of its description changed."""

    change: Change
    caption: str
    parts: tuple[Compared, ...] = ()


def compare_tables(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> list[ComparedTable]:
    """The descriptions of two editions' tables, paired by what they are about."""
    names = _names([*old, *new])
    return [_table(pair, names) for pair in pair_blocks(list(old), list(new), key=_subject)]


def table_words(descriptions: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each table is, in a line; one that is not filled in yet is called so."""
    names = _names(descriptions)
    return [
        _("bảng chưa điền xong")
        if "unfinished" in description
        else " · ".join(
            part
            for part in (
                str(description.get("caption") or ""),
                *(_told(description, name, names) for name in ("indicators", "periods", "areas", "measures")),
            )
            if part
        )
        for description in descriptions
    ]


def _table(pair: Pair[dict[str, Any]], names: Mapping[str, str]) -> ComparedTable:
    if pair.old is None or pair.new is None:
        stands = pair.old or pair.new or {}
        change = Change.ADDED if pair.old is None else Change.REMOVED
        return ComparedTable(change, _caption(stands, names))
    labels = {
        "caption": _("Tên bảng"),
        "indicators": _("Chỉ tiêu"),
        "periods": _("Kỳ"),
        "areas": _("Địa bàn"),
        "measures": _("Số hiển thị"),
        "rows": _("Dòng của bảng"),
        "chart": _("Biểu đồ"),
    }
    parts = [
        compare_texts(_told(pair.old, name, names), _told(pair.new, name, names), label)
        for name, label in labels.items()
    ]
    changed = tuple(part for part in parts if part.is_changed)
    is_same = pair.old == pair.new
    change = Change.SAME if is_same else Change.EDITED if changed else Change.RESTYLED
    return ComparedTable(change, _caption(pair.new, names), changed)


def _told(description: Mapping[str, Any], name: str, names: Mapping[str, str]) -> str:
    value = description.get(name) or ""
    if name in ("rows", "chart"):
        return _choice(name, str(value))
    if not isinstance(value, list):
        return str(value)
    if name == "periods":
        return ", ".join(_period(text) for text in value)
    if name == "measures":
        return ", ".join(measure_label(Measure(text)) if text in _MEASURES else text for text in value)
    return ", ".join(names.get(f"{name}:{code}", code) for code in value)


def _choice(name: str, value: str) -> str:
    words = {
        "rows": {"indicators": _("Chỉ tiêu"), "periods": _("Kỳ"), "areas": _("Địa bàn")},
        "chart": {"none": _("Không có biểu đồ"), "line": _("Đường"), "bar": _("Cột")},
    }
    return words[name].get(value, value)


def _period(text: str) -> str:
    try:
        return Period.from_sdmx(text).label(reading_language())
    except PeriodError:
        return text


def _names(descriptions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Names of the indicators and areas that the descriptions say by code, in two queries."""
    codes = {kind: {c for d in descriptions for c in d.get(kind, [])} for kind in ("indicators", "areas")}
    found: dict[str, str] = {}
    for kind, model in (("indicators", Indicator), ("areas", Area)):
        if codes[kind]:
            found |= {f"{kind}:{row.code}": row.name for row in model.objects.filter(code__in=codes[kind])}
    return found


def _subject(description: Mapping[str, Any]) -> str:
    parts = [description.get("caption", ""), *description.get("indicators", []), *description.get("areas", [])]
    return " ".join([*map(str, parts), *description.get("periods", [])])


def _caption(description: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return str(description.get("caption") or _told(description, "indicators", names))
