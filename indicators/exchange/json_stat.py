"""JSON-stat 2.0: https://json-stat.org/full/. A cube of indicators, areas and periods.

What a figure says beside the value (growth, share of plan) is an indicator of its own there, because a unit of
JSON-stat belongs to a category: "xi-mang" in thousand tonnes, "xi-mang.growth_yoy" in per cent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from indicators.exchange.dataset import Dataset, Record, iso_text
from indicators.measures import Measure
from indicators.numbers import decimals_of

DIMENSIONS = ("indicator", "area", "period")
PIECE = 1 << 16


def write_json_stat(dataset: Dataset) -> Iterator[bytes]:
    """The file in pieces. A figure's place depends on how many there are: all are read before one is written."""
    cube = json_stat(dataset)
    # Python's json has no number that keeps its digits: 18.30 would become 18.3.
    values = ",".join(f'"{place}":{value:f}' for place, value in cube.pop("value").items())
    rest = json.dumps(cube, ensure_ascii=False, separators=(",", ":"))
    written = f'{rest[:-1]},"value":{{{values}}}}}'.encode()
    for start in range(0, len(written), PIECE):
        yield written[start : start + PIECE]


def json_stat(dataset: Dataset) -> dict[str, Any]:
    """The dataset as JSON-stat has it; only the figures that there are, by their place in the cube."""
    records = list(dataset.records)
    keys = [(_category(record), record.area, record.period) for record in records]
    indicators = list(dict.fromkeys(key[0] for key in keys))
    areas = list(dict.fromkeys(key[1] for key in keys))
    periods = sorted({key[2] for key in keys}, key=lambda period: (period.end, period.months))
    positions = [{each: place for place, each in enumerate(found)} for found in (indicators, areas, periods)]
    places = [
        (positions[0][indicator] * len(areas) + positions[1][area]) * len(periods) + positions[2][period]
        for indicator, area, period in keys
    ]
    footnotes = {str(place): record.footnote for place, record in zip(places, records, strict=True) if record.footnote}
    cube: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "href": dataset.provenance.permalink,
        "label": dataset.title,
        "source": _joined(record.source for record in records) or dataset.provenance.publisher,
        "link": {"license": [{"href": dataset.provenance.licence.url, "label": dataset.provenance.licence.name}]},
        "id": list(DIMENSIONS),
        "size": [len(indicators), len(areas), len(periods)],
        "role": {"metric": ["indicator"], "geo": ["area"], "time": ["period"]},
        "dimension": {
            "indicator": _indicators(indicators, records),
            "area": {"category": _categories(areas, {record.area: record.area_name for record in records})},
            "period": {
                "category": _categories(
                    [period.sdmx for period in periods],
                    {period.sdmx: period.label(dataset.provenance.language) for period in periods},
                )
            },
        },
        "value": _by_place(places, records, lambda record: record.value),
        "status": _by_place(places, records, lambda record: record.missing or record.status or None),
        "extension": {
            "publisher": dataset.provenance.publisher,
            "licence": dataset.provenance.licence.name,
            "retrieved": dataset.provenance.retrieved_text,
        },
    }
    if dataset.updated:
        cube["updated"] = iso_text(dataset.updated)
    if dataset.as_of:
        cube["extension"]["as_of"] = dataset.as_of.isoformat()
    if footnotes:
        cube["extension"]["footnotes"] = footnotes
        cube["note"] = list(dict.fromkeys(footnotes.values()))
    return cube


def _category(record: Record) -> str:
    return record.indicator if record.measure is Measure.VALUE else f"{record.indicator}.{record.measure.value}"


def _indicators(codes: Sequence[str], records: Sequence[Record]) -> dict[str, Any]:
    labels: dict[str, str] = {}
    units: dict[str, dict[str, Any]] = {}
    for record in records:
        code = _category(record)
        labels.setdefault(code, _label(record))
        unit = units.setdefault(code, {"label": record.unit, "decimals": 0})
        if record.value is not None:
            unit["decimals"] = max(unit["decimals"], decimals_of(record.value))
    return {"category": {**_categories(codes, labels), "unit": units}}


def _label(record: Record) -> str:
    if record.measure is Measure.VALUE:
        return record.indicator_name
    return f"{record.indicator_name} – {record.measure_name}"


def _categories(codes: Sequence[str], labels: dict[str, str]) -> dict[str, Any]:
    return {"index": list(codes), "label": {code: labels[code] for code in codes}}


def _by_place(places: Sequence[int], records: Sequence[Record], read: Callable[[Record], Any]) -> dict[str, Any]:
    found = ((place, read(record)) for place, record in zip(places, records, strict=True))
    return {str(place): value for place, value in found if value is not None}


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
