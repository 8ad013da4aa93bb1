"""A table's content as plain JSON and back, to keep what it said for ever.

Written and read by the types of the fields, so that content frozen by an earlier version of the portal is read by a
later one: what has been added since has its default, what has gone is passed over.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from indicators.periods import Period
from indicators.table_content import TableContent
from indicators.table_description import TableDescription


def frozen(content: TableContent) -> dict[str, Any]:
    """Plain JSON that `thawed` reads back as the same content; numbers as decimal strings with their digits."""
    written: dict[str, Any] = _written(content)
    return written


def thawed(data: Mapping[str, Any]) -> TableContent:
    """The content; TypeError, KeyError or ValueError for what `frozen` did not write."""
    content: TableContent = _read(TableContent, data)
    return content


def _written(value: Any) -> Any:
    match value:
        case Period():
            return value.sdmx
        case TableDescription():
            return value.as_json()
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            return value.isoformat()
        case Enum():
            return value.value
        case Mapping():
            return {str(key): _written(each) for key, each in value.items()}
        case tuple() | list():
            return [_written(each) for each in value]
    if dataclasses.is_dataclass(value):
        # What has its default says nothing: most cells have neither notes nor gaps.
        fields = {field.name: field for field in dataclasses.fields(value)}
        return {
            name: _written(getattr(value, name))
            for name, field in fields.items()
            if getattr(value, name) != field.default
        }
    return value


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        return _read(kind, data)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _read(get_args(kind)[1], each) for key, each in data.items()}
    if kind is Period:
        return Period.from_sdmx(data)
    if kind is TableDescription:
        return TableDescription.from_json(data)
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(data)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        known = {field.name for field in dataclasses.fields(kind)}
        return kind(**{name: _read(hints[name], data[name]) for name in known if name in data})
    return kind(data)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
