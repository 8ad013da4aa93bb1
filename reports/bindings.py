"""How a figure in an article's text is tied to the data: the attributes of its `<span>` in the stored body.

`<span data-figure="UUID" data-indicator="xi-mang" data-area="lang-son" data-period="2018-Q1" data-measure="value"
data-version="17">230 nghìn tấn</span>`: `data-version` is the `ObservationVersion` that the text was checked against,
and is the only attribute that may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from uuid import UUID, uuid5

from indicators.measures import Measure
from indicators.periods import Period, PeriodError

MEASURES = (Measure.VALUE, Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS, Measure.PLAN_SHARE)
ATTRIBUTES = frozenset({"data-figure", "data-indicator", "data-area", "data-period", "data-measure", "data-version"})

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_VERSION = re.compile(r"[1-9][0-9]{0,17}")
_SPAN = re.compile(r"<(?P<close>/?)span\b(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r'(data-[a-z]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Binding:
    """What a bound figure cites: a measure of an indicator in an area over a period; `key` tells figures apart."""

    key: UUID
    indicator: str
    area: str
    period: Period
    measure: Measure
    version: int | None = None

    @classmethod
    def of_attributes(cls, attributes: Mapping[str, str | None]) -> Binding | None:
        """The binding that the attributes state; None where one is missing or is not written as we write it."""
        given = {name: attributes.get(name) or "" for name in ATTRIBUTES}
        if any(_accepted(name, value) is None for name, value in given.items() if name != "data-version" or value):
            return None
        return cls(
            UUID(given["data-figure"]),
            given["data-indicator"],
            given["data-area"],
            Period.from_sdmx(given["data-period"]),
            Measure(given["data-measure"]),
            int(given["data-version"]) if given["data-version"] else None,
        )

    @property
    def attributes(self) -> dict[str, str]:
        written = {
            "data-figure": str(self.key),
            "data-indicator": self.indicator,
            "data-area": self.area,
            "data-period": self.period.sdmx,
            "data-measure": self.measure.value,
        }
        return written if self.version is None else {**written, "data-version": str(self.version)}

    @property
    def opening_tag(self) -> str:
        written = " ".join(f'{name}="{value}"' for name, value in self.attributes.items())
        return f"<span {written}>"

    def around(self, text: str) -> str:
        """The node of the stored body with `text` in it."""
        return f"{self.opening_tag}{escape(text, quote=False)}</span>"


def accepted_attribute(tag: str, name: str, value: str) -> str | None:
    """The sanitiser's rule: an attribute of a span stays only where it is one of ours, written as we write it."""
    return _accepted(name, value) if tag == "span" else value


def keep_whole_bindings(html: str) -> str:
    """The sanitised body without spans that bind nothing: incomplete, empty, or one inside another.

    A figure that was copied has the key of the one that it was copied from; each further one gets a key of its own,
    always the same one, so that cleaning twice changes nothing.
    """
    if "<span" not in html:
        return html
    written: list[str] = []
    keys: set[UUID] = set()
    depth, bound_at, opened = 0, -1, 0
    last = 0
    for match in _SPAN.finditer(html):
        written.append(html[last : match.start()])
        last = match.end()
        if match["close"]:
            depth -= 1
            if depth == bound_at:
                bound_at = -1
                _close(written, opened)
            continue
        binding = Binding.of_attributes(dict(_ATTRIBUTE.findall(match["attributes"])))
        if binding is not None and bound_at < 0:
            bound_at, opened = depth, len(written)
            binding = _with_own_key(binding, keys)
            keys.add(binding.key)
            written.append(binding.opening_tag)
        depth += 1
    written.append(html[last:])
    return "".join(written)


def _close(written: list[str], opened: int) -> None:
    inside = "".join(written[opened + 1 :])
    if re.sub(r"<[^>]*>", "", inside).strip():
        written.append("</span>")
    else:
        written[opened:] = [inside]


def _with_own_key(binding: Binding, taken: set[UUID]) -> Binding:
    copy = 1
    key = binding.key
    while key in taken:
        key, copy = uuid5(binding.key, str(copy)), copy + 1
    return replace(binding, key=key)


def _accepted(name: str, value: str) -> str | None:
    match name:
        case "data-figure":
            valid = _KEY.fullmatch(value) is not None
        case "data-indicator" | "data-area":
            valid = len(value) <= 120 and _CODE.fullmatch(value) is not None
        case "data-period":
            valid = _is_period(value)
        case "data-measure":
            valid = value in MEASURES
        case "data-version":
            valid = _VERSION.fullmatch(value) is not None
        case _:
            valid = False
    return value if valid else None


def _is_period(text: str) -> bool:
    try:
        return len(text) <= 20 and Period.from_sdmx(text).sdmx == text
    except PeriodError:
        return False
