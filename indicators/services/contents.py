"""The content of a row as a tuple of plain values: what comparing, writing and undoing pass along by the thousand.

Values stand in the order of the model's `content_fields`: numbers as decimal strings with their digits, ids, texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring_ascii
from typing import Any

from indicators.models import Absence, Observation, Target, VersionKind

Content = tuple[Any, ...]

Row = Observation | Target

MODELS: dict[VersionKind, type[Observation] | type[Target]] = {
    VersionKind.OBSERVATION: Observation,
    VersionKind.TARGET: Target,
}
NAMES: dict[VersionKind, tuple[str, ...]] = {kind: model.content_fields for kind, model in MODELS.items()}

_POSITIONS = {kind: {name: place for place, name in enumerate(names)} for kind, names in NAMES.items()}
_EMPTY = {kind: tuple(model(year=2000).content().values()) for kind, model in MODELS.items()}
_JSON = {kind: "{" + ", ".join(f'"{name}": %s' for name in names) + "}" for kind, names in NAMES.items()}
_NUMBERS = frozenset({"value", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share"})


def merged(kind: VersionKind, before: Content | None, fields: Mapping[str, Any], release_id: int | None) -> Content:
    """The content after a statement: stated fields over the stored ones, value and absence excluding each other."""
    places = _POSITIONS[kind]
    content = list(_EMPTY[kind] if before is None else before)
    for name, value in fields.items():
        content[places[name]] = format(value, "f") if type(value) is Decimal else value
    content[places["release_id"]] = release_id
    if kind is VersionKind.TARGET:
        return tuple(content)
    value_at, absence_at = places["value"], places["absence"]
    if fields.get("value") is not None:
        content[absence_at] = ""
    elif fields.get("absence"):
        content[value_at] = None
    elif content[value_at] is None and not content[absence_at]:
        content[absence_at] = Absence.NOT_AVAILABLE.value
    return tuple(content)


def same(kind: VersionKind, before: Content, after: Content) -> bool:
    """Whether nothing but the release or trailing zeros differs."""
    if before == after:
        return True
    for name, old, new in zip(NAMES[kind], before, after, strict=True):
        if old == new or name == "release_id":
            continue
        if name in _NUMBERS and old is not None and new is not None and Decimal(old) == Decimal(new):
            continue
        return False
    return True


def release_of(kind: VersionKind, content: Content) -> int | None:
    """The id of the release that the content belongs to."""
    found: int | None = content[_POSITIONS[kind]["release_id"]]
    return found


def by_name(kind: VersionKind, content: Content) -> dict[str, Any]:
    """The content as a version tells it."""
    return dict(zip(NAMES[kind], content, strict=True))


def from_names(kind: VersionKind, told: Mapping[str, Any]) -> Content:
    """The inverse of `by_name`; a field that the version does not know yet is as in a row never written."""
    return tuple(told.get(name, empty) for name, empty in zip(NAMES[kind], _EMPTY[kind], strict=True))


def as_json(kind: VersionKind, content: Content) -> str:
    """The JSON text of `by_name`, made in a third of the time that a general encoder takes."""
    return _JSON[kind] % tuple(
        [
            encode_basestring_ascii(value) if isinstance(value, str) else "null" if value is None else value
            for value in content
        ]
    )
