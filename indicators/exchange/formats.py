"""The formats that figures leave in, by the extension of their address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from indicators.exchange.comma_separated import write_csv
from indicators.exchange.dataset import Dataset
from indicators.exchange.json_stat import write_json_stat
from indicators.exchange.ods import MIME_TYPE as ODS_TYPE
from indicators.exchange.ods import write_ods
from indicators.exchange.sdmx_csv import write_sdmx_csv
from indicators.exchange.xlsx import write_xlsx

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of data: what its address ends in, what readers know it by, and its writer.

    `streams` tells whether the file is written while the figures come from the database.
    """

    extension: str
    label: str
    content_type: str
    write: Callable[[Dataset], Iterator[bytes]]
    streams: bool = False


FORMATS: Mapping[str, Format] = {
    each.extension: each
    for each in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", write_csv, streams=True),
        Format("xlsx", "Excel", XLSX_TYPE, write_xlsx),
        Format("ods", "ODS", ODS_TYPE, write_ods),
        Format("json", "JSON-stat", "application/json", write_json_stat),
        Format(
            "sdmx.csv",
            "SDMX-CSV",
            "application/vnd.sdmx.data+csv; version=2.0.0; labels=id; charset=utf-8",
            write_sdmx_csv,
            streams=True,
        ),
    )
}
STREAMING = tuple(extension for extension, each in FORMATS.items() if each.streams)
