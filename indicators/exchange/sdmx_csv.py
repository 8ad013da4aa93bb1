"""SDMX-CSV 2.0.0: https://github.com/sdmx-twg/sdmx-csv. Codes only; the structure is at /sdmx/structure.xml.

Status and confidentiality are those of the code lists CL_OBS_STATUS and CL_CONF_STATUS of SDMX.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.exchange.cells import formula_safe
from indicators.exchange.comma_separated import encoded
from indicators.exchange.dataset import Dataset, Record
from indicators.numbers import decimals_of
from indicators.periods import Period

AGENCY, FLOW, VERSION = "PORTAL", "OBSERVATIONS", "1.0"
STRUCTURE_ID = f"{AGENCY}:{FLOW}({VERSION})"
DIMENSIONS = ("INDICATOR", "REF_AREA", "MEASURE", "TIME_PERIOD")
ATTRIBUTES = (
    *("OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "DECIMALS", "TITLE", "COMMENT_OBS", "SOURCE", "LICENCE"),
    *("RETRIEVED", "PERMALINK"),
)
HEADS = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)

STATUSES = {"estimate": "E", "preliminary": "P", "final": "A"}
# Not occurred: "data cannot exist"; not there yet: "missing"; kept secret: "suppressed".
MISSING = {"nil": "M", "not_available": "O", "confidential": "Q"}
OTHERWISE_MISSING = "O"


def write_sdmx_csv(dataset: Dataset) -> Iterator[bytes]:
    """The file in pieces, each made when it is asked for; without the mark of UTF-8: its readers expect none."""
    provenance = dataset.provenance
    shared = [formula_safe(text) for text in (provenance.licence_text, provenance.retrieved_text, provenance.permalink)]
    lines = (["dataflow", STRUCTURE_ID, "I", *_fields(record), *shared] for record in dataset.records)
    return encoded(HEADS, lines)


def time_period(period: Period) -> str:
    """The period as SDMX writes it: a range begins with a day, 2018-01-01/P5M."""
    text = period.sdmx
    return text.replace("/", "-01/", 1) if "/" in text else text


def _fields(record: Record) -> list[str]:
    value = record.value
    return [
        record.indicator,
        record.area,
        record.measure.value,
        time_period(record.period),
        "" if value is None else format(value, "f"),
        MISSING.get(record.missing, OTHERWISE_MISSING) if value is None else STATUSES.get(record.status, "A"),
        "C" if record.missing == "confidential" else "F",
        record.unit,
        "" if value is None else str(decimals_of(value)),
        formula_safe(f"{record.indicator_name}, {record.area_name}"),
        formula_safe(" ".join(record.footnote.split())),
        formula_safe(record.source),
    ]
